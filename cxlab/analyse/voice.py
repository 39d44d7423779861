"""The voice of a study: what its own ratings say of each sentence, out of fold.

A regularised logistic regression learns from the rated documents which sentences belong to happy
and which to unhappy ones. A text is never scored by a model that saw its participant or the same
words said by another; see `cxlab.analyse.taught` for when the voice is listened to.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from cxlab.analyse import pieces
from cxlab.analyse.encode import Encoder
from cxlab.analyse.heads import Judge, for_encoder, remembered_logits
from cxlab.analyse.sentiment import joint_probabilities
from cxlab.analyse.words import fold, known_languages

FOLDS = 10
_DIMENSIONS = 256  # of the vectors' own directions; more cost seconds and gained nothing
_PENALTY = 30.0  # inverse strength of the penalty
_MOST_DOCUMENTS = 10_000  # learnt from; more add seconds, not knowledge
_KEPT = 0.5  # of how likely a fact or a wish was: ratings tell praise from blame, not from facts
_MOST_ODDS = 3.0  # no text is moved by more: stars are noisy witnesses of a sentence
_LANGUAGE_ROWS = 30  # fewer texts of a language say nothing of its centre
_SIDES = {
    "valence": {"-2": -1, "-1": -1, "1": 1, "2": 1},
    "polarity": {"negative": -1, "positive": 1},
    "kind": {"pain": -1, "delight": 1},
    "emotion": {
        "frustration": -1, "disappointment": -1, "worry": -1, "satisfaction": 1, "gratitude": 1,
    },
}  # fmt: skip


@dataclass(frozen=True)
class Pieces:
    """The pieces of the utterances, each with its utterance (row), share of it and group."""

    owner: np.ndarray
    share: np.ndarray  # of the utterance; pieces count by the root of their length
    text: list[str]
    lang: list[str]

    @classmethod
    def cut(cls, texts: Sequence[str], langs: list[str]) -> "Pieces":
        parts = [pieces.split(text) for text in texts]
        owner = np.repeat(np.arange(len(parts)), [len(part) for part in parts])
        flat = [piece for part in parts for piece in part]
        weight = np.array([max(len(piece), 1) ** 0.5 for piece in flat])
        total = np.bincount(owner, weights=weight, minlength=len(parts))
        return cls(owner, weight / total[owner], flat, [langs[row] for row in owner])

    def summed(self, values: np.ndarray, rows: int) -> np.ndarray:
        result = np.zeros((rows, *values.shape[1:]))
        np.add.at(result, self.owner, values * self.share.reshape(-1, *[1] * (values.ndim - 1)))
        return result


@dataclass(frozen=True)
class Labelled:
    """The labelled documents: 0-1 label, group and fold of each; document of each utterance."""

    label: np.ndarray
    group: np.ndarray  # number of the participant
    fold: np.ndarray
    of_utterance: np.ndarray  # -1 where the document has no label


@dataclass(frozen=True)
class Voice:
    """What the heads say of each piece, and the log odds of praise out of fold."""

    heads: Judge
    texts: Pieces
    rows: int
    logits: dict[str, np.ndarray]
    odds: np.ndarray
    documents: Labelled

    @classmethod
    def hear(
        cls,
        spoken: pd.DataFrame,
        documents: pd.DataFrame,
        labels: pd.Series,
        *,
        judge: Encoder,
        listener: Encoder,
        seed: int,
    ) -> "Voice":
        """What the judge's heads say of the sentences, and what the ratings teach the listener."""
        heads = for_encoder(judge)
        said = spoken["text"].tolist()
        texts = Pieces.cut(said, known_languages(said, spoken["lang"].tolist()))
        vectors = judge.encode(texts.text)
        logits = remembered_logits(heads, texts.text, texts.lang, vectors)
        if listener is not judge:
            vectors = listener.encode(texts.text)
        joint = joint_probabilities(heads, logits)["joint"]
        base = _sentiment_odds(heads, joint)
        people, folds, known = _grouped(spoken, documents, labels, seed)
        odds = _out_of_fold(texts, _directions(vectors, texts.lang), base, people, folds, known)
        return cls(heads, texts, len(spoken), logits, odds, known)

    def judged(self, weight: float) -> dict[str, np.ndarray]:
        """Joint probabilities of the utterances, the study's voice counted with `weight`.

        Ratings tell praise from blame, not whether a sentence judges at all, so half of what that
        would take from facts and wishes (as a power) is given back.
        """
        judged = joint_probabilities(self.heads, self.logits)
        before = judged["joint"].sum(axis=(1, 3))
        moved = dict(self.logits)
        for task, sides in _SIDES.items():
            side = np.array([sides.get(name, 0) for name in self.heads.classes[task]]) / 2
            moved[task] = self.logits[task] + weight * self.odds[:, None] * side
        after = joint_probabilities(self.heads, moved)["joint"]
        kinds = self.heads.classes["kind"]
        judging = [kinds.index("pain"), kinds.index("delight")]
        for group in (judging, [kinds.index("fact")], [kinds.index("wish")]):
            now = after.sum(axis=(1, 3))[:, group].sum(axis=1)
            scale = before[:, group].sum(axis=1) / np.maximum(now, 1e-12)
            after[:, :, group] *= scale[:, None, None, None] ** _KEPT
        judged["joint"] = after / after.sum(axis=(1, 2, 3), keepdims=True)
        return {name: self.texts.summed(values, self.rows) for name, values in judged.items()}

    def scores(self, weights: Sequence[float]) -> np.ndarray:
        """P(positive) − P(negative) of each labelled document, of shape (weights, documents)."""
        inside = self.documents.of_utterance >= 0
        place = self.documents.of_utterance[inside]
        count = np.bincount(place, minlength=len(self.documents.label))
        rows = [_balance(self.heads, self.judged(weight)["joint"])[inside] for weight in weights]
        return np.stack([np.bincount(place, row, len(count)) / count for row in rows])


