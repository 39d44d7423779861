"""What was trained, and how: each module rebuilds a file of `cxlab/models/` from labelled data."""
