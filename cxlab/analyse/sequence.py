"""Stages in their documents: what is said around a sentence informs how its stage is read.

A chat about a return stays in support and an interview dwells on a stage before it walks on, so
neighbouring sentences often share their stage; an answer shares that of its question more often
still. Each document is a hidden Markov chain over the stages: a sentence's own reading is the
evidence, and the posterior of the chain (forward-backward; L. Rabiner, Proceedings of the IEEE 77,
1989) is what counts. `benchmarks/sequence.py` says what this gains; odds learnt for every pair of
stages gained no more than the chance to stay.
"""

import numpy as np
import pandas as pd

from cxlab.analyse.encode import Encoder, get_encoder, get_reader
from cxlab.analyse.heads import for_encoder
from cxlab.analyse.stages import COLUMNS, decide, stage_chances
from cxlab.stages import NONE
from cxlab.tables import EVIDENCE_ROLES

# How often the next sentence keeps the stage for the sake of the sequence; else it is drawn anew by
# the stages' shares. Chosen by likelihood on labelled documents outside the test part.
STAY = 0.1
# The same from a question, or from what an agent says, to the customer's answer. No interviews are
# labelled: chosen by reading the answers it changed in the demo's.
REPLY = 0.3
_CONTEXT_ROLES = ("interviewer", "agent", "company")


def read_in_order(
    chances: np.ndarray, prior: np.ndarray, replies: np.ndarray | None = None, stay: float = STAY
) -> np.ndarray:
    """Posterior of each sentence of one document, of shape (n, stages), rows summing to 1.

    `chances` (n, stages) are the sentences' own readings in order, `prior` (stages) the stages'
    shares where those readings were learnt; `replies` (n) is True where a sentence answers the one
    before. With `stay` 0 and no replies, or one sentence, readings come back as they are.
    """
    if len(chances) < 2:
        return chances
    # Drawn so, any stage is as common anywhere in a document as its share says.
    kept, anew = np.eye(len(prior)), np.broadcast_to(prior, (len(prior), len(prior)))
    on, reply = ((1 - share) * anew + share * kept for share in (stay, max(stay, REPLY)))
    steps = [on] * len(chances) if replies is None else [reply if one else on for one in replies]
    told = np.maximum(chances / prior, 1e-9)
    ahead, behind = np.empty_like(told), np.ones_like(told)
    ahead[0] = chances[0]
    for at in range(1, len(told)):
        ahead[at] = (ahead[at - 1] @ steps[at]) * told[at]
        ahead[at] /= ahead[at].sum()
    for at in range(len(told) - 2, -1, -1):
        behind[at] = steps[at + 1] @ (told[at + 1] * behind[at + 1])
        behind[at] /= behind[at].sum()
    both = ahead * behind
    result: np.ndarray = both / both.sum(axis=1, keepdims=True)
    return result


def add_stages(
    utterances: pd.DataFrame,
    encoder: str | Encoder = "auto",
    *,
    listener: str | Encoder = "fast",
) -> pd.DataFrame:
    """The utterances with stage, stage_p and stage2; same rows, same order.

    Only customers and frontline staff are judged; others get '', NaN, ''. A sentence is read within
    its document (`doc_id`, in the order of `position`): those before and after it count, and so
    does what interviewers, agents and the company say between, which `listener` reads. What is
    alone in its document is read as `assign_stages` reads it.
    """
    spoken = utterances["role"].isin(EVIDENCE_ROLES).to_numpy()
    chosen = get_reader(encoder, int(spoken.sum()))
    heads = for_encoder(chosen)
    names = heads.classes["stage"]
    chances = np.zeros((len(utterances), len(names)))
    chances[spoken] = _chances(utterances[spoken], chosen)
    listened = utterances["doc_id"].isin(utterances.loc[spoken, "doc_id"])
    beside = (utterances["role"].isin(_CONTEXT_ROLES) & listened).to_numpy()
    prior = np.array([heads.settings[f"share_{name}"] for name in names])
    chances[beside] = without_none(
        _chances(utterances[beside], get_encoder(listener)), prior, names.index(NONE)
    )
    order = np.lexsort((utterances["position"], utterances["doc_id"].astype(str)))
    order = order[(spoken | beside)[order]]
    documents = utterances["doc_id"].to_numpy()[order]
    ends = np.flatnonzero(documents[1:] != documents[:-1]) + 1
    for rows in np.split(order, ends):
        answers = np.concatenate([[False], beside[rows[:-1]] & spoken[rows[1:]]])
        chances[rows] = read_in_order(chances[rows], prior, answers)
    assigned = decide(chances[spoken], names, heads.settings)
    result = utterances.copy()
    for column in COLUMNS:
        values = np.full(len(utterances), np.nan if column == "stage_p" else "", dtype=object)
        values[spoken] = assigned[column].to_numpy()
        result[column] = values.astype(float) if column == "stage_p" else values
    return result


def without_none(chances: np.ndarray, prior: np.ndarray, none: int) -> np.ndarray:
    """Readings of questions: "And then?" tells of no stage, which says nothing of the answer's."""
    told = chances.copy()
    told[:, none] = 0
    result: np.ndarray = told + chances[:, [none]] * prior
    return result


def _chances(rows: pd.DataFrame, encoder: Encoder) -> np.ndarray:
    return stage_chances(rows["text"].tolist(), rows["lang"].tolist(), encoder)
