"""The study's first page: a card per segment, what differs, what was read and what could not be."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from markupsafe import Markup

from cxlab.journey.model import Finding, Journey
from cxlab.report import drawing, dress
from cxlab.report.cells import Phrase, phrase_of, place, touchpoint_names
from cxlab.report.verdicts import Names, Verdicts, in_short
from cxlab.report.words import Words

TOP = 2
# The surest differences between segments; the page on which they stand side by side has all.
PARTED = 3
# Counts of a source that the index prints where it is given them.
_COUNTED = (
    "files", "people", "rows", "documents", "utterances", "duplicates", "quarantined",
)  # fmt: skip
# The most rows of the quarantine that the page prints.
MOST_ROWS = 40


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
    side: str = "",
    sources: Sequence[Mapping[str, Any]] = (),
    quarantine: pd.DataFrame | None = None,
    downloads: Mapping[str, str] | None = None,
    unplaced: int = 0,
) -> str:
    """The whole index page.

    `differences` is the comparison of the segments (`cxlab.report.verdicts`), and `side` the page on
    which they stand side by side;
    `sources` has a mapping per source or file of it: source and counts (rows, documents, duplicates,
    quarantined, people, utterances); `quarantine` is the table of that name;
    `downloads` maps the name of a table or picture to its file; `unplaced` is how many customers' documents
    belong to no segment and so are on no map.
    """
    words = Words.of(lang)
    verdicts = Verdicts.of(differences)
    journeys = [card.journey for card in cards if card.journey]
    body = dress.render(
        "index.html.j2",
        words=words,
        title=study_title,
        cards=[_card(card, words) for card in cards],
        synthetic=any(card.journey and card.journey.synthetic for card in cards),
        side=side,
        compared=bool(verdicts),
        parted=in_short(verdicts, Names.of(journeys, words), words, most=PARTED),
        sources=_sources(sources, words),
        quarantine=_quarantine(quarantine, words),
        downloads=dict(downloads or {}),
        unplaced=words("unplaced", documents=words.how_many("documents", unplaced))
        if unplaced
        else "",
    )
    return whole_page(body, title=f"{study_title} · {words('index_title')}", lang=lang)


def whole_page(body: str, *, title: str, lang: str, index: str = "") -> str:
    """A page of our own HTML: one stylesheet, no script, and a policy that lets nothing be fetched.

    `index` is the address of the study's index, which the page leads back to.
    """
    return (
        dress.render(
            "page.html.j2",
            words=Words.of(lang),
            body=Markup(body.replace(dress.style_element(), "")),
            title=title,
            index=index,
            policy=Markup(dress.policy()),
            style=Markup(dress.page_style()),
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
        "pains": _top(findings, "pain", journey, words),
        "delights": _top(findings, "delight", journey, words),
        "moments": [names.get(one.touchpoint, one.touchpoint) for one in journey.moments],
    }


def _top(
    findings: Sequence[Finding], kind: str, journey: Journey, words: Words
) -> list[tuple[Finding, str, Phrase | None]]:
    enough = [one for one in findings if one.kind == kind and one.people >= journey.min_people]
    ranked = sorted(enough, key=lambda one: (-one.severity, one.finding_id))[:TOP]
    names = touchpoint_names(journey, words)
    return [(one, place(one, names, words), phrase_of(one, journey)) for one in ranked]


def _sources(counts: Sequence[Mapping[str, Any]], words: Words) -> dict[str, Any] | None:
    """What was read, source by source: the counts of a source's files added up."""
    if not counts:
        return None
    sums: dict[str, Counter[str]] = {}
    kinds: dict[str, str] = {}
    for one in counts:
        name = str(one.get("source", one.get("name", "?")))
        total = sums.setdefault(name, Counter())
        total.update({key: int(one[key]) for key in _COUNTED if one.get(key) is not None})
        total["files"] += "file" in one
        if one.get("kind"):
            kinds[name] = words.word("source", str(one["kind"]))
    keys = [key for key in _COUNTED if any(total[key] for total in sums.values())]
    rows = [
        (name, kinds.get(name, "–") if kinds else "", [words.count(total[key]) for key in keys])
        for name, total in sums.items()
    ]
    heads = [words(key) for key in keys]
    return {"kind": words("kind") if kinds else "", "heads": heads, "rows": rows}


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
