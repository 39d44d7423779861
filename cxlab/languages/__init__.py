"""What the rooms know about each language: one file per language, the same names in each.

Rooms never branch on a language code; they ask `of("pt")` for its module and read its data.
"""

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
