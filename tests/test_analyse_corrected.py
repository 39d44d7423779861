"""People teach: a few decisions correct the machine where they bear it, and nowhere else."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pytest

from cxlab import tables
from cxlab.analyse.corrected import CorrectedEncoder, learn
from cxlab.analyse.heads import for_encoder, load, log_softmax
from cxlab.analyse.sentiment import score_sentiment
from cxlab.analyse.stages import assign_stages
from cxlab.stages import StageModel, builtin

FAST = load("use-m3")
TOPICS = ("avião", "torre", "farol", "ponte")


@dataclass(frozen=True)
class Dull:
    """Heads that call everything a neutral fact in use, not very surely."""

    classes = FAST.classes
    settings = FAST.settings
    joint = FAST.joint
    likely = {"kind": "fact", "polarity": "neutral", "valence": "0", "stage": "use", "gap": "no"}

    def logits(
        self, texts: Sequence[str], langs: Sequence[str], vectors: np.ndarray
    ) -> dict[str, np.ndarray]:
        rows = {}
        for task, names in self.classes.items():
            one = [1.0 if name == self.likely.get(task, names[-1]) else 0.0 for name in names]
            rows[task] = np.tile(log_softmax(np.array(one)), (len(texts), 1))
        return rows


class Topical:
    """Vectors that say which of four words a text holds, and a little of nothing."""

    name, dims = "use-m3", 12
    decider = Dull()

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        rows = [
            [float(topic in text) for topic in TOPICS]
            + np.random.default_rng(sum(map(ord, text))).normal(0, 0.05, 8).tolist()
            for text in texts
        ]
        return np.array(rows, dtype=np.float32).reshape(-1, self.dims)


def said(n: int = 200) -> pd.DataFrame:
    """Sentences about four things, four to a document."""
    rows = [
        {
            "utt_id": f"u{row:03d}", "doc_id": f"d{row // 4:02d}", "role": "customer", "lang": "pt",
            "text": f"a entrega número {row} é um {TOPICS[row % 4]}",
        }
        for row in range(n)
    ]  # fmt: skip
    return pd.DataFrame(rows)


def decided(rows: list[tuple[str, str, str]]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["utt_id", "field", "value"])
    return tables.conform("overrides", table.assign(author="Ana"))


KIND = {"avião": "delight", "torre": "pain", "farol": "fact", "ponte": "fact"}


def truth(utterances: pd.DataFrame, rows: range, field: str = "kind") -> list[tuple[str, str, str]]:
    picked = utterances.iloc[list(rows)]
    return [
        (utt_id, field, KIND[text.split()[-1]])
        for utt_id, text in zip(picked["utt_id"], picked["text"], strict=True)
    ]


def taught(utterances: pd.DataFrame, overrides: pd.DataFrame, stages: StageModel | None = None):
    ear = Topical()
    return learn(utterances, overrides, ear, listener=ear, stages=stages or builtin(), seed=0)


def kinds(encoder: object, texts: list[str]) -> list[str]:
    return score_sentiment(texts, ["pt"] * len(texts), encoder)["kind"].tolist()


def test_decisions_teach_the_sentences_nobody_decided():
    """In this study a plane is praise and a tower is blame, says whoever read sixty sentences."""
    utterances = said()
    learnt = taught(utterances, decided(truth(utterances, range(60))))
    [lesson] = learnt.lessons
    assert (lesson.task, lesson.decisions, lesson.anchors) == ("kind", 60, 0)
    assert lesson.before < 0.6
    assert lesson.after > 0.9
    assert lesson.strength > 0
    assert learnt.corrected == {"kind"}
    new = [f"isto é um {topic}" for topic in TOPICS]
    assert kinds(Topical(), new) == ["fact"] * 4
    assert kinds(learnt.encoder, new) == [KIND[topic] for topic in TOPICS]
    assert for_encoder(learnt.encoder).classes == FAST.classes


def test_a_decided_valence_teaches_the_side():
    """Valence teaches which side a sentence is on, whatever its step."""
    utterances = said()
    value = {"delight": "2", "pain": "-1", "fact": "0"}
    rows = [(one, "valence", value[kind]) for one, _, kind in truth(utterances, range(80))]
    learnt = taught(utterances, decided(rows))
    scored = score_sentiment(["é um avião", "é uma torre"], ["pt"] * 2, learnt.encoder)
    assert scored["positive"][0] > 0.5
    assert scored["negative"][1] > 0.5


def test_what_does_not_hold_elsewhere_is_not_used():
    """Decisions without rhyme or reason leave the machine as it is, and say so."""
    utterances = said()
    random = np.random.default_rng(0)
    rows = [(f"u{row:03d}", "kind", random.choice(["fact", "fact", "pain"])) for row in range(60)]
    learnt = taught(utterances, decided(rows))
    assert isinstance(learnt.encoder, Topical)
    assert [lesson.strength for lesson in learnt.lessons] == [0]
    assert learnt.blind == ()


def test_few_decisions_are_not_tried():
    """Nineteen decisions are applied, and teach nothing."""
    utterances = said()
    assert taught(utterances, decided(truth(utterances, range(19)))).lessons == ()
    assert taught(utterances, decided([])).lessons == ()


def test_corrected_errors_alone_do_not_turn_everything_over():
    """Whoever corrects only towers says nothing against the rest."""
    utterances = said(400)
    rows = [one for one in truth(utterances, range(300)) if one[2] == "pain"][:60]
    learnt = taught(utterances, decided(rows))
    [lesson] = learnt.lessons
    assert lesson.anchors > 0
    found = kinds(learnt.encoder, [f"isto é um {topic}" for topic in TOPICS])
    assert found == ["fact", "pain", "fact", "fact"]


def test_the_order_of_rows_does_not_matter():
    """Shuffled tables teach the same, to the last digit."""
    utterances = said()
    overrides = decided(truth(utterances, range(60)))
    first = taught(utterances, overrides)
    mixed = taught(
        utterances.sample(frac=1, random_state=1), overrides.sample(frac=1, random_state=2)
    )
    assert first.lessons == mixed.lessons
    new = [f"isto é um {topic}" for topic in TOPICS]
    pd.testing.assert_frame_equal(
        score_sentiment(new, ["pt"] * 4, first.encoder),
        score_sentiment(new, ["pt"] * 4, mixed.encoder),
    )


def test_blind_encoders_have_not_seen_their_fold():
    """What the machine says by itself of a decided sentence comes from other documents."""
    utterances = said()
    lonely = utterances["doc_id"] == "d03"
    utterances.loc[~lonely, "text"] = utterances.loc[~lonely, "text"].str.replace("torre", "farol")
    rows = truth(utterances, range(100))
    learnt = taught(utterances, decided(rows))
    assert isinstance(learnt.encoder, CorrectedEncoder)
    assert set(learnt.fold) == {one[0] for one in rows}
    documents = utterances.set_index("utt_id")["doc_id"]
    assert all(
        len({learnt.fold[one] for one in ids}) == 1
        for _, ids in documents[list(learnt.fold)].groupby(documents).groups.items()
    )
    tower = utterances.loc[lonely & utterances["text"].str.endswith("torre"), "utt_id"].iloc[0]
    encoder = learnt.blind[learnt.fold[tower]]

    def pain(one: object) -> float:
        heads = for_encoder(one)
        row = heads.logits(["é uma torre"], ["pt"], np.zeros((1, 12)))["kind"][0]
        return float(np.exp(row[heads.classes["kind"].index("pain")]))

    assert pain(encoder) < pain(learnt.encoder)


def test_a_stage_of_ones_own_teaches_the_likeliest_it_covers():
    """A study's stage may take in several of those the heads know; the study's words come back."""
    model = StageModel.model_validate(
        {
            "id": "own",
            "stages": [
                {
                    "id": "before",
                    "names": {},
                    "period": "before",
                    "covers": ["discover", "compare"],
                },
                {"id": "using", "names": {}, "period": "after", "covers": ["use", "support"]},
            ],
        }
    )
    utterances = said()
    rows = [
        (one, "stage", "before" if kind == "delight" else "using")
        for one, _, kind in truth(utterances, range(80))
    ]
    learnt = taught(utterances, decided(rows), model)
    table = assign_stages(["é um avião", "é uma torre"], ["pt"] * 2, learnt.encoder)
    rename = model.rename()
    assert [rename[stage] for stage in table["stage"]] == ["before", "using"]


def test_lessons_can_be_kept(tmp_path):
    """The manifest holds them as they are."""
    from dataclasses import asdict

    utterances = said()
    learnt = taught(utterances, decided(truth(utterances, range(60))))
    kept = json.dumps([asdict(lesson) for lesson in learnt.lessons])
    assert json.loads(kept)[0]["task"] == "kind"


@pytest.mark.parametrize("role", ["agent", "interviewer"])
def test_words_of_others_are_not_learnt_from(role):
    """Only customers and frontline staff are judged, so only their sentences teach."""
    utterances = said().assign(role=role)
    assert taught(utterances, decided(truth(utterances, range(60)))).lessons == ()
