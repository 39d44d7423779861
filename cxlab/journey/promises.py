"""Promise against delivery: what the company promises at a touchpoint, and what customers say came of it."""

from collections.abc import Iterable, Iterator
from typing import Any

import pandas as pd

from cxlab import languages, tables
from cxlab.codebook import Touchpoint
from cxlab.journey.evidence import Context, feeling, people
from cxlab.journey.findings import grade
from cxlab.journey.material import Material
from cxlab.journey.model import Promise, Quote
from cxlab.journey.quotes import quote_all, ranked


def promises(
    touchpoints: Iterable[Touchpoint], material: Material, context: Context
) -> tuple[Promise, ...]:
    """The promises made at some touchpoints to a segment: the codebook's, then those of promises.csv."""
    found: dict[str, Promise] = {}
    for touchpoint in touchpoints:
        for text, said_in in _made(touchpoint, material):
            one = _against_delivery(touchpoint, text, said_in, material, context)
            found.setdefault(one.promise_id, one)
    return tuple(found.values())


def _made(touchpoint: Touchpoint, material: Material) -> Iterator[tuple[dict[str, str], str]]:
    """The words of each promise at a touchpoint, per language, and where it is made."""
    if touchpoint.promise:
        yield {str(lang): text for lang, text in touchpoint.promise.items()}, ""
    written = material.promises
    here = written[(written["touchpoint"] == touchpoint.id) & material.concerns(written)]
    columns = {code: f"promise_{code}" for code in languages.CODES} | {languages.UNKNOWN: "promise"}
    rows: list[dict[str, Any]] = here.to_dict("records")  # type: ignore[assignment]
    for row in rows:
        yield {lang: row[name] for lang, name in columns.items() if row[name]}, row["said_in"]


def _against_delivery(
    touchpoint: Touchpoint,
    text: dict[str, str],
    said_in: str,
    material: Material,
    context: Context,
) -> Promise:
    """One promise beside what is said of its touchpoint.

    Broken is a sentence that sets what came against what was promised and is a pain, kept one
    that is a delight (`cxlab.journey.evidence.claims`). Either side is quoted where enough people compare at all:
    the few of the smaller side are among these, as whoever contradicts a finding is.
    """
    every = material.mentions(touchpoint.id)
    compared = every[every["gap"].astype(bool)]
    broken, kept = (ranked(feeling(compared, kind), touchpoint) for kind in ("pain", "delight"))
    both = pd.concat([broken, kept], ignore_index=True)

    def strongest(rows: pd.DataFrame) -> Quote | None:
        shown = context.shown(rows).head(0 if material.hides(people(both)) else 1)
        return next(iter(quote_all(shown, context)), None)

    return Promise(
        promise_id=tables.stable_id(touchpoint.id, *sorted(text.items()), prefix="p"),
        stage=touchpoint.stage,
        touchpoint=touchpoint.id,
        text=text,
        said_in=said_in,
        kept_people=people(kept),
        broken_people=people(broken),
        of_people=people(every),
        kept=strongest(kept),
        broken=strongest(broken),
        utt_ids=tuple(both["utt_id"]),
        grade=grade(
            people(both),
            both["source_kind"].nunique(),
            min_people=material.min_people,
            written=True,
        ),
    )
