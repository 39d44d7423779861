"""Train the heads of feeling and stage, measure them, write them with their card.

    python -m training.heads ../shared/data --cache ~/.cache/cxlab-training

Choices (shares, temperatures, thresholds) are made on five folds of documents; the held-out
documents are measured and never learnt from; the shipped weights then learn from all documents by the same recipe.
Takes about ten minutes on one core; vectors are cached.
"""

import argparse
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from cxlab.analyse import lexicon
from cxlab.analyse.encode import Cached, Encoder, get_encoder
from cxlab.analyse.heads import FOLDER, TASKS, Grams, Heads, Network
from cxlab.analyse.words import fold, hashed_ngrams
from training import choose, errors, network, store
from training.labels import Labelled, bucket, class_order, read_labelled, read_products
from training.measure import predict
from training.patterns import codebook_patterns, patterns, written_sentences

FOLDS = 5
SEEN_AT_LEAST = 3  # texts an n-gram must occur in
_GRAMS_C = 3.0
_PATTERN_WEIGHT = 0.4  # of a sentence of our own, against a customer's


@dataclass(frozen=True)
class Rows:
    """Everything a head may see of some sentences, and what is right."""

    texts: list[str]
    langs: list[str]
    vectors: np.ndarray
    labels: dict[str, np.ndarray]

    def take(self, mask: np.ndarray) -> "Rows":
        rows = np.flatnonzero(mask)
        return Rows(
            [self.texts[row] for row in rows],
            [self.langs[row] for row in rows],
            self.vectors[rows],
            {task: y[rows] for task, y in self.labels.items()},
        )


@dataclass(frozen=True)
class Extra:
    """What is learnt from besides the labelled sentences."""

    products: Rows
    patterns: list[Rows]


def rough(text: str) -> str:
    """The text as many write it: no accents, no capitals, no punctuation; one in four in capitals."""
    plain = " ".join("".join(c if c.isalnum() else " " for c in fold(text)).split())
    return text.upper() if bucket(text) < 25 else plain


def read_rows(labelled: Labelled, encoder: Encoder, *, roughly: bool = False) -> Rows:
    texts = [rough(text) if roughly else text for text in labelled.table["text"]]
    vectors = encoder.encode(texts)
    return Rows(texts, labelled.table["lang"].tolist(), vectors, labelled.targets())


def read_extra(data: Path, forbidden: set[str], encoder: Encoder) -> Extra:
    """Product sentences of documents not held out, and our own patterns."""
    texts, polarity = read_products(data, forbidden)
    ours = [
        Rows(one.texts, one.langs, encoder.encode(one.texts), one.labels)
        for one in (patterns(), codebook_patterns(), written_sentences())
    ]
    products = Rows(texts, ["en"] * len(texts), encoder.encode(texts), {"product": polarity})
    return Extra(products, ours)


def dense(rows: Rows) -> np.ndarray:
    return np.hstack([rows.vectors, lexicon.features(rows.texts, rows.langs)])


def fit(rows: Rows, extra: Extra, name: str) -> Heads:
    """Uncalibrated heads from training rows, patterns and, for the hidden layer, products."""
    inputs = dense(rows)
    mean, scale = inputs.mean(axis=0), 1 / np.maximum(inputs.std(axis=0), 1e-3)
    classes = {task: sorted(set(rows.labels[task]), key=class_order) for task in TASKS}
    every = classes | {"product": sorted(set(extra.products.labels["product"]))}
    sets = [network.Set((inputs - mean) * scale, rows.labels)]
    ours = [(one, _PATTERN_WEIGHT) for one in extra.patterns]
    for more, weight in ((extra.products, 0.5), *ours):
        weights = dict.fromkeys(more.labels, weight)
        sets.append(network.Set((dense(more) - mean) * scale, more.labels, weights))
    trained = network.train(sets, every, network.Settings())
    body = Network(
        mean, scale, trained.hidden, trained.hidden_bias,
        {task: trained.out[task] for task in TASKS},
        {task: trained.out_bias[task] for task in TASKS},
    )  # fmt: skip
    joint = choose.joint_table(rows.labels, classes)
    neutral = dict.fromkeys(TASKS, 1.0)
    return Heads(
        name, classes, body, fit_grams(rows, extra.patterns, classes), 0.6, neutral, {}, joint
    )


