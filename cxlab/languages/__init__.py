"""What the rooms know about each language: one file per language, the same names in each.

Rooms never branch on a language code; they ask `of("pt")` for its module and read its data.
"""

import unicodedata
from types import ModuleType

from cxlab.languages import en, es, pt

CODES: tuple[str, ...] = ("pt", "es", "en")
UNKNOWN = "und"
_MODULES: dict[str, ModuleType] = {"pt": pt, "es": es, "en": en}


def of(code: str) -> ModuleType:
    """The data of one language, by its two-letter code.

    >>> of("pt").CODE
    'pt'

    Raises KeyError with the known codes for any other code.
    """
    try:
        return _MODULES[code]
    except KeyError:
        raise KeyError(f"language {code!r} is not one of {', '.join(CODES)}") from None


def without_accents(text: str) -> str:
    """The text with compatible letters made plain and accents gone; case stays.

    >>> without_accents("Opinião nº 2, ¿QUÉ tal?")
    'Opiniao no 2, ¿QUE tal?'
    """
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))
