"""The journey room: from tables to the map of one segment."""

import json
import warnings
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxlab import tables
from cxlab.errors import SmallSampleWarning, StudyError
from cxlab.journey.compare import differences
from cxlab.journey.evidence import allowing
from cxlab.journey.findings import find
from cxlab.journey.journey import build_journey, settle_stages
from cxlab.journey.labelerror import LabelError
from cxlab.journey.model import Journey
from cxlab.journey.statistics import wilson
from cxlab.study import Study, StudyFile

CASES = Path(__file__).parent / "cases"
TINY = json.loads((CASES / "journey_tiny.json").read_text(encoding="utf-8"))
EXPECTED = CASES / "journey_tiny_expected.json"
FEELING = {"negative": 0.1, "neutral": 0.2, "positive": 0.7}


def make_study(**changes):
    """A study that was never a folder: the tiny one with some keys of study.yml changed."""
    content = json.loads(json.dumps(TINY["study"])) | changes
    return Study(Path("tiny"), StudyFile.model_validate(content), Path())


def make_tables(documents):
    """The three tables of a corpus written as documents with what is `said` in them."""
    rows, utterances, mentions = [], [], []
    for document in documents:
        text = ""
        for position, said in enumerate(document["said"]):
            utt_id = said.get("utt_id", f"{document['doc_id']}-{position}")
            start = len(text)
            text += said["text"] + "\n"
            sure = max(FEELING.values()) if said["valence"] else 0.2
            utterances.append(
                {
                    "utt_id": utt_id, "doc_id": document["doc_id"], "position": position,
                    "role": said.get("role", "customer"), "start": start,
                    "end": start + len(said["text"]), "text": said["text"],
                    "lang": said.get("lang", "pt"), "valence": said["valence"],
                    "negative": sure if said["valence"] < 0 else 0.1,
                    "positive": sure if said["valence"] > 0 else 0.1,
                    "neutral": 0.9 - sure, "emotion": said.get("emotion", "none"),
                    "kind": said["kind"], "gap": said.get("gap", False),
                    "stage": said.get("stage", "none"), "stage_p": said.get("stage_p", 0.8),
                    "locator": said.get("locator", ""), "channel": said.get("channel", ""),
                }
            )  # fmt: skip
            mentions += [
                {"utt_id": utt_id, "touchpoint": touchpoint, "score": 0.8, "how": "codebook"}
                for touchpoint in said.get("touchpoints", [])
            ]
        rows.append(
            {key: value for key, value in document.items() if key != "said"} | {"text": text}
        )
    made = {"utterances": utterances, "mentions": mentions, "documents": rows}
    return tuple(tables.conform(name, pd.DataFrame(table)) for name, table in made.items())


# What a training run might have measured of the labels.
ERROR = {
    "agreement": {"pain": {"all": 0.7, "pt": 0.75, "en": 0.6}, "delight": {"all": 0.8}},
    "spread": {"pain": 0.4, "delight": 0.6},
    "place": 0.2,
    "whole": 0.1,
}


def tiny(segment="ana", documents=None, shareable=True, method=None, **changes):
    """The journey of a corpus in the tiny study."""
    made = make_tables(TINY["documents"] if documents is None else documents)
    return build_journey(*made, make_study(**changes), segment, method=method, shareable=shareable)


def person(number, said, **document):
    """A review by a person of their own."""
    base = {"doc_id": f"d{number}", "source": "avaliacoes", "kind": "review", "segment": "ana"}
    return base | {"participant": f"p{number}", "said": said} | document


def complaint(text="A entrega atrasou muito.", valence=-1.5, kind="pain", **more):
    """An utterance about delivery."""
    return {
        "text": text, "valence": valence, "kind": kind, "stage": "receive",
        "touchpoints": ["delivery"],
    } | more  # fmt: skip


def column(journey, stage):
    return next(one for one in journey.stages if one.stage == stage)


def finding(journey, touchpoint, kind):
    return next(one for one in journey.findings if (one.touchpoint, one.kind) == (touchpoint, kind))


# ---- the golden map ----------------------------------------------------------------------------


def test_the_tiny_corpus_gives_the_golden_journey():
    """Every number, quote and grade of a hand-made corpus is the one checked by hand."""
    content = tiny(method={"label_error": ERROR}).to_dict()
    content["method"].pop("versions")
    content["stages"] = [_without_gaps(stage) for stage in content["stages"]]
    assert content == json.loads(EXPECTED.read_text(encoding="utf-8"))


