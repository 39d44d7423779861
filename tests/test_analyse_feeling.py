"""Feeling and stage: golden sentences, agreement of the columns, rows kept, texts judged alone."""

import hashlib
import json
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxlab import languages
from cxlab.analyse import heads, lexicon, pieces, words
from cxlab.analyse.sentiment import VALENCE_RANGE, add_sentiment, score_sentiment
from cxlab.analyse.sequence import add_stages
from cxlab.analyse.stages import assign_stages
from cxlab.analyse.stages import decide as decide_stages
from cxlab.errors import StudyError
from cxlab.stages import BUILTIN
from cxlab.tables import EMOTIONS, FEELINGS, SCHEMAS, conform

CASES = json.loads(
    (Path(__file__).parent / "cases" / "analyse_feeling.json").read_text(encoding="utf-8")
)
MODELS = sorted(heads.FOLDER.glob("heads-*.npz"))
SIDES = ["negative", "neutral", "positive"]
MESSY = st.lists(
    st.one_of(
        st.sampled_from(["não", "bom", "muito", "pero", "😡", "!!!", "NO", "the", "atrasou", "\n", ".", "…", "\x00", "\ud83d", "¿", "kkkk", "https://x.y", "@loja", "'"]),
        st.text(max_size=6),
    ),
    max_size=12,
).map(" ".join)  # fmt: skip


def scored(case):
    """The one row of a case."""
    return score_sentiment([case["text"]], [case["lang"]]).iloc[0]


@pytest.mark.parametrize("case", CASES["sentiment"], ids=lambda case: case["text"])
def test_sentiment_of_golden_sentences(case):
    """Negation, capitals, missing accents, emoji and regional words keep their meaning."""
    assert scored(case)[SIDES].astype(float).idxmax() == case["sentiment"]


@pytest.mark.parametrize("case", CASES["known_failures"], ids=lambda case: case["text"])
@pytest.mark.xfail(reason="irony and unlisted slang are not understood")
def test_known_failures_of_sentiment(case):
    """Still wrong; the day one passes, it moves up."""
    assert scored(case)[SIDES].astype(float).idxmax() == case["sentiment"]


@pytest.mark.parametrize("column", ["kind", "gap", "emotion"])
def test_golden_sentences_of(column):
    """Wishes are no complaints, broken promises are seen, thanks and worry have their names."""
    said = {case["text"]: scored(case)[column] for case in CASES[column]}
    assert said == {case["text"]: case[column] for case in CASES[column]}


@pytest.mark.parametrize("case", CASES["stage"], ids=lambda case: case["text"])
def test_stage_of_golden_sentences(case):
    """Each stage is found in one of the three languages."""
    assert assign_stages([case["text"]], [case["lang"]])["stage"].iloc[0] == case["stage"]


ALL = [
    case["text"]
    for name in ("sentiment", "kind", "gap", "emotion", "stage")
    for case in CASES[name]
]
LANGS = [
    case["lang"]
    for name in ("sentiment", "kind", "gap", "emotion", "stage")
    for case in CASES[name]
]


def test_columns_agree_with_each_other():
    """No delight below zero, no pain above, probabilities that sum to one, known names only."""
    table = score_sentiment(ALL * 2, LANGS * 2)
    assert np.allclose(table[SIDES].sum(axis=1), 1, atol=2e-3)
    for kind, (low, high) in VALENCE_RANGE.items():
        assert table.loc[table["kind"] == kind, "valence"].between(low, high).all()
    assert set(table["kind"]) <= set(FEELINGS) and set(table["emotion"]) <= set(EMOTIONS)
    assert table["gap"].dtype == bool
    angry = table["emotion"].isin(["frustration", "disappointment"])
    assert not (angry & (table["kind"] == "delight")).any()
    glad = table["emotion"].isin(["satisfaction", "gratitude"])
    assert not (glad & (table["kind"] == "pain")).any()


