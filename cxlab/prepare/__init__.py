"""Documents -> clean, redacted utterances with a language."""

from cxlab.prepare.channels import add_channels
from cxlab.prepare.documents import Prepared, prepare
from cxlab.prepare.utterances import to_utterances

__all__ = ["Prepared", "add_channels", "prepare", "to_utterances"]
