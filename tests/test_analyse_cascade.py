"""The cascade: a text's answer is its own, and only doubtful ones cost a second reading."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxlab.analyse import heads
from cxlab.analyse.accurate import FOLDER, AccurateEncoder
from cxlab.analyse.cascade import Cascade
from cxlab.analyse.encode import MOST_ACCURATE, Encoder, get_encoder, get_reader, keeper
from cxlab.analyse.heads import TASKS, for_encoder
from cxlab.analyse.quick import QuickEncoder, halved, operators, quickened
from cxlab.analyse.readers import kept
from cxlab.analyse.sentiment import score_sentiment
from cxlab.analyse.stages import assign_stages
from cxlab.analyse.wire import Tensor, read_model, write_model
from cxlab.flow import process
from cxlab.study import Study

TEXTS = [
    "A entrega atrasou duas semanas e ninguém avisou.",
    "El personal del hotel fue muy amable.",
    "Would you please add a dark mode?",
    "Comprei o produto em março.",
    "",
    "Chegou antes do prazo prometido, adorei!",
    "No sé, la primera semana bien, luego ya se verá.",
    "Thanks 😍",
    "not what the advert said, though the colour is lovely",
]
LANGS = ["pt", "es", "en", "pt", "pt", "pt", "es", "en", "en"]


@pytest.fixture(scope="module")
def quick() -> QuickEncoder:
    return QuickEncoder()


@pytest.fixture(scope="module")
def cascade(quick) -> Cascade:
    return Cascade(get_encoder("fast"), quick)


@pytest.fixture(autouse=True)
def forget():
    """What a test heard must not answer the next one."""
    heads._remembered.clear()


def said(cascade, texts, langs):
    """What the cascade says of texts: log-probabilities of all tasks side by side."""
    logits = cascade.decider.logits(texts, langs, cascade.encode)
    return np.hstack([logits[task] for task in TASKS])


# ---- the network in whole numbers --------------------------------------------------------------


def test_the_quick_network_says_what_the_accurate_one_says(quick):
    """Rounding to whole numbers moves probabilities by hundredths, not labels."""
    whole, rounded = AccurateEncoder().read(TEXTS), quick.read(TEXTS)
    assert quick.name != AccurateEncoder.name, "a cache never mixes them"
    for task, rows in whole.chances.items():
        np.testing.assert_allclose(rounded.chances[task], rows, atol=0.12)
        sure = rows.max(axis=1) > 0.7
        assert (rounded.chances[task].argmax(axis=1) == rows.argmax(axis=1))[sure].all()
    filled = [row for row, text in enumerate(TEXTS) if text]
    assert (whole.vectors * rounded.vectors).sum(axis=1)[filled].min() > 0.98


def test_a_text_reads_the_same_alone_and_in_company(quick):
    """Each token is scaled by itself: neither neighbours nor padding change an answer."""
    company = [*TEXTS, "ok", "muito bom " * 120]
    together = quick.read(company)
    for row, text in enumerate(company):
        np.testing.assert_allclose(quick.read([text]).vectors[0], together.vectors[row], atol=1e-5)


def test_every_large_product_is_done_in_whole_numbers():
    """Four products a layer; what remains in floats is the small ones of the tasks."""
    before = list(operators((FOLDER / "reader.onnx").read_bytes()))
    after = list(operators(quickened((FOLDER / "reader.onnx").read_bytes())))
    assert after.count("MatMulIntegerToFloat") == 4 * before.count("MultiHeadAttention")
    assert "SkipLayerNormalization" not in after and "Reshape" not in after


def test_a_model_without_such_products_is_refused():
    """Another kind of network is told apart, not half changed."""
    whole = read_model((FOLDER / "reader.onnx").read_bytes())
    small = write_model(whole, whole.nodes[:3], whole.weights)
    with pytest.raises(ValueError, match="no product with an 8-bit matrix"):
        quickened(small)


@given(st.integers(0, 10_000))
@settings(max_examples=30, deadline=None)
def test_two_products_never_exceed_sixteen_bits(seed):
    """Older processors add two products in 16 bits and cut what is larger."""
    random = np.random.default_rng(seed)
    matrix = random.standard_t(2, size=(32, 5)) * 10.0 ** random.integers(-3, 3)
    small, scale = halved(matrix)
    four = np.sort(np.abs(small.astype(int)).reshape(-1, 4, 5), axis=1)
    assert (four[:, 2] + four[:, 3]).max() * 255 <= 2**15 - 1
    np.testing.assert_allclose(small * scale, matrix, atol=scale.max() * 0.51)


def test_a_column_of_nothing_stays_nothing():
    """No division by zero."""
    small, scale = halved(np.zeros((8, 2)))
    assert not small.any() and np.isfinite(scale).all()


# ---- onnx files --------------------------------------------------------------------------------


def test_a_model_taken_apart_and_put_together_runs_the_same(quick):
    """Reading and writing lose nothing."""
    content = (FOLDER / "reader.onnx").read_bytes()
    whole = read_model(content)
    again = read_model(write_model(whole, whole.nodes, whole.weights))
    assert [node.raw for node in again.nodes] == [node.raw for node in whole.nodes]
    assert [one.raw for one in again.weights] == [one.raw for one in whole.weights]
    assert whole.outputs == again.outputs == ["vector", "logits"]


@pytest.mark.parametrize("kind", [np.float32, np.int8, np.uint8, np.int64, np.float16])
@pytest.mark.parametrize("shape", [(), (3,), (2, 300), (0, 4)])
def test_constants_come_back_as_they_went_in(kind, shape):
    """Type, shape and values."""
    values = np.arange(np.prod(shape, dtype=int)).reshape(shape).astype(kind)
    back = Tensor.of("größe", values).array()
    assert back.dtype == kind and back.shape == shape
    np.testing.assert_array_equal(back, values)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "no graph is in this file"),
        (b"\xff\xff", "has no end"),
        (b"PK\x03\x04 not an onnx file", "cannot be read"),
        ((FOLDER / "reader.onnx").read_bytes()[:5_000], "damaged or no onnx model"),
    ],
)
def test_a_damaged_file_is_told(content, message):
    """Half a download says that it is half a download."""
    with pytest.raises(ValueError, match=message):
        read_model(content)


# ---- the two together --------------------------------------------------------------------------


def test_it_is_an_encoder_and_large_corpora_get_it(cascade):
    """By name, and by 'auto' from the size on where the accurate one takes minutes."""
    assert isinstance(cascade, Encoder)
    assert get_encoder("cascade") is get_reader("auto", MOST_ACCURATE + 1)
    assert get_reader("auto", MOST_ACCURATE) is get_encoder("accurate")
    assert get_reader("fast", 10) is get_encoder("fast")
    np.testing.assert_array_equal(cascade.encode(TEXTS), get_encoder("fast").encode(TEXTS))


def test_sure_texts_are_answered_by_fast_and_doubtful_ones_by_both(cascade, quick):
    """No third answer exists."""
    texts, langs = TEXTS, LANGS
    decider = cascade.decider
    words = decider.sure(texts, langs, cascade.encode)
    again = decider.doubtful(texts, words)
    assert 0 < again.sum() < len(texts), "the examples hold both kinds"
    both = quick.decider.logits(texts, langs, cascade.encode)
    found = decider.logits(texts, langs, cascade.encode)
    for task in TASKS:
        np.testing.assert_allclose(found[task][~again], words[task][~again], atol=1e-6)
        np.testing.assert_allclose(found[task][again], both[task][again], atol=1e-4)


def test_only_doubtful_texts_are_read_again(quick, monkeypatch):
    """The second reading is what costs."""
    asked = []
    plain = QuickEncoder.read

    def read(self, texts):
        asked.extend(texts)
        return plain(self, texts)

    monkeypatch.setattr(QuickEncoder, "read", read)
    reader = Cascade(get_encoder("fast"), quick)
    score_sentiment(TEXTS, LANGS, reader)
    answered = reader.answered(TEXTS, LANGS)
    assert len(asked) == len(set(asked)) == answered["accurate"]
    assert "" not in asked and sum(answered.values()) == len(TEXTS) - 1


@pytest.mark.parametrize(("doubt", "again"), [(0.0, 8), (9.0, 0)])
def test_the_threshold_leads_from_one_end_to_the_other(quick, doubt, again):
    """Everything but the empty text, or nothing, is read again."""
    reader = Cascade(get_encoder("fast"), quick, doubt)
    assert reader.answered(TEXTS, LANGS)["accurate"] == again


@given(st.permutations(range(len(TEXTS))), st.integers(1, len(TEXTS)))
@settings(max_examples=15, deadline=None)
def test_an_answer_depends_on_the_text_alone(order, many):
    """Any order, any part of the study, the same answer."""
    reader = get_encoder("cascade")
    heads._remembered.clear()
    expected = said(reader, TEXTS, LANGS)
    rows = list(order)[:many]
    heads._remembered.clear()
    found = said(reader, [TEXTS[row] for row in rows], [LANGS[row] for row in rows])
    np.testing.assert_allclose(found, expected[rows], atol=1e-4)


def test_tables_do_not_depend_on_the_order(cascade):
    """What the report is made of, row by row."""
    there = score_sentiment(TEXTS, LANGS, cascade)
    heads._remembered.clear()
    back = score_sentiment(TEXTS[::-1], LANGS[::-1], cascade)
    assert there.equals(back.iloc[::-1].reset_index(drop=True))
    staged = assign_stages(TEXTS, LANGS, cascade)
    assert staged.iloc[[4]].to_dict("records") == [{"stage": "none", "stage_p": 1.0, "stage2": ""}]


@pytest.mark.parametrize("texts", [[], [""], ["ok"], ["tudo certo"] * 500, ["  ", "\n"]])
def test_odd_corpora(cascade, texts):
    """None, one, empty ones, five hundred equal ones."""
    table = score_sentiment(texts, ["pt"] * len(texts), cascade)
    assert len(table) == len(texts) == len(assign_stages(texts, ["pt"] * len(texts), cascade))
    assert len(table.drop_duplicates()) <= 1
    assert sum(cascade.answered(texts, ["pt"] * len(texts)).values()) == len(
        {text.strip() for text in texts} - {""}
    )


def test_both_encoders_are_kept_and_a_damaged_cache_costs_time_only(quick, tmp_path):
    """A second run reads nothing again; a broken file is read anew; the answers stay."""
    keep = keeper(tmp_path)
    reader = kept(Cascade(get_encoder("fast"), quick), keep)
    assert keep(get_encoder("fast")) is reader.fast, "touchpoints share its vectors"
    first = score_sentiment(TEXTS, LANGS, reader)
    folders = sorted(path.name for path in tmp_path.iterdir())
    assert folders == [f"{quick.name}-256", "use-m3-512"]
    heads._remembered.clear()
    silent = QuickEncoder()
    silent.read = None  # asking it would raise
    again = kept(Cascade(get_encoder("fast"), silent), keeper(tmp_path))
    assert score_sentiment(TEXTS, LANGS, again).equals(first)
    for path in tmp_path.rglob("*.npz"):
        path.write_bytes(b"half")
    heads._remembered.clear()
    mended = kept(Cascade(get_encoder("fast"), quick), keeper(tmp_path))
    assert score_sentiment(TEXTS, LANGS, mended).equals(first)


def test_rooms_find_its_heads(cascade):
    """Sentiment, stages and touchpoints ask it as they ask any encoder."""
    judge = for_encoder(cascade)
    assert judge.classes == AccurateEncoder().decider.classes
    rows = said(cascade, TEXTS, LANGS)
    assert np.isfinite(rows).all() and (rows <= 1e-6).all()


def test_a_run_says_who_read_how_many(tmp_path):
    """The method box of a study read by both: counts that add up, the same in a second run."""
    place = tmp_path / "loja"
    place.mkdir()
    (place / "study.yml").write_text(
        "title: Loja\nencoder: cascade\nsources:\n"
        "  - {name: a, kind: review, files: '*.csv', columns: {text: t, participant: p, segment: s}}\n",
        encoding="utf-8",
    )
    said_by = [f'"{text}",p{row},todos' for row, text in enumerate(TEXTS) if text]
    (place / "a.csv").write_text("t,p,s\n" + "\n".join(said_by) + "\n", encoding="utf-8")
    first, second = (
        process(Study.load(place, tmp_path / out)).manifest["method"] for out in ("one", "two")
    )
    assert first["encoder"] == get_encoder("cascade").name
    assert first["read_by"]["fast"] > 0 and first["read_by"]["accurate"] > 0
    assert first["read_by"] == second["read_by"]
