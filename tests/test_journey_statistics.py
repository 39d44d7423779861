"""The journey room's statistics, against published values."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxlab.journey import statistics

# Darwin's plants, heights in inches of cross- and self-fertilised twins (R. A. Fisher, The Design
# of Experiments, 1935, section 17 and 21).
CROSSED = [23.5, 12, 21, 22, 19.125, 21.5, 22.125, 20.375, 18.25, 21.625, 23.25, 21, 22.125, 23, 12]
SELFED = [
    17.375,
    20.375,
    20,
    20,
    18.375,
    18.625,
    18.625,
    15.25,
    16.5,
    18,
    16.25,
    18,
    12.75,
    15.5,
    18,
]


@pytest.mark.parametrize(
    ("k", "n", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_gives_newcombes_table(k, n, low, high):
    """R. Newcombe, Statistics in Medicine 17 (1998), table I, method 3."""
    assert statistics.wilson(k, n) == pytest.approx((low, high), abs=5e-5)


def test_wilson_of_nothing_and_of_nonsense():
    """Nobody asked means nothing known; more hits than people is an error."""
    assert statistics.wilson(0, 0) == (0.0, 1.0)
    assert statistics.wilson(5, 5)[1] == 1.0
    with pytest.raises(ValueError, match="0 <= k <= n, found k=3, n=2"):
        statistics.wilson(3, 2)


def test_benjamini_hochberg_rejects_the_papers_four():
    """Benjamini and Hochberg (1995), section 3.2: 15 tests, four rejected at .05."""
    p = [
        0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262,
        0.5719, 0.6528, 0.7590, 1.0,
    ]  # fmt: skip
    adjusted = statistics.benjamini_hochberg(p[::-1])[::-1]
    assert (adjusted <= 0.05).sum() == 4
    assert adjusted[3] == pytest.approx(0.0095 * 15 / 4)


def test_benjamini_hochberg_leaves_untested_cells_out():
    """NaN neither counts nor changes; a p outside 0..1 is an error; nothing stays nothing."""
    adjusted = statistics.benjamini_hochberg([0.01, math.nan, 0.04])
    assert adjusted[[0, 2]].tolist() == [0.02, 0.04]
    assert math.isnan(adjusted[1])
    assert statistics.benjamini_hochberg([]).tolist() == []
    with pytest.raises(ValueError, match=r"lie in 0\.\.1"):
        statistics.benjamini_hochberg([1.2])


def test_nps_counts_promoters_less_detractors():
    """Half promoters, a quarter detractors: +25, inside an interval that narrows with people."""
    score, low, high = statistics.nps([10, 9, 8, 0] * 5)
    assert score == 25.0
    assert -100 <= low < 25 < high <= 100
    _, lower, higher = statistics.nps([10, 9, 8, 0] * 50)
    assert low < lower < higher < high


def test_nps_interval_is_the_adjusted_wald():
    """5 promoters, 3 passives, 2 detractors: worked by hand with 0.75, 1.5, 0.75 added."""
    center, spread = 3 / 13, (5.75 + 2.75) / 13 - (3 / 13) ** 2
    reach = 1.959964 * math.sqrt(spread / 13)
    expected = (30, 100 * (center - reach), 100 * (center + reach))
    assert statistics.nps([9] * 5 + [7] * 3 + [6] * 2) == pytest.approx(expected)


def test_nps_of_few_answers():
    """Nobody: nothing. One: no interval. Missing and impossible answers do not count."""
    assert statistics.nps([]) == (None, None, None)
    assert statistics.nps([10, math.nan, 11, -1]) == (100.0, None, None)


def test_permutation_of_pairs_gives_fishers_answer():
    """Fisher (1935): 1,726 of the 32,768 ways to swap Darwin's twins, p = .0527."""
    twins = list(range(15))
    difference, p = statistics.permutation_test((CROSSED, twins), (SELFED, twins), seed=1, n=40_000)
    assert difference == pytest.approx(314 / 8 / 15)
    assert p == pytest.approx(1726 / 32768, abs=0.004)


def test_permutation_of_strangers_agrees_with_every_shuffle():
    """The mouse data of Efron and Tibshirani (1993), table 2.1, against all 11,440 shuffles."""
    from scipy import stats

    treated, control = [94, 197, 16, 38, 99, 141, 23], [52, 104, 146, 10, 51, 30, 40, 27, 46]
    exact = stats.permutation_test(
        (treated, control),
        lambda a, b, axis: stats.ttest_ind(a, b, axis=axis, equal_var=False).statistic,
        vectorized=True,
        n_resamples=np.inf,
    )
    both_tails = np.mean(np.abs(exact.null_distribution) >= abs(exact.statistic) - 1e-9)
    difference, p = statistics.permutation_test(
        (treated, [f"t{mouse}" for mouse in range(7)]),
        (control, [f"c{mouse}" for mouse in range(9)]),
        seed=2,
    )
    assert difference == pytest.approx(30.63, abs=0.01)
    assert p == pytest.approx(both_tails, abs=0.05)


def test_permutation_counts_people_not_sentences():
    """Repeating everybody's sentences a hundredfold proves nothing new."""
    first, second = ([0.0, 1.0, 0.5], ["a", "b", "c"]), ([0.6, 1.1, 0.2], ["d", "e", "f"])
    loud = tuple((list(values) * 100, list(who) * 100) for values, who in (first, second))
    once = statistics.permutation_test(first, second, seed=0)
    assert statistics.permutation_test(*loud, seed=0) == pytest.approx(once)


