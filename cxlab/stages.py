"""The stages of a journey: the built-in model and a study's own file, with their roll-ups."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import model_validator

from cxlab import languages
from cxlab.errors import StudyError
from cxlab.yamlfile import Strict, parse, read_yaml

NONE = "none"
# What stages roll up to: the labels' group of each level's names, and the field of a stage that says it.
_LEVELS = {"periods": "period", "steps": "step"}
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


@dataclass(frozen=True)
class Rollup:
    """Stages taken together: the coarser model, and stage id -> the id of the column that holds it.

    A stage outside the scope has no column: it is in 'none'.
    """

    model: StageModel
    column: Mapping[str, str]

    def stages(self, column: str) -> tuple[str, ...]:
        """The stages that a column holds, in their order."""
        return tuple(stage for stage, held in self.column.items() if held == column)


def roll_up(model: StageModel, *, columns: str = "stages", scope: str = "full") -> Rollup:
    """A stage model at a coarser level, or less of it.

    `columns`: 'stages' as they are, 'periods' (before, during, after) or 'steps' (what the stages call their
    `step`), in the order in which they first come. `scope` 'buyer' leaves out the stages that are not the
    buyer's. Raises StudyError where a stage has no step or none is the buyer's.
    """
    kept = [one for one in model.stages if scope == "full" or one.buyer]
    if not kept:
        raise StudyError(
            f"scope buyer: no stage of '{model.id}' is marked `buyer: true`. Mark some"
        )
    if columns == "stages":
        held = {one.id: one.id for one in kept}
        rolled = tuple(kept)
    else:
        field = _LEVELS[columns]
        held = {one.id: getattr(one, field) for one in kept}
        without = [stage for stage, column in held.items() if not column]
        if without:
            raise StudyError(
                f"columns {columns}: stage(s) {', '.join(without)} of '{model.id}' have no {field}. Write "
                f"`{field}:` for each stage"
            )
        rolled = tuple(
            one.model_copy(update={"id": column, "names": names_of(field, column), "covers": ()})
            for column in dict.fromkeys(held.values())
            for one in [next(one for one in kept if held[one.id] == column)]
        )
    column = {one.id: held.get(one.id, NONE) for one in model.stages}
    return Rollup(model.model_copy(update={"stages": rolled}), column)


def names_of(group: str, part: str) -> dict[str, str]:
    """The names of a part of the journey in each language; one of a study's own has its id for a name."""
    labels = {code: languages.of(code).LABELS.get(f"{group}_{part}") for code in languages.CODES}
    return {code: name or part.replace("_", " ") for code, name in labels.items()}


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
