"""Which of many utterances stand for the others: short, sure, from different people and languages."""

import re
from collections.abc import Sequence

import numpy as np
import pandas as pd

from cxlab.codebook import Touchpoint
from cxlab.journey.evidence import Context, as_quote
from cxlab.journey.model import Quote
from cxlab.languages.words import LINKS, Word, alike, has_content, is_a, stems, words

SHORT = 220
_TERSE = 25  # letters: below this a quote rarely tells why
# A quote with a redacted piece tells less, and stays closer to a person.
_MASK = re.compile(r"\[[A-Z_]{2,20}\]")
# A language counts as one of the evidence's when this share of its utterances is in it.
_SPOKEN = 0.1
# How many of the best are compared with one another; below them nothing is worth showing.
_CONSIDERED = 60


def ranked(
    rows: pd.DataFrame, touchpoint: Touchpoint | None = None, *, plain: bool = False
) -> pd.DataFrame:
    """The rows, best quote first.

    Counts: how strong the feeling is, how sure the head is of it, whether the words are the
    touchpoint's own or `tied` to one of the stage's, whether they are the stage's `own`, how well
    the mention fits, a readable length and no redacted piece. `plain` is for facts and
    wishes, which are no better for being felt strongly: there, being neutral is being sure.
    Ties are broken by utt_id.
    """
    if rows.empty:
        return rows.assign(rank=pd.Series(dtype="float64"))
    valence = rows["valence"].fillna(0.0).to_numpy()
    strength = np.ones(len(rows)) if plain else np.abs(valence) / 2
    sure = rows["neutral"] if plain else rows["positive"].where(valence >= 0, rows["negative"])
    confidence = pd.to_numeric(sure, errors="coerce").fillna(0.5).to_numpy()
    score = (
        strength * (0.5 + 0.5 * confidence) * np.array([_readable(text) for text in rows["text"]])
    )
    if "tied" in rows.columns:
        score = score * np.where(rows["tied"], 1.0, 0.8)
    if "own" in rows.columns:  # else neighbouring columns would show the same words
        score = score * np.where(rows["own"], 1.0, 0.5)
    if "score" in rows.columns:
        score = score * (0.75 + 0.25 * np.clip(rows["score"].to_numpy(), 0, 1))
    if touchpoint is not None:
        score = score * np.array(
            [
                1.0 if _names(touchpoint, text, lang) else 0.7
                for text, lang in zip(rows["text"], rows["lang"], strict=True)
            ]
        )
    ordered = rows.assign(rank=np.round(score, 9))
    return ordered.sort_values(["rank", "utt_id"], ascending=[False, True], ignore_index=True)


def _readable(text: str) -> float:
    if _MASK.search(text):
        return 0.5
    if len(text) < _TERSE:
        return 0.5 + 0.5 * len(text) / _TERSE
    return 1.0 if len(text) <= SHORT else max(0.4, SHORT / len(text))


def _names(touchpoint: Touchpoint, text: str, lang: str) -> bool:
    own = touchpoint.names.get(lang, "")
    return bool(stems(text, lang) & stems(own, lang))


def choose(rows: pd.DataFrame, count: int) -> pd.DataFrame:
    """Up to `count` of ranked rows: different people first, every language heard, nothing twice.

    A person is quoted again only when nobody else is left; a near copy of a chosen quote never.
    """
    if rows.empty:
        return rows
    shares = rows["lang"].value_counts(normalize=True)
    spoken = {str(lang) for lang, share in shares.items() if share >= _SPOKEN}
    best = rows.groupby("lang", sort=False).head(_CONSIDERED)
    keys = ["person", "lang", "rank", "utt_id", "text"]
    left = list(zip(best.index, *(best[key] for key in keys), strict=True))
    chosen: list[int] = []
    people: set[str] = set()
    heard: set[str] = set()
    while left and len(chosen) < count:
        unheard = spoken - heard
        pick = min(left, key=lambda one: (one[1] in people, one[2] not in unheard, -one[3], one[4]))
        index, person, lang, _, _, text = pick
        chosen.append(index)
        people.add(person)
        heard.add(lang)
        left = [one for one in left if one is not pick and not alike(one[5], text, lang)]
    return rows.loc[chosen]


def quote_all(rows: pd.DataFrame, context: Context) -> tuple[Quote, ...]:
    """Quotes of these rows, each cut to a readable length."""
    return tuple(
        as_quote(row, shorten(row["text"], row["lang"]), context) for _, row in rows.iterrows()
    )


def shorten(text: str, lang: str) -> str:
    """The text, or its most telling run of whole clauses that fits in 220 letters.

    Always a literal piece of the text, with nothing added.
    """
    if len(text) <= SHORT:
        return text
    clauses = _clauses(text, lang)
    best, told = (0, SHORT), -1
    for first in range(len(clauses)):
        for last in range(first, len(clauses)):
            start, end = clauses[first][0].start, clauses[last][-1].end
            if end - start > SHORT:
                break
            content = sum(
                has_content(word, lang) for clause in clauses[first : last + 1] for word in clause
            )
            if content > told:
                best, told = (start, end), content
    start, end = best
    if told < 0:  # no clause is short enough: cut at a space
        end = text.rfind(" ", 0, SHORT) if " " in text[:SHORT] else SHORT
    while end < len(text) and end - start < SHORT and text[end] in ".!?…":
        end += 1
    return text[start:end].strip()


def _clauses(text: str, lang: str) -> list[Sequence[Word]]:
    """The words of a text, parted at punctuation and before clause words."""
    clauses: list[list[Word]] = []
    for word in words(text):
        here = clauses[-1] if clauses else []
        if not here or here[-1].clause != word.clause or is_a(word, lang, *LINKS):
            clauses.append([word])
        else:
            here.append(word)
    return [tuple(clause) for clause in clauses]
