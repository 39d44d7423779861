"""Study: `study.yml`, checked, with defaults; and where a study's things lie."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, field_validator, model_validator

from cxlab import stages, tables, topicsheet
from cxlab.codebook import Codebook
from cxlab.errors import StudyError
from cxlab.yamlfile import Strict, nearest, parse, read_yaml, unknown_key

FILE = "study.yml"
OVERRIDES = "overrides.csv"
SEGMENTS = "segments.csv"  # who is in which segment, where people decided it
CODING = "coding"  # the folder of the sheets people code by hand
# What people decide lies beside study.yml and is no source of customers' words.
DECISIONS = (
    "people.csv", SEGMENTS, OVERRIDES, topicsheet.FILE, "actions.csv", "promises.csv", CODING,
)  # fmt: skip
_SLUG = 60  # longer file names than this are hard to read and near some systems' limits
BUNDLED = Path(__file__).parent / "bundled"  # what an installed package carries of the top level
FIELDS = (
    "text", "title", "rating", "nps", "date", "participant", "segment", "channel", "id", "thread",
    "position", "speaker", "role", "seconds", "wave",
)  # fmt: skip
# The lanes of the map below its stages, in the order in which they are drawn unless a study says otherwise.
LANES = (
    "goals", "actions", "touchpoints", "channels", "thoughts", "curve", "emotions", "quotes", "pains",
    "delights", "moments", "promise", "metrics", "opportunities", "owner", "physical_evidence",
    "frontstage", "backstage", "support", "evidence",
)  # fmt: skip
Kind = Literal["interview", "review", "chat", "ticket", "survey", "social", "frontline"]
Role = Literal["customer", "interviewer", "agent", "company", "frontline"]
Language = Literal["pt", "es", "en"]
Names = dict[Language, str]


class Source(Strict):
    """One stream of raw files.

    `files` are globs beside study.yml (or absolute). `columns` maps a field of ours to a column of
    theirs, or to several whose texts are joined; a field may also name an attribute of people.
    `roles` lists the speaker, role or position values that stand for each role.
    """

    name: str = Field(min_length=1)
    kind: Kind
    files: tuple[str, ...]
    columns: dict[str, tuple[str, ...]] = {}
    profile: str | None = None
    people: str | None = None
    rating_scale: tuple[float, float] = (1, 5)
    channel: str = ""
    roles: dict[Role, tuple[str, ...]] = {}
    dates: Literal["auto", "day_first", "month_first"] = "auto"
    encoding: str | None = None

    @field_validator("files", mode="before")
    @classmethod
    def _files(cls, value: Any) -> Any:
        return (value,) if isinstance(value, str) else value

    @field_validator("columns", "roles", mode="before")
    @classmethod
    def _lists(cls, value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        return {
            key: tuple(str(item) for item in one) if isinstance(one, list) else (str(one),)
            for key, one in value.items()
        }

    @field_validator("columns")
    @classmethod
    def _known_fields(cls, value: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        for key in value:
            if key not in FIELDS:
                raise ValueError(unknown_key(key, list(FIELDS), where="columns"))
        return value

    @field_validator("rating_scale")
    @classmethod
    def _scale(cls, value: tuple[float, float]) -> tuple[float, float]:
        if value[0] >= value[1]:
            raise ValueError(f"rating_scale goes from low to high, found {value[0]} to {value[1]}")
        return value


class Segments(Strict):
    """How people fall into segments: by a column or attribute, by rules over attributes, or as found.

    `discover` is the number of groups that `cxlab discover --segments` proposes.
    """

    by: str = "segment"
    rules: dict[str, str] = {}
    discover: int | None = Field(default=None, ge=2, le=12)


class Waves(Strict):
    """Periods to compare: documents before the first break are wave 1, and so on."""

    by: Literal["date"] = "date"
    breaks: tuple[Any, ...] = ()


class ReportOptions(Strict):
    """What a report shows, and below how many people it stays silent.

    `lanes` are those of LANES to draw, in their order. `scope` buyer is the stages marked `buyer`.
    `columns` are the stages, or what they roll up to. `state` to_be is for a map of what is planned.
    """

    language: Language = "en"
    min_people: int = Field(default=5, ge=1)
    lanes: tuple[str, ...] = LANES
    scope: Literal["full", "buyer"] = "full"
    columns: Literal["stages", "periods", "steps"] = "stages"
    state: Literal["as_is", "to_be"] = "as_is"

    @field_validator("lanes")
    @classmethod
    def _known_lanes(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for lane in value:
            if lane not in LANES:
                raise ValueError(
                    f"no lane is called '{lane}'.{nearest(lane, LANES)} Known: {', '.join(LANES)}"
                )
        doubled = sorted({lane for lane in value if value.count(lane) > 1})
        if doubled or not value:
            raise ValueError(f"name each lane once, found {', '.join(value) or 'none'}")
        return value


class Persona(Strict):
    """What a person wrote about a segment; `goals` (and expectations) are per stage.

    `moments` are the touchpoints, by id, that people hold for this segment's moments of truth.
    """

    name: Names = {}
    description: Names = {}
    goals: dict[str, Names] = {}
    moments: tuple[str, ...] = ()


class StudyFile(Strict):
    """The content of study.yml."""

    title: str = Field(min_length=1)
    scenario: Names = {}
    synthetic: bool = False
    seed: int = 0
    encoder: str = "auto"
    report: ReportOptions = ReportOptions()
    sources: tuple[Source, ...] = Field(min_length=1)
    segments: Segments = Segments()
    personas: dict[str, Persona] = {}
    stages: str = "retail"
    codebook: str | None = None
    waves: Waves = Waves()

    @field_validator("scenario", mode="before")
    @classmethod
    def _one_text(cls, value: Any) -> Any:
        return {"en": value} if isinstance(value, str) else value

    @model_validator(mode="after")
    def _source_names(self) -> "StudyFile":
        names = [source.name for source in self.sources]
        if len(names) != len(set(names)):
            raise ValueError(f"two sources have the same name: {', '.join(names)}")
        return self


@dataclass(frozen=True)
class Study:
    """One folder with a study.yml, its raw sources and its codebook.

    `out` is the folder under which `data/processed/<study>` and `reports/<study>` are made.
    """

    folder: Path
    file: StudyFile
    out: Path

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
        return stages.find(self.file.stages, self.folder)

    @cached_property
    def topics(self) -> tuple[topicsheet.TopicRow, ...]:
        """What people decided about topics in the study's topics.csv."""
        return topicsheet.read_topics(self.folder / topicsheet.FILE)

    @cached_property
    def codebook(self) -> Codebook:
        """The study's touchpoints: its codebook, or the built-in one, and the topics it accepted."""
        return topicsheet.with_accepted(self._codebook(), self.topics, self.stages.ids)

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
