"""The commands. Exit codes: 0 done, 1 some segment failed, 2 wrong call or study, 75 busy."""

import os
import sys
import warnings
from pathlib import Path
from typing import Annotated

import typer

from cxlab import __version__
from cxlab.errors import BusyError, CxlabError, CxlabWarning

WRONG, BUSY = 2, 75
app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Raw customer research in, evidence-backed journey maps out.",
)

StudyName = Annotated[
    str,
    typer.Argument(metavar="STUDY", help="A name under data/raw/, or a folder with a study.yml."),
]
Out = Annotated[
    Path | None,
    typer.Option("--out", metavar="DIR", help="Put data/processed and reports under DIR."),
]
Lang = Annotated[
    str | None, typer.Option("--lang", metavar="pt|es|en", help="Language of the labels.")
]
Workers = Annotated[int | None, typer.Option("--workers", min=1, help="Notebooks at a time.")]
Force = Annotated[bool, typer.Option("--force", help="Process again even if nothing changed.")]


def _version(wanted: bool) -> None:
    if wanted:
        print(__version__)
        raise typer.Exit


@app.callback()
def common(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print it.")
    ] = False,
) -> None:
    # One thread a process, set before numpy is loaded: maps are made side by side, and threads
    # inside them only get in each other's way.
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")


@app.command()
def demo(out: Out = None, lang: Lang = None, workers: Workers = None, force: Force = False) -> None:
    """Run the bundled synthetic study, end to end."""
    from cxlab.study import bundled_demo

    _run(str(bundled_demo()), [], out, lang, workers, force)


@app.command()
def new(
    study: Annotated[str, typer.Argument(metavar="STUDY", help="A name, or a folder to make.")],
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Raw files or folders.")],
) -> None:
    """Look at raw files, copy them to data/raw/STUDY and write a commented study.yml there."""
    from cxlab.new import new_study

    path = new_study(study, files)
    print(f"Wrote {path}\nRead it, correct it, then: cxlab check {study}")


@app.command()
def check(study: StudyName, out: Out = None) -> None:
    """Validate a study and print what is in it: sources x segments x languages x n."""
    from cxlab.inventory import inventory

    print(inventory(study, out))


@app.command()
def run(
    study: StudyName,
    segment: Annotated[
        list[str] | None, typer.Option("--segment", metavar="S", help="Only this one; repeatable.")
    ] = None,
    lang: Lang = None,
    workers: Workers = None,
    out: Out = None,
    force: Force = False,
) -> None:
    """Make one journey map per segment."""
    _run(study, segment or [], out, lang, workers, force)


@app.command()
def discover(
    study: StudyName,
    topics: Annotated[
        int | None, typer.Option("--topics", min=1, metavar="K", help="How many; else chosen.")
    ] = None,
    segments: Annotated[
        bool, typer.Option("--segments", help="Propose groups of people instead.")
    ] = False,
    out: Out = None,
) -> None:
    """Find what customers talk about and propose what the codebook lacks."""
    from cxlab import personas
    from cxlab.discover import discover as discovered

    if segments:
        print(personas.told(personas.discover_segments(study, out)))
    else:
        print(discovered(study, topics, out).summary())


@app.command()
def compare(
    study: StudyName,
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="[NAME]...", help="Two or more; else all of them."),
    ] = None,
    segments: Annotated[bool, typer.Option("--segments", help="NAMEs are segments.")] = False,
    waves: Annotated[
        bool, typer.Option("--waves", help="NAMEs are periods of study.yml's waves.")
    ] = False,
    lang: Lang = None,
    out: Out = None,
) -> None:
    """Set segments or periods of a study that was run side by side, and tell where they differ."""
    from cxlab import sidebyside
    from cxlab.errors import StudyError

    _known_language(lang)
    if segments and waves:
        raise StudyError("compare either --segments or --waves, found both")
    by = sidebyside.WAVES if waves else sidebyside.SEGMENTS
    made = sidebyside.compare(study, names or (), by=by, out=out, lang=lang)
    print(made.told())
    print(
        f"From the tables of the last run, nothing was processed again\n{made.sheet}\n{made.page}"
    )


