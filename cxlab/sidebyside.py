"""Segments, or periods, of a study that has been run, side by side: a page, a table, a short answer."""

import warnings
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from cxlab import languages, tables
from cxlab.errors import StaleWarning, StudyError
from cxlab.journey.compare import HIGHER, LOWER, NO_EVIDENCE, differences
from cxlab.journey.journey import build_journey
from cxlab.journey.labelerror import LabelError
from cxlab.journey.model import Journey
from cxlab.journey.proof import check_quotes
from cxlab.manifest import input_hashes, tables_key
from cxlab.opened import Processed, require_segments
from cxlab.report.index import Card
from cxlab.report.side import segments_csv, side_html
from cxlab.report.words import Words
from cxlab.study import Study, slug
from cxlab.yamlfile import nearest

SEGMENTS, WAVES = "segment", "wave"
PAGE = "segments.html"
_LONGEST = 80


@dataclass(frozen=True)
class Comparison:
    """What was compared: the page, the table beside it and every verdict."""

    page: Path
    sheet: Path
    differences: pd.DataFrame

    def told(self) -> str:
        """The differences that hold, as lines of text; else that there is no evidence of any."""
        table = self.differences
        if table["segment"].nunique() == 2:  # the second row of a place mirrors the first
            table = table.drop_duplicates(["stage", "touchpoint"])
        held = table[table["verdict"].isin([LOWER, HIGHER])]
        tested = int(table["q"].notna().sum())
        counts = f"{len(held)} of {tested} comparisons differ; {len(table) - tested} have too few people."
        if held.empty:
            return f"{NO_EVIDENCE}: {counts}"
        held = held.assign(size=held["difference"].abs())
        held = held.sort_values(
            ["q", "size", "stage", "touchpoint", "segment"],
            ascending=[True, False, True, True, True],
        )
        shown = pd.DataFrame(
            {
                "place": (held["stage"] + " " + held["touchpoint"]).str.strip(),
                "segment": held["segment"],
                "verdict": held["verdict"],
                "people": held["people"],
                "mean": held["valence"].map("{:+.2f}".format),
                "others": held["others_valence"].map("{:+.2f}".format),
                "difference": held["difference"].map("{:+.2f}".format),
                "q": held["q"].map("{:.4f}".format),
            }
        )  # fmt: skip
        return f"{shown.to_string(index=False)}\n{counts} All else: {NO_EVIDENCE}."


def compare(
    study: Study | str | Path,
    names: Sequence[str] = (),
    *,
    by: str = SEGMENTS,
    out: str | Path | None = None,
    lang: str | None = None,
) -> Comparison:
    """Set segments (or, `by` 'wave', periods) against one another, from the tables of the last run.

    `names`: at least two, or none for all of them. Raises StudyError for a study that was not run,
    for names it does not have, and where there is nothing to compare.
    """
    opened = study if isinstance(study, Study) else Study.load(study, out)
    made = Processed(opened.processed)
    _warn_if_stale(opened, made)
    lang = lang or opened.file.report.language
    documents = made.documents
    if by == WAVES:
        documents = documents.assign(segment=documents["wave"].fillna("").astype(str))
    known = tables.customer_segments(documents)
    chosen = _chosen(names, known, opened, documents, by=by)
    undated = int(((documents["segment"] == "") & (documents["kind"] != "frontline")).sum())
    documents = documents[documents["segment"].isin([*chosen, ""])]
    cards = [_card(opened, made, documents, one, by=by) for one in chosen]
    if by == WAVES:
        cards.sort(key=lambda card: card.journey.first_date if card.journey else "")
    stem = _stem(chosen, known, by=by)
    return write_page(
        opened,
        cards,
        compared(made, documents, opened),
        opened.reports / f"{stem}.html",
        lang=lang,
        waves=by == WAVES,
        undated=undated if by == WAVES else 0,
    )


def write_page(
    study: Study,
    cards: Sequence[Card],
    table: pd.DataFrame,
    page: Path,
    *,
    lang: str,
    waves: bool = False,
    undated: int = 0,
) -> Comparison:
    """Write the page of these segments or periods, and its table beside it."""
    page.parent.mkdir(parents=True, exist_ok=True)
    journeys = [card.journey for card in cards if card.journey]
    sheet = segments_csv(journeys, table, page.with_suffix(".csv"))
    html = side_html(
        study.file.title,
        cards,
        table,
        lang=lang,
        waves=waves,
        downloads={sheet.stem: sheet.name},
        undated=undated,
    )
    page.write_text(html, encoding="utf-8")
    return Comparison(page, sheet, table)