def fit_grams(rows: Rows, ours: list[Rows], classes: dict[str, list[str]]) -> Grams:
    """One multinomial logistic regression per task on n-grams seen in three texts or more."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import normalize

    parts = [rows, *ours]
    found = hashed_ngrams([fold(text) for part in parts for text in part.texts])
    seen = np.asarray((found > 0).sum(axis=0)).ravel()
    columns = np.flatnonzero(seen >= SEEN_AT_LEAST)
    rarity = np.log((1 + found.shape[0]) / (1 + seen[columns])) + 1
    inputs = normalize(found[:, columns].multiply(rarity).tocsr().astype(np.float32))
    part_of = np.repeat(range(len(parts)), [len(part.texts) for part in parts])
    weights, bias = {}, {}
    for task, names in classes.items():
        asked = [place for place, part in enumerate(parts) if task in part.labels]
        used = np.isin(part_of, asked)
        labels = np.concatenate([parts[place].labels[task] for place in asked])
        model = LogisticRegression(C=_GRAMS_C, max_iter=120, tol=1e-3)
        model.fit(inputs[used], labels, np.where(part_of[used] == 0, 1.0, _PATTERN_WEIGHT))
        order = [list(model.classes_).index(name) for name in names]
        coefficients, intercept = model.coef_, model.intercept_
        if len(names) == 2:  # sklearn keeps one column for two classes
            coefficients = np.vstack([-coefficients / 2, coefficients / 2])
            intercept = np.array([-intercept[0] / 2, intercept[0] / 2])
        weights[task] = coefficients[order].T.astype(np.float32)
        bias[task] = intercept[order].astype(np.float32)
    return Grams(columns.astype(np.int32), rarity.astype(np.float32), weights, bias)


def out_of_fold(
    rows: Rows,
    rough_rows: Rows,
    groups: np.ndarray,
    extra: Extra,
    name: str,
) -> dict[str, dict[str, np.ndarray]]:
    """Raw logits of network and n-grams for every row, from heads that never saw its document."""
    folds = np.array([bucket(f"fold {group}", FOLDS) for group in groups])
    kept: dict[str, dict[str, np.ndarray]] = {"network": {}, "grams": {}}
    for fold_number in range(FOLDS):
        away = folds == fold_number
        heads = fit(together(rows.take(~away), rough_rows.take(~away)), extra, name)
        asked = rows.take(away)
        parts = {
            "network": heads.network.logits(dense(asked)),
            "grams": heads.grams.logits([fold(text) for text in asked.texts]),
        }
        for part, logits in parts.items():
            for task, values in logits.items():
                place = kept[part].setdefault(task, np.zeros((len(groups), values.shape[1])))
                place[away] = values
        print(f"fold {fold_number + 1} of {FOLDS} done", flush=True)
    return kept


def together(rows: Rows, more: Rows) -> Rows:
    return Rows(
        rows.texts + more.texts,
        rows.langs + more.langs,
        np.vstack([rows.vectors, more.vectors]),
        {task: np.concatenate([y, more.labels[task]]) for task, y in rows.labels.items()},
    )


def train_all(data: Path, cache: Path, *, sources: bool) -> None:
    labelled = read_labelled(data)
    encoder = Cached(get_encoder(), cache)
    name = encoder.name
    rows, rough_rows = (read_rows(labelled, encoder, roughly=flag) for flag in (False, True))
    learn = ~labelled.held_out
    forbidden = set(labelled.groups[labelled.held_out])
    extra = read_extra(data, forbidden, encoder)
    train_rows = rows.take(learn)
    raw = out_of_fold(train_rows, rough_rows.take(learn), labelled.groups[learn], extra, name)
    # Kept so that choices can be looked into again without training.
    np.savez(
        cache / f"out-of-fold-{name}.npz",
        **{f"{a}_{t}": v for a, p in raw.items() for t, v in p.items()},
    )
    seconds = labelled.table["stage2"].fillna("").to_numpy(dtype=str)
    chosen = choose.choose(raw, train_rows.labels, seconds[learn])
    print(chosen)
    heads = store.rounded(
        choose.apply(fit(together(train_rows, rough_rows.take(learn)), extra, name), chosen)
    )
    held = labelled.table[~learn].assign(document=labelled.groups[~learn])
    said, roughly = (predict(heads, one.take(~learn)) for one in (rows, rough_rows))
    away = []
    for source in sorted(labelled.table["source"].unique()) if sources else []:
        rest = (labelled.table["source"] != source).to_numpy()
        one = fit(together(rows.take(rest), rough_rows.take(rest)), extra, name)
        unseen = predict(choose.apply(one, chosen), rows.take(~rest)).add_prefix("said_")
        table = labelled.table[~rest].assign(document=labelled.groups[~rest])
        away.append(pd.concat([table.reset_index(drop=True), unseen], axis=1))
        print(source, "left out", flush=True)
    content = errors.written(
        FOLDER / f"heads-{name}.json", held, said, away=pd.concat(away) if away else None
    )
    products = read_extra(data, set(), encoder).products
    extra = Extra(products, extra.patterns)
    shipped = choose.apply(fit(together(rows, rough_rows), extra, name), chosen)
    rough_figures = errors.by_group(held, roughly)[0]
    store.write(shipped, FOLDER, content, rough_figures, len(rows.texts), int(learn.sum()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path, help="folder of the labelled sentences")
    parser.add_argument("--cache", type=Path, required=True, help="folder for vectors")
    parser.add_argument("--sources", action="store_true", help="also leave each source out")
    given = parser.parse_args()
    train_all(given.data, given.cache, sources=given.sources)


if __name__ == "__main__":
    main()