def test_the_machines_errors_widen_every_interval_of_its_labels():
    """What was counted stays; means keep their value, intervals of labels widen, ratings' do not."""
    plain, wide = tiny(), tiny(method={"label_error": ERROR})
    pairs = [(plain.valence, wide.valence)]
    for before, after in zip(plain.stages, wide.stages, strict=True):
        pairs.append((before.valence, after.valence))
        pairs += [
            (one.valence, other.valence)
            for one, other in zip(before.touchpoints, after.touchpoints, strict=True)
        ]
        assert (before.rating, before.nps) == (after.rating, after.nps)
    pairs += [
        (one.valence, other.valence)
        for one, other in zip(plain.findings, wide.findings, strict=True)
    ]
    assert any(one.low is not None for one, _ in pairs)
    for one, other in pairs:
        assert (one.value, one.people, one.mentions) == (other.value, other.people, other.mentions)
        if one.low is not None:
            assert other.low <= one.low and one.high <= other.high
            assert other.high - other.low > one.high - one.low or one.high - one.low == 4


def test_a_finding_says_how_many_people_there_probably_are():
    """Beside the people counted stands what a careful reader would find among the same people."""
    assert finding(tiny(), "delivery", "pain").allowing is None
    pain = finding(tiny(method={"label_error": ERROR}), "delivery", "pain")
    assert pain.allowing is not None
    assert (pain.people, pain.of_people) == (3, 4)
    assert 0 <= pain.allowing.low < 3 <= pain.allowing.high <= 4
    assert pain.allowing.share_low < wilson(3, 4)[0] < wilson(3, 4)[1] < pain.allowing.share_high


def test_what_a_person_decided_is_no_guess_of_the_machine():
    """A count of kinds that people decided has no error of the machine to allow for."""
    error = LabelError.of({"label_error": ERROR})
    said = pd.DataFrame(
        {"person": list("abc"), "kind": ["pain", "pain", "fact"], "valence": -1.5, "lang": "pt"}
    )
    guessed = allowing(said.assign(human=[()] * 3), "pain", error)
    decided = allowing(said.assign(human=[("kind",)] * 3), "pain", error)
    assert guessed is not None and decided is not None
    assert (decided.low, decided.high) == (2, 2) and guessed.low < 2 < guessed.high
    assert (decided.share_low, decided.share_high) == pytest.approx(wilson(2, 3), abs=1e-6)


def _without_gaps(stage):
    told = [cell for cell in stage["touchpoints"] if cell["grade"] != "gap"]
    return stage | {"touchpoints": told}


def test_interviewers_words_are_context_and_never_evidence():
    """A leading question about the delivery counts for nobody but stands before the answer."""
    pain = finding(tiny(), "delivery", "pain")
    assert "e1-0" not in pain.utt_ids
    quote = next(one for one in pain.quotes if one.utt_id == "e1-1")
    assert quote.before == "A entrega foi horrível, não foi?"
    assert quote.after == "Eu esperei em casa a manhã toda."


def test_frontline_corroborates_but_is_no_customer():
    """Shop staff make a finding 'observed' as a second kind of source and never add people."""
    reviews = [person(number, [complaint()]) for number in range(3)]
    staff = TINY["documents"][-1]
    alone, both = tiny(documents=reviews), tiny(documents=[*reviews, staff])
    assert finding(alone, "delivery", "pain").grade == "reported"
    seen = finding(both, "delivery", "pain")
    assert (seen.grade, seen.people, seen.frontline_people) == ("observed", 3, 1)
    assert seen.frontline[0].text == "Todos reclamam que a entrega atrasa."
    assert not set(seen.utt_ids) & {"f1-0"}
    assert both.people == 3
    assert [(one.name, one.people) for one in both.sources] == [("avaliacoes", 3), ("diario", 1)]


def test_a_customer_role_inside_a_frontline_diary_is_still_staff():
    """What staff write down of customers is hearsay: it never adds a customer."""
    diary = {**TINY["documents"][-1], "segment": "ana"}
    diary["said"] = [complaint()]
    journey = tiny(documents=[person(1, [complaint()]), person(2, [complaint()]), diary])
    assert journey.people == 2
    assert finding(journey, "delivery", "pain").people == 2


def test_a_finding_carries_its_strongest_contradiction():
    """The counter quote says the opposite at the same touchpoint, and those who do are counted."""
    pain = finding(tiny(), "delivery", "pain")
    assert pain.counter is not None
    assert pain.counter.text == "Delivery came a day early, brilliant."
    assert (pain.disagree, pain.people, pain.of_people) == (1, 3, 4)
    assert pain.gap_people == 2


def test_other_people_contradict_before_the_same_person_does():
    """Somebody else's milder praise comes before praise from one who also complains."""
    praise = complaint("Entrega perfeita!", 2.0, "delight")
    milder = complaint("Entrega boa, chegou bem.", 0.8, "delight")
    journey = tiny(
        documents=[
            person(1, [complaint(), praise]), person(2, [complaint()]), person(3, [milder]),
        ]
    )  # fmt: skip
    pain = finding(journey, "delivery", "pain")
    assert pain.counter_ids == ("d3-0", "d1-1")
    assert pain.disagree == 2


