"""Whether touchpoint scores made from text alone follow the customers' own sub-ratings.

    python -m benchmarks.validity ../shared/data --out FOLDER

Reviewers of airport lounges rate seven things from 1 to 5 beside their text. The lounge study
(`benchmarks/studies/lounge`) is run as any study is, but no rating is mapped, so that no star
teaches anything; its tables lie in FOLDER and are made anew only where something changed.

- one review: the mean valence of its mentions of a touchpoint, against its own sub-rating
- one airline: the mean over the people who mention it, as a map shows it, and the mean expected of
  all its people (`cxlab.journey.everyone`), against the mean of all its sub-ratings; airlines with at
  least 15 ratings and 8 reviews that mention the touchpoint

Printed is Spearman's rank correlation with a 95 % interval (bootstrap over airlines, each with all its
reviews), beside simpler ways in the same run: the nearest of the touchpoints' names and the sentiment
head of the fast vectors; seed words and VADER; and what knows no touchpoint at all, the whole review and
the reviewer's stars. One person's sub-ratings resemble each other, so these come far. `own` is what is
left for knowing touchpoints: both sides less the touchpoint's mean and less that of the review or
airline.

The ratings teach nothing. The reviews are in two halves by hash. The codebook's examples and the
estimator were chosen on `dev`, with all reviews in sight; `test` alone was printed once. A half has
few airlines with enough reviews, so its figures over airlines lie lower and swing.
"""

import argparse
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import yaml

from benchmarks import peers
from cxlab.analyse.encode import Cached, get_encoder
from cxlab.analyse.sentiment import score_sentiment
from cxlab.codebook import Codebook
from cxlab.flow import process
from cxlab.journey.everyone import Moods
from cxlab.journey.evidence import gather
from cxlab.opened import Processed
from cxlab.study import Study
from training.labels import bucket

STUDY = Path(__file__).parent / "studies" / "lounge"
TABLE = "lounge_reviews_en.csv"
TOUCHPOINT = {
    "comfort_rating": "comfort", "cleanliness_rating": "cleanliness",
    "bar_beverages_rating": "bar", "catering_rating": "catering",
    "washrooms_rating": "washrooms", "wifi_connectivity_rating": "wifi",
    "staff_service_rating": "staff",
}  # fmt: skip
# What a reader would look for first: for the peers only, cxlab reads the codebook.
SEEDS = {
    "comfort": "seat seats seating chair chairs sofa sofas comfortable comfy",
    "cleanliness": "clean cleanliness dirty filthy tidy cleaned spotless",
    "bar": "bar drink drinks wine wines beer beers coffee spirits champagne alcohol",
    "catering": "food snack snacks buffet sandwich sandwiches breakfast catering meal eat",
    "washrooms": "toilet toilets washroom washrooms bathroom bathrooms shower showers restroom",
    "wifi": "wifi wi-fi internet wireless connection",
    "staff": "staff service receptionist waiter waiters attendant attendants desk",
}
RATED, MENTIONED = 15, 8
DRAWS = 500
HALVES = ("dev", "test")  # of the reviews, by hash
OURS, EVERYONE = "cxlab", "cxlab, expected of all"


def study(data: Path, folder: Path, out: Path) -> Study:
    """The lounge study without its rating and with the data where they lie, read from `folder`."""
    content = yaml.safe_load((STUDY / "study.yml").read_text(encoding="utf-8"))
    for source in content["sources"]:
        source["files"] = str((data / Path(source["files"]).name).resolve())
        del source["columns"]["rating"], source["rating_scale"]
    home = folder / "lounge"
    home.mkdir()
    (home / "study.yml").write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    (home / "codebook.yml").write_bytes((STUDY / "codebook.yml").read_bytes())
    return Study.load(home, out)


def ratings(data: Path) -> pd.DataFrame:
    """One row a review: the sub-ratings by touchpoint (0 and beyond 5 are no ratings), stars, airline."""
    table = pd.read_csv(data / TABLE).set_index("id")
    rated = table[list(TOUCHPOINT)].rename(columns=TOUCHPOINT)
    rated = rated.where(rated.ge(1) & rated.le(5))
    stars = table["overall_rating"].where(table["overall_rating"].between(1, 5))
    return rated.assign(stars=stars, airline=table["airline_name"])


def tidy(said: pd.DataFrame, column: str) -> pd.DataFrame:
    """Reviews x touchpoints: the mean of a column over what each review says of each."""
    return said.pivot_table(index="participant", columns="touchpoint", values=column)