@pytest.mark.parametrize("judge", [score_sentiment, assign_stages])
def test_a_text_is_judged_alone(judge):
    """Neighbours and order change no label, and no number by more than rounding."""

    def afresh(texts, langs):
        heads._remembered.clear()
        return judge(texts, langs)

    together = afresh(ALL, LANGS)
    one_by_one = [afresh([t], [g]) for t, g in zip(ALL, LANGS, strict=True)]
    alone = pd.concat(one_by_one, ignore_index=True)
    backwards = afresh(ALL[::-1], LANGS[::-1]).iloc[::-1].reset_index(drop=True)
    for other in (alone, backwards, judge(ALL, LANGS)):
        for column in together:
            if together[column].dtype == float:
                np.testing.assert_allclose(together[column], other[column], atol=2e-4)
            else:
                assert list(together[column]) == list(other[column])


@pytest.mark.parametrize("blank", ["", "   ", "\n\t"])
def test_an_empty_text_is_a_neutral_fact_of_no_stage(blank):
    """Silence is neither praise nor blame."""
    row = score_sentiment([blank]).iloc[0]
    assert (row["valence"], row["neutral"], row["kind"], row["emotion"]) == (0, 1, "fact", "none")
    assert not row["gap"]
    assert assign_stages([blank]).iloc[0].tolist() == ["none", 1.0, ""]


def test_no_texts_give_an_empty_table_with_all_columns():
    """A study whose customers said nothing still has its columns."""
    assert list(score_sentiment([]).columns) == ["valence", *SIDES, "emotion", "kind", "gap"]
    assert list(assign_stages([]).columns) == ["stage", "stage_p", "stage2"]


@pytest.mark.parametrize("judge", [score_sentiment, assign_stages])
def test_missing_texts_are_named_by_row(judge):
    """None is an error with its place, not a silent 'None'."""
    with pytest.raises(StudyError, match="row 1 is not a string"):
        judge(["ok", None])


def test_stages_are_those_of_the_model():
    """stage2 is never 'none' and never repeats the first."""
    table = assign_stages(ALL, LANGS)
    assert set(table["stage"]) <= {*BUILTIN, "none"}
    assert set(table["stage2"]) <= {*BUILTIN, ""}
    assert table["stage_p"].between(0, 1).all()
    assert (table["stage"] != table["stage2"]).all()


def test_a_second_stage_is_clear_and_a_moment():
    """'none' is never second, nothing is second to 'none', and rare stages are raised a little."""
    classes = ["none", "receive", "stay", "use"]
    settings_ = {f"share_{name}": 0.25 for name in classes} | {"rare": 0.0, "second": 0.3}
    chances = np.array(
        [[0.45, 0.0, 0.0, 0.55], [0.55, 0.45, 0.0, 0.0], [0.0, 0.4, 0.5, 0.1], [0.0, 0.2, 0.7, 0.1]]
    )
    table = decide_stages(chances, classes, settings_)
    assert table["stage"].tolist() == ["use", "none", "stay", "stay"]
    assert table["stage2"].tolist() == ["", "", "receive", ""]
    raised = settings_ | {"share_receive": 0.01, "rare": 0.5}
    assert decide_stages(chances, classes, raised)["stage"].tolist()[2] == "receive"


@given(st.lists(MESSY, max_size=5))
@settings(max_examples=30, deadline=None)
def test_messy_texts_never_break_the_scale(texts):
    """Whatever people type, one row per text, numbers in range, no missing value."""
    table = score_sentiment(texts)
    assert len(table) == len(texts) and table.notna().all().all()
    assert table["valence"].between(-2, 2).all()
    assert len(assign_stages(texts)) == len(texts)


def test_a_page_is_read_sentence_by_sentence():
    """A hundred-thousand-letter text is judged in seconds, by its sentences."""
    praise = "A entrega foi rápida e o produto é excelente. "
    row = score_sentiment([praise * 2_500], ["pt"]).iloc[0]
    assert row["kind"] == "delight" and row["valence"] > 1
    assert score_sentiment(["a" * 30_000]).iloc[0].notna().all()


