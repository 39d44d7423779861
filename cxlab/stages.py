"""The stages of a journey: the built-in model and a study's own file, with their roll-ups."""

from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import model_validator

from cxlab.errors import StudyError
from cxlab.yamlfile import Strict, parse, read_yaml

NONE = "none"
BUILTIN = ("discover", "compare", "purchase", "receive", "use", "support", "stay")


class Stage(Strict):
    """One step of the journey: a column of the map."""

    id: str
    names: dict[str, str]
    period: Literal["before", "during", "after"]
    step: str = ""
    buyer: bool = False
    covers: tuple[str, ...] = ()

    def name(self, lang: str) -> str:
        """The stage's name in a language, or the next best one it has."""
        return (
            self.names.get(lang) or self.names.get("en") or next(iter(self.names.values()), self.id)
        )


class StageModel(Strict):
    """The ordered stages of a study.

    `rename` maps the built-in stages, which the stage head knows, to the study's own.
    """

    id: str
    names: dict[str, str] = {}
    stages: tuple[Stage, ...]

    @model_validator(mode="after")
    def _check(self) -> "StageModel":
        ids = [stage.id for stage in self.stages]
        if len(ids) != len(set(ids)) or NONE in ids:
            raise ValueError(
                f"stage ids must differ and none may be '{NONE}', found {', '.join(ids)}"
            )
        unknown = {part for stage in self.stages for part in stage.covers} - set(BUILTIN)
        if unknown:
            raise ValueError(f"covers names {sorted(unknown)}, known are {', '.join(BUILTIN)}")
        return self

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(stage.id for stage in self.stages)

    def rename(self) -> dict[str, str]:
        """Built-in stage id -> this model's stage id; a built-in stage that nobody covers is 'none'."""
        own = {part: stage.id for stage in self.stages for part in (stage.covers or (stage.id,))}
        return {stage: own.get(stage, NONE) for stage in (*BUILTIN, NONE)}


@cache
def builtin() -> StageModel:
    """The seven stages that ship with the package."""
    return load(Path(__file__).parent / "stagemodels" / "retail.yml")


def load(path: Path) -> StageModel:
    """A stage model from a YAML file, or StudyError."""
    return parse(StageModel, read_yaml(path), path)


def find(name: str, folder: Path) -> StageModel:
    """The stage model a study asks for: a built-in name or a file beside study.yml."""
    if name == "retail":
        return builtin()
    path = folder / name
    if not path.exists():
        raise StudyError(f"stages: '{name}' is neither 'retail' nor a file in {folder}")
    return load(path)
