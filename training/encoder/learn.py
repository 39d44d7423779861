"""How the network learns all tasks at once: recipe, losses, the loop, and predictions."""

import copy
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional

from training.encoder import data as corpora
from training.encoder.model import Reader
from training.encoder.text import Tokens, batches, noisy, padded

log = logging.getLogger("training.encoder")
TASKS = tuple(corpora.TASKS)
WEIGHTS = {"sentiment": 1.0, "valence": 0.5, "kind": 1.0, "gap": 1.0, "stage": 1.0, "emotion": 0.5}


@dataclass(frozen=True)
class Recipe:
    """What a training run does."""

    epochs: int = 4
    rate: float = 1.2e-4
    decay_by_layer: float = 0.93
    head_rate: float = 2e-3
    batch: int = 32
    smoothing: float = 0.03
    encoder_dropout: float = 0.0
    head_dropout: float = 0.1
    frozen: int = 2  # lowest layers that do not move: a ninth of the time saved
    noise: float = 0.1  # share of the texts shown without accents or signs, or in capitals
    average: float = 0.99  # of the weights' moving average
    neighbours: float = 5.0  # weight of the loss that keeps the geometry of the USE
    replay: int = 0  # batches of labelled sentences an epoch, drawn at random; 0 reads them all
    distant: int = 0  # sentences of each distant corpus, read in the first epoch
    distant_weight: float = 0.5
    bf16: bool = True
    seed: int = 0


def class_weights(target: np.ndarray) -> torch.Tensor:
    """sqrt(n / (k · count)), between .5 and 3: rare classes count more, not all the way."""
    count = target.sum(0)
    return torch.tensor(
        np.clip(np.sqrt(len(target) / (len(count) * np.maximum(count, 1))), 0.5, 3),
        dtype=torch.float32,
    )


def parameters(reader: Reader, recipe: Recipe) -> list[dict]:
    """Groups for AdamW: lower layers move less; heads move more; no decay on norms and biases."""
    layers = len(reader.encoder.layers)
    groups: dict[tuple[float, float], list] = {}
    for name, weight in reader.named_parameters():
        if not weight.requires_grad:
            continue
        if name.startswith("encoder."):
            parts = name.split(".")
            depth = int(parts[2]) + 1 if parts[1] == "layers" else 0
            rate = recipe.rate * recipe.decay_by_layer ** (layers - depth)
        else:
            rate = recipe.head_rate
        groups.setdefault((rate, 0.01 if weight.ndim > 1 else 0.0), []).append(weight)
    return [
        {"params": weights, "lr": rate, "top": rate, "weight_decay": decay}
        for (rate, decay), weights in groups.items()
    ]


def neighbour_vectors(texts: list[str], folder: Path) -> np.ndarray:
    """Vectors of the embedded Universal Sentence Encoder (n, 512), kept on disk between runs."""
    from cxlab.analyse.encode import Cached, EmbeddedUse

    return Cached(EmbeddedUse(), folder).encode(texts)


@dataclass(frozen=True)
class Lesson:
    """A corpus with what is needed to learn from it."""

    part: corpora.Labelled
    lengths: list[int]  # of its texts in tokens
    vectors: np.ndarray | None  # whose geometry is kept


def loss_of(
    reader: Reader,
    lesson: Lesson,
    rows: np.ndarray,
    inputs: tuple[torch.Tensor, torch.Tensor],
    *,
    recipe: Recipe,
    weights: dict[str, torch.Tensor],
) -> torch.Tensor:
    """Sum of the tasks' losses over one batch."""
    targets = {t: torch.from_numpy(part[rows]) for t, part in lesson.part.targets.items()}
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=recipe.bf16):
        logits, vectors = reader(*inputs, tuple(targets))
    total = torch.zeros(())
    for task, target in targets.items():
        score = logits[task].float()
        if task in TASKS:
            spread = target * (1 - recipe.smoothing) + recipe.smoothing / target.shape[1]
            each = -(spread * functional.log_softmax(score, 1)).sum(1) * (target @ weights[task])
            total = total + WEIGHTS[task] * each.mean()
        elif task == "product":
            each = -(target * functional.log_softmax(score, 1)).sum(1)
            total = total + recipe.distant_weight * each.mean()
        else:
            each = functional.binary_cross_entropy_with_logits(score, target, reduction="none")
            total = total + recipe.distant_weight * each.sum(1).mean()
    if lesson.vectors is not None and len(rows) > 1:
        taught = torch.from_numpy(lesson.vectors[rows])
        apart = ~torch.eye(len(rows), dtype=torch.bool)
        gap = (vectors.float() @ vectors.float().T - taught @ taught.T)[apart]
        total = total + recipe.neighbours * (gap**2).mean()
    return total