def test_severity_is_strength_times_prevalence():
    """Severity = |mean valence over people| x people / people who mention the touchpoint."""
    journey = tiny(
        documents=[
            person(1, [complaint(valence=-2.0)]),
            person(2, [complaint(valence=-1.0)]),
            person(3, [complaint(valence=0.0, kind="fact")]),
        ]
    )
    assert finding(journey, "delivery", "pain").severity == pytest.approx(1.5 * 2 / 3)


def test_a_talkative_person_weighs_as_much_as_a_silent_one():
    """A thousand complaints by one person and one praise by another average to the middle."""
    many = [complaint(f"Reclamação {number} da entrega.", -1.0) for number in range(1000)]
    journey = tiny(
        documents=[person(1, many), person(2, [complaint("Entrega ótima.", 1.0, "delight")])]
    )
    assert column(journey, "receive").valence.value == 0.0
    assert column(journey, "receive").valence.people == 2
    assert column(journey, "receive").valence.mentions == 1001


def test_contradicting_labels_carry_no_claim():
    """A 'pain' of positive valence counts in the cell but not in any finding."""
    journey = tiny(documents=[person(1, [complaint(valence=0.9)]), person(2, [complaint()])])
    assert finding(journey, "delivery", "pain").people == 1
    assert column(journey, "receive").valence.people == 2


def test_headlines_mix_pain_and_delight_and_are_never_thin():
    """Five findings at most, both kinds when both are there, none that few people carry."""
    journey = tiny()
    assert {one.kind for one in journey.headlines} == {"pain", "delight"}
    assert all(one.grade != "thin" for one in journey.headlines)
    assert len(journey.headlines) <= 5


def test_lonely_delight_reaches_the_headlines():
    """Six heavy pains do not push the only delight out."""
    topics = ["delivery", "tracking", "courier", "packaging", "pickup", "order_accuracy"]
    bad = [complaint(valence=-2.0, touchpoints=topics)]
    good = complaint("O tênis é bonito.", 0.5, "delight", stage="use", touchpoints=["comfort"])
    journey = tiny(documents=[person(number, [*bad, good]) for number in range(4)])
    assert [one.kind for one in journey.headlines].count("delight") == 1
    assert len(journey.headlines) == 5


# ---- who counts, where, and with which rating --------------------------------------------------


def test_documents_without_a_participant_are_people_of_their_own():
    """Anonymous reviews count one person each, and no quote invents a name."""
    anonymous = [person(number, [complaint()], participant="") for number in range(3)]
    journey = tiny(documents=anonymous)
    assert journey.people == 3
    assert {one.participant for one in finding(journey, "delivery", "pain").quotes} == {""}


def test_a_focus_group_counts_its_members():
    """An utterances column `participant` tells members of one document apart."""
    utterances, mentions, documents = make_tables([person(1, [complaint(), complaint()])])
    utterances["participant"] = ["marta", "joão"]
    journey = build_journey(utterances, mentions, documents, make_study(), "ana")
    assert finding(journey, "delivery", "pain").people == 2


def test_ratings_of_different_scales_are_moved_to_the_commonest():
    """9 of 0..10 reads 4.6 of 1..5; each person counts once; a rating off its scale counts not."""
    rated = [
        person(1, [complaint()], rating=1), person(2, [complaint()], rating=3),
        person(3, [complaint()], rating=9, rating_low=0, rating_high=10),
        person(4, [complaint()], rating=50),
    ]  # fmt: skip
    journey = tiny(documents=rated)
    assert journey.rating_scale == (1, 5)
    assert journey.rating.people == 3
    assert journey.rating.value == pytest.approx((1 + 3 + 4.6) / 3, abs=1e-6)
    assert column(journey, "receive").rating == journey.rating
    assert column(journey, "use").rating.value is None


def test_nps_counts_people_once():
    """Two answers of one person are one promoter, not two."""
    journey = tiny(
        documents=[
            person(1, [complaint()], nps=10),
            person(1, [complaint()], doc_id="d1b", nps=9),
            person(2, [complaint()], nps=2),
        ]
    )
    assert (journey.nps.value, journey.nps.people, journey.nps.mentions) == (0.0, 2, 3)


def test_a_documents_channel_narrows_a_touchpoint_of_several():
    """A review written in the app about a touchpoint of app and web speaks of the app."""
    study = make_study()
    several = next(one for one in study.codebook.touchpoints if len(one.channels) > 1)
    said = complaint(touchpoints=[several.id], stage=several.stage)
    known = person(1, [said], channel=several.channels[0])
    channels = column(tiny(documents=[known, person(2, [said])]), several.stage).channels
    assert channels[several.channels[0]] == 2
    assert channels[several.channels[1]] == 1


