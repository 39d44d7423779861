"""Documents -> clean, redacted utterances with a language."""
