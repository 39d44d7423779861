"""What a study's own ratings teach, measured on sentences whose feeling people labelled.

    python -m benchmarks.taught ../shared/data --cache FOLDER [--demo data/processed/demo]

1. Three corpora with stars (store reviews pt, product reviews es, airport lounges en): general
   heads trained without any sentence of that corpus, then taught by its stars; sentiment and kind
   of the corpus's labelled sentences before and after. Labelled sentences are scored by models that
   saw neither their review nor the same words. `used` says whether the gate lets the result stand.
2. The same with stars dealt out at random: the gate must stay shut.
3. With --demo, the processed demo study: golden implicit praise and complaints of
   tests/cases/analyse_taught.json.
"""

import argparse
import json
import time
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.metrics import accuracy_score, f1_score

from cxlab import tables
from cxlab.analyse.encode import Cached, get_encoder
from cxlab.analyse.heads import Heads, load
from cxlab.analyse.sentiment import add_sentiment
from cxlab.analyse.taught import Taught, teach
from cxlab.prepare.sentences import split
from training import choose, heads
from training.labels import read_labelled

SOURCES = {
    "olist": ("store reviews pt", "reviews_pt_store.csv"),
    "sfu_es": ("product reviews es", "reviews_es_products.csv"),
    "skytrax": ("airport lounges en", "lounge_reviews_en.csv"),
}
MOST_DOCUMENTS = 3_000  # beside those with labelled sentences
SIDES = ["negative", "neutral", "positive"]
CASES = Path(__file__).parents[1] / "tests" / "cases" / "analyse_taught.json"


class WithHeads:
    """An encoder with heads of its own: those that never saw the corpus."""

    def __init__(self, encoder: Cached, decider: Heads) -> None:
        self.name, self.dims, self.encode = encoder.name, encoder.dims, encoder.encode
        self.decider = decider


def general_heads(data: Path, source: str, encoder: Cached) -> Heads:
    """The recipe of the shipped heads, without any sentence of the source."""
    labelled = read_labelled(data)
    kept = (labelled.table["source"] != source).to_numpy()
    rows, rough = (heads.read_rows(labelled, encoder, roughly=flag) for flag in (False, True))
    shipped = load(encoder.name)
    trained = heads.fit(
        heads.together(rows.take(kept), rough.take(kept)),
        heads.read_extra(data, set(), encoder),
        f"without-{source}",
    )
    chosen = {"share": shipped.share, "temperature": shipped.temperature}
    return choose.apply(trained, chosen | {"settings": shipped.settings})


def read_reviews(data: Path, source: str) -> pd.DataFrame:
    reviews = pd.read_csv(data / SOURCES[source][1]).dropna(subset=["text"])
    if source == "olist":
        stars = reviews["label"].map({"positivo": 5, "neutro": 3, "negativo": 1})
    elif source == "sfu_es":
        stars = reviews["stars"]
    else:  # a few ratings of the lounges are on another scale, of ten
        stars = reviews["overall_rating"].where(reviews["overall_rating"] <= 5)
    return reviews.assign(rating=stars).dropna(subset=["rating"])