def test_the_channel_an_utterance_names_wins_over_its_documents():
    """Who writes in the app about what went wrong on the web speaks of the web."""
    study = make_study()
    several = next(one for one in study.codebook.touchpoints if len(one.channels) > 1)
    said = complaint(touchpoints=[several.id], stage=several.stage, channel=several.channels[1])
    told = tiny(documents=[person(n, [said], channel=several.channels[0]) for n in (1, 2)])
    assert column(told, several.stage).channels == {several.channels[1]: 2}


def test_nobody_speaks_of_a_touchpoint_without_speaking_of_its_stage():
    """A sentence the head puts in 'support' that mentions delivery counts in both columns."""
    said = [complaint(stage="support")]
    journey = tiny(documents=[person(1, said), person(2, said)])
    assert column(journey, "receive").valence.people == 2
    assert column(journey, "support").valence.people == 2


def test_a_column_quotes_first_what_is_said_in_its_own_stage():
    """Neighbouring columns do not show the same words while each has words of its own."""
    elsewhere = [complaint("O chat nem sabe da entrega atrasada.", -1.9, stage="support")] * 2
    here = [complaint("Chegou tarde."), complaint("Veio tarde demais.")]
    documents = [person(number, [said]) for number, said in enumerate(elsewhere + here)]
    quoted = [quote.text for quote in column(tiny(documents=documents), "receive").quotes]
    assert quoted[0] in ("Chegou tarde.", "Veio tarde demais.")


# ---- grades and suppression --------------------------------------------------------------------


def test_grades_follow_people_and_kinds_of_source():
    """observed, reported, thin, assumed and gap, each where it belongs."""
    journey = tiny()
    cells = {cell.touchpoint: cell for stage in journey.stages for cell in stage.touchpoints}
    assert cells["delivery"].grade == "observed"
    assert cells["comfort"].grade == "reported"
    assert cells["tracking"].grade == "thin"
    assert cells["refund"].grade == "gap"
    assert column(journey, "stay").grade == "assumed"
    assert column(journey, "discover").grade == "gap"


def test_a_thin_cell_of_a_shareable_map_shows_nobodys_words():
    """Fewer than min_people: no quote, no counter, no title in a person's words; ids stay."""
    documents = [
        person(
            1,
            [complaint(), complaint("Nota fiscal veio rasgada.", -0.5, "fact"),
             complaint("Queria rastreio.", 0.0, "wish"), complaint("Prometeram hoje.", gap=True)],
        ),
        *[person(number, [{"text": "Olá.", "valence": 0, "kind": "fact"}]) for number in (2, 3)],
    ]  # fmt: skip
    hidden, shown = tiny(documents=documents), tiny(documents=documents, shareable=False)
    pain = finding(hidden, "delivery", "pain")
    assert (pain.grade, pain.quotes, pain.counter, pain.title) == ("thin", (), None, "Entrega")
    assert pain.utt_ids == ("d1-0", "d1-3")
    stage = column(hidden, "receive")
    assert not (stage.actions or stage.thoughts or stage.quotes or stage.gaps)
    assert stage.hidden == {"actions": 1, "thoughts": 1, "quotes": 1, "gaps": 1}
    words = json.dumps(hidden.to_dict(), ensure_ascii=False)
    for said in documents[0]["said"]:
        assert said["text"].rstrip(".") not in words
    assert finding(shown, "delivery", "pain").quotes
    assert column(shown, "receive").hidden == {}


def test_words_of_a_thin_cell_do_not_leak_as_anothers_context():
    """A neighbour of a shown quote is withheld when its own cell is."""
    alone = {"text": "O reembolso do João nunca veio.", "valence": -2.0, "kind": "pain",
             "stage": "support", "touchpoints": ["refund"]}  # fmt: skip
    asked = {"role": "interviewer", "text": "E depois?", "valence": 0.0, "kind": "fact"}
    documents = [
        person(1, [complaint(), alone]), person(2, [asked, complaint("Entrega lenta demais.")]),
    ]  # fmt: skip
    quotes = finding(tiny(documents=documents), "delivery", "pain").quotes
    assert {(one.before, one.after) for one in quotes} == {("", ""), ("E depois?", "")}
    told = column(tiny(documents=documents), "support")
    assert (told.quotes, told.hidden) == ((), {"quotes": 1})
    shown = finding(tiny(documents=documents, shareable=False), "delivery", "pain").quotes
    assert {one.after for one in shown} == {"O reembolso do João nunca veio.", ""}