def _sentiment_odds(heads: Judge, joint: np.ndarray) -> np.ndarray:
    """Log odds of positive against negative, within ±6."""
    values = np.array([float(name) for name in heads.classes["valence"]])
    chances = joint.sum(axis=(2, 3))
    positive, negative = (chances[:, mask].sum(axis=1) for mask in (values > 0, values < 0))
    result: np.ndarray = np.clip(np.log((positive + 1e-6) / (negative + 1e-6)), -6, 6)
    return result


def _balance(heads: Judge, joint: np.ndarray) -> np.ndarray:
    """P(positive) - P(negative)."""
    values = np.sign([float(name) for name in heads.classes["valence"]])
    result: np.ndarray = joint.sum(axis=(2, 3)) @ values
    return result


def _directions(vectors: np.ndarray, langs: Sequence[str]) -> np.ndarray:
    """Vectors less the mean of their language, along the directions in which they differ most.

    Which language a text is in is no feeling. Ratings are not looked at here.
    """
    centred = vectors - vectors.mean(axis=0)
    codes = np.array(langs)
    for code in sorted(set(langs)):
        mask = codes == code
        if mask.sum() >= _LANGUAGE_ROWS:
            centred[mask] = vectors[mask] - vectors[mask].mean(axis=0)
    if centred.shape[1] > _DIMENSIONS:
        _, axes = np.linalg.eigh((centred.T @ centred).astype(np.float64))
        centred = centred @ axes[:, -_DIMENSIONS:]
    result: np.ndarray = centred.astype(np.float64)
    return result


def _rank(name: str, seed: int) -> str:
    named = f"{seed}|{name}".encode("utf-8", "replace")
    return hashlib.blake2b(named, digest_size=8).hexdigest()


def _grouped(
    spoken: pd.DataFrame, documents: pd.DataFrame, labels: pd.Series, seed: int
) -> tuple[np.ndarray, np.ndarray, Labelled]:
    """Participant and fold of each utterance (-1: nothing of theirs has a label); the documents.

    Folds take participants in turn by hash, whatever their ratings: else a rating would choose
    the model that scores its own words. A document without a participant is its own.
    """
    names = documents["participant"].where(documents["participant"] != "", documents["doc_id"])
    person = dict(zip(documents["doc_id"], names, strict=True))
    labels = labels.sort_index()
    owners = [person[doc] for doc in labels.index]
    order = sorted(set(owners), key=lambda name: (_rank(name, seed), name))
    fold_of = {name: turn % FOLDS for turn, name in enumerate(order)}
    number = {name: turn for turn, name in enumerate(order)}
    place = {doc: row for row, doc in enumerate(labels.index)}
    speakers = [person.get(doc, doc) for doc in spoken["doc_id"]]
    known = Labelled(
        labels.to_numpy(dtype=float),
        np.array([number[name] for name in owners]),
        np.array([fold_of[name] for name in owners]),
        np.array([place.get(doc, -1) for doc in spoken["doc_id"]]),
    )
    return (
        np.array([number.get(name, -1) for name in speakers]),
        np.array([fold_of.get(name, -1) for name in speakers]),
        known,
    )


def _out_of_fold(
    texts: Pieces,
    vectors: np.ndarray,
    base: np.ndarray,
    people: np.ndarray,
    folds: np.ndarray,
    known: Labelled,
) -> np.ndarray:
    """Log odds of each piece by a model that saw neither its participant nor the same words."""
    inputs = np.column_stack([base, vectors])
    document = known.of_utterance[texts.owner]
    teaches = document >= 0
    if len(known.label) > _MOST_DOCUMENTS:
        teaches &= document % (len(known.label) // _MOST_DOCUMENTS + 1) == 0
    same = pd.factorize(np.array([fold(text).strip() for text in texts.text], dtype=object))[0]
    piece_fold = folds[texts.owner]
    odds = np.zeros(len(inputs))
    for number in range(-1, FOLDS):
        asked = piece_fold == number
        if not asked.any():
            continue
        learn = teaches & ~asked & ~np.isin(same, same[asked])
        odds[asked] = _learn(inputs[learn], document[learn], known.label, inputs[asked])
    return np.clip(odds, -_MOST_ODDS, _MOST_ODDS)


def _learn(
    inputs: np.ndarray, document: np.ndarray, label: np.ndarray, asked: np.ndarray
) -> np.ndarray:
    """Log odds of a high document against a low one, as if both were equally common.

    Every document counts once however long; one in the middle counts half for each end.
    """
    from sklearn.linear_model import LogisticRegression

    weight = 1 / np.bincount(document, minlength=len(label))[document]
    high = label[document]
    parts = [(high > 0, weight * high, 1), (high < 1, weight * (1 - high), 0)]
    if not all(part.any() for part, _, _ in parts):
        return np.zeros(len(asked))
    total = weight.sum()
    model = LogisticRegression(C=_PENALTY, solver="newton-cholesky", max_iter=50)
    model.fit(
        np.concatenate([inputs[part] for part, _, _ in parts]),
        np.concatenate([np.full(part.sum(), end) for part, _, end in parts]),
        np.concatenate([counted[part] * (total / 2 / counted.sum()) for part, counted, _ in parts]),
    )
    result: np.ndarray = model.decision_function(asked)
    return result
