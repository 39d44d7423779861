"""All that the columns of one segment's map are made of."""

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from cxlab.journey.everyone import Moods
from cxlab.journey.evidence import Evidence
from cxlab.journey.findings import Basis, finding_id
from cxlab.journey.labelerror import LabelError
from cxlab.journey.ratings import Scale
from cxlab.languages import without_accents
from cxlab.study import Study


@dataclass(frozen=True)
class Material:
    """All that the columns of one segment's map are made of."""

    study: Study
    segment: str
    evidence: Evidence
    bases: tuple[Basis, ...]
    titles: tuple[str, ...]
    ratings: pd.DataFrame
    rating_scale: Scale
    efforts: pd.DataFrame
    effort_scale: Scale
    promises: pd.DataFrame
    actions: pd.DataFrame
    shareable: bool
    error: LabelError

    @property
    def seed(self) -> int:
        return self.study.file.seed

    @property
    def min_people(self) -> int:
        return self.study.file.report.min_people

    @cached_property
    def by_touchpoint(self) -> dict[str, pd.DataFrame]:
        """Touchpoint -> the customers' mentions of it, for those that anybody mentions."""
        return {str(name): rows for name, rows in self.evidence.mentions.groupby("touchpoint")}

    @cached_property
    def moods(self) -> Moods:
        """How the segment's people feel in general."""
        return Moods.among(self.evidence)

    def mentions(self, touchpoint: str) -> pd.DataFrame:
        """The customers' mentions of a touchpoint, perhaps none."""
        return self.by_touchpoint.get(touchpoint, self.evidence.mentions.head(0))

    def hides(self, count: int) -> bool:
        """Whether words of so few people are withheld: they could point at a person."""
        return self.shareable and count < self.min_people

    def spoken(self, stage: str) -> pd.DataFrame:
        """What is said of a stage (Evidence.spoken)."""
        return self.evidence.spoken(stage, self.study.codebook)

    @cached_property
    def by_id(self) -> dict[str, Basis]:
        """Finding id -> what the finding rests on."""
        return {finding_id(basis, self.segment): basis for basis in self.bases}

    def concerns(self, written: pd.DataFrame) -> pd.Series:
        """Which rows that people wrote are about this segment: those that name it, or none at all."""
        own = _folded(self.segment)
        return written["segment"].map(lambda named: _folded(named) in ("", own)).astype(bool)


def _folded(segment: str) -> str:
    return " ".join(without_accents(segment).casefold().split())
