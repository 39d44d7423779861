"""How well topics agree with people's labels, how firm they are and how fast, beside other ways.

    python -m benchmarks.topics ../shared/data --cache FOLDER [--part sets|small|firm|number|speed|apart]

Every method is told the number of people's classes, unless a line says otherwise. The method was
chosen on the sets of `developed_on`; `apart` prints sets that nothing was chosen on. UMAP and
BERTopic take part where they are installed, on the same `fast` vectors.
"""

import argparse
import time
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from importlib.util import find_spec
from pathlib import Path
from unittest import mock

import numpy as np
import pandas as pd
from sklearn.cluster import KMeans
from sklearn.decomposition import NMF
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import (
    adjusted_mutual_info_score,
    adjusted_rand_score,
    normalized_mutual_info_score,
)

from cxlab.analyse import topicspace
from cxlab.analyse.encode import Cached, Encoder, get_encoder
from cxlab.analyse.topics import TopicsWarning, discover_topics
from cxlab.tables import stable_id

AIRLINE = ("seat", "punctuality", "cabin_crew", "general", "food", "attractive_aircraft", "ife", "noise", "check_in")  # fmt: skip
# Part of an intent's name -> its domain; the first that fits.
BANK_DOMAINS = {
    "top_up": "top-up", "topping": "top-up", "virtual": "virtual", "disposable": "virtual", "identity": "identity",
    "source_of_funds": "identity", "cash": "cash", "atm": "cash", "exchange": "exchange", "fiat": "exchange",
    "currenc": "exchange", "pin": "code", "passcode": "code", "refund": "refund", "reverted": "refund",
    "arrival": "new card", "delivery": "new card", "spare": "new card", "physical": "new card", "activate": "new card",
    "linking": "new card", "visa": "new card", "expire": "new card", "payment": "payment", "extra_charge": "payment",
    "twice": "payment", "transfer": "transfer", "beneficiary": "transfer", "receiving": "transfer", "lost": "lost",
    "compromised": "lost", "age_limit": "account", "country": "account", "personal": "account", "terminate": "account",
    "contactless": "card fails", "not_working": "card fails", "acceptance": "card fails", "apple": "card fails",
    "swallowed": "swallowed",
}  # fmt: skip
DRAWS, SMALL = 5, (30, 60, 120)


@dataclass(frozen=True)
class Labelled:
    """Texts that people put into classes."""

    name: str
    texts: list[str]
    langs: list[str]
    human: np.ndarray

    @property
    def number(self) -> int:
        return len(np.unique(self.human))

    def part(self, rows: np.ndarray) -> "Labelled":
        chosen = [self.texts[row] for row in rows], [self.langs[row] for row in rows]
        return Labelled(self.name, *chosen, self.human[rows])


def capped(name: str, table: pd.DataFrame, most: int, least: int = 10) -> Labelled:
    """At most so many texts a class, those of the smallest hash; smaller classes are left out."""
    table = table.dropna(subset=["text"]).drop_duplicates("text")
    table = table.assign(order=[stable_id(text) for text in table["text"]]).sort_values("order")
    table = table.groupby("human").head(most)
    table = table[table.groupby("human")["text"].transform("size") >= least]
    human = np.unique(table["human"], return_inverse=True)[1]
    return Labelled(name, table["text"].tolist(), table["lang"].tolist(), human)


def developed_on(data: Path) -> Iterator[Labelled]:
    table = pd.read_csv(data / "airline_touchpoints_en.csv")
    said = [
        sorted({part.split(":")[0] for part in str(one).split("|")})
        for one in table["touchpoints"].fillna("")
    ]
    table["human"] = [one[0] if len(one) == 1 else "" for one in said]
    yield capped("airline touchpoints en", table[table["human"].isin(AIRLINE)], 120)
    table = pd.read_csv(data / "intents_en_banking.csv")
    yield capped("bank intents en", table.assign(human=table["intent"]), 13)
    domains = [
        next(to for part, to in BANK_DOMAINS.items() if part in one.lower())
        for one in table["intent"]
    ]
    yield capped("bank domains en", table.assign(human=domains), 75)
    table = pd.read_csv(data / "tweets_en_airline.csv").dropna(subset=["negativereason"])
    table = table[table["negativereason"] != "Can't Tell"]
    yield capped("airline tweets en", table.assign(human=table["negativereason"]), 110)
    for domain, lang in (("hotel", "en"), ("hotel", "es"), ("laptop", "es"), ("coursera", "pt")):
        yield aspects(data, domain, (lang,))
    yield aspects(data, "hotel", ("pt", "es", "en"))


