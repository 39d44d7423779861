"""From executed notebooks to what people share: one page per segment, three tables and the index.

What a segment made appears under its final name only when all of it is there; a failed segment
leaves no page, so that an outdated map is never taken for a new one.
"""

import logging
import os
import shutil
import tempfile
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cxlab.batch import Job, Outcome, execute
from cxlab.errors import ProofError, SmallSampleWarning, StudyError
from cxlab.opened import Processed, read_journey
from cxlab.report.words import Words
from cxlab.study import BUNDLED, FILE, Study, find_root, slug
from cxlab.tables import EVIDENCE_ROLES

NOTEBOOK = "journey.ipynb"
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class SegmentResult:
    """What became of one segment: its report, or the sentence that says why there is none."""

    segment: str
    slug: str
    report: Path | None
    error: str = ""


@dataclass(frozen=True)
class RunResult:
    """What a run made: the index page and one result per segment."""

    study: str
    index: Path
    segments: tuple[SegmentResult, ...]

    @property
    def failed(self) -> tuple[SegmentResult, ...]:
        return tuple(result for result in self.segments if result.report is None)

    @property
    def exit_code(self) -> int:
        """0 when every segment has its report, else 1."""
        return 1 if self.failed else 0

    def table(self) -> str:
        """Segment -> report or error, as lines of text."""
        width = max((len(result.segment) for result in self.segments), default=0)
        return "\n".join(
            f"{result.segment:<{width}}  {result.report or 'FAILED: ' + result.error}"
            for result in self.segments
        )


def find_notebook(name: str = NOTEBOOK) -> Path:
    """The notebook of that name: the project's own, else the packaged one."""
    places = [
        find_root(Path.cwd()) / "notebooks",
        Path(__file__).parents[1] / "notebooks",
        BUNDLED / "notebooks",
    ]
    for place in places:
        if (place / name).is_file():
            return place / name
    raise StudyError(f"{name} is in none of {', '.join(str(place) for place in places)}")


def publish(
    study: Study,
    processed: Processed,
    segments: Sequence[str],
    *,
    lang: str,
    workers: int | None = None,
) -> RunResult:
    """Execute the notebook for each segment and put pages, journeys, tables and index in place.

    Pages of segments outside this run stay on the index as long as they were made from the same
    tables.
    """
    from tqdm import tqdm

    study.reports.mkdir(parents=True, exist_ok=True)
    failed_notebooks = processed.folder / "failed"
    shutil.rmtree(failed_notebooks, ignore_errors=True)
    results: dict[str, SegmentResult] = {}
    with tempfile.TemporaryDirectory(dir=processed.folder, prefix="work-") as work:
        jobs = [_job(study, processed.folder, segment, lang, Path(work)) for segment in segments]
        outcomes = execute(find_notebook(), jobs, workers=workers)
        for outcome in tqdm(outcomes, total=len(jobs), desc="maps", unit="segment", disable=None):
            results[outcome.job.name] = _deliver(outcome, study, processed, lang, failed_notebooks)
    ordered = tuple(results[segment] for segment in segments)
    return RunResult(study.name, _index(study, processed, ordered, lang=lang), ordered)


def make_page(study: Study, notebook: str, page: Path, *, lang: str, title: str) -> None:
    """Execute a notebook of the study as a whole and write it beside its page.

    Raises StudyError when the notebook fails; the page of an earlier run is then gone.
    """
    from cxlab.report.export import notebook_to_html, tidy_notebook

    page.unlink(missing_ok=True)
    page.parent.mkdir(parents=True, exist_ok=True)
    parameters = {
        "study": _reference(study), "processed": _relative(study.processed), "lang": lang
    }  # fmt: skip
    with tempfile.TemporaryDirectory(dir=study.processed, prefix="work-") as work:
        made = Path(work) / page.with_suffix(".ipynb").name
        [outcome] = execute(find_notebook(notebook), [Job(page.stem, parameters, made)])
        if outcome.error:
            raise StudyError(f"{notebook} failed: {outcome.error}")
        tidy_notebook(made)
        index = "index.html" if (page.parent / "index.html").exists() else ""
        notebook_to_html(made, made.with_suffix(".html"), lang=lang, title=title, index=index)
        for path in (made, made.with_suffix(".html")):
            shutil.move(path, page.parent / path.name)


def _job(study: Study, processed: Path, segment: str, lang: str, work: Path) -> Job:
    name = slug(segment)
    parameters = {
        "study": _reference(study),
        "segment": segment,
        "processed": _relative(processed),
        "lang": lang,
        "output": _relative(work / f"{name}.json"),
    }
    return Job(segment, parameters, work / f"{name}.ipynb")


def _reference(study: Study) -> str:
    """How a notebook names its study: under data/raw by its name alone, wherever the run stands."""
    named = find_root(Path.cwd()) / "data" / "raw" / study.name
    hidden = (
        Path.cwd() / study.name / FILE
    ).is_file()  # a folder of that name would be taken first
    return study.name if study.folder == named and not hidden else _relative(study.folder)


def _relative(path: Path) -> str:
    """The path as the kernels, which start where we stand, find it: no home folder in a report."""
    try:
        return Path(os.path.relpath(path)).as_posix()
    except ValueError:  # another drive on Windows
        return path.as_posix()


