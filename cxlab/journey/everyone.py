"""What everyone of a segment would say of a touchpoint, from those who speak of it and how all feel.

Who speaks of the wifi is often who could not use it: the mean of those who mention a touchpoint is no
mean of the segment. How people feel about all else is known of nearly everyone, and feelings about
a touchpoint go along with it. The two are taken together as surveys do, by the regression estimator
(W. G. Cochran, Sampling Techniques, 3rd edition, 1977, 7.1 to 7.3): the mean of those who mention it,
moved as far as their mood lies from everyone's. `benchmarks/validity.py` measures what it is worth.
"""

import math
from dataclasses import dataclass

import pandas as pd

from cxlab.journey.evidence import VALENCE, Evidence, estimate, people
from cxlab.journey.model import NOBODY, Estimate


@dataclass(frozen=True)
class Moods:
    """How the people of a segment feel, and how far that goes along with touchpoints.

    `said`: all they say, with `person` and `valence`. `slope`: steps of valence at a touchpoint for a
    step of mood, the same for all touchpoints; 0 where nothing tells.
    """

    said: pd.DataFrame
    slope: float

    @staticmethod
    def among(evidence: Evidence) -> "Moods":
        """The moods of one segment. The slope is that of least squares within each touchpoint,
        where a person counts once."""
        said = evidence.said[["utt_id", "person", "valence"]].dropna(subset=["valence"])
        along = spread = 0.0
        for _, rows in evidence.mentions.groupby("touchpoint"):
            both = pd.DataFrame({"told": _felt(rows), "mood": _mood(said, rows)}).dropna()
            own = both - both.mean()
            along += float((own["mood"] * own["told"]).sum())
            spread += float((own["mood"] ** 2).sum())
        return Moods(said, along / spread if spread > 1e-9 else 0.0)

    def everyone(
        self, rows: pd.DataFrame, *, min_people: int, seed: int, error: float = 0.0
    ) -> Estimate:
        """The mean valence of a touchpoint over all people, with its interval; `rows` mention it.

        A person's mood is the mean of all else they say, -2..2; who says nothing else stays where
        they are. `people` and `mentions` are those the figure rests on; nobody's where they are
        fewer than `min_people`. The interval holds the doubt of both means; `error` as in `estimate`.
        """
        if people(rows) < min_people:
            return NOBODY
        mood = _mood(self.said, rows)
        lies = rows["person"].map(mood).astype(float) - mood.mean()
        moved = rows["valence"] - self.slope * lies.fillna(0.0)
        known = mood.to_numpy(dtype=float)
        doubt = self.slope * float(known.std(ddof=1)) / len(known) ** 0.5 if len(known) > 1 else 0.0
        return estimate(
            rows.assign(valence=moved.clip(*VALENCE)), seed=seed, error=math.hypot(error, doubt)
        )


def _mood(said: pd.DataFrame, rows: pd.DataFrame) -> pd.Series:
    """person -> the mean valence of what this person says besides these rows."""
    return _felt(said[~said["utt_id"].isin(rows["utt_id"])])


def _felt(rows: pd.DataFrame) -> pd.Series:
    """person -> mean valence, sorted; who has none is left out."""
    known = rows[rows["valence"].notna()]
    felt: pd.Series = known.groupby("person", sort=True)["valence"].mean().astype(float)
    return felt
