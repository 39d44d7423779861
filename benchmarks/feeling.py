"""How well feeling and stage are told, beside peers in the same run.

    python -m benchmarks.feeling ../shared/data --cache FOLDER [--quick] [--held RUN] [--only PART]

Every row is marked: **held out** (heads or networks that never learnt from these documents), **fresh**
(shipped weights on documents they never saw), **seen** (shipped weights on documents that they learnt
from: shown for comparison, no measure of anything), **card** (as the card of the weights says).

- sentences: journey_labels.csv, documents held out; by language, kind of source and variety; beside
  TF-IDF with logistic regression on the same labels, VADER and TextBlob (en), LeIA (pt), a word list.
  `--held RUN` measures a run of `training.encoder` (after calibrate.py) in the same table.
- reviews: whole texts with labels of their own, negative against positive without the stars.
  What puts sentences together was chosen on the half CHOOSE; the half REPORT is what counts.
- speed: texts per second of processor time, as a ratio to VADER.

`--quick` takes 600 texts of each corpus instead of 3,000.
"""

import argparse
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.metrics import accuracy_score, f1_score, roc_auc_score

from benchmarks import peers
from benchmarks.corpora import CHOOSE, REPORT, whole_texts
from cxlab.analyse.encode import Cached, Encoder, get_encoder
from cxlab.analyse.measured import measured, measured_groups
from cxlab.analyse.sentiment import score_sentiment
from cxlab.analyse.stages import assign_stages
from training.errors import HEADS, by_group, truth_of
from training.held import said_held_out
from training.labels import read_labelled

ENCODERS = ("fast", "accurate")
LANGS = ("pt", "es", "en")
QUICK, MOST = 600, 3_000


def both(truth: np.ndarray, said: np.ndarray) -> str:
    """Accuracy / macro-F1."""
    macro = f1_score(truth, said, average="macro", labels=sorted(set(truth)), zero_division=0)
    return f"{accuracy_score(truth, said):.3f}/{macro:.3f}"


def line(name: str, mark: str, truth: np.ndarray, said: np.ndarray, langs: np.ndarray) -> None:
    cells = [f"all {both(truth, said)}"]
    cells += [f"{lang} {both(truth[langs == lang], said[langs == lang])}" for lang in LANGS]
    print(f"  {name:22} {mark:9} " + "  ".join(cells))


def as_shipped(texts: list[str], langs: list[str], encoder: Encoder) -> pd.DataFrame:
    """What the shipped weights say, in the columns of `training.measure.predict`."""
    scored = score_sentiment(texts, langs, encoder)
    sides = scored[["negative", "neutral", "positive"]]
    scored = scored.assign(sentiment=sides.idxmax(axis=1), sureness=sides.max(axis=1))
    scored["gap"] = np.where(scored["gap"], "yes", "no")
    return pd.concat([scored, assign_stages(texts, langs, encoder)], axis=1)


def sentences(data: Path, cache: Path, run: Path | None) -> None:
    """The labelled sentences of documents held out."""
    table, fast = said_held_out(data, cache)
    systems = {"fast recipe": ("held out", fast)}
    if run is not None:
        stored = pd.read_parquet(run / "said.parquet").set_index("item")
        stored = stored.loc[table["item"].astype(str)].reset_index().filter(like="said_")
        stored.columns = [one[len("said_") :] for one in stored.columns]
        systems[f"accurate, {run.name}"] = ("held out", stored)
    texts, langs = table["text"].tolist(), table["lang"].to_numpy()
    accurate = Cached(get_encoder("accurate"), cache)
    systems[accurate.name] = ("seen", as_shipped(texts, langs.tolist(), accurate))
    truth = truth_of(table)
    labelled = read_labelled(data)
    known = labelled.table[~labelled.held_out]
    print(f"\nSentences of held-out documents (n={len(table)}): accuracy/macro-F1")
    for head in HEADS:
        print(head)
        for name, (mark, said) in systems.items():
            line(name, mark, truth[head].to_numpy(), said[head].to_numpy(), langs)
        model = peers.tfidf(known["text"].tolist(), truth_of(known)[head].tolist())
        line(
            "TF-IDF + LR, same labels",
            "held out",
            truth[head].to_numpy(),
            model.predict(texts),
            langs,
        )
        if head == "sentiment":
            words = peers.three(peers.word_list(texts, langs.tolist()))
            line("word list", "", truth[head].to_numpy(), words, langs)
            for name, (lang, judge) in peers.by_language(langs).items():
                rows = langs == lang
                said = peers.three(
                    judge([one for one, kept in zip(texts, rows, strict=True) if kept])
                )
                print(f"  {name:22} {'':9} {lang} {both(truth[head].to_numpy()[rows], said)}")
        card = {lang: measured(accurate)[head][lang] for lang in ("all", *LANGS)}
        shown = "  ".join(f"{k} {v['accuracy']:.3f}/{v['macro_f1']:.3f}" for k, v in card.items())
        print(f"  {accurate.name:22} {'card':9} {shown}")
    for name, (mark, said) in systems.items():
        if mark == "held out":
            groups(name, mark, by_group(table, said))
    print("\nSources never seen, as the cards say (accuracy of sentiment, of kind)")
    for name in ENCODERS:
        for one in measured_groups(get_encoder(name)):
            if one["group"] == "unseen":
                print(
                    f"  {name:9} {one['name']:20} n={one['n']:<5} {one['sentiment']:.3f} {one['kind']:.3f}"
                )


