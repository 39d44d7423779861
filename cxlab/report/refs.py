"""References: what stands beside a number or a quote on a page, and `cxlab trace` takes.

Quotes, findings, promises and actions have ids. All else is named by where it stands, in at most
five parts of letters that no shell changes: `familia/receive/delivery/pain/late`.
"""

import re
from typing import Any

from cxlab.journey.model import Move, StageColumn
from cxlab.languages import without_accents
from cxlab.study import slug

# What has an id of its own, by the field that holds it; the nearest to words first.
IDS = ("utt_id", "finding_id", "promise_id", "action_id")
ARRIVES = ".."


def segment_ref(segment: str) -> str:
    """A segment as it is written in a reference.

    >>> segment_ref("Família São Jorge")
    'familia-sao-jorge'
    """
    plain = re.sub(r"[^a-z0-9_]+", "-", without_accents(segment.casefold())).strip("-")
    return plain or slug(segment)


def ref_of(one: Any, segment: str, *what: str) -> str:
    """The reference of something on a segment's map; `what` of it, when it is a number in a cell.

    A quote, a finding, a promise, an action: its id. A stage, a touchpoint, a driver, a moment of
    truth: segment/stage[/touchpoint]. A passage: segment/start..end. A journey: the segment.

    >>> ref_of(None, "Família", "nps")
    'familia/nps'
    """
    for name in IDS:
        if getattr(one, name, ""):
            return str(getattr(one, name))
    if isinstance(one, Move):
        place: tuple[str, ...] = (f"{one.start}{ARRIVES}{one.end}",)
    elif isinstance(one, StageColumn):
        place = (one.stage,)
    elif hasattr(one, "stage") and hasattr(one, "touchpoint"):
        place = (one.stage, one.touchpoint)
    else:
        place = ()
    return "/".join((segment_ref(segment), *place, *what))
