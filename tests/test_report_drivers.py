"""What moves the rating and how much was heard: charts, their tables and their words."""

import re
import runpy
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxlab.journey.model import Driver, Estimate, Journey
from cxlab.report import cells, heard, page, priorities
from cxlab.report.words import Words

SAMPLES = runpy.run_path(str(Path(__file__).parent / "report_samples.py"))
PT = Words.of("pt")


def found(journey: Journey) -> list[priorities.Priority]:
    return priorities.priorities(journey, cells.touchpoint_names(journey, PT))


def driver(name: str, feeling: float, weight: float | None, people: int = 9) -> Driver:
    """A touchpoint with that feeling and that importance."""
    effect = Estimate(weight, None, None, people, people)
    felt = Estimate(feeling, feeling - 0.3, feeling + 0.3, people, people)
    return Driver(name, "receive", effect, effect, effect, felt, "rating", (1.0, 5.0), 40)


def test_quadrants_part_at_the_mean_importance_and_at_neutral() -> None:
    """Important and felt badly: concentrate here; of no known importance: not on the chart."""
    said = {one.driver.touchpoint: one.quadrant for one in found(SAMPLES["full"]())}
    assert said == {
        "delivery": "concentrate", "product_quality": "keep", "tracking": "later",
        "checkout": "enough",
    }  # fmt: skip


def test_the_table_says_all_that_the_chart_shows() -> None:
    """Every point is numbered, named and given in points of rating with its interval."""
    journey = SAMPLES["full"]()
    html = page.drivers_html(journey, "pt")
    label = re.search(r'aria-label="(Import[^"]*)"', html)
    assert label
    for one in found(journey):
        assert f">{one.number}</text>" in html
        assert one.name in label[1]
        assert PT.estimate(one.driver.importance) in html
    assert html.count("<tbody><tr>") == 1
    assert "◆" in html  # delivery is a moment of truth


def test_nobody_who_rates_leaves_a_sentence_and_no_chart() -> None:
    """Without importance there is nothing to draw, and the page says why."""
    html = page.drivers_html(replace(SAMPLES["full"](), drivers=()), "pt")
    assert "<svg" not in html
    assert PT("priorities_none", n=5) in html


@given(
    st.lists(
        st.tuples(st.floats(-2, 2), st.floats(-1, 3), st.integers(1, 200)), min_size=1, max_size=14
    )
)
def test_names_on_the_chart_cover_nothing(points: list[tuple[float, float, int]]) -> None:
    """However close the points lie, no name stands on another name; all have their number."""
    drivers = tuple(
        driver(f"touchpoint_{at}", feeling, weight, people)
        for at, (feeling, weight, people) in enumerate(points)
    )
    journey = replace(SAMPLES["full"](), drivers=drivers)
    listed = found(journey)
    svg = priorities.priorities_chart(journey, listed, PT)
    named = re.findall(r'cx-named" x="([\d.]+)" y="([\d.]+)" text-anchor="(\w+)">([^<]*)<', svg)
    boxes = []
    for x, y, anchor, name in named:
        wide = 6.6 * len(name)
        left = float(x) - {"start": 0, "middle": wide / 2, "end": wide}[anchor]
        boxes.append((left, float(y) - 11, left + wide, float(y) + 3))
    for at, one in enumerate(boxes):
        for other in boxes[at + 1 :]:
            apart = (
                one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
            )
            assert apart
    assert len(re.findall("cx-inside", svg)) == len(points)


def test_coverage_has_a_cell_per_source_and_stage() -> None:
    """Sources in order, their people stage by stage, darkest where most were heard."""
    journey = SAMPLES["full"]()
    rows = heard.coverage_rows(journey)
    assert [row.source for row in rows] == ["chats", "entrevistas"]
    assert all(len(row.people) == len(journey.stages) for row in rows)
    most = max(people for row in rows for people in row.people)
    for row in rows:
        for people, shade in zip(row.people, row.shades, strict=True):
            assert shade == round((people / most) ** 0.5, 2)


def test_saturation_is_told_in_words() -> None:
    """How many interviews, how many things, how many there may be, and when little new came."""
    [one] = SAMPLES["full"]().saturation
    said = heard.told(one, Words.of("en"))
    assert said == (
        "In 9 interviews, 32 different things were heard (a kind of opinion about a touchpoint). "
        "There are probably 36 (33 to 44) to hear. After 7, little new comes."
    )
    assert "still brings" in heard.told(replace(one, reached=None), Words.of("en"))


@pytest.mark.parametrize("count", [1, 5, 12, 13, 400])
def test_the_table_of_saturation_stays_short_and_keeps_its_ends(count: int) -> None:
    """Of many steps a dozen are shown, the first and the last among them, each once."""
    [one] = SAMPLES["full"]().saturation
    steps = tuple(replace(one.steps[0], interviews=at + 1) for at in range(count))
    shown = [step.interviews for step in heard.shown_steps(replace(one, steps=steps))]
    assert len(shown) <= 12
    assert shown == sorted(set(shown))
    assert (shown[0], shown[-1]) == (1, count)