@given(st.text(max_size=1_500))
@settings(max_examples=80, deadline=None)
def test_pieces_lose_no_word_and_are_short(text):
    """Splitting long texts only ever drops spaces."""
    parts = pieces.split(text)
    assert all(len(part) <= pieces.LONGEST_PIECE for part in parts)
    assert re.sub(r"[\s\"')\]]", "", "".join(parts)) == re.sub(r"[\s\"')\]]", "", text)


STORY = (
    "Comprei a cafeteira em março pelo site da loja. A caixa tem quarenta centímetros de altura. "
    "Moro no terceiro andar e trabalho até as seis da tarde. O manual tem doze páginas em três línguas. "
    "A tomada fica na parede da cozinha ao lado da geladeira. Tenho esta cozinha desde 2019. "
    "Minha irmã mora no mesmo prédio, no segundo andar. "
)


def test_a_verdict_is_not_drowned_by_the_story_before_it():
    """A long story of facts with one verdict feels as the verdict does."""
    verdicts = ("Péssima, odiei e me arrependi.", "Maravilhosa, amei e recomendo.")
    bad, good = (score_sentiment([STORY + one], ["pt"], "fast").iloc[0] for one in verdicts)
    assert bad["negative"] > bad["positive"] and bad["valence"] < -0.2
    assert good["positive"] > good["negative"] and good["valence"] > 0.2


def test_a_story_of_facts_alone_stays_neutral():
    """Where nothing praises or blames, counting by feeling still gives a mean."""
    plain = score_sentiment([STORY], ["pt"], "fast").iloc[0]
    assert plain[["negative", "neutral", "positive"]].sum() == pytest.approx(1, abs=1e-3)
    assert plain["kind"] == "fact" and abs(plain["valence"]) <= 0.5


def test_a_word_longer_than_a_piece_is_cut_and_kept():
    """Without a space to cut at, letters are counted; none is lost."""
    assert "".join(pieces.split("x" * 1_000)) == "x" * 1_000


def utterances(roles):
    """One utterance per role, as the prepare room makes them."""
    return conform("utterances", pd.DataFrame({
        "utt_id": [f"u{n}" for n in range(len(roles))],
        "role": roles,
        "text": ["adorei, recomendo", "o que achou da entrega?", "horrível, nunca mais"][: len(roles)],
        "lang": "pt",
    }))  # fmt: skip


def test_only_customers_and_frontline_staff_are_judged():
    """What the interviewer says is context, never evidence; rows and order stay."""
    table = utterances(["customer", "interviewer", "frontline"])
    done = add_stages(add_sentiment(table, "auto"), "auto")
    assert list(done["utt_id"]) == ["u0", "u1", "u2"]
    assert done["kind"].tolist() == ["delight", "", "pain"]
    assert done["valence"].isna().tolist() == [False, True, False]
    assert done.loc[1, ["emotion", "stage", "stage2"]].tolist() == ["", "", ""]
    assert done["stage_p"].isna().tolist() == [False, True, False]
    assert done["gap"].dtype == bool
    assert set(SCHEMAS["utterances"]) <= set(done.columns)
    assert table["valence"].isna().all(), "the table given is not changed"


def test_a_study_of_interviewers_only_gets_empty_columns():
    """No customer, no judgement, no crash."""
    done = add_stages(add_sentiment(utterances(["interviewer", "agent"])))
    assert done["valence"].isna().all() and (done["stage"] == "").all()


class Toy:
    """An encoder nobody trained heads for."""

    name, dims = "toy", 3

    def encode(self, texts):
        return np.ones((len(texts), 3), dtype=np.float32)


def test_an_encoder_without_heads_is_read_for():
    """Any encoder can be tried: the fast heads read the words for it, as well as ever."""
    texts = ["produto excelente, adorei", "péssimo, horrível", "voltei na quinta"]
    table = score_sentiment(texts, encoder=Toy())
    assert table["kind"].tolist() == ["delight", "pain", "fact"]
    pd.testing.assert_frame_equal(table, score_sentiment(texts, encoder="fast"))


