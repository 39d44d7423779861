"""What the cascade costs and what it gives up, beside its two ends, in one run.

    python -m benchmarks.cascade ../shared/data
    python -m benchmarks.cascade ../shared/data --run RUN --held WEIGHTS [--test]

1. Seconds: feeling and stage of sentences of the shared corpora, none of a document with labels,
   read by `fast`, by the cascade at several thresholds, by its network alone and by `accurate`:
   milliseconds of one core a sentence, and how often the four decisions are those of `accurate`.
2. Accuracy, with --held: the same on labelled sentences that neither network nor fast heads ever
   saw. RUN is the folder of a training run that holds documents out (it holds `fast.npz`, see
   training/encoder/README.md), WEIGHTS its export. The dev documents; with --test the test documents.

Whoever ships new weights runs both again; `DOUBT` in cxlab/analyse/cascade.py is the threshold.
"""

import argparse
import time
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.metrics import f1_score

from cxlab.analyse import heads, sentiment, stages
from cxlab.analyse.accurate import FOLDER, AccurateEncoder
from cxlab.analyse.cascade import DOUBT, Cascade, CascadeHeads
from cxlab.analyse.encode import Encoder, get_encoder
from cxlab.analyse.quick import QuickEncoder
from cxlab.analyse.sentiment import score_sentiment
from cxlab.analyse.stages import assign_stages
from cxlab.prepare.sentences import split
from training.encoder.data import TASKS
from training.labels import TEST_SHARE, bucket, read_labelled

DOUBTS = tuple(DOUBT * part for part in (1 / 3, 2 / 3, 1, 4 / 3, 2))
DECISIONS = ("sentiment", "kind", "gap", "stage")
SIDES = ("negative", "neutral", "positive")
CORPORA = (
    "lounge_reviews_en.csv", "reviews_pt_store.csv", "hotel_sentences_es_en.csv",
    "product_sentences_en.csv", "tweets_en_airline.csv", "reviews_es_products.csv",
    "aspects_pt_hotel.csv",
)  # fmt: skip


def sentences(data: Path, most: int) -> pd.DataFrame:
    """As many distinct sentences (text, lang) of each corpus, of documents without a label."""
    labelled = {
        one.rsplit("-", 1)[0] if one.startswith("opener") else one
        for one in read_labelled(data).table["src_id"].astype(str)
    }
    found = []
    for file in CORPORA:
        table = pd.read_csv(data / file).dropna(subset=["text"]).sample(frac=1, random_state=0)
        rows = []
        for name, text, lang in zip(table["id"].astype(str), table["text"], table["lang"], strict=True):  # fmt: skip
            document = name.rsplit("-", 1)[0] if name.startswith("opener") else name
            if document not in labelled:
                rows += [(text[a:b], lang) for a, b in split(text, lang)]
            if len(rows) >= most:
                break
        found.append(pd.DataFrame(rows[:most], columns=["text", "lang"]))
    return pd.concat(found).drop_duplicates("text").reset_index(drop=True)


def decisions(feeling: pd.DataFrame, stage: pd.DataFrame) -> dict[str, np.ndarray]:
    """The four decisions of each sentence."""
    return {
        "sentiment": np.array(SIDES)[feeling[list(SIDES)].to_numpy().argmax(axis=1)],
        "kind": feeling["kind"].to_numpy(dtype=str),
        "gap": np.where(feeling["gap"], "yes", "no"),
        "stage": stage["stage"].to_numpy(dtype=str),
    }


def seconds(data: Path, most: int) -> None:
    """Table 1."""
    table = sentences(data, most)
    texts, langs = table["text"].tolist(), table["lang"].tolist()
    fast, quick, accurate = get_encoder("fast"), QuickEncoder(), get_encoder("accurate")
    readers: list[tuple[str, Encoder]] = [("accurate", accurate), ("its network in 8 bits", quick)]
    readers += [(f"cascade {doubt:.4f}", Cascade(fast, quick, doubt)) for doubt in DOUBTS]
    readers += [("fast", fast)]
    print(f"{len(texts)} sentences, mean {np.mean([len(t) for t in texts]):.0f} characters\n")
    print(
        f"{'':<22}{'ms':>7}{'times':>7}{'again':>7}   the same as accurate: {', '.join(DECISIONS)}"
    )
    first: tuple[float, dict[str, np.ndarray]] | None = None
    for name, reader in readers:
        score_sentiment(["aquecimento"], ["pt"], reader)
        heads._remembered.clear()
        start = time.process_time()
        said = decisions(score_sentiment(texts, langs, reader), assign_stages(texts, langs, reader))
        spent = (time.process_time() - start) / len(texts) * 1000
        first = first or (spent, said)
        again = 1.0 if reader in (accurate, quick) else 0.0
        if isinstance(reader, Cascade):
            again = reader.answered(texts, langs)["accurate"] / len(texts)
        same = "  ".join(f"{(said[one] == first[1][one]).mean():.3f}" for one in DECISIONS)
        print(f"{name:<22}{spent:>7.2f}{first[0] / spent:>7.1f}{again:>7.2f}   {same}", flush=True)


