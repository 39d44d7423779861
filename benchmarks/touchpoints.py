"""How well touchpoints are found from names and examples, and from decisions, beside simpler ways.

    python -m benchmarks.touchpoints ../shared/data --cache FOLDER

Weights and thresholds were chosen on one half of the airline reviews (bucket < 50), on the train
and dev parts of the parallel sentences and on tweets; everything printed is of the other half. The
airline codebook below was written for this benchmark: names and at most five examples each.
"""

import argparse
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.metrics import accuracy_score, f1_score

from benchmarks.airline_codebook import AIRLINE_BOOK
from cxlab.analyse.codewords import codewords
from cxlab.analyse.encode import Cached, Encoder, get_encoder
from cxlab.analyse.touchpoints import assign_touchpoints
from cxlab.codebook import Codebook
from training.labels import bucket

# The built-in touchpoints that the annotators' classes of two corpora stand for.
AIRLINE = {
    "seat": "comfort", "noise": "comfort", "bed": "comfort", "cabin_crew": "staff",
    "food": "food_drink", "ife": "entertainment", "check_in": "check_in", "boarding": "check_in",
    "price": "price", "attractive_aircraft": "facilities",
}  # fmt: skip
HOTEL = {
    "service": "staff", "cleanliness": "cleanliness", "prices": "price", "comfort": "comfort",
    "food_drinks": "food_drink", "facilities": "facilities",
}  # fmt: skip
# Where only these were rated, 'facilities' can be neither right nor wrong.
_UNJUDGED = ("location", "general", "design", "rooms", "amenit")
# What bank customers never speak of: a question to a bank that gets one of these gets a wrong one.
SHOP_ONLY = (
    "product_page", "stock", "store", "packaging", "order_accuracy", "pickup", "check_in",
    "product_quality", "instructions", "comfort", "cleanliness", "food_drink", "wifi",
    "facilities", "entertainment", "warranty", "customer_reviews",
)  # fmt: skip
_OVERRIDES, _DRAWS = 200, 5


def airline(data: Path) -> pd.DataFrame:
    table = pd.read_csv(data / "airline_touchpoints_en.csv").dropna(subset=["text"])
    table = table[[bucket(str(review)) >= 50 for review in table["review_id"]]]
    table["classes"] = [
        sorted({part.split(":")[0] for part in said.split("|") if part})
        for said in table["touchpoints"].fillna("")
    ]
    return table.reset_index(drop=True)


def hotel(data: Path) -> pd.DataFrame:
    table = pd.read_csv(data / "aspects_parallel_en_es_pt.csv").dropna(subset=["text"])
    table = table[(table["domain"] == "hotel") & (table["split"] == "test")].copy()
    said = table["categories"].fillna("").str.lower()
    table["gold"] = [{to for part, to in HOTEL.items() if part in one} for one in said]
    table["unjudged"] = [any(part in one for part in _UNJUDGED) for one in said]
    return table.reset_index(drop=True)


def book(general: bool, examples: bool = True) -> Codebook:
    """The airline codebook, with or without the class of sentences about nothing in particular."""
    return Codebook.model_validate(
        {
            "touchpoints": [
                {
                    "id": one, "names": {"en": name}, "stage": "use",
                    "examples": {"en": said} if examples else {},
                }
                for one, (name, said) in AIRLINE_BOOK.items()
                if general or one != "general"
            ]
        }
    )  # fmt: skip


def both(truth: np.ndarray, said: np.ndarray) -> str:
    macro = f1_score(truth, said, average="macro", labels=sorted(set(truth)), zero_division=0)
    return f"{accuracy_score(truth, said):.3f} / {macro:.3f}"


def best(texts: Sequence[str], codebook: Codebook, encoders: Sequence[Encoder], **options) -> tuple:  # type: ignore[no-untyped-def, type-arg]
    """Each text's best touchpoint, '' for none, and its score."""
    table = assign_touchpoints(texts, codebook, ["en"] * len(texts), encoders, **options)
    first = table.drop_duplicates("row").set_index("row").reindex(range(len(texts)))
    return first["touchpoint"].fillna("").to_numpy(dtype=object), first["score"].fillna(
        0
    ).to_numpy()