def aspects(data: Path, domain: str, langs: tuple[str, ...]) -> Labelled:
    """Sentences about one aspect; of several languages, each sentence in one of them."""
    table = pd.read_csv(data / "aspects_parallel_en_es_pt.csv").dropna(subset=["categories"])
    table = table[table["domain"] == domain]
    said = [
        {part.split("#")[0].split(" ")[0] for part in one.split("|")} for one in table["categories"]
    ]
    table["human"] = [next(iter(one)) if len(one) == 1 else "" for one in said]
    table = table[~table["human"].isin({"", "LAPTOP"})]
    sentence = table["id"].str.replace(r"-(en|es|pt)-", "-", regex=True)
    table = table[
        [
            langs[int(stable_id(one), 16) % len(langs)] == lang
            for one, lang in zip(sentence, table["lang"], strict=True)
        ]
    ]
    return capped(f"{domain} {'+'.join(langs)}", table, 150, 20)


def apart(data: Path) -> Iterator[Labelled]:
    table = pd.read_csv(data / "reviews_es_products.csv")
    yield capped("long reviews es, kinds of product", table.assign(human=table["categoria"]), 150)
    table = pd.read_csv(data / "complaints_pt.csv")
    table = table[table["position_in_chat"] == 0]
    yield capped("complaints pt, companies", table.assign(human=table["enterprise"]), 150)
    table = pd.read_csv(data / "intents_en_banking.csv")
    intents = sorted(table["intent"].unique(), key=stable_id)
    for draw in range(3):
        own = intents[draw * 10 : draw * 10 + 10]
        some = table[table["intent"].isin(own)]
        yield capped(f"ten bank intents en, draw {draw + 1}", some.assign(human=some["intent"]), 70)
    yield aspects(data, "laptop", ("pt",))
    yield aspects(data, "coursera", ("en",))


@dataclass(frozen=True)
class Encoders:
    """Both encoders, remembering."""

    fast: Encoder
    accurate: Encoder


Method = Callable[[Labelled, int], np.ndarray]


def cxlab(encoder: Encoder, texts: Labelled, number: int) -> np.ndarray:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", TopicsWarning)
        return discover_topics(texts.texts, texts.langs, number, encoder=encoder).labels


def kmeans(encoders: tuple[Encoder, ...], texts: Labelled, number: int) -> np.ndarray:
    vectors = np.hstack([encoder.encode(texts.texts) for encoder in encoders])
    labels: np.ndarray = KMeans(number, random_state=0).fit(vectors).labels_
    return labels


def nmf(texts: Labelled, number: int) -> np.ndarray:
    weights = TfidfVectorizer(min_df=1, max_df=0.5, sublinear_tf=True).fit_transform(texts.texts)
    made = NMF(number, init="nndsvda", max_iter=300, random_state=0).fit_transform(weights)
    labels: np.ndarray = made.argmax(axis=1)
    return labels


def umap_kmeans(encoder: Encoder, texts: Labelled, number: int) -> np.ndarray:
    from umap import UMAP

    near = min(15, len(texts.texts) - 1)
    made = UMAP(near, 5, min_dist=0.0, metric="cosine", random_state=0, init="random")
    points = made.fit_transform(encoder.encode(texts.texts))
    labels: np.ndarray = KMeans(number, random_state=0, n_init=10).fit(points).labels_
    return labels


def bertopic(encoder: Encoder, texts: Labelled, number: int, told: bool = True) -> np.ndarray:
    """BERTopic on the fast vectors: with k through KMeans, or automatic (HDBSCAN, −1 = outliers)."""
    from bertopic import BERTopic
    from umap import UMAP

    reduce = UMAP(15, 5, min_dist=0.0, metric="cosine", random_state=0)
    groups = KMeans(number, random_state=0, n_init=10) if told else None
    model = BERTopic(umap_model=reduce, hdbscan_model=groups, calculate_probabilities=False)
    return np.array(model.fit_transform(texts.texts, encoder.encode(texts.texts))[0])


