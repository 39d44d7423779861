"""Honest numbers for small samples: intervals over people, shares, NPS, differences.

The unit is always the participant. A person's own utterances are averaged first and people are
averaged next, so that one talkative person weighs as much as a silent one; every interval and
every test resamples people, never sentences.
"""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

RESAMPLES = 2000
# Elements drawn at a time: keeps a resampling of many thousand people under 100 MB.
_CHUNK = 4_000_000
# Shuffles between looks at whether to go on, and what makes going on hopeless.
_ROUND, _HOPELESS = 1000, 100
# From here on the bootstrap of a mean and Student's t agree to the third decimal; t is instant.
_MANY = 2000


def person_means(values: ArrayLike, groups: Sequence[object]) -> Floats:
    """One mean per participant, sorted; rows whose value is missing or infinite are left out.

    `values` and `groups` (who said it) have the same length. The order of the rows never matters.

    >>> person_means([1, 1, 1, -2], ["ana", "ana", "ana", "rui"]).tolist()
    [-2.0, 1.0]
    """
    numbers = np.asarray(values, dtype=np.float64)
    if len(numbers) != len(groups):
        raise ValueError(f"{len(numbers)} values but {len(groups)} groups")
    people = np.asarray([str(group) for group in groups], dtype=object)
    kept = np.isfinite(numbers)
    numbers, people = numbers[kept], people[kept]
    if not len(numbers):
        return np.empty(0)
    _, codes = np.unique(people, return_inverse=True)
    order = np.lexsort((numbers, codes))  # sums of floats depend on their order: fix it
    starts = np.flatnonzero(np.diff(codes[order], prepend=-1))
    sums = np.add.reduceat(numbers[order], starts)
    counts = np.diff(np.append(starts, len(numbers)))
    return np.sort(sums / counts)


def bootstrap_mean(
    values: ArrayLike,
    groups: Sequence[object],
    *,
    seed: int,
    n: int = RESAMPLES,
    level: float = 0.95,
    bounds: tuple[float, float] | None = None,
) -> tuple[float | None, float | None, float | None]:
    """The mean over people of each one's own mean, with its interval: (mean, low, high).

    Interval: bootstrap over participants, percentiles expanded for small samples (T. Hesterberg,
    "What teachers should know about the bootstrap", The American Statistician 69, 2015, 4.1:
    the plain percentile interval is too short by sqrt((n-1)/n) and by normal instead of t
    quantiles). `benchmarks/intervals.py` measures how often it holds the truth; plain
    percentiles and BCa held it in 80 to 89 of 100 cases at 8 people.

    `bounds` are the ends of the scale. With them one imaginary participant in the middle of the
    scale joins the resampling (never the mean): the idea of A. Agresti and B. Coull, The
    American Statistician 52, 1998, for shares. Where people all say the same, a resample of them
    could never differ and the interval would claim certainty.

    No value: (None, None, None). One person: (mean, None, None), for nothing tells how people
    differ.
    """
    means = person_means(values, groups)
    if not len(means):
        return None, None, None
    center = float(np.mean(means))
    if len(means) == 1:
        return center, None, None
    low, high = _interval(means, seed=seed, n=n, level=level, bounds=bounds)
    return center, min(low, center), max(high, center)


def _interval(
    means: Floats, *, seed: int, n: int, level: float, bounds: tuple[float, float] | None
) -> tuple[float, float]:
    from scipy.special import ndtr, stdtrit

    freedom = len(means) - 1
    if bounds:
        means = np.append(means, sum(bounds) / 2)
    count = len(means)
    quantile = stdtrit(freedom, 0.5 + level / 2) * math.sqrt(count / (count - 1))
    if count > _MANY:
        reach = quantile * np.std(means) / math.sqrt(count)
        return float(np.mean(means) - reach), float(np.mean(means) + reach)
    tail = ndtr(-quantile)
    low, high = np.quantile(_resampled_means(means, seed=seed, n=n), [tail, 1 - tail])
    return float(low), float(high)