def corpus(data: Path, source: str) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Documents, utterances and the labelled sentences among them, as unrated documents."""
    labels = pd.read_csv(data / "journey_labels.csv")
    reviews = read_reviews(data, source)
    truth = labels[(labels["source"] == source) & labels["src_id"].isin(reviews["id"])]
    wanted = reviews["id"].isin(truth["src_id"])
    reviews = pd.concat([reviews[wanted], reviews[~wanted].head(MOST_DOCUMENTS)])
    rated = reviews[["text", "lang", "rating"]].assign(doc_id=reviews["id"])
    rows = [
        (doc, text[start:end], lang)
        for doc, text, lang in zip(rated["doc_id"], rated["text"], rated["lang"], strict=True)
        for start, end in split(text, lang)
    ]
    asked = truth[["text", "lang"]].assign(doc_id="asked " + truth["src_id"])
    said = pd.concat([pd.DataFrame(rows, columns=["doc_id", "text", "lang"]), asked])
    said = said.assign(role="customer", utt_id=[f"{row:06}" for row in range(len(said))])
    unrated = asked.drop_duplicates("doc_id")
    documents = pd.concat([rated, unrated]).assign(kind="review", rating_low=1, rating_high=5)
    documents["participant"] = documents["doc_id"].str.removeprefix("asked ")
    truth = truth.assign(utt_id=said["utt_id"].tolist()[-len(truth) :])
    return tables.conform("documents", documents), tables.conform("utterances", said), truth


def both(truth: np.ndarray, said: np.ndarray) -> str:
    macro = f1_score(truth, said, average="macro", labels=sorted(set(truth)), zero_division=0)
    return f"{accuracy_score(truth, said):.3f} / {macro:.3f}"


def figures(utterances: pd.DataFrame, truth: pd.DataFrame) -> str:
    said = utterances.set_index("utt_id").loc[truth["utt_id"]]
    sign = np.sign(truth["valence"].to_numpy())
    right = np.select([sign < 0, sign > 0], ["negative", "positive"], "neutral")
    sentiment = said[SIDES].astype(float).idxmax(axis=1).to_numpy()
    kept = (sentiment == "negative")[right == "negative"].mean()
    correlation = np.corrcoef(truth["valence"], said["valence"].astype(float))[0, 1]
    return (
        f"sentiment {both(right, sentiment)}  kind {both(truth['kind'].to_numpy(), said['kind'].to_numpy())}"
        f"  valence r {correlation:.3f}  negative found {kept:.3f}"
    )


def gate(taught: Taught) -> str:
    gain = taught.gain
    if gain is None:
        return taught.sentence
    return (
        f"used {taught.used}, weight {taught.weight:g}, {taught.documents} documents, "
        f"AUC {gain.before:.3f} -> {gain.after:.3f} ({gain.low:+.3f} to {gain.high:+.3f}), "
        f"balanced {gain.balanced_before:.3f} -> {gain.balanced_after:.3f}"
    )


def outside(data: Path, cache: Path) -> None:
    plain = Cached(get_encoder(), cache)
    for source, (name, _) in SOURCES.items():
        encoder = WithHeads(plain, general_heads(data, source, plain))
        documents, utterances, truth = corpus(data, source)
        utterances = add_sentiment(utterances, encoder)
        start = time.perf_counter()
        taught = teach(utterances, documents, encoder)
        seconds = time.perf_counter() - start
        print(f"\n{name}: {len(utterances)} utterances in {seconds:.1f} s; {gate(taught)}")
        print(f"  {len(truth)} labelled sentences: accuracy / macro-F1")
        print(f"  before  {figures(utterances, truth)}")
        print(f"  after   {figures(taught.utterances, truth)}")
        dealt = np.random.default_rng(0).permutation(documents["rating"].dropna().to_numpy())
        mixed = documents.copy()
        mixed.loc[mixed["rating"].notna(), "rating"] = dealt
        print(f"  stars at random: {gate(teach(utterances, mixed, encoder))}", flush=True)


def demo(folder: Path) -> None:
    documents = tables.read("documents", folder)
    encoder = Cached(get_encoder(), folder / "vectors")
    # Scored anew: the tables may have been taught already.
    utterances = add_sentiment(tables.read("utterances", folder), encoder)
    taught = teach(utterances, documents, encoder)
    print(f"\ndemo study: {gate(taught)}; {taught.changed} kinds changed")
    for name, cases in json.loads(CASES.read_text(encoding="utf-8")).items():
        counts = []
        for table in (utterances, taught.utterances):
            kind = dict(zip(table["text"], table["kind"], strict=True))
            right = sum(kind.get(case["text"]) == case["kind"] for case in cases)
            counts.append(f"{right} of {len(cases)}")
        print(f"  {name}: {counts[0]} right before, {counts[1]} after")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--demo", type=Path, help="processed tables of the demo study")
    given = parser.parse_args()
    if given.demo:
        demo(given.demo)
    outside(given.data, given.cache)


if __name__ == "__main__":
    main()
