"""Large corpora: the fast heads answer where they are sure, the accurate network the rest.

Every text is read by `fast`. How unsure its heads are of the four decisions (sentiment, kind, gap,
stage) is weighed against what another reading costs, which grows with the length; texts above
`DOUBT` are read once more by the accurate network in whole numbers (`cxlab.analyse.quick`), and
all that is said of them is what both say together, as `accurate` would. One reading serves feeling
and stage.

Nothing is learnt from the study, so that a text gets the same answer alone, in any company and in
any order (but for one that lies within rounding of the threshold). A student refitted on what the
accurate encoder says of 2,000 of a study's sentences was tried: with it 12.3 instead of 13.3 % of
sentiments differed from the accurate ones, and asking costs as much as reading another tenth of
20,000 sentences again, which leaves far fewer. The lower layers of the network as a student beside
n-grams were worse than the fast vectors.

Measured on 1,016 sentences of test documents that neither encoder had seen, accuracy and macro-F1
of the cascade against `accurate`: sentiment 0.831 / 0.803 (0.842 / 0.818), kind 0.831 / 0.779
(0.839 / 0.796), gap 0.932 / 0.802 (0.941 / 0.831), stage 0.755 / 0.667 (0.763 / 0.679), at 4.2
times the speed; a threshold of 0.0113 gives 5.1 times and up to 0.4 points less.
`benchmarks/cascade.py` prints the curve and has to be run again for new weights.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from cxlab.analyse import heads, pieces
from cxlab.analyse.accurate import AccurateEncoder, AccurateHeads
from cxlab.analyse.encode import Encoder
from cxlab.analyse.heads import Judge, Vectors
from cxlab.analyse.sentiment import joint_probabilities, sides
from cxlab.analyse.stages import weighed
from cxlab.analyse.words import known_languages

# The doubt above which a text is read again: chosen on sentences of the dev documents and on the
# seconds that unlabelled ones take (benchmarks/cascade.py).
DOUBT = 0.0085
_START = 24  # characters' worth of time that every reading takes
_DIGITS = 6  # sums in another order differ beyond that


class Cascade:
    """Two encoders as one: vectors are those of `fast`, decisions come from either.

    `doubt`: texts doubted more are read again (0: all that are doubted at all).
    """

    def __init__(self, fast: Encoder, accurate: Encoder, doubt: float = DOUBT) -> None:
        self.fast = fast
        self.accurate = accurate
        self.doubt = doubt
        self.name = f"cascade-{AccurateEncoder.name.rpartition('-')[2]}"
        self.dims = fast.dims

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """The vectors of `fast`, float32 of shape (n, 512)."""
        return self.fast.encode(texts)

    def keeping(self, keep: Callable[[Encoder], Encoder]) -> "Cascade":
        """The same with both encoders behind `keep`, a cache."""
        return Cascade(keep(self.fast), keep(self.accurate), self.doubt)

    @property
    def decider(self) -> "CascadeHeads":
        """The heads of both, in the shape that rooms work with."""
        together: AccurateHeads = self.accurate.decider  # type: ignore[attr-defined]
        return CascadeHeads(heads.load(self.fast.name), together, self.doubt)

    def answered(self, texts: Sequence[str], langs: Sequence[str]) -> dict[str, int]:
        """How many distinct sentences of these texts each of the two answers."""
        known = known_languages(texts, langs)
        pairs = zip(texts, known, strict=True)
        distinct = sorted(
            {(part, lang) for text, lang in pairs for part in pieces.split(text) if part}
        )
        said, codes = [text for text, _ in distinct], [lang for _, lang in distinct]
        again = int(self.decider.doubtful(said, self.decider.sure(said, codes, self.encode)).sum())
        return {"fast": len(said) - again, "accurate": again}


@dataclass(frozen=True)
class CascadeHeads:
    """The fast heads, and both together where those doubt."""

    own: Judge
    together: AccurateHeads
    doubt: float

    @property
    def classes(self) -> dict[str, list[str]]:
        return self.together.classes

    @property
    def settings(self) -> dict[str, float]:
        return self.together.settings

    @property
    def joint(self) -> np.ndarray:
        return self.together.joint

    def logits(
        self, texts: Sequence[str], langs: Sequence[str], vectors: Vectors
    ) -> dict[str, np.ndarray]:
        """Log-probabilities per task, calibrated, of shape (n, classes)."""
        found = self.sure(texts, langs, vectors)
        again = np.flatnonzero(self.doubtful(texts, found)).tolist()
        if again:
            asked, codes = [texts[row] for row in again], [langs[row] for row in again]
            unused = np.zeros((len(asked), 0))
            for task, rows in self.together.logits(asked, codes, unused).items():
                found[task][again] = rows
        return found

    def sure(
        self, texts: Sequence[str], langs: Sequence[str], vectors: Vectors
    ) -> dict[str, np.ndarray]:
        """What the fast heads say, columns in the order of `classes`."""
        words = heads.remembered_logits(self.own, texts, langs, vectors)
        return {
            task: words[task][:, [self.own.classes[task].index(name) for name in names]]
            for task, names in self.classes.items()
        }

    def doubtful(self, texts: Sequence[str], found: dict[str, np.ndarray]) -> np.ndarray:
        """Which texts are worth reading again, of shape (n,)."""
        length = np.array([len(text.strip()) for text in texts])
        worth = self.unsure(found) / (length + _START)
        result: np.ndarray = (np.round(worth, _DIGITS) > self.doubt) & (length > 0)
        return result

    def unsure(self, found: dict[str, np.ndarray]) -> np.ndarray:
        """0 where all four decisions are sure, up to 4: (1 - margin)² summed, of shape (n,)."""
        judged = joint_probabilities(self, found)
        share = judged["gap"][:, self.classes["gap"].index("yes")]
        bar = self.settings["gap_threshold"]
        stage = weighed(np.exp(found["stage"]), self.classes["stage"], self.settings)
        margins = [
            _margin(sides(self, judged["joint"])),
            _margin(judged["joint"].sum(axis=(1, 3))),
            np.where(share >= bar, (share - bar) / (1 - bar), (bar - share) / bar),
            _margin(stage / np.maximum(stage.sum(axis=1, keepdims=True), 1e-12)),
        ]
        total: np.ndarray = ((1 - np.stack(margins)) ** 2).sum(axis=0)
        return total


def _margin(chances: np.ndarray) -> np.ndarray:
    """How far the likeliest of each row lies before the next."""
    if not len(chances):
        return np.zeros(0)
    two = np.partition(chances, chances.shape[1] - 2, axis=1)[:, -2:]
    result: np.ndarray = two[:, 1] - two[:, 0]
    return result
