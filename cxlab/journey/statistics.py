"""Honest numbers for small samples: intervals over people, shares, NPS, differences.

The unit is always the participant. A person's own utterances are averaged first and people next, so that one
talkative person weighs as much as a silent one; every interval and every test resamples people, never sentences.
(How many codes are still to be heard is reckoned in `cxlab.journey.coverage`.)
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Told = tuple[ArrayLike, Sequence[object]]  # values, and who said each
Said = tuple[Floats, Floats, Floats, Floats]
Interval = tuple[float | None, float | None, float | None]

RESAMPLES = 2000
_CHUNK = 4_000_000  # elements drawn at a time: keeps a resampling under 100 MB
_ROUND, _HOPELESS = 1000, 100  # shuffles between looks, and what makes going on hopeless
_MANY = 2000  # from here on the bootstrap of a mean and Student's t agree to the third decimal


def person_means(values: ArrayLike, groups: Sequence[object]) -> Floats:
    """One mean per participant, sorted; rows whose value is missing or infinite are left out.

    `values` and `groups` (who said it) have the same length. The order of the rows never matters.

    >>> person_means([1, 1, 1, -2], ["ana", "ana", "ana", "rui"]).tolist()
    [-2.0, 1.0]
    """
    return np.sort(_means_by_person(values, groups)[1])


def _means_by_person(values: ArrayLike, groups: Sequence[object]) -> tuple[Sequence[str], Floats]:
    numbers = np.asarray(values, dtype=np.float64)
    if len(numbers) != len(groups):
        raise ValueError(f"{len(numbers)} values but {len(groups)} groups")
    kept = np.isfinite(numbers)
    if not kept.any():
        return [], np.empty(0)
    people, numbers = np.asarray([str(one) for one in groups], dtype=object)[kept], numbers[kept]
    names, codes = np.unique(people, return_inverse=True)
    order = np.lexsort((numbers, codes))  # sums of floats depend on their order: fix it
    starts = np.flatnonzero(np.diff(codes[order], prepend=-1))
    counts = np.diff(np.append(starts, len(numbers)))
    return names.tolist(), np.add.reduceat(numbers[order], starts) / counts


def bootstrap_mean(
    values: ArrayLike,
    groups: Sequence[object],
    *,
    seed: int,
    n: int = RESAMPLES,
    bounds: tuple[float, float] | None = None,
) -> Interval:
    """The mean over people of each one's own mean, with its 95 % interval: (mean, low, high).

    Interval: bootstrap over participants (B. Efron and R. Tibshirani, An Introduction to the Bootstrap, 1993),
    percentiles expanded for small samples (T. Hesterberg, "What teachers should know about the bootstrap", The
    American Statistician 69, 2015, 4.1: the plain percentile interval is too short by sqrt((n-1)/n) and by
    normal instead of t quantiles). `benchmarks/statistics.py` measures how often it holds the truth; plain
    percentiles and BCa held it in 80 to 89 of 100 cases at 8 people.

    `bounds` are the ends of the scale. With them one imaginary participant in the middle of the scale joins the
    resampling (never the mean): the idea of A. Agresti and B. Coull, The American Statistician 52, 1998, for
    shares. Where people all say the same, a resample could never differ and the interval would claim certainty.

    No value: (None, None, None). One person: (mean, None, None), for nothing tells how people differ.
    """
    means = person_means(values, groups)
    if not len(means):
        return None, None, None
    center, freedom = float(np.mean(means)), len(means) - 1
    if not freedom:
        return center, None, None
    if bounds:
        means = np.append(means, sum(bounds) / 2)
    count = len(means)
    reach = _expanded(freedom, count)
    if count > _MANY:
        error = float(np.std(means)) / math.sqrt(count)
        low, high = (float(np.mean(means)) + side * reach * error for side in (-1, 1))
    else:
        low, high = _tails(_resampled_means(means, seed=seed, n=n), reach)
    return center, min(low, center), max(high, center)


def _expanded(freedom: int, count: int) -> float:
    """How many of a resampling's standard errors reach from the middle to an end."""
    from scipy.special import stdtrit

    return float(stdtrit(freedom, 0.975)) * math.sqrt(count / (count - 1))


