"""What heads say of sentences, as the library would say it; `training.errors` compares it with the labels."""

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cxlab.analyse import sentiment, stages
from cxlab.analyse.heads import Heads

if TYPE_CHECKING:
    from training.heads import Rows


def predict(heads: Heads, rows: "Rows") -> pd.DataFrame:
    """The tables of sentiment and stages as the library makes them, with the vectors given."""
    logits = heads.logits(rows.texts, rows.langs, rows.vectors)
    scored = sentiment.decide(heads, sentiment.joint_probabilities(heads, logits))
    staged = stages.decide(np.exp(logits["stage"]), heads.classes["stage"], heads.settings)
    scored["sentiment"] = scored[["negative", "neutral", "positive"]].idxmax(axis=1)
    scored["sureness"] = scored[["negative", "neutral", "positive"]].max(axis=1)
    scored["gap"] = np.where(scored["gap"], "yes", "no")
    return pd.concat([scored, staged], axis=1)
