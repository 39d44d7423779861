"""The study teaches: stars and NPS of its own documents refine how its sentences feel.

General heads do not know that in this study "la entrega es un avión" is praise; its customers'
ratings do. A small logistic regression learns from the study's labelled documents which sentences
belong to happy and which to unhappy ones, and its log odds enter the joint decision of
`cxlab.analyse.sentiment` as one more voice. It reads text only: the rating of a document never
enters the score of that document's own words, nor of anything its participant said, nor of the
same words said by another. It is used only where documents it never saw are told apart better.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from cxlab.analyse import pieces
from cxlab.analyse.encode import Encoder, get_encoder
from cxlab.analyse.heads import Judge, for_encoder, remembered_logits
from cxlab.analyse.sentiment import decide, joint_probabilities
from cxlab.analyse.words import fold, known_languages

FEWEST_DOCUMENTS = 100
FEWEST_AT_AN_END = 20  # low and high documents each; below, folds hold hardly any
WEIGHTS = (0.0, 0.25, 0.5, 0.75, 1.0)
SMALLEST_GAIN = 0.05  # of what the general heads leave to gain; less changes labels for nothing
COLUMNS = ("valence", "negative", "neutral", "positive", "emotion", "kind")
_FOLDS = 10
_REPLICATES = 1_000
_LEVEL = 0.005  # of one side: the gain must hold in 99.5 % of replicates
_CHUNK = 100  # of replicates held at a time
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
class Gain:
    """How well low-rated documents are told from high-rated ones that no model had seen.

    `before`, `after`: area under the ROC curve (0.5 chance, 1 perfect) of the general heads alone
    and with the study's own voice; `low`, `high`: 99 % interval of their difference, bootstrap over
    participants; `balanced_before`, `balanced_after`: mean of the shares of low and of high
    documents on the right side of zero.
    """

    before: float
    after: float
    low: float
    high: float
    balanced_before: float
    balanced_after: float


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
    seed: int = 0,
) -> Taught:
    """Refine how customers' utterances feel by what the study's own ratings teach.

    `utterances` as `add_sentiment` leaves them; the result has the same rows, order and columns,
    with valence, negative, neutral, positive, emotion and kind of customers revised together and
    all else as it was (gap too). Unchanged, with `used` False and the reason in `sentence`, where
    fewer than 100 documents carry a rating or NPS, one end is missing, or documents kept away
    from the learning are not told apart better. The order of rows does not matter.
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
    voice = _Voice.hear(spoken, documents, labels, get_encoder(encoder), seed)
    gain, weight = voice.measure(seed)
    if weight == 0 or not _is_better(gain):
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


@dataclass(frozen=True)
class _Texts:
    """The pieces of the utterances, each with its utterance (row), share of it and group."""

    owner: np.ndarray
    share: np.ndarray  # of the utterance; pieces count by the root of their length
    text: list[str]
    lang: list[str]

    @classmethod
    def cut(cls, texts: Sequence[str], langs: list[str]) -> "_Texts":
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
class _Documents:
    """The labelled documents: 0-1 label, group and fold of each; document of each utterance."""

    label: np.ndarray
    group: np.ndarray  # number of the participant
    fold: np.ndarray
    of_utterance: np.ndarray  # -1 where the document has no label


