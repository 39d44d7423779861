"""How often intervals hold the truth, and how often chance is called a difference or a driver.

    python -m benchmarks.statistics [--trials 1000] [--study NAME --out DIR]

Draws people from made-up populations whose truth is known: of unequal talkativeness (1 to some 60
utterances), with a two-sided, a lopsided and a star-rating kind of feeling. Prints the share of
95 % intervals that hold the truth, with their mean width, for means, shares, NPS, drivers and
saturation, with labels that are right and labels that err; how near ways of telling a driver come
to what was put in; and how often chance alone is called different, in made-up studies and, with
`--study`, in the tables of a study that was run, its people shuffled among its segments or periods.
"""

import argparse
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from cxlab.journey import statistics
from cxlab.journey.compare import apart, chance, differences
from cxlab.journey.coverage import chao2, expected_codes
from cxlab.journey.labelerror import LabelError, attenuated, widened
from cxlab.study import Study

PEOPLE = (5, 8, 12, 30, 100)
TOUCHPOINTS = 30
FEWEST = 5
RULES = ("p < .05", "q <= .05", "errors allowed")
# As the smaller encoder's labels err (cxlab/models/heads-use-m3.json).
LABELS = LabelError(place=0.2853, whole=0.1772)
Sample = tuple[np.ndarray, np.ndarray]


def two_sided(generator: np.random.Generator, people: int) -> Sample:
    """Feelings -2..2 around a person's own mood; moods spread over both sides."""
    return _talk(generator, generator.normal(-0.3, 0.9, people))


def lopsided(generator: np.random.Generator, people: int) -> Sample:
    """Most people content, one in five furious."""
    furious = generator.random(people) < 0.2
    return _talk(generator, np.where(furious, -1.6, 0.9) + generator.normal(0, 0.3, people))


def stars(generator: np.random.Generator, people: int) -> Sample:
    """One rating of 1 to 5 each, as shops get them: most 5, then 1."""
    rating = generator.choice([1, 2, 3, 4, 5], size=people, p=[0.15, 0.05, 0.08, 0.17, 0.55])
    return rating.astype(float), np.arange(people)


def narrow(generator: np.random.Generator, people: int) -> Sample:
    """Everybody near the middle: the hardest case for an interval that leans there."""
    return _talk(generator, generator.normal(0, 0.5, people))


def ceiling(generator: np.random.Generator, people: int) -> Sample:
    """Four of five people give full marks, so that a small sample often shows no spread."""
    rating = generator.choice([1, 2, 3, 4, 5], size=people, p=[0.04, 0.03, 0.03, 0.1, 0.8])
    return rating.astype(float), np.arange(people)


def _talk(generator: np.random.Generator, mood: np.ndarray) -> Sample:
    """1 to 60 utterances a person; who talks more is gloomier, so the person must be the unit."""
    wish = np.exp(generator.normal(1.0, 1.0, len(mood)) - 0.3 * mood)
    counts = np.clip(wish.astype(int), 1, 60)
    groups = np.repeat(np.arange(len(mood)), counts)
    said = mood[groups] + generator.normal(0, 0.8, len(groups))
    return np.clip(np.round(said), -2, 2), groups


POPULATIONS: dict[str, tuple[Callable[..., Sample], tuple[float, float]]] = {
    "two-sided": (two_sided, (-2, 2)),
    "lopsided": (lopsided, (-2, 2)),
    "stars": (stars, (1, 5)),
    "narrow": (narrow, (-2, 2)),
    "ceiling": (ceiling, (1, 5)),
}


def coverage(name: str, people: int, *, trials: int) -> tuple[float, float]:
    """Share of intervals that hold the true mean, and their mean width."""
    draw, bounds = POPULATIONS[name]
    truth = float(np.mean(statistics.person_means(*draw(np.random.default_rng(1), 200_000))))
    generator = np.random.default_rng(people)
    held, widths = 0, []
    for trial in range(trials):
        _, low, high = statistics.bootstrap_mean(
            *draw(generator, people), seed=trial, bounds=bounds
        )
        assert low is not None and high is not None
        held += low <= truth <= high
        widths.append(high - low)
    return held / trials, float(np.mean(widths))


def nps_coverage(people: int, *, trials: int) -> float:
    """Share of NPS intervals that hold the true score of +25."""
    generator = np.random.default_rng(people)
    shares = [0.25, 0.25, 0.5]
    held = 0
    for _ in range(trials):
        _, low, high = statistics.nps(generator.choice([3, 8, 10], size=people, p=shares))
        assert low is not None and high is not None
        held += low <= 25 <= high
    return held / trials


