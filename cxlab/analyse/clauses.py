"""Mixed sentences become two utterances where the feeling turns.

"Entrega rápida, mas veio quebrado" is praise of one moment and blame of another; read whole it is
one number near zero. Words of each language say where a sentence may turn (`candidates`); it is cut
there only if the two sides, each read by itself, feel opposite and surely so.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
import pandas as pd

from cxlab import languages
from cxlab.analyse.encode import Encoder, get_reader
from cxlab.analyse.sentiment import score_sentiment
from cxlab.analyse.words import fold
from cxlab.tables import EVIDENCE_ROLES, utterance_id

# P(one side positive and the other negative), at least; chosen on labelled opinions, see
# `benchmarks/clauses.py`.
SURE = 0.5
_LONGEST = 1_000  # characters; beyond, it is a page without full stops
_ROUNDS = 3  # a sentence of four clauses is cut in three
_EDGES = " \t,;:–—-"  # what parts two clauses and belongs to neither
_WORD = re.compile(r"[^\W_]+")

Cut = tuple[int, int]  # where the first side ends, where the second begins


def candidates(text: str, lang: str) -> list[Cut]:
    """Places where a sentence may turn: the end of one side and the start of the next, in order.

    >>> text = "entrega rápida, mas veio quebrado"
    >>> [(text[:end], text[start:]) for end, start in candidates(text, "pt")]
    [('entrega rápida', 'mas veio quebrado')]
    >>> candidates("não só barato, mas também bonito", "pt")
    []
    """
    if lang not in languages.CODES or len(text) > _LONGEST:
        return []
    patterns = _patterns(lang)
    binding = patterns["BINDING_OPENINGS"].search(text)
    links = languages.of(lang).CLAUSE_WORDS.split()
    stop = binding.start() if binding else len(text)
    fixed = [found.span() for found in patterns["FIXED_TURNS"].finditer(text)]
    cuts = {_cut(text, place) for place in _turns(text, patterns["turn"]) if place < stop}
    return sorted(
        cut
        for cut in cuts
        if cut
        and not any(first <= cut[1] < last for first, last in fixed)
        and fold(_WORD.findall(text, 0, cut[0])[-1]) not in links  # "clean and | although small"
    )


def _turns(text: str, connectives: re.Pattern[str]) -> Iterator[int]:
    """Where adversatives and concessives begin, and where a clause that a concessive opens ends."""
    last = len(text)  # where the connective before ends
    for found in connectives.finditer(text):
        follows = found.start() > last and not text[last : found.start()].strip(_EDGES)
        last = found.end()
        if follows:
            continue  # of two in a row ("mas infelizmente") the first counts
        yield found.start()
        if found["concessive"] and (comma := text.find(", ", found.end())) >= 0:
            yield comma + 2


def _cut(text: str, place: int) -> Cut | None:
    """The cut at a place; None at the ends, within brackets or quotes, and before a name."""
    first = text[:place].rstrip(_EDGES)
    start = len(text) - len(text[place:].lstrip(_EDGES))
    words = _WORD.findall(text, start)
    if not _WORD.search(first) or len(words) < 2:
        return None
    if any(first.count(opening) > first.count(closing) for opening, closing in ("()", "“”", "«»")):
        return None
    if first.count('"') % 2:
        return None
    if words[0].istitle() and len(words[0]) > 1:
        return None  # "o Mas de la Costa", "the But Hotel"
    return len(first), start


@cache
def _patterns(lang: str) -> dict[str, re.Pattern[str]]:
    """The language's phrases, with and without accents; `turn` finds both kinds of connectives."""
    language = languages.of(lang)
    found = {
        name: re.compile(_any_of(getattr(language, name)), re.IGNORECASE)
        for name in ("BINDING_OPENINGS", "FIXED_TURNS")
    }
    both = f"(?P<concessive>{_any_of(language.CONCESSIVES)})|{_any_of(language.ADVERSATIVES)}"
    return found | {"turn": re.compile(both, re.IGNORECASE)}


def _any_of(phrases: Sequence[str]) -> str:
    """A pattern for the phrases as whole words; ", x" stands for x after a pause."""
    spelt = {*phrases, *map(languages.without_accents, phrases)}
    ordered = sorted(spelt, key=lambda phrase: (-len(phrase), phrase))
    ways = [
        rf"(?<=[,;:–—-] ){re.escape(phrase[2:])}" if phrase.startswith(", ") else re.escape(phrase)
        for phrase in ordered
    ]
    return rf"(?<!\w)(?:{'|'.join(ways)})(?!\w)"


