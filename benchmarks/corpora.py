"""The shared corpora as whole texts with a side, without those the shipped weights learnt from."""

import re
from pathlib import Path

import numpy as np
import pandas as pd

from training import readings
from training.labels import bucket

SIDES = {"positivo": "positive", "negativo": "negative", "neutro": "neutral"}
CHOOSE, REPORT = 0, 1


def document(name: str) -> str:
    """The document of a text: hotel sentences carry their number at the end."""
    return name.rpartition("-")[0] if name.startswith("opener") else name


def _letters(text: str) -> str:
    return re.sub(r"\W+", "", text.casefold())


def whole_texts(data: Path, most: int) -> dict[str, pd.DataFrame]:
    """Corpus -> at most `most` texts nobody learnt from: id, text, lang, side, half.

    Left out: every document with a sentence in journey_labels.csv or `training/readings.csv`, and
    every text with the same words as one of these. `side` is negative, neutral or positive after the corpus' own label;
    `half` is CHOOSE or REPORT by a hash of the document: what is chosen is chosen on the first.
    """
    labels = pd.read_csv(data / "journey_labels.csv", usecols=["src_id", "text"])
    labels = pd.concat([labels, readings.read(data)[["src_id", "text"]]])
    seen = set(labels["src_id"].astype(str).map(document))
    words = set(labels["text"].map(_letters))
    made = {}
    for name, corpus in _corpora(data).items():
        table = corpus.dropna(subset=["text", "side"]).drop_duplicates("text")
        documents = table["id"].astype(str).map(document)
        known = documents.isin(seen) | table["text"].map(_letters).isin(words)
        fresh = table[~known].assign(half=[bucket(f"half {one}", 2) for one in documents[~known]])
        fresh = fresh.sample(min(most, len(fresh)), random_state=0)
        made[name] = fresh[["id", "text", "lang", "side", "half"]].reset_index(drop=True)
    return made


def _corpora(data: Path) -> dict[str, pd.DataFrame]:
    store = pd.read_csv(data / "reviews_pt_store.csv")
    tweets = pd.read_csv(data / "tweets_en_airline.csv")
    products = pd.read_csv(data / "reviews_es_products.csv")
    lounges = pd.read_csv(data / "lounge_reviews_en.csv")
    recommended = lounges["recommended"].astype(int) == 1
    hotel = pd.read_csv(data / "hotel_sentences_es_en.csv")
    hotel = hotel[hotel["label"].isin(["positive", "negative"])]
    return {
        "store reviews pt": store.assign(side=store["label"].map(SIDES)),
        "airline tweets en": tweets.assign(side=tweets["label"]),
        "long product reviews es": products.assign(side=products["label"]),
        "lounge reviews en": lounges.assign(side=np.where(recommended, "positive", "negative")),
        "hotel sentences es": hotel[hotel["lang"] == "es"].assign(side=lambda t: t["label"]),
        "hotel sentences en": hotel[hotel["lang"] == "en"].assign(side=lambda t: t["label"]),
    }
