"""What the words before a number say it is."""

from __future__ import annotations

import re
from functools import cache

from cxlab import languages

Span = tuple[int, int, str]

_BEFORE = 32  # characters before a number in which a word can say what it is
# A cue belongs to the nearest number: an earlier one closes the window.
_CLOSES = re.compile(r"[\d;!?]|\n(?!$)")


def words_before(text: str, start: int) -> str:
    """The words that may announce the number at `start`: near it, with no other number between."""
    window = text[max(0, start - _BEFORE) : start]
    closing = [found.end() for found in _CLOSES.finditer(window)]
    return window[closing[-1] :] if closing else window


@cache
def word_pattern(name: str) -> re.Pattern[str]:
    """Any whole word of the list `name` of any language, in any case."""
    words = {word for code in languages.CODES for word in getattr(languages.of(code), name)}
    any_word = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{any_word})(?!\w)", re.IGNORECASE)


def order_word_before(text: str, start: int) -> bool:
    """Whether the last announcing word before the number speaks of an order, not of a person."""
    window = words_before(text, start)
    last_order = max((m.end() for m in word_pattern("ORDER_WORDS").finditer(window)), default=-1)
    last_phone = max((m.end() for m in word_pattern("PHONE_WORDS").finditer(window)), default=-1)
    # "número do pedido 123": the order; "pedido, meu telefone 123": the telephone.
    return last_order > last_phone or (last_order >= 0 and last_phone < 0)