def test_a_thin_touchpoint_is_quoted_in_no_lane_of_a_stage_that_many_speak_of():
    """Two people fill the stage, one the touchpoint: that one's words are in no lane."""
    alone = {"text": "O motoboy do João sumiu.", "valence": -2.0, "kind": "pain",
             "stage": "receive", "touchpoints": ["courier"]}  # fmt: skip
    documents = [person(1, [complaint(), alone]), person(2, [complaint("Entrega lenta demais.")])]
    words = json.dumps(tiny(documents=documents).to_dict(), ensure_ascii=False)
    assert "João" not in words
    assert "Entrega lenta demais." in words


def test_a_lukewarm_label_is_no_claim():
    """Below half a step of valence a pain counts in the mean and in no finding."""
    mild = [person(number, [complaint(valence=-0.4)]) for number in range(3)]
    journey = tiny(documents=mild)
    assert journey.findings == ()
    assert column(journey, "receive").valence.value == -0.4


@pytest.mark.parametrize(("count", "noun"), [(1, "1 person"), (3, "3 people")])
def test_a_small_segment_warns_and_still_gets_its_map(count, noun):
    """The warning says how many people there are, how many are needed and what follows."""
    documents = [person(number, [complaint()]) for number in range(count)]
    message = f"segment 'ana' has {noun}; findings need 5, so its map will be mostly gaps"
    with pytest.warns(SmallSampleWarning, match=message):
        journey = tiny(documents=documents, report={"language": "pt", "min_people": 5})
    assert finding(journey, "delivery", "pain").grade == "thin"
    assert journey.headlines == ()


def test_one_person_has_a_mean_and_no_interval():
    """With one voice nothing tells how people differ: low and high are unknown."""
    with pytest.warns(SmallSampleWarning):
        journey = tiny(documents=[person(1, [complaint()])])
    valence = column(journey, "receive").valence
    assert (valence.value, valence.low, valence.high) == (-1.5, None, None)


def test_min_people_of_one_shows_every_quote():
    """A tiny study may decide that one person is enough."""
    journey = tiny(documents=[person(1, [complaint()])], report={"min_people": 1})
    assert finding(journey, "delivery", "pain").grade == "reported"
    assert finding(journey, "delivery", "pain").quotes[0].text == "A entrega atrasou muito."


# ---- what can be wrong -------------------------------------------------------------------------


def test_an_unknown_segment_names_the_known_ones():
    """The message names the study, the nearest segment and all of them."""
    with pytest.raises(
        StudyError, match=r"no segment 'anna'. Did you mean 'ana'\? Found: ana, rui"
    ):
        tiny("anna")


def test_a_persona_nobody_belongs_to_yet_is_a_map_of_gaps():
    """A segment that only study.yml knows gives an empty map with a warning, not an error."""
    with pytest.warns(SmallSampleWarning, match="0 people"):
        journey = tiny(documents=[TINY["documents"][4]])
    assert journey.people == 0
    assert {stage.grade for stage in journey.stages} == {"gap", "assumed"}
    assert json.dumps(journey.to_dict(), allow_nan=False)
    assert "Loja miúda" in journey._repr_html_()


def test_empty_tables_give_an_empty_map():
    """No documents at all: the persona's map is still built."""
    made = [tables.empty(name) for name in ("utterances", "mentions", "documents")]
    with pytest.warns(SmallSampleWarning):
        journey = build_journey(*made, make_study(), "ana")
    assert journey.findings == ()
    assert journey.valence.value is None


def test_a_mention_outside_the_codebook_is_refused():
    """A mistyped touchpoint is named with the nearest known one."""
    with pytest.raises(StudyError, match=r"touchpoint 'delivry'.*Did you mean 'delivery'\?"):
        tiny(documents=[person(1, [complaint(touchpoints=["delivry"])])])


def test_tables_without_essentials_are_refused_and_without_the_rest_completed():
    """A missing valence is named with what adds it; a missing gap or emotion is not needed."""
    utterances, mentions, documents = make_tables([person(n, [complaint()]) for n in range(3)])
    with pytest.raises(StudyError, match=r"utterances lack valence\. Found: .*score_sentiment"):
        build_journey(utterances.drop(columns="valence"), mentions, documents, make_study(), "ana")
    bare = utterances[["utt_id", "doc_id", "role", "text", "valence", "kind", "stage"]]
    scored = mentions[["utt_id", "touchpoint"]]
    journey = build_journey(bare, scored, documents, make_study(), "ana")
    assert finding(journey, "delivery", "pain").people == 3


