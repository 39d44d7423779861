"""What people's decisions teach: a study's own sentences before and after 50, 100 or 200 of them.

    python -m benchmarks.corrections ../shared/data --cache FOLDER [--sources olist tesco]

Each source stands for a study the machine never saw: the general heads are trained without any of
its sentences. Its documents are split in two halves by chance; people decide `n` sentences of one
half, accuracy and macro-F1 are measured on the other, five times over.

1. People code sentences drawn at random (`cxlab sample`, `cxlab agreement --overrides`).
2. People correct only what they see is wrong, task by task, and leave alone what is right.

`used` counts in how many of the five splits cross-validation let the correction stand. The penalties
were chosen on splits of olist, so of its figures only the gate is untouched by choice.
"""

import argparse
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.metrics import accuracy_score, f1_score

from benchmarks.taught import general_heads
from cxlab import tables
from cxlab.analyse.corrected import learn
from cxlab.analyse.encode import Cached, Encoder, get_encoder
from cxlab.analyse.sentiment import score_sentiment
from cxlab.analyse.stages import assign_stages
from cxlab.stages import builtin
from training.labels import LABELS, read_labelled

SOURCES = {
    "olist": "store reviews pt", "reclame_aqui": "complaints pt", "sfu_es": "product reviews es",
    "tesco": "supermarket tweets en", "twitter_airline": "airline tweets en",
}  # fmt: skip
SIZES = (50, 100, 200)
SPLITS = 5
TASKS = ("polarity", "kind", "gap", "stage")
FIELDS = {"polarity": "valence", "kind": "kind", "gap": "gap", "stage": "stage"}


@dataclass(frozen=True)
class Remembered:
    """Heads that know the answers for a source's sentences, so that they are trained once."""

    classes: dict[str, list[str]]
    settings: dict[str, float]
    joint: np.ndarray
    known: dict[str, dict[str, np.ndarray]]

    def logits(
        self, texts: list[str], langs: list[str], vectors: np.ndarray
    ) -> dict[str, np.ndarray]:
        return {task: np.stack([self.known[text][task] for text in texts]) for task in self.classes}


class WithHeads:
    """An encoder with heads of its own."""

    def __init__(self, encoder: Cached, decider: Remembered) -> None:
        self.name, self.dims, self.encode = encoder.name, encoder.dims, encoder.encode
        self.decider = decider


def heads_without(data: Path, source: str, encoder: Cached, cache: Path) -> Remembered:
    """What heads that never saw the source say of its sentences; kept in the cache."""
    from cxlab.analyse.heads import load

    table = read_labelled(data).table
    rows = table[_of(table, source, data)]
    texts, langs = rows["text"].tolist(), rows["lang"].tolist()
    path = cache / f"logits-without-{source}.npz"
    shipped = load(encoder.name)
    if not path.exists():
        heads = general_heads(data, source, encoder)
        logits = heads.logits(texts, langs, encoder.encode(texts))
        np.savez(path, joint=heads.joint, **logits)
    with np.load(path) as stored:
        joint, logits = stored["joint"], {task: stored[task] for task in shipped.classes}
    known = {
        text: {task: values[row] for task, values in logits.items()}
        for row, text in enumerate(texts)
    }
    return Remembered(shipped.classes, shipped.settings, joint, known)


def _of(table: pd.DataFrame, source: str, data: Path) -> np.ndarray:
    """The source's sentences of journey_labels.csv; what was labelled later is left out."""
    first = len(pd.read_csv(data / LABELS, usecols=["source"]))
    mask: np.ndarray = (table["source"] == source).to_numpy() & (np.arange(len(table)) < first)
    return mask


def study_of(data: Path, source: str) -> pd.DataFrame:
    """The source's sentences as utterances, with what is right in `right_<task>`."""
    labelled = read_labelled(data)
    chosen = _of(labelled.table, source, data)
    table = labelled.table[chosen].reset_index(drop=True)
    rows = {f"right_{task}": y[chosen] for task, y in labelled.targets().items()}
    said = pd.DataFrame(
        {
            "utt_id": [f"u{row:05d}" for row in range(len(table))],
            "doc_id": labelled.groups[chosen], "text": table["text"], "lang": table["lang"],
            "role": "customer", **rows,
        }
    )  # fmt: skip
    return said.drop_duplicates("text", ignore_index=True)


