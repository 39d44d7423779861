"""The two encoders side by side, on texts neither was taught: `python benchmarks/encoders.py DATA`.

DATA is the folder with the shared corpora. Of each corpus the documents that have a sentence in
`journey_labels.csv` are left out, since the accurate encoder learnt those. Prints one table of
feeling (whole reviews, tweets, hotel sentences), one of the vectors (a sentence's translation
found among all; nearest neighbours of the same intent) and one of cost.

Figures of the labels themselves (sentiment, kind, gap, stage by document split, by language and
without a source) are measured by the training run that holds documents out: `training/encoder/`.
"""

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.metrics import f1_score, roc_auc_score

from cxlab.analyse.accurate import FOLDER, AccurateEncoder
from cxlab.analyse.encode import Encoder, get_encoder
from cxlab.analyse.sentiment import score_sentiment

SIDES = ("negative", "neutral", "positive")


def document(name: str) -> str:
    """The document of a text: hotel sentences carry their number at the end."""
    return name.rsplit("-", 1)[0] if name.startswith("opener") else name


def journey_documents(data: Path) -> set[str]:
    """Names, as the corpora spell them, of every document with a labelled sentence."""
    names = pd.read_csv(data / "journey_labels.csv", usecols=["src_id"])["src_id"].astype(str)
    return set(names.map(document))


def feeling_sets(data: Path, most: int) -> dict[str, pd.DataFrame]:
    """Corpus -> text, lang, side; documents with labelled sentences left out."""
    seen = journey_documents(data)
    store = pd.read_csv(data / "reviews_pt_store.csv")
    store["side"] = store["label"].map(
        {"negativo": "negative", "neutro": "neutral", "positivo": "positive"}
    )
    tweets = pd.read_csv(data / "tweets_en_airline.csv").assign(side=lambda t: t["label"])
    long = pd.read_csv(data / "reviews_es_products.csv")
    long["side"] = np.where(
        long["label"].astype(str).str.contains("^(?:yes|pos|1|recom)"), "positive", "negative"
    )
    hotel = pd.read_csv(data / "hotel_sentences_es_en.csv")
    hotel = hotel[hotel["label"].isin(["positive", "negative"])].assign(side=lambda t: t["label"])
    made = {}
    for name, table in {
        "store reviews pt": store,
        "airline tweets en": tweets,
        "long product reviews es": long,
        "hotel sentences es": hotel[hotel["lang"] == "es"],
        "hotel sentences en": hotel[hotel["lang"] == "en"],
    }.items():
        fresh = table[~table["id"].astype(str).map(document).isin(seen)]
        fresh = fresh.dropna(subset=["text", "side"])
        made[name] = fresh.sample(min(most, len(fresh)), random_state=0)
    return made


def sides_of(encoder: Encoder, table: pd.DataFrame) -> np.ndarray:
    """Probabilities (n, 3) of negative, neutral, positive, as `score_sentiment` gives them."""
    texts, langs = table["text"].tolist(), table["lang"].tolist()
    return score_sentiment(texts, langs, encoder)[list(SIDES)].to_numpy()


def feeling(encoders: dict[str, Encoder], data: Path, most: int) -> None:
    """Polarity among clear texts, its AUC, and the three classes where a corpus has them."""
    print(f"{'feeling':<26}{'n':>6}  {'encoder':<10}{'polarity':>9}{'AUC':>7}{'3 classes':>16}")
    for name, table in feeling_sets(data, most).items():
        if not len(table):
            print(f"{name:<26}{0:>6}  every document has a labelled sentence: not measured here")
            continue
        for label, encoder in encoders.items():
            chances = sides_of(encoder, table)
            truth = table["side"].to_numpy()
            told = truth != "neutral"
            lean = chances[:, 2] - chances[:, 0]
            polarity = ((lean > 0) == (truth == "positive"))[told].mean()
            auc = roc_auc_score(truth[told] == "positive", lean[told])
            three = ""
            if not told.all():
                guess = np.array(SIDES)[chances.argmax(axis=1)]
                f1 = f1_score(truth, guess, average="macro")
                three = f"{(guess == truth).mean():.3f} / {f1:.3f}"
            print(f"{name:<26}{len(table):>6}  {label:<10}{polarity:>9.3f}{auc:>7.3f}{three:>16}")


