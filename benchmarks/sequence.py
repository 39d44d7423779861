"""What the order of sentences adds to how their stages are read.

    python -m benchmarks.sequence ../shared/data --cache FOLDER

The labelled sentences stand in their whole documents (complaint threads and reviews in three
languages, those with two labelled sentences or more). Each document is read by fast heads that
learnt from other documents only: the test part's (buckets below 15) from all the rest, the dev
part's (15-24) from what is neither, the others out of fold. `STAY` was chosen on all but the test part. Prints accuracy / macro-F1 with and without, and on how many documents the
difference rests. Training the heads takes five to ten minutes of one core; what they say is kept in
FOLDER/sequences.parquet.
"""

import argparse
import re
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.metrics import accuracy_score, f1_score

from cxlab.analyse.encode import Cached, get_encoder
from cxlab.analyse.heads import load
from cxlab.analyse.sequence import STAY, read_in_order, without_none
from cxlab.analyse.stages import decide
from cxlab.ingest.roles import is_company_turn
from cxlab.prepare import sentences
from cxlab.prepare.clean import clean
from training import choose, heads, store
from training.labels import TEST_SHARE, bucket, product_groups, read_labelled

DEV_SHARE = 25  # documents in buckets from TEST_SHARE up to here choose; those above teach
FOLDS = 3
KINDS = {"reclame_aqui": "ticket"}  # every other source is of reviews
_SIGN = re.compile(r"[\W_]+")


def _key(text: str) -> str:
    return _SIGN.sub(" ", text.casefold()).strip()


def whole_documents(data: Path) -> dict[str, list[tuple[str, str]]]:
    """Group of a document -> its messages or sentences in order, each with the id they are labelled by."""
    found: dict[str, list[tuple[str, str]]] = {}
    complaints = pd.read_csv(data / "complaints_pt.csv")
    threads = (complaints["position_in_chat"] == 0).cumsum().astype(str)
    for thread, item, text in zip(threads, complaints["id"], complaints["text"], strict=True):
        found.setdefault(f"reclame_aqui/{thread}", []).append((item, str(text)))
    for _, row in pd.read_csv(data / "reviews_es_products.csv").iterrows():
        found[f"sfu_es/{row['id']}"] = [(row["id"], str(row["text"]))]
    for _, row in pd.read_csv(data / "lounge_reviews_en.csv").iterrows():
        found[f"skytrax/{row['id']}"] = [(row["id"], str(row["text"]))]
    hotels = pd.read_csv(data / "hotel_sentences_es_en.csv").dropna(subset=["text"])
    hotels["document"] = hotels["id"].str.rpartition("-")[0]
    hotels["place"] = pd.to_numeric(hotels["id"].str.rpartition("-")[2], errors="coerce")
    for _, row in hotels.sort_values(["document", "place"], kind="stable").iterrows():
        found.setdefault(f"opener_es/{row['document']}", []).append((row["id"], str(row["text"])))
    products = pd.read_csv(data / "product_sentences_en.csv").dropna(subset=["text"])
    for group, item, text in zip(
        product_groups(products), products["id"], products["text"], strict=True
    ):
        found.setdefault(f"hu_liu/{group}", []).append((item, str(text)))
    return found


def read_sequences(data: Path) -> tuple[pd.DataFrame, int]:
    """The sentences of every document with two labelled ones, and how many labels found no place."""
    labelled = read_labelled(data)
    table = labelled.table.assign(group=labelled.groups)
    documents = whole_documents(data)
    rows: list[dict[str, object]] = []
    lost = 0
    for group, told in table.groupby("group", sort=True):
        if len(told) < 2 or group not in documents:
            continue
        lang, source = told["lang"].iloc[0], told["source"].iloc[0]
        nodes: list[dict[str, object]] = []
        for turn, (item, text) in enumerate(documents[group]):
            said = clean(text)
            company = source == "reclame_aqui" and turn > 0 and is_company_turn(said)
            for start, end in sentences.split(said, lang):
                if not sentences.is_filler(said[start:end]):
                    nodes.append({"item": item, "text": said[start:end], "turn": turn,
                                  "role": "company" if company else "customer"})  # fmt: skip
        lost += _mark(nodes, told)
        if sum("label" in node for node in nodes) < 2:
            continue
        for position, node in enumerate(nodes):
            rows.append({"group": group, "source": source, "kind": KINDS.get(source, "review"),
                         "lang": lang, "position": position, "label": "", **node})  # fmt: skip
    return pd.DataFrame(rows), lost


def _mark(nodes: list[dict[str, object]], told: pd.DataFrame) -> int:
    """Give each labelled sentence to the node that holds it; how many found none."""
    lost = 0
    for item, text, label in zip(told["src_id"], told["text"], told["stage"], strict=True):
        asked = _key(text)
        best, most = None, 0.0
        for node in nodes:
            here = _key(str(node["text"]))
            if node["item"] != item or "label" in node or not here:
                continue
            inside = asked in here or here in asked
            overlap = min(len(here), len(asked)) / max(len(here), len(asked)) if inside else 0.0
            if overlap > most:
                best, most = node, overlap
        if best is None or most < 0.3:
            lost += 1
            continue
        best.update(label=label, text=text, role="customer")
    return lost


