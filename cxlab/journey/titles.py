"""A finding's title: a short phrase in customers' own words, cut where a speaker would pause."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from cxlab.journey.words import LINKS, Word, has_content, is_a, stems, words

# How readable a phrase of so many words is as a title.
_LENGTH = {1: 0.3, 2: 0.75, 3: 1.0, 4: 1.1, 5: 1.1, 6: 1.0, 7: 0.9, 8: 0.75}
# Phrases are looked for in the strongest utterances only; keyness counts all.
_SEARCHED = 150
_MAX_LETTERS = 60


@dataclass(frozen=True)
class Phrase:
    """A literal piece of an utterance and how good a title it is."""

    text: str
    score: float
    utt_id: str


def title(rows: pd.DataFrame, rest: pd.DataFrame, background: pd.DataFrame) -> Phrase | None:
    """The best phrase of these utterances, or None where none can stand alone.

    `rows` are a finding's utterances, strongest first; `rest` the touchpoint's others, which
    tells late from on time; `background` the segment's others, which tells this touchpoint from
    any. Only the language most people of the finding speak is searched. A phrase scores by the
    log-likelihood of its words (T. Dunning, Computational Linguistics 19, 1993), counted in
    people; by where it is cut; and by how many people use it as it is. It never leaves out a
    negation of its clause.
    """
    if rows.empty:
        return None
    lang = _language(rows)
    spoken = rows[rows["lang"] == lang]
    topic = _keyness(spoken, background[background["lang"] == lang], lang)
    side = _keyness(spoken, rest[rest["lang"] == lang], lang)
    # The touchpoint's own word is key beyond measure: the logarithm leaves room for how it was.
    keyness = Counter({stem: math.log1p(value) for stem, value in topic.items()})
    keyness.update({stem: math.sqrt(value) for stem, value in side.items()})
    searched = spoken.head(_SEARCHED)
    shared = _shared(searched)
    best: Phrase | None = None
    for text, utt_id, valence in zip(
        searched["text"], searched["utt_id"], searched["valence"], strict=True
    ):
        strength = 0.6 + 0.2 * abs(valence if math.isfinite(valence) else 0.0)
        for phrase, cut in _spans(text, lang):
            score = strength * cut * _value(phrase, keyness, lang)
            if score <= 0:
                continue
            piece = text[phrase[0].start : phrase[-1].end]
            score *= 1 + 0.5 * math.log(shared.get(_key(phrase), 1))
            found = Phrase(piece, round(score, 9), utt_id)
            if best is None or (-found.score, found.text) < (-best.score, best.text):
                best = found
    return best


def _language(rows: pd.DataFrame) -> str:
    counts = rows.groupby("lang")["person"].nunique()
    return str(min(counts.index, key=lambda lang: (-counts[lang], lang)))


def _keyness(rows: pd.DataFrame, others: pd.DataFrame, lang: str) -> dict[str, float]:
    """How much more people use each stem here than there: G2, left out when they use it less."""
    here, people = _people_per_stem(rows, lang)
    there, other_people = _people_per_stem(others, lang)
    if not other_people:
        return {stem: float(count) for stem, count in here.items()}
    return {
        stem: _log_likelihood(count, people, there[stem], other_people)
        for stem, count in here.items()
        if count / people > there[stem] / other_people
    }


def _people_per_stem(rows: pd.DataFrame, lang: str) -> tuple[Counter[str], int]:
    told: dict[str, set[str]] = {}
    for person, text in zip(rows["person"], rows["text"], strict=True):
        told.setdefault(person, set()).update(stems(text, lang))
    return Counter(stem for used in told.values() for stem in used), len(told)


def _log_likelihood(count: int, total: int, other: int, other_total: int) -> float:
    """Dunning's G2 of a 2 x 2 table: count of total here, other of other_total there."""
    table = ((count, total), (other, other_total))
    expected = (count + other) / (total + other_total)
    result = 0.0
    for seen, size in table:
        for observed, share in ((seen, expected), (size - seen, 1 - expected)):
            if observed:
                result += 2 * observed * math.log(observed / (size * share))
    return max(result, 0.0)


def _shared(rows: pd.DataFrame) -> Counter[str]:
    """How many people say each run of 2 to 8 words exactly so, in folded form."""
    told: dict[str, set[str]] = {}
    for person, text in zip(rows["person"], rows["text"], strict=True):
        told.setdefault(person, set()).update(_key(run) for run in _runs(words(text)))
    return Counter(run for runs in told.values() for run in runs)


def _key(run: Sequence[Word]) -> str:
    return " ".join(word.folded for word in run)


def _runs(found: Sequence[Word]) -> Iterator[Sequence[Word]]:
    for first in range(len(found)):
        for size in range(1, max(_LENGTH) + 1):
            run = found[first : first + size]
            if len(run) < size or run[-1].clause != run[0].clause:
                break
            yield run


def _spans(text: str, lang: str) -> Iterator[tuple[Sequence[Word], float]]:
    """The runs of words that may stand alone, and how cleanly each is cut out of its clause."""
    found = words(text)
    starts = {word.start: at for at, word in enumerate(found)}
    for run in _runs(found):
        if is_a(run[0], lang, *LINKS, "PREPOSITIONS"):
            continue
        if is_a(run[-1], lang, *LINKS, "PREPOSITIONS", "LEADING_WORDS"):
            continue
        if run[-1].end - run[0].start > _MAX_LETTERS or any(one.folded.isdigit() for one in run):
            continue
        at = starts[run[0].start]
        if _loses_negation(found, at, len(run), lang):
            continue
        before, after = _neighbours(found, at, at + len(run))
        left = 1.0 if before is None or is_a(before, lang, *LINKS) else 0.55
        right = 1.0 if after is None or is_a(after, lang, *LINKS) else 0.45
        if after is not None and is_a(after, lang, "PREPOSITIONS"):
            right = 0.75
        yield run, left * right


def _neighbours(found: Sequence[Word], start: int, stop: int) -> tuple[Word | None, Word | None]:
    before = found[start - 1] if start else None
    after = found[stop] if stop < len(found) else None
    if before is not None and before.clause != found[start].clause:
        before = None
    if after is not None and after.clause != found[stop - 1].clause:
        after = None
    return before, after


def _loses_negation(found: Sequence[Word], start: int, size: int, lang: str) -> bool:
    """Whether a negation stands around the run in the same part of its clause.

    "não funciona" must not become "funciona".
    """
    for word in reversed(found[max(0, start - 6) : start]):
        if word.clause != found[start].clause or is_a(word, lang, *LINKS):
            break
        if is_a(word, lang, "NEGATIONS"):
            return True
    following = found[start + size : start + size + 2]
    return any(
        is_a(word, lang, "NEGATIONS") and word.clause == found[start].clause for word in following
    )


def _value(run: Iterable[Word], keyness: Counter[str], lang: str) -> float:
    phrase = tuple(run)
    content = {word.stem for word in phrase if has_content(word, lang)}
    if not content:
        return 0.0
    negated = any(is_a(word, lang, "NEGATIONS") for word in phrase)
    told = math.fsum(keyness[stem] for stem in content)
    if len(content) < 2 and not negated:
        told /= 2  # "the seat" names a thing and says nothing of it
    return told / math.sqrt(len(content)) * _LENGTH[len(phrase)]
