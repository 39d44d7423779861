"""The study teaches: only where unseen documents are told apart better, and never its own words."""

import json
import zlib
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from cxlab import tables
from cxlab.analyse.heads import for_encoder
from cxlab.analyse.sentiment import VALENCE_RANGE, add_sentiment
from cxlab.analyse.taught import COLUMNS, FEWEST_DOCUMENTS, ends, teach

CASES = json.loads(
    (Path(__file__).parent / "cases" / "analyse_taught.json").read_text(encoding="utf-8")
)
DEMO = Path(__file__).parents[1] / "data" / "raw" / "demo"

PRAISE = ("avión", "cohete", "rayo", "relámpago", "halcón")
BLAME = ("tortuga", "caracol", "ancla", "piedra", "lodo")
THINGS = ("la entrega", "el envío", "el reparto", "el paquete", "el pedido", "el sillón")


class WordsEncoder:
    """Each word a direction of its own: texts with words in common are near."""

    name = "toy"
    dims = 128

    def encode(self, texts):
        vectors = np.zeros((len(texts), self.dims), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in text.lower().split():
                vectors[row, zlib.crc32(word.encode()) % self.dims] += 1
        return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1)


def tabled(rows):
    """Documents and utterances of rows (participant, rating, nps, kind, role, text)."""
    documents, utterances = [], []
    for number, (participant, rating, nps, kind, role, text) in enumerate(rows):
        doc = tables.stable_id("doc", number)
        documents.append({
            "doc_id": doc, "kind": kind, "participant": participant, "text": text, "lang": "es",
            "rating": rating, "rating_low": 1.0, "rating_high": 5.0, "nps": nps,
        })  # fmt: skip
        utterances.append({
            "utt_id": tables.stable_id("utt", number), "doc_id": doc, "role": role, "text": text,
            "start": 0, "end": len(text), "lang": "es",
        })  # fmt: skip
    said = tables.conform("utterances", pd.DataFrame(utterances))
    return add_sentiment(said, WordsEncoder()), tables.conform("documents", pd.DataFrame(documents))


def idioms(count=160, seed=0, noise=0.0):
    """Reviews whose praise and blame only their ratings give away, then talk without ratings."""
    random = np.random.default_rng(seed)
    rows = []
    for number in range(count):
        good = number % 2 == 0
        image = random.choice(PRAISE if good else BLAME)
        text = f"{random.choice(THINGS)} {number} es {image}"
        high = good ^ bool(random.random() < noise)  # some give stars that their words belie
        rows.append((f"p{number}", 5.0 if high else 1.0, np.nan, "review", "customer", text))
    none = (np.nan, np.nan)
    rows += [
        (f"i{number}", *none, "interview", "customer", f"para mí es {image}")
        for number, image in enumerate(PRAISE + BLAME)
    ]
    rows.append(("i0", *none, "interview", "interviewer", "¿un avión?"))
    rows.append(("f1", *none, "frontline", "frontline", "dicen que es un avión"))
    rows.append(("i0", *none, "interview", "customer", "..."))
    return tabled(rows)


@pytest.fixture(scope="module")
def study():
    """One study with idioms, and what it teaches."""
    utterances, documents = idioms()
    return utterances, documents, teach(utterances, documents, WordsEncoder())


def test_praise_of_the_study_is_learnt(study):
    """What only happy customers say becomes praise, also where no rating stands beside it."""
    utterances, _, taught = study
    assert taught.used and taught.weight > 0 and taught.documents == 160
    assert taught.gain.after > taught.gain.before + 0.1 and taught.gain.low > 0
    said = taught.utterances[taught.utterances["text"].str.startswith("para mí es")]
    moved = said["valence"] - utterances.loc[said.index, "valence"]
    praise = said["text"].str.split().str[-1].isin(PRAISE)
    assert moved[praise].min() > 0 > moved[~praise].max()
    assert "160 documents" in taught.sentence and "No text was scored" in taught.sentence