def compared(made: Processed, documents: pd.DataFrame, study: Study) -> pd.DataFrame:
    """The comparison at every stage (touchpoint '') and touchpoint, corrected together."""
    error = LabelError.of(made.method)
    return differences(made.utterances, made.mentions, documents, study, level="both", error=error)


def _card(study: Study, made: Processed, documents: pd.DataFrame, name: str, *, by: str) -> Card:
    """A segment with the page it has, or a segment or period whose journey is made here."""
    if by == SEGMENTS:
        journey = made.delivered(study.reports / f"{slug(name)}.json")
        asked = (study.file.report.columns, study.file.report.scope)
        if journey is not None and (journey.columns, journey.scope) == asked:
            return Card(name, f"{slug(name)}.html", journey)
    journey = build_journey(
        made.utterances, made.mentions, documents, study, name, method=made.method
    )
    check_quotes(journey, documents, made.utterances, made.mentions)
    if by == WAVES:
        journey = replace(journey, name=_period(journey))
    return Card(name, journey=journey)


def _period(journey: Journey) -> dict[str, str]:
    """A wave's name: from its first to its last document, after a name that says more than a number."""
    found = {}
    for code in languages.CODES:
        words = Words.of(code)
        span = words.span(journey.first_date, journey.last_date)
        named = not journey.segment.isdigit()
        found[code] = words("wave_named", name=journey.segment, span=span) if named else span
    return found


def _chosen(
    names: Sequence[str], known: list[str], study: Study, documents: pd.DataFrame, *, by: str
) -> list[str]:
    """The names to compare: at least two that the study has, in the order given or known."""
    if by == WAVES and len(known) < 2:
        raise StudyError(_no_waves(study, documents, known))
    if by == SEGMENTS:
        require_segments(names, known, study.name)
    for name in names:
        if name not in known:
            raise StudyError(
                f"study '{study.name}' has no wave '{name}'.{nearest(name, known)} "
                f"Found: {', '.join(_with_span(one, documents) for one in known)}"
            )
    chosen = list(dict.fromkeys(names)) or known
    if len(chosen) < 2:
        others = ", ".join(one for one in known if one not in chosen)
        raise StudyError(
            f"a comparison needs two {by}s or more, found only '{chosen[0] if chosen else ''}'. "
            f"Others in study '{study.name}': {others or 'none'}"
        )
    return chosen


def _no_waves(study: Study, documents: pd.DataFrame, known: list[str]) -> str:
    """Why there are no periods to compare, and what to write into study.yml."""
    said = f"study '{study.name}' has {'one wave only' if known else 'no waves'} to compare"
    if study.file.waves.breaks and not known:
        return f"{said}: its tables were made before. Make new ones: cxlab run {study.name}"
    dates = pd.to_datetime(documents["date"], errors="coerce").dropna().sort_values()
    if dates.empty:
        return f"{said}, and its documents have no dates. Map them: columns: {{date: ...}}"
    middle = dates.iloc[len(dates) // 2]
    return (
        f"{said}; dates go from {dates.iloc[0]:%Y-%m-%d} to {dates.iloc[-1]:%Y-%m-%d}. Write where "
        f"a new period begins into study.yml, such as waves: {{by: date, breaks: [{middle:%Y-%m-%d}]}}, "
        f"then: cxlab run {study.name}"
    )


def _with_span(wave: str, documents: pd.DataFrame) -> str:
    dates = pd.to_datetime(documents.loc[documents["segment"] == wave, "date"], errors="coerce")
    dates = dates.dropna()
    if dates.empty:
        return wave
    return f"{wave} ({dates.min():%Y-%m-%d} to {dates.max():%Y-%m-%d})"


def _stem(chosen: Sequence[str], known: Sequence[str], *, by: str) -> str:
    """The page's file name: the study's own page for all segments, else one no segment can have."""
    if by == SEGMENTS and set(chosen) == set(known):
        return Path(PAGE).stem
    stem = "_".join(["compare", *([by] if by == WAVES else []), *map(slug, chosen)])
    return stem if len(stem) <= _LONGEST else f"{stem[: _LONGEST - 7]}_{tables.stable_id(stem)[:6]}"


def _warn_if_stale(study: Study, made: Processed) -> None:
    if made.manifest.get("key") != tables_key(study, input_hashes(study)):
        told = (
            f"study '{study.name}' or cxlab changed since its tables were made; they are compared as they are. "
            f"Make new ones: cxlab run {study.name}"
        )
        warnings.warn(told, StaleWarning, stacklevel=3)