def neighbours(encoders: dict[str, Encoder], data: Path, most: int) -> None:
    """Is a sentence's nearest neighbour its translation; do five neighbours tell the intent."""
    table = pd.read_csv(data / "aspects_parallel_en_es_pt.csv").dropna(subset=["text"])
    table["key"] = [
        name.replace(f"-{tongue}-", "-")
        for name, tongue in zip(table["id"], table["lang"], strict=True)
    ]
    wide = table.pivot_table(index="key", columns="lang", values="text", aggfunc="first").dropna()
    wide = wide[wide["en"].str.len().between(25, 200)].drop_duplicates("en")
    wide = wide.sample(min(most, len(wide)), random_state=0)
    intents = pd.read_csv(data / "intents_en_banking.csv").sample(2 * most, random_state=0)
    known, asked = intents[: int(1.6 * most)], intents[int(1.6 * most) :]
    print(f"\n{'vectors':<12}{'en-es':>8}{'en-pt':>8}{'es-pt':>8}   same intent, 5 neighbours")
    for label, encoder in encoders.items():
        vectors = {tongue: encoder.encode(wide[tongue].tolist()) for tongue in ("en", "es", "pt")}
        found = []
        for left, right in (("en", "es"), ("en", "pt"), ("es", "pt")):
            nearest = (vectors[left] @ vectors[right].T).argmax(axis=1)
            found.append(float((nearest == np.arange(len(wide))).mean()))
        near = encoder.encode(asked["text"].tolist()) @ encoder.encode(known["text"].tolist()).T
        five = np.argsort(-near, axis=1)[:, :5]
        votes = known["intent"].to_numpy()[five]
        same = float((votes == asked["intent"].to_numpy()[:, None]).mean())
        print(f"{label:<12}" + "".join(f"{one:>8.3f}" for one in found) + f"   {same:.3f}")
    print(f"({len(wide)} sentences in three languages; {len(known)} banking questions)")


def cost(names: list[str], data: Path, most: int, folder: Path) -> None:
    """Seconds to load and sentences a second, of processor time, each in its own process."""
    print(f"\n{'cost':<12}{'load s':>8}{'sentences/s':>13}")
    for name in names:
        command = [sys.executable, __file__, str(data), "--cost-of", name, "--most", str(most)]
        command += ["--folder", str(folder)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        found = json.loads(done.stdout.splitlines()[-1])
        print(f"{name:<12}{found['load']:>8.2f}{found['rate']:>13.0f}")


def one_cost(build: Callable[[], Encoder], data: Path, most: int) -> dict[str, float]:
    """The figures of `cost` for one encoder, of this process."""
    texts = pd.read_csv(data / "journey_labels.csv", usecols=["text"])["text"]
    chosen = texts.sample(min(most, len(texts)), random_state=0).tolist()
    start = time.process_time()
    encoder = build()
    encoder.encode(["aquecimento"])
    loaded = time.process_time()
    encoder.encode(chosen)
    rate = len(chosen) / (time.process_time() - loaded)
    return {"load": loaded - start, "rate": rate}


def builder(name: str, folder: Path) -> Callable[[], Encoder]:
    """How to make the encoder of that name."""
    if name == "accurate":
        return lambda: AccurateEncoder(folder)
    return lambda: get_encoder(name)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--folder", type=Path, default=FOLDER, help="weights of the accurate one")
    parser.add_argument("--most", type=int, default=1_000, help="texts of a corpus")
    parser.add_argument("--cost-of", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.cost_of:
        print(json.dumps(one_cost(builder(given.cost_of, given.folder), given.data, given.most)))
        return
    names = ["fast", "accurate"]
    encoders = {name: builder(name, given.folder)() for name in names}
    feeling(encoders, given.data, given.most)
    neighbours(encoders, given.data, given.most)
    cost(names, given.data, given.most, given.folder)


if __name__ == "__main__":
    main()
