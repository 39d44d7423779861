"""Numbers that people gave themselves: ratings, NPS, effort, and what goes with them."""

import pandas as pd

from cxlab.journey.evidence import feeling
from cxlab.journey.findings import OPPOSITE
from cxlab.journey.model import Estimate, Journey, StageColumn
from cxlab.journey.quotes import ranked
from cxlab.report.refs import ref_of
from cxlab.trace.desk import Desk
from cxlab.trace.found import Trace, both_sides, heading

# Number of a map -> the column of the documents that people's answers stand in.
METRICS = {"rating": "rating", "nps": "nps", "csat": "rating", "effort": "effort"}


def metric(
    desk: Desk, journey: Journey, name: str, column: StageColumn | None = None
) -> Trace | None:
    """A mean of people's own answers, with the documents they stand in."""
    estimate: Estimate = getattr(column or journey, name)
    words, answered = desk.words, _answers(desk, journey, METRICS[name])
    stage = ""
    if column is not None:
        stage = column.stage
        speakers = set(desk.spoken(journey.segment, stage)["person"])
        answered = answered[answered["person"].isin(speakers)]
    fact = words("no_data")
    if estimate.value is not None:
        fact = (
            f"{_shown(desk, name, estimate)} · {words.people(estimate.people)} · "
            f"{words.how_many('documents', estimate.mentions)}"
        )
    return Trace(
        ref=ref_of(column, journey.segment, name),
        heading=heading(desk, journey, words.word("", name), stage),
        facts=(fact,),
        answers=tuple(answered["doc_id"]) if estimate.mentions else (),
        metric=METRICS[name],
    )


def driver(desk: Desk, journey: Journey, touchpoint: str, outcome: str) -> Trace | None:
    """What goes with a touchpoint in people's own rating or NPS; None where it was not measured."""
    for one in journey.drivers:
        if (one.touchpoint, one.outcome) != (touchpoint, outcome):
            continue
        words = desk.words
        facts = [
            f"{words(f'trace_{part}')}: {words.estimate(found)} · {words.people(found.people)}"
            for part, found in (
                ("penalty", one.penalty), ("reward", one.reward), ("importance", one.importance),
            )
        ]  # fmt: skip
        mentions = desk.evidence(journey.segment).mentions
        rows = mentions[mentions["touchpoint"] == touchpoint]
        rated = _answers(desk, journey, METRICS[outcome])
        rows = rows[rows["person"].isin(rated["person"])]
        felt = pd.concat([feeling(rows, kind) for kind in OPPOSITE])
        title = heading(
            desk, journey, words.word("", outcome), one.stage, desk.touchpoint(touchpoint)
        )
        return both_sides(ref_of(one, journey.segment, outcome), title, facts, ranked(felt))
    return None


def _answers(desk: Desk, journey: Journey, column: str) -> pd.DataFrame:
    """The documents of a segment in which people gave a number within its scale."""
    documents = desk.evidence(journey.segment).documents
    if column not in documents.columns:
        return documents.head(0)
    given = pd.to_numeric(documents[column], errors="coerce")
    inside = given.notna()
    if column == "rating":
        known = documents["rating_low"] < documents["rating_high"]
        inside &= given.between(documents["rating_low"], documents["rating_high"]) | ~known
    order = ["file", "locator", "doc_id"]
    return documents[inside].sort_values(order, key=_natural, ignore_index=True)


def _natural(values: pd.Series) -> pd.Series:
    """'row 9' before 'row 10'."""
    return values.astype(str).str.replace(r"\d+", lambda found: found[0].zfill(9), regex=True)


def _shown(desk: Desk, name: str, estimate: Estimate) -> str:
    """'7,4 (IC 95%: 6,9 a 7,8)'; NPS in whole numbers, CSAT in percent."""
    words = desk.words

    def one(value: float | None) -> str:
        if value is None:
            return "–"
        if name == "csat":
            return words("percent", n=words.number(100 * value, 0))
        return words.signed(value, 0) if name == "nps" else words.number(value, 1)

    between = words("interval", low=one(estimate.low), high=one(estimate.high))
    return f"{one(estimate.value)} ({words('interval_label')}: {between})"
