"""Study: `study.yml` opened, and where a study's things lie."""

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from cxlab import stages, tables, topicsheet
from cxlab.codebook import Codebook
from cxlab.errors import StudyError
from cxlab.studyfile import FIELDS, LANES, Persona, ReportOptions, Source, StudyFile
from cxlab.yamlfile import nearest, parse, read_yaml, unknown_key

__all__ = [
    "FIELDS", "LANES", "Persona", "ReportOptions", "Source", "Study", "StudyFile", "bundled_demo", "find_root", "slug",
]  # fmt: skip

FILE = "study.yml"
OVERRIDES = "overrides.csv"
PROMISES = "promises.csv"
ACTIONS = "actions.csv"
SEGMENTS = "segments.csv"  # who is in which segment, where people decided it
CODING = "coding"  # the folder of the sheets people code by hand
# What people decide lies beside study.yml and is no source of customers' words.
DECISIONS = (
    "people.csv", SEGMENTS, OVERRIDES, topicsheet.FILE, ACTIONS, PROMISES, CODING,
)  # fmt: skip
_SLUG = 60  # longer file names than this are hard to read and near some systems' limits
BUNDLED = Path(__file__).parent / "bundled"  # what an installed package carries of the top level


@dataclass(frozen=True)
class Study:
    """One folder with a study.yml, its raw sources and its codebook.

    `out` is the folder under which `data/processed/<study>` and `reports/<study>` are made. With a
    `rollup` its stages, touchpoints and goals are those of the coarser map that `report` asks for.
    """

    folder: Path
    file: StudyFile
    out: Path
    rollup: stages.Rollup | None = None

    @staticmethod
    def load(reference: str | Path, out: str | Path | None = None) -> "Study":
        """The study of that name under `data/raw/`, or in that folder.

        Raises StudyError when there is none, or when study.yml or the codebook has a fault.
        """
        root = find_root(Path.cwd())
        folder = _find_folder(reference, root)
        content = parse(StudyFile, read_yaml(folder / FILE), folder / FILE)
        study = Study(folder, content, Path(out).resolve() if out else root)
        study.check()
        return study

    def check(self) -> None:
        """Raise StudyError when the stages, the codebook and the personas do not fit together."""
        for touchpoint in self.codebook.touchpoints:
            if touchpoint.stage not in self.stages.ids:
                raise StudyError(
                    f"codebook: touchpoint '{touchpoint.id}' is in stage '{touchpoint.stage}'. "
                    f"Stages of this study: {', '.join(self.stages.ids)}"
                )
        self.rolled()  # says what is missing for it
        for segment, persona in self.file.personas.items():
            for stage in persona.goals:
                if stage not in self.stages.ids:
                    known = list(self.stages.ids)
                    raise StudyError(unknown_key(stage, known, where=f"personas.{segment}.goals"))
            touchpoints = [one.id for one in self.codebook.touchpoints]
            for moment in persona.moments:
                if moment not in touchpoints:
                    raise StudyError(
                        f"personas.{segment}.moments: the codebook has no touchpoint '{moment}'."
                        f"{nearest(moment, touchpoints)} Known: {', '.join(touchpoints)}"
                    )

    @property
    def name(self) -> str:
        return self.folder.name

    @property
    def encoder(self) -> str:
        """The encoder that study.yml names; a model's folder beside study.yml as an absolute path."""
        kind, colon, path = self.file.encoder.partition(":")
        beside = self.folder / path
        return f"{kind}:{beside}" if colon and path and beside.is_dir() else self.file.encoder

    @property
    def processed(self) -> Path:
        return self.out / "data" / "processed" / self.name

    @property
    def reports(self) -> Path:
        return self.out / "reports" / self.name

    @cached_property
    def stages(self) -> stages.StageModel:
        return self.rollup.model if self.rollup else stages.find(self.file.stages, self.folder)

    def rolled(self) -> "Study":
        """The same study with the columns and the scope that its report asks for; itself for all stages."""
        report = self.file.report
        if self.rollup or (report.columns, report.scope) == ("stages", "full"):
            return self
        rollup = stages.roll_up(self.stages, columns=report.columns, scope=report.scope)
        return replace(self, rollup=rollup)

    @property
    def whole(self) -> "Study":
        """The study with all its stages, as its tables know it."""
        return replace(self, rollup=None) if self.rollup else self

    def goals(self, segment: str, stage: str) -> dict[str, str]:
        """What a segment wants at a stage (of a rolled map, at all the stages it holds), per language."""
        held = self.rollup.stages(stage) if self.rollup else (stage,)
        written = self.file.personas.get(segment, Persona()).goals
        goals: dict[str, list[str]] = {}
        for one in held:
            for lang, text in written.get(one, {}).items():
                goals.setdefault(str(lang), []).append(text)
        return {lang: " · ".join(texts) for lang, texts in goals.items()}

    @cached_property
    def topics(self) -> tuple[topicsheet.TopicRow, ...]:
        """What people decided about topics in the study's topics.csv."""
        return topicsheet.read_topics(self.folder / topicsheet.FILE)

    @cached_property
    def codebook(self) -> Codebook:
        """The study's touchpoints: its codebook, or the built-in one, and the topics it accepted."""
        if self.rollup is None:
            return topicsheet.with_accepted(self._codebook(), self.topics, self.stages.ids)
        column = self.rollup.column
        kept = [
            one.model_copy(update={"stage": column[one.stage]})
            for one in self.whole.codebook.touchpoints
            if column[one.stage] != stages.NONE
        ]
        return Codebook(touchpoints=tuple(kept))

    def _codebook(self) -> Codebook:
        """The study's own codebook, or the built-in one with its stages renamed to the study's."""
        rename = self.stages.rename()
        kept = [
            one.model_copy(update={"stage": rename[one.stage]})
            for one in Codebook.builtin().touchpoints
            if rename[one.stage] != stages.NONE
        ]
        if self.file.codebook:
            return Codebook.load(self.folder / self.file.codebook, kept)
        if not kept:
            raise StudyError(
                f"no stage of '{self.stages.id}' covers a built-in one, so the built-in codebook has no place "
                "in it. Say what each stage covers, or name a codebook of your own"
            )
        return Codebook(touchpoints=tuple(kept))


