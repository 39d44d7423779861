"""Texts -> batches of word pieces for the network."""

import unicodedata
from pathlib import Path

import numpy as np
import sentencepiece
import torch

from training.encoder.vocabulary import without_accents

LONGEST = 96  # tokens in training, the marks at both ends counted


class Tokens:
    """Texts -> ids and mask, cut at LONGEST tokens."""

    def __init__(self, model: Path) -> None:
        self.pieces = sentencepiece.SentencePieceProcessor(model_file=str(model))

    def __call__(self, texts: list[str]) -> list[list[int]]:
        found = self.pieces.encode(texts)
        return [[0, *ids[: LONGEST - 2], 2] for ids in found]


def padded(rows: list[list[int]]) -> tuple[torch.Tensor, torch.Tensor]:
    """Ids and mask (batch, longest), padded with <pad>."""
    longest = max(map(len, rows))
    ids = torch.full((len(rows), longest), 1)
    for at, row in enumerate(rows):
        ids[at, : len(row)] = torch.tensor(row)
    return ids, (ids != 1).float()


def noisy(text: str, random: np.random.Generator, share: float) -> str:
    """Sometimes the text as phones and transcripts write it: no accents, no signs, or CAPITALS."""
    if random.random() >= share:
        return text
    way = random.integers(4)
    if way == 0:
        return without_accents(text).lower()
    if way == 1:
        return text.lower()
    if way == 2:
        return text.upper()
    kept = (" " if unicodedata.category(sign)[0] == "P" else sign for sign in text)
    return "".join(kept).lower()


def batches(lengths: list[int], size: int, random: np.random.Generator) -> list[np.ndarray]:
    """Rows in batches of similar length, in random order."""
    rows = random.permutation(len(lengths))
    pools = [rows[at : at + size * 24] for at in range(0, len(rows), size * 24)]
    made = []
    for pool in pools:
        alike = pool[np.argsort([lengths[row] for row in pool], kind="stable")]
        made += [alike[at : at + size] for at in range(0, len(alike), size)]
    return [made[at] for at in random.permutation(len(made))]