def test_missing_and_infinite_feelings_count_for_nobody():
    """NaN and inf valences leave means alone, and no NaN reaches the JSON."""
    utterances, mentions, documents = make_tables(
        [person(number, [complaint()]) for number in range(4)]
    )
    utterances["valence"] = [np.nan, np.inf, -1.0, -2.0]
    journey = build_journey(utterances, mentions, documents, make_study(), "ana")
    assert column(journey, "receive").valence.value == -1.5
    assert column(journey, "receive").valence.people == 2
    json.dumps(journey.to_dict(), allow_nan=False)


def test_hostile_words_stay_inert_in_the_notebook_table():
    """Markup in a segment's name is escaped."""
    documents = [person(n, [complaint()], segment="<script>x</script>") for n in range(2)]
    assert "<script>" not in tiny("<script>x</script>", documents=documents)._repr_html_()


# ---- stages ------------------------------------------------------------------------------------


def settled(*said, model="retail", how="codebook"):
    """The stages that utterances end up in."""
    utterances, mentions, _ = make_tables([person(1, list(said))])
    mentions["how"] = how
    return settle_stages(utterances, mentions, make_study(stages=model))["stage"].tolist()


def test_an_utterance_without_a_stage_takes_its_touchpoints():
    """'none' with a mention of delivery is 'receive'; without any it stays 'none'."""
    assert settled(complaint(stage="none"), complaint(stage="none", touchpoints=[])) == [
        "receive",
        "none",
    ]


@pytest.mark.parametrize(
    ("probability", "expected"), [(0.9, "support"), (0.3, "receive"), (np.nan, "receive")]
)
def test_a_sure_stage_stands_against_a_touchpoint_and_an_unsure_one_gives_way(
    probability, expected
):
    """Half sure is sure enough."""
    assert settled(complaint(stage="support", stage_p=probability)) == [expected]


def test_an_unsure_stage_stands_when_one_touchpoint_lies_in_it():
    """Evidence from two sides counts more than the score of another touchpoint."""
    said = complaint(stage="support", stage_p=0.3, touchpoints=["delivery", "refund"])
    assert settled(said) == ["support"]


def test_a_touchpoint_given_by_a_person_decides():
    """A human mention beats a sure head."""
    assert settled(complaint(stage="support", stage_p=0.99), how="human") == ["receive"]


def test_settling_keeps_rows_and_order_and_names_strange_stages():
    """Same rows, same order; an unknown stage is named with the nearest known one."""
    utterances, mentions, _ = make_tables(TINY["documents"])
    shuffled = utterances.sample(frac=1, random_state=3)
    result = settle_stages(shuffled, mentions, make_study())
    assert result["utt_id"].tolist() == shuffled["utt_id"].tolist()
    assert result.index.tolist() == shuffled.index.tolist()
    with pytest.raises(StudyError, match=r"stage 'recieve'.*Did you mean 'receive'\?"):
        settled(complaint(stage="recieve"))


def test_stages_become_the_studys_own(tmp_path):
    """Built-in stages are renamed to those that cover them; uncovered ones are 'none'."""
    (tmp_path / "mine.yml").write_text(
        "id: mine\nstages:\n"
        "- {id: antes, names: {pt: Antes}, period: before, covers: [discover, compare]}\n"
        "- {id: depois, names: {pt: Depois}, period: after, covers: [receive, use]}\n",
        encoding="utf-8",
    )
    content = StudyFile.model_validate(TINY["study"] | {"stages": "mine.yml", "personas": {}})
    study = Study(tmp_path, content, tmp_path)
    said = [
        complaint(stage="use"), complaint(stage="compare", touchpoints=[]),
        complaint(stage="stay", touchpoints=[]), complaint(stage="none"),
    ]  # fmt: skip
    made = make_tables([person(1, said), person(2, said)])
    utterances = settle_stages(made[0], made[1], study)
    assert utterances["stage"].tolist()[:4] == ["depois", "antes", "none", "depois"]
    journey = build_journey(utterances, *made[1:], study, "ana")
    assert [stage.stage for stage in journey.stages] == ["antes", "depois"]
    assert journey.stages[1].pains[0].stage == "depois"


# ---- the object --------------------------------------------------------------------------------


def test_a_journey_survives_json():
    """to_dict -> JSON -> from_dict gives the same journey."""
    journey = tiny()
    assert Journey.from_dict(json.loads(json.dumps(journey.to_dict()))) == journey


def test_a_broken_journey_file_names_what_is_wrong():
    """Missing and unknown keys are named with their place."""
    content = tiny().to_dict()
    content["stages"][0].pop("period")
    with pytest.raises(StudyError, match=r"journey.stages\[0\] lacks period"):
        Journey.from_dict(content)
    with pytest.raises(StudyError, match="journey has unknown colour"):
        Journey.from_dict(tiny().to_dict() | {"colour": "red"})
    with pytest.raises(StudyError, match="must hold keys and values, found list"):
        Journey.from_dict([])


