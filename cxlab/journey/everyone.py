"""What everyone of a segment would say of a touchpoint, from those who speak of it and how all feel.

Who speaks of the wifi is often who could not use it: the mean of those who mention a touchpoint is no
mean of the segment. How people feel in general is known of all, and feelings about a touchpoint go
along with it. The two are taken together as surveys do, by the regression estimator (W. G. Cochran,
Sampling Techniques, 3rd edition, 1977, 7.1 to 7.3): the mean of those who mention it, moved as far
as their mood lies from everyone's. `benchmarks/validity.py` measures what it is worth.
"""

import math
from dataclasses import dataclass

import pandas as pd

from cxlab.journey.evidence import VALENCE, Evidence, estimate, people
from cxlab.journey.model import NOBODY, Estimate


@dataclass(frozen=True)
class Moods:
    """How the people of a segment feel in general, and how far that goes along with touchpoints.

    `of`: person -> mean valence of all that this person says, -2..2. `slope`: steps of valence at a
    touchpoint for a step of mood, the same for all touchpoints; 0 where nothing tells.
    """

    of: pd.Series
    slope: float

    @staticmethod
    def among(evidence: Evidence) -> "Moods":
        """The moods of one segment. The slope is that of least squares within each touchpoint,
        where a person counts once."""
        mood = _felt(evidence.said, ["person"])
        pairs = _felt(evidence.mentions, ["touchpoint", "person"]).reset_index()
        own = pd.DataFrame(
            {"said": pairs["valence"], "mood": pairs["person"].map(mood).astype(float)}
        )
        own -= own.groupby(pairs["touchpoint"]).transform("mean")
        spread = float((own["mood"] ** 2).sum())
        along = float((own["mood"] * own["said"]).sum())
        return Moods(mood, along / spread if spread > 1e-9 else 0.0)

    def everyone(
        self, rows: pd.DataFrame, *, min_people: int, seed: int, error: float = 0.0
    ) -> Estimate:
        """The mean valence of a touchpoint over all people, with its interval; rows mention it.

        `people` and `mentions` are those it rests on; nobody's where they are fewer than
        `min_people`. The interval holds the doubt of both means; `error` as in `estimate`.
        """
        if people(rows) < min_people:
            return NOBODY
        moved = rows["valence"] + self.slope * (self.of.mean() - rows["person"].map(self.of))
        among = self.of.to_numpy(dtype=float)
        doubt = self.slope * float(among.std(ddof=1)) / len(among) ** 0.5 if len(among) > 1 else 0.0
        return estimate(
            rows.assign(valence=moved.clip(*VALENCE)), seed=seed, error=math.hypot(error, doubt)
        )


def _felt(rows: pd.DataFrame, by: list[str]) -> pd.Series:
    """The mean valence of each group, sorted; groups of unknown valence are left out."""
    felt: pd.Series = rows[rows["valence"].notna()].groupby(by, sort=True)["valence"].mean()
    return felt