def test_rows_and_columns_are_kept(study):
    """Same rows, order, columns and kinds of column; gap and all that is no feeling unchanged."""
    utterances, _, taught = study
    others = [column for column in utterances.columns if column not in COLUMNS]
    pd.testing.assert_frame_equal(taught.utterances[others], utterances[others])
    assert list(taught.utterances.columns) == list(utterances.columns)
    pd.testing.assert_series_equal(taught.utterances.dtypes, utterances.dtypes)


def test_only_customers_are_revised(study):
    """Interviewers, frontline staff and sounds without words stay as they were."""
    utterances, _, taught = study
    others = utterances["role"] != "customer"
    assert others.sum() == 2
    pd.testing.assert_frame_equal(taught.utterances[others], utterances[others])


def test_columns_agree_with_each_other(study):
    """Chances sum to one and valence lies within what the kind allows."""
    customers = study[2].utterances.query("role == 'customer'")
    total = customers[["negative", "neutral", "positive"]].sum(axis=1)
    assert np.allclose(total, 1, atol=2e-4)
    for kind, valence in zip(customers["kind"], customers["valence"], strict=True):
        low, high = VALENCE_RANGE[kind]
        assert low <= valence <= high


def test_order_of_rows_does_not_matter(study):
    """Shuffled tables, even with a doubled index, give the same to the last digit."""
    utterances, documents, taught = study
    mixed = utterances.sample(frac=1, random_state=3)
    mixed.index = [0] * len(mixed)
    again = teach(mixed, documents.sample(frac=1, random_state=4), WordsEncoder())
    assert again.utterances["utt_id"].tolist() == mixed["utt_id"].tolist()
    ids = again.utterances["utt_id"].tolist()
    back = again.utterances.iloc[[ids.index(one) for one in taught.utterances["utt_id"]]]
    pd.testing.assert_frame_equal(back.reset_index(drop=True), taught.utterances)
    assert (again.gain, again.weight) == (taught.gain, taught.weight)


def test_a_rating_never_enters_its_own_words():
    """One customer's stars turned round: nothing they said, here or elsewhere, is scored anew."""
    utterances, documents = idioms(noise=0.2)
    turned = documents.copy()
    turned.loc[0, "rating"] = 6.0 - turned.loc[0, "rating"]
    turned.loc[len(turned) - 3, "participant"] = turned.loc[0, "participant"]
    straight = turned.assign(rating=documents["rating"])
    both = [teach(utterances, one, WordsEncoder()) for one in (straight, turned)]
    assert both[0].used and both[0].weight == both[1].weight
    own = utterances["doc_id"].isin(turned.loc[[0, len(turned) - 3], "doc_id"])
    pd.testing.assert_frame_equal(both[0].utterances[own], both[1].utterances[own])
    assert not both[0].utterances.equals(both[1].utterances)  # others did learn from it


@pytest.mark.parametrize("seed", range(3))
def test_shuffled_ratings_teach_nothing(study, seed):
    """Ratings that have nothing to do with the words are found out."""
    utterances, documents, _ = study
    random = np.random.default_rng(seed)
    mixed = documents.assign(rating=random.permutation(documents["rating"].to_numpy()))
    taught = teach(utterances, mixed, WordsEncoder())
    assert not taught.used and taught.gain is not None
    pd.testing.assert_frame_equal(taught.utterances, utterances)
    assert "not used" in taught.sentence


def test_equal_words_of_others_do_not_count():
    """Where everyone says the same two things there is nothing to learn: each text was seen."""
    rows = [
        (f"p{n}", 5.0 if n % 2 else 1.0, np.nan, "review", "customer", "Es avión" if n % 2 else "es lodo")
        for n in range(120)
    ]  # fmt: skip
    utterances, documents = tabled(rows)
    before = teach(utterances, documents, WordsEncoder())
    assert not before.used


def test_no_gain_leaves_all_as_it_was():
    """Where the general heads tell all documents apart, nothing changes."""
    rows = [
        (f"p{n}", 5.0 if n % 2 else 1.0, np.nan, "review", "customer",
         f"Excelente, me encantó el {n}" if n % 2 else f"Pésimo, horrible, roto el {n}")
        for n in range(120)
    ]  # fmt: skip
    utterances, documents = tabled(rows)
    taught = teach(utterances, documents, WordsEncoder())
    assert not taught.used and taught.gain.before > 0.99
    assert taught.utterances is utterances


