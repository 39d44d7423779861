"""Whether the sides on which things go wrong are told apart, on complaints that people labelled.

    python -m benchmarks.themes ../shared/data --cache FOLDER

1. Airline tweets with one reason for the complaint: how many get a theme, and of these how many one
   that fits the reason (FITS), beside what the same themes dealt at random would give.
2. The same themes as a parting of the tweets, beside topics found in the tweets themselves
   (`discover_topics` with the true number of reasons): purity and adjusted Rand index.
3. The same sentences in three languages: how often a theme found in one is found in another.

The themes were written without these data; the lowest score that counts was chosen on every other
tweet, and the rest is measured here.
"""

import argparse
import itertools
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.metrics import adjusted_rand_score

from cxlab.analyse.encode import Cached, Encoder, get_encoder
from cxlab.analyse.themes import theme_of
from cxlab.analyse.topics import discover_topics

# Reason people gave a tweet -> themes that say the same.
FITS = {
    "Late Flight": {"late", "dates"},
    "Cancelled Flight": {"dates", "late", "unwanted"},
    "Lost Luggage": {"late", "wrong"},
    "Damaged Luggage": {"damage"},
    "Flight Attendant Complaints": {"manners"},
    "Customer Service Issue": {"silence", "no_solution", "manners", "late"},
    "Flight Booking Problems": {"crash", "charge", "ease", "cost"},
    "longlines": {"late", "choice"},
}
EACH = 150


def purity(truth: np.ndarray, found: np.ndarray) -> float:
    """Share of sentences whose label is the most common one of their part."""
    return float(
        sum(pd.Series(truth[found == one]).value_counts().iloc[0] for one in np.unique(found)) / len(truth)
    )  # fmt: skip


def reasons(data: Path, encoder: Encoder) -> None:
    tweets = pd.read_csv(data / "tweets_en_airline.csv").dropna(subset=["text", "negativereason"])
    tweets = tweets[tweets["negativereason"].isin(FITS)].groupby("negativereason").head(EACH)
    tweets = tweets.iloc[1::2]
    texts, truth = tweets["text"].tolist(), tweets["negativereason"].to_numpy()
    told = np.array(
        theme_of(texts, ["en"] * len(texts), ["flight"] * len(texts), encoder), dtype=object
    )
    themed = told != ""
    fits = np.array([one in FITS[reason] for one, reason in zip(told, truth, strict=True)])
    random = np.random.default_rng(0)
    dealt = [
        np.mean([one in FITS[reason] for one, reason in zip(random.permutation(told[themed]), truth[themed], strict=True)])
        for _ in range(20)
    ]  # fmt: skip
    print(f"{len(texts)} tweets, {themed.mean():.2f} with a theme; of these fits {fits[themed].mean():.3f}, "
          f"dealt at random {np.mean(dealt):.3f}")  # fmt: skip
    for reason in FITS:
        own = truth == reason
        counts = pd.Series(told[own & themed]).value_counts().head(4).to_dict()
        print(
            f"  {reason:28} n {own.sum():4} with a theme {themed[own].mean():.2f} fits {fits[own & themed].mean():.2f} {counts}"
        )
    topics = discover_topics(texts, ["en"] * len(texts), len(FITS), encoder=encoder)
    found = topics.labels
    for name, labels in (("themes", told), ("groups found in the tweets", found)):
        print(f"{name}: purity {purity(truth[themed], labels[themed]):.3f}, "
              f"ARI {adjusted_rand_score(truth[themed], labels[themed]):.3f} (n={themed.sum()}, themed tweets)")  # fmt: skip


def languages(data: Path, encoder: Encoder) -> None:
    table = pd.read_csv(data / "aspects_parallel_en_es_pt.csv").dropna(subset=["text"])
    table["key"] = [
        item.replace(f"-{lang}-", "-")
        for item, lang in zip(table["id"], table["lang"], strict=True)
    ]
    table = table[table["domain"] == "hotel"].drop_duplicates(["key", "lang"])
    table["theme"] = ""
    for lang, rows in table.groupby("lang"):
        told = theme_of(rows["text"].tolist(), [lang] * len(rows), ["hotel"] * len(rows), encoder)
        table.loc[rows.index, "theme"] = told
    wide = table.pivot(index="key", columns="lang", values="theme").dropna()
    for first, second in itertools.permutations(("en", "es", "pt"), 2):
        both = wide[(wide[first] != "") & (wide[second] != "")]
        found = wide[wide[first] != ""]
        print(f"theme in {first} (n={len(found)}): also one in {second} {len(both) / len(found):.2f}, "
              f"then the same {(both[first] == both[second]).mean():.3f}")  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--cache", type=Path, required=True)
    given = parser.parse_args()
    encoder = Cached(get_encoder("fast"), given.cache)
    reasons(given.data, encoder)
    languages(given.data, encoder)


if __name__ == "__main__":
    main()
