"""How well feeling and stage are told, beside peers in the same run.

    python -m benchmarks.feeling ../shared/data --cache FOLDER

1. Recipe: heads trained on the documents not held out, measured on those held out (never learnt
   from, split by document), per language; beside the same labels with TF-IDF and logistic
   regression, VADER (English) and a word list with negation.
2. Shipped weights on corpora they never saw: reviews, hotel sentences and tweets with their own
   labels, negative against positive, without the documents they learnt from.
3. Texts per second, as a ratio to VADER in the same run.
"""

import argparse
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, f1_score
from sklearn.pipeline import make_pipeline, make_union

from cxlab.analyse import lexicon
from cxlab.analyse.encode import Cached, get_encoder
from cxlab.analyse.heads import load
from cxlab.analyse.sentiment import score_sentiment
from training import choose, heads, store
from training.labels import read_labelled
from training.measure import NAMES, predict

LANGS = ("pt", "es", "en")
OUTSIDE_ROWS = 3_000
FEWEST = 50


def both(truth: np.ndarray, said: np.ndarray) -> str:
    accuracy = accuracy_score(truth, said)
    macro = f1_score(truth, said, average="macro", labels=sorted(set(truth)), zero_division=0)
    return f"{accuracy:.3f} / {macro:.3f}"


def vader_sign(texts: list[str]) -> np.ndarray:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    judge = SentimentIntensityAnalyzer()
    return np.array([judge.polarity_scores(text)["compound"] for text in texts])


def three(values: np.ndarray, band: float) -> np.ndarray:
    return np.select([values <= -band, values >= band], ["negative", "positive"], "neutral")


def tfidf(texts: list[str], labels: np.ndarray, asked: list[str]) -> np.ndarray:
    words = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True)
    letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), min_df=3)
    model = make_pipeline(make_union(words, letters), LogisticRegression(C=5, max_iter=300))
    said: np.ndarray = model.fit(texts, labels).predict(asked)
    return said


def held_out(data: Path, cache: Path) -> None:
    labelled, encoder = read_labelled(data), Cached(get_encoder(), cache)
    learn = ~labelled.held_out
    rows, rough = (heads.read_rows(labelled, encoder, roughly=flag) for flag in (False, True))
    extra = heads.read_extra(data, set(labelled.groups[labelled.held_out]), encoder)
    shipped = load(encoder.name)
    chosen = {
        "share": shipped.share,
        "temperature": shipped.temperature,
        "settings": shipped.settings,
    }
    both_rows = heads.together(rows.take(learn), rough.take(learn))
    trained = store.rounded(choose.apply(heads.fit(both_rows, extra, encoder.name), chosen))
    asked, known = rows.take(~learn), rows.take(learn)
    said = predict(trained, asked)
    langs = np.array(asked.langs)
    truth = asked.labels | {"sentiment": asked.labels["polarity"]}
    print(f"\nHeld-out documents, {len(langs)} sentences: accuracy / macro-F1\n")
    for task in NAMES:
        source = "polarity" if task == "sentiment" else task
        peer = tfidf(known.texts, known.labels[source], asked.texts)
        systems = {"cxlab": said[task].to_numpy(), "TF-IDF + LR": peer}
        if task == "sentiment":
            words = [
                lexicon.polarity(t, lang) for t, lang in zip(asked.texts, asked.langs, strict=True)
            ]
            systems["word list"] = three(np.array(words), 0.05)
            systems["VADER"] = three(vader_sign(asked.texts), 0.05)
        for name, labels in systems.items():
            cells = [f"all {both(truth[task], labels)}"]
            if name == "VADER":  # knows English only
                english = langs == "en"
                print(f"{task:10} {name:12} en {both(truth[task][english], labels[english])}")
                continue
            cells += [
                f"{lang} {both(truth[task][langs == lang], labels[langs == lang])}"
                for lang in LANGS
            ]
            print(f"{task:10} {name:12} " + "  ".join(cells))
    print("most common class: " + ", ".join(
        f"{task} {pd.Series(truth[task]).value_counts(normalize=True).iloc[0]:.3f}" for task in NAMES
    ))  # fmt: skip


def _document(item: str) -> str:
    """Hotel sentences are numbered within their review; everything else is a document."""
    return item.rpartition("-")[0] if item.startswith("opener") else item


def outside(data: Path, cache: Path) -> None:
    """Negative against positive on corpora with labels of their own."""
    encoder = Cached(get_encoder(), cache)
    seen = {_document(item) for item in read_labelled(data).table["src_id"]}
    print("\nShipped weights on other corpora, negative against positive: accuracy / macro-F1\n")
    signs = {"positivo": "positive", "negativo": "negative"}
    for file, name in (
        ("reviews_pt_store.csv", "store reviews"),
        ("hotel_sentences_es_en.csv", "hotel sentences"),
        ("tweets_en_airline.csv", "airline tweets"),
        ("reviews_es_products.csv", "long product reviews"),
    ):
        table = pd.read_csv(data / file).dropna(subset=["text", "label"])
        table = table[~table["id"].map(_document).isin(seen)]
        table["label"] = table["label"].replace(
            signs | {"recommended": "positive", "not_recommended": "negative"}
        )
        table = table[table["label"].isin(["negative", "positive"])].head(OUTSIDE_ROWS)
        for lang, part in table.groupby("lang"):
            if len(part) < FEWEST:
                continue
            texts, codes = part["text"].tolist(), part["lang"].tolist()
            truth = part["label"].to_numpy()
            scored = score_sentiment(texts, codes, encoder)
            ours = np.where(scored["positive"] >= scored["negative"], "positive", "negative")
            words = np.array([lexicon.polarity(t, str(lang)) for t in texts])
            line = f"cxlab {both(truth, ours)}  word list {both(truth, np.where(words >= 0, 'positive', 'negative'))}"
            if lang == "en":
                vader = np.where(vader_sign(texts) >= 0, "positive", "negative")
                line += f"  VADER {both(truth, vader)}"
            print(f"{name} {lang} (n={len(part)}): {line}")


def speed(data: Path) -> None:
    texts = pd.read_csv(data / "tweets_en_airline.csv")["text"].dropna().tolist()[:1_500]

    def rate(work: Callable[[], object]) -> float:
        start = time.process_time()
        work()
        return len(texts) / (time.process_time() - start)

    vader = rate(lambda: vader_sign(texts))
    print(f"\nTexts per second of processor time (VADER {vader:.0f}):")
    for name in ("fast", "accurate"):
        score_sentiment(["ready"], ["en"], name)
        ours = rate(lambda chosen=name: score_sentiment(texts, ["en"] * len(texts), chosen))
        print(f"{name} {ours:.0f}, ratio {ours / vader:.4f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--cache", type=Path, required=True)
    given = parser.parse_args()
    speed(given.data)
    outside(given.data, given.cache)
    held_out(given.data, given.cache)


if __name__ == "__main__":
    main()
