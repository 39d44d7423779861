"""A finding's title: a short phrase in customers' own words, cut where a speaker would pause."""

import math
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from cxlab.codebook import Touchpoint
from cxlab.languages.keyness import log_likelihood
from cxlab.languages.words import LINKS, Word, has_content, is_a, leaning, stems, words

# How readable a phrase of so many words is as a title.
_LENGTH = {1: 0.3, 2: 0.75, 3: 1.0, 4: 1.1, 5: 1.1, 6: 1.0, 7: 0.9, 8: 0.75}
# Phrases are looked for in the strongest utterances only; keyness counts all.
_SEARCHED = 120
_MAX_LETTERS = 60
# What a phrase gains or loses by a word of the codebook's; by words of its finding's feeling, by
# denying something ("nobody answers" is a pain without a word of blame), by neither ("I wrote to
# them" is what people did, not what hurt), by words of the opposite feeling.
_ON_TOPIC, _FELT, _DENIED, _PLAIN, _OPPOSED = 1.4, 1.4, 1.3, 0.7, 0.5
_JOINED = 0.7  # two clauses in one: the half that hurts says it shorter


@dataclass(frozen=True)
class Phrase:
    """A literal piece of an utterance and how good a title it is."""

    text: str
    score: float
    utt_id: str


@dataclass(frozen=True)
class Usage:
    """How many of how many people use each stem."""

    counts: Counter[str]
    people: int

    @staticmethod
    def of(rows: pd.DataFrame, lang: str) -> "Usage":
        """The stems of the rows in one language, counted in people."""
        spoken = rows[rows["lang"] == lang]
        told: dict[str, set[str]] = {}
        for person, text in zip(spoken["person"], spoken["text"], strict=True):
            told.setdefault(person, set()).update(stems(text, lang))
        return Usage(Counter(stem for used in told.values() for stem in used), len(told))

    def without(self, part: "Usage") -> "Usage":
        """What the other people use, when `part` are some of these."""
        return Usage(self.counts - part.counts, self.people - part.people)


def usages(said: pd.DataFrame) -> dict[str, Usage]:
    """Language -> what the people of a segment use; made once for all its findings."""
    return {str(lang): Usage.of(said, str(lang)) for lang in sorted(set(said["lang"]))}


def title(
    rows: pd.DataFrame,
    rest: pd.DataFrame,
    segment: Mapping[str, Usage],
    *,
    kind: str,
    touchpoint: Touchpoint | None = None,
    taken: Collection[str] = (),
) -> Phrase | None:
    """The best phrase of these utterances, or None where none can stand alone.

    `rows` are a finding's utterances as quotes.ranked them; `rest` the touchpoint's others, which
    tells late from on time; `segment` (usages) tells this touchpoint from any. Only the language
    most people of the finding speak is searched. A phrase scores by the log-likelihood of its
    words (T. Dunning, Computational Linguistics 19, 1993), counted in people; by where it is
    cut; by how good a quote it stands in; by whether it uses a word of the codebook's for the
    touchpoint and words that praise (or blame or deny, for a `kind` of 'pain'); and by how many
    people use it as it is. It never leaves out a negation of its clause,
    and is none of the `taken`.
    """
    if rows.empty:
        return None
    lang = _language(rows)
    here = Usage.of(rows, lang)
    topic = _keyness(here, segment[lang].without(here))
    side = _keyness(here, Usage.of(rest, lang))
    # The touchpoint's own word is key beyond measure: the logarithm leaves room for how it was.
    keyness = Counter({stem: math.log1p(value) for stem, value in topic.items()})
    keyness.update({stem: math.sqrt(value) for stem, value in side.items()})
    searched = rows[rows["lang"] == lang].head(_SEARCHED)
    shared = _shared(searched)
    own = _own_stems(touchpoint, lang)
    best: Phrase | None = None
    for text, utt_id, rank in zip(
        searched["text"], searched["utt_id"], searched["rank"], strict=True
    ):
        for run, cut in _spans(words(text), lang):
            score = (0.1 + rank) * cut * _value(run, keyness, lang)
            score *= _feeling(run, lang, kind)
            score *= _JOINED if any(is_a(word, lang, *LINKS) for word in run[1:-1]) else 1.0
            score *= _ON_TOPIC if any(word.stem in own for word in run) else 1.0
            score *= 1 + 0.5 * math.log(shared.get(_key(run), 1))
            found = Phrase(text[run[0].start : run[-1].end], round(score, 9), utt_id)
            better = best is None or (-found.score, found.text) < (-best.score, best.text)
            if score > 0 and better and found.text.casefold() not in taken:
                best = found
    return best