def test_too_few_documents_teach_nothing():
    """Below a hundred rated documents the sentence says how many there are."""
    taught = teach(*idioms(FEWEST_DOCUMENTS - 2), WordsEncoder())
    assert not taught.used and taught.gain is None
    assert "98 documents carry a rating" in taught.sentence


@pytest.mark.parametrize("rating", [5.0, np.nan])
def test_one_end_alone_teaches_nothing(study, rating):
    """Only happy customers, or no ratings at all: nothing to compare."""
    utterances, documents, _ = study
    taught = teach(utterances, documents.assign(rating=rating), WordsEncoder())
    assert not taught.used and taught.sentence
    taught = teach(utterances.iloc[:0], documents.iloc[:0], WordsEncoder())
    assert not taught.used and taught.utterances.empty


@pytest.mark.parametrize(
    ("rating", "low", "high", "nps", "expected"),
    [
        (1, 1, 5, None, 0), (2, 1, 5, None, 0), (3, 1, 5, None, 0.5), (4, 1, 5, None, 1),
        (5, 1, 5, None, 1), (8, 0, 10, None, 1), (None, None, None, 6, 0),
        (None, None, None, 7, 0.5), (None, None, None, 9, 1), (5, 1, 5, 6, 0.5),
        (4, None, None, None, None), (7, 1, 5, None, None), (3, 5, 5, None, None),
        (None, 1, 5, 11, None), (-1, 1, 5, None, None),
    ],
)  # fmt: skip
def test_ends_of_scales(rating, low, high, nps, expected):
    """A rating counts by its place on its scale, NPS by its groups; off the scale is no label."""
    row = {"doc_id": "a", "rating": rating, "rating_low": low, "rating_high": high, "nps": nps}
    found = ends(tables.conform("documents", pd.DataFrame([row])))
    assert found.tolist() == ([] if expected is None else [expected])


class Judging:
    """Another encoder with the same heads: what `accurate` is beside `fast`."""

    name, dims = "judging", 1

    def __init__(self, heads):
        self.decider = heads

    def encode(self, texts):
        return np.zeros((len(texts), 1), dtype=np.float32)


def test_the_voice_learns_on_the_listeners_vectors(study):
    """The judge's heads speak first; what the ratings teach is heard through the listener."""
    utterances, documents, _ = study
    deaf = Judging(for_encoder(WordsEncoder()))
    alone = teach(utterances, documents, deaf)
    helped = teach(utterances, documents, deaf, listener=WordsEncoder())
    assert helped.used
    assert not alone.used or helped.gain.after > alone.gain.after


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """Kind of each sentence of the demo study before and after its ratings taught."""
    from cxlab.ingest import read_sources
    from cxlab.prepare import prepare, to_utterances
    from cxlab.study import Study

    raw = read_sources(Study.load(DEMO, tmp_path_factory.mktemp("demo")))
    prepared = prepare(raw.documents, raw.turns, roster=raw.roster)
    utterances = add_sentiment(to_utterances(prepared.documents, prepared.turns), "fast")
    taught = teach(utterances, prepared.documents, "fast")
    assert taught.used, taught.sentence
    texts = utterances["text"]
    return dict(zip(texts, utterances["kind"], strict=True)), dict(
        zip(texts, taught.utterances["kind"], strict=True)
    )


def right(kinds, name):
    return sum(kinds[case["text"]] == case["kind"] for case in CASES[name])


def test_implicit_praise_of_the_demo_is_learnt(demo):
    """Praise without a word of praise is understood far more often than before."""
    before, after = demo
    assert right(after, "praise") >= right(before, "praise") + 8


@pytest.mark.parametrize("name", ["complaints", "complaints_in_good_reviews"])
def test_complaints_of_the_demo_stay_complaints(demo, name):
    """A complaint in a review of four stars is still one."""
    before, after = demo
    assert right(after, name) >= right(before, name) - 1