def everywhere(value: pd.Series, like: pd.DataFrame) -> pd.DataFrame:
    """One number a review, for the touchpoints it speaks of: a score that knows no touchpoint."""
    wide = pd.DataFrame(dict.fromkeys(like.columns, value)).reindex(like.index)
    return wide.where(like.notna())


def first_try(said: pd.DataFrame, names: dict[str, str], cache: Path) -> pd.DataFrame:
    """Each sentence to the nearest name of a touchpoint, felt by the head of the fast vectors."""
    fast = Cached(get_encoder("fast"), cache)
    near = fast.encode(said["text"].tolist()) @ fast.encode(list(names.values())).T
    felt = score_sentiment(said["text"].tolist(), said["lang"].tolist(), fast)["valence"]
    ids = np.array(list(names), dtype=object)[near.argmax(axis=1)]
    return tidy(said.assign(touchpoint=ids, felt=felt.to_numpy()), "felt")


def seeds(said: pd.DataFrame, felt: pd.Series) -> pd.DataFrame:
    """A sentence speaks of a touchpoint where one of its seed words stands in it."""
    rows = []
    for touchpoint, words in SEEDS.items():
        pattern = rf"(?i)\b(?:{'|'.join(words.split())})\b"
        there = said["text"].str.contains(pattern)
        rows.append(said[there].assign(touchpoint=touchpoint, felt=felt[there]))
    return tidy(pd.concat(rows), "felt")


@dataclass(frozen=True)
class Way:
    """One way of scoring. `reviews`: reviews x touchpoints, NaN where a review says nothing of one;
    `airlines`: airlines x touchpoints, where it is not the mean of their reviews."""

    reviews: pd.DataFrame
    airlines: pd.DataFrame | None = None


@dataclass(frozen=True)
class Pairs:
    """What was said of one touchpoint and how it was rated, a row an airline and a row a review."""

    airlines: pd.DataFrame
    reviews: pd.DataFrame


def pairs(way: Way, rated: pd.DataFrame, touchpoint: str) -> Pairs:
    """The airlines that meet the rule, and the reviews that say and rate something."""
    rows = pd.DataFrame({"rated": rated[touchpoint], "airline": rated["airline"]})
    score = way.reviews
    said = score[touchpoint] if touchpoint in score else pd.Series(dtype=float)
    rows["said"] = said.reindex(rows.index)
    by = rows.groupby("airline")[["rated", "said"]].agg(["mean", "count"])
    by = by[(by["rated", "count"] >= RATED) & (by["said", "count"] >= MENTIONED)]
    means = pd.DataFrame({one: by[one, "mean"] for one in ("rated", "said")})
    if way.airlines is not None:
        means["said"] = way.airlines[touchpoint].reindex(means.index)
    return Pairs(means.reset_index(), rows.dropna().reset_index(drop=True))


def spearman(rows: pd.DataFrame) -> float:
    """Rank correlation of the columns rated and said; NaN of fewer than three rows."""
    if len(rows) < 3:
        return float("nan")
    ranks = rows[["rated", "said"]].rank()
    return float(ranks["rated"].corr(ranks["said"]))


def interval(rows: pd.DataFrame, draw: np.random.Generator) -> str:
    """95 % of the bootstrap over airlines, in print."""
    places = list(rows.groupby("airline").indices.values())
    if len(places) < 3:
        return "–"
    drawn = []
    for _ in range(DRAWS):
        chosen = draw.integers(0, len(places), len(places))
        drawn.append(spearman(rows.iloc[np.concatenate([places[one] for one in chosen])]))
    low, high = np.nanquantile(drawn, [0.025, 0.975])
    return f"{low:.2f}…{high:.2f}"


def of_everyone(made: Processed, codebook: Codebook, airlines: pd.Series) -> pd.DataFrame:
    """Airlines x touchpoints: what a map of each airline's reviews expects of all its people."""
    known = made.documents[made.documents["participant"].isin(airlines.index)]
    documents = known.assign(segment=known["participant"].map(airlines))
    found = {}
    for airline in sorted(airlines.unique()):
        told = gather(made.utterances, made.mentions, documents, segment=airline, codebook=codebook)
        moods = Moods.among(told)
        found[airline] = {
            touchpoint: moods.everyone(rows, min_people=MENTIONED, seed=0).value
            for touchpoint, rows in told.mentions.groupby("touchpoint")
        }
    return pd.DataFrame(found).T.astype(float)


