"""People teach: what they decided about some sentences corrects how the others are read.

A correction of a task (sentiment, kind, gap, stage, emotion) is a regularised multinomial logistic
regression on sentence vectors, added to the log-probabilities of the heads: near zero far from what
people decided, and never more than their few examples bear. It is used only where sentences of
documents it did not learn from are then read better; how strongly is chosen the same way.

People tend to correct what is wrong and to leave alone what is right. Where nearly all decisions contradict
the machine, sentences nobody decided stand beside them as read rightly, in the share that the card of
the heads tells, so that a handful of corrected errors does not turn everything over.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from cxlab.analyse import pieces
from cxlab.analyse.correction import FOLDS, Lesson, Rows, Space, study
from cxlab.analyse.encode import Encoder
from cxlab.analyse.heads import Judge, Vectors, for_encoder, log_softmax, remembered_logits
from cxlab.analyse.linear import LinearMap
from cxlab.analyse.measured import measured
from cxlab.analyse.sentiment import score_sentiment
from cxlab.analyse.stages import assign_stages
from cxlab.analyse.words import known_languages
from cxlab.stages import StageModel
from cxlab.tables import EVIDENCE_ROLES

FEWEST = 20  # decisions of a task; below, folds hold hardly any
_FEW_HITS = 0.25  # fewer decisions that confirm the machine than in any sample drawn by chance
_MOST_ANCHORS = 300
_MOST_SENTENCES = 5_000  # besides the decided ones: where the study's sentences lie
TASKS = ("polarity", "kind", "gap", "emotion", "stage")
HEADS = {"polarity": "sentiment", **{task: task for task in TASKS[1:]}}  # as the cards call them
_FIELD_OF = {"polarity": "valence"}
_SIDE_OF = {"-2": "negative", "-1": "negative", "0": "neutral", "1": "positive", "2": "positive"}


@dataclass(frozen=True)
class CorrectedHeads:
    """Heads whose log-probabilities people's decisions correct; a `Judge` like any other."""

    base: Judge
    space: Space
    corrections: dict[str, LinearMap]

    @property
    def classes(self) -> dict[str, list[str]]:
        return self.base.classes

    @property
    def settings(self) -> dict[str, float]:
        return self.base.settings

    @property
    def joint(self) -> np.ndarray:
        return self.base.joint

    def logits(
        self, texts: Sequence[str], langs: Sequence[str], vectors: Vectors
    ) -> dict[str, np.ndarray]:
        """Log-probabilities per task, of shape (n, classes)."""
        found = dict(remembered_logits(self.base, texts, langs, vectors))
        if not len(texts):
            return found
        places = self.space.place(texts, langs)
        for task, correction in self.corrections.items():
            shift = correction(places)
            found[task] = log_softmax(found[task] + shift)
            if task == "polarity":
                sides = [self.classes[task].index(_SIDE_OF[one]) for one in self.classes["valence"]]
                found["valence"] = log_softmax(found["valence"] + shift[:, sides])
        return found