def test_permutation_without_two_sides():
    """Nobody on a side: nothing. One person: a difference and no p. All the same: p = 1."""
    some = ([1.0, 2.0], ["a", "b"])
    assert all(map(math.isnan, statistics.permutation_test(some, ([], []), seed=0)))
    difference, p = statistics.permutation_test(some, ([0.0], ["c"]), seed=0)
    assert difference == 1.5
    assert math.isnan(p)
    assert statistics.permutation_test(([1, 1], ["a", "b"]), ([1, 1], ["c", "d"]), seed=0)[1] == 1


def test_permutation_of_crowds_is_quick_and_agrees():
    """Above 2,000 people the normal distribution gives what shuffling gives."""
    generator = np.random.default_rng(3)
    here, there = generator.normal(0, 1, 1200), generator.normal(0.09, 1, 900)
    names = np.arange(2100).tolist()
    _, large = statistics.permutation_test((here, names[:1200]), (there, names[1200:]), seed=0)
    small = statistics.permutation_test((here[:1050], names[:1050]), (there, names[1200:]), seed=0)[
        1
    ]
    from scipy import stats

    assert large == pytest.approx(stats.ttest_ind(here, there, equal_var=False).pvalue, abs=1e-3)
    welch = stats.ttest_ind(here[:1050], there, equal_var=False).pvalue
    assert small == pytest.approx(welch, abs=0.02)


def test_bootstrap_is_close_to_students_interval_where_that_is_right():
    """Forty well-behaved people: the two intervals differ by little."""
    from scipy import stats

    values = np.random.default_rng(5).normal(0.3, 0.6, 40)
    mean, low, high = statistics.bootstrap_mean(values, list(range(40)), seed=0)
    expected = stats.t.interval(0.95, 39, values.mean(), stats.sem(values))
    assert mean == pytest.approx(values.mean())
    assert (low, high) == pytest.approx(expected, abs=0.03)


def test_bootstrap_gives_the_standard_error_of_the_mice():
    """Efron and Tibshirani (1993), table 2.2: the mean of the treated mice has a bootstrap error near 23.36."""
    treated = [94, 197, 16, 38, 99, 141, 23]
    mean, low, high = statistics.bootstrap_mean(treated, list("abcdefg"), seed=1)
    assert mean == pytest.approx(86.86, abs=0.01)
    # Half an interval is t of six degrees and sqrt(7 / 6) of these errors, as Hesterberg expands it.
    assert (high - low) / 2 == pytest.approx(2.4469 * (7 / 6) ** 0.5 * 23.36, rel=0.06)


def test_bootstrap_of_one_nobody_and_unanimity():
    """No interval for one person; none claims certainty when five people say the same."""
    assert statistics.bootstrap_mean([], [], seed=0) == (None, None, None)
    assert statistics.bootstrap_mean([math.nan], ["a"], seed=0) == (None, None, None)
    assert statistics.bootstrap_mean([1.0, 2.0], ["a", "a"], seed=0) == (1.5, None, None)
    mean, low, high = statistics.bootstrap_mean([-2.0] * 5, list("abcde"), seed=0, bounds=(-2, 2))
    assert (mean, low) == (-2.0, -2.0)
    assert high > -1.5
    with pytest.raises(ValueError, match="2 values but 1 groups"):
        statistics.bootstrap_mean([1, 2], ["a"], seed=0)


def test_bootstrap_of_thousands_is_the_normal_interval():
    """Three thousand people take no time and give the textbook interval."""
    values = np.random.default_rng(6).uniform(-2, 2, 3000)
    _, low, high = statistics.bootstrap_mean(values, list(range(3000)), seed=0, bounds=(-2, 2))
    assert high - low == pytest.approx(2 * 1.96 * values.std() / math.sqrt(3000), rel=0.01)


def test_intervals_hold_the_truth_about_95_times_in_100():
    """Eight people of unequal talkativeness, 400 samples (the benchmark draws many more)."""
    generator = np.random.default_rng(8)
    held = 0
    for trial in range(400):
        moods = generator.normal(-0.3, 0.9, 8).clip(-2, 2)
        who = np.repeat(np.arange(8), generator.integers(1, 30, 8))
        _, low, high = statistics.bootstrap_mean(moods[who], who, seed=trial, n=500, bounds=(-2, 2))
        held += low <= -0.287 <= high
    assert 0.91 <= held / 400 <= 0.98


@given(
    rows=st.lists(st.tuples(st.floats(-2, 2), st.sampled_from("abcd")), min_size=2, max_size=30),
    seed=st.integers(0, 9),
)
def test_bootstrap_never_depends_on_the_order_of_rows(rows, seed):
    """Shuffled rows give the same bits; the interval holds the mean and stays on the scale."""
    values, who = zip(*rows, strict=True)
    result = statistics.bootstrap_mean(values, who, seed=seed, n=200, bounds=(-2, 2))
    order = np.random.default_rng(seed).permutation(len(rows))
    shuffled = statistics.bootstrap_mean(
        [values[at] for at in order], [who[at] for at in order], seed=seed, n=200, bounds=(-2, 2)
    )
    assert shuffled == result
    mean, low, high = result
    if low is not None:
        assert -2 <= low <= mean <= high <= 2