def test_the_frame_has_a_row_per_stage_and_touchpoint():
    """Columns, order and kinds are those of touchpoints.csv."""
    frame = tiny().to_frame()
    assert list(frame.columns) == [
        "segment", "stage", "touchpoint", "people", "mentions", "valence", "low", "high", "grade",
    ]  # fmt: skip
    assert len(frame) == len(make_study().codebook)
    row = frame.set_index("touchpoint").loc["delivery"]
    assert (row["people"], row["mentions"], row["stage"]) == (4, 4, "receive")


def test_findings_table_and_journey_agree():
    """find() and the map give the same findings with the same words and numbers."""
    study = make_study()
    table = find(
        *make_tables(TINY["documents"]), segment="ana", codebook=study.codebook, min_people=2,
        seed=7, lang="pt",
    )  # fmt: skip
    tables.check("findings", table)
    shown = {one.finding_id: one for one in tiny().findings}
    assert set(table["finding_id"]) == set(shown)
    for row in table.itertuples():
        one = shown[row.finding_id]
        assert (row.title, row.people, row.grade) == (one.title, one.people, one.grade)
        assert (row.valence, tuple(row.utt_ids)) == (one.valence.value, one.utt_ids)


# ---- properties --------------------------------------------------------------------------------

WORDS = st.sampled_from(
    [
        "entrega",
        "atrasou",
        "não",
        "chegou",
        "late",
        "never",
        "great",
        "muy",
        "caro",
        "e",
        "de",
        "😀",
    ]
)
SAID = st.fixed_dictionaries(
    {
        "text": st.lists(WORDS, min_size=1, max_size=9).map(" ".join),
        "valence": st.floats(-2, 2) | st.just(float("nan")),
        "kind": st.sampled_from(["pain", "delight", "wish", "fact"]),
        "stage": st.sampled_from(["receive", "use", "none"]),
        "role": st.sampled_from(["customer", "customer", "interviewer", "agent"]),
        "gap": st.booleans(),
        "lang": st.sampled_from(["pt", "es", "en", "und"]),
        "touchpoints": st.lists(st.sampled_from(["delivery", "comfort"]), max_size=2, unique=True),
    }
)
CORPUS = st.lists(
    st.tuples(
        st.sampled_from(["p1", "p2", "p3", ""]),
        st.sampled_from(["ana", "rui", ""]),
        st.sampled_from(["review", "interview", "frontline"]),
        st.lists(SAID, max_size=5),
    ),
    max_size=7,
)


def corpus(drawn):
    return [
        {
            "doc_id": f"d{number}", "participant": who, "segment": segment, "kind": kind,
            "source": kind, "said": said,
        }
        for number, (who, segment, kind, said) in enumerate(drawn)
    ]  # fmt: skip


@settings(max_examples=15, deadline=None)
@given(drawn=CORPUS, seed=st.integers(0, 99))
def test_any_corpus_gives_an_honest_map_whatever_the_row_order(drawn, seed):
    """No order of rows changes a map; numbers stay in range; quotes are literal; people add up."""
    made = make_tables(corpus(drawn))
    utterances = made[0]
    study = make_study()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SmallSampleWarning)
        journey = build_journey(*made, study, "ana")
        shuffled = [table.sample(frac=1, random_state=seed) for table in made]
        assert build_journey(*shuffled, study, "ana") == journey
    json.dumps(journey.to_dict(), allow_nan=False)
    texts = dict(zip(utterances["utt_id"], utterances["text"], strict=True))
    roles = dict(zip(utterances["utt_id"], utterances["role"], strict=True))
    for one in journey.findings:
        assert 0 <= one.severity <= 4
        assert 1 <= one.people <= one.of_people <= journey.people
        assert (one.grade == "thin") == (one.people < 2)
        assert all(roles[utt_id] == "customer" for utt_id in (*one.utt_ids, *one.counter_ids))
        assert not set(one.utt_ids) & set(one.counter_ids)
        for quote in (*one.quotes, *((one.counter,) if one.counter else ())):
            assert quote.text in texts[quote.utt_id]
    for stage in journey.stages:
        for estimate in (stage.valence, *(cell.valence for cell in stage.touchpoints)):
            if estimate.low is not None:
                assert -2 <= estimate.low <= estimate.value <= estimate.high <= 2


# ---- comparison --------------------------------------------------------------------------------


def rivals(ana, rui):
    """Reviews of delivery by people of two segments, one valence a person."""
    return make_tables(
        [
            person(f"{segment}{number}", [complaint(valence=value)], segment=segment)
            for segment, values in (("ana", ana), ("rui", rui))
            for number, value in enumerate(values)
        ]
    )