def groups(name: str, mark: str, rows: list[dict]) -> None:
    """Figures by language, kind of source, variety and source."""
    print(
        f"\n{name} ({mark}), by group: sentiment, kind, gap, stage, emotion; polarity, valence error, ECE"
    )
    for one in rows:
        cells = [f"{one[head]['accuracy']:.2f}/{one[head]['macro_f1']:.2f}" for head in HEADS]
        rest = [f"{one[key]:.3f}" for key in ("polarity", "valence_error", "sentiment_ece")]
        print(f"  {one['group']:9} {one['name']:20} n={one['n']:<5} {'  '.join([*cells, *rest])}")
    print("  (no sentence from Portugal or Spanish America, none from interviews: not measured)")


def judged(name: str, truth: np.ndarray, leans: np.ndarray, halves: np.ndarray, mark: str) -> None:
    """Accuracy, macro-F1 and AUC of the half that counts, and accuracy of all."""
    said = np.where(leans >= 0, "positive", "negative")
    part = halves == REPORT
    auc = roc_auc_score(truth[part] == "positive", leans[part])
    whole = accuracy_score(truth, said)
    every = "" if mark == "held out" else f"  (all {whole:.3f})"
    print(f"  {name:34} {mark:9} {both(truth[part], said[part])}  AUC {auc:.3f}{every}")


def reviews(data: Path, cache: Path, most: int) -> None:
    """Negative against positive of whole texts, by the corpora's own labels."""
    labelled = read_labelled(data)
    sides = truth_of(labelled.table)["sentiment"]
    told = (sides != "neutral").to_numpy()
    general = peers.tfidf(labelled.table["text"][told].tolist(), sides[told].tolist())
    for name, corpus in whole_texts(data, most).items():
        table = corpus[corpus["side"] != "neutral"]
        texts, langs = table["text"].tolist(), table["lang"].tolist()
        truth, halves = table["side"].to_numpy(), table["half"].to_numpy()
        print(
            f"\n{name}: {(halves == REPORT).sum()} texts that count of {len(table)}; accuracy/macro-F1"
        )
        for encoder in ENCODERS:
            scored = score_sentiment(texts, langs, Cached(get_encoder(encoder), cache))
            lean = (scored["positive"] - scored["negative"]).to_numpy()
            judged(get_encoder(encoder).name, truth, lean, halves, "fresh")
        judged("TF-IDF + LR, same labels", truth, peers.lean(general, texts), halves, "fresh")
        own = table[table["half"] == CHOOSE]
        if len(own) >= 200:
            model = peers.tfidf(own["text"].tolist(), own["side"].tolist())
            judged(
                "TF-IDF + LR, taught by CHOOSE", truth, peers.lean(model, texts), halves, "held out"
            )
        judged("word list", truth, peers.word_list(texts, langs), halves, "")
        for peer, (_, judge) in peers.by_language(np.array(langs)).items():
            judged(peer, truth, judge(texts), halves, "")


def speed(data: Path, texts: int) -> None:
    """Texts a second of processor time."""
    tweets = pd.read_csv(data / "tweets_en_airline.csv")["text"].dropna().tolist()[:texts]

    def rate(work: Callable[[], object]) -> float:
        start = time.process_time()
        work()
        return len(tweets) / (time.process_time() - start)

    _, vader = peers.installed()["VADER"]
    own = rate(lambda: vader(tweets))
    print(f"\nTexts per second of processor time (VADER {own:.0f}):")
    for name in ENCODERS:
        score_sentiment(["ready"], ["en"], name)
        ours = rate(lambda chosen=name: score_sentiment(tweets, ["en"] * len(tweets), chosen))
        print(f"  {name} {ours:.0f}, ratio {ours / own:.4f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--held", type=Path, help="a run of training.encoder, calibrated")
    parser.add_argument("--only", choices=["sentences", "reviews", "speed"])
    given = parser.parse_args()
    if given.only in (None, "speed"):
        speed(given.data, 200 if given.quick else 1_500)
    if given.only in (None, "reviews"):
        reviews(given.data, given.cache, QUICK if given.quick else MOST)
    if given.only in (None, "sentences"):
        sentences(given.data, given.cache, given.held)


if __name__ == "__main__":
    main()