@dataclass(frozen=True, eq=False)
class Told:
    """Heads that say of each text what heads fitted without its document said."""

    like: heads.Judge
    said: dict[str, dict[str, np.ndarray]]  # task -> text -> log-probabilities

    @property
    def classes(self) -> dict[str, list[str]]:
        return self.like.classes

    @property
    def settings(self) -> dict[str, float]:
        return self.like.settings

    @property
    def joint(self) -> np.ndarray:
        return self.like.joint

    def logits(self, texts, langs, vectors) -> dict[str, np.ndarray]:
        width = {task: len(names) for task, names in self.classes.items()}
        return {
            task: np.stack([self.said[task][text] for text in texts]).reshape(-1, width[task])
            for task in self.classes
        }


def told(run: Path, table: pd.DataFrame) -> Told:
    """The fast heads of a run that held these sentences out."""
    like = heads.load(get_encoder("fast").name)
    kept = np.load(run / "fast.npz")
    texts = table["text"].tolist()
    said = {}
    for task, names in like.classes.items():
        source = "sentiment" if task == "polarity" else task
        ours = [("no", "yes")[one] if task == "gap" else str(one) for one in TASKS[source]]
        columns = [ours.index(name) for name in names]
        rows = heads.log_softmax(kept[source][:, columns].astype(np.float64))
        said[task] = dict(zip(texts, rows, strict=True))
    return Told(like, said)


def accuracy(data: Path, run: Path, weights: Path, *, test: bool) -> None:
    """Table 2."""
    labelled = read_labelled(data)
    table = labelled.table.assign(bucket=[bucket(one) for one in labelled.groups])
    table = table.assign(item=table["item"].astype(str)).set_index("item")
    table = table.loc[np.load(run / "held_out.npz")["item"].astype(str)].reset_index()
    fast = told(run, table)
    table = table[(table["bucket"] < TEST_SHARE) == test]
    texts, langs = table["text"].tolist(), table["lang"].tolist()
    sign = np.sign(table["valence"].to_numpy())
    truth = {
        "sentiment": np.array(SIDES)[sign + 1],
        "kind": table["kind"].to_numpy(dtype=str),
        "gap": np.where(table["gap"] == 1, "yes", "no"),
        "stage": table["stage"].to_numpy(dtype=str),
    }
    shipped = AccurateEncoder().decider
    both = {
        name: replace(shipped, encoder=encoder, beside=fast)
        for name, encoder in (
            ("accurate", AccurateEncoder(weights)),
            ("its network in 8 bits", QuickEncoder(weights)),
        )
    }
    judges: list[tuple[str, heads.Judge]] = list(both.items())
    quick = both["its network in 8 bits"]
    judges += [(f"cascade {d:.4f}", CascadeHeads(fast, quick, d)) for d in DOUBTS]
    judges += [("fast", fast)]
    part = "test" if test else "dev"
    everyday = table["batch"].to_numpy() == "random"
    figures: dict[str, dict[str, list[str]]] = {}
    nothing = np.zeros((len(texts), 0))
    for name, judge in judges:
        found = judge.logits(texts, langs, nothing)
        feeling = sentiment.decide(judge, sentiment.joint_probabilities(judge, found))
        chosen = stages.decide(np.exp(found["stage"]), judge.classes["stage"], judge.settings)
        said = decisions(feeling, chosen)
        again = np.full(len(texts), name != "fast")
        if isinstance(judge, CascadeHeads):
            again = judge.doubtful(texts, judge.sure(texts, langs, nothing))
        for which, rows in (("all", np.full(len(texts), True)), ("random batch", everyday)):
            cells = [both_of(truth[one][rows], said[one][rows]) for one in DECISIONS]
            figures.setdefault(which, {})[name] = [f"{again[rows].mean():.2f}", *cells]
    for which, lines in figures.items():
        count = len(texts) if which == "all" else int(everyday.sum())
        print(f"\n{part} documents, {which}, {count} sentences: accuracy / macro-F1")
        print(f"{'':<22}{'again':>7}   " + "".join(f"{one:<15}" for one in DECISIONS))
        for name, (again, *cells) in lines.items():
            print(f"{name:<22}{again:>7}   " + "".join(f"{one:<15}" for one in cells))


def both_of(truth: np.ndarray, said: np.ndarray) -> str:
    """Accuracy and macro-F1."""
    return f"{(truth == said).mean():.3f} / {f1_score(truth, said, average='macro'):.3f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--most", type=int, default=250, help="sentences of each corpus")
    parser.add_argument("--run", type=Path, help="a training run that holds documents out")
    parser.add_argument("--held", type=Path, default=FOLDER, help="its exported weights")
    parser.add_argument("--test", action="store_true", help="the test documents, for the last time")
    given = parser.parse_args()
    if given.run:
        accuracy(given.data, given.run, given.held, test=given.test)
    else:
        seconds(given.data, given.most)


if __name__ == "__main__":
    main()