def _deliver(
    outcome: Outcome, study: Study, processed: Processed, lang: str, failed: Path
) -> SegmentResult:
    """Move what a notebook made into the reports, all of it or nothing."""
    from cxlab.report.export import notebook_to_html, tidy_notebook
    from cxlab.report.poster import draw_poster

    segment, notebook = outcome.job.name, outcome.job.target
    final = _files(study, segment)
    _take_away(final)
    error = outcome.error
    if not error:
        try:
            # A notebook is people's to change: what it saved is read as if by a stranger.
            journey = read_journey(notebook.with_suffix(".json"))
            processed.prove(journey)
            tidy_notebook(notebook)
            title = f"{study.file.title}: {segment}"
            notebook_to_html(notebook, notebook.with_suffix(".html"), lang=lang, title=title)
            draw_poster(journey, Words.of(lang), notebook.with_suffix(".svg"))
            for kind, path in final.items():
                shutil.move(notebook.with_suffix(f".{kind}"), path)
        except Exception as problem:  # one page that cannot be made must not stop the others
            _log.debug("page of %s", segment, exc_info=True)
            error = f"{type(problem).__name__}: {problem}"
    if not error:
        return SegmentResult(segment, notebook.stem, final["html"])
    _take_away(final)
    if notebook.exists():
        failed.mkdir(parents=True, exist_ok=True)
        shutil.move(notebook, failed / notebook.name)
    return SegmentResult(segment, notebook.stem, None, error)


def _files(study: Study, segment: str) -> dict[str, Path]:
    """What a segment has in the reports: its notebook, its journey, its poster and its page."""
    kinds = ("ipynb", "json", "svg", "html")
    return {kind: study.reports / f"{slug(segment)}.{kind}" for kind in kinds}


def _take_away(files: dict[str, Path]) -> None:
    for path in files.values():
        path.unlink(missing_ok=True)


def _index(
    study: Study, processed: Processed, results: Sequence[SegmentResult], *, lang: str
) -> Path:
    """Write the index, the page of all segments and the tables for every page that fits the tables."""
    from cxlab.journey.journey import small_sample
    from cxlab.journey.schema import write_schema
    from cxlab.report.index import Card, index_html
    from cxlab.report.tidy import findings_csv, paths_csv, sheets, touchpoints_csv
    from cxlab.report.workbook import write_xlsx
    from cxlab.sidebyside import PAGE, compared, write_page

    errors = {result.segment: result.error for result in results if result.report is None}
    cards = []
    for segment in processed.segments:
        journey = None
        if segment not in errors:
            own = _files(study, segment)
            try:
                journey = processed.delivered(own["json"])
            except ProofError as error:  # changed since it was made
                _take_away(own)
                errors[segment] = str(error)
        if journey is not None:
            cards.append(Card(segment, href=f"{slug(segment)}.html", journey=journey))
        elif segment in errors:
            cards.append(Card(segment, error=errors[segment]))
    journeys = [card.journey for card in cards if card.journey is not None]
    for one in journeys:  # the notebooks' own warnings stay in their kernels
        if one.people < one.min_people:
            told = small_sample(one.segment, one.people, one.min_people)
            warnings.warn(told, SmallSampleWarning, stacklevel=3)
    touchpoints_csv(journeys, study.reports / "touchpoints.csv")
    findings_csv(journeys, study.reports / "findings.csv")
    paths_csv(journeys, study.reports / "paths.csv")
    book = study.reports / f"{slug(study.name)}.xlsx"
    write_schema(study.reports)
    write_xlsx(sheets(journeys, Words.of(lang)), book, title=study.file.title)
    tables = ["touchpoints", "findings", "paths"]
    table = compared(processed, processed.documents, study)
    side = study.reports / PAGE
    if journeys and len(processed.segments) > 1:
        write_page(study, [card for card in cards if card.journey], table, side, lang=lang)
        tables.append(side.stem)
    else:
        for path in (side, side.with_suffix(".csv")):
            path.unlink(missing_ok=True)
    files = [book.name, *(f"{name}.csv" for name in tables)]
    files += [f"{slug(one.segment)}.svg" for one in journeys]
    index = study.reports / "index.html"
    page = index_html(
        study.file.title,
        cards,
        lang=lang,
        differences=table,
        side=PAGE if side.exists() else "",
        sources=_sources(processed),
        quarantine=processed.quarantine,
        downloads={name: name for name in files},
        unplaced=processed.unplaced,
    )
    index.write_text(page, encoding="utf-8")
    return index


def _sources(processed: Processed) -> list[dict[str, Any]]:
    """Per source: kind, people, documents and what customers said, as the index shows them."""
    documents = processed.documents
    said = processed.utterances.loc[processed.utterances["role"].isin(EVIDENCE_ROLES), "doc_id"]
    return [
        {
            "name": name,
            "kind": rows["kind"].iloc[0],
            "people": rows["participant"].nunique(),
            "documents": len(rows),
            "utterances": int(said.isin(set(rows["doc_id"])).sum()),
        }
        for name, rows in documents.groupby("source", sort=True)
    ]