@app.command()
def sample(
    study: StudyName,
    n: Annotated[int, typer.Option("--n", min=1, help="How many sentences.")] = 100,
    file_format: Annotated[
        str, typer.Option("--format", metavar="xlsx|csv", help="Of the sheet.")
    ] = "xlsx",
    to: Annotated[
        Path | None, typer.Option("--to", metavar="FILE", help="Where; else coding/sample.xlsx.")
    ] = None,
    seed: Annotated[
        int | None, typer.Option("--seed", help="Another seed draws other sentences.")
    ] = None,
    lang: Lang = None,
    out: Out = None,
) -> None:
    """Draw sentences of a study for people to code by hand, blind to the machine's labels."""
    from cxlab.coding.sample import write_sample
    from cxlab.study import Study

    _known_language(lang)
    made = write_sample(
        Study.load(study, out), n=n, path=to, file_format=file_format, lang=lang, seed=seed
    )
    print(f"{made.rows} of {made.population:,} sentences in {made.sheet}")
    print(
        "Give every coder a copy of the sheet; each fills it alone and saves it beside the first."
    )
    print(f"Leave {made.weights.name} where it is. Then: cxlab agreement {study}")


@app.command()
def agreement(
    study: StudyName,
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[FILE]...", help="Filled sheets; else all in coding/."),
    ] = None,
    overrides: Annotated[
        Path | None,
        typer.Option(
            "--overrides", metavar="FILE", help="Write what people agree on to a new file."
        ),
    ] = None,
    out: Out = None,
) -> None:
    """Tell how far coders agree, and how often the machine is right, from filled sheets."""
    from cxlab.coding.agree import agree, propose_overrides
    from cxlab.coding.told import told
    from cxlab.study import OVERRIDES, Study

    opened = Study.load(study, out)
    found = agree(opened, files or ())
    print(told(found.figures, opened.stages.ids))
    print(f"\n{found.differing} disagreements, with their context: {found.disagreements}")
    if overrides is None:
        print(f"What people agree on as overrides: cxlab agreement {study} --overrides FILE.csv")
    else:
        rows = propose_overrides(opened, found, overrides)
        target = opened.folder / OVERRIDES
        print(f"{rows} proposed overrides in {overrides}. Read them, then move them to {target}")
    print(f"To show these figures in the reports: cxlab run {study}")


@app.command()
def export(
    study: StudyName,
    file_format: Annotated[
        str, typer.Option("--format", metavar="xlsx|csv|json|svg|png|pdf", help="Of the files.")
    ],
    segment: Annotated[
        list[str] | None, typer.Option("--segment", metavar="S", help="Only this one; repeatable.")
    ] = None,
    to: Annotated[
        Path | None, typer.Option("--to", metavar="DIR|FILE", help="Where; else beside the pages.")
    ] = None,
    lang: Lang = None,
    out: Out = None,
) -> None:
    """Write finished maps as tables, data or pictures."""
    from cxlab import export as exports
    from cxlab.study import Study

    _known_language(lang)
    opened = Study.load(study, out)
    for path in exports.export(opened, file_format, segments=segment or [], lang=lang, to=to):
        print(path)


@app.command()
def trace(
    study: StudyName,
    ref: Annotated[
        list[str],
        typer.Argument(
            metavar="REF...", help="An id or place from a report, or some words of a quote."
        ),
    ],
    every: Annotated[bool, typer.Option("--all", help="Every utterance, not the first.")] = False,
    out: Out = None,
) -> None:
    """Tell what a number or a quote rests on: file, line or time code, and words."""
    from cxlab.trace import trace as traced

    print(traced(study, " ".join(ref), out, every=every))


def _known_language(lang: str | None) -> None:
    from cxlab import languages
    from cxlab.errors import StudyError

    if lang is not None and lang not in languages.CODES:
        raise StudyError(f"--lang is one of {', '.join(languages.CODES)}, found {lang!r}")


def _run(
    study: str, segments: list[str], out: Path | None, lang: str | None, workers: int | None,
    force: bool,
) -> None:  # fmt: skip
    from cxlab import flow

    _known_language(lang)
    result = flow.run(study, segments or None, out, lang, workers, force=force)
    print(result.table())
    print(result.index)
    raise typer.Exit(result.exit_code)


def _note(message: Warning | str, category: type[Warning], *where: object, **more: object) -> None:
    """Our own warnings are sentences for people; they go above a progress bar, not into it."""
    from tqdm import tqdm

    name = "note" if issubclass(category, CxlabWarning) else category.__name__
    tqdm.write(f"{name}: {message}", file=sys.stderr)


def main(argv: list[str] | None = None) -> None:
    """Run a command; a mistake a person can mend ends in one sentence, not in a traceback."""
    warnings.showwarning = _note
    try:
        app(args=argv)
    except BusyError as error:
        print(f"cxlab: {error}", file=sys.stderr)
        sys.exit(BUSY)
    except CxlabError as error:
        print(f"cxlab: {error}", file=sys.stderr)
        sys.exit(WRONG)
