"""What a journey measures beside its cells: drivers, moments of truth, coverage and saturation.

Plain frozen data, as `cxlab.journey.model`, which holds them.
"""

from dataclasses import dataclass

from cxlab.journey.pieces import Estimate


@dataclass(frozen=True)
class Driver:
    """What goes with people's own rating when they complain of a touchpoint, or praise it.

    An association, never a cause. In points of `scale`, which is the rating's, or NPS's 0..10 where
    `outcome` is 'nps'. `penalty`: how much higher who complains rates than who does not feel strongly
    there (so below 0 as a rule); `reward`: the same of who praises. Each counts the people who do
    and rate, of `of_people` who rate; its value is None where fewer than `min_people` do, or fewer
    do not. `importance`: points of rating for one step of feeling there, from complaint to neither
    to praise. `role` tells what the intervals bear out: 'basic' (only a penalty: missed when it
    fails), 'excitement' (only a reward), 'performance' (both), '' (neither). `q` is the chance of as
    large an importance where nothing goes with anything, after Benjamini and Hochberg over the
    segment's drivers.
    """

    touchpoint: str
    stage: str
    penalty: Estimate
    reward: Estimate
    importance: Estimate
    valence: Estimate
    outcome: str
    scale: tuple[float, float]
    of_people: int
    role: str = ""
    q: float | None = None


@dataclass(frozen=True)
class Moment:
    """A moment of truth: a touchpoint where strong feeling goes with people's own rating.

    `by`: 'data' where the numbers say so, 'people' where the study's authors do, 'both'. `kind` is the
    side that more people take, 'pain' or 'delight', '' where nobody takes one. `valence` is the
    touchpoint's, `importance` its driver's (no value where too few rate).
    """

    touchpoint: str
    stage: str
    by: str
    kind: str
    valence: Estimate
    importance: Estimate


@dataclass(frozen=True)
class Coverage:
    """How many people of one source speak of one stage, and in how many utterances."""

    stage: str
    source: str
    kind: str
    people: int
    mentions: int


@dataclass(frozen=True)
class SaturationStep:
    """Codes heard after so many interviews: in the order they were held, and in any order.

    `seen` in all and `new` since the step before, in their order; `expected` is the mean over all orders,
    with its 95 % interval for interviews with other such people.
    """

    interviews: int
    seen: int
    new: int
    expected: float
    low: float
    high: float


@dataclass(frozen=True)
class Saturation:
    """Whether more interviews would tell anything new: new codes per interview.

    A code is a kind of thing (pain, delight, wish, fact) said of a touchpoint, or of one theme of
    it. `unit` is 'interview', or 'person' where all sources count and each person is one. `codes` were
    heard, `once` of them in a single one; `all_codes` estimates how many there are to hear, never fewer (None with one interview). `reached` is
    after how many the rule of Guest, Namey and Chen (2020) says that little new comes, None where
    it does not.
    """

    unit: str
    interviews: int
    codes: int
    once: int
    all_codes: Estimate
    reached: int | None
    steps: tuple[SaturationStep, ...]