def find_root(start: Path) -> Path:
    """The nearest folder at or above `start` that holds `data/raw`, else `start` itself."""
    for folder in (start, *start.parents):
        if (folder / "data" / "raw").is_dir():
            return folder
    return start


def bundled_demo() -> Path:
    """The folder of the synthetic demo study: the project's own, a checkout's, or the packaged one."""
    places = (
        find_root(Path.cwd()) / "data" / "raw" / "demo",
        Path(__file__).parents[1] / "data" / "raw" / "demo",
        BUNDLED / "demo",
    )
    for place in places:
        if (place / FILE).is_file():
            return place
    raise StudyError(f"the demo study is in none of {', '.join(str(place) for place in places)}")


def _find_folder(reference: str | Path, root: Path) -> Path:
    named = root / "data" / "raw" / str(reference)
    given = Path(reference).expanduser()
    if given.name == FILE:
        given = given.parent
    for folder in (given, named):
        if (folder / FILE).is_file():
            return folder.absolute()
    known = sorted(path.parent.name for path in (root / "data" / "raw").glob(f"*/{FILE}"))
    raise StudyError(
        f"no study '{reference}': neither {given / FILE} nor {named / FILE} is there. "
        f"Studies found: {', '.join(known) or 'none'}. Make one with: cxlab new {reference} FILE..."
    )


def slug(text: str) -> str:
    """A file name for a segment: readable, safe on every system, and different for different names.

    A name that is not already a plain file name gets a short hash of itself.

    >>> slug("digital")
    'digital'
    """
    folded = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    plain = re.sub(r"[^a-z0-9]+", "-", folded).strip("-")
    reserved = plain in {"", "index", "segments", "topics", "con", "nul", "aux", "prn"}
    if plain == text and len(plain) <= _SLUG and not reserved:
        return plain
    return f"{plain[:_SLUG] or 'segment'}-{tables.stable_id(text)[:6]}"
