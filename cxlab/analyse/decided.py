"""What people decided stands: their labels beat the machine's, and what follows from them too.

A decision is a condition of the joint distribution that `cxlab.analyse.sentiment` chooses from: a
person who calls a sentence a pain and says no more leaves its valence to the machine, but to the
machine's idea of a pain.
"""

import numpy as np
import pandas as pd

from cxlab.analyse import pieces
from cxlab.analyse.encode import Encoder, get_reader
from cxlab.analyse.heads import Judge, for_encoder, remembered_logits
from cxlab.analyse.sentiment import VALENCE_RANGE, decide, feelings, joint_probabilities
from cxlab.analyse.words import known_languages
from cxlab.stages import NONE

FEELING = ("valence", "kind", "emotion")
HUMAN = "human"
_AXES = {"valence": 0, "kind": 1, "emotion": 2}
_SIDE = {
    "pain": -1, "delight": 1, "frustration": -1, "disappointment": -1, "worry": -1,
    "satisfaction": 1, "gratitude": 1,
}  # fmt: skip
_LEAST = 1e-30  # of what cannot be: above any probability's rounding, below any doubt
_DERIVED = ("valence", "negative", "neutral", "positive", "emotion", "kind")


def decide_feeling(
    utterances: pd.DataFrame, overrides: pd.DataFrame, encoder: str | Encoder = "auto"
) -> pd.DataFrame:
    """The utterances with the valence, kind, emotion and gap that people decided.

    Same rows, same order. What a person left open of valence, kind and emotion becomes the
    likeliest beside what they decided; the probabilities of the three sides follow.
    """
    result = utterances.copy()
    given = overrides[overrides["field"].isin(FEELING)]
    rows = np.flatnonzero(utterances["utt_id"].isin(given["utt_id"]).to_numpy(dtype=bool))
    if len(rows):
        _put(result, rows, _conditioned(utterances.iloc[rows], given, encoder))
    gap = overrides[overrides["field"] == "gap"].set_index("utt_id")["value"]
    told = utterances["utt_id"].isin(gap.index)
    result["gap"] = result["gap"].mask(told, utterances["utt_id"].map(gap) == "yes").astype(bool)
    return result


def _put(result: pd.DataFrame, rows: np.ndarray, revised: pd.DataFrame) -> None:
    for column in _DERIVED:
        kind = object if column in ("emotion", "kind") else float
        values = result[column].to_numpy(dtype=kind, copy=True)
        values[rows] = revised[column].to_numpy()
        result[column] = values


def _conditioned(spoken: pd.DataFrame, given: pd.DataFrame, encoder: str | Encoder) -> pd.DataFrame:
    """Feeling of the utterances, each within what people decided of it."""
    chosen = get_reader(encoder, len(spoken))
    heads = for_encoder(chosen)
    texts = spoken["text"].tolist()

    def judge(parts: list[str], langs: list[str]) -> dict[str, np.ndarray]:
        logits = remembered_logits(heads, parts, langs, chosen.encode)
        return joint_probabilities(heads, logits)

    codes = known_languages(texts, spoken["lang"].tolist())
    judged = pieces.by_piece(texts, codes, judge, feelings(heads))
    place = {utt_id: row for row, utt_id in enumerate(spoken["utt_id"])}
    joint = judged["joint"] * _together(heads)
    for utt_id, field, value in zip(given["utt_id"], given["field"], given["value"], strict=True):
        joint[place[utt_id]] *= _given(heads, field, value)
    judged["joint"] = joint / np.maximum(joint.sum(axis=(1, 2, 3), keepdims=True), _LEAST)
    table = decide(heads, judged)
    exact = given[given["field"] == "valence"]
    for utt_id, value in zip(exact["utt_id"], exact["value"], strict=True):
        table.loc[place[utt_id], "valence"] = float(value)
    return table


def _together(heads: Judge) -> np.ndarray:
    """Which valences, kinds and emotions go together: next to 1 or `_LEAST`, shape (5, 4, 7).

    Where the machine alone decides, contradictions are weighed; what a person says of one of the
    three is sure, and the machine must not contradict it with another.
    """
    valence = np.array([float(one) for one in heads.classes["valence"]])
    kinds = [
        valence * _SIDE[kind] > 0
        if kind in _SIDE
        else (valence >= VALENCE_RANGE[kind][0]) & (valence <= VALENCE_RANGE[kind][1])
        for kind in heads.classes["kind"]
    ]
    emotions = [valence * _SIDE.get(one, 0) >= 0 for one in heads.classes["emotion"]]
    fits = np.stack(kinds, axis=1)[:, :, None] & np.stack(emotions, axis=1)[:, None, :]
    return np.where(fits, 1.0, _LEAST)


def _given(heads: Judge, field: str, value: str) -> np.ndarray:
    """The same for one decision; a valence between two classes allows both."""
    classes = heads.classes[field]
    if field == "valence":
        agrees = [abs(float(one) - float(value)) < 1 for one in classes]
    else:
        agrees = [one == value for one in classes]
    shape = [len(classes) if axis == _AXES[field] else 1 for axis in range(3)]
    return np.where(agrees, 1.0, _LEAST**2).reshape(shape)


def decide_mentions(mentions: pd.DataFrame, overrides: pd.DataFrame) -> pd.DataFrame:
    """The mentions, with those of utterances whose touchpoints a person gave replaced by theirs.

    Theirs have `how` 'human', score 1 and in `why` who decided, when and for what reason; 'none'
    leaves the utterance without a mention.
    """
    given = overrides[overrides["field"] == "touchpoint"]
    if given.empty:
        return mentions
    why = [
        " · ".join(part for part in parts if part)
        for parts in zip(given["author"], given["date"], given["reason"], strict=True)
    ]
    theirs = pd.DataFrame(
        {
            "utt_id": given["utt_id"].to_numpy(),
            "touchpoint": given["value"].to_numpy(),
            "score": 1.0,
            "how": HUMAN,
            "why": why,
        }
    )
    kept = mentions[~mentions["utt_id"].isin(given["utt_id"])]
    return pd.concat([kept, theirs[theirs["touchpoint"] != NONE]], ignore_index=True)
