"""Machine labels err: counts and intervals allow for it, against published values and by property."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxlab.journey import labelerror, statistics
from cxlab.journey.labelerror import LabelError, between, count_people, widened

counts = st.integers(1, 300).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))


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
    found = count_people(yes, of, agreement=1.0, spread=0.0)
    assert (found.low, found.high) == (yes, yes)
    assert (found.share_low, found.share_high) == pytest.approx(
        statistics.wilson(yes, of), abs=1e-9
    )


@settings(deadline=None)
@given(counts, st.floats(0, 1), st.floats(0, 3))
def test_counts_stay_among_the_people_and_hold_what_was_counted(count, agreement, spread):
    """Bounds are people there are, a share lies in 0 to 1, and no interval leaves out the count."""
    yes, of = count
    found = count_people(yes, of, agreement=agreement, spread=spread)
    assert 0 <= found.low <= yes <= found.high <= of
    low, high = statistics.wilson(yes, of)
    assert 0 <= found.share_low <= low + 1e-12 and high - 1e-12 <= found.share_high <= 1


@settings(deadline=None)
@given(counts, st.floats(0, 1), st.floats(0, 1), st.floats(0, 1), st.floats(0, 1))
def test_worse_labels_widen_a_count(count, agreement, spread, worse, more):
    """The less machine and people agree, and the more places differ, the less is known."""
    few = count_people(*count, agreement=agreement, spread=spread)
    much = count_people(*count, agreement=agreement * worse, spread=spread + more)
    assert much.low <= few.low and few.high <= much.high
    assert much.share_low <= few.share_low + 1e-12 and few.share_high <= much.share_high + 1e-12


def test_the_share_labelled_wrong_is_the_one_that_kappa_means():
    """With kappa .6 and half of 100 counted, 20 are labelled wrong: their number varies by sqrt(20)."""
    found = count_people(50, 100, agreement=0.6, spread=0.0)
    assert (found.low, found.high) == pytest.approx(
        (50 - 1.96 * 20**0.5, 50 + 1.96 * 20**0.5), abs=1
    )


def test_agreement_follows_the_languages():
    """A sentence in a language nobody measured has the agreement of all."""
    error = LabelError(agreement={"pain": {"all": 0.7, "pt": 0.8, "es": 0.5}}, spread={"pain": 0.3})
    assert error.agreement_on("pain", ["pt", "es", "und", "en"]) == pytest.approx(0.675)


def test_nothing_measured_means_nothing_is_widened():
    """A method without measured errors is one whose labels are taken as they are."""
    assert LabelError.of({}) == LabelError() == LabelError.of({"label_error": None})
    assert LabelError.of({"label_error": {"place": 0.2}}).place == 0.2
