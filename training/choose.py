"""Shares, temperatures and thresholds, chosen on predictions out of fold."""

from dataclasses import replace
from typing import Any

import numpy as np
from sklearn.metrics import accuracy_score, f1_score

from cxlab.analyse import sentiment, stages
from cxlab.analyse.heads import TASKS, Grams, Heads, Network, log_softmax
from training.labels import class_order

_JOINED = ("valence", "kind", "emotion")


def joint_table(labels: dict[str, np.ndarray], classes: dict[str, list[str]]) -> np.ndarray:
    """How often valence, kind and emotion go together, over chance: log odds, smoothed."""
    count = np.full([len(classes[task]) for task in _JOINED], 0.02)
    places = [[classes[task].index(one) for one in labels[task]] for task in _JOINED]
    np.add.at(count, tuple(places), 1)
    chance = count / count.sum()
    alone = [chance.sum(axis=tuple(a for a in range(3) if a != axis)) for axis in range(3)]
    expected = alone[0][:, None, None] * alone[1][None, :, None] * alone[2][None, None, :]
    result: np.ndarray = np.log(chance / expected)
    return result


def apply(heads: Heads, chosen: dict[str, Any]) -> Heads:
    return replace(heads, **chosen)


def choose(
    raw: dict[str, dict[str, np.ndarray]], labels: dict[str, np.ndarray], seconds: np.ndarray
) -> dict[str, Any]:
    """`share`, `temperature` and `settings` for `Heads`, from raw logits out of fold."""
    classes = {task: sorted(set(labels[task]), key=class_order) for task in TASKS}
    share = max(np.arange(0.3, 0.95, 0.1), key=lambda one: _quality(raw, labels, classes, one))
    mixed = {
        task: share * raw["network"][task] + (1 - share) * raw["grams"][task] for task in TASKS
    }
    temperature = {task: _temperature(mixed[task], labels[task], classes[task]) for task in TASKS}
    logits = {task: log_softmax(mixed[task] / temperature[task]) for task in TASKS}
    settings = _joint_settings(logits, labels, classes)
    settings["gap_threshold"] = _gap_threshold(logits["gap"], labels["gap"], classes["gap"])
    settings |= _stage_settings(np.exp(logits["stage"]), labels["stage"], seconds, classes["stage"])
    return {"share": float(share), "temperature": temperature, "settings": settings}


def _quality(
    raw: Any, labels: dict[str, np.ndarray], classes: dict[str, list[str]], share: float
) -> float:
    total = 0.0
    for task in TASKS:
        mixed = share * raw["network"][task] + (1 - share) * raw["grams"][task]
        said = np.array(classes[task])[mixed.argmax(axis=1)]
        total += accuracy_score(labels[task], said) + f1_score(labels[task], said, average="macro")
    return total


def _loss(logits: np.ndarray, wanted: np.ndarray) -> float:
    return float(-log_softmax(logits)[np.arange(len(wanted)), wanted].mean())


def _temperature(logits: np.ndarray, labels: np.ndarray, names: list[str]) -> float:
    wanted = np.array([names.index(one) for one in labels])
    tried = np.geomspace(0.3, 2.0, 60)
    return float(min(tried, key=lambda one: _loss(logits / one, wanted)))


def _joint_settings(
    logits: dict[str, np.ndarray], labels: dict[str, np.ndarray], classes: dict[str, list[str]]
) -> dict[str, float]:
    """Strength of the joint table by what is said right, then the heat after it by likelihood."""
    table = joint_table(labels, classes)
    wanted = {
        task: np.array([classes[task].index(one) for one in labels[task]]) for task in _JOINED
    }

    def judged(strength: float, heat: float) -> Heads:
        settings = {"joint": strength, "joint_temperature": heat, "gap_threshold": 0.5}
        return Heads("", classes, _NO_NETWORK, _NO_GRAMS, 0.0, {}, settings, table)

    def quality(strength: float) -> float:
        heads = judged(strength, 1.0)
        said = sentiment.decide(heads, sentiment.joint_probabilities(heads, logits))
        said["polarity"] = said[["negative", "neutral", "positive"]].idxmax(axis=1)
        return sum(
            accuracy_score(labels[task], said[task])
            + f1_score(labels[task], said[task], average="macro")
            for task in ("polarity", "kind", "emotion")
        )

    def loss(heat: float) -> float:
        joint = sentiment.joint_probabilities(judged(strength, heat), logits)["joint"]
        total = 0.0
        for axis, task in enumerate(_JOINED, start=1):
            alone = joint.sum(axis=tuple(a for a in (1, 2, 3) if a != axis))
            total -= float(np.log(alone[np.arange(len(alone)), wanted[task]] + 1e-12).mean())
        return total

    strength = max((0.0, 0.25, 0.5, 0.75, 1.0, 1.25), key=quality)
    heat = min(np.arange(1.0, 2.6, 0.1), key=loss)
    return {"joint": strength, "joint_temperature": float(heat)}


_NO_NETWORK = Network(*([np.zeros(0)] * 4), {}, {})  # type: ignore[arg-type]
_NO_GRAMS = Grams(np.zeros(0), np.zeros(0), {}, {})


def _gap_threshold(logits: np.ndarray, labels: np.ndarray, names: list[str]) -> float:
    chance = np.exp(logits)[:, names.index("yes")]
    tried = np.arange(0.2, 0.6, 0.02)
    return float(max(tried, key=lambda one: f1_score(labels == "yes", chance >= one)))


def _stage_settings(
    chances: np.ndarray, labels: np.ndarray, seconds: np.ndarray, names: list[str]
) -> dict[str, float]:
    settings = {f"share_{name}": float((labels == name).mean()) for name in names}
    settings |= {"second": 1.0, "rare": 0.0}

    def quality(rare: float) -> float:
        said = stages.decide(chances, names, settings | {"rare": rare})["stage"]
        return accuracy_score(labels, said) + f1_score(labels, said, average="macro")

    settings["rare"] = float(max((0.0, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4), key=quality))

    def second_quality(threshold: float) -> float:
        """F 0.5 of the second stage: a wrong one costs more than one left out."""
        said = stages.decide(chances, names, settings | {"second": threshold})
        right = (said["stage2"] == seconds) & (seconds != "")
        precision = right.sum() / max((said["stage2"] != "").sum(), 1)
        recall = right.sum() / max((seconds != "").sum(), 1)
        return 1.25 * precision * recall / max(0.25 * precision + recall, 1e-9)

    settings["second"] = float(max(np.arange(0.1, 0.5, 0.02), key=second_quality))
    return settings