@dataclass(frozen=True)
class CorrectedEncoder:
    """An encoder whose own heads are corrected ones."""

    inner: Encoder
    decider: CorrectedHeads

    @property
    def name(self) -> str:
        return self.inner.name

    @property
    def dims(self) -> int:
        return self.inner.dims

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Vectors of the encoder within."""
        return self.inner.encode(texts)


@dataclass(frozen=True)
class Learnt:
    """The encoder to go on with, what was learnt task by task, and encoders blind to a fold.

    `fold`: utt_id -> fold of its document, for the utterances people decided; `blind[fold]` did not
    learn from that fold's documents. Without any correction all are the encoder itself.
    """

    encoder: Encoder
    lessons: tuple[Lesson, ...] = ()
    fold: dict[str, int] = field(default_factory=dict)
    blind: tuple[Encoder, ...] = ()

    @property
    def corrected(self) -> set[str]:
        """The tasks whose correction is used."""
        return {lesson.task for lesson in self.lessons if lesson.strength}


def learn(
    utterances: pd.DataFrame,
    overrides: pd.DataFrame,
    encoder: Encoder,
    *,
    listener: Encoder,
    stages: StageModel,
    seed: int,
) -> Learnt:
    """What people's decisions teach about the study's other sentences.

    `encoder` is the one that judges, `listener` the one whose vectors say what is alike. The
    order of rows does not matter. Sentences of more than one piece are not learnt from, and tasks
    with fewer than 20 decisions are left as they are.
    """
    heads = for_encoder(encoder)
    spoken = _teachable(utterances, overrides, seed)
    given = {task: _labels(task, overrides, spoken, heads, stages) for task in TASKS}
    given = {task: labels for task, labels in given.items() if len(labels) >= FEWEST}
    if not given:
        return Learnt(encoder)
    texts = spoken["text"].tolist()
    langs = known_languages(texts, spoken["lang"].tolist())
    space = Space.of(texts, langs, listener)
    fold = _folds(spoken, overrides, seed)
    lessons, whole = [], {}
    blind: list[dict[str, LinearMap]] = [{} for _ in range(FOLDS)]
    for task, labels in given.items():
        rows = _rows(task, labels, spoken, texts, langs, (heads, encoder, space), fold, seed)
        lesson, full, parts = study(task, rows)
        lessons.append(lesson)
        if lesson.strength:
            whole[task] = full
            for number, part in enumerate(parts):
                blind[number][task] = part
    if not whole:
        return Learnt(encoder, tuple(lessons))
    decided = set(overrides["utt_id"])
    place = {one: int(at) for one, at in zip(spoken["utt_id"], fold, strict=True) if one in decided}
    return Learnt(
        CorrectedEncoder(encoder, CorrectedHeads(heads, space, whole)),
        tuple(lessons),
        place,
        tuple(CorrectedEncoder(encoder, CorrectedHeads(heads, space, part)) for part in blind),
    )


def _teachable(utterances: pd.DataFrame, overrides: pd.DataFrame, seed: int) -> pd.DataFrame:
    """Sentences to learn from: those people decided about, and enough others to know the study by."""
    said = utterances[utterances["role"].isin(EVIDENCE_ROLES)]
    decided = said["utt_id"].isin(overrides["utt_id"])
    if not decided.any():
        return said[decided]
    others = sorted(said.loc[~decided, "utt_id"], key=lambda name: _hash(seed, name))
    said = said[decided | said["utt_id"].isin(others[:_MOST_SENTENCES])]
    whole = [bool(text.strip()) and len(pieces.split(text)) == 1 for text in said["text"]]
    return said[whole].sort_values("utt_id", ignore_index=True)


def _labels(
    task: str, overrides: pd.DataFrame, spoken: pd.DataFrame, heads: Judge, stages: StageModel
) -> dict[str, list[str]]:
    """utt_id -> the classes of the heads that agree with what a person decided."""
    named = overrides[overrides["field"] == _FIELD_OF.get(task, task)]
    named = named[named["utt_id"].isin(spoken["utt_id"])]
    rename = stages.rename()
    found = {}
    for utt_id, value in zip(named["utt_id"], named["value"], strict=True):
        if task == "polarity":
            side = np.sign(float(value))
            agree = ["negative" if side < 0 else "positive" if side > 0 else "neutral"]
        elif task == "stage":
            # A stage of the study's own may take in several of those the heads know.
            agree = [one for one in heads.classes[task] if rename[one] == value]
        else:
            agree = [value]
        if agree:
            found[str(utt_id)] = agree
    return found


def _rows(
    task: str,
    labels: dict[str, list[str]],
    spoken: pd.DataFrame,
    texts: list[str],
    langs: list[str],
    ears: tuple[Judge, Encoder, Space],
    fold: np.ndarray,
    seed: int,
) -> Rows:
    """Decided rows, and anchors beside them where hardly any decision confirms the machine."""
    heads, encoder, space = ears
    decided = np.flatnonzero(spoken["utt_id"].isin(labels).to_numpy(dtype=bool))
    others = np.setdiff1d(np.arange(len(spoken)), decided)
    ids = spoken["utt_id"].tolist()
    rank = sorted(others.tolist(), key=lambda row: _hash(seed, ids[row]))
    rows = np.concatenate([decided, np.array(sorted(rank[:_MOST_ANCHORS]), dtype=int)])
    said, codes = [texts[row] for row in rows], [langs[row] for row in rows]
    base = remembered_logits(heads, said, codes, encoder.encode(said))[task]
    names = heads.classes[task]
    lean = _lean(task, heads)
    right = (base + lean).argmax(axis=1)
    count = len(decided)
    machine = _says(task, said[:count], codes[:count], encoder)
    hits = 0
    for at, row in enumerate(decided):
        allowed = labels[ids[row]]
        hits += machine[at] in allowed
        columns = [names.index(one) for one in allowed]
        right[at] = columns[int(base[at, columns].argmax())]
    known = measured(encoder)[HEADS[task]]["all"]["accuracy"]
    # As many hits as the card's accuracy tells, where people hardly decided about any.
    picked = hits < _FEW_HITS * count
    missing = (count - hits) * known / (1 - known) - hits if picked else 0.0
    anchors = len(rows) - count
    weight = np.ones(len(rows))
    weight[count:] = missing / max(anchors, 1)
    made = Rows(
        space.place(said, codes), base, right, weight, fold[rows],
        spoken["doc_id"].to_numpy()[rows], np.arange(len(rows)) < count, np.tile(lean, (len(rows), 1)),
    )  # fmt: skip
    return made if missing else made.take(made.decided)


def _lean(task: str, heads: Judge) -> np.ndarray:
    """What `decide` adds to log-probabilities before it chooses: a promise's threshold, rare stages."""
    names, settings = heads.classes[task], heads.settings
    if task == "gap":
        threshold = settings["gap_threshold"]
        return np.array([np.log((1 - threshold) / threshold) * (name == "yes") for name in names])
    if task == "stage":
        return np.array([-settings["rare"] * np.log(settings[f"share_{name}"]) for name in names])
    return np.zeros(len(names))


def _says(task: str, texts: list[str], langs: list[str], encoder: Encoder) -> list[str]:
    """The classes the machine settles on for some texts."""
    if task == "stage":
        return [str(one) for one in assign_stages(texts, langs, encoder)["stage"]]
    scored = score_sentiment(texts, langs, encoder)
    if task == "polarity":
        return [str(one) for one in scored[["negative", "neutral", "positive"]].idxmax(axis=1)]
    if task == "gap":
        return ["yes" if one else "no" for one in scored["gap"]]
    return [str(one) for one in scored[task]]


def _folds(spoken: pd.DataFrame, overrides: pd.DataFrame, seed: int) -> np.ndarray:
    """The fold of every row; a document is in one fold, those with decisions are dealt out first."""
    decided = set(spoken.loc[spoken["utt_id"].isin(overrides["utt_id"]), "doc_id"])
    order = sorted(set(spoken["doc_id"]), key=lambda name: (name not in decided, _hash(seed, name)))
    number = {name: turn % FOLDS for turn, name in enumerate(order)}
    result: np.ndarray = spoken["doc_id"].map(number).to_numpy(dtype=int)
    return result


def _hash(seed: int, name: object) -> str:
    named = f"{seed}|{name}".encode("utf-8", "replace")
    return hashlib.blake2b(named, digest_size=8).hexdigest()
