"""The codebook: the touchpoints a study looks for and the examples that define them."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, field_validator, model_validator

from cxlab.errors import StudyError
from cxlab.languages import UNKNOWN
from cxlab.yamlfile import Strict, nearest, parse, read_yaml

# What a service blueprint says of a touchpoint, from what customers see to what carries it.
LAYERS = ("evidence", "frontstage", "backstage", "support")
EXTENDS = "extends"
CHANNELS = (
    "web", "app", "store", "phone", "chat", "email", "social", "carrier", "product", "mail",
    "in_person",
)  # fmt: skip


def _texts(value: Any) -> Any:
    """One text, in no language that is told, as texts per language."""
    if isinstance(value, str):
        return {UNKNOWN: value.strip()} if value.strip() else {}
    return value


Texts = Annotated[dict[Literal["pt", "es", "en", "und"], str], BeforeValidator(_texts)]


class Blueprint(Strict):
    """What the company does at a touchpoint, layer by layer; texts are language -> words.

    `evidence` is what customers see or hold of it, `frontstage` what staff and systems do before their eyes,
    `backstage` what is done out of sight, `support` the systems, partners and rules behind it. A text
    may be written plainly (its language is then 'und') and a single one without a list.
    """

    evidence: tuple[Texts, ...] = ()
    frontstage: tuple[Texts, ...] = ()
    backstage: tuple[Texts, ...] = ()
    support: tuple[Texts, ...] = ()

    @field_validator("*", mode="before")
    @classmethod
    def _listed(cls, value: Any) -> Any:
        return tuple(value) if isinstance(value, list | tuple) else (value,)


class Touchpoint(Strict):
    """One moment of contact.

    `control` is 'direct' where the company runs it and 'indirect' where a third party does
    (couriers, marketplaces, word of mouth). `examples` are customer-like sentences per language;
    names and examples alone define what is assigned to it. `promise` is what the company promises
    there, `moment` marks a moment of truth for every segment, `blueprint` is what lies behind it.
    """

    id: str
    names: dict[str, str]
    stage: str
    channels: tuple[str, ...] = ()
    owner: str = ""
    control: Literal["direct", "indirect"] = "direct"
    examples: dict[str, tuple[str, ...]] = {}
    promise: Texts = {}
    moment: bool = False
    blueprint: Blueprint = Blueprint()

    def name(self, lang: str) -> str:
        """The touchpoint's name in a language, or the next best one it has."""
        return (
            self.names.get(lang) or self.names.get("en") or next(iter(self.names.values()), self.id)
        )


class Codebook(Strict):
    """All touchpoints of a study, in the order they are written."""

    touchpoints: tuple[Touchpoint, ...]

    @model_validator(mode="after")
    def _check(self) -> "Codebook":
        ids = [touchpoint.id for touchpoint in self.touchpoints]
        doubled = sorted({one for one in ids if ids.count(one) > 1})
        if doubled:
            raise ValueError(f"touchpoint ids must differ, repeated: {', '.join(doubled)}")
        if not ids:
            raise ValueError("a codebook needs at least one touchpoint")
        return self

    def __getitem__(self, touchpoint_id: str) -> Touchpoint:
        for touchpoint in self.touchpoints:
            if touchpoint.id == touchpoint_id:
                return touchpoint
        raise KeyError(touchpoint_id)

    def __len__(self) -> int:
        return len(self.touchpoints)

    @staticmethod
    def builtin() -> "Codebook":
        """The trilingual codebook that ships with the package."""
        return _builtin()

    @staticmethod
    def themes() -> "Codebook":
        """The sides on which any touchpoint goes wrong or right: late, damaged, too dear…"""
        return _themes()

    @staticmethod
    def load(path: Path, base: Sequence[Touchpoint] | None = None) -> "Codebook":
        """A codebook from YAML (a list of touchpoints), or StudyError.

        A list that begins with `- extends: builtin` holds changes to `base` (the built-in
        touchpoints when None): an entry with an id of it changes the fields it gives, any other is new.
        """
        content = read_yaml(path)
        if not isinstance(content, list) or not content:
            raise StudyError(f"{path} must be a list of touchpoints ('- id: delivery' …)")
        if not any(isinstance(one, dict) and EXTENDS in one for one in content):
            return parse(Codebook, {"touchpoints": content}, path)
        if content[0] != {EXTENDS: "builtin"}:
            raise StudyError(
                f"{path}: 'extends' stands alone and first, '- extends: builtin'; then come the touchpoints"
            )
        return _extended(_builtin().touchpoints if base is None else base, content[1:], path)


def _extended(base: Sequence[Touchpoint], entries: list[Any], path: Path) -> Codebook:
    """The base with what the entries change and add."""
    known = {one.id: one for one in base}
    changed: dict[str, Touchpoint] = {}
    for number, entry in enumerate(entries, start=2):
        name = entry.get("id") if isinstance(entry, dict) else None
        if not isinstance(name, str) or not name:
            raise StudyError(f"{path}, entry {number}: no id. Say which touchpoint it is about")
        if name in changed:
            raise StudyError(f"{path}: touchpoint '{name}' stands there twice. Make one of both")
        lacks = [] if name in known else [one for one in ("names", "stage") if one not in entry]
        if lacks:
            raise StudyError(
                f"{path}: '{name}' is no built-in touchpoint.{nearest(name, list(known))} "
                f"A new one needs {' and '.join(lacks)}"
            )
        before = known[name].model_dump() if name in known else {}
        changed[name] = parse(Touchpoint, before | entry, f"{path}, touchpoint '{name}'")
    return Codebook(touchpoints=tuple((known | changed).values()))


@cache
def _themes() -> Codebook:
    return Codebook.load(Path(__file__).parent / "codebooks" / "themes.yml")


@cache
def _builtin() -> Codebook:
    return Codebook.load(Path(__file__).parent / "codebooks" / "builtin.yml")
