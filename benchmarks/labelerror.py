"""How often intervals hold the truth when labels err as measured, and what other ways would do.

    python -m benchmarks.labelerror SAID.parquet [--trials 400]

SAID.parquet: labelled sentences nobody learnt from with what was said of them (`said_…`), as
`training.held` and `training.encoder.said` write. A trial draws people (documents, with all
their sentences) from a place of one source: its sentences said to be of one stage. The machine's labels are
the real ones, with their real errors; what is known of these errors comes from the other sources
alone, as in a study. Printed: the share of 95 % intervals that hold the truth, with their mean
width, for

- people who voice a pain or a delight, among those drawn, and as a share of all such people;
- the mean valence, where the truth is the mean of what really is of the stage.

Before that, per place, how far off three shares of sentences are: the counted one, that corrected by
sensitivity and specificity of the other sources (Rogan and Gladen), and the sum of chances that a
logistic regression on the other sources gives each sentence, from what was said of it. Last, a
world in which sensitivity and specificity are the same everywhere, however common a pain is: there
Rogan and Gladen are right by construction, and one sees how far counts can be trusted.
"""

import argparse
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression

from cxlab.journey import statistics
from cxlab.journey.evidence import VALENCE, claims
from cxlab.journey.labelerror import LabelError, count_people, rogan_gladen, widened
from cxlab.stages import NONE
from training.errors import CLAIMS, FEWEST, label_error

PEOPLE = (5, 12, 30, 100)
_LABELS = ("lang", "source", "document", "stage", "valence", "kind", "gap", "emotion")


@dataclass(frozen=True)
class Place:
    """One stage of one source, and what the other sources tell of the machine's errors."""

    said: pd.DataFrame
    really: pd.DataFrame
    error: LabelError
    rates: dict[str, tuple[float, float]]
    chances: dict[str, LogisticRegression]

    @cached_property
    def documents(self) -> pd.DataFrame:
        """Per document: who voices a kind, whom the machine counts, mean valence, language."""
        kinds = {f"truly_{kind}": self.said["kind"] == kind for kind in CLAIMS}
        told = self.said.assign(**kinds).groupby("document")
        columns = [f"{way}_{kind}" for way in ("truly", "claim") for kind in CLAIMS]
        return told[columns].max().join(told[["said_valence"]].mean()).join(told["lang"].first())

    @cached_property
    def valence(self) -> float:
        """The true mean over documents of what really is of the stage."""
        return float(self.really.groupby("document")["valence"].mean().mean())


def read(path: Path) -> pd.DataFrame:
    """The sentences with `claim_pain`, `claim_delight`."""
    both = pd.read_parquet(path).reset_index(drop=True)
    machine = both.filter(like="said_").rename(columns=lambda one: one[len("said_") :])
    return both.assign(**{f"claim_{kind}": claims(machine, kind) for kind in CLAIMS})


def places(both: pd.DataFrame) -> list[Place]:
    """Every stage of every source with FEWEST sentences or more."""
    found = []
    for source, own in both.groupby("source"):
        others = both[both["source"] != source]
        labels = others[[one for one in others if not one.startswith(("said_", "claim_"))]]
        machine = others.filter(like="said_").rename(columns=lambda one: one[len("said_") :])
        error = LabelError(**label_error(labels, machine))
        rates = {kind: _rates(others, kind) for kind in CLAIMS}
        chances = {
            kind: LogisticRegression().fit(_said(others, kind), others["kind"] == kind)
            for kind in CLAIMS
        }
        for stage in sorted(set(own["said_stage"]) - {NONE}):
            said, really = own[own["said_stage"] == stage], own[own["stage"] == stage]
            if min(len(said), len(really)) >= FEWEST:
                found.append(Place(said, really, error, rates, chances))
    return found


def _rates(rows: pd.DataFrame, kind: str) -> tuple[float, float]:
    """Sensitivity and specificity of a claim."""
    true = rows["kind"] == kind
    return float(rows[f"claim_{kind}"][true].mean()), float(1 - rows[f"claim_{kind}"][~true].mean())


def _holds(low: float, high: float, truth: float) -> bool:
    return low - 1e-9 <= truth <= high + 1e-9


def counts(place: Place, kind: str, people: int, seed: int) -> dict[str, tuple[bool, float]]:
    """What a sample's intervals hold: way -> (holds the truth, width)."""
    chosen = place.documents.sample(people, replace=True, random_state=seed)
    truth, counted = (int(chosen[f"{way}_{kind}"].sum()) for way in ("truly", "claim"))
    share = place.documents[f"truly_{kind}"].mean()
    agreement = place.error.agreement_on(kind, chosen["lang"])
    found = count_people(counted, people, agreement=agreement, spread=place.error.spread[kind])
    low, high = statistics.wilson(counted, people)
    return {
        "people, as counted": (truth == counted, 0.0),
        "people, errors allowed": (_holds(found.low, found.high, truth), found.high - found.low),
        "share, Wilson alone": (_holds(low, high, float(share)), high - low),
        "share, errors allowed": (
            _holds(found.share_low, found.share_high, float(share)),
            found.share_high - found.share_low,
        ),
    }


