"""The content of study.yml: its keys, their defaults and what each may hold."""

from typing import Any, Literal

from pydantic import Field, field_validator, model_validator

from cxlab.yamlfile import Strict, nearest, unknown_key

FIELDS = (
    "text", "title", "rating", "nps", "effort", "date", "participant", "segment", "channel", "id", "thread",
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
    `roles` lists the speaker, role or position values that stand for each role. `effort_scale` goes from
    the most effort to the least: [1, 7] where 7 is "very easy", [5, 1] where 5 is "very much effort".
    """

    name: str = Field(min_length=1)
    kind: Kind
    files: tuple[str, ...]
    columns: dict[str, tuple[str, ...]] = {}
    profile: str | None = None
    people: str | None = None
    rating_scale: tuple[float, float] = (1, 5)
    effort_scale: tuple[float, float] = (1, 7)
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

    @field_validator("effort_scale")
    @classmethod
    def _two_ends(cls, value: tuple[float, float]) -> tuple[float, float]:
        if value[0] == value[1]:
            raise ValueError(f"effort_scale needs two different ends, found {value[0]} twice")
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
