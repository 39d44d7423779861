"""Fine-tune the encoder on all tasks at once. `python -m training.encoder.train --help`."""

import argparse
import json
import logging
from dataclasses import asdict
from pathlib import Path

import numpy as np
import pandas as pd
import torch

from training.encoder import data as corpora
from training.encoder.learn import TASKS, Recipe, fit, log, predict
from training.encoder.measure import figures, line, softmax
from training.encoder.model import Encoder, Reader
from training.encoder.sayings import patterns_of_heads, sayings, sentences
from training.encoder.text import Tokens
from training.encoder.wheel import Wheel


def report(table: pd.DataFrame, logits: dict[str, np.ndarray]) -> dict[str, dict[str, float]]:
    """Figures of a held-out table: all, the random batch, each language."""
    chances = {task: softmax(logits[task]) for task in TASKS}
    groups = {"all": np.ones(len(table), bool), "random": (table["batch"] == "random").to_numpy()}
    groups |= {tongue: (table["lang"] == tongue).to_numpy() for tongue in ("pt", "es", "en")}
    return {
        name: figures(table[rows], {task: part[rows] for task, part in chances.items()})
        for name, rows in groups.items()
        if rows.any()
    }


def arguments() -> argparse.Namespace:
    """The command line: every field of the recipe is an option."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="the folder with journey_labels.csv")
    parser.add_argument("out", type=Path, help="a folder beside keep.npy and sp.model")
    parser.add_argument("--fit", choices=["train", "all"], default="train")
    parser.add_argument("--start", type=Path, help="go on from the model of this run")
    parser.add_argument("--without", nargs="*", default=[], help="sources left out, and tested on")
    parser.add_argument("--sayings", action="store_true", help="learn our own sentences too")
    parser.add_argument("--threads", type=int, default=2)
    for name, value in asdict(Recipe()).items():
        option = name.replace("_", "-")
        if isinstance(value, bool):
            parser.add_argument(f"--no-{option}", dest=name, action="store_false")
        else:
            parser.add_argument(f"--{option}", dest=name, type=type(value), default=value)
    return parser.parse_args()


def parts_of(given: argparse.Namespace) -> pd.DataFrame:
    """The labelled sentences with the part each plays in this run."""
    table = corpora.journey(given.data)
    if given.without:
        table["part"] = np.where(table["source"].isin(given.without), "test", "train")
    elif given.fit == "all":
        table["part"] = "train"
    return table


def network(given: argparse.Namespace, recipe: Recipe, parts: dict, keep: np.ndarray) -> Reader:
    """A reader to be trained: e5 with fresh heads, or the model of an earlier run."""
    torch.manual_seed(recipe.seed)
    sizes = {task: len(classes) for task, classes in corpora.TASKS.items()}
    sizes |= {n: part.targets[n].shape[1] for n, part in parts.items() if n in part.targets}
    before = torch.load(given.start / "model.pt", weights_only=True) if given.start else None
    encoder = Encoder(Wheel(), keep, dropout=recipe.encoder_dropout, frozen=recipe.frozen)
    made = Reader(encoder, before["sizes"] if before else sizes, dropout=recipe.head_dropout)
    if before:
        made.load_state_dict(before["state"])
    return made


def main() -> None:
    given = arguments()
    recipe = Recipe(**{name: getattr(given, name) for name in asdict(Recipe())})
    given.out.mkdir(parents=True, exist_ok=True)
    handlers = [logging.StreamHandler(), logging.FileHandler(given.out / "log.txt")]
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", handlers=handlers)
    torch.set_num_threads(given.threads)
    log.info("%s", json.dumps(asdict(recipe)))

    table = parts_of(given)
    held_out = table[table["part"] != "train"]
    parts = {"journey": corpora.targets_of(table[table["part"] == "train"])}
    if given.sayings:
        ours = {"sayings": sayings(), "sentences": sentences(), "patterns": patterns_of_heads()}
        parts |= ours
    if recipe.distant:
        parts |= corpora.distant(given.data, held_out=held_out, amount=recipe.distant)
    log.info("%s %s", corpora.describe(table), {name: len(part) for name, part in parts.items()})
    tokens = Tokens(given.out.parent / "sp.model")
    reader = network(given, recipe, parts, np.load(given.out.parent / "keep.npy"))

    def look(epoch: int, _: Reader, mean: Reader) -> None:
        if not len(held_out):
            return
        logits = predict(mean, tokens, held_out["text"].tolist(), bf16=recipe.bf16)
        for part, group in held_out.groupby("part"):
            rows = (held_out["part"] == part).to_numpy()
            for name, found in report(group, {t: logits[t][rows] for t in logits}).items():
                log.info("epoch %d %-4s %-6s %s", epoch + 1, part, name, line(found))

    cache = given.out.parent / "vectors"
    reader = fit(reader, parts, tokens, recipe, cache=cache, after_epoch=look)
    stored = {"state": reader.state_dict(), "sizes": reader.sizes, "recipe": asdict(recipe)}
    torch.save(stored, given.out / "model.pt")
    if len(held_out):
        logits = predict(reader, tokens, held_out["text"].tolist())
        parts_held = held_out["part"].to_numpy(dtype=str)
        items = held_out["item"].to_numpy(dtype=str)
        np.savez(given.out / "held_out.npz", item=items, part=parts_held, **logits)


if __name__ == "__main__":
    main()
