"""A finished study as data and pictures for other programs, and for the wall.

Works from the journeys in the reports: nothing is computed again, so an export says what the pages say.
"""

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from cxlab.errors import StudyError
from cxlab.journey.model import Journey
from cxlab.journey.schema import write_schema
from cxlab.opened import Processed, require_segments
from cxlab.report.words import Words
from cxlab.study import Study, slug

FORMATS = ("xlsx", "csv", "json", "svg", "png", "pdf")
TABLES = "tables"  # the folder of the csv files


def export(
    study: Study,
    file_format: str,
    *,
    segments: Sequence[str] = (),
    lang: str | None = None,
    to: Path | None = None,
) -> list[Path]:
    """Write the study's journeys in that format; the files made.

    xlsx is one workbook and csv one folder for all segments; the others are a file a segment. `to`
    is a folder, or the file's name where there is one file; without it they lie beside the pages.
    `lang` is that of the names in tables and on posters.

    Raises StudyError for an unknown format or segment and for a study that was not run.
    """
    if file_format not in FORMATS:
        raise StudyError(f"--format is one of {', '.join(FORMATS)}, found {file_format!r}")
    if lang and file_format == "pdf":
        raise StudyError(
            f"a pdf is the page in the language of its run. Make it with: cxlab run {study.name} --lang {lang}"
        )
    journeys = _journeys(study, segments)
    words = Words.of(lang or study.file.report.language)
    if file_format in ("xlsx", "csv"):
        return _tables(study, journeys, words, file_format, to)
    one_each: dict[str, Callable[[Journey, Path], Path]] = {
        "json": lambda one, path: _copied(study, one, path),
        "svg": lambda one, path: _poster(one, words, path),
        "png": lambda one, path: _poster(one, words, path),
        "pdf": lambda one, path: _printed(study, one, path),
    }
    folder, name = _place(to or study.reports, file_format, len(journeys))
    made = [
        one_each[file_format](one, folder / (name or f"{slug(one.segment)}.{file_format}"))
        for one in journeys
    ]
    return [*made, write_schema(folder)] if file_format == "json" else made


def _journeys(study: Study, segments: Sequence[str]) -> list[Journey]:
    """The finished journeys asked for, in the order of the segments; StudyError where one is not there."""
    processed = Processed(study.processed)
    known = processed.segments if processed.manifest else []
    require_segments(segments, known, study.name)
    found = []
    for segment in known:
        if segments and segment not in segments:
            continue
        journey = processed.delivered(study.reports / f"{slug(segment)}.json")
        if journey is not None:
            found.append(journey)
        elif segments:
            raise StudyError(
                f"segment '{segment}' has no finished map of these tables in {study.reports}. "
                f"Make it with: cxlab run {study.name} --segment {segment}"
            )
    if not found:
        raise StudyError(
            f"{study.reports} holds no finished map. Make them with: cxlab run {study.name}"
        )
    return found


def _tables(
    study: Study, journeys: Sequence[Journey], words: Words, file_format: str, to: Path | None
) -> list[Path]:
    from cxlab.report.sheets import write_csv
    from cxlab.report.tidy import sheets
    from cxlab.report.workbook import write_xlsx

    made = sheets(journeys, words)
    if file_format == "csv":
        folder, _ = _place(to or study.reports / TABLES, file_format, len(made))
        return [write_csv(one.columns, one.rows, folder / f"{one.name}.csv") for one in made]
    folder, name = _place(to or study.reports, file_format, 1)
    target = folder / (name or f"{slug(study.name)}.xlsx")
    return [write_xlsx(made, target, title=study.file.title)]


def _place(to: Path, file_format: str, files: int) -> tuple[Path, str]:
    """The folder, made where it is missing, and the file's name where `to` names one."""
    named = to.suffix.lower() == f".{file_format}" and not to.is_dir()
    if named and files > 1:
        raise StudyError(
            f"{files} {file_format} files do not fit in {to}. Name a folder, or one --segment"
        )
    folder = to.parent if named else to
    if folder.exists() and not folder.is_dir():
        raise StudyError(
            f"{folder} is a file. Name a folder, or a file that ends in .{file_format}"
        )
    folder.mkdir(parents=True, exist_ok=True)
    return folder, to.name if named else ""


def _copied(study: Study, journey: Journey, path: Path) -> Path:
    source = study.reports / f"{slug(journey.segment)}.json"
    if path.resolve() != source.resolve():
        shutil.copyfile(source, path)
    return path


def _poster(journey: Journey, words: Words, path: Path) -> Path:
    from cxlab.report.poster import draw_poster

    return draw_poster(journey, words, path)


def _printed(study: Study, journey: Journey, path: Path) -> Path:
    from cxlab.report.printed import print_pdf

    return print_pdf(study.reports / f"{slug(journey.segment)}.html", path)
