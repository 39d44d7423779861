"""The study teaches: stars and NPS of its own documents refine how its sentences feel.

General heads do not know that in this study "la entrega es un avión" is praise; its customers'
ratings do. What they teach (`cxlab.analyse.voice`) enters the joint decision of
`cxlab.analyse.sentiment` as one more voice. It reads text only: the rating of a document never
enters the score of that document's own words, nor of anything its participant said, nor of the
same words said by another. It is used only where documents it never saw are told apart better
(`cxlab.analyse.gain`).
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from cxlab.analyse.encode import Encoder, get_encoder, get_reader
from cxlab.analyse.gain import Gain, measure
from cxlab.analyse.sentiment import decide
from cxlab.analyse.voice import Voice

FEWEST_DOCUMENTS = 100
FEWEST_AT_AN_END = 20  # low and high documents each; below, folds hold hardly any
WEIGHTS = (0.0, 0.25, 0.5, 0.75, 1.0)
COLUMNS = ("valence", "negative", "neutral", "positive", "emotion", "kind")


@dataclass(frozen=True)
class Taught:
    """The utterances after the study had its say, and why it had or had not.

    `documents`: labelled ones with a customer's words; `weight`: of the study's voice (0-1, 0 when
    not used); `changed`: utterances whose kind differs; `gain`: None where nothing was tried.
    """

    utterances: pd.DataFrame
    used: bool
    documents: int
    weight: float
    changed: int
    gain: Gain | None
    sentence: str


def ends(documents: pd.DataFrame) -> pd.Series:
    """doc_id -> 0 low, 0.5 middle, 1 high; documents without rating and NPS are left out.

    A rating counts by its place on its scale (a quarter from either end: 1-2 and 4-5 of five
    stars); NPS by its three groups, 0-6, 7-8, 9-10. Where both are given and differ, their mean.

    >>> table = pd.DataFrame({"doc_id": ["a"], "rating": [4.0], "rating_low": [1.0],
    ...                       "rating_high": [5.0], "nps": [float("nan")]})
    >>> ends(table)["a"]
    np.float64(1.0)
    """
    low, high = (documents[name].astype(float) for name in ("rating_low", "rating_high"))
    place = ((documents["rating"].astype(float) - low) / (high - low)).where(high > low)
    place = place.where(place.between(0, 1))
    nps = documents["nps"].astype(float).where(lambda asked: asked.between(0, 10))
    stars = _thirds(place, 0.25 + 1e-9, 0.75 - 1e-9)
    said = pd.concat([stars, _thirds(nps, 6, 9)], axis=1).mean(axis=1)
    return pd.Series(said.to_numpy(), index=documents["doc_id"].to_numpy()).dropna()


def _thirds(values: pd.Series, low: float, high: float) -> pd.Series:
    label = pd.Series(0.5, index=values.index)
    return label.mask(values <= low, 0.0).mask(values >= high, 1.0).where(values.notna())


def teach(
    utterances: pd.DataFrame,
    documents: pd.DataFrame,
    encoder: str | Encoder = "auto",
    *,
    listener: str | Encoder | None = None,
    seed: int = 0,
) -> Taught:
    """Refine how customers' utterances feel by what the study's own ratings teach.

    `utterances` as `add_sentiment` leaves them; the result has the same rows, order and columns,
    with valence, negative, neutral, positive, emotion and kind of customers revised together and
    all else as it was (gap too). Unchanged, with `used` False and the reason in `sentence`, where
    fewer than 100 documents carry a rating or NPS, one end is missing, or documents kept away
    from the learning are not told apart better. The order of rows does not matter.

    `encoder` judges, as in `add_sentiment`; the study's voice learns on the vectors of `listener`
    (the same by default). Vectors of general use know more of a study's own matters than those
    shaped by the labels of others: with `fast` as listener the accurate encoder gains more.
    """
    labels = ends(documents)
    customers = (utterances["role"] == "customer") & (utterances["text"].str.strip() != "")
    rows = np.flatnonzero(customers.to_numpy(dtype=bool))
    # Always in the order of ids: sums in another order differ in their last digits.
    rows = rows[np.argsort(utterances["utt_id"].to_numpy(dtype=str)[rows], kind="stable")]
    spoken = utterances.iloc[rows]
    labels = labels[labels.index.isin(set(spoken["doc_id"]))]
    reason = _too_little(labels)
    if reason:
        return Taught(utterances, False, len(labels), 0.0, 0, None, reason)
    judge = get_reader(encoder, len(spoken))
    ear = judge if listener is None else get_encoder(listener)
    voice = Voice.hear(spoken, documents, labels, judge=judge, listener=ear, seed=seed)
    gain, weight = measure(voice.scores(WEIGHTS), voice.documents, WEIGHTS, seed)
    if weight == 0 or not gain.is_better:
        return Taught(utterances, False, len(labels), 0.0, 0, gain, _not_used(len(labels), gain))
    revised = decide(voice.heads, voice.judged(weight))
    result = utterances.copy()
    for column in COLUMNS:
        values = result[column].to_numpy(
            dtype=object if column in ("emotion", "kind") else float, copy=True
        )
        values[rows] = revised[column].to_numpy()
        result[column] = values
    changed = int((result["kind"].to_numpy() != utterances["kind"].to_numpy()).sum())
    sentence = _used(len(labels), gain, weight, changed, len(spoken))
    return Taught(result, True, len(labels), weight, changed, gain, sentence)


def _too_little(labels: pd.Series) -> str:
    low, high = int((labels < 0.5).sum()), int((labels > 0.5).sum())
    if len(labels) < FEWEST_DOCUMENTS:
        return (
            f"The study's own ratings taught nothing: {len(labels)} documents carry a rating or "
            f"NPS and customers' words, {FEWEST_DOCUMENTS} are needed."
        )
    if min(low, high) < FEWEST_AT_AN_END:
        return (
            f"The study's own ratings taught nothing: of {len(labels)} rated documents {low} are "
            f"low and {high} high, {FEWEST_AT_AN_END} of each are needed."
        )
    return ""


def _figures(gain: Gain) -> str:
    return (
        f"area under the curve {gain.before:.3f} without and {gain.after:.3f} with them, "
        f"99 % interval of the gain {gain.low:+.3f} to {gain.high:+.3f}, over participants"
    )


def _not_used(count: int, gain: Gain) -> str:
    return (
        f"The study's own ratings ({count} documents) were tried as teachers of sentiment and not "
        "used: low-rated documents they were kept away from were not told from high-rated ones "
        f"reliably better ({_figures(gain)})."
    )


def _used(count: int, gain: Gain, weight: float, changed: int, rows: int) -> str:
    return (
        f"The study's own ratings ({count} documents) refined sentiment, with weight {weight:g}: "
        "low-rated documents they were kept away from were told from high-rated ones better "
        f"({_figures(gain)}). No text was scored by a model that saw it, its participant or its "
        f"rating. {changed} of {rows} customers' utterances changed their kind."
    )