def _tails(drawn: Floats, reach: float) -> tuple[float, float]:
    from scipy.special import ndtr

    low, high = np.quantile(drawn, [ndtr(-reach), 1 - ndtr(-reach)])
    return float(low), float(high)


def _resampled_means(means: Floats, *, seed: int, n: int) -> Floats:
    draw, count = np.random.default_rng(seed).integers, len(means)
    rows = max(1, _CHUNK // count)
    sizes = [(min(rows, n - start), count) for start in range(0, n, rows)]
    return np.concatenate([means[draw(0, count, size)].mean(1) for size in sizes])


def wilson(k: float, n: float, *, level: float = 0.95) -> tuple[float, float]:
    """Wilson's score interval for a share of k in n, each end in 0..1.

    Source: E. B. Wilson, JASA 22 (1927); example from R. Newcombe, Statistics in Medicine 17 (1998), table I.
    With n = 0 nothing is known: (0, 1).

    >>> [round(end, 4) for end in wilson(15, 148)]
    [0.0624, 0.1605]
    """
    if not 0 <= k <= n:
        raise ValueError(f"a share needs 0 <= k <= n, found k={k}, n={n}")
    if n == 0:
        return 0.0, 1.0
    z, share = normal_quantile(level), k / n
    middle, scale = share + z * z / (2 * n), 1 + z * z / n
    reach = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    low = 0.0 if k == 0 else (middle - reach) / scale
    return low, 1.0 if k == n else (middle + reach) / scale


def nps(scores: ArrayLike) -> Interval:
    """Net Promoter Score with its 95 % interval: (score, low, high), each in -100..100.

    `scores` are 0..10, one a person; missing or outside 0..10 is left out. Promoters gave 9 or more, detractors
    less than 7 (F. Reichheld, Harvard Business Review, December 2003). Interval: adjusted Wald, three answers added
    in the shares 1/4, 1/2, 1/4 (B. Rocks, "Interval estimation for the Net Promoter Score", The American
    Statistician 70, 2016). One person has no interval.

    >>> nps([10, 9, 9, 8, 3])[0]
    40.0
    """
    answers = np.asarray(scores, dtype=np.float64)
    answers = answers[np.isfinite(answers) & (answers >= 0) & (answers <= 10)]
    count = len(answers)
    if not count:
        return None, None, None
    up, down = float(np.sum(answers >= 9)), float(np.sum(answers < 7))
    score = 100 * (up - down) / count
    if count == 1:
        return score, None, None
    more, center = count + 3, (up - down) / (count + 3)
    spread = max((up + down + 1.5) / more - center * center, 0.0)
    reach = normal_quantile(0.95) * math.sqrt(spread / more)
    low, high = 100 * max(center - reach, -1.0), 100 * min(center + reach, 1.0)
    return score, min(low, score), max(high, score)


def normal_quantile(level: float) -> float:
    """How many sd hold that share of a normal distribution around its middle: 1.96 for .95."""
    from scipy.special import ndtri

    return float(ndtri(0.5 + level / 2))


def benjamini_hochberg(p: ArrayLike) -> Floats:
    """p-values adjusted for the false discovery rate, in the order given; NaN (not tested) does not count.

    Source: Y. Benjamini and Y. Hochberg, JRSS B 57 (1995).

    >>> benjamini_hochberg([0.01, 0.04, 0.03]).round(3).tolist()
    [0.03, 0.04, 0.04]
    """
    values = np.asarray(p, dtype=np.float64)
    tested = np.flatnonzero(~np.isnan(values))
    if np.any((values[tested] < 0) | (values[tested] > 1)):
        raise ValueError("p-values lie in 0..1")
    adjusted = np.full(values.shape, np.nan)
    order = tested[np.argsort(values[tested], kind="stable")]
    stepped = values[order] * len(order) / np.arange(1, len(order) + 1)
    adjusted[order] = np.minimum(np.minimum.accumulate(stepped[::-1])[::-1], 1.0)
    return adjusted


def permutation_test(
    first: Told, second: Told, *, seed: int, n: int = 10_000
) -> tuple[float, float]:
    """How two groups of people differ in their mean, and how often chance alone does as much.

    Returns (difference first - second, two-sided p). Source: R. A. Fisher,
    The Design of Experiments (1935), 21. People on one side only are shuffled between the sides; people on both
    (the same person in two waves) swap their own two means, so that a person is only ever compared with
    themself. The statistic is Welch's t, which keeps the test valid when the sides spread differently (E. Chung
    and J. Romano, Annals of Statistics 41, 2013); p counts the observed order too (B. Phipson and G. Smyth, 2010)
    and is never 0. Shuffling stops after a thousand when chance has done as much 100 times by then, and so on
    each thousand: nothing will come of it (J. Besag and P. Clifford, Biometrika 78, 1991). Among more than 2,000
    people the normal distribution, which the shuffles then reach, takes their place. With fewer than two people
    on a side p is NaN.
    """
    from scipy.special import ndtr

    here, there = (dict(zip(*_means_by_person(*side), strict=True)) for side in (first, second))
    if not here or not there:
        return math.nan, math.nan
    both = sorted(set(here) & set(there))
    pairs = np.array(sorted([here[who], there[who]] for who in both)).reshape(-1, 2)
    alone = np.sort([value for who, value in here.items() if who not in there])
    others = np.sort([value for who, value in there.items() if who not in here])
    difference = float(np.mean(sorted(here.values())) - np.mean(sorted(there.values())))
    if min(len(here), len(there)) < 2:
        return difference, math.nan
    observed = _welch(alone[None], others[None], pairs[None])[0]
    if np.isnan(observed):
        return difference, 1.0
    if not both and min(len(here), len(there)) > _MANY // 10 and len(here) + len(there) > _MANY:
        return difference, float(2 * ndtr(-abs(observed)))
    reached = done = 0
    generator = np.random.default_rng(seed)
    pool = np.concatenate([alone, others])
    for start in range(0, n, _ROUND):
        size = min(_ROUND, n - start)
        shuffled = generator.permuted(np.tile(pool, (size, 1)), axis=1)
        flips = generator.integers(0, 2, size=(size, len(pairs), 1)).astype(bool)
        swapped = np.where(flips, pairs[None, :, ::-1], pairs[None])
        statistic = _welch(shuffled[:, : len(alone)], shuffled[:, len(alone) :], swapped)
        reached += int(np.sum(np.abs(statistic) >= abs(observed) - 1e-9))
        done += size
        if reached >= _HOPELESS:
            break
    return difference, (1 + reached) / (1 + done)


def _welch(alone: Floats, others: Floats, pairs: Floats) -> Floats:
    """Welch's t of each row; rows of no spread give infinity, or NaN where nothing differs."""
    left = np.concatenate([alone, pairs[..., 0]], axis=1)
    right = np.concatenate([others, pairs[..., 1]], axis=1)
    difference = left.mean(1) - right.mean(1)
    spread = left.var(1, ddof=1) / left.shape[1] + right.var(1, ddof=1) / right.shape[1]
    same = np.abs(difference) < 1e-12
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(same, np.where(spread > 0, 0.0, np.nan), difference / np.sqrt(spread))


class Slope(NamedTuple):
    """How much an outcome differs where `people` say something, its interval, p of no difference."""

    value: float
    low: float
    high: float
    p: float
    people: int


Slopes = tuple[Slope | None, Slope | None, Slope | None]


def people_drawn(groups: Sequence[object], *, seed: int | None = None) -> Floats:
    """Draws x rows: how much each row weighs when people are drawn with replacement.

    A person's rows share one person's weight. The first draw is everybody once; without a seed it is the only one.
    """
    people = [str(one) for one in groups]
    _, codes, rows = np.unique(people, return_inverse=True, return_counts=True)
    times = np.ones((1, len(rows)))
    if seed is not None and len(rows):
        draws = RESAMPLES if len(rows) <= _MANY else RESAMPLES // 5
        chances = np.full(len(rows), 1 / len(rows))
        more = np.random.default_rng(seed).multinomial(len(rows), chances, size=draws)
        times = np.vstack([times, more])
    return np.asarray((times / rows)[:, codes])


def penalty_reward(
    outcome: ArrayLike, said: Said, groups: Sequence[object], drawn: Floats, *, least: int = 5
) -> Slopes:
    """What goes with a complaint, with praise, and with a step of feeling: (penalty, reward, step).

    Source: D. Brandt, "A procedure for identifying value-enhancing service components", in C. Surprenant (ed.),
    Add Value to Your Service (1987), 61-65: regression on two dummies, low and high. `outcome`: one number a row;
    `said`: (complaint 0/1, praise 0/1, complaints elsewhere, praise elsewhere); `groups`: who; `drawn`:
    people_drawn(groups). A step leads from complaint to neither to praise: both dummies in one. None where fewer
    than `least` people do, or do not.

    Brandt's regression has the dummies of all touchpoints at once, which a hundred people cannot bear. Here one
    touchpoint's stand beside how many others are complained of and praised: `benchmarks/statistics.py` finds these
    as near to what was put in, at 60 to 400 people, as the full regression or a ridge, and nearer than a bare
    difference of means, in which those who complain of one thing are compared with those who complain of another.

    Interval (95 %): bootstrap over people, expanded as in `bootstrap_mean` for the smaller side.
    """
    values = np.asarray(outcome, dtype=np.float64)
    seen = np.column_stack([np.ones(len(values)), *said])
    squares = (drawn @ (seen[:, :, None] * seen[:, None, :]).reshape(-1, 25)).reshape(-1, 5, 5)
    products = drawn @ (seen * values[:, None])
    who = np.asarray([str(one) for one in groups])

    def slope(first: Floats, *others: Floats) -> Slope | None:
        """Of the first sum of columns seen, beside the others and a constant."""
        exposed = seen @ first != 0
        people, rest = len(set(who[exposed])), len(set(who[~exposed]))
        if min(people, rest) < max(least, 2):
            return None
        both = (drawn @ exposed > 0) & (drawn @ ~exposed > 0)
        mix = np.column_stack([np.eye(5)[0], first, *others])
        # A trace of a ridge: what never varies in a draw gets 0 and leaves the rest alone.
        squared = mix.T @ squares[both] @ mix + 1e-9 * np.eye(mix.shape[1])
        slopes = np.linalg.solve(squared, (products[both] @ mix)[..., None])[:, 1, 0]
        return _slope(slopes, min(people, rest), people)

    complaint, praise, worse, better = np.eye(5)[1:]
    # Too few to tell a slope of their own count with the others of their kind.
    few = [len(set(who[one > 0])) < least for one in said[:2]]
    penalty = slope(complaint, *((worse, better + praise) if few[1] else (praise, worse, better)))
    reward = slope(praise, *((worse + complaint, better) if few[0] else (complaint, worse, better)))
    return penalty, reward, slope(praise - complaint, worse, better)


def _slope(slopes: Floats, side: int, people: int) -> Slope:
    from scipy.special import stdtr

    value, drawn = float(slopes[0]), slopes[1:]
    if not len(drawn):
        return Slope(value, value, value, math.nan, people)
    reach, error = _expanded(side - 1, side), float(np.std(drawn))
    low, high = value - reach * error, value + reach * error
    if len(drawn) > RESAMPLES // 2:
        low, high = _tails(drawn, reach)
    p = 2 * float(stdtr(side - 1, -abs(value) / max(error * math.sqrt(side / (side - 1)), 1e-12)))
    return Slope(value, min(low, value), max(high, value), p, people)
