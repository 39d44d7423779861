"""Documents -> clean, redacted utterances with a language."""

from cxlab.prepare.documents import Prepared, prepare
from cxlab.prepare.utterances import to_utterances

__all__ = ["Prepared", "prepare", "to_utterances"]
