"""A network of one hidden layer and several softmax heads, in numpy: trains in seconds.

AdamW with dropout on input and hidden layer, linear warm-up and decay; several seeds are trained
and stood side by side, which is the mean of their logits.
"""

from dataclasses import dataclass, field

import numpy as np


@dataclass(frozen=True)
class Settings:
    """What was tried and chosen on the validation folds."""

    hidden: int = 384
    epochs: int = 14
    rate: float = 2e-3
    decay: float = 0.02
    drop_input: float = 0.3
    drop_hidden: float = 0.5
    batch: int = 64
    members: int = 3


@dataclass
class Set:
    """Rows to learn from: inputs, labels per task, weight of each task in the loss."""

    inputs: np.ndarray
    labels: dict[str, np.ndarray]
    weight: dict[str, float] = field(default_factory=dict)


@dataclass
class Trained:
    """Weights of all members side by side, ready for one matrix product."""

    hidden: np.ndarray
    hidden_bias: np.ndarray
    out: dict[str, np.ndarray]
    out_bias: dict[str, np.ndarray]

    def logits(self, inputs: np.ndarray) -> dict[str, np.ndarray]:
        hidden = np.maximum(inputs @ self.hidden + self.hidden_bias, 0)
        return {task: hidden @ self.out[task] + self.out_bias[task] for task in self.out}


def train(sets: list[Set], classes: dict[str, list[str]], settings: Settings) -> Trained:
    """Train `members` networks on all sets at once."""
    members = [_train_one(sets, classes, settings, seed) for seed in range(settings.members)]
    count = len(members)
    return Trained(
        np.hstack([one["hidden"] for one in members]),
        np.concatenate([one["hidden_bias"] for one in members]),
        {task: np.vstack([one[f"out_{task}"] for one in members]) / count for task in classes},
        {task: sum(one[f"bias_{task}"] for one in members) / count for task in classes},
    )


def _softmax(logits: np.ndarray) -> np.ndarray:
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def _train_one(
    sets: list[Set], classes: dict[str, list[str]], settings: Settings, seed: int
) -> dict[str, np.ndarray]:
    random = np.random.default_rng(seed)
    width = sets[0].inputs.shape[1]
    weights: dict[str, np.ndarray] = {
        "hidden": random.normal(0, np.sqrt(2 / width), (width, settings.hidden)),
        "hidden_bias": np.zeros(settings.hidden),
    }
    for task, names in classes.items():
        weights[f"out_{task}"] = np.zeros((settings.hidden, len(names)))
        weights[f"bias_{task}"] = np.zeros(len(names))
    weights = {name: value.astype(np.float32) for name, value in weights.items()}
    targets = [
        {task: np.array([classes[task].index(one) for one in y]) for task, y in part.labels.items()}
        for part in sets
    ]
    mean = {name: np.zeros_like(value) for name, value in weights.items()}
    square = {name: np.zeros_like(value) for name, value in weights.items()}
    batches = sum(-(-len(part.inputs) // settings.batch) for part in sets)
    total, step = settings.epochs * batches, 0
    for _ in range(settings.epochs):
        jobs = []
        for place, part in enumerate(sets):
            order = random.permutation(len(part.inputs))
            starts = range(0, len(order), settings.batch)
            jobs += [(place, order[start : start + settings.batch]) for start in starts]
        for place, job in [jobs[i] for i in random.permutation(len(jobs))]:
            part, target = sets[place], {task: y[job] for task, y in targets[place].items()}
            gradient = _gradient(part, job, target, weights, settings, random)
            step += 1
            rate = settings.rate * min(1.0, step / 50) * (1 - step / (total + 1))
            for name, value in gradient.items():
                mean[name] += 0.1 * (value - mean[name])
                square[name] += 0.001 * (value**2 - square[name])
                move = mean[name] / (1 - 0.9**step)
                move /= np.sqrt(square[name] / (1 - 0.999**step)) + 1e-8
                if "bias" not in name:
                    move += settings.decay * weights[name]
                weights[name] -= rate * move
    return weights


def _gradient(
    part: Set,
    job: np.ndarray,
    target: dict[str, np.ndarray],
    weights: dict[str, np.ndarray],
    settings: Settings,
    random: np.random.Generator,
) -> dict[str, np.ndarray]:
    """Gradient of the weighted cross-entropy of one batch, under fresh dropout."""
    inputs = part.inputs[job]
    kept = random.random(inputs.shape, dtype=np.float32) > settings.drop_input
    inputs = inputs * kept / (1 - settings.drop_input)
    raw = inputs @ weights["hidden"] + weights["hidden_bias"]
    alive = random.random(raw.shape, dtype=np.float32) > settings.drop_hidden
    mask = (alive & (raw > 0)).astype(np.float32) / (1 - settings.drop_hidden)
    hidden = raw * mask
    gradient: dict[str, np.ndarray] = {}
    back = np.zeros_like(hidden)
    for task, wanted in target.items():
        error = _softmax(hidden @ weights[f"out_{task}"] + weights[f"bias_{task}"])
        error[np.arange(len(job)), wanted] -= 1
        error *= part.weight.get(task, 1.0) / len(job)
        gradient[f"out_{task}"] = hidden.T @ error
        gradient[f"bias_{task}"] = error.sum(axis=0)
        back += error @ weights[f"out_{task}"].T
    back *= mask
    gradient["hidden"] = inputs.T @ back
    gradient["hidden_bias"] = back.sum(axis=0)
    return gradient