def one_class(data: Path, encoders: Sequence[Encoder], general: bool) -> None:
    """Sentences that annotators gave one class: forced choice, none allowed, and simpler ways."""
    table = airline(data)
    table = table[table["classes"].map(len) == 1]
    truth = table["classes"].str[0].to_numpy()
    if not general:
        truth, table = truth[truth != "general"], table[truth != "general"]
    texts = table["text"].tolist()
    named, told = book(general, examples=False), book(general)
    print(
        f"\nAirline sentences with one class ({'with' if general else 'without'} 'general'), n={len(texts)}: accuracy / macro-F1"
    )
    forced, score = best(texts, told, encoders, lowest=0.0)
    print("names and examples, best one        ", both(truth, forced))
    print("  the same, none counted as wrong   ", both(truth, best(texts, told, encoders)[0]))
    print(
        "  the same, fast encoder alone      ",
        both(truth, best(texts, told, encoders[:1], lowest=0.0)[0]),
    )
    print(
        "names only, best one                ",
        both(truth, best(texts, named, encoders, lowest=0.0)[0]),
    )
    ids = np.array([one.id for one in told.touchpoints])
    sentences = [
        (x, one.id) for one in told.touchpoints for x in (one.name("en"), *one.examples["en"])
    ]
    vectors = encoders[0].encode(texts)
    near = vectors @ encoders[0].encode([x for x, _ in sentences]).T
    owner = np.array([one for _, one in sentences])
    phrases = encoders[0].encode([one.name("en") for one in told.touchpoints])
    words = codewords(told).scores(texts, ["en"] * len(texts))
    print(
        "nearest name (fast vectors)         ",
        both(truth, ids[(vectors @ phrases.T).argmax(axis=1)]),
    )
    print("nearest name or example             ", both(truth, owner[near.argmax(axis=1)]))
    print("words alone                         ", both(truth, ids[words.argmax(axis=1)]))
    print(
        "most common class                   ",
        f"{pd.Series(truth).value_counts(normalize=True).iloc[0]:.3f}",
    )
    order = np.argsort(-score, kind="stable")
    right = (forced == truth)[order]
    print(
        "accuracy of the surest",
        "  ".join(
            f"{share:.0%}: {right[: int(share * len(right))].mean():.3f}"
            for share in (0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
        ),
    )
    overridden(texts, truth, told, encoders)


def overridden(
    texts: list[str], truth: np.ndarray, codebook: Codebook, encoders: Sequence[Encoder]
) -> None:
    """Some rows are decided by a person; the others are measured."""
    found = []
    for seed in range(_DRAWS):
        order = np.random.default_rng(seed).permutation(len(texts))
        told, rest = order[:_OVERRIDES], order[_OVERRIDES:]
        decided = {int(row): (truth[row],) for row in told}
        for given in ({}, decided):
            said = best(texts, codebook, encoders, decided=given)[0][rest]
            macro = f1_score(
                truth[rest], said, average="macro", labels=sorted(set(truth[rest])), zero_division=0
            )
            found.append((bool(given), np.mean(said == truth[rest]), macro))
    for given, name in ((False, "before"), (True, "after")):
        mean = np.mean([one[1:] for one in found if one[0] == given], axis=0)
        print(
            f"{name:>6} {_OVERRIDES} decisions, others measured ({_DRAWS} draws), none counted as wrong: {mean[0]:.3f} / {mean[1]:.3f}"
        )


def found(
    texts: list[str], codebook: Codebook, langs: list[str], encoders: Sequence[Encoder]
) -> list[list[str]]:
    table = assign_touchpoints(texts, codebook, langs, encoders)
    lists: list[list[str]] = [[] for _ in texts]
    for row, touchpoint in zip(table["row"], table["touchpoint"], strict=True):
        lists[row].append(touchpoint)
    return lists


def marks(gold: list[set[str]], said: list[list[str]], judged: set[str], skip: list[bool]) -> str:
    right = named = wanted = 0
    for true, mine, unjudged in zip(gold, said, skip, strict=True):
        counted = {
            one
            for one in mine
            if one in judged and not (unjudged and one == "facilities" and one not in true)
        }
        right, named, wanted = right + len(true & counted), named + len(counted), wanted + len(true)
    precision, recall = right / max(named, 1), right / max(wanted, 1)
    return f"precision {precision:.2f}  recall {recall:.2f}  F1 {2 * right / max(named + wanted, 1):.3f}"


def several(data: Path, encoders: Sequence[Encoder]) -> None:
    """All sentences, several classes a sentence or none."""
    table = airline(data)
    texts, langs = table["text"].tolist(), ["en"] * len(table)
    print("\nSeveral touchpoints a sentence")
    for general in (False, True):
        rows = [general or "general" not in one for one in table["classes"]]
        part = table[rows]
        gold = [set(one) for one in part["classes"]]
        codebook = book(general)
        said = found(part["text"].tolist(), codebook, ["en"] * len(part), encoders)
        ids = {one.id for one in codebook.touchpoints}
        print(
            f"airline codebook {'with' if general else 'without'} 'general' (n={len(part)}): {marks(gold, said, ids, [False] * len(part))}"
        )
    gold = [{AIRLINE[one] for one in classes if one in AIRLINE} for classes in table["classes"]]
    said = found(texts, Codebook.builtin(), langs, encoders)
    print(
        f"built-in codebook, airline en (n={len(table)}): {marks(gold, said, set(AIRLINE.values()), [False] * len(table))}"
    )


def parallel(data: Path, encoders: Sequence[Encoder]) -> None:
    """The same sentences in three languages, built-in codebook."""
    table = hotel(data)
    table["said"] = found(
        table["text"].tolist(), Codebook.builtin(), table["lang"].tolist(), encoders
    )
    for lang, part in table.groupby("lang"):
        print(f"built-in codebook, hotel {lang} (n={len(part)}):", marks(part["gold"].tolist(), part["said"].tolist(), set(HOTEL.values()), part["unjudged"].tolist()))  # fmt: skip
    table["sentence"] = table["id"].str.replace(r"-(en|es|pt)-", "-", regex=True)
    wide = table.pivot_table(
        index="sentence", columns="lang", values="said", aggfunc="first"
    ).dropna()
    for one, other in (("en", "es"), ("en", "pt"), ("es", "pt")):
        pairs = list(zip(wide[one], wide[other], strict=True))
        two = [(a, b) for a, b in pairs if a and b]
        print(
            f"the same sentence in {one} and {other} (n={len(pairs)}): same set {np.mean([set(a) == set(b) for a, b in pairs]):.2f}; "
            f"both have one (n={len(two)}): same best {np.mean([a[0] == b[0] for a, b in two]):.2f}, one in common {np.mean([bool({*a} & {*b}) for a, b in two]):.2f}"
        )


def unrelated(data: Path, encoders: Sequence[Encoder]) -> None:
    """Sentences about other things: how many get a touchpoint all the same."""
    forum = pd.read_csv(data / "emotions_en_forum.csv")["text"].dropna()
    forum = forum[forum.str.len() > 15].sample(500, random_state=7).tolist()
    bank = pd.read_csv(data / "intents_en_banking.csv")["text"].sample(500, random_state=7).tolist()
    shop = Codebook(touchpoints=tuple(Codebook.builtin()[one] for one in SHOP_ONLY))
    print("\nSentences about other things that get a touchpoint")
    for name, texts, codebook in (
        ("forum comments, airline codebook", forum, book(False)),
        ("forum comments, built-in codebook", forum, Codebook.builtin()),
        (f"bank customers, {len(shop)} touchpoints of shops and hotels", bank, shop),
    ):
        said = found(texts, codebook, ["en"] * len(texts), encoders)
        print(f"{name} (n={len(texts)}): {np.mean([bool(one) for one in said]):.3f}")


def speed(data: Path, encoder: Encoder) -> None:
    table = pd.read_csv(data / "journey_labels.csv")
    texts, langs = table["text"].tolist(), table["lang"].tolist()
    book = Codebook.builtin()
    found(texts, book, langs, [encoder])
    start = time.process_time()
    found(texts, book, langs, [encoder])
    rate = len(texts) / (time.process_time() - start)
    plain = get_encoder()
    start = time.process_time()
    plain.encode(texts[:1_000])
    alone = 1_000 / (time.process_time() - start)
    print(
        f"\nTexts per second of processor time: {rate:.0f} with vectors at hand; encoding alone {alone:.0f}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--cache", type=Path, required=True)
    given = parser.parse_args()
    encoders = [Cached(get_encoder(one), given.cache) for one in ("fast", "accurate")]
    for general in (False, True):
        one_class(given.data, encoders, general)
    several(given.data, encoders)
    parallel(given.data, encoders)
    unrelated(given.data, encoders)
    speed(given.data, encoders[0])


if __name__ == "__main__":
    main()
