"""Utterances and mentions -> findings and the journey of one segment."""
