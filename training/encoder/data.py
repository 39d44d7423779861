"""Sentences and targets: labels made for this project, and distant labels of three free corpora.

Every sentence knows its document; train, dev and test are parts by document, never by sentence, and
a distant sentence of a held-out document (or with its words) is left out of training.
"""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from training.labels import TEST_SHARE, bucket, product_groups, read_labelled
from training.readings import joined

STAGES = ("discover", "compare", "purchase", "receive", "use", "support", "stay", "none")
KINDS = ("pain", "delight", "wish", "fact")
SENTIMENTS = ("negative", "neutral", "positive")
EMOTIONS = (
    "frustration", "disappointment", "worry", "satisfaction", "gratitude", "surprise", "none"
)  # fmt: skip
VALENCES = (-2, -1, 0, 1, 2)
TASKS: dict[str, tuple] = {
    "sentiment": SENTIMENTS,
    "valence": VALENCES,
    "kind": KINDS,
    "gap": (0, 1),
    "stage": STAGES,
    "emotion": EMOTIONS,
}
_SECOND_STAGE = 0.2  # share of the target that a sentence's second stage gets

PLUTCHIK = (
    "anger", "anticipation", "disgust", "fear", "joy", "sadness", "surprise", "trust"
)  # fmt: skip
FORUM = (
    "admiration", "amusement", "anger", "annoyance", "approval", "caring", "confusion", "curiosity",
    "desire", "disappointment", "disapproval", "disgust", "embarrassment", "excitement", "fear",
    "gratitude", "grief", "joy", "love", "nervousness", "neutral", "optimism", "pride",
    "realization", "relief", "remorse", "sadness", "surprise",
)  # fmt: skip


@dataclass(frozen=True)
class Labelled:
    """Texts with one target matrix (n, classes) of probabilities a task."""

    texts: list[str]
    targets: dict[str, np.ndarray]

    def __len__(self) -> int:
        return len(self.texts)


def journey(data: Path) -> pd.DataFrame:
    """journey_labels.csv with `document`, `sentiment` and `part` (train, dev, test).

    Test documents are the ones that `training.heads` holds out too (15 of 100 buckets), so that
    figures of the two encoders stand side by side; dev documents are the next ten buckets.
    """
    labelled = read_labelled(data)
    table = labelled.table.copy()
    table["document"] = labelled.groups
    table["sentiment"] = sentiment_of(table["valence"])
    table["part"] = [part_of(document) for document in labelled.groups]
    return table


def sentiment_of(valence: pd.Series) -> np.ndarray:
    """negative, neutral or positive for each valence."""
    return np.array(SENTIMENTS)[np.sign(valence).to_numpy() + 1]


def part_of(document: str) -> str:
    """The part a document belongs to, by a hash of its name."""
    place = bucket(document)
    return "test" if place < TEST_SHARE else "dev" if place < TEST_SHARE + 10 else "train"


def targets_of(table: pd.DataFrame) -> Labelled:
    """Targets of all tasks; a sentence that speaks of two stages shares the target between them."""
    targets = {}
    for task, classes in TASKS.items():
        place = {label: at for at, label in enumerate(classes)}
        targets[task] = np.eye(len(classes), dtype=np.float32)[table[task].map(place).to_numpy()]
    second = table["stage2"].map({label: at for at, label in enumerate(STAGES)})
    rows = np.flatnonzero(second.notna())
    targets["stage"][rows] *= 1 - _SECOND_STAGE
    targets["stage"][rows, second.to_numpy()[rows].astype(int)] += _SECOND_STAGE
    return Labelled(table["text"].tolist(), targets)


def folded(text: str) -> str:
    """A text's letters and digits, to find the same words behind other signs."""
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def distant(
    data: Path, *, held_out: pd.DataFrame, seed: int = 0, amount: int = 7_000
) -> dict[str, Labelled]:
    """Corpora whose licence lets weights be shipped, `amount` sentences of each at most.

    Names and tasks: `product` (polarity of product sentences), `film` (Plutchik's emotions, also
    pt and es), `forum` (28 emotions). Nothing of a document in `held_out` comes in.
    """
    never = {folded(text) for text in held_out["text"]}
    documents = set(held_out["document"])
    parts = {
        "product": _product(data, documents),
        "film": _film(data),
        "forum": _forum(data),
    }
    chosen = {}
    for name, (texts, target) in parts.items():
        random = np.random.default_rng(seed)
        free = np.array([row for row, text in enumerate(texts) if folded(text) not in never])
        take = np.sort(random.choice(free, min(amount, len(free)), replace=False))
        chosen[name] = Labelled([texts[row] for row in take], {name: target[take]})
    return chosen


def _product(data: Path, never: set[str]) -> tuple[list[str], np.ndarray]:
    """Sum of the strengths of a sentence's aspects -> none, negative, positive; mixed ones left out."""
    table = pd.read_csv(data / "product_sentences_en.csv").dropna(subset=["text"])
    names = [f"hu_liu/{group}" for group in product_groups(table)]
    table = table[[name not in never for name in names]]
    table = table[table["label"].isin(["none", "negative", "positive"])]
    rows = table["label"].map({"none": 0, "negative": 1, "positive": 2}).to_numpy()
    return table["text"].map(joined).tolist(), np.eye(3, dtype=np.float32)[rows]


def _film(data: Path) -> tuple[list[str], np.ndarray]:
    table = pd.read_csv(data / "emotions_subtitles_en_es_pt.csv").dropna(subset=["text"])
    table = table[(table["origin"] != "annotated_neutral") & (table["text"].str.len() > 12)]
    # as many English as Spanish as Portuguese lines
    tongue = table["lang"].str[:2]
    fewest = tongue.value_counts().min()
    table = table.groupby(tongue).sample(fewest, random_state=0).sort_index()
    return table["text"].map(joined).tolist(), _several(table["emotions"], PLUTCHIK)


def _forum(data: Path) -> tuple[list[str], np.ndarray]:
    table = pd.read_csv(data / "emotions_en_forum.csv").dropna(subset=["text", "label"])
    plain = table["label"] == "neutral"
    table = pd.concat([table[~plain], table[plain].sample(3_000, random_state=0)]).sort_index()
    return table["text"].tolist(), _several(table["label"], FORUM)


def _several(labels: pd.Series, names: tuple[str, ...]) -> np.ndarray:
    place = {name: at for at, name in enumerate(names)}
    target = np.zeros((len(labels), len(names)), dtype=np.float32)
    for row, found in enumerate(labels):
        for name in str(found).split("|"):
            if name in place:
                target[row, place[name]] = 1
    return target


def describe(table: pd.DataFrame) -> str:
    """Sentences and documents of each part, one JSON line."""
    return json.dumps(
        {
            part: [len(group), int(group["document"].nunique())]
            for part, group in table.groupby("part")
        }
    )
