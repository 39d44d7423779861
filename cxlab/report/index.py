"""The study's first page: a card per segment, what differs, what was read and what could not be."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from markupsafe import Markup

from cxlab.journey.model import Finding, Journey
from cxlab.report import drawing, dress
from cxlab.report.page import touchpoint_names
from cxlab.report.words import Words, plain

TOP = 2
# Verdicts of a comparison, by the words the journey room uses for them.
_VERDICTS = {
    "higher": "verdict_higher", "better": "verdict_higher", "lower": "verdict_lower",
    "worse": "verdict_lower", "different": "verdict_different", "difference": "verdict_different",
}  # fmt: skip
# The most rows of the quarantine and of the comparison that the page prints.
MOST_ROWS = 40
CSP = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"


@dataclass(frozen=True)
class Card:
    """One segment on the index: its journey and page, or the sentence that says why there is none.

    `href` is the page's address from the index, such as "digital.html".
    """

    segment: str
    href: str = ""
    journey: Journey | None = None
    error: str = ""


def index_html(
    study_title: str,
    cards: Sequence[Card],
    *,
    lang: str,
    differences: pd.DataFrame | None = None,
    sources: Sequence[Mapping[str, Any]] = (),
    quarantine: pd.DataFrame | None = None,
    downloads: Mapping[str, str] | None = None,
) -> str:
    """The whole index page.

    `differences` has a row per segment x touchpoint compared, with the verdict in words;
    `sources` a mapping per source (name, kind and counts); `quarantine` is the table of that name;
    `downloads` maps the name of a table to its file.
    """
    words = Words.of(lang)
    body = dress.render(
        "index.html.j2",
        words=words,
        title=study_title,
        cards=[_card(card, words) for card in cards],
        synthetic=any(card.journey and card.journey.synthetic for card in cards),
        people=sum(card.journey.people for card in cards if card.journey),
        documents=sum(card.journey.documents for card in cards if card.journey),
        differences=_differences(differences, cards, words),
        sources=_sources(sources, words),
        quarantine=_quarantine(quarantine, words),
        downloads=dict(downloads or {}),
    )
    return whole_page(body, title=f"{study_title} · {words('index_title')}", lang=lang)


def whole_page(body: str, *, title: str, lang: str) -> str:
    """A page of our own HTML: one stylesheet, no script, and a policy that lets nothing be fetched."""
    return (
        dress.render(
            "page.html.j2",
            words=Words.of(lang),
            body=Markup(body),
            title=title,
            policy=Markup(CSP),
            style=Markup(dress.stylesheet()),
        )
        + "\n"
    )


def _card(card: Card, words: Words) -> dict[str, Any]:
    journey = card.journey
    if journey is None:
        return {"name": card.segment, "error": card.error, "href": "", "journey": None}
    findings = [one for stage in journey.stages for one in (*stage.pains, *stage.delights)]
    names = touchpoint_names(journey, words)
    return {
        "name": words.name(journey.name, journey.segment),
        "segment": journey.segment,
        "error": card.error,
        "href": card.href,
        "journey": journey,
        "sparkline": Markup(drawing.sparkline(journey, words)),
        "pains": _top(findings, "pain", journey, names),
        "delights": _top(findings, "delight", journey, names),
    }


def _top(
    findings: Sequence[Finding], kind: str, journey: Journey, names: Mapping[str, str]
) -> list[tuple[Finding, str]]:
    enough = [one for one in findings if one.kind == kind and one.people >= journey.min_people]
    ranked = sorted(enough, key=lambda one: (-one.severity, one.finding_id))[:TOP]
    return [(one, names.get(one.touchpoint, one.touchpoint)) for one in ranked]


def _differences(
    table: pd.DataFrame | None, cards: Sequence[Card], words: Words
) -> dict[str, Any] | None:
    """The comparison as texts: rows with a difference first, the others counted and kept apart."""
    if table is None or not len(table):
        return None
    names: dict[str, str] = {}
    stages: dict[str, str] = {}
    segments: dict[str, str] = {}
    for card in cards:
        if card.journey:
            names.update(touchpoint_names(card.journey, words))
            segments[card.segment] = words.name(card.journey.name, card.segment)
            stages.update({s.stage: words.name(s.names, s.stage) for s in card.journey.stages})
    shown = {"segment": segments, "touchpoint": names, "stage": stages}
    columns = [column for column in table.columns if column != "verdict"]
    rows = []
    for record in table.to_dict("records"):
        key = _VERDICTS.get(str(record.get("verdict", "")).strip().casefold(), "verdict_none")
        cells = [_cell(record[column], shown.get(str(column), {}), words) for column in columns]
        rows.append((key, [*cells, words(key)]))
    heads = [_heading(str(column), words) for column in columns] + [words("verdict")]
    return {
        "heads": heads,
        "told": [cells for key, cells in rows if key != "verdict_none"][:MOST_ROWS],
        "rest": [cells for key, cells in rows if key == "verdict_none"],
    }


def _heading(column: str, words: Words) -> str:
    known = {
        "segment": "segment", "touchpoint": "touchpoint", "stage": "stage", "people": "people",
        "value": "mean", "mean": "mean", "valence": "mean", "difference": "difference",
        "others": "others", "p": "p_value", "q": "q_value",
    }  # fmt: skip
    return words(known[column]) if column in known else column.replace("_", " ")


def _cell(value: Any, names: Mapping[str, str], words: Words) -> str:
    if isinstance(value, str):
        return plain(names.get(value, value))
    if isinstance(value, bool) or pd.isna(value):
        return "–"
    if isinstance(value, int) or float(value).is_integer():
        return words.count(value)
    return words.signed(float(value), 2)


def _sources(sources: Sequence[Mapping[str, Any]], words: Words) -> dict[str, Any] | None:
    if not sources:
        return None
    counts = [
        key for key in ("people", "documents", "utterances") if any(key in one for one in sources)
    ]
    rows = [
        (
            str(one.get("name", "?")),
            words.word("source", str(one.get("kind", ""))),
            [words.count(one[key]) if key in one else "–" for key in counts],
        )
        for one in sources
    ]
    return {"heads": [words(key) for key in counts], "rows": rows}


def _quarantine(table: pd.DataFrame | None, words: Words) -> dict[str, Any] | None:
    """Rows that could not be read, counted by file and reason; their content is not shown."""
    if table is None:
        return None
    groups: dict[tuple[str, str], list[int]] = {}
    for record in table.to_dict("records"):
        key = (str(record.get("file", "?")), str(record.get("reason", "?")))
        groups.setdefault(key, []).append(int(record.get("line") or 0))
    rows = [
        (file, reason, words.count(len(lines)), _some([line for line in lines if line], words))
        for (file, reason), lines in sorted(groups.items())
    ]
    return {"rows": rows[:MOST_ROWS], "said": words.how_many("quarantine_rows", len(table))}


def _some(lines: Sequence[int], words: Words) -> str:
    shown = ", ".join(str(line) for line in lines[:5])
    rest = len(lines) - 5
    return f"{shown}, {words('more', n=words.count(rest))}" if rest > 0 else shown
