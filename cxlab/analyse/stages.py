"""Texts -> the stage of the journey they speak of."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from cxlab.analyse import pieces
from cxlab.analyse.encode import Encoder, checked_texts, get_reader
from cxlab.analyse.heads import for_encoder, remembered_logits
from cxlab.analyse.words import known_languages
from cxlab.stages import NONE

COLUMNS = ("stage", "stage_p", "stage2")


def assign_stages(
    texts: Sequence[str],
    langs: Sequence[str] | None = None,
    encoder: str | Encoder = "auto",
) -> pd.DataFrame:
    """One row per text, in order: stage, stage_p, stage2.

    `stage` is one of the seven built-in stages or 'none' where no moment can be told; `stage_p`
    its calibrated probability (0…1); `stage2` a second stage the text clearly speaks of, else ''.
    An empty text is 'none' with probability 1. Long texts as in `score_sentiment`.

    Raises StudyError for a bare string, for texts that are not strings, for an unknown encoder.
    """
    checked = checked_texts(texts)
    chosen = get_reader(encoder, len(checked))
    heads = for_encoder(chosen)
    chances = stage_chances(checked, langs, chosen)
    return decide(chances, heads.classes["stage"], heads.settings)


def stage_chances(
    texts: Sequence[str], langs: Sequence[str] | None, encoder: Encoder
) -> np.ndarray:
    """Calibrated probability of each stage, of shape (n, stages), in the order of the heads' classes.

    An empty text is 'none' for certain.
    """
    heads = for_encoder(encoder)
    codes = known_languages(texts, langs)

    def judge(parts: list[str], part_langs: list[str]) -> dict[str, np.ndarray]:
        said = remembered_logits(heads, parts, part_langs, encoder.encode)
        return {"stage": np.exp(said["stage"])}

    chances = pieces.by_piece(texts, codes, judge)["stage"]
    blank = np.array([not text.strip() for text in texts], dtype=bool)
    chances[blank] = np.array(heads.classes["stage"]) == NONE
    return chances


def decide(chances: np.ndarray, classes: list[str], settings: dict[str, float]) -> pd.DataFrame:
    """The table of `assign_stages` from probabilities of shape (n, stages).

    Rare stages are raised a little before the choice: `settings["rare"]` is the power of each
    stage's share in the training sentences that is divided out.
    """
    names = np.array(classes, dtype=object)
    if not len(chances):
        return pd.DataFrame({"stage": [], "stage_p": np.zeros(0), "stage2": []})
    first = weighed(chances, classes, settings).argmax(axis=1)
    rows = np.arange(len(chances))
    others = chances.copy()
    others[rows, first] = 0
    others[:, classes.index(NONE)] = 0  # "none" is no second moment
    second = others.argmax(axis=1)
    clear = (others[rows, second] >= settings["second"]) & (names[first] != NONE)
    return pd.DataFrame(
        {
            "stage": names[first],
            "stage_p": np.round(chances[rows, first], 4),
            "stage2": np.where(clear, names[second], ""),
        }
    )


def weighed(chances: np.ndarray, classes: list[str], settings: dict[str, float]) -> np.ndarray:
    """Probabilities with rare stages raised: what the choice of a stage compares."""
    share = np.array([settings[f"share_{name}"] for name in classes])
    result: np.ndarray = chances / share ** settings["rare"]
    return result