@dataclass(frozen=True)
class _Voice:
    """What the heads say of each piece, and the log odds of praise out of fold."""

    heads: Judge
    texts: _Texts
    rows: int
    logits: dict[str, np.ndarray]
    odds: np.ndarray
    documents: _Documents

    @classmethod
    def hear(
        cls,
        spoken: pd.DataFrame,
        documents: pd.DataFrame,
        labels: pd.Series,
        encoder: Encoder,
        seed: int,
    ) -> "_Voice":
        heads = for_encoder(encoder)
        said = spoken["text"].tolist()
        texts = _Texts.cut(said, known_languages(said, spoken["lang"].tolist()))
        vectors = encoder.encode(texts.text)
        logits = remembered_logits(heads, texts.text, texts.lang, vectors)
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

    def measure(self, seed: int) -> tuple[Gain, float]:
        """The gain with weights chosen without the fold they are measured on, and the weight."""
        known = self.documents
        inside = known.of_utterance >= 0
        place = known.of_utterance[inside]
        count = np.bincount(place, minlength=len(known.label))
        scores = np.stack([
            np.bincount(place, _balance(self.heads, self.judged(w)["joint"])[inside], len(count))
            / count
            for w in WEIGHTS
        ])  # fmt: skip
        ends_only = known.label != 0.5
        high, group, fold_of = (a[ends_only] for a in (known.label > 0.5, known.group, known.fold))
        scores = scores[:, ends_only]
        chosen = np.zeros(len(high))
        for number in range(_FOLDS):
            away = fold_of == number
            chosen[away] = scores[_best(scores[:, ~away], high[~away])][away]
        once = np.ones((1, len(high)))
        gains = np.concatenate([
            _area(chosen, high, drawn) - _area(scores[0], high, drawn)
            for drawn in _replicates(group, seed)
        ])  # fmt: skip
        gain = Gain(
            float(_area(scores[0], high, once)[0]), float(_area(chosen, high, once)[0]),
            float(np.quantile(gains, _LEVEL)), float(np.quantile(gains, 1 - _LEVEL)),
            _balanced(scores[0], high), _balanced(chosen, high),
        )  # fmt: skip
        return gain, WEIGHTS[_best(scores, high)]


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


def _is_better(gain: Gain) -> bool:
    """Whether the gain is sure, worth having, and does not move documents past zero."""
    enough = gain.after - gain.before >= SMALLEST_GAIN * (1 - gain.before)
    return gain.low > 0 and enough and gain.balanced_after >= gain.balanced_before


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
) -> tuple[np.ndarray, np.ndarray, _Documents]:
    """Participant and fold of each utterance (-1: nothing of theirs has a label); the documents.

    Folds take participants in turn by hash, whatever their ratings: else a rating would choose
    the model that scores its own words. A document without a participant is its own.
    """
    names = documents["participant"].where(documents["participant"] != "", documents["doc_id"])
    person = dict(zip(documents["doc_id"], names, strict=True))
    labels = labels.sort_index()
    owners = [person[doc] for doc in labels.index]
    order = sorted(set(owners), key=lambda name: (_rank(name, seed), name))
    fold_of = {name: turn % _FOLDS for turn, name in enumerate(order)}
    number = {name: turn for turn, name in enumerate(order)}
    place = {doc: row for row, doc in enumerate(labels.index)}
    speakers = [person.get(doc, doc) for doc in spoken["doc_id"]]
    known = _Documents(
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
    texts: _Texts,
    vectors: np.ndarray,
    base: np.ndarray,
    people: np.ndarray,
    folds: np.ndarray,
    known: _Documents,
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
    for number in range(-1, _FOLDS):
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


def _best(scores: np.ndarray, high: np.ndarray) -> int:
    """The first of the weights with the largest area: less of the study's voice when in doubt."""
    areas = [_area(one, high, np.ones((1, len(high))))[0] for one in scores]
    return int(np.argmax(np.round(areas, 4)))


def _area(scores: np.ndarray, high: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """Area under the ROC curve, ties counted half, for each row of how often documents count."""
    _, place = np.unique(scores, return_inverse=True)
    order = np.argsort(place, kind="stable")
    starts = np.flatnonzero(np.diff(place[order], prepend=-1))
    good = np.add.reduceat((counts * high)[:, order], starts, axis=1)
    bad = np.add.reduceat((counts * ~high)[:, order], starts, axis=1)
    below = np.cumsum(bad, axis=1) - bad / 2
    pairs = good.sum(axis=1) * bad.sum(axis=1)
    result: np.ndarray = (good * below).sum(axis=1) / np.maximum(pairs, 1)
    return result


def _balanced(scores: np.ndarray, high: np.ndarray) -> float:
    return float(((scores[high] > 0).mean() + (scores[~high] < 0).mean()) / 2)


def _replicates(group: np.ndarray, seed: int) -> Iterator[np.ndarray]:
    """How often each document counts when participants are drawn with replacement, in chunks."""
    _, person = np.unique(group, return_inverse=True)
    size = int(person.max()) + 1
    random = np.random.default_rng(seed)
    share = np.full(size, 1 / size)
    for _ in range(_REPLICATES // _CHUNK):
        yield random.multinomial(size, share, size=_CHUNK)[:, person].astype(np.float32)