@pytest.mark.parametrize("path", MODELS, ids=lambda path: path.name)
def test_every_weight_file_has_its_card(path):
    """The card beside the weights speaks of these very weights, and they hold no pickle."""
    card = path.with_suffix(".md").read_text(encoding="utf-8")
    assert hashlib.sha256(path.read_bytes()).hexdigest() in card
    for heading in ("Data:", "Licence:", "Split:", "Retrain:", "ECE"):
        assert heading in card
    with np.load(path, allow_pickle=False) as stored:
        assert all(stored[name].dtype != object for name in stored.files)
    assert path.stat().st_size < 4_000_000


# ---- words ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "lang", "sign"),
    [
        ("muito bom", "pt", 1),
        ("não é bom", "pt", -1),
        ("não é ruim", "pt", 1),
        ("não está nada mal", "pt", 1),
        ("no está nada mal", "es", 1),
        ("no me gustó", "es", -1),
        ("sin ningún problema", "es", 1),
        ("not bad", "en", 1),
        ("I don't like it", "en", -1),
        ("nothing to say", "en", 0),
        ("PESSIMO", "pt", -1),
        ("péssimo", "pt", -1),
    ],
)
def test_words_and_negation(text, lang, sign):
    """A negation turns the words after it; a phrase that holds one is taken whole."""
    assert np.sign(lexicon.polarity(text, lang)) == sign


def test_emphasis_counts():
    """Very comfortable is better than comfortable, and capitals shout."""
    assert lexicon.polarity("muito confortável", "pt") > lexicon.polarity("confortável", "pt")
    assert lexicon.polarity("the food was AWFUL", "en") < lexicon.polarity(
        "the food was awful", "en"
    )


@pytest.mark.parametrize("code", languages.CODES)
def test_each_language_has_enough_words_of_the_same_kinds(code):
    """A language is not served with half a lexicon, and no word both praises and blames."""
    module = languages.of(code)
    praise = set(module.PRAISE.split()) | set(module.STRONG_PRAISE.split())
    blame = set(module.BLAME.split()) | set(module.STRONG_BLAME.split())
    assert len(praise) >= 250 and len(blame) >= 250
    assert not praise & blame
    assert set(module.CUES) == set(lexicon.CUE_NAMES)
    entries = " ".join([module.PRAISE, module.STRONG_PRAISE, module.BLAME, module.STRONG_BLAME])
    for entry in entries.split():
        # Words are looked up folded: an entry with an accent would never be found.
        assert words.fold(entry) == entry, entry


@given(MESSY, st.sampled_from(["pt", "es", "en", "und"]))
@settings(max_examples=150, deadline=None)
def test_measures_stay_in_range(text, lang):
    """Every measure of a text is a finite number of about -1 to 1."""
    row = lexicon.features([text], [lang])
    assert row.shape == (1, lexicon.WIDTH) and np.isfinite(row).all() and np.abs(row).max() <= 3


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("o produto não chegou", "pt"),
        ("el pedido no llegó", "es"),
        ("the order is late", "en"),
        ("😡", "und"),
    ],
)
def test_a_missing_language_is_guessed(text, lang):
    """Calls without languages still read each text with its own words."""
    assert words.known_languages([text], None) == [lang]
    assert words.known_languages([text], ["und"]) == [lang]


def test_regional_codes_are_understood():
    """'pt-BR' is Portuguese."""
    assert words.known_languages(["ok", "ok"], ["pt-BR", "ES"]) == ["pt", "es"]


@pytest.mark.parametrize(("langs", "found"), [("pt", "'pt'"), (["pt"], "1 codes")])
def test_one_language_per_text(langs, found):
    """A forgotten list is told, not silently cut."""
    with pytest.raises(StudyError, match=f"one code per text. Found: {found} for 2 texts"):
        score_sentiment(["bom", "ruim"], langs)
