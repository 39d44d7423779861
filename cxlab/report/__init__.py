"""A journey -> drawings and pages people can share."""
