"""How much a finding weighs: strength of the feeling, how many say it, what it does to ratings.

    severity = |valence| x prevalence x effect        0..4

- `|valence|`, 0..2: a mean over people; "horrible" weighs more than "a bit slow".
- `prevalence`, 0..1: people who say it, of all people of the segment. Out of those who mention the
  touchpoint it would make a touchpoint of which three people speak as grave as one of which all do.
- `effect`, 0.5..2: 2 to the power of d, kept within -1..1. For a pain, d is by how many standard
  deviations the people who say it rate lower than those who do not, whatever else they say; for a
  delight, higher (the penalty and reward of `cxlab.journey.drivers`). It is shrunk toward 0 by
  n / (n + 10), n the people who say it and rate, since few say little; where fewer than 5 of either
  side rate, nothing is known and effect is 1. It is an association: who is
  angry for another reason may also mention the queue.

A product, so that what nobody feels, nobody says or nobody minds weighs nothing or little; powers of
two, so that halving and doubling are equally far from no effect.
"""

import pandas as pd

from cxlab.journey.verdicts import Verdicts

FEWEST_RATINGS = 5
_PRIOR = 10  # people who would have to say it for half of the difference seen to be believed


def severity(valence: float, prevalence: float, effect: float) -> float:
    """|valence| (0..2) x prevalence (0..1) x effect (0.5..2), of six decimals.

    >>> severity(-1.5, 0.2, 1.0)
    0.3
    """
    return round(abs(valence) * prevalence * effect, 6)


def effect(verdicts: Verdicts, rows: pd.DataFrame, kind: str, touchpoint: str) -> float:
    """What goes with saying it, 0.5..2; above 1 where a pain lowers ratings or a delight lifts them."""
    complaint, praise, worse, better = verdicts.beside(touchpoint)
    says = verdicts.saying(rows)
    here = (says, praise) if kind == "pain" else (complaint, says)
    penalty, reward, _ = verdicts.slopes((*here, worse, better), least=FEWEST_RATINGS)
    slope = penalty if kind == "pain" else reward
    if slope is None:
        return 1.0
    toward = -slope.value if kind == "pain" else slope.value
    toward *= slope.people / (slope.people + _PRIOR)
    return round(float(2.0 ** min(1.0, max(-1.0, toward))), 6)