def share_coverage(people: int, share: float, *, trials: int) -> float:
    """Share of Wilson intervals that hold the true share."""
    drawn = np.random.default_rng(people).binomial(people, share, trials)
    ends = [statistics.wilson(int(k), people) for k in drawn]
    return float(np.mean([low <= share <= high for low, high in ends]))


def erring_coverage(people: int, *, trials: int) -> tuple[float, float]:
    """The same of means whose machine errs as the labels of LABELS: without and with allowing for it."""
    truth = float(np.mean(statistics.person_means(*two_sided(np.random.default_rng(1), 200_000))))
    generator = np.random.default_rng(people)
    plain = wide = 0
    for trial in range(trials):
        said, groups = two_sided(generator, people)
        said = np.clip(said + generator.normal(0, LABELS.place), -2, 2)
        value, low, high = statistics.bootstrap_mean(said, groups, seed=trial, bounds=(-2, 2))
        assert value is not None and low is not None and high is not None
        plain += low <= truth <= high
        low, high = widened(value, low, high, LABELS.place, (-2.0, 2.0))
        wide += low <= truth <= high
    return plain / trials, wide / trials


# ---- drivers -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Shop:
    """Touchpoints, some spoken of much more than others; a third of them move the rating."""

    often: np.ndarray
    pleasing: np.ndarray
    penalty: np.ndarray
    reward: np.ndarray

    @staticmethod
    def of(generator: np.random.Generator) -> "Shop":
        often = 1 / np.arange(1, TOUCHPOINTS + 1) ** 0.9
        moves = np.where(np.arange(TOUCHPOINTS) % 3 == 0, 1.2, 0.0)
        return Shop(
            often=often / often.sum(),
            pleasing=generator.choice([-1.2, 0.0, 1.2], TOUCHPOINTS),
            penalty=-moves * generator.uniform(0.6, 1.2, TOUCHPOINTS),
            reward=moves * generator.uniform(0.2, 0.8, TOUCHPOINTS),
        )

    def visit(
        self, generator: np.random.Generator, people: int, *, moved: bool = True
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Pains and delights (people x touchpoints, 0/1) and stars of 1 to 5, as one review each."""
        mood = generator.normal(0, 0.7, people)
        # The touchpoints of one review, drawn without putting back (Gumbel's trick).
        keys = np.log(self.often) + generator.gumbel(size=(people, TOUCHPOINTS))
        ranks = (-keys).argsort(axis=1).argsort(axis=1)
        told = ranks < 1 + generator.poisson(0.6, people)[:, None]
        lean = self.pleasing + mood[:, None] + generator.logistic(size=told.shape)
        pains, delights = (told & (lean < -0.5)) * 1.0, (told & (lean > 0.5)) * 1.0
        said = pains @ self.penalty + delights @ self.reward + 0.8 * mood if moved else 0.0
        stars = np.round(3.4 + said + generator.normal(0, 0.7 if moved else 1.2, people))
        return pains, delights, np.clip(stars, 1, 5)


def beside(pains: np.ndarray, delights: np.ndarray, at: int) -> statistics.Said:
    """What penalty_reward takes of one touchpoint."""
    here, good = pains[:, at], delights[:, at]
    return here, good, pains.sum(1) - here, delights.sum(1) - good


def spoken(pains: np.ndarray, delights: np.ndarray) -> list[int]:
    """Touchpoints with enough people to have a driver."""
    enough = np.maximum(pains.sum(0), delights.sum(0)) >= FEWEST
    return [int(at) for at in np.flatnonzero(enough)]


def driver_coverage(
    people: int, agreement: float, *, shops: int, visits: int
) -> dict[str, tuple[float, float]]:
    """Penalties, rewards and importance: share of intervals that hold the truth, and mean width.

    The truth is the same slope among 40,000 people, as careful readers would label them. `agreement`
    is the kappa of the labels that are seen; below 1 the intervals allow for it.
    """
    generator = np.random.default_rng(people)
    held: dict[str, list[tuple[bool, float]]] = {"penalty": [], "reward": [], "importance": []}
    for shop in [Shop.of(generator) for _ in range(shops)]:
        pains, delights, stars = shop.visit(generator, 40_000)
        everybody = statistics.people_drawn(range(40_000))
        truth = {
            at: statistics.penalty_reward(
                stars, beside(pains, delights, at), range(40_000), everybody
            )
            for at in range(TOUCHPOINTS)
        }
        for visit in range(visits):
            pains, delights, stars = shop.visit(generator, people)
            pains, delights = (_mislabelled(one, agreement, generator) for one in (pains, delights))
            drawn = statistics.people_drawn(range(people), seed=visit)
            for at in spoken(pains, delights):
                found = statistics.penalty_reward(
                    stars, beside(pains, delights, at), range(people), drawn, least=FEWEST
                )
                for name, slope, true in zip(held, found, truth[at], strict=True):
                    if slope is not None and true is not None:
                        low, high = attenuated(slope.low, slope.high, agreement)
                        held[name].append((low <= true.value <= high, high - low))
    return {
        name: (float(np.mean([one for one, _ in rows])), float(np.mean([one for _, one in rows])))
        for name, rows in held.items()
        if rows
    }


def _mislabelled(true: np.ndarray, agreement: float, generator: np.random.Generator) -> np.ndarray:
    """Labels of that kappa, as many as there should be, erring whatever the stars say."""
    share = true.mean(0)
    wrong = (1 - agreement) * share * (1 - share)  # to each side, by definition of kappa
    chance = generator.random(true.shape)
    lost = wrong / np.maximum(share, 1e-9)
    return np.where(true > 0, chance >= lost, chance < wrong / np.maximum(1 - share, 1e-9)) * 1.0


def ways_to_tell(people: int, *, shops: int) -> pd.DataFrame:
    """Root mean square distance of penalties and rewards to what was put in, way by way."""
    generator = np.random.default_rng(people)
    rows = []
    for shop in [Shop.of(generator) for _ in range(shops)]:
        pains, delights, stars = shop.visit(generator, people)
        for at in spoken(pains, delights):
            sides = ((pains, shop.penalty), (delights, shop.reward))
            for side, (voiced, truth) in enumerate(sides):
                if voiced[:, at].sum() >= FEWEST:
                    for way, tell in WAYS.items():
                        error = tell(pains, delights, stars, at)[side] - truth[at]
                        rows.append(
                            (way, "moves the rating" if truth[at] else "moves nothing", error)
                        )
    table = pd.DataFrame(rows, columns=["way", "touchpoint", "error"])
    return (
        table.groupby(["way", "touchpoint"], sort=False)["error"]
        .agg(lambda one: float(np.sqrt((one**2).mean())))
        .unstack()
    )


def _bare(pains, delights, stars, at):  # type: ignore[no-untyped-def]
    return [stars[one[:, at] > 0].mean() - stars[one[:, at] == 0].mean() if one[:, at].any() else np.nan
            for one in (pains, delights)]  # fmt: skip


def _regressed(pains, delights, stars, at, ridge, counts):  # type: ignore[no-untyped-def]
    here, good, worse, better = beside(pains, delights, at)
    others = [worse[:, None], better[:, None]]
    if not counts:
        others = [np.delete(one, at, axis=1) for one in (pains, delights)]
    seen = np.column_stack([np.ones(len(stars)), here, good, *others])
    held = np.diag([0.0, 1e-9, 1e-9] + [ridge] * (seen.shape[1] - 3))
    return np.linalg.solve(seen.T @ seen + held, seen.T @ stars)[1:3]


WAYS = {
    "difference of means": _bare,
    "beside how many others": lambda *told: _regressed(*told, 1e-9, True),
    "all dummies": lambda *told: _regressed(*told, 1e-6, False),
    "all dummies, ridge 3": lambda *told: _regressed(*told, 3.0, False),
    "all dummies, ridge 10": lambda *told: _regressed(*told, 10.0, False),
}


def false_drivers(people: int, *, shops: int) -> tuple[float, float]:
    """Share of segments of which nothing moves the rating where a driver is found: by interval, after BH."""
    generator = np.random.default_rng(people)
    alone = corrected = 0
    for shop in range(shops):
        pains, delights, stars = Shop.of(generator).visit(generator, people, moved=False)
        drawn = statistics.people_drawn(range(people), seed=shop)
        found = [
            statistics.penalty_reward(stars, beside(pains, delights, at), range(people), drawn)[2]
            for at in spoken(pains, delights)
        ]
        above = np.array([one is not None and one.low > 0 for one in found])
        q = statistics.benjamini_hochberg([np.nan if one is None else one.p for one in found])
        alone += bool(above.any())
        corrected += bool((above & (np.nan_to_num(q, nan=1.0) <= 0.05)).any())
    return alone / shops, corrected / shops


# ---- saturation --------------------------------------------------------------------------------


def saturation_coverage(interviews: int, *, trials: int) -> tuple[float, float]:
    """Share of intervals that hold the codes to expect half-way, and those there are to hear."""
    generator = np.random.default_rng(interviews)
    chance = np.clip(generator.beta(0.8, 3.0, 80), 0.03, 1)  # of each code, to be told by anybody
    after = interviews // 2
    expected = float((1 - (1 - chance) ** after).sum())
    curve = there = 0
    for _ in range(trials):
        heard = generator.random((interviews, len(chance))) < chance
        found = heard.sum(0)
        found = found[found > 0]
        mean, sd = expected_codes(found, interviews)
        curve += abs(mean[after - 1] - expected) <= 1.96 * sd[after - 1]
        _, low, high = chao2(found, interviews)
        there += low <= len(chance) <= high
    return curve / trials, there / trials


# ---- differences -------------------------------------------------------------------------------


def false_alarms(name: str, first: int, second: int, *, trials: int) -> float:
    """Share of tests with p < .05 although both sides come from one population."""
    draw, _ = POPULATIONS[name]
    generator = np.random.default_rng(first * 1000 + second)
    alarms = 0
    for trial in range(trials):
        here, there = draw(generator, first), draw(generator, second)
        there = (there[0], there[1] + first)
        alarms += statistics.permutation_test(here, there, seed=trial, n=999)[1] < 0.05
    return alarms / trials


def false_differences(
    segments: int, *, studies: int, error: float = 0.0, differ: float = 0.0
) -> dict[str, float]:
    """Share of made-up studies in which a difference is found, by what must hold for it.

    20 touchpoints, of 40 to 5 people in each segment, which all live them alike, but for the machine
    that errs by `error` (sd) at each touchpoint of each segment, and for the first segment's mean at
    the first touchpoint, off by `differ`: then the share in which that one is found.
    """
    generator = np.random.default_rng(segments)
    hits = dict.fromkeys(RULES, 0)
    for _ in range(studies):
        alone, allowed = [], []
        for at, people in enumerate(np.geomspace(40, 5, 20).astype(int)):
            told = []
            for segment in range(segments):
                mood = generator.normal(-0.3, 0.9, people) + generator.normal(0, error)
                who = [f"{segment}-{one}" for one in range(people)]
                mood = np.clip(mood + differ * (at == segment == 0), -2, 2)
                told.append(pd.DataFrame({"person": who, "valence": mood}))
            for segment in range(1 if segments == 2 else segments):
                own, others = told[segment], pd.concat(told[:segment] + told[segment + 1 :])
                found = apart(own, others, seed=len(alone), error=error)
                allowed.append(chance(own, others, found, seed=len(alone), error=error))
                sides = [(side["valence"], side["person"].tolist()) for side in (own, others)]
                alone.append(
                    statistics.permutation_test(*sides, seed=len(alone))[1]
                    if error
                    else allowed[-1]
                )
        asked = slice(1 if differ else None)
        rules = {
            "p < .05": alone,
            "q <= .05": statistics.benjamini_hochberg(alone),
            "errors allowed": statistics.benjamini_hochberg(allowed),
        }
        for rule, chances in rules.items():
            hits[rule] += bool(np.min(chances[asked]) <= 0.05)
    return {rule: count / studies for rule, count in hits.items()}


def shuffled(study: str, out: str, *, times: int, by: str = "segment") -> tuple[float, float]:
    """Of a study that was run: share of shuffles in which a difference is found, and of cells.

    People keep what they said and are dealt anew to the segments (or documents to the periods, which
    are halves where the study has none).
    """
    opened = Study.load(study, out)
    utterances, mentions, documents = (
        pd.read_parquet(opened.processed / f"{name}.parquet")
        for name in ("utterances", "mentions", "documents")
    )
    if by == "wave" and documents["wave"].nunique() < 2:
        documents["wave"] = np.where(documents["date"].rank(pct=True) < 0.5, "1", "2")
    who = documents["participant"].where(documents["participant"] != "", documents["doc_id"])
    own = documents.groupby(who)[by].first()
    generator = np.random.default_rng(0)
    any_found = cells = tested = 0
    for _ in range(times):
        dealt = pd.Series(generator.permutation(own.to_numpy()), index=own.index)
        table = differences(
            utterances, mentions, documents.assign(**{by: who.map(dealt)}), opened, by=by
        )
        held = table["verdict"].isin(["lower", "higher"])
        any_found += bool(held.any())
        cells, tested = cells + int(held.sum()), tested + int(table["q"].notna().sum())
    return any_found / times, cells / max(tested, 1)


def main() -> None:
    """Print the figures as small tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--trials", type=int, default=1000)
    parser.add_argument("--study", help="a study whose tables are shuffled too")
    parser.add_argument("--out", help="where that study was run")
    given = parser.parse_args()
    trials, few = given.trials, max(20, given.trials // 10)
    print(f"95 % intervals of a mean: share that hold the truth (mean width), {trials} trials")
    print("population   " + "".join(f"{f'n={people}':>16}" for people in PEOPLE))
    for name in POPULATIONS:
        found = [coverage(name, people, trials=trials) for people in PEOPLE]
        print(f"{name:13}" + "".join(f"{share:9.1%} ({width:.2f})" for share, width in found))
    print("NPS          " + _row(nps_coverage(people, trials=trials) for people in PEOPLE))
    for share in (0.1, 0.3, 0.5):
        print(
            f"share {share:.0%}    "
            + _row(share_coverage(one, share, trials=trials) for one in PEOPLE)
        )
    plain, wide = zip(*(erring_coverage(people, trials=trials) for people in PEOPLE), strict=True)
    print("labels err   " + _row(plain) + "\n  allowed for" + _row(wide))
    print(f"\nDrivers: share of 95 % intervals that hold the truth (mean width), {few} visits")
    for agreement in (1.0, 0.7):
        for people in (60, 130, 400):
            held = driver_coverage(people, agreement, shops=few // 10, visits=10)
            told = "   ".join(
                f"{name} {share:.1%} ({width:.2f})" for name, (share, width) in held.items()
            )
            print(f"kappa {agreement:.1f}  n={people:<4} {told}")
    print("\nDistance of penalties and rewards to what was put in (root mean square, points)")
    for people in (60, 130, 400):
        print(f"n={people}\n{ways_to_tell(people, shops=few).round(2).to_string()}")
    print("\nSegments in which nothing moves the rating and an importance above 0 is found")
    for people in (60, 130, 400):
        alone, corrected = false_drivers(people, shops=few)
        print(
            f"n={people:<4} by interval alone {alone:.1%}, after Benjamini-Hochberg {corrected:.1%}"
        )
    print(
        "\nSaturation: share of intervals that hold the codes to expect half-way, and all there are"
    )
    for interviews in (6, 12, 30, 100):
        curve, there = saturation_coverage(interviews, trials=trials)
        print(f"{interviews:>4} interviews  {curve:.1%}   {there:.1%}")
    print("\nTests that call one population two (p < .05)")
    for name in POPULATIONS:
        for sizes in ((8, 8), (8, 30), (30, 100)):
            print(
                f"{name:13}{sizes[0]:>4} against {sizes[1]:<4}{false_alarms(name, *sizes, trials=few):7.1%}"
            )
    print(
        f"\nStudies without any difference in which one is found ({few} studies of 20 touchpoints)"
    )
    for segments in (2, 3):
        for error in (0.0, LABELS.apart):
            print(
                f"{segments} segments, labels off by {error:.2f}:",
                _told(false_differences(segments, studies=few, error=error)),
            )
    print(
        "and studies in which the one difference there is, of 1.0 between 40 people and the others, is found"
    )
    for error in (0.0, LABELS.apart):
        print(
            f"3 segments, labels off by {error:.2f}:",
            _told(false_differences(3, studies=few, error=error, differ=1.0)),
        )
    if given.study:
        print(
            "\nPeople of a real study shuffled: share of shuffles with a difference, share of tested cells"
        )
        for by in ("segment", "wave"):
            some, cells = shuffled(given.study, given.out, times=few // 5, by=by)
            print(f"{by}: {some:.1%} of {few // 5}, {cells:.2%} of cells")


def _row(shares: Iterable[float]) -> str:
    return "".join(f"{share:16.1%}" for share in shares)


def _told(found: dict[str, float]) -> str:
    return ", ".join(f"{rule} {share:.1%}" for rule, share in found.items())


if __name__ == "__main__":
    main()
