"""Long texts are judged piece by piece: the heads were trained on sentences, not on pages."""

import re
from collections.abc import Callable, Sequence
from functools import cache

import numpy as np

from cxlab import languages

LONGEST_PIECE = 300  # the longest sentence the heads were trained on
MOST_CHARACTERS = 20_000  # of a longer text, the start is judged
_SHORTEST_PIECE = 25
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"')\]]*\s+|\s*\n+\s*")


def split(text: str) -> list[str]:
    """The text itself when short, else sentences of at most 300 characters.

    >>> split("Gostei muito.")
    ['Gostei muito.']
    """
    whole = text[:MOST_CHARACTERS].strip()
    if len(whole) <= LONGEST_PIECE:
        return [whole]
    pieces: list[str] = []
    for sentence in _SENTENCE_END.split(whole):
        rest = sentence.strip()
        while len(rest) > LONGEST_PIECE:
            cut = rest.rfind(" ", _SHORTEST_PIECE, LONGEST_PIECE)
            cut = cut if cut > 0 else LONGEST_PIECE
            pieces.append(rest[:cut].strip())
            rest = rest[cut:].strip()
        if not rest:
            continue
        if pieces and len(rest) < _SHORTEST_PIECE and len(pieces[-1]) + len(rest) < LONGEST_PIECE:
            pieces[-1] += " " + rest  # "Nada." alone says little; it belongs to what went before
        else:
            pieces.append(rest)
    return pieces


@cache
def _clause_end(lang: str) -> re.Pattern[str]:
    words = languages.of(lang if lang in languages.CODES else "en").CLAUSE_BREAKS
    return re.compile(
        rf"[\s]*[,;:.!?()|]+\s+|\s{{2,}}|\s+[-–—]\s+|\s+(?:{'|'.join(words)})\s+", re.I
    )


def clauses(text: str, lang: str) -> list[str]:
    """The parts of a sentence between commas and linking words; a lone word stays with the one before.

    >>> clauses("Quarto limpo, mas o café da manhã era fraco", "pt")
    ['Quarto limpo', 'mas o café da manhã era fraco']
    """
    found: list[str] = []
    for part in _clause_end(lang).split(text[:MOST_CHARACTERS]):
        if not (part := part.strip()):
            continue
        if found and " " not in part:
            found[-1] += " " + part
        else:
            found.append(part)
    return found or [text]


def by_piece(
    texts: Sequence[str],
    langs: Sequence[str],
    judge: Callable[[list[str], list[str]], dict[str, np.ndarray]],
    weigh: Callable[[dict[str, np.ndarray]], np.ndarray] | None = None,
) -> dict[str, np.ndarray]:
    """Probabilities per text: `judge` sees distinct pieces, and a text is the mean of its pieces.

    `judge(pieces, langs)` gives arrays whose first axis is the pieces, `weigh` what each of them
    counts by, from what was judged. Without it pieces count by the square root of their length, so
    that a long story does not drown a short remark.
    """
    place: dict[tuple[str, str], int] = {}
    rows: list[int] = []
    owners: list[int] = []
    weights: list[float] = []
    for owner, (text, lang) in enumerate(zip(texts, langs, strict=True)):
        for piece in split(text):
            rows.append(place.setdefault((piece, lang), len(place)))
            owners.append(owner)
            weights.append(max(len(piece), 1) ** 0.5)
    judged = judge([piece for piece, _ in place], [lang for _, lang in place])
    weight = np.array(weights) if weigh is None else weigh(judged)[rows]
    total = np.bincount(owners, weights=weight, minlength=len(texts))
    share = weight / total[owners]
    result = {}
    for name, values in judged.items():
        summed = np.zeros((len(texts), *values.shape[1:]))
        np.add.at(summed, owners, values[rows] * share.reshape(-1, *[1] * (values.ndim - 1)))
        result[name] = summed
    return result
