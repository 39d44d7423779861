"""The labelled sentences, who wrote them, and which of them nobody may learn from.

Sentences are split by document (a review, a complaint thread, a customer's tweet), never one by
one: sentences of one document resemble each other and would flatter the figures.
"""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from training import readings

TEST_SHARE = 15  # of 100 buckets of documents: measured, never learnt from; the cards say how often they were looked at
LABELS = "journey_labels.csv"
# The sentences of one corpus that is free to use; its polarity shapes the shared hidden layer.
PRODUCT = "product_sentences_en.csv"


@dataclass(frozen=True)
class Labelled:
    """Sentences with their labels, the document each is from, and the held-out mask."""

    table: pd.DataFrame
    groups: np.ndarray
    held_out: np.ndarray

    def targets(self) -> dict[str, np.ndarray]:
        """Labels per task as strings."""
        valence = self.table["valence"].to_numpy()
        sign = np.sign(valence)
        return {
            "valence": valence.astype(str),
            "polarity": np.select([sign < 0, sign > 0], ["negative", "positive"], "neutral"),
            "kind": self.table["kind"].to_numpy(dtype=str),
            "emotion": self.table["emotion"].to_numpy(dtype=str),
            "gap": np.where(self.table["gap"].to_numpy() == 1, "yes", "no"),
            "stage": self.table["stage"].to_numpy(dtype=str),
        }


def class_order(name: str) -> tuple[float, str]:
    """Sorts numbers by value and names by letter."""
    try:
        return float(name), ""
    except ValueError:
        return 0.0, name


def bucket(group: str, buckets: int = 100) -> int:
    """A stable number below `buckets` for a document."""
    return int(hashlib.blake2b(group.encode(), digest_size=4).hexdigest(), 16) % buckets


def read_labelled(data: Path) -> Labelled:
    """All labelled sentences: those of journey_labels.csv in its order, then our later readings."""
    first = pd.read_csv(data / LABELS, dtype={"item": str})
    table = pd.concat([first, readings.read(data)], ignore_index=True)
    groups = _groups(table, data)
    held_out = np.array([bucket(group) < TEST_SHARE for group in groups])
    return Labelled(table, groups, held_out)


def _groups(table: pd.DataFrame, data: Path) -> np.ndarray:
    """The document of each sentence, as 'source/document'."""
    complaints = pd.read_csv(data / "complaints_pt.csv", usecols=["id", "position_in_chat"])
    threads = (complaints["position_in_chat"] == 0).cumsum().astype(str)
    airline = pd.read_csv(data / "airline_touchpoints_en.csv", usecols=["id", "review_id"])
    products = pd.read_csv(data / PRODUCT, usecols=["id", "product", "review_no"])
    owner = {
        "reclame_aqui": dict(zip(complaints["id"], threads, strict=True)),
        "airline_touchpoints": dict(
            zip(airline["id"], airline["review_id"].astype(str), strict=True)
        ),
        "hu_liu": dict(zip(products["id"], product_groups(products), strict=True)),
    }
    return np.array(
        [
            f"{source}/{owner.get(source, {}).get(item, _document(source, item))}"
            for source, item in zip(table["source"], table["src_id"], strict=True)
        ]
    )


def _document(source: str, item: str) -> str:
    if source == "opener_es":
        return item.rpartition("-")[0]
    if source == "absapt":
        return item.rpartition("-")[2]
    if source == "m_absa":  # the same sentence exists in several languages
        return re.sub(r"-(es|pt|en)-", "-", item)
    return item


def product_groups(products: pd.DataFrame) -> list[str]:
    """The review each product sentence is from."""
    return [
        f"{product}/{number}"
        for product, number in zip(products["product"], products["review_no"], strict=True)
    ]


def read_products(data: Path, forbidden: set[str]) -> tuple[list[str], np.ndarray]:
    """Product sentences and their polarity, without those of the forbidden documents."""
    products = pd.read_csv(data / PRODUCT)
    allowed = [f"hu_liu/{group}" not in forbidden for group in product_groups(products)]
    kept = products[np.array(allowed) & products["text"].notna().to_numpy()]
    return kept["text"].tolist(), kept["label"].to_numpy(dtype=str)
