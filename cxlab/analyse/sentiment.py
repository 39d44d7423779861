"""Texts -> valence, sentiment, emotion, kind and gap, judged together so that they agree.

The heads judge valence, kind and emotion apart; their logits are then added to how often the three
go together in the labelled sentences, so "delight" with frustration, or "pain" with praise, can no
longer win. Of that joint distribution: `negative`, `neutral`, `positive` are its sums; `kind` its
likeliest kind; `emotion` the likeliest emotion of that kind; `valence` its mean, kept within what
the kind allows (`VALENCE_RANGE`).
"""

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd

from cxlab.analyse import pieces
from cxlab.analyse.encode import Encoder, checked_texts, get_reader
from cxlab.analyse.heads import Judge, for_encoder, remembered_logits
from cxlab.analyse.words import known_languages
from cxlab.tables import EVIDENCE_ROLES

COLUMNS = ("valence", "negative", "neutral", "positive", "emotion", "kind", "gap")
VALENCE_RANGE = {
    "pain": (-2.0, 0.0),
    "delight": (0.0, 2.0),
    "wish": (-1.0, 1.0),
    "fact": (-0.5, 0.5),
}
_SIDES = {"negative": ("-2", "-1"), "neutral": ("0",), "positive": ("1", "2")}
_ROWS = 10_000  # texts at a time: a joint distribution is 140 numbers
_DIGITS = 4  # beyond that, sums in another order differ


def score_sentiment(
    texts: Sequence[str],
    langs: Sequence[str] | None = None,
    encoder: str | Encoder = "auto",
) -> pd.DataFrame:
    """One row per text, in order: how it feels, on the scales of the utterances table.

    valence -2…2; negative, neutral, positive sum to 1; emotion, kind as in `cxlab.tables`; gap
    True where what was promised or expected is set against what came. An empty text is a neutral
    fact. Texts over 300 characters are judged sentence by sentence; a sentence counts by how far
    from neutral it is. Beyond 20,000 characters the rest is not read. The score of a text does not depend on its neighbours.

    Raises StudyError for a bare string, for texts that are not strings, for an unknown encoder.
    """
    checked = checked_texts(texts)
    chosen = get_reader(encoder, len(checked))
    heads = for_encoder(chosen)
    codes = known_languages(checked, langs)

    def judge(parts: list[str], part_langs: list[str]) -> dict[str, np.ndarray]:
        said = remembered_logits(heads, parts, part_langs, chosen.encode)
        return joint_probabilities(heads, said)

    tables = []
    for start in range(0, max(len(checked), 1), _ROWS):
        rows = slice(start, start + _ROWS)
        judged = pieces.by_piece(checked[rows], codes[rows], judge, feelings(heads))
        tables.append(decide(heads, judged))
    scored = pd.concat(tables, ignore_index=True)
    blank = np.array([not text.strip() for text in checked], dtype=bool)
    scored.loc[blank, ["valence", "negative", "neutral", "positive"]] = [0.0, 0.0, 1.0, 0.0]
    scored.loc[blank, ["emotion", "kind"]] = ["none", "fact"]
    scored.loc[blank, "gap"] = False
    return scored


def feelings(heads: Judge) -> Callable[[dict[str, np.ndarray]], np.ndarray]:
    """What a sentence of a longer text counts by: the chance that it praises or blames.

    A review tells what happened and then what it was worth. On long reviews this tells praise from
    blame better than counting by length does (`benchmarks/feeling.py`).
    """
    neutral = heads.classes["valence"].index("0")
    # never nothing: a text of neutral sentences alone has a mean too
    return lambda judged: 1.001 - judged["joint"].sum(axis=(2, 3))[:, neutral]


def joint_probabilities(heads: Judge, logits: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """P(valence, kind, emotion), of shape (n, 5, 4, 7), and P(gap), of shape (n, 2)."""
    strength = heads.settings["joint"]
    valence = logits["valence"] + _sided(heads, logits)
    joint = (
        valence[:, :, None, None]
        + logits["kind"][:, None, :, None]
        + logits["emotion"][:, None, None, :]
        + strength * heads.joint[None]
    ) / heads.settings["joint_temperature"]
    joint = np.exp(joint - joint.max(axis=(1, 2, 3), keepdims=True))
    joint /= joint.sum(axis=(1, 2, 3), keepdims=True)
    return {"joint": joint, "gap": np.exp(logits["gap"])}


def _sided(heads: Judge, logits: dict[str, np.ndarray]) -> np.ndarray:
    """What the three-way polarity head adds to each of the five valences: half its say."""
    order = [
        heads.classes["polarity"].index(next(side for side, of in _SIDES.items() if value in of))
        for value in heads.classes["valence"]
    ]
    five = np.exp(logits["valence"])
    own = np.zeros((len(five), 3))
    for column, side in enumerate(order):
        own[:, side] += five[:, column]
    difference = logits["polarity"] - np.log(np.maximum(own, 1e-12))
    result: np.ndarray = 0.5 * difference[:, order]
    return result


def sides(heads: Judge, joint: np.ndarray) -> np.ndarray:
    """Chances of negative, neutral and positive, of shape (n, 3)."""
    valences = joint.sum(axis=(2, 3))
    return np.column_stack(
        [
            valences[:, [heads.classes["valence"].index(value) for value in of]].sum(axis=1)
            for of in _SIDES.values()
        ]
    )


def decide(heads: Judge, judged: dict[str, np.ndarray]) -> pd.DataFrame:
    """The table of `score_sentiment` from joint probabilities."""
    joint = judged["joint"]
    values = np.array([float(value) for value in heads.classes["valence"]])
    valences = joint.sum(axis=(2, 3))
    kinds = joint.sum(axis=(1, 3))
    kind_rows = kinds.argmax(axis=1)
    emotions = joint.sum(axis=1)[np.arange(len(joint)), kind_rows]
    kind = np.array(heads.classes["kind"], dtype=object)[kind_rows]
    low = np.array([VALENCE_RANGE[one][0] for one in kind], dtype=float)
    high = np.array([VALENCE_RANGE[one][1] for one in kind], dtype=float)
    table = pd.DataFrame(
        {"valence": np.clip(np.round(valences @ values, _DIGITS), low, high)},
        index=range(len(joint)),
    )
    table[list(_SIDES)] = np.round(sides(heads, joint), _DIGITS)
    table["emotion"] = np.array(heads.classes["emotion"], dtype=object)[emotions.argmax(axis=1)]
    table["kind"] = kind
    gap = judged["gap"][:, heads.classes["gap"].index("yes")]
    table["gap"] = gap >= heads.settings["gap_threshold"]
    return table


def add_sentiment(utterances: pd.DataFrame, encoder: str | Encoder = "auto") -> pd.DataFrame:
    """The utterances with valence, negative, neutral, positive, emotion, kind and gap.

    Same rows, same order. Only customers and frontline staff are judged; what an interviewer, an
    agent or the company says is context: NaN, '' and False.
    """
    spoken = utterances["role"].isin(EVIDENCE_ROLES).to_numpy()
    judged = utterances.loc[spoken]
    scored = score_sentiment(judged["text"].tolist(), judged["lang"].tolist(), encoder)
    result = utterances.copy()
    for column in COLUMNS:
        nothing = {"emotion": "", "kind": "", "gap": False}.get(column, np.nan)
        values = np.full(len(utterances), nothing, dtype=bool if column == "gap" else object)
        values[spoken] = scored[column].to_numpy()
        numeric = column not in ("emotion", "kind", "gap")
        result[column] = values.astype(float) if numeric else values
    return result
