"""Where things stand in a drawing: stages -> points, in drawing units, cut where there are no data."""

from collections.abc import Sequence
from dataclasses import dataclass

from cxlab.journey.model import Journey, StageColumn

# One drawing unit is one CSS pixel when the map is as wide as its columns ask for.
COLUMN = 172
WIDEST = 1240
HEIGHT = 408
TOP, BOTTOM = 78, 334
LOWEST, HIGHEST = -2.0, 2.0
SMALLEST_POINT, LARGEST_POINT = 5.0, 14.0


@dataclass(frozen=True)
class Point:
    """A stage on the curve, in drawing units; `low` and `high` are the ends of its interval."""

    stage: StageColumn
    x: float
    y: float
    low: float
    high: float
    radius: float


def has_data(stage: StageColumn) -> bool:
    """Whether anybody said anything with a feeling at this stage."""
    return stage.valence.value is not None and stage.valence.people > 0


def extremes(journey: Journey) -> tuple[StageColumn | None, StageColumn | None]:
    """The highest and the lowest stage among those with enough people, if two or more differ."""
    solid = [
        (stage.valence.value, stage)
        for stage in journey.stages
        if stage.valence.value is not None and stage.valence.people >= journey.min_people
    ]
    if len(solid) < 2:
        return None, None
    high = max(solid, key=lambda pair: pair[0])
    low = min(solid, key=lambda pair: pair[0])
    return (high[1], low[1]) if high[0] > low[0] else (None, None)


def vertical(value: float, top: float, bottom: float) -> float:
    """The height of a feeling between -2 at `bottom` and +2 at `top`."""
    return bottom - (held(value) - LOWEST) / (HIGHEST - LOWEST) * (bottom - top)


def points(
    stages: Sequence[StageColumn],
    width: int,
    *,
    top: float = TOP,
    bottom: float = BOTTOM,
    radii: tuple[float, float] = (SMALLEST_POINT, LARGEST_POINT),
) -> list[Point | None]:
    """One point per stage, None where there are no data."""
    most = max((stage.valence.people for stage in stages if has_data(stage)), default=1)
    found: list[Point | None] = []
    for index, stage in enumerate(stages):
        mean = stage.valence
        if mean.value is None or not has_data(stage):
            found.append(None)
            continue
        low = mean.low if mean.low is not None else mean.value
        high = mean.high if mean.high is not None else mean.value
        share = (mean.people / most) ** 0.5
        found.append(
            Point(
                stage=stage,
                x=(index + 0.5) * width / len(stages),
                y=vertical(mean.value, top, bottom),
                low=vertical(low, top, bottom),
                high=vertical(high, top, bottom),
                radius=radii[0] + (radii[1] - radii[0]) * share,
            )
        )
    return found


def runs(points: Sequence[Point | None]) -> list[list[Point]]:
    """Neighbouring points, cut where there is a gap."""
    found: list[list[Point]] = [[]]
    for point in points:
        if point:
            found[-1].append(point)
        elif found[-1]:
            found.append([])
    return [run for run in found if run]


def horizontal(value: float, width: float) -> float:
    """The place of a feeling on a line from -2 to +2, with a little room at its ends."""
    margin = 5
    share = (held(value) - LOWEST) / (HIGHEST - LOWEST)
    return margin + share * (width - 2 * margin)


def held(value: float) -> float:
    """The value, kept on the scale."""
    return min(HIGHEST, max(LOWEST, value))
