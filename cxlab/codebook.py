"""The codebook: the touchpoints a study looks for and the examples that define them."""

from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import model_validator

from cxlab.errors import StudyError
from cxlab.yamlfile import Strict, parse, read_yaml

CHANNELS = (
    "web", "app", "store", "phone", "chat", "email", "social", "carrier", "product", "mail",
    "in_person",
)  # fmt: skip


class Touchpoint(Strict):
    """One moment of contact.

    `control` is 'direct' where the company runs it and 'indirect' where a third party does
    (couriers, marketplaces, word of mouth). `examples` are customer-like sentences per language;
    names and examples alone define what is assigned to it.
    """

    id: str
    names: dict[str, str]
    stage: str
    channels: tuple[str, ...] = ()
    owner: str = ""
    control: Literal["direct", "indirect"] = "direct"
    examples: dict[str, tuple[str, ...]] = {}
    promise: str = ""

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
    def load(path: Path) -> "Codebook":
        """A codebook from YAML (a list of touchpoints), or StudyError."""
        content = read_yaml(path)
        if not isinstance(content, list):
            raise StudyError(f"{path} must be a list of touchpoints ('- id: delivery' …)")
        return parse(Codebook, {"touchpoints": content}, path)


@cache
def _themes() -> Codebook:
    return Codebook.load(Path(__file__).parent / "codebooks" / "themes.yml")


@cache
def _builtin() -> Codebook:
    return Codebook.load(Path(__file__).parent / "codebooks" / "builtin.yml")
