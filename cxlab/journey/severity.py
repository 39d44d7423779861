"""How much a finding weighs: strength of the feeling, how many say it, what it does to ratings.

    severity = |valence| x prevalence x effect        0..4

- `|valence|`, 0..2: a mean over people; "horrible" weighs more than "a bit slow".
- `prevalence`, 0..1: people who say it, of all people of the segment. Out of those who mention the
  touchpoint it would make a touchpoint of which three people speak as grave as one of which all do.
- `effect`, 0.5..2: 2 to the power of d, kept within -1..1. For a pain, d is by how many standard
  deviations the people who say it rate lower than those who do not; for a delight, higher. It is
  shrunk toward 0 by n / (n + 10), n the people who say it and rate, since few say little; where
  fewer than 5 of either side rate, nothing is known and effect is 1. It is an association: who is
  angry for another reason may also mention the queue.

A product, so that what nobody feels, nobody says or nobody minds weighs nothing or little; powers of
two, so that halving and doubling are equally far from no effect.
"""

from collections.abc import Collection

import pandas as pd

FEWEST_RATINGS = 5
_PRIOR = 10  # people who would have to say it for half of the difference seen to be believed


def severity(valence: float, prevalence: float, effect: float) -> float:
    """|valence| (0..2) x prevalence (0..1) x effect (0.5..2), of six decimals.

    >>> severity(-1.5, 0.2, 1.0)
    0.3
    """
    return round(abs(valence) * prevalence * effect, 6)


def standings(documents: pd.DataFrame) -> pd.Series:
    """Person -> how they rate, in standard deviations from the mean of the documents' source.

    The rating where a document has one, else its NPS answer; sources on different scales so meet.
    Sources in which all rate alike, or fewer than two do, say nothing.
    """
    given = documents["rating"].where(documents["rating"].notna(), documents["nps"])
    rated = documents.assign(given=pd.to_numeric(given, errors="coerce")).dropna(subset="given")
    by_source = rated.groupby("source")["given"]
    spread = by_source.transform("std", ddof=0)
    score = (rated["given"] - by_source.transform("mean")) / spread.where(spread > 0)
    return score.groupby(rated["person"]).mean().dropna()


def effect(standing: pd.Series, persons: Collection[str], kind: str) -> float:
    """What goes with saying it, 0.5..2; above 1 where a pain lowers ratings or a delight lifts them."""
    says = standing.index.isin(set(persons))
    if min(says.sum(), (~says).sum()) < FEWEST_RATINGS:
        return 1.0
    difference = float(standing[says].mean() - standing[~says].mean())
    toward = -difference if kind == "pain" else difference
    toward *= says.sum() / (says.sum() + _PRIOR)
    return round(float(2.0 ** min(1.0, max(-1.0, toward))), 6)
