"""From executed notebooks to what people share: one page per segment, two tables and the index.

What a segment made appears under its final name only when all of it is there; a failed segment
leaves no page, so that an outdated map is never taken for a new one.
"""

import json
import logging
import os
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cxlab.batch import Job, Outcome, execute
from cxlab.errors import StudyError
from cxlab.study import BUNDLED, Study, find_root, slug

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


def find_notebook() -> Path:
    """The notebook that makes a segment's page: the project's own, else the packaged one."""
    places = [
        find_root(Path.cwd()) / "notebooks",
        Path(__file__).parents[1] / "notebooks",
        BUNDLED / "notebooks",
    ]
    for place in places:
        if (place / NOTEBOOK).is_file():
            return place / NOTEBOOK
    raise StudyError(f"{NOTEBOOK} is in none of {', '.join(str(place) for place in places)}")


def publish(
    study: Study,
    processed: Path,
    segments: Sequence[str],
    *,
    lang: str,
    manifest: dict[str, Any],
    workers: int | None = None,
) -> RunResult:
    """Execute the notebook for each segment and put pages, journeys, tables and index in place.

    `processed` is the folder of the study's tables, `manifest` what stands in it. Pages of segments
    outside this run stay on the index as long as they were made from the same tables.
    """
    from tqdm import tqdm

    study.reports.mkdir(parents=True, exist_ok=True)
    failed_notebooks = processed / "failed"
    shutil.rmtree(failed_notebooks, ignore_errors=True)
    results: dict[str, SegmentResult] = {}
    with tempfile.TemporaryDirectory(dir=processed, prefix="work-") as work:
        jobs = [_job(study, processed, segment, lang, Path(work)) for segment in segments]
        outcomes = execute(find_notebook(), jobs, workers=workers)
        for outcome in tqdm(outcomes, total=len(jobs), desc="maps", unit="segment", disable=None):
            results[outcome.job.name] = _deliver(outcome, study, lang, failed_notebooks)
    ordered = tuple(results[segment] for segment in segments)
    index = _index(study, processed, ordered, lang=lang, manifest=manifest)
    return RunResult(study.name, index, ordered)


def _job(study: Study, processed: Path, segment: str, lang: str, work: Path) -> Job:
    name = slug(segment)
    parameters = {
        "study": _relative(study.folder),
        "segment": segment,
        "processed": _relative(processed),
        "lang": lang,
        "output": _relative(work / f"{name}.json"),
    }
    return Job(segment, parameters, work / f"{name}.ipynb")


def _relative(path: Path) -> str:
    """The path as the kernels, which start where we stand, find it; no home folder in a report."""
    try:
        return Path(os.path.relpath(path)).as_posix()
    except ValueError:  # another drive on Windows
        return path.as_posix()


def _deliver(outcome: Outcome, study: Study, lang: str, failed: Path) -> SegmentResult:
    """Move what a notebook made into the reports, all of it or nothing."""
    from cxlab.report.export import notebook_to_html, tidy_notebook

    notebook = outcome.job.target
    name = notebook.stem
    final = {kind: study.reports / f"{name}.{kind}" for kind in ("ipynb", "json", "html")}
    for path in final.values():
        path.unlink(missing_ok=True)
    error = outcome.error
    if not error:
        try:
            tidy_notebook(notebook)
            page = notebook.with_suffix(".html")
            notebook_to_html(
                notebook, page, lang=lang, title=f"{study.file.title}: {outcome.job.name}"
            )
            for kind, path in final.items():
                shutil.move(notebook.with_suffix(f".{kind}"), path)
            return SegmentResult(outcome.job.name, name, final["html"])
        except Exception as problem:  # one page that cannot be made must not stop the others
            _log.debug("page of %s", outcome.job.name, exc_info=True)
            for path in final.values():
                path.unlink(missing_ok=True)
            error = f"{type(problem).__name__}: {problem}"
    if notebook.exists():
        failed.mkdir(parents=True, exist_ok=True)
        shutil.move(notebook, failed / notebook.name)
    return SegmentResult(outcome.job.name, name, None, error)