def ways(made: Processed, codebook: Codebook, rated: pd.DataFrame) -> dict[str, Way]:
    """cxlab, simpler ways, and what knows no touchpoint, by name."""
    reviews = made.documents.set_index("doc_id")
    said = made.utterances.assign(participant=made.utterances["doc_id"].map(reviews["participant"]))
    ours = tidy(made.mentions[["utt_id", "touchpoint"]].merge(said, on="utt_id"), "valence")
    names = {one.id: one.name("en") for one in codebook.touchpoints}
    found = {
        OURS: Way(ours),
        EVERYONE: Way(ours, of_everyone(made, codebook, rated["airline"])),
        "nearest phrase, fast head": Way(first_try(said, names, made.folder / "vectors")),
    }
    whole = {"whole review, cxlab": said.groupby("participant")["valence"].mean()}
    for tool, (_, judge) in peers.by_language(np.array(["en"])).items():
        heard = pd.Series(judge(said["text"].tolist()), said.index)
        found[f"seed words, {tool}"] = Way(seeds(said, heard))
        felt = judge(reviews["text"].tolist())
        whole[f"whole review, {tool}"] = pd.Series(felt, reviews["participant"])
    whole["the reviewer's stars"] = rated["stars"]
    for name, value in whole.items():
        # An airline's score is the mean of all its reviews, whether they mention the touchpoint or not.
        mean = value.groupby(rated["airline"]).mean()
        everyone = pd.DataFrame(dict.fromkeys(TOUCHPOINT.values(), mean))
        found[name] = Way(everywhere(value, ours), everyone)
    return found


def own(said: pd.DataFrame, rated: pd.DataFrame) -> float:
    """Spearman over single scores, each less its touchpoint's mean and its row's (of two or more)."""
    both = pd.DataFrame({"said": said.stack(), "rated": rated.stack()}).dropna()
    both -= both.groupby(level=1).transform("mean")
    row = both.groupby(level=0)
    left = (both - row.transform("mean"))[row["said"].transform("count") > 1]
    return spearman(left) if left["said"].abs().max() > 1e-9 else float("nan")


def show(ways: dict[str, Way], rated: pd.DataFrame) -> None:
    """cxlab touchpoint by touchpoint, with intervals."""
    draw, rows = np.random.default_rng(0), {}
    for touchpoint in TOUCHPOINT.values():
        both, all_of = (pairs(ways[name], rated, touchpoint) for name in (OURS, EVERYONE))
        rows[touchpoint] = {
            "airlines": len(both.airlines), "who mention": f"{spearman(both.airlines):.2f}",
            "95 %": interval(both.airlines, draw), "everyone": f"{spearman(all_of.airlines):.2f}",
            "95 % ": interval(all_of.airlines, draw), "reviews": len(both.reviews),
            "one review": f"{spearman(both.reviews):.2f}", "95 %  ": interval(both.reviews, draw),
        }  # fmt: skip
    print(pd.DataFrame(rows).T.to_string())


def compare(ways: dict[str, Way], rated: pd.DataFrame) -> None:
    """All ways on the same ratings, a row each: mean and lowest of the seven, and what is a touchpoint's own."""
    rows = {}
    names = list(TOUCHPOINT.values())
    for name, way in ways.items():
        found = {one: pairs(way, rated, one) for one in names}
        airlines = [spearman(one.airlines) for one in found.values()]
        reviews = [spearman(one.reviews) for one in found.values()]
        wide = {
            column: pd.DataFrame({one: found[one].airlines.set_index("airline")[column] for one in names})
            for column in ("said", "rated")
        }  # fmt: skip
        rows[name] = {
            "airlines: mean": np.nanmean(airlines), "lowest": np.nanmin(airlines),
            "own": own(wide["said"], wide["rated"]), "reviews: mean": np.nanmean(reviews),
            "lowest ": np.nanmin(reviews),
            "own ": own(way.reviews.reindex(columns=names), rated[names]),
            "scores": sum(len(one.reviews) for one in found.values()),
        }  # fmt: skip
    table = pd.DataFrame(rows).T
    table["scores"] = table["scores"].astype(int)
    print(table.round(3).to_string())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--out", type=Path, required=True, help="folder for the study's tables")
    parser.add_argument("--part", choices=("all", *HALVES), default="all")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        opened = study(given.data, Path(folder), given.out)
        made = process(opened)
    rated = ratings(given.data)
    if given.part != "all":
        rated = rated[[HALVES[bucket(review, 2)] == given.part for review in rated.index]]
    found = ways(made, opened.codebook, rated)
    print(f"{len(rated)} reviews of {rated['airline'].nunique()} airlines ({given.part})\n")
    show(found, rated)
    print()
    compare(found, rated)


if __name__ == "__main__":
    main()