def methods(encoders: Encoders) -> dict[str, Method]:
    every: dict[str, Method] = {
        "cxlab (auto)": partial(cxlab, encoders.accurate),
        "cxlab (fast)": partial(cxlab, encoders.fast),
        "KMeans, fast": partial(kmeans, (encoders.fast,)),
        "KMeans, fast + accurate": partial(kmeans, (encoders.fast, encoders.accurate)),
        "NMF of TF-IDF": nmf,
    }
    if find_spec("umap"):
        every["UMAP + KMeans, fast"] = partial(umap_kmeans, encoders.fast)
    if find_spec("bertopic"):
        every["BERTopic with k, fast"] = partial(bertopic, encoders.fast)
        every["BERTopic automatic"] = partial(bertopic, encoders.fast, told=False)
    return every


def not_installed() -> None:
    for name in ("umap", "bertopic"):
        if not find_spec(name):
            print(f"{name}: not installed")


def print_sets(sets: list[Labelled], encoders: Encoders) -> None:
    """NMI / ARI with people's classes, leftovers, seconds of processor time."""
    not_installed()
    for name, method in methods(encoders).items():
        rows = []
        for one in sets:
            start = time.process_time()
            found = method(one, one.number)
            rows.append(
                (
                    normalized_mutual_info_score(one.human, found),
                    adjusted_rand_score(one.human, found),
                    float((found < 0).mean()),
                    time.process_time() - start,
                )
            )
            print(f"{name:25} {one.name:34} n={len(one.texts):5} k={one.number:3} NMI {rows[-1][0]:.3f} ARI {rows[-1][1]:.3f} left {rows[-1][2]:.1%}", flush=True)  # fmt: skip
        mean = np.mean(rows, axis=0)
        print(f"{name:25} {'MEAN':34} NMI {mean[0]:.3f} ARI {mean[1]:.3f} left {mean[2]:.1%} {mean[3]:.1f} s a set\n", flush=True)  # fmt: skip


def print_small(sets: list[Labelled], encoders: Encoders) -> None:
    """AMI of interview-sized draws, mean over sets and draws."""
    not_installed()
    for name, method in methods(encoders).items():
        told = []
        for size in SMALL:
            scores = []
            for one in sets:
                for draw in range(DRAWS):
                    rows = np.random.default_rng(1_000 * size + draw).permutation(len(one.texts))
                    few = one.part(rows[:size])
                    try:
                        found = method(few, few.number)
                    except Exception as error:  # a method that cannot do it scores 0
                        print(f"{name}, n={size}: {type(error).__name__}: {error}")
                        found = np.zeros(size)
                    scores.append(adjusted_mutual_info_score(few.human, found))
            told.append(f"{size}: {np.mean(scores):.3f}")
        print(f"{name:25} AMI at n =", ", ".join(told), flush=True)


def print_firm(sets: list[Labelled], encoders: Encoders) -> None:
    """Whether shuffled rows and fewer rows give the same topics."""
    for which, encoder in (("auto", encoders.accurate), ("fast", encoders.fast)):
        rows = []
        for one in sets:
            whole = cxlab(encoder, one, one.number)
            order = np.random.default_rng(7).permutation(len(one.texts))
            same = float((cxlab(encoder, one.part(order), one.number) == whole[order]).mean())
            scores = {
                share: np.mean(
                    [
                        adjusted_rand_score(whole[kept], cxlab(encoder, one.part(kept), one.number))
                        for draw in range(3)
                        for kept in [resample(len(one.texts), share, draw)]
                    ]
                )
                for share in (0.8, 0.9)
            }
            told = discover_topics(one.texts, one.langs, one.number, encoder=encoder).stability
            rows.append((same, told, *scores.values()))
            print(f"{which} {one.name:26} shuffled: {same:.3f} the same; resamples: told {told:.2f}, from scratch {scores[0.8]:.2f} (80 %), {scores[0.9]:.2f} (90 %)", flush=True)  # fmt: skip
        print(f"{which} MEAN", np.round(np.mean(rows, axis=0), 3).tolist(), flush=True)


