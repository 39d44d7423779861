"""People -> groups of people who talk of the same and feel alike, or the finding that there are none.

Groups are claimed only where they are more than chance. Each person's sentences are drawn anew,
with putting back, people are grouped again, and the groupings must agree (adjusted Rand index)
better than they do where all sentences are dealt to people at random.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

MOST = 6  # groups tried
LEAST_SAID = 6  # sentences a person needs to be placed: on fewer, groups are of noise
LEAST_PEOPLE = 30
AGREEMENT = 0.3  # below it, other sentences of theirs would place too many people elsewhere
CHANCE = 0.05
_SHRINK = 3  # sentences' worth of what everybody says, beside a person's own
_DRAWS, _SHUFFLES, _SHUFFLED_DRAWS, _RESAMPLES = 40, 39, 6, 10
_MOVES = 20
_FEELING = 0.3  # weight of how people feel beside what they talk about
_COMMON = 0.05  # a touchpoint counts when this share of people speaks of it
_SHARE = 0.8


@dataclass(frozen=True)
class Groups:
    """Groups of people, and how far they can be trusted.

    `people`: person -> group, 0 the largest; empty where no groups are stable. `choices`: a row a
    number tried: groups, agreement (with groups of sentences drawn anew, at most 1), shuffled (the
    same where sentences are dealt at random), gain (the difference, in standard deviations of the
    shuffled). `p`: how often shuffled data gain as much. `resampled`: agreement with groups of a draw of four fifths of the
    people. `unplaced`: people who said too little.
    """

    people: dict[str, int]
    choices: pd.DataFrame
    p: float
    resampled: float
    unplaced: int

    @property
    def stable(self) -> bool:
        """Whether groups may be claimed."""
        return bool(self.people)


def find_groups(
    said: pd.DataFrame, mentions: pd.DataFrame, number: int | None = None, seed: int = 0
) -> Groups:
    """Groups of the people in `said`: `number` of them, or as many as gain most over chance.

    `said` has a row a sentence: utt_id, person, stage, valence. `mentions` has utt_id, touchpoint.
    A person is the shares of touchpoints in what they say (square roots: Hellinger's distance) and
    their mean valence in all and per stage, at a lower weight, both drawn to what everybody says by three sentences'
    worth, so that few sentences make nobody special.
    """
    counts = said["person"].value_counts()
    enough = set(counts.index[counts >= LEAST_SAID])
    own = said[said["person"].isin(enough)].sort_values("utt_id", ignore_index=True)
    unplaced = len(counts) - len(enough)
    tried = [number] if number else list(range(2, MOST + 1))
    if len(enough) < max(LEAST_PEOPLE, 5 * max(tried)):
        none = pd.DataFrame({name: [] for name in ("groups", "agreement", "shuffled", "gain")})
        return Groups({}, none, 1.0, float("nan"), unplaced)
    talk = _Talk.of(own, mentions)
    random = np.random.default_rng(seed)
    agreement = _agreements(talk, talk.person, tried, random, _DRAWS)
    shuffled = np.array(
        [
            _agreements(talk, random.permutation(talk.person), tried, random, _SHUFFLED_DRAWS)
            for _ in range(_SHUFFLES)
        ]
    )
    usual, spread = shuffled.mean(axis=0), np.maximum(shuffled.std(axis=0), 1e-6)
    gain = (agreement - usual) / spread
    # The best of several numbers is compared with the best of as many by chance.
    chance = ((shuffled - usual) / spread).max(axis=1)
    p = float((1 + (chance >= gain.max()).sum()) / (1 + _SHUFFLES))
    best = int((agreement - usual).argmax())
    choices = pd.DataFrame(
        {"groups": tried, "agreement": agreement, "shuffled": usual, "gain": gain}
    ).round(3)
    if p > CHANCE or agreement[best] < AGREEMENT:
        return Groups({}, choices, p, float("nan"), unplaced)
    whole = talk.profile(talk.person, np.arange(len(own)))
    labels = _by_size(_cluster(whole, [tried[best]])[0])
    people = dict(zip(talk.people, labels.tolist(), strict=True))
    return Groups(people, choices, p, _resampled(talk, labels, tried[best], random), unplaced)


@dataclass(frozen=True)
class _Talk:
    """What n sentences say, ready to be dealt to people: who said them, of what, in which feeling."""

    people: Sequence[str]
    person: np.ndarray  # (n,) place in `people`
    touches: np.ndarray  # (n, touchpoints) 0/1
    stage: np.ndarray  # (n, stages) 0/1, and one column of ones: everything
    valence: np.ndarray  # (n,)

    @staticmethod
    def of(said: pd.DataFrame, mentions: pd.DataFrame) -> "_Talk":
        people, person = np.unique(said["person"].to_numpy(dtype=str), return_inverse=True)
        place = {utt_id: row for row, utt_id in enumerate(said["utt_id"])}
        told = mentions[mentions["utt_id"].isin(place)]
        names, column = np.unique(told["touchpoint"].to_numpy(dtype=str), return_inverse=True)
        touches = np.zeros((len(said), len(names)))
        touches[told["utt_id"].map(place).to_numpy(dtype=int), column] = 1
        speaking = np.zeros((len(people), len(names)), dtype=bool)
        for row, who in enumerate(person):
            speaking[who] |= touches[row] > 0
        stages = np.unique(said["stage"].to_numpy(dtype=str))
        inside = (said["stage"].to_numpy(dtype=str)[:, None] == stages).astype(float)
        return _Talk(
            [str(one) for one in people], person,
            touches[:, speaking.mean(axis=0) >= _COMMON],
            np.hstack([inside, np.ones((len(said), 1))]),
            said["valence"].fillna(0.0).to_numpy(dtype=float),
        )  # fmt: skip

    def profile(self, person: np.ndarray, rows: np.ndarray) -> np.ndarray:
        """People by what they say in these rows of sentences: (people, features)."""
        size = len(self.people)
        who = person[rows]

        def total(values: np.ndarray) -> np.ndarray:
            summed = np.zeros((size, values.shape[1]))
            np.add.at(summed, who, values)
            return summed

        touches, stage = self.touches[rows], self.stage[rows]
        said = np.bincount(who, minlength=size)[:, None]
        base = touches.mean(axis=0)
        shares = np.sqrt((total(touches) + _SHRINK * base) / (said + _SHRINK)) - np.sqrt(base)
        felt = stage * self.valence[rows][:, None]
        middle = felt.sum(axis=0) / np.maximum(stage.sum(axis=0), 1)
        feeling = (total(felt) + _SHRINK * middle) / (total(stage) + _SHRINK) - middle
        return np.hstack([_even(shares), _FEELING * _even(feeling)])


def _even(block: np.ndarray) -> np.ndarray:
    """A block centred and scaled to a total variance of 1."""
    centred = block - block.mean(axis=0)
    spread = np.sqrt((centred**2).sum() / max(len(block), 1))
    result: np.ndarray = centred / spread if spread > 0 else centred
    return result


def _cluster(profile: np.ndarray, numbers: Sequence[int]) -> list[np.ndarray]:
    """Groups for each number: Ward's tree is cut, then people move to the nearest mean. No chance."""
    from scipy.cluster.hierarchy import fcluster, linkage

    tree = linkage(profile, "ward")
    found = []
    for number in numbers:
        labels = fcluster(tree, number, criterion="maxclust") - 1
        for _ in range(_MOVES):
            sums = np.zeros((number, profile.shape[1]))
            np.add.at(sums, labels, profile)
            sizes = np.bincount(labels, minlength=number)[:, None]
            centres = sums / np.maximum(sizes, 1)
            distance = (centres**2).sum(axis=1) - 2 * profile @ centres.T
            moved = np.where(sizes[:, 0] > 0, distance, np.inf).argmin(axis=1)
            if (moved == labels).all():
                break
            labels = moved
        found.append(labels)
    return found


def _agreements(
    talk: _Talk, person: np.ndarray, tried: Sequence[int], random: np.random.Generator, draws: int
) -> np.ndarray:
    """Mean agreement of groups with those of sentences drawn anew, per number tried."""
    from sklearn.metrics import adjusted_rand_score

    whole = talk.profile(person, np.arange(len(person)))
    groups = _cluster(whole, tried)
    found = np.zeros((draws, len(tried)))
    for draw in range(draws):
        again = talk.profile(person, _drawn(person, random))
        found[draw] = [
            adjusted_rand_score(of, other)
            for of, other in zip(groups, _cluster(again, tried), strict=True)
        ]
    result: np.ndarray = found.mean(axis=0)
    return result


def _drawn(person: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """As many sentences of each person as they said, drawn with putting back: rows."""
    order = np.argsort(person, kind="stable")
    sizes = np.bincount(person[order])
    starts = np.cumsum(sizes) - sizes
    within = (random.random(len(order)) * np.repeat(sizes, sizes)).astype(int)
    result: np.ndarray = order[np.repeat(starts, sizes) + within]
    return result


def _resampled(talk: _Talk, labels: np.ndarray, number: int, random: np.random.Generator) -> float:
    """Mean agreement with the groups found among draws of four fifths of the people."""
    from sklearn.metrics import adjusted_rand_score

    whole = talk.profile(talk.person, np.arange(len(talk.person)))
    found = []
    for _ in range(_RESAMPLES):
        rows = np.sort(random.choice(len(labels), int(len(labels) * _SHARE), replace=False))
        found.append(adjusted_rand_score(labels[rows], _cluster(whole[rows], [number])[0]))
    return round(float(np.mean(found)), 3)


def _by_size(labels: np.ndarray) -> np.ndarray:
    order = np.argsort(-np.bincount(labels), kind="stable")
    result: np.ndarray = np.argsort(order)[labels]
    return result
