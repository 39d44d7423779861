"""Whether the quotes shown stand for what they are quoted from, beside other ways of choosing.

    python -m benchmarks.quotes data/raw/demo benchmarks/studies/* --out FOLDER --cache FOLDER

For every pain and delight of at least LEAST utterances: five quotes as the map chooses them, at random, the
first, the longest, the strongest, and those nearest to the middle of all (`centroid`, which needs
an encoder). Nothing the map chooses by knows the encoder that measures here:

typical    how near a quote lies to all the finding rests on, as its place among these
           (0 the farthest, 0.5 chance, 1 the nearest)
covered    mean over all utterances of the cosine to the nearest of the quotes, in language-free vectors
people     different people among the quotes; languages: heard of those in a tenth of the utterances
feeling    mean |valence|; letters: median; over: share longer than may be shown

The first half of the findings (by a hash of their id) is for choosing, the second reports.

Where documents carry a rating of the touchpoint itself (`--ratings CSV`, lounge reviews): how often the rating
of whoever is quoted against a finding is on that side (4 and 5 against a pain, 1 and 2 against a delight), and
how often on the finding's; as quoted and the first of all, from all who contradict and as if only
two did, SEEDS times. The two bars of `clearest` were chosen looking at both halves.
"""

import argparse
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pandas as pd

from cxlab.analyse.encode import Cached, Encoder, get_encoder
from cxlab.flow import process
from cxlab.journey.evidence import gather
from cxlab.journey.findings import Basis, bases, finding_id
from cxlab.journey.labelerror import LabelError
from cxlab.journey.quotes import SHORT, choose, clearest, ranked, shorten
from cxlab.study import Study
from training.labels import bucket

LEAST, QUOTES, SEEDS = 10, 5, 20
HALVES = {"choose": 0, "report": 1}
RATED = {
    "comfort": "comfort_rating", "cleanliness": "cleanliness_rating", "bar": "bar_beverages_rating",
    "catering": "catering_rating", "washrooms": "washrooms_rating",
    "wifi": "wifi_connectivity_rating", "staff": "staff_service_rating",
}  # fmt: skip
Way = Callable[[pd.DataFrame, np.ndarray, Basis], list[np.ndarray]]


def as_shown(rows: pd.DataFrame, vectors: np.ndarray, basis: Basis) -> list[np.ndarray]:
    made = choose(ranked(rows, basis.touchpoint), QUOTES)["utt_id"]
    place = {utt_id: at for at, utt_id in enumerate(rows["utt_id"])}
    return [np.array([place[one] for one in made])]


def by_chance(rows: pd.DataFrame, vectors: np.ndarray, basis: Basis) -> list[np.ndarray]:
    random = np.random.default_rng(0)
    return [random.permutation(len(rows))[:QUOTES] for _ in range(SEEDS)]


def the_first(rows: pd.DataFrame, vectors: np.ndarray, basis: Basis) -> list[np.ndarray]:
    return [np.arange(QUOTES)]


def the_longest(rows: pd.DataFrame, vectors: np.ndarray, basis: Basis) -> list[np.ndarray]:
    return [np.argsort(-rows["text"].str.len().to_numpy(), kind="stable")[:QUOTES]]


def the_strongest(rows: pd.DataFrame, vectors: np.ndarray, basis: Basis) -> list[np.ndarray]:
    return [np.argsort(-rows["valence"].abs().to_numpy(), kind="stable")[:QUOTES]]


def centroid(rows: pd.DataFrame, vectors: np.ndarray, basis: Basis) -> list[np.ndarray]:
    return [np.argsort(-(vectors @ vectors.mean(axis=0)), kind="stable")[:QUOTES]]


def against(basis: Basis, ratings: pd.Series) -> Iterator[dict[str, object]]:
    """One row per quote set against a finding, with the side of its own document's rating."""
    ways = {
        "as quoted": lambda rows: clearest(rows, basis.rows),
        "first": lambda rows: rows.head(1),
    }
    few = [
        basis.counter.sample(min(2, len(basis.counter)), random_state=seed).sort_index()
        for seed in range(SEEDS)
    ]
    for among, drawn in (("all", [basis.counter]), ("two", few)):
        for name, way in ways.items():
            for rows in drawn:
                quoted = way(rows)
                rating = ratings.get(quoted["doc_id"].iloc[0], np.nan) if len(quoted) else np.nan
                good, bad = rating >= 4, rating <= 2
                yield {
                    "among": among, "way": name, "quoted": float(len(quoted)),
                    "on its side": np.nan if np.isnan(rating) else good if basis.kind == "pain" else bad,
                    "on the finding's": np.nan if np.isnan(rating) else bad if basis.kind == "pain" else good,
                }  # fmt: skip


