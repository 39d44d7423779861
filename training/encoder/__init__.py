"""Making the weights of the accurate encoder: see README.md."""