def read(said: pd.DataFrame, encoder: Encoder) -> pd.DataFrame:
    """What the machine says, as the library decides it."""
    texts, langs = said["text"].tolist(), said["lang"].tolist()
    scored = score_sentiment(texts, langs, encoder)
    sides = scored[["negative", "neutral", "positive"]]
    return pd.DataFrame(
        {
            "polarity": sides.idxmax(axis=1).to_numpy(),
            "kind": scored["kind"].to_numpy(),
            "gap": np.where(scored["gap"], "yes", "no"),
            "stage": assign_stages(texts, langs, encoder)["stage"].to_numpy(),
        }
    )


def decisions(said: pd.DataFrame, rows: dict[str, np.ndarray]) -> pd.DataFrame:
    """What people decide about some rows of each task, as the table of overrides."""
    parts = [
        pd.DataFrame(
            {
                "utt_id": said["utt_id"].to_numpy()[rows[task]],
                "field": FIELDS[task],
                "value": said[f"right_{'valence' if task == 'polarity' else task}"].to_numpy()[
                    rows[task]
                ],
                "author": "gold",
            }
        )
        for task in TASKS
    ]
    return tables.conform("overrides", pd.concat(parts, ignore_index=True))


def one_split(
    said: pd.DataFrame, encoder: WithHeads, plain: Cached, n: int, split: int, *, wrong_only: bool
) -> pd.DataFrame:
    """Per task: before, after (accuracy), f1 before and after on the other half; used or not."""
    random = np.random.default_rng(split)
    documents = random.permutation(sorted(set(said["doc_id"])))
    asked = said["doc_id"].isin(documents[: len(documents) // 2]).to_numpy()
    before = read(said, encoder)
    rows = {}
    drawn = random.permutation(np.flatnonzero(~asked))
    for task in TASKS:
        wrong = (before[task] != said[f"right_{task}"]).to_numpy()
        rows[task] = (drawn[wrong[drawn]] if wrong_only else drawn)[:n]
    learnt = learn(
        said, decisions(said, rows), encoder, listener=plain, stages=builtin(), seed=split
    )
    strength = {lesson.task: lesson.strength for lesson in learnt.lessons}
    test = said[asked].reset_index(drop=True)
    after = read(test, learnt.encoder)
    told = []
    for task in TASKS:
        right = test[f"right_{task}"]
        old, new = before.loc[asked, task], after[task]
        told.append(
            {
                "task": task, "used": strength.get(task, 0.0) > 0, "n": len(rows[task]),
                "before": accuracy_score(right, old), "after": accuracy_score(right, new),
                "f1_before": f1_score(right, old, average="macro", zero_division=0),
                "f1_after": f1_score(right, new, average="macro", zero_division=0),
            }
        )  # fmt: skip
    return pd.DataFrame(told)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--sources", nargs="+", default=list(SOURCES), choices=list(SOURCES))
    given = parser.parse_args()
    plain = Cached(get_encoder("fast"), given.cache)
    for source in given.sources:
        said = study_of(given.data, source)
        encoder = WithHeads(plain, heads_without(given.data, source, plain, given.cache))
        print(f"\n{SOURCES[source]}: {len(said)} sentences")
        for wrong_only in (False, True):
            print("  errors corrected, nothing else" if wrong_only else "  drawn at random, coded")
            for n in SIZES:
                found = pd.concat(
                    [
                        one_split(said, encoder, plain, n, split, wrong_only=wrong_only)
                        for split in range(SPLITS)
                    ]
                )
                for task, rows in found.groupby("task", sort=False):
                    mean = rows.mean(numeric_only=True)
                    print(
                        f"    {mean['n']:4.0f} {task:9s} {mean['before']:.3f} -> {mean['after']:.3f}"
                        f"   macro-F1 {mean['f1_before']:.3f} -> {mean['f1_after']:.3f}"
                        f"   used in {int(rows['used'].sum())} of {SPLITS}",
                        flush=True,
                    )


if __name__ == "__main__":
    main()
