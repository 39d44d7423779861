"""Personal data out of a text: each piece becomes a readable placeholder such as `[EMAIL]`.

Redacting is idempotent: placeholders are never touched again, and the search is repeated until it
finds nothing more, because a placeholder can bring a word nearer to a number.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cxlab.prepare import identifiers, names
from cxlab.prepare.cues import Span

KINDS = identifiers.KINDS
_PLACEHOLDER = re.compile(rf"\[(?:{'|'.join(KINDS)})\]")
_MAX_ROUNDS = 20


@dataclass(frozen=True)
class Redaction:
    """A text without personal data, and where the data stood.

    `spans` are (start, end, kind) in the text that was given, in order and without overlap.
    """

    text: str
    spans: tuple[Span, ...] = ()


def redact(
    text: str,
    lang: str | None = None,
    roster: Iterable[str] | names.Roster = (),
    *,
    keep: Iterable[str] = (),
) -> Redaction:
    """Replace e-mails, telephones, links, documents, cards, accounts, handles and names.

    `lang` ('pt', 'es', 'en') narrows the countries whose telephone numbers are tried; `roster` is
    the names the study knows, `keep` the names that are nobody's (brands). A name that the text announces once ("me chamo Ana") is masked
    wherever the text repeats it.

    >>> redact("Meu CPF é 529.982.247-25, ligue (11) 91234-5678").text
    'Meu CPF é [CPF], ligue [PHONE]'

    Raises TypeError for anything but a string.
    """
    if not isinstance(text, str):
        raise TypeError(f"redact() needs a string; found {type(text).__name__}: {text!r:.60}")
    if isinstance(roster, str):
        raise TypeError(f"roster is a list of names; found one string: {roster!r:.60}")
    known = roster if isinstance(roster, names.Roster) else names.Roster(roster)
    brands = frozenset(names.fold(name) for name in keep)
    spans: list[Span] = []
    current = text
    for _ in range(_MAX_ROUNDS):
        found = _find(current, lang, known, brands)
        if not found:
            break
        spans = sorted(spans + [_in_original(span, spans) for span in found])
        current = _replace(text, spans)
    return Redaction(current, tuple(spans))


def announced_names(texts: Sequence[str], keep: Iterable[str] = ()) -> list[str]:
    """The names that a document's texts announce themselves, in order, each once; `keep` as above."""
    brands = frozenset(names.fold(name) for name in keep)
    found = (text[start:end] for text in texts for start, end, _ in names.announced(text, brands))
    return list(dict.fromkeys(found))


def _find(text: str, lang: str | None, known: names.Roster, brands: frozenset[str]) -> list[Span]:
    """What is still to be masked, without overlaps: earlier kinds win over later ones."""
    called = list(names.announced(text, brands))
    if called:
        heard = names.Roster(heard=(text[start:end] for start, end, _ in called))
        called += heard.find(text)
    spans = identifiers.find(text, lang) + _united([*known.find(text), *called])
    taken = [found.span() for found in _PLACEHOLDER.finditer(text)]
    return sorted(_without_overlaps(spans, taken))


def _united(spans: list[Span]) -> list[Span]:
    """Overlapping names are one name: the roster knows "Souza", the signature says "Carlos Souza"."""
    united: list[Span] = []
    for start, end, kind in sorted(spans):
        if united and start < united[-1][1]:
            united[-1] = (united[-1][0], max(end, united[-1][1]), kind)
        else:
            united.append((start, end, kind))
    return united


def _without_overlaps(spans: list[Span], taken: list[tuple[int, int]]) -> list[Span]:
    kept: list[Span] = []
    occupied = sorted(taken)
    for start, end, kind in spans:
        place = bisect_left(occupied, (start, end))
        before_ends = occupied[place - 1][1] if place else 0
        after_starts = occupied[place][0] if place < len(occupied) else end
        if end > start >= before_ends and end <= after_starts:
            insort(occupied, (start, end))
            kept.append((start, end, kind))
    return kept


def _replace(text: str, spans: list[Span]) -> str:
    pieces: list[str] = []
    last = 0
    for start, end, kind in spans:
        pieces += (text[last:start], f"[{kind}]")
        last = end
    return "".join([*pieces, text[last:]])


def _in_original(span: Span, done: list[Span]) -> Span:
    """A span of the text with placeholders, as a span of the text that was given."""
    start, end, kind = span
    shift = 0
    for before_start, before_end, before_kind in done:
        if before_start + shift >= start:
            break
        shift += len(before_kind) + 2 - (before_end - before_start)
    return start - shift, end - shift, kind