def plan_of(lessons: dict[str, Lesson], recipe: Recipe, random: np.random.Generator) -> list[list]:
    """Epochs of steps (corpus, rows): distant corpora are read in the first epoch only."""
    epochs = []
    for epoch in range(recipe.epochs):
        names = list(lessons) if epoch == 0 else ["journey"]
        steps = []
        for name in names:
            read = batches(lessons[name].lengths, recipe.batch, random)
            steps += [
                (name, rows)
                for rows in (read[: recipe.replay or None] if name == "journey" else read)
            ]
        epochs.append([steps[at] for at in random.permutation(len(steps))])
    return epochs


def fit(
    reader: Reader,
    parts: dict[str, corpora.Labelled],
    tokens: Tokens,
    recipe: Recipe,
    *,
    cache: Path,
    after_epoch: Callable[[int, Reader, Reader], None],
) -> Reader:
    """Train in place; the moving average of the weights is returned."""
    random = np.random.default_rng(recipe.seed)
    torch.manual_seed(recipe.seed)
    lessons = {
        name: Lesson(
            part,
            [len(ids) for ids in tokens(part.texts)],
            neighbour_vectors(part.texts, cache) if recipe.neighbours else None,
        )
        for name, part in parts.items()
    }
    weights = {task: class_weights(part) for task, part in parts["journey"].targets.items()}
    plan = plan_of(lessons, recipe, random)
    optimiser = torch.optim.AdamW(
        parameters(reader, recipe), betas=(0.9, 0.98), eps=1e-6, fused=True
    )
    mean = copy.deepcopy(reader).eval()
    began, total, step = time.time(), sum(map(len, plan)), 0
    log.info("%d steps", total)
    for epoch, steps in enumerate(plan):
        reader.train()
        running = 0.0
        for name, rows in steps:
            set_rate(optimiser, step, total)
            texts = [noisy(parts[name].texts[row], random, recipe.noise) for row in rows]
            inputs = padded(tokens(texts))
            loss = loss_of(reader, lessons[name], rows, inputs, recipe=recipe, weights=weights)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
            optimiser.step()
            optimiser.zero_grad(set_to_none=True)
            running += loss.item()
            step += 1
            draw_near(mean, reader, min(recipe.average, (step + 1) / (step + 10)))
            if step % 100 == 0:
                log.info("step %d, loss %.3f, %.0f s", step, loss.item(), time.time() - began)
        log.info("epoch %d, loss %.3f", epoch + 1, running / len(steps))
        after_epoch(epoch, reader, mean)
    return mean


def set_rate(optimiser: torch.optim.Optimizer, step: int, total: int) -> None:
    """Warm up over 6 % of the steps, then fall to nothing in a straight line."""
    ramp = min(1.0, (step + 1) / (0.06 * total), (total - step) / (0.94 * total))
    for group in optimiser.param_groups:
        group["lr"] = group["top"] * ramp


@torch.no_grad()
def draw_near(mean: Reader, reader: Reader, keep: float) -> None:
    """One step of the moving average of the weights."""
    for slow, fast in zip(mean.parameters(), reader.parameters(), strict=True):
        if fast.requires_grad:
            slow.lerp_(fast, 1 - keep)


def predict(reader: Reader, tokens: Tokens, texts: list[str], *, bf16: bool = False) -> dict:
    """Logits a task and `vector`, in the order of the texts."""
    reader.eval()
    rows = tokens(texts)
    order = np.argsort([len(row) for row in rows], kind="stable")
    found: dict[str, list] = {task: [] for task in (*TASKS, "vector")}
    with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16, enabled=bf16):
        for at in range(0, len(order), 64):
            logits, vectors = reader(*padded([rows[row] for row in order[at : at + 64]]), TASKS)
            for task in TASKS:
                found[task].append(logits[task].float().numpy())
            found["vector"].append(vectors.float().numpy())
    back = np.argsort(order)
    return {task: np.concatenate(parts)[back] for task, parts in found.items()}
