"""Raw customer research in, evidence-backed journey maps out."""

__version__ = "0.1.0"