def out_of_sight(data: Path, cache: Path) -> pd.DataFrame:
    """The sentences with p_<stage>, by heads that learnt from other documents."""
    table, lost = read_sequences(data)
    print(f"{table['group'].nunique()} documents, {len(table)} sentences, "
          f"{(table['label'] != '').sum()} labelled, {lost} labels found no place", flush=True)  # fmt: skip
    labelled, encoder = read_labelled(data), Cached(get_encoder("fast"), cache)
    rows, rough = (heads.read_rows(labelled, encoder, roughly=flag) for flag in (False, True))
    shipped = load(encoder.name)
    chosen = {
        "share": shipped.share,
        "temperature": shipped.temperature,
        "settings": shipped.settings,
    }
    vectors = encoder.encode(table["text"].tolist())

    def parts(groups: list[str]) -> np.ndarray:
        numbers = np.array([bucket(group) for group in groups])
        folds = np.array([bucket(f"fold {group}", FOLDS) for group in groups])
        return np.where(numbers < TEST_SHARE, -2, np.where(numbers < DEV_SHARE, -1, folds))

    own, asked = parts(list(labelled.groups)), parts(table["group"].tolist())
    names = shipped.classes["stage"]
    chances = np.zeros((len(table), len(names)))
    for part in (-2, -1, *range(FOLDS)):
        learn = own != part
        if part != -2:
            learn &= own != -2
        extra = heads.read_extra(data, set(labelled.groups[~learn]), encoder)
        both = heads.together(rows.take(learn), rough.take(learn))
        trained = store.rounded(choose.apply(heads.fit(both, extra, encoder.name), chosen))
        here = np.flatnonzero(asked == part)
        said = trained.logits(
            [table["text"].iloc[at] for at in here],
            table["lang"].iloc[here].tolist(),
            vectors[here],
        )
        chances[here] = np.exp(said["stage"])
        print(f"part {part}: learnt from {learn.sum()}, read {len(here)}", flush=True)
    part_names = {-2: "test", -1: "dev"}
    table["part"] = [part_names.get(one, "train") for one in asked]
    for column, name in enumerate(names):
        table[f"p_{name}"] = chances[:, column]
    return table


def read_all(table: pd.DataFrame, names: list[str], prior: np.ndarray, stay: float) -> np.ndarray:
    """Posteriors of all sentences, document by document."""
    chances = table[[f"p_{name}" for name in names]].to_numpy().copy()
    company = (table["role"] != "customer").to_numpy()
    chances[company] = without_none(chances[company], prior, names.index("none"))
    for rows in table.groupby("group", sort=False).indices.values():
        answers = np.concatenate([[False], company[rows[:-1]] & ~company[rows[1:]]])
        chances[rows] = read_in_order(chances[rows], prior, answers if stay else None, stay)
    return chances


def likelihood(
    table: pd.DataFrame, names: list[str], posterior: np.ndarray, mask: np.ndarray
) -> float:
    """Mean log-likelihood of the labels."""
    right = [names.index(one) for one in table.loc[mask, "label"]]
    return float(np.log(np.maximum(posterior[mask][np.arange(mask.sum()), right], 1e-9)).mean())


def both(table: pd.DataFrame, said: np.ndarray, mask: np.ndarray) -> str:
    truth, told = table.loc[mask, "label"], said[mask]
    macro = f1_score(truth, told, average="macro", zero_division=0)
    return f"{accuracy_score(truth, told):.3f} / {macro:.3f}"


def report(table: pd.DataFrame) -> None:
    heads = load("use-m3")
    names, settings = heads.classes["stage"], heads.settings
    prior = np.array([settings[f"share_{name}"] for name in names])
    asked = (table["label"] != "").to_numpy()
    test = (table["part"] == "test").to_numpy()
    for title, part in (
        ("chosen on: all but the test part", ~test),
        ("test part, read three times while the form of the chain was chosen", test),
    ):
        print(f"\n{title}: accuracy / macro-F1 (reviews; threads; all)")
        for stay in (0.0, STAY) if part is test else (0.0, 0.05, 0.1, 0.15, 0.2):
            posterior = read_all(table, names, prior, stay)
            said = decide(posterior, names, settings)["stage"].to_numpy()
            cells = [
                f"{both(table, said, asked & part & own)} (n={(asked & part & own).sum()})"
                for own in (
                    (table["kind"] == "review").to_numpy(),
                    (table["kind"] == "ticket").to_numpy(),
                    asked,
                )
            ]
            print(
                f"stay {stay:.2f}: " + "; ".join(cells),
                f"log-likelihood {likelihood(table, names, posterior, asked & part):.3f}",
            )
        alone, together = (
            decide(read_all(table, names, prior, stay), names, settings)["stage"].to_numpy()
            for stay in (0.0, STAY)
        )
        rows = table[asked & part].assign(
            better=((together == table["label"]) & (alone != table["label"]))[asked & part],
            worse=((together != table["label"]) & (alone == table["label"]))[asked & part],
        )
        print(f"right now, wrong before: {rows['better'].sum()}; wrong now, right before: {rows['worse'].sum()}; "
              f"in {rows.loc[rows['better'] | rows['worse'], 'group'].nunique()} of {rows['group'].nunique()} documents")  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path, help="folder of the labelled sentences")
    parser.add_argument("--cache", type=Path, required=True, help="folder for vectors and readings")
    given = parser.parse_args()
    kept = given.cache / "sequences.parquet"
    if not kept.exists():
        out_of_sight(given.data, given.cache).to_parquet(kept, index=False)
    report(pd.read_parquet(kept))


if __name__ == "__main__":
    main()
