"""How often a sentence said to be a pain or a delight is one, by how far its valence bears it out.

    python benchmarks/claims.py

Reads `journey_labels.csv` beside the project. Trains a plain head for kind and one for valence on
sentence vectors, five folds split by source document, so that no sentence is judged by a head
that saw it. The heads that ship are better; the shape is the same. Findings leave out what lies
below the half.
"""

from pathlib import Path

import numpy as np
import pandas as pd

from cxlab.analyse.encode import get_encoder

LABELS = Path(__file__).parents[2] / "shared" / "data" / "journey_labels.csv"
OPPOSITE = {"pain": "delight", "delight": "pain"}
STEPS = [-2.0, 0.0, 0.25, 0.5, 0.75, 1.0, 2.0]


def judged(labels: pd.DataFrame, vectors: np.ndarray) -> pd.DataFrame:
    """The labels with `said_kind` and `said_valence` by heads that never saw the sentence."""
    from sklearn.linear_model import LogisticRegression, Ridge
    from sklearn.model_selection import GroupKFold

    documents = labels["source"] + labels["src_id"].astype(str).str.rsplit("-", n=1).str[0]
    valence, kind = np.zeros(len(labels)), np.empty(len(labels), dtype=object)
    for train, test in GroupKFold(5).split(vectors, groups=documents):
        feeling = Ridge(1.0).fit(vectors[train], labels["valence"].iloc[train])
        valence[test] = feeling.predict(vectors[test])
        kinds = LogisticRegression(C=3, max_iter=2000)
        kind[test] = kinds.fit(vectors[train], labels["kind"].iloc[train]).predict(vectors[test])
    return labels.assign(said_kind=kind, said_valence=valence.clip(-2, 2))


def by_valence(table: pd.DataFrame, kind: str) -> pd.DataFrame:
    """Sentences said to be of this kind: how many are, and how many are the opposite, by valence."""
    said = table[table["said_kind"] == kind]
    borne = said["said_valence"] * (-1 if kind == "pain" else 1)
    step = pd.cut(borne, STEPS, include_lowest=True)
    right = (said["kind"] == kind).groupby(step, observed=False).mean()
    wrong = (said["kind"] == OPPOSITE[kind]).groupby(step, observed=False).mean()
    return pd.DataFrame({"n": step.value_counts(sort=False), "right": right, "opposite": wrong})


def main() -> None:
    labels = pd.read_csv(LABELS)
    table = judged(labels, get_encoder("auto").encode(labels["text"].tolist()))
    for kind in OPPOSITE:
        print(f"said to be a {kind}, by valence on its side")
        print(by_valence(table, kind).round(2).to_string())


if __name__ == "__main__":
    main()