def rated(path: Path, study: Study) -> dict[str, pd.Series]:
    """Touchpoint -> doc_id -> its own rating, 1 to 5, of those that have one."""
    table = pd.read_csv(path)
    documents = process(study).documents
    rows = documents["locator"].str.extract(r"(\d+)")[0].astype(int) - 2
    found = {}
    for touchpoint, column in RATED.items():
        values = table[column].to_numpy(dtype=float)[rows]
        given = pd.Series(values, index=documents["doc_id"])
        found[touchpoint] = given[given.between(1, 5)]
    return found


WAYS: dict[str, Way] = {
    "as shown": as_shown, "random": by_chance, "first": the_first, "longest": the_longest,
    "strongest": the_strongest, "centroid": centroid,
}  # fmt: skip


def findings(study: Study, half: int) -> Iterator[Basis]:
    """The findings of a study with enough rows, of one half."""
    made = process(study)
    for segment in made.segments:
        evidence = gather(
            made.utterances, made.mentions, made.documents, segment=segment, codebook=study.codebook
        )
        for basis in bases(
            evidence, codebook=study.codebook, min_people=study.file.report.min_people, seed=0,
            error=LabelError(),
        ):  # fmt: skip
            if len(basis.rows) >= LEAST and bucket(finding_id(basis, segment), 2) == half:
                yield basis


def measured(basis: Basis, encoder: Encoder) -> Iterator[dict[str, object]]:
    """One row per way of choosing."""
    rows = basis.rows.sort_values("utt_id", ignore_index=True)
    vectors = encoder.encode(rows["text"].tolist())
    vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    likeness = vectors @ vectors.T
    near = (likeness.sum(axis=1) - 1) / (len(rows) - 1)
    place = near.argsort().argsort() / (len(rows) - 1)
    shares = rows["lang"].value_counts(normalize=True)
    spoken = set(shares[shares >= 0.1].index)
    for name, way in WAYS.items():
        for chosen in way(rows, vectors, basis):
            quoted = rows.iloc[chosen]
            letters = [
                len(shorten(text, lang) if name == "as shown" else text)
                for text, lang in zip(quoted["text"], quoted["lang"], strict=True)
            ]
            yield {
                "way": name,
                "typical": place[chosen].mean(),
                "covered": likeness[:, chosen].max(axis=1).mean(),
                "people": quoted["person"].nunique() / len(chosen),
                "languages": len(spoken & set(quoted["lang"])) / len(spoken),
                "feeling": quoted["valence"].abs().mean(),
                "letters": np.median(letters),
                "over": np.mean(np.array(letters) > SHORT),
            }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("studies", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True, help="where the studies' tables lie")
    parser.add_argument("--cache", type=Path, required=True, help="of the vectors")
    parser.add_argument("--ratings", type=Path, help="the reviews of the study, with sub-ratings")
    parser.add_argument("--half", choices=HALVES, default="report")
    given = parser.parse_args()
    encoder = Cached(get_encoder("fast"), given.cache)
    for folder in given.studies:
        study = Study.load(folder, given.out)
        found = list(findings(study, HALVES[given.half]))
        table = pd.DataFrame([row for basis in found for row in measured(basis, encoder)])
        print(f"\n{study.name}: {len(found)} findings of {LEAST} utterances or more ({given.half})")
        print(table.groupby("way", sort=False).mean().round(3).to_string())
        if given.ratings:
            ratings = rated(given.ratings, study)
            told = [
                row
                for half in HALVES.values()
                for basis in findings(study, half)
                if basis.touchpoint.id in ratings and len(basis.counter) and basis.grade != "thin"
                for row in against(basis, ratings[basis.touchpoint.id])
            ]
            means = pd.DataFrame(told).astype({"on its side": float, "on the finding's": float})
            print(means.groupby(["among", "way"]).mean().round(3).to_string())


if __name__ == "__main__":
    main()
