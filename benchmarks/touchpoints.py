"""How well touchpoints are found from names and examples alone, beside simpler ways.

    python -m benchmarks.touchpoints ../shared/data --cache FOLDER

Thresholds were chosen on one half of the documents (bucket < 50, and the train and dev parts of
the parallel hotel sentences); everything printed is of the other half.
"""

import argparse
import time
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.metrics import accuracy_score, f1_score

from cxlab.analyse.codewords import codewords
from cxlab.analyse.encode import Cached, Encoder, get_encoder
from cxlab.analyse.heads import for_encoder
from cxlab.analyse.touchpoints import _raw_scores, assign_touchpoints, index
from cxlab.codebook import Codebook
from training.labels import bucket

# What the annotators' classes of the airline sentences are called in plain words.
AIRLINE_NAMES = {
    "seat": "Seat comfort and leg room", "cabin_crew": "Cabin crew and flight attendants",
    "punctuality": "Punctuality, delays and cancellations", "food": "Food and drinks on board",
    "ife": "Inflight entertainment", "noise": "Noise in the cabin", "check_in": "Check-in and queue",
    "boarding": "Boarding", "attractive_aircraft": "Aircraft and cabin, old or modern",
    "price": "Ticket price and value", "sav": "Customer service and complaints",
    "lost_baggage": "Lost baggage", "temperature": "Cabin temperature", "bed": "Flat bed and sleep",
    "humidity": "Air humidity", "general": "The airline and the flight in general",
}  # fmt: skip
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


def both(truth: np.ndarray, said: np.ndarray) -> str:
    macro = f1_score(truth, said, average="macro", labels=sorted(set(truth)), zero_division=0)
    return f"{accuracy_score(truth, said):.3f} / {macro:.3f}"


def one_class(data: Path, encoder: Encoder) -> None:
    """The best touchpoint of sentences that have one, from a codebook of names only."""
    table = airline(data)
    table = table[table["classes"].map(len) == 1]
    truth = table["classes"].str[0].to_numpy()
    texts = table["text"].tolist()
    touchpoints = [{"id": k, "names": {"en": v}, "stage": "use"} for k, v in AIRLINE_NAMES.items()]
    book = Codebook.model_validate({"touchpoints": touchpoints})
    ready, ids = index(book, encoder), np.array(list(AIRLINE_NAMES))
    vectors = encoder.encode(texts)
    langs = ["en"] * len(texts)
    raw, _ = _raw_scores(ready, for_encoder(encoder), texts, langs, vectors)
    phrases = encoder.encode(list(AIRLINE_NAMES.values()))
    print(
        f"\nAirline sentences with one class of 16 (n={len(texts)}), names only: accuracy / macro-F1"
    )
    print("cxlab                 ", both(truth, ids[raw.argmax(axis=1)]))
    print("nearest phrase vector ", both(truth, ids[(vectors @ phrases.T).argmax(axis=1)]))
    print(
        "words alone           ",
        both(truth, ids[codewords(book).scores(texts, langs).argmax(axis=1)]),
    )
    print("most common class      ", f"{pd.Series(truth).value_counts(normalize=True).iloc[0]:.3f}")


def found(texts: list[str], langs: list[str], encoder: Encoder) -> list[list[str]]:
    table = assign_touchpoints(texts, Codebook.builtin(), langs, encoder)
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


def builtin(data: Path, encoder: Encoder) -> None:
    """The built-in codebook against annotators' aspects, several a sentence or none."""
    table = airline(data)
    gold = [{AIRLINE[one] for one in classes if one in AIRLINE} for classes in table["classes"]]
    said = found(table["text"].tolist(), ["en"] * len(table), encoder)
    print("\nBuilt-in codebook against annotated aspects (all sentences)")
    print(
        f"airline en (n={len(table)}): {marks(gold, said, set(AIRLINE.values()), [False] * len(table))}"
    )
    table = hotel(data)
    table["said"] = found(table["text"].tolist(), table["lang"].tolist(), encoder)
    for lang, part in table.groupby("lang"):
        print(f"hotel {lang} (n={len(part)}):", marks(part["gold"].tolist(), part["said"].tolist(), set(HOTEL.values()), part["unjudged"].tolist()))  # fmt: skip
    table["sentence"] = table["id"].str.replace(r"-(en|es|pt)-", "-", regex=True)
    wide = table.pivot_table(
        index="sentence", columns="lang", values="said", aggfunc="first"
    ).dropna()
    for one, other in (("en", "es"), ("en", "pt"), ("es", "pt")):
        pairs = [(set(a), set(b)) for a, b in zip(wide[one], wide[other], strict=True)]
        same = np.mean([a == b for a, b in pairs])
        overlap = [len(a & b) / len(a | b) for a, b in pairs if a | b]
        print(
            f"the same sentence in {one} and {other} (n={len(pairs)}): same set {same:.2f}, overlap {np.mean(overlap):.2f}"
        )


def speed(data: Path, encoder: Encoder) -> None:
    table = pd.read_csv(data / "journey_labels.csv")
    texts, langs = table["text"].tolist(), table["lang"].tolist()
    encoder.encode(texts)
    found(texts[:3], langs[:3], encoder)
    start = time.process_time()
    found(texts, langs, encoder)
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
    encoder = Cached(get_encoder(), given.cache)
    one_class(given.data, encoder)
    builtin(given.data, encoder)
    speed(given.data, encoder)


if __name__ == "__main__":
    main()
