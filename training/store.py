"""Heads -> a small npz without pickle, and the card that says what they are worth."""

import hashlib
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from cxlab.analyse.heads import Heads
from training.figures import figures_table
from training.patterns import codebook_patterns, patterns, written_sentences


def _quantised(weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Whole numbers -127…127 and the scale of each class."""
    scale = np.maximum(np.abs(weights).max(axis=0) / 127, 1e-8).astype(np.float16)
    return np.round(weights / scale.astype(np.float32)).clip(-127, 127).astype(np.int8), scale


def arrays(heads: Heads) -> dict[str, np.ndarray]:
    """What is written: half floats, n-gram weights in eight bits."""
    meta = {
        "encoder": heads.encoder, "classes": heads.classes, "share": heads.share,
        "temperature": heads.temperature, "settings": heads.settings,
    }  # fmt: skip
    body, grams = heads.network, heads.grams
    kept: dict[str, np.ndarray] = {
        "meta": np.array(json.dumps(meta, sort_keys=True)),
        "mean": body.mean, "scale": body.scale, "hidden": body.hidden,
        "hidden_bias": body.hidden_bias, "rarity": grams.rarity, "joint": heads.joint,
    }  # fmt: skip
    for task in heads.classes:
        kept[f"out_{task}"] = body.out[task]
        kept[f"out_bias_{task}"] = body.out_bias[task]
        kept[f"grams_bias_{task}"] = grams.bias[task]
    kept = {
        name: value.astype(np.float16) if value.dtype.kind == "f" else value
        for name, value in kept.items()
    }
    kept["columns"] = grams.columns
    for task in heads.classes:
        kept[f"grams_{task}"], kept[f"grams_scale_{task}"] = _quantised(grams.weights[task])
    return kept


def rounded(heads: Heads) -> Heads:
    """The heads with the precision they will have when read back: figures are of these."""
    kept = arrays(heads)
    wide = {name: v.astype(np.float32) for name, v in kept.items() if v.dtype == np.float16}
    body = replace(
        heads.network, mean=wide["mean"], scale=wide["scale"], hidden=wide["hidden"],
        hidden_bias=wide["hidden_bias"],
        out={task: wide[f"out_{task}"] for task in heads.classes},
        out_bias={task: wide[f"out_bias_{task}"] for task in heads.classes},
    )  # fmt: skip
    grams = replace(
        heads.grams, rarity=wide["rarity"],
        weights={t: kept[f"grams_{t}"] * wide[f"grams_scale_{t}"] for t in heads.classes},
        bias={task: wide[f"grams_bias_{task}"] for task in heads.classes},
    )  # fmt: skip
    return replace(heads, network=body, grams=grams, joint=wide["joint"].astype(np.float64))


def write(
    heads: Heads,
    folder: Path,
    content: dict[str, Any],
    rough: dict[str, Any],
    rows: int,
    learnt: int,
) -> None:
    """`heads-<encoder>.npz` and its card, from what `training.errors` measured."""
    path = folder / f"heads-{heads.encoder}.npz"
    np.savez_compressed(path, **arrays(heads))
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    card = path.with_suffix(".md")
    table = figures_table(content, rough)
    card.write_text(_card(heads, path, digest, table, rows, learnt), encoding="utf-8")
    print(f"{path.name}: {path.stat().st_size / 1e6:.2f} MB")


def _card(heads: Heads, path: Path, digest: str, table: list[str], rows: int, learnt: int) -> str:
    ours = sum(len(one().texts) for one in (patterns, codebook_patterns, written_sentences))
    seen = f"vectors of the encoder `{heads.encoder}`, lexicon measures and hashed n-grams"
    lines = [
        f"# {path.name}",
        "",
        f"Heads for valence, sentiment, emotion, kind, gap and stage on {seen}.",
        "",
        f"- SHA-256: `{digest}`",
        f"- Data: {rows:,} customer sentences (pt, es, en) from 12 sources, labelled for this project (stage,",
        "  stage2, valence, kind, gap, emotion): those of `journey_labels.csv`, of which two labellers of",
        "  another sample agreed at κ .93 to .98, and those of `training/readings.csv`, which one reader",
        "  labelled; each also in a rough form without accents or punctuation;",
        f"  {ours:,} sentences of our own (`training/patterns.py`, `training/sentences/` and, for the stage alone,",
        "  the built-in codebook's examples); and",
        "  8,194 English product sentences with polarity (CC BY 4.0) for the shared hidden layer.",
        "- Licence: the labels are the project's own; no text is shipped, n-grams are hashed. The",
        "  weights are under the project's licence.",
        f"- Split: by document. {rows - learnt:,} sentences of held-out documents were measured by",
        f"  heads trained on the other {learnt:,}; choices were made on five folds of those. The shipped",
        "  weights then learnt from all sentences by the same recipe. Three recipes were measured there,",
        "  so a point may be luck.",
        "- Not for: languages other than pt, es and en; single words; texts that are not about a",
        "  customer's experience. A label of one sentence is a guess: see the figures.",
        "- Retrain: `python -m training.heads DATA --cache FOLDER --sources`",
        "",
        "Accuracy / macro-F1; polarity is positive against negative; ECE is the calibration error over",
        "ten bins; valence error is the mean absolute error on −2…2, bias the mean of said less true.",
        f"The same in numbers for code: `{path.with_suffix('.json').name}`.",
        "",
        *table,
    ]
    lines += [
        "",
        "'without X': heads that never saw source X, measured on source X. (Polarity of other",
        "sentences of hu_liu's reviews stays in the shared layer.)",
        "",
    ]
    return "\n".join(lines)
