"""Which of many utterances stand for the others: short, sure, from different people and languages."""

import math
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
# What a sentence that says it as nobody else does keeps of its rank.
_ODD = 0.25
# How strongly a sentence must feel, and how surely it must be about the touchpoint, to be quoted
# against others.
_CLEAR, _ABOUT = 1.0, 0.75
# From so many rows of a language on, there is a usual way of saying it.
_USUAL = 4


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

    Of good quotes those come first that say what the others say (`typical`; measured in
    benchmarks/quotes.py). A person is quoted again only when nobody else is left; a near copy of a
    chosen quote never.
    """
    if rows.empty:
        return rows
    shares = rows["lang"].value_counts(normalize=True)
    spoken = {str(lang) for lang, share in shares.items() if share >= _SPOKEN}
    weight = _ODD + (1 - _ODD) * typical(rows)
    weighed = rows.assign(rank=np.round(rows["rank"] * weight, 9))
    weighed = weighed.sort_values(["rank", "utt_id"], ascending=[False, True])
    best = weighed.groupby("lang", sort=False).head(_CONSIDERED)
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


def clearest(rows: pd.DataFrame, quoted: pd.DataFrame | None = None) -> pd.DataFrame:
    """The one of ranked rows to set against others, or none where none says the opposite clearly.

    Whoever contradicts many is rare, and errors are not. Clear is what is felt by 1 or more and
    surely about the touchpoint, or what a person decided: see benchmarks/quotes.py. Of these, the
    strongest by somebody who is not `quoted` too, if there is one.
    """
    clear = rows["valence"].abs() >= _CLEAR
    if "score" in rows.columns:
        clear &= rows["score"] >= _ABOUT
    if "human" in rows.columns:
        clear |= pd.Series(["kind" in fields for fields in rows["human"]], rows.index, dtype=bool)
    rows = rows[clear]
    if quoted is not None:
        others = rows[~rows["person"].isin(quoted["person"])]
        rows = rows if others.empty else others
    return rows.head(1)


def typical(rows: pd.DataFrame) -> np.ndarray:
    """How far each row says what the others of its language say, 0..1, as its place among them.

    By words alone: the mean share of the other people who use each stem of a sentence, times the
    square root of how many it has, so that neither a single common word nor sheer length wins. A
    language of fewer than four rows has no usual way of saying it: 0.5. Rows that are not the stage's
    `own` stand for nothing here: 0.
    """
    own = rows["own"].to_numpy(dtype=bool) if "own" in rows.columns else np.full(len(rows), True)
    found = np.where(own, 0.5, 0.0)
    langs = rows["lang"].to_numpy()
    for lang in sorted(set(langs)):
        at = np.flatnonzero(own & (langs == lang))
        if len(at) < _USUAL:
            continue
        persons, texts = rows["person"].to_numpy()[at], rows["text"].to_numpy()[at]
        told = [stems(text, lang) for text in texts]
        users: dict[str, set[str]] = {}
        for person, used in zip(persons, told, strict=True):
            for stem in used:
                users.setdefault(stem, set()).add(person)
        others = max(len(set(persons)) - 1, 1)
        shares = {stem: (len(who) - 1) / others for stem, who in users.items()}
        scores = [
            math.fsum(shares[stem] for stem in used) / math.sqrt(max(len(used), 1)) for used in told
        ]
        found[at] = (pd.Series(scores).rank().to_numpy() - 0.5) / len(at)
    return found


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
