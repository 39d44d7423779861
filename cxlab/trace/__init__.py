"""From a number or quote on a report to file, line and words: `cxlab trace STUDY REF`."""

from pathlib import Path

from cxlab.trace.desk import Desk
from cxlab.trace.find import find
from cxlab.trace.told import told


def trace(
    study: str | Path, ref: str, out: str | Path | None = None, *, every: bool = False
) -> str:
    """What a reference means and all it rests on, as text in the study's language.

    `ref` is an id (utterance, finding, document, promise, action), a place on a map such as
    `familia/receive/delivery/pain`, `familia/nps` or `familia/receive..support`, or some words of a
    quote, in any case, with or without accents. `every` prints all utterances instead of the first
    ones. It is for the team: words that too few people say to be on a page are printed too.
    Raises StudyError that says what references look like when `ref` is none, and when the study
    has not been run.
    """
    desk = Desk.open(study, out)
    return told(find(desk, ref), desk, every=every)
