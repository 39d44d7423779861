"""What a held-out run says of sentences, decided as the library decides: both encoders together.

`python -m training.encoder.said DATA RUN`, after calibrate.py, writes `RUN/said.parquet`, the test
documents with everything fitted on the dev documents alone, which `benchmarks.feeling --held RUN` and
`benchmarks.labelerror RUN/said.parquet` read. card.py does the same for the card. Needs no torch.
"""

import argparse
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from cxlab.analyse import sentiment, stages
from cxlab.analyse.heads import Grams, Heads, Network
from training.encoder import calibrate
from training.encoder import data as corpora
from training.encoder.measure import calibrated

_NO_NETWORK = Network(*([np.zeros(0)] * 4), {}, {})  # type: ignore[arg-type]
_NO_GRAMS = Grams(np.zeros(0), np.zeros(0), {}, {})


def decided(chances: dict[str, np.ndarray], decide: dict[str, Any]) -> pd.DataFrame:
    """The columns of `training.measure.predict` from probabilities and a `decide` of calibrate.py."""
    classes, settings = decide["classes"], decide["settings"]
    logits = calibrate.in_order(chances, classes)
    judge = Heads("", classes, _NO_NETWORK, _NO_GRAMS, 0.0, {}, settings, np.array(decide["joint"]))
    said = sentiment.decide(judge, sentiment.joint_probabilities(judge, logits))
    sides = said[["negative", "neutral", "positive"]]
    said = said.assign(sentiment=sides.idxmax(axis=1), sureness=sides.max(axis=1))
    said["gap"] = np.where(said["gap"], "yes", "no")
    staged = stages.decide(np.exp(logits["stage"]), classes["stage"], settings)
    return pd.concat([said, staged], axis=1)


def held_out(data: Path, run: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """(labelled sentences of the test documents, what is said of them), choices made on dev."""
    table, logits = _stored(data, run)
    stored = np.load(run / "fast.npz")
    fast = {task: stored[task] for task in corpora.TASKS}
    dev, test = (np.flatnonzero(table["part"] == part) for part in ("dev", "test"))
    how = calibrate.fit_all(table.iloc[dev], calibrate.part_of(logits, dev))
    alone = calibrated(logits, how)
    shares = calibrate.shares_of(
        table.iloc[dev], calibrate.part_of(alone, dev), calibrate.part_of(fast, dev)
    )
    chances = calibrate.weighed(alone, fast, shares)
    settings = calibrate.settings_of(table.iloc[dev], calibrate.part_of(chances, dev))
    said = decided(calibrate.part_of(chances, test), settings)
    return table.iloc[test].reset_index(drop=True), said


def away(data: Path, run: Path, calibration: dict[str, Any]) -> pd.DataFrame:
    """Sentences of sources that a run and the fast heads beside it (beside.py) never saw, and what is said."""
    table, logits = _stored(data, run)
    stored = np.load(run / "fast.npz")
    fast = {task: stored[task] for task in corpora.TASKS}
    alone = calibrated(logits, calibration)
    chances = calibrate.weighed(alone, fast, calibration["decide"]["shares"])
    said = decided(chances, calibration["decide"])
    return pd.concat([table, said.add_prefix("said_")], axis=1)


def _stored(data: Path, run: Path) -> tuple[pd.DataFrame, dict[str, np.ndarray]]:
    stored = np.load(run / "held_out.npz")
    table = corpora.journey(data).set_index("item").loc[stored["item"]].reset_index()
    table["part"] = stored["part"]
    table["item"] = table["item"].astype(str)
    return table, {task: stored[task] for task in corpora.TASKS}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("run", type=Path)
    given = parser.parse_args()
    table, said = held_out(given.data, given.run)
    both = pd.concat([table, said.add_prefix("said_")], axis=1)
    both.to_parquet(given.run / "said.parquet")
    print(len(both), "sentences")


if __name__ == "__main__":
    main()