def means(place: Place, people: int, seed: int) -> dict[str, tuple[bool, float]]:
    """The same of the mean valence of a stage."""
    chosen = place.documents["said_valence"].sample(people, replace=True, random_state=seed)
    value, low, high = statistics.bootstrap_mean(
        chosen, range(people), seed=seed, bounds=VALENCE, n=500
    )
    assert value is not None and low is not None and high is not None
    truth = place.valence
    wide = widened(value, low, high, place.error.place, VALENCE)
    return {
        "mean, people alone": (_holds(low, high, truth), high - low),
        "mean, errors allowed": (_holds(*wide, truth), wide[1] - wide[0]),
    }


def coverage(found: list[Place], trials: int) -> pd.DataFrame:
    """Way x people -> share of intervals that hold the truth, and mean width."""
    rows = []
    for people in PEOPLE:
        for trial in range(trials):
            place = found[trial % len(found)]
            for kind in CLAIMS:
                held = counts(place, kind, people, trial)
                rows += [(way, people, *one) for way, one in held.items()]
            rows += [(way, people, *one) for way, one in means(place, people, trial).items()]
    table = pd.DataFrame(rows, columns=["way", "people", "holds", "width"])
    return table.groupby(["way", "people"], sort=False)[["holds", "width"]].mean()


def shares(found: list[Place]) -> pd.DataFrame:
    """Root mean square distance to the true share of sentences, by way of counting, over places."""
    rows = []
    for place in found:
        for kind in CLAIMS:
            true = float((place.said["kind"] == kind).mean())
            counted = float(place.said[f"claim_{kind}"].mean())
            chances = place.chances[kind].predict_proba(_said(place.said, kind))[:, 1]
            rows.append(
                {
                    "kind": kind,
                    "counted": counted - true,
                    "Rogan and Gladen": rogan_gladen(counted, *place.rates[kind]) - true,
                    "by chances": float(chances.mean()) - true,
                }
            )
    return pd.DataFrame(rows).groupby("kind").agg(lambda one: float(np.sqrt((one**2).mean())))


def _said(rows: pd.DataFrame, kind: str) -> np.ndarray:
    return rows[["said_valence", f"claim_{kind}"]].to_numpy(dtype=float)


def same_everywhere(both: pd.DataFrame, people: int, trials: int) -> pd.DataFrame:
    """Share of 95 % intervals that hold a true share of pains, by that share; a sentence a person."""
    machine = both.filter(like="said_").rename(columns=lambda one: one[len("said_") :])
    error = LabelError(**label_error(both[[one for one in both if one in _LABELS]], machine))
    pains, others = both[both["kind"] == "pain"], both[both["kind"] != "pain"]
    rates, rows = _rates(both, "pain"), []
    for share in (0.1, 0.3, 0.5, 0.7, 0.9):
        for trial in range(trials):
            generator = np.random.default_rng(trial)
            some = int(generator.binomial(people, share))
            drawn = [pains.sample(some, replace=True, random_state=trial)]
            drawn.append(others.sample(people - some, replace=True, random_state=trial + 1))
            said = pd.concat(drawn)
            counted = int(said["claim_pain"].sum())
            found = count_people(
                counted,
                people,
                agreement=error.agreement_on("pain", said["lang"]),
                spread=error.spread["pain"],
            )
            low, high = statistics.wilson(counted, people)
            turned = rogan_gladen(low, *rates), rogan_gladen(high, *rates)
            rows.append(
                {
                    "true share": share,
                    "Wilson alone": _holds(low, high, share),
                    "Rogan and Gladen": _holds(*turned, share),
                    "errors allowed": _holds(found.share_low, found.share_high, share),
                }
            )
    return pd.DataFrame(rows).groupby("true share").mean()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("said", type=Path)
    parser.add_argument("--trials", type=int, default=400)
    given = parser.parse_args()
    both = read(given.said)
    found = places(both)
    print(f"{len(both)} sentences, {len(found)} places of {both['source'].nunique()} sources")
    print("\nDistance of a place's share from the truth (root mean square)")
    print(shares(found).round(3).to_string())
    print(f"\n95 % intervals: share that hold the truth (mean width), {given.trials} trials a size")
    table = coverage(found, given.trials).unstack("people")
    for way in table.index:
        cells = [
            f"n={people:<3} {table['holds'][people][way]:6.1%} ({table['width'][people][way]:.2f})"
            for people in PEOPLE
        ]
        print(f"{way:24}" + "   ".join(cells))
    print("\nThe same errors however common a pain is: share of intervals that hold it, 30 people")
    print(same_everywhere(both, 30, given.trials).map("{:.1%}".format).to_string())


if __name__ == "__main__":
    main()
