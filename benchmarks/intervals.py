"""How often the intervals hold the truth, and how often chance is called a difference.

    python benchmarks/intervals.py [--trials 2000]

Draws participants from made-up populations with a known mean: people of unequal talkativeness
(1 to some 60 utterances), with a two-sided, a lopsided and a star-rating kind of feeling. Prints
the share of 95 % intervals that hold the true mean, their mean width, and the share of tests
that call two samples of the same population different at p < .05.
"""

import argparse
from collections.abc import Callable

import numpy as np

from cxlab.journey import statistics

PEOPLE = (5, 8, 12, 30, 100)
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


def false_differences(people: int, cells: int, *, studies: int) -> tuple[float, float]:
    """Share of studies with a false difference among so many cells: raw p < .05, and after BH."""
    generator = np.random.default_rng(cells)
    raw = adjusted = 0
    for study in range(studies):
        p = []
        for cell in range(cells):
            here, there = two_sided(generator, people), two_sided(generator, people)
            there = (there[0], there[1] + people)
            seed = study * cells + cell
            p.append(statistics.permutation_test(here, there, seed=seed)[1])
        raw += min(p) < 0.05
        adjusted += float(statistics.benjamini_hochberg(p).min()) <= 0.05
    return raw / studies, adjusted / studies


def main() -> None:
    """Print the figures as three small tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trials", type=int, default=2000)
    trials = parser.parse_args().trials
    print(f"95 % intervals of a mean: share that hold the truth (mean width), {trials} trials")
    print("population   " + "".join(f"{f'n={people}':>16}" for people in PEOPLE))
    for name in POPULATIONS:
        cells = [coverage(name, people, trials=trials) for people in PEOPLE]
        print(f"{name:13}" + "".join(f"{share:9.1%} ({width:.2f})" for share, width in cells))
    print(
        f"{'NPS':13}" + "".join(f"{nps_coverage(people, trials=trials):16.1%}" for people in PEOPLE)
    )
    print("tests that call one population two (p < .05)")
    for name in POPULATIONS:
        for sizes in ((8, 8), (8, 30), (30, 100)):
            share = false_alarms(name, *sizes, trials=trials)
            print(f"{name:13}{sizes[0]:>4} against {sizes[1]:<4}{share:7.1%}")
    raw, adjusted = false_differences(15, 40, studies=max(20, trials // 10))
    print("studies of 40 cells without any difference in which one is found:")
    print(f"p < .05 {raw:.1%}, after Benjamini-Hochberg {adjusted:.1%}")


if __name__ == "__main__":
    main()