def split_clauses(
    utterances: pd.DataFrame, encoder: str | Encoder = "auto", decided: Collection[str] = ()
) -> pd.DataFrame:
    """The utterances with each mixed one of customers and staff cut where its feeling turns.

    A row is then a sentence or a clause of one. A clause's start, end and text are its own, its
    utt_id hashes document, place and words as `cxlab.prepare.utterances` does, position counts
    anew in each document, all other columns are its sentence's. Commas, dashes and spaces between
    two clauses belong to neither; nothing else is lost. Rows stay in the order they had.

    `decided`: ids people decided something about. What they saw as one stays one, sentence or
    clause, whatever the encoder of this run thinks of it.
    """
    spoken = utterances["role"].isin(EVIDENCE_ROLES).to_numpy(dtype=bool)
    chosen = get_reader(encoder, int(spoken.sum()))
    known = frozenset(decided)
    columns = [utterances[name].tolist() for name in ("doc_id", "start", "text", "lang", "utt_id")]
    live = [
        _Piece(row, *own)
        for row, (*own, utt_id) in enumerate(zip(*columns, strict=True))
        if spoken[row] and utt_id not in known
    ]
    clauses: dict[int, list[_Piece]] = {}
    for _ in range(_ROUNDS):
        fresh: list[_Piece] = []
        for piece, cut in zip(live, _surest(live, chosen, known), strict=True):
            if cut is not None:
                sides = piece.sides(cut)
                row = clauses.setdefault(piece.row, [piece])
                place = row.index(piece)
                row[place : place + 1] = sides
                fresh += [side for side in sides if side.utt_id not in known]
        live = fresh
    return _one_row_a_clause(utterances, clauses)


@dataclass(frozen=True)
class _Piece:
    """A sentence or a clause of the utterance at `row`; `start` is its place in the document."""

    row: int
    doc_id: str
    start: int
    text: str
    lang: str

    @property
    def utt_id(self) -> str:
        return utterance_id(self.doc_id, self.start, self.start + len(self.text), self.text)

    def sides(self, cut: Cut) -> tuple["_Piece", "_Piece"]:
        end, start = cut
        right = replace(self, start=self.start + start, text=self.text[start:])
        return replace(self, text=self.text[:end]), right


def _surest(pieces: list[_Piece], encoder: Encoder, decided: frozenset[str]) -> list[Cut | None]:
    """The surest cut of each piece whose sides feel opposite, or None.

    A broken promise lies between its two sides ("they said Friday, but it came on Monday"): where
    the whole tells one and neither side does, the whole stays.
    """
    tried = [
        (at, cut, piece.sides(cut))
        for at, piece in enumerate(pieces)
        for cut in candidates(piece.text, piece.lang)
    ]
    scored = _scored([side for *_, sides in tried for side in sides], encoder)
    left, right = scored.iloc[::2].reset_index(drop=True), scored.iloc[1::2].reset_index(drop=True)
    opposed = left["negative"] * right["positive"] + left["positive"] * right["negative"]
    seen = [
        any(side.utt_id in decided for side in sides) if decided else False for *_, sides in tried
    ]
    sureness = np.where(seen, 2.0, opposed)
    best: dict[int, int] = {}  # piece -> number of its surest cut
    for number in np.flatnonzero(sureness >= SURE).tolist():
        at = tried[number][0]
        if at not in best or sureness[number] > sureness[best[at]]:
            best[at] = number
    wholes = _scored([pieces[at] for at in best], encoder)
    cuts: list[Cut | None] = [None] * len(pieces)
    for (at, number), gap in zip(best.items(), wholes["gap"], strict=True):
        if seen[number] or not gap or left.at[number, "gap"] or right.at[number, "gap"]:
            cuts[at] = tried[number][1]
    return cuts


def _scored(pieces: list[_Piece], encoder: Encoder) -> pd.DataFrame:
    return score_sentiment([one.text for one in pieces], [one.lang for one in pieces], encoder)


def _one_row_a_clause(utterances: pd.DataFrame, clauses: dict[int, list[_Piece]]) -> pd.DataFrame:
    places = range(len(utterances))
    counts = [len(clauses.get(place, "1")) for place in places]
    result = utterances.iloc[np.repeat(places, counts)].reset_index(drop=True)
    first = np.cumsum(counts) - counts
    for place, pieces in clauses.items():
        rows = range(first[place], first[place] + len(pieces))
        ends = [one.start + len(one.text) for one in pieces]
        for column, values in (
            ("utt_id", [one.utt_id for one in pieces]), ("start", [one.start for one in pieces]),
            ("end", ends), ("text", [one.text for one in pieces]),
        ):  # fmt: skip
            result.loc[rows, column] = values
    result["position"] = result.groupby("doc_id", sort=False).cumcount()
    return result