def _resampled_means(means: Floats, *, seed: int, n: int) -> Floats:
    generator = np.random.default_rng(seed)
    rows = max(1, _CHUNK // len(means))
    parts = [
        means[generator.integers(0, len(means), size=(min(rows, n - start), len(means)))].mean(1)
        for start in range(0, n, rows)
    ]
    return np.concatenate(parts)


def wilson(k: float, n: float, *, level: float = 0.95) -> tuple[float, float]:
    """Wilson's score interval for a share of k in n, each end in 0..1.

    Source: E. B. Wilson, JASA 22 (1927); example from R. Newcombe, Statistics in Medicine 17
    (1998), table I: 15 of 148 gives .0624 to .1605. With n = 0 nothing is known: (0, 1).

    >>> [round(end, 4) for end in wilson(15, 148)]
    [0.0624, 0.1605]
    """
    if not 0 <= k <= n:
        raise ValueError(f"a share needs 0 <= k <= n, found k={k}, n={n}")
    if n == 0:
        return 0.0, 1.0
    z = normal_quantile(level)
    share = k / n
    middle = share + z * z / (2 * n)
    reach = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    scale = 1 + z * z / n
    low = 0.0 if k == 0 else (middle - reach) / scale
    return low, 1.0 if k == n else (middle + reach) / scale


def nps(
    scores: ArrayLike, *, level: float = 0.95
) -> tuple[float | None, float | None, float | None]:
    """Net Promoter Score with its interval: (score, low, high), each in -100..100.

    `scores` are 0..10, one a person; missing or outside 0..10 is left out. Promoters gave 9 or
    more, detractors less than 7 (F. Reichheld, Harvard Business Review, December 2003).
    Interval: adjusted Wald, three answers added in the shares 1/4, 1/2, 1/4 (B. Rocks, "Interval
    estimation for the Net Promoter Score", The American Statistician 70, 2016). One person has
    no interval.

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
    more, plus, minus = count + 3, up + 0.75, down + 0.75
    center = (plus - minus) / more
    spread = max((plus + minus) / more - center * center, 0.0)
    reach = normal_quantile(level) * math.sqrt(spread / more)
    low, high = 100 * max(center - reach, -1.0), 100 * min(center + reach, 1.0)
    return score, min(low, score), max(high, score)


def normal_quantile(level: float) -> float:
    """How many sd hold that share of a normal distribution around its middle: 1.96 for .95."""
    from scipy.special import ndtri

    return float(ndtri(0.5 + level / 2))


def benjamini_hochberg(p: ArrayLike) -> Floats:
    """p-values adjusted for the false discovery rate, in the order given.

    Source: Y. Benjamini and Y. Hochberg, JRSS B 57 (1995). NaN (not tested) stays NaN and does
    not count.

    >>> benjamini_hochberg([0.01, 0.04, 0.03]).round(3).tolist()
    [0.03, 0.04, 0.04]
    """
    values = np.asarray(p, dtype=np.float64)
    tested = np.flatnonzero(~np.isnan(values))
    if np.any((values[tested] < 0) | (values[tested] > 1)):
        raise ValueError("p-values lie in 0..1")
    adjusted = np.full(values.shape, np.nan)
    order = tested[np.argsort(values[tested], kind="stable")]
    ranks = np.arange(1, len(order) + 1)
    stepped = values[order] * len(order) / ranks
    adjusted[order] = np.minimum(np.minimum.accumulate(stepped[::-1])[::-1], 1.0)
    return adjusted


def permutation_test(
    first: tuple[ArrayLike, Sequence[object]],
    second: tuple[ArrayLike, Sequence[object]],
    *,
    seed: int,
    n: int = 10_000,
) -> tuple[float, float]:
    """How two groups of people differ in their mean, and how often chance alone does as much.

    Each side is (values, who said each). Returns (difference first - second, two-sided p).
    People on one side only are shuffled between the sides; people on both (the same person in
    two waves) swap their own two means, so that a person is only ever compared with
    themself. The statistic is Welch's t, which keeps the test valid when the sides spread
    differently (E. Chung and J. Romano, Annals of Statistics 41, 2013); p counts the observed
    order too (B. Phipson and G. Smyth, 2010) and is never 0. Shuffling stops after a thousand
    when chance has done as much 100 times by then, and so on each thousand: nothing will come of
    it (J. Besag and P. Clifford, Biometrika 78, 1991). Among more than 2,000 people the
    normal distribution, which the shuffles then reach, takes their place. With fewer than two
    people on a side p is NaN.
    """
    here, there = _means_by_person(*first), _means_by_person(*second)
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
        return difference, _two_sided_normal(observed)
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


def _two_sided_normal(statistic: float) -> float:
    from scipy.special import ndtr

    return float(2 * ndtr(-abs(statistic)))


def _means_by_person(values: ArrayLike, groups: Sequence[object]) -> dict[str, float]:
    numbers = np.asarray(values, dtype=np.float64)
    said: dict[str, list[float]] = {}
    for number, group in zip(numbers, groups, strict=True):
        if math.isfinite(number):
            said.setdefault(str(group), []).append(float(number))
    return {who: math.fsum(numbers) / len(numbers) for who, numbers in said.items()}


def _welch(alone: Floats, others: Floats, pairs: Floats) -> Floats:
    """Welch's t of each row; rows of no spread give infinity, or NaN where nothing differs."""
    left = np.concatenate([alone, pairs[..., 0]], axis=1)
    right = np.concatenate([others, pairs[..., 1]], axis=1)
    difference = left.mean(1) - right.mean(1)
    spread = left.var(1, ddof=1) / left.shape[1] + right.var(1, ddof=1) / right.shape[1]
    same = np.abs(difference) < 1e-12
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(same, np.where(spread > 0, 0.0, np.nan), difference / np.sqrt(spread))


def expected_codes(found: ArrayLike, interviews: int) -> tuple[Floats, Floats]:
    """How many codes 1, 2, … all interviews show in the mean over all their orders, and its sd.

    `found`: in how many of the interviews each code was heard. Source: R. Colwell, C. Mao and
    J. Chang, Ecology 85 (2004), equations 5 and 6: rarefaction of samples, which no shuffling
    needs to approximate. The sd is that of other interviews with such people, so that it does not
    vanish when all are heard; it takes how many codes there are from `chao2`.
    """
    from scipy.special import gammaln

    heard, codes = np.unique(np.asarray(found, dtype=np.float64), return_counts=True)
    left = interviews - np.arange(1.0, interviews + 1)[:, None]
    ways = gammaln(left + 1) - gammaln(np.maximum(left - heard, 0) + 1)
    ways -= gammaln(interviews + 1) - gammaln(interviews - heard + 1)
    missed = np.where(left >= heard, np.exp(ways), 0.0)
    expected = codes.sum() - missed @ codes
    spread = (1 - missed) ** 2 @ codes - expected**2 / max(chao2(found, interviews)[0], 1.0)
    return expected, np.sqrt(np.maximum(spread, 0.0))


def chao2(found: ArrayLike, interviews: int, *, level: float = 0.95) -> tuple[float, float, float]:
    """How many codes there are to hear, at the least: (estimate, low, high), never fewer than heard.

    `found`: in how many of the interviews each code was heard. Those heard once and twice tell how
    many were not heard yet. Source: A. Chao, Biometrics 43 (1987), 783-791, with her interval of the
    logarithm; where no code was heard in just two, the form that corrects the bias.
    """
    counts = np.asarray(found, dtype=np.float64)
    heard, once, twice = len(counts), float(np.sum(counts == 1)), float(np.sum(counts == 2))
    share = (interviews - 1) / interviews
    if twice:
        ratio = once / twice
        unseen = share * once * ratio / 2
        spread = twice * (share * ratio**2 / 2 + share**2 * ratio**3 + share**2 * ratio**4 / 4)
    else:
        unseen = share * once * (once - 1) / 2
        spread = share * once * (once - 1) / 2 + share**2 * once * (2 * once - 1) ** 2 / 4
        spread -= share**2 * once**4 / 4 / max(heard + unseen, 1e-9)
    if unseen <= 0:
        return float(heard), float(heard), float(heard)
    times = math.exp(normal_quantile(level) * math.sqrt(math.log1p(max(spread, 0.0) / unseen**2)))
    return heard + unseen, heard + unseen / times, heard + unseen * times
