"""Which sentences people code by hand: drawn at random, rare and doubtful ones more often, with weights.

A fifth of the sample is drawn so that every sentence is equally likely. The rest is shared out evenly
among groupings (language and kind of source, kind, stage, promise, feeling and stage sure or
doubtful), within a grouping evenly among its groups, and within a group evenly among its sentences.
So the rare is there often enough to be judged, no sentence weighs more than five times what it would
in a plain random sample, and 100 sentences tell about as much as 88 plain ones.
"""

import numpy as np
import pandas as pd

from cxlab.tables import EVIDENCE_ROLES, stable_id

_EVEN = 0.2  # share of the sample drawn with equal chances
_DOUBTFUL = 0.25  # the least sure quarter is called doubtful
COLUMNS = ("utt_id", "chance", "weight")


def population(utterances: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Every sentence a sample may hold: what customers and frontline staff said, with its source.

    Sorted by utt_id, so that the order of the tables never matters.
    """
    said = utterances[utterances["role"].isin(EVIDENCE_ROLES)]
    source = documents[["doc_id", "source", "kind"]].rename(columns={"kind": "source_kind"})
    return said.merge(source, on="doc_id", validate="many_to_one").sort_values(
        "utt_id", ignore_index=True
    )


def draw(said: pd.DataFrame, n: int, *, seed: int) -> pd.DataFrame:
    """A sample of `n` rows of a population: utt_id, chance (0-1) of being drawn, weight 1 / chance.

    The same rows whatever the order of the population. Systematic sampling with unequal chances
    (W. Madow, Annals of Mathematical Statistics 20, 1949) along a list sorted by language, source,
    kind and stage, which spreads the sample over them; the rows come in random order. With n of the
    population's size or more, everything is drawn with chance 1.
    """
    ordered = said.sort_values(
        ["lang", "source_kind", "kind", "stage", "utt_id"],
        key=lambda column: (
            column.map(lambda one: stable_id(seed, one)) if column.name == "utt_id" else column
        ),
        ignore_index=True,
    )
    chance = _chances(ordered, n)
    generator = np.random.default_rng(seed)
    places = np.cumsum(chance)
    ticks = generator.random() + np.arange(min(n, len(ordered)))
    rows = np.minimum(np.searchsorted(places, ticks, side="right"), len(ordered) - 1)
    drawn = pd.DataFrame(
        {
            "utt_id": ordered["utt_id"].to_numpy()[rows],
            "chance": chance[rows],
            "weight": 1 / chance[rows],
        }
    )
    return drawn.iloc[generator.permutation(len(drawn))].reset_index(drop=True)


def groupings(said: pd.DataFrame) -> dict[str, pd.Series]:
    """The groupings that a sample is spread over, by name; each gives every row its group."""
    sides = said[["negative", "neutral", "positive"]].max(axis=1)
    return {
        "language and source": said["lang"] + " " + said["source_kind"],
        "kind": said["kind"],
        "stage": said["stage"],
        "gap": said["gap"].astype(str),
        "feeling": _doubt(sides),
        "moment": _doubt(said["stage_p"]),
    }


def _doubt(sureness: pd.Series) -> pd.Series:
    """'doubtful' for the least sure quarter."""
    rank = sureness.fillna(0.0).rank(method="first", pct=True)
    return pd.Series(np.where(rank <= _DOUBTFUL, "doubtful", "sure"), index=sureness.index)


def _chances(said: pd.DataFrame, n: int) -> np.ndarray:
    """Each row's chance of being drawn; they add up to n."""
    count = len(said)
    if n >= count:
        return np.ones(count)
    shares: list[np.ndarray] = []
    for groups in groupings(said).values():
        size = groups.map(groups.value_counts()).to_numpy(dtype=float)
        shares.append(1 / size / groups.nunique())
    size = _EVEN / count + (1 - _EVEN) * np.mean(shares, axis=0)
    chance: np.ndarray = n * size
    # No row is drawn twice: what is above 1 goes to the others.
    while (chance > 1).any():
        sure = chance >= 1
        chance[sure] = 1.0
        left = n - sure.sum()
        chance[~sure] = size[~sure] * left / size[~sure].sum()
    return chance
