"""Words beside the curve: customers' own, only where there is room and where they may be shown."""

import runpy
from dataclasses import replace
from pathlib import Path

from cxlab.journey.model import Journey
from cxlab.report import callouts, drawing, geometry
from cxlab.report.words import Words

SAMPLES = runpy.run_path(str(Path(__file__).parent / "report_samples.py"))


def placed(journey: Journey) -> list[geometry.Point | None]:
    return geometry.points(journey.stages, 1240)


def low(journey: Journey, **changes: object) -> Journey:
    """The journey with its low point changed."""
    stages = [replace(one, **changes) if one.stage == "receive" else one for one in journey.stages]
    return replace(journey, stages=tuple(stages))


def at_the_low_point(journey: Journey) -> list[callouts.Callout]:
    found = callouts.callouts(journey, placed(journey), 1240)
    return [one for one in found if one.quote.stage == "receive"]


def test_the_low_point_is_told_in_a_customers_words() -> None:
    """The quote is one of the stage's own that complains, in at most two lines, inside the drawing."""
    journey = SAMPLES["full"]()
    sample = SAMPLES["quote"](1)
    quote = replace(sample, text="O pedido atrasou duas semanas.", valence=-1.5, lang="pt")
    [found] = at_the_low_point(low(journey, quotes=(quote,)))
    assert found.quote == quote
    assert " ".join(found.lines) == f"“{quote.text}”"
    assert geometry.TOP < found.y < geometry.BOTTOM + 30
    svg = drawing.emotion_curve(low(journey, quotes=(quote,)), Words.of("en"))
    assert '<text class="cx-said" lang="pt">' in svg


def test_words_that_do_not_fit_or_praise_are_left_out() -> None:
    """A long quote and one of the other side are not put beside the low point."""
    journey = SAMPLES["full"]()
    praise = replace(SAMPLES["quote"](1), text="Chegou antes do prazo.", valence=1.5)
    long = replace(SAMPLES["quote"](1), text="palavra " * 30, valence=-1.5)
    assert not at_the_low_point(low(journey, quotes=(praise, long)))


def test_words_never_cover_a_neighbour() -> None:
    """Where the interval beside reaches lower, there is no room for words below the point."""
    journey = SAMPLES["full"]()
    said = "Três entregas falhadas em duas semanas."
    quote = replace(SAMPLES["quote"](1), text=said, valence=-1.5)
    deep = low(journey, quotes=(quote,))
    receive = next(one for one in deep.stages if one.stage == "receive")
    wide = replace(receive.valence, value=-1.1, low=-2.0, high=-0.2)
    stages = [replace(one, valence=wide) if one.stage == "use" else one for one in deep.stages]
    crowded = replace(deep, stages=tuple(stages))
    assert at_the_low_point(deep)
    assert not at_the_low_point(crowded)


def test_a_stage_of_few_people_has_no_words() -> None:
    """Too few people are no high or low point, and none of their words are drawn."""
    assert callouts.callouts(SAMPLES["thin"](), placed(SAMPLES["thin"]()), 1240) == []