def _feeling(run: Sequence[Word], lang: str, kind: str) -> float:
    """How well a phrase's own words tell the finding's side."""
    leans = leaning(run, lang) * (-1 if kind == "pain" else 1)
    if leans:
        return _FELT if leans > 0 else _OPPOSED
    return _DENIED if kind == "pain" and _denies(run, lang) else _PLAIN


def _denies(run: Sequence[Word], lang: str) -> bool:
    """Whether a negation stands before something: "não respondem", not a mere "não"."""
    at = next((at for at, word in enumerate(run) if is_a(word, lang, "NEGATIONS")), len(run))
    return any(has_content(word, lang) for word in run[at + 1 :])


def _own_stems(touchpoint: Touchpoint | None, lang: str) -> frozenset[str]:
    if touchpoint is None:
        return frozenset()
    texts = (touchpoint.names.get(lang, ""), *touchpoint.examples.get(lang, ()))
    return frozenset().union(*(stems(text, lang) for text in texts))


def _language(rows: pd.DataFrame) -> str:
    counts = rows.groupby("lang")["person"].nunique()
    return str(min(counts.index, key=lambda lang: (-counts[lang], lang)))


def _keyness(here: Usage, there: Usage) -> dict[str, float]:
    """How much more people use each stem here than there: G2, left out when they use it less."""
    if not there.people:
        return {stem: float(count) for stem, count in here.counts.items()}
    key = [
        stem
        for stem, count in here.counts.items()
        if count / here.people > there.counts[stem] / there.people
    ]
    counts = [here.counts[stem] for stem in key], [there.counts[stem] for stem in key]
    told = log_likelihood(counts[0], here.people, counts[1], there.people)
    return dict(zip(key, told.tolist(), strict=True))


def _shared(rows: pd.DataFrame) -> Counter[str]:
    """How many people say each run of 1 to 8 words exactly so, in folded form."""
    told: dict[str, set[str]] = {}
    for person, text in zip(rows["person"], rows["text"], strict=True):
        found = words(text)
        told.setdefault(person, set()).update(
            _key(found[first:stop]) for first, stop in _runs(found)
        )
    return Counter(run for runs in told.values() for run in runs)


def _key(run: Sequence[Word]) -> str:
    return " ".join(word.folded for word in run)


def _runs(found: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """first and stop of every run of 1 to 8 words inside one clause."""
    for first, word in enumerate(found):
        for stop in range(first + 1, min(first + max(_LENGTH), len(found)) + 1):
            if found[stop - 1].clause != word.clause:
                break
            yield first, stop


def _spans(found: Sequence[Word], lang: str) -> Iterator[tuple[Sequence[Word], float]]:
    """The runs of words that may stand alone, and how cleanly each is cut out of its clause."""
    link = [is_a(word, lang, *LINKS) for word in found]
    preposition = [is_a(word, lang, "PREPOSITIONS") for word in found]
    leading = [is_a(word, lang, "LEADING_WORDS") for word in found]
    negation = [is_a(word, lang, "NEGATIONS") for word in found]
    for first, stop in _runs(found):
        last = stop - 1
        if link[first] or preposition[first] or link[last] or preposition[last] or leading[last]:
            continue
        run = found[first:stop]
        if run[-1].end - run[0].start > _MAX_LETTERS or any(one.folded.isdigit() for one in run):
            continue
        starts = first == 0 or found[first - 1].clause != run[0].clause or link[first - 1]
        ends = stop == len(found) or found[stop].clause != run[-1].clause or link[stop]
        if not starts and _negated_before(found, first, link, negation):
            continue
        if not ends and any(
            negation[at] and found[at].clause == run[0].clause
            for at in range(stop, min(stop + 2, len(found)))
        ):
            continue
        right = 1.0 if ends else 0.75 if preposition[stop] else 0.45
        if stop < len(found) and is_a(found[stop], lang, "BUT_WORDS"):
            right *= 0.6  # "lovely shop, but ...": the half that weighs less
        yield run, (1.0 if starts else 0.55) * right


def _negated_before(
    found: Sequence[Word], first: int, link: Sequence[bool], negation: Sequence[bool]
) -> bool:
    """Whether a negation stands before a run in its part of the clause.

    "não funciona" must not become "funciona".
    """
    for at in range(first - 1, -1, -1):
        if found[at].clause != found[first].clause or link[at]:
            return False
        if negation[at]:
            return True
    return False


def _value(run: Sequence[Word], keyness: Mapping[str, float], lang: str) -> float:
    content = {word.stem for word in run if has_content(word, lang)}
    if not content:
        return 0.0
    told = math.fsum(keyness.get(stem, 0.0) for stem in content)
    if len(content) < 2 and not any(is_a(word, lang, "NEGATIONS") for word in run):
        told /= 2  # "the seat" names a thing and says nothing of it
    return told / math.sqrt(len(content)) * _LENGTH[len(run)]
