"""Krippendorff's alpha: how far coders agree beyond chance, for any number of them, with gaps."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Distances = Callable[[list[Any], Floats], Floats]
_EXACT = 1e-12


def nominal(values: list[Any], counts: Floats) -> Floats:
    """Labels are the same (0) or not (1)."""
    return 1.0 - np.eye(len(values))


def interval(values: list[Any], counts: Floats) -> Floats:
    """Squared difference of numbers."""
    numbers = np.array([float(value) for value in values])
    result: Floats = (numbers[:, None] - numbers[None]) ** 2
    return result


def ordinal(values: list[Any], counts: Floats) -> Floats:
    """Squared number of values given between two ranks, half of each end counted."""
    order = np.argsort([float(value) for value in values], kind="stable")
    middle = np.empty(len(values))
    middle[order] = np.cumsum(counts[order]) - counts[order] / 2
    result: Floats = (middle[:, None] - middle[None]) ** 2
    return result


def sets(values: list[Any], counts: Floats) -> Floats:
    """MASI distance of sets of labels: overlap counts, and the more where one holds the other.

    Source: R. Passonneau, "Measuring agreement on set-valued items", LREC 2006. Two empty sets
    are the same.
    """
    return np.array([[_masi(one, other) for other in values] for one in values])


def _masi(one: frozenset[str], other: frozenset[str]) -> float:
    both, either = len(one & other), len(one | other)
    if one == other:
        return 0.0
    if not both:
        return 1.0
    return 1 - both / either * (2 / 3 if both == min(len(one), len(other)) else 1 / 3)


def alpha(
    units: Sequence[Sequence[Hashable]],
    distances: Distances = nominal,
    weights: Sequence[float] | None = None,
) -> float | None:
    """Alpha of units, each the values its coders gave, in any order, those who gave none left out.

    1 is perfect agreement, 0 what chance gives, below 0 worse than chance. None where it says
    nothing: no unit has two values, or all values are the same. With `weights`, one a unit, units
    count by them (scaled to a mean of one), so that a sample speaks for what it was drawn from.

    Source: K. Krippendorff, "Computing Krippendorff's Alpha-Reliability", 2011,
    https://repository.upenn.edu/asc_papers/43; alpha = 1 - observed / expected disagreement, from
    coincidences. The number of pairs a unit gives is divided by one less than its values.

    >>> alpha([("pain", "pain"), ("fact", "pain"), ("fact", "fact"), ("pain",)])
    0.4444444444444444
    """
    paired = [row for row, unit in enumerate(units) if len(unit) > 1]
    if not paired:
        return None
    weight = np.ones(len(paired))
    if weights is not None:
        weight = np.array([weights[row] for row in paired], dtype=np.float64)
        weight = weight / weight.mean()
    values = list(dict.fromkeys(value for row in paired for value in units[row]))
    place = {value: column for column, value in enumerate(values)}
    table = np.zeros((len(paired), len(values)))
    for row, unit in enumerate(paired):
        for value in units[unit]:
            table[row, place[value]] += 1
    return _from_counts(table, weight, distances(values, weight @ table))


def _from_counts(table: Floats, weight: Floats, distance: Floats) -> float | None:
    """Alpha of counts per unit and value; `distance` between the values."""
    scale = weight / (table.sum(axis=1) - 1)
    coincidences = (table * scale[:, None]).T @ table
    coincidences[np.diag_indices(len(coincidences))] -= scale @ table
    totals = coincidences.sum(axis=1)
    expected = float(totals @ distance @ totals) / (totals.sum() - 1)
    if expected < _EXACT:
        return None
    observed = float((coincidences * distance).sum())
    return float(1.0 - observed / expected)


def alpha_interval(
    units: Sequence[Sequence[Hashable]],
    groups: Sequence[Hashable],
    distances: Distances = nominal,
    weights: Sequence[float] | None = None,
    *,
    seed: int,
    resamples: int = 1000,
) -> tuple[float, float] | None:
    """95 % interval of alpha: units drawn again with replacement, those of a group (a document) together.

    None where alpha itself says nothing. Percentiles of the resamples in which it says something.
    """
    if alpha(units, distances, weights) is None:
        return None
    weight = [1.0] * len(units) if weights is None else list(weights)
    members: dict[Hashable, list[int]] = {}
    for row, group in enumerate(groups):
        members.setdefault(group, []).append(row)
    names = sorted(members, key=str)
    random = np.random.default_rng(seed)
    found = []
    for _ in range(resamples):
        rows = [
            row for at in random.integers(0, len(names), len(names)) for row in members[names[at]]
        ]
        one = alpha([units[row] for row in rows], distances, [weight[row] for row in rows])
        if one is not None:
            found.append(one)
    low, high = np.quantile(found, [0.025, 0.975])
    return float(low), float(high)


METRICS: Mapping[str, Distances] = {
    "nominal": nominal,
    "ordinal": ordinal,
    "interval": interval,
    "sets": sets,
}
