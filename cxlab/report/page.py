"""The sections of a report for the end of notebook cells."""

from dataclasses import dataclass
from typing import Any

from cxlab.journey.model import NO_FORMULAS, Journey
from cxlab.report.sections import (
    drivers_html,
    map_html,
    method_html,
    opportunities_html,
    paths_html,
    promises_html,
    touchpoints_html,
)
from cxlab.report.words import plain

SENTINEL = "cxlab: complete"


def show(journey: Journey, lang: str) -> "Display":
    """The map, for the end of a notebook cell."""
    return Display(map_html(journey, lang), f"{journey.title}: {journey.segment}")


def show_touchpoints(journey: Journey, lang: str) -> "Display":
    """The chart of touchpoints and its table, for the end of a notebook cell."""
    return Display(touchpoints_html(journey, lang), "touchpoints")


def show_drivers(journey: Journey, lang: str) -> "Display":
    """Importance against feeling of each touchpoint, for the end of a notebook cell."""
    return Display(drivers_html(journey, lang), "drivers")


def show_promises(journey: Journey, lang: str) -> "Display":
    """Promise against delivery, for the end of a notebook cell."""
    return Display(promises_html(journey, lang), "promises")


def show_opportunities(journey: Journey, lang: str) -> "Display":
    """The register of opportunities, for the end of a notebook cell."""
    return Display(opportunities_html(journey, lang), "opportunities")


def show_paths(journey: Journey, lang: str) -> "Display":
    """How people move between stages, for the end of a notebook cell."""
    return Display(paths_html(journey, lang), "paths")


def show_method(journey: Journey, lang: str) -> "Display":
    """How the map was made, for the end of a notebook cell."""
    return Display(method_html(journey, lang), "method")


@dataclass(frozen=True)
class Display:
    """HTML made by this room, so that the exporter can tell it from anybody else's.

    JupyterLab reads `R$ 5 ... R$ 6` in an output as a formula, and a formula may hold a link that
    runs: our outputs say that they have none.
    """

    html: str
    title: str

    def _repr_html_(self) -> str:
        return f'<div class="{NO_FORMULAS}">{self.html}</div>'

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, str], dict[str, Any]]:
        data = {"text/html": self._repr_html_(), "text/plain": plain(self.title)}
        return data, {"cxlab": {"report": True}}


def complete() -> "Complete":
    """The last cell's word: whoever runs the notebook takes it as finished only with this."""
    return Complete()


class Complete:
    """Shows as the sentinel that a batch run looks for; a report leaves it out."""

    def __repr__(self) -> str:
        return SENTINEL
