"""Machine labels err: counts and intervals allow for it, against published values and by property."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxlab.journey import labelerror, statistics
from cxlab.journey.labelerror import LabelError, between, count_people, number_of, widened

SURE = np.inf
people = st.lists(
    st.lists(st.floats(-6, 6), min_size=1, max_size=4).map(np.array), min_size=1, max_size=12
)


def test_rogan_gladen_gives_the_herds_prevalence():
    """23 of 150 cows positive, sensitivity .96, specificity .89: 5.1 of 100 (epiR, epi.prev's example)."""
    assert labelerror.rogan_gladen(23 / 150, 0.96, 0.89) == pytest.approx(0.051, abs=5e-4)
    assert labelerror.rogan_gladen(6 / 151, 0.964, 0.927) == 0.0
    with pytest.raises(ValueError, match="no better than chance"):
        labelerror.rogan_gladen(0.3, 0.5, 0.5)


def test_between_gives_the_eight_schools():
    """D. Rubin (1981), in A. Gelman et al., Bayesian Data Analysis (2013), 5.5: mean 8, its sd 5, sd between 6.6."""
    effects, sd = [28, 8, -3, 7, -1, 1, 18, 12], [15, 10, 16, 11, 9, 11, 10, 18]
    mean, variance, tau = between(effects, np.square(sd))
    assert mean == pytest.approx(7.9, abs=0.2)
    assert variance**0.5 == pytest.approx(5.2, abs=0.2)
    assert tau**0.5 == pytest.approx(8.6, abs=0.3)  # root of the mean square: 6.6 with an sd of 5.6


def test_places_that_agree_differ_little():
    """The better places are known, and the more they agree, the less is left between them."""
    rough, exact = (between([1.0, 1.1, 0.9, 1.0], [own] * 4)[2] for own in (0.25, 0.0025))
    assert 0 < exact < rough / 10
    assert labelerror.of_the_next([], []) == 0.0
    assert labelerror.of_the_next([0.3, -0.3], [0.01, 0.01]) == pytest.approx(0.3)


def test_the_next_place_errs_more_than_the_places_differ():
    """Few places tell little of the next one."""
    few = labelerror.of_the_next([0.1, -0.2, 0.3], [0.01] * 3)
    many = labelerror.of_the_next([0.1, -0.2, 0.3] * 10, [0.01] * 30)
    assert few > many > 0.1


@settings(deadline=None)
@given(st.floats(-2, 2), st.floats(0, 2), st.floats(0, 2), st.floats(0, 2), st.floats(0, 1))
def test_widening_never_narrows(value, below, above, error, more):
    """Whatever the error, the old interval lies in the new one, and a larger error widens more."""
    low, high = max(-2.0, value - below), min(2.0, value + above)
    new = widened(value, low, high, error, (-2.0, 2.0))
    further = widened(value, low, high, error + more, (-2.0, 2.0))
    assert -2 <= further[0] <= new[0] <= low <= value <= high <= new[1] <= further[1] <= 2


@settings(deadline=None)
@given(st.floats(-2, 2), st.floats(0, 1), st.floats(0, 1))
def test_labels_without_error_leave_the_interval(value, below, above):
    """Perfect labels give the interval over people alone."""
    low, high = max(-2.0, value - below), min(2.0, value + above)
    assert widened(value, low, high, 0.0, (-2.0, 2.0)) == pytest.approx((low, high))


@pytest.mark.parametrize(("yes", "of"), [(0, 5), (3, 5), (7, 12), (12, 12), (40, 400)])
def test_labels_without_error_give_the_count_and_wilsons_interval(yes, of):
    """Perfect labels: as many as were counted, and the share's interval is that of sampling."""
    said = [np.array([SURE])] * yes + [np.array([-SURE, -SURE])] * (of - yes)
    found = count_people(said, spread=0.0, alike=0.3)
    assert (found.low, found.high) == (yes, yes)
    assert found.likely == pytest.approx(yes, abs=1e-6)
    assert (found.share_low, found.share_high) == pytest.approx(
        statistics.wilson(yes, of), abs=1e-6
    )


@settings(deadline=None)
@given(people, st.floats(0, 2), st.floats(0, 0.95))
def test_counts_stay_among_the_people(said, spread, alike):
    """A corrected count is no more than there are people, a share lies in 0 to 1."""
    found = count_people(said, spread=spread, alike=alike)
    assert 0 <= found.low <= found.high <= len(said)
    assert 0 <= found.likely <= len(said) + 1e-9
    assert 0 <= found.share_low <= found.share_high <= 1


@settings(deadline=None)
@given(people, st.floats(0, 0.9))
def test_places_that_differ_widen_a_count(said, alike):
    """The more sources differ, the less is known."""
    few, much = (count_people(said, spread=one, alike=alike) for one in (0.0, 1.5))
    assert much.high - much.low >= few.high - few.low
    assert much.share_high - much.share_low >= few.share_high - few.share_low - 0.02


def test_a_person_counts_once_however_much_they_say():
    """Sentences of one person go together: ten doubtful ones are not a certain pain."""
    doubtful = [np.full(10, -2.0)]
    apart, together = (count_people(doubtful, spread=0.0, alike=one).likely for one in (0.0, 0.9))
    alone = count_people([np.array([-2.0])], spread=0.0, alike=0.9).likely
    assert alone < together < apart
    assert apart == pytest.approx(1 - (1 - 1 / (1 + np.exp(2))) ** 10)


def test_many_people_are_counted_as_few_are():
    """Beyond three hundred events a normal distribution takes over without a jump."""
    chances = np.tile([0.1, 0.5, 0.8], 120)[None]
    few = np.cumsum(number_of(chances[:, :300]))
    assert few[-1] == pytest.approx(1)
    many = np.cumsum(number_of(chances))
    assert many[-1] == pytest.approx(1)
    assert np.searchsorted(many, 0.5) == pytest.approx(chances.sum(), abs=1)


def test_the_log_odds_follow_what_the_machine_said():
    """A claimed pain of low valence is surer than an unclaimed one; other languages have no weight."""
    error = LabelError(
        chances={"pain": {"start": -1, "valence": -2, "claimed": 1, "pt": 0.5}},
        spread={"pain": 0.3}, alike={"pain": 0.5},
    )  # fmt: skip
    odds = error.log_odds("pain", [-1.5, 1.0, np.nan], [True, False, False], ["pt", "es", "und"])
    assert odds.tolist() == [3.5, -3.0, -1.0]


def test_nothing_measured_means_nothing_is_widened():
    """A method without measured errors is one whose labels are taken as they are."""
    assert LabelError.of({}) == LabelError() == LabelError.of({"label_error": None})
    assert LabelError.of({"label_error": {"place": 0.2}}).place == 0.2
