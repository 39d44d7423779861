"""Texts -> the touchpoints of a codebook they speak of, several, one or none, and why.

Names and examples are enough (`cxlab.analyse.prototypes`), so that a study's own codebook works as
well as the built-in one. A corpus of some size teaches how its customers talk, and every decision
of a person teaches more (`cxlab.analyse.learnt`).
"""

from collections.abc import Collection, Mapping, Sequence

import numpy as np
import pandas as pd

from cxlab.analyse import pieces
from cxlab.analyse.decided import HUMAN
from cxlab.analyse.encode import MOST_ACCURATE, Encoder, checked_texts, get_encoder
from cxlab.analyse.learnt import FEWEST, Learnt, chosen_rows, kept, learn
from cxlab.analyse.prototypes import Ready, ready
from cxlab.analyse.words import known_languages
from cxlab.codebook import Codebook
from cxlab.errors import StudyError
from cxlab.tables import EVIDENCE_ROLES

MACHINE = "codebook"
LOWEST = 0.5
_WIDTH = 0.08  # how fast a score goes from 0 to 1
_MOST = 3
_ROWS = 8_192
_COLUMNS = ("row", "touchpoint", "score", "how", "why")


def assign_touchpoints(
    texts: Sequence[str],
    codebook: Codebook,
    langs: Sequence[str] | None = None,
    encoder: str | Encoder | Sequence[Encoder] = "auto",
    decided: Mapping[int, Collection[str]] | None = None,
    lowest: float = LOWEST,
) -> pd.DataFrame:
    """One row per text and touchpoint it speaks of: row, touchpoint, score, how, why.

    `row` is the place of the text (0…n-1), in order; within a text the best comes first; a text
    may have three or none. `score` lies between `lowest` and 1: a higher one leaves more texts
    without a touchpoint and errs less, 0 gives each text its best. `why` names the words that spoke
    for the touchpoint and the nearest example. Long texts are read sentence by sentence. A hundred
    texts or more teach, in any order, how their customers talk; of fewer, each is read alone.

    `decided`: row -> the touchpoints a person gave that text, none perhaps. Those rows keep what
    was decided (`how` is 'human', else 'codebook'), and the others learn from it.

    `encoder`: several are averaged, the first also reads single words. 'auto' reads up to
    `MOST_ACCURATE` texts with 'fast' and 'accurate', more (or fewer than a hundred) with 'fast'.

    Raises StudyError for a bare string, for texts that are not strings, for an unknown encoder,
    for decisions about rows or touchpoints that are not there.
    """
    checked = checked_texts(texts)
    given = {row: tuple(dict.fromkeys(ids)) for row, ids in (decided or {}).items()}
    _check(given, len(checked), codebook)
    book = ready(codebook, _encoders(encoder, len(checked)))
    parts, langs_of, owners = _parts(checked, known_languages(checked, langs))
    learnt = _learn(book, parts, langs_of, owners, given)
    found = []
    for start in range(0, len(parts), _ROWS):
        rows = slice(start, start + _ROWS)
        found.append(_chosen(book, learnt, parts[rows], langs_of[rows], owners[rows], lowest))
    every = pd.concat([*found, _human(given)], ignore_index=True)
    every = every[~((every["how"] == MACHINE) & every["row"].isin(list(given)))]
    best = every.sort_values(
        ["row", "score", "touchpoint"], ascending=[True, False, True], kind="stable"
    ).drop_duplicates(["row", "touchpoint"])
    few = (best.groupby("row").cumcount() < _MOST) | (best["how"] == HUMAN)
    return best[few].reset_index(drop=True)


def _encoders(encoder: str | Encoder | Sequence[Encoder], texts: int) -> tuple[Encoder, ...]:
    """The encoders that read so many texts; the first also reads words and clauses.

    Loading `accurate` and reading the codebook with it takes longer than it helps a few texts.
    """
    if encoder == "accurate" or (encoder == "auto" and FEWEST <= texts <= MOST_ACCURATE):
        return get_encoder("fast"), get_encoder("accurate")
    if encoder == "auto":
        return (get_encoder("fast"),)
    if isinstance(encoder, Sequence) and not isinstance(encoder, str):
        return tuple({one.name: one for one in encoder}.values())
    return (get_encoder(encoder),)


def _check(decided: Mapping[int, Collection[str]], texts: int, codebook: Codebook) -> None:
    known = {touchpoint.id for touchpoint in codebook.touchpoints}
    for row, ids in decided.items():
        if not 0 <= row < texts:
            raise StudyError(
                f"a decision is about row {row}. Found: {texts} texts. Rows go from 0 to {texts - 1}"
            )
        strange = [one for one in ids if one not in known]
        if strange:
            raise StudyError(
                f"a decision gives row {row} the touchpoint {strange[0]!r}, which the codebook "
                f"does not hold. Known: {', '.join(sorted(known))}"
            )


