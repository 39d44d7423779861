"""Why texts belong together: words that go together (NLTK), and a phrase in its contexts."""

import math
from collections import defaultdict
from collections.abc import Sequence

import pandas as pd

from cxlab import languages
from cxlab.analyse.phrases import NOT, Key, Uses, find_phrases
from cxlab.analyse.words import known_languages

_FEW = 2
_CONTEXT = 50  # letters on either side
COLLOCATIONS = ("lang", "words", "uses", "g2", "npmi")
CONCORDANCE = ("utt_id", "start", "end", "left", "hit", "right")


def collocations(
    texts: Sequence[str], langs: Sequence[str] | None = None, most: int = 10
) -> pd.DataFrame:
    """Words that stand side by side more often than chance, per language, strongest first.

    Columns: lang, words (as people write them), uses, g2 (log-likelihood, Dunning 1993), npmi
    (normalised pointwise mutual information, Bouma 2009: 1 never apart, 0 as by chance). Words
    without content in between do not part a pair: "prazo de entrega". Pairs used once, or as
    chance has it, are left out; equal texts count once; `most` are shown of each language.
    """
    from nltk import FreqDist
    from nltk.collocations import BigramCollocationFinder
    from nltk.metrics import BigramAssocMeasures

    told = []
    pairs = sorted(set(zip(texts, known_languages(list(texts), langs), strict=True)))
    for lang in languages.CODES:
        single, double = FreqDist(), FreqDist()
        uses: dict[Key, Uses] = defaultdict(Uses)
        for phrase in (
            one for text, code in pairs if code == lang for one in find_phrases(text, lang)
        ):
            if len(phrase.key) == 1:
                single[phrase.key[0]] += 1
            elif len(phrase.key) == 2 and NOT not in phrase.key:
                double[phrase.key] += 1
                uses[phrase.key].add(phrase)
        finder = BigramCollocationFinder(single, double)
        finder.apply_freq_filter(_FEW)
        g2 = dict(finder.score_ngrams(BigramAssocMeasures.likelihood_ratio))
        rows = [
            (lang, " ".join(uses[pair].form), count, round(g2[pair], 1), round(npmi, 2))
            for pair, pmi in finder.score_ngrams(BigramAssocMeasures.pmi)
            for count in [finder.ngram_fd[pair]]
            if (npmi := pmi / -math.log2(count / finder.N)) > 0
        ]
        told += sorted(rows, key=lambda row: (-row[3], row[1]))[:most]
    return pd.DataFrame(told, columns=list(COLLOCATIONS))


def concordance(
    texts: Sequence[str], utt_ids: Sequence[str], phrase: str, lang: str, most: int = 20
) -> pd.DataFrame:
    """A phrase in its contexts, in every form it takes: utt_id, start, end, left, hit, right.

    `start` and `end` are the place of `hit` in its text, so that each line can be traced; `left`
    and `right` are what stands around it, at most 50 letters each. In the order of the texts.

    >>> lines = concordance(["Os prazos de entrega mudaram"], ["u1"], "prazo da entrega", "pt")
    >>> lines[["left", "hit", "right"]].iloc[0].tolist()
    ['Os ', 'prazos de entrega', ' mudaram']
    """
    wanted = {
        one.key for one in find_phrases(phrase, lang) if one.end - one.start == len(phrase.strip())
    }
    lines = []
    for text, utt_id in zip(texts, utt_ids, strict=True):
        for one in find_phrases(text, lang):
            if one.key in wanted:
                left = _shortened(text[: one.start], at_end=False)
                right = _shortened(text[one.end :], at_end=True)
                lines.append((utt_id, one.start, one.end, left, text[one.start : one.end], right))
                break
        if len(lines) == most:
            break
    return pd.DataFrame(lines, columns=list(CONCORDANCE))


def _shortened(text: str, *, at_end: bool) -> str:
    """The part of a context that is near the phrase, cut between words."""
    flat = " ".join(text.split())
    flat = f" {flat}" if at_end and text[:1].isspace() else flat
    flat = f"{flat} " if not at_end and text[-1:].isspace() and flat else flat
    if len(flat) <= _CONTEXT:
        return flat
    if at_end:
        return flat[:_CONTEXT].rsplit(" ", 1)[0] + " …"
    return "… " + flat[-_CONTEXT:].split(" ", 1)[-1]