def test_segments_that_clearly_differ_are_told_apart():
    """Lower and higher mirror each other when there are two segments."""
    low, high = np.linspace(-2, -1, 12), np.linspace(0, 2, 12)
    table = differences(*rivals(low, high), make_study())
    assert table["verdict"].tolist() == ["lower", "higher"]
    assert table["p"].nunique() == 1
    assert table["difference"].tolist() == pytest.approx([-2.5, 2.5])


def test_a_difference_has_an_interval_that_allows_for_the_machines_errors():
    """It is Welch's, nearly; labels that err widen it, and a difference within their error is no evidence."""
    low, high = np.linspace(-1, 0, 12), np.linspace(-0.5, 0.5, 12)
    plain = differences(*rivals(low, high), make_study()).set_index("segment").loc["ana"]
    spread = 2.07 * np.sqrt(2 * low.var(ddof=1) / 12)
    assert (plain["low"], plain["high"]) == pytest.approx((-0.5 - spread, -0.5 + spread), abs=0.08)
    assert plain["verdict"] == "lower"
    error = LabelError(place=0.25, whole=0.15)
    assert error.apart == pytest.approx(0.2)
    wide = differences(*rivals(low, high), make_study(), error=error).set_index("segment")
    assert wide.loc["ana", "high"] == pytest.approx(
        -0.5 + np.hypot(plain["high"] + 0.5, 1.96 * 2**0.5 * 0.2), abs=1e-3
    )
    assert wide.loc["ana", "low"] == pytest.approx(-wide.loc["rui", "high"], abs=1e-6)
    assert set(wide["verdict"]) == {"no evidence of difference"}
    assert (wide["q"] > plain["q"]).all()


def test_segments_alike_give_no_evidence_and_small_ones_no_test():
    """The verdict names what is known, never 'the same'."""
    same = np.linspace(-2, 1, 12)
    table = differences(*rivals(same, same), make_study())
    assert set(table["verdict"]) == {"no evidence of difference"}
    table = differences(*rivals(same, same[:1]), make_study())
    assert set(table["verdict"]) == {"too few people"}
    assert table["p"].isna().all()


def test_a_person_in_two_waves_is_compared_with_themself():
    """Eight people who each get a little worse differ, though people differ far more."""
    moods = np.linspace(-1.5, 1.9, 8)
    documents = [
        person(number, [complaint(valence=mood - 0.4 * (wave == "2"))], doc_id=f"d{number}{wave}")
        | {"wave": wave}
        for number, mood in enumerate(moods)
        for wave in ("1", "2")
    ]
    table = differences(*make_tables(documents), make_study(), by="wave")
    assert table.set_index("segment")["verdict"].to_dict() == {"1": "higher", "2": "lower"}


def test_one_segment_has_nothing_to_be_compared_with():
    """The table keeps its columns."""
    table = differences(*rivals([1, 2], []), make_study())
    assert table.empty
    assert "verdict" in table.columns


def test_stages_are_compared_by_all_that_is_said_of_them():
    """A stage's means are those of the curve: its own sentences and mentions of its touchpoints."""
    tables = make_tables(
        [
            person(f"{segment}{number}", [complaint(valence=value), {**complaint(valence=1.0), "stage": "use", "touchpoints": []}], segment=segment)
            for segment, low in (("ana", -2.0), ("rui", 0.0))
            for number, value in enumerate(np.linspace(low, low + 1, 12))
        ]
    )  # fmt: skip
    table = differences(*tables, make_study(), level="stage").set_index(["stage", "segment"])
    assert table["touchpoint"].eq("").all()
    assert table.loc["receive", "verdict"].to_dict() == {"ana": "lower", "rui": "higher"}
    assert table.loc["use", "verdict"].to_dict() == dict.fromkeys(
        ("ana", "rui"), "no evidence of difference"
    )
    assert table.loc[("receive", "ana"), "p"] == table.loc[("receive", "rui"), "p"]
    both = differences(*tables, make_study(), level="both").set_index(
        ["touchpoint", "stage", "segment"]
    )
    apart = differences(*tables, make_study())
    assert both["p"].to_list() == [*table["p"], *apart["p"]]
    # Three tests corrected as one family (with two segments the mirrored rows count once).
    assert both.loc[("", "use", "ana"), "q"] == both["p"].max()
    assert both.loc[("", "receive", "ana"), "q"] == pytest.approx(both["p"].min() * 3 / 2, abs=1e-6)
    for segment in ("ana", "rui"):
        journey = build_journey(*tables, make_study(), segment)
        for stage in ("receive", "use"):
            told = table.loc[(stage, segment)]
            valence = column(journey, stage).valence
            assert (told["people"], told["valence"]) == (valence.people, valence.value)