def _parts(texts: list[str], langs: list[str]) -> tuple[list[str], list[str], np.ndarray]:
    """The pieces of all texts, their languages and the row each belongs to; empty ones left out."""
    parts = [
        (piece, lang, row)
        for row, (text, lang) in enumerate(zip(texts, langs, strict=True))
        for piece in pieces.split(text)
        if piece
    ]
    owners = np.array([row for _, _, row in parts], dtype=int)
    return [piece for piece, _, _ in parts], [lang for _, lang, _ in parts], owners


def _learn(
    book: Ready,
    parts: list[str],
    langs: list[str],
    owners: np.ndarray,
    decided: Mapping[int, Collection[str]],
) -> Learnt:
    """What the texts and the decisions teach; a decision teaches where its text is one piece."""
    size = np.bincount(owners) if len(owners) else owners
    told = {
        place: decided[int(row)]
        for place, row in enumerate(owners)
        if int(row) in decided and size[row] == 1
    }
    rows = chosen_rows(parts, told)
    if len(rows) < FEWEST and not told:
        return Learnt(book.lowest)
    reading = book.read([parts[row] for row in rows], [langs[row] for row in rows])
    column = {one: place for place, one in enumerate(book.ids)}
    known = {
        place: [column[one] for one in told[int(row)]]
        for place, row in enumerate(rows)
        if int(row) in told
    }
    return learn(reading, book.lowest, book.example_features(), book.owner, known)


def _chosen(
    book: Ready,
    learnt: Learnt,
    texts: list[str],
    langs: list[str],
    owners: np.ndarray,
    lowest: float,
) -> pd.DataFrame:
    """The touchpoints kept of each piece, with their reasons."""
    reading = book.read(texts, langs)
    scores = learnt.scores(reading)
    sure = 1 / (1 + np.exp(-scores / _WIDTH))
    best = scores == scores.max(axis=1, keepdims=True)
    rows, columns = np.nonzero((kept(scores, reading.behind) | best) & (sure >= lowest))
    why = []
    for row, column in zip(rows, columns, strict=True):
        words = book.words.telling(texts[row], langs[row], int(column))
        nearest = book.nearest_example(reading.features[row], int(column))
        why.append("; ".join([*([", ".join(words)] if words else []), f"≈ {nearest}"]))
    return _table(
        owners[rows],
        np.array(book.ids, dtype=object)[columns],
        np.round(sure[rows, columns], 4),
        MACHINE,
        why,
    )


def _human(decided: Mapping[int, Collection[str]]) -> pd.DataFrame:
    pairs = [(row, one) for row, ids in decided.items() for one in ids]
    rows, ids = [row for row, _ in pairs], [one for _, one in pairs]
    return _table(rows, ids, np.ones(len(pairs)), HUMAN, [""] * len(pairs))


def _table(
    rows: Sequence[int] | np.ndarray,
    touchpoints: Sequence[str] | np.ndarray,
    scores: np.ndarray,
    how: str,
    why: list[str],
) -> pd.DataFrame:
    values = (np.asarray(rows, dtype=int), pd.Series(touchpoints, dtype=object), scores,
              pd.Series([how] * len(why), dtype=object), pd.Series(why, dtype=object))  # fmt: skip
    return pd.DataFrame(dict(zip(_COLUMNS, values, strict=True)))


def make_mentions(
    utterances: pd.DataFrame,
    codebook: Codebook,
    encoder: str | Encoder | Sequence[Encoder] = "auto",
    overrides: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Mentions of the codebook's touchpoints: utt_id, touchpoint, score, how, why.

    Only customers and frontline staff mention. In the order of the utterances, best touchpoint
    first. Decisions of `overrides` (utt_id, field 'touchpoint', value) stand, and teach the rest.
    """
    spoken = utterances[utterances["role"].isin(EVIDENCE_ROLES)].reset_index(drop=True)
    place = {utt_id: row for row, utt_id in enumerate(spoken["utt_id"])}
    known = {touchpoint.id for touchpoint in codebook.touchpoints}
    decided: dict[int, list[str]] = {}
    if overrides is not None:
        given = overrides[overrides["field"] == "touchpoint"]
        for utt_id, value in zip(given["utt_id"], given["value"], strict=True):
            if utt_id in place:
                decided.setdefault(place[utt_id], []).extend([value] if value in known else [])
    assigned = assign_touchpoints(
        spoken["text"].tolist(), codebook, spoken["lang"].tolist(), encoder, decided
    )
    return pd.DataFrame(
        {
            "utt_id": spoken["utt_id"].to_numpy()[assigned["row"].to_numpy()],
            **{name: assigned[name] for name in ("touchpoint", "score", "how", "why")},
        }
    )