def resample(number: int, share: float, draw: int) -> np.ndarray:
    rows = np.random.default_rng(100 + draw).permutation(number)
    return np.sort(rows[: int(share * number)])


def print_number(sets: list[Labelled], encoders: Encoders) -> None:
    """The number of topics chosen, and what that costs against being told it."""
    for which, encoder in (("auto", encoders.accurate), ("fast", encoders.fast)):
        for one in sets:
            chosen = discover_topics(one.texts, one.langs, encoder=encoder)
            told = cxlab(encoder, one, one.number)
            print(f"{which} {one.name:26} people {one.number:3}, chosen {len(chosen.table):3}; NMI {normalized_mutual_info_score(one.human, chosen.labels):.3f}, told the number {normalized_mutual_info_score(one.human, told):.3f}", flush=True)  # fmt: skip


@cache
def many(data: Path, most: int = 50_000) -> tuple[list[str], list[str]]:
    names = ("reviews_pt_store", "intents_en_banking", "tweets_en_supermarket", "tweets_en_airline", "product_sentences_en")  # fmt: skip
    parts = [pd.read_csv(data / f"{name}.csv")[["text", "lang"]] for name in names]
    table = pd.concat(parts).dropna(subset=["text"])
    table = table[table["text"].str.strip() != ""].drop_duplicates("text").head(most)
    return table["text"].tolist(), table["lang"].tolist()


def print_speed(data: Path, encoders: Encoders) -> None:
    """Seconds of processor time at 50,000 texts beside KMeans on the same vectors.

    Encoding, and looking vectors up in the cache, is left out of both.
    """
    texts, langs = many(data)
    vectors = encoders.fast.encode(texts)
    discover_topics(texts[:200], langs[:200], 5, encoder=encoders.fast)
    start = time.process_time()
    encoders.fast.encode(texts)
    looked_up = time.process_time() - start
    for number in (10, 25, 50):
        start = time.process_time()
        groups = KMeans(number, random_state=0).fit(vectors).labels_
        plain = time.process_time() - start
        start = time.process_time()
        found = discover_topics(texts, langs, number, encoder=encoders.fast)
        ours = time.process_time() - start - looked_up
        print(f"n={len(texts)} k={number}: KMeans {plain:.1f} s, discover_topics {ours:.1f} s ({ours / plain:.2f} times), stability {found.stability:.2f}, left {(found.labels < 0).mean():.2%}, ARI of the two {adjusted_rand_score(groups, found.labels):.2f}", flush=True)  # fmt: skip
    table = pd.read_csv(data / "intents_en_banking.csv").drop_duplicates("text")
    every, human = table["text"].tolist(), table["intent"]
    found = discover_topics(every, ["en"] * len(every), 77, encoder=encoders.fast)
    groups = KMeans(77, random_state=0).fit(encoders.fast.encode(every)).labels_
    print(f"all bank intents (n={len(every)}, 77 classes): NMI {normalized_mutual_info_score(human, found.labels):.3f}, KMeans {normalized_mutual_info_score(human, groups):.3f}")  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--part", default="", help="sets, apart, small, firm, number or speed")
    given = parser.parse_args()
    encoders = Encoders(*(Cached(get_encoder(one), given.cache) for one in ("fast", "accurate")))
    sets = list(developed_on(given.data))
    parts = {
        "sets": lambda: print_sets(sets, encoders),
        "apart": lambda: print_sets(list(apart(given.data)), encoders),
        "small": lambda: print_small(sets, encoders),
        "firm": lambda: print_firm(sets, encoders),
        "number": lambda: print_number(sets, encoders),
        "speed": lambda: print_speed(given.data, encoders),
    }
    # The fast vectors beside the accurate ones come out of the cache too.
    with mock.patch.object(topicspace, "get_encoder", lambda _: encoders.fast):
        for name, part in parts.items():
            if given.part in ("", name):
                print(f"\n== {name} ==", flush=True)
                part()


if __name__ == "__main__":
    main()
