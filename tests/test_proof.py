"""No page without proof: whatever is false in a journey is found before anybody sees it."""

import json
import runpy
from dataclasses import dataclass, fields, is_dataclass, make_dataclass, replace
from pathlib import Path

import pandas as pd
import pytest

from cxlab.errors import ProofError
from cxlab.journey.model import Quote
from cxlab.journey.proof import check_quotes, faults, walk

MAP = runpy.run_path(str(Path(__file__).with_name("test_journey_map.py")))
UTTERANCES, MENTIONS, DOCUMENTS = MAP["make_tables"](MAP["TINY"]["documents"])
JOURNEY = MAP["tiny"]()
PAIN = MAP["finding"](JOURNEY, "delivery", "pain")


def told(journey, mentions=MENTIONS):
    """The faults of a journey on the tiny tables, one a line."""
    return "\n".join(faults(journey, DOCUMENTS, UTTERANCES, mentions))


def changed(value, old, new):
    """The journey with one object inside it, wherever it stands, put in another's place."""
    if value == old and type(value) is type(old):
        return new
    if is_dataclass(value):
        held = {one.name: changed(getattr(value, one.name), old, new) for one in fields(value)}
        return replace(value, **held)
    if isinstance(value, dict):
        return {key: changed(item, old, new) for key, item in value.items()}
    if isinstance(value, tuple):
        return tuple(changed(item, old, new) for item in value)
    return value


def quotes(journey):
    return [one for _, one in walk(journey) if isinstance(one, Quote)]


def test_a_journey_as_it_is_made_stands_on_its_tables():
    """Nothing is found in a map as it is built, shareable or not, and it is not an empty map."""
    check_quotes(JOURNEY, DOCUMENTS, UTTERANCES, MENTIONS)
    everything = MAP["tiny"](shareable=False)
    check_quotes(everything, DOCUMENTS, UTTERANCES, MENTIONS)
    assert len(quotes(JOURNEY)) > 10
    assert any(one.before for one in quotes(JOURNEY))
    assert any(one.after for one in quotes(JOURNEY))


@pytest.mark.parametrize("at", range(len(quotes(JOURNEY))))
def test_a_letter_changed_in_any_quote_is_found(at):
    """Whatever field a quote stands in, a letter too many is told with the quote and its id."""
    quote = quotes(JOURNEY)[at]
    spoilt = replace(quote, text=f"{quote.text[:-2]}x{quote.text[-1:]}")
    with pytest.raises(ProofError, match="is not what stands there") as error:
        check_quotes(changed(JOURNEY, quote, spoilt), DOCUMENTS, UTTERANCES)
    assert f"«{spoilt.text}» ({quote.utt_id})" in str(error.value)
    assert "segment 'ana'" in str(error.value)
    assert "cxlab run tiny --force" in str(error.value)


def test_words_of_another_place_of_the_document_are_not_the_utterances():
    """A quote is held against its own span, not against all its document says."""
    quote = next(one for one in quotes(JOURNEY) if one.after)
    assert "is not what stands there" in told(
        changed(JOURNEY, quote, replace(quote, text=quote.after))
    )


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("file", "other.csv"), ("locator", "row 99"), ("participant", "p99"),
        ("date", "2019-01-01"), ("lang", "fr"), ("source", "elsewhere"), ("source_kind", "chat"),
    ],
)  # fmt: skip
def test_a_wrong_place_of_a_quote_is_found(field, value):
    """Who said it, when, in which language, and where it can be looked up: all as in the tables."""
    quote = PAIN.quotes[0]
    found = told(changed(JOURNEY, quote, replace(quote, **{field: value})))
    assert f"({quote.utt_id}) gives {field} {value!r}" in found


@pytest.mark.parametrize(("side", "word"), [("before", "before"), ("after", "after")])
def test_context_is_literal_and_on_its_side(side, word):
    """What is shown around a quote stands there, on that side."""
    quote = next(one for one in quotes(JOURNEY) if one.before and one.after)
    invented = replace(quote, **{side: "Ninguém disse isto."})
    assert f"«Ninguém disse isto.» does not stand {word} it" in told(
        changed(JOURNEY, quote, invented)
    )
    swapped = replace(quote, before=quote.after, after=quote.before)
    assert f"does not stand {word} it" in told(changed(JOURNEY, quote, swapped))


def test_an_id_that_nobody_has_is_found():
    """In a quote, in what a finding rests on, in what contradicts it, in a passage between stages."""
    quote = PAIN.quotes[0]
    assert "quotes[0].utt_id names nobody" in told(
        changed(JOURNEY, quote, replace(quote, utt_id="nobody"))
    )
    for field in ("utt_ids", "counter_ids"):
        spoilt = replace(PAIN, **{field: ("nobody", *getattr(PAIN, field)[1:])})
        assert f".{field} names nobody, which is not in the tables" in told(
            changed(JOURNEY, PAIN, spoilt)
        )
    move = JOURNEY.paths.moves[0]
    spoilt = replace(move, utt_ids=("nobody", *move.utt_ids[1:]))
    assert "paths.moves[0].utt_ids names nobody" in told(changed(JOURNEY, move, spoilt))


def ids(**wanted):
    """The first utterance with these values whose document has them, too."""
    rows = UTTERANCES.merge(DOCUMENTS, on="doc_id", suffixes=("", "_of"))
    for name, value in wanted.items():
        rows = rows[rows[name] == value]
    return rows["utt_id"].iloc[0]


def test_an_interviewer_is_no_evidence():
    """Whoever asks never counts, even when the machine reads a pain in the question."""
    spoilt = replace(PAIN, utt_ids=(ids(role="interviewer"), *PAIN.utt_ids[1:]))
    assert "said by the interviewer" in told(changed(JOURNEY, PAIN, spoilt))


def test_staff_are_no_customers_and_may_be_quoted_beside_them():
    """A frontline note corroborates; among a finding's ids it is a fault."""
    staff = ids(kind_of="frontline")
    spoilt = replace(PAIN, utt_ids=(staff, *PAIN.utt_ids[1:]))
    assert "said by staff, as a customer's" in told(changed(JOURNEY, PAIN, spoilt))


def test_another_segments_words_are_found():
    """A map rests on its own people."""
    other = ids(segment="rui", role="customer")
    spoilt = replace(PAIN, utt_ids=(other, *PAIN.utt_ids[1:]))
    assert "of segment 'rui'" in told(changed(JOURNEY, PAIN, spoilt))


@pytest.mark.parametrize("field", ["people", "mentions", "disagree"])
def test_a_count_that_its_ids_do_not_give_is_found(field):
    """One person more than there are is told with both numbers."""
    count = getattr(PAIN, field)
    found = told(changed(JOURNEY, PAIN, replace(PAIN, **{field: count + 1})))
    assert f"says {count + 1} {field}, its ids give {count}" in found


def test_more_people_than_there_are_is_found():
    """'7 of 3 people' is on no page."""
    assert f"says {PAIN.people} of 1 people" in told(
        changed(JOURNEY, PAIN, replace(PAIN, of_people=1))
    )


def test_an_utterance_counts_once():
    """The same sentence twice makes no second mention."""
    twice = replace(PAIN, utt_ids=(*PAIN.utt_ids, PAIN.utt_ids[0]), mentions=PAIN.mentions + 1)
    assert "names an utterance twice" in told(changed(JOURNEY, PAIN, twice))


def test_a_findings_quotes_are_among_what_it_rests_on():
    """True words at the wrong finding prove nothing; neither does a counter quote that agrees."""
    comfort = MAP["finding"](JOURNEY, "comfort", "delight").quotes[0]
    spoilt = replace(PAIN, quotes=(comfort, *PAIN.quotes[1:]))
    assert "is none of what it rests on" in told(changed(JOURNEY, PAIN, spoilt))
    spoilt = replace(PAIN, counter=PAIN.quotes[0])
    assert "counter: " in told(changed(JOURNEY, PAIN, spoilt))


def test_a_title_is_a_customers_phrase_or_the_touchpoints_name():
    """A phrase nobody said is told with the finding's id; a touchpoint's own name is nobody's."""
    found = told(changed(JOURNEY, PAIN, replace(PAIN, title="entregas sempre perfeitas")))
    assert f"the title «entregas sempre perfeitas» ({PAIN.finding_id}) stands in none" in found
    cell = next(
        cell
        for stage in JOURNEY.stages
        for cell in stage.touchpoints
        if cell.touchpoint == "delivery"
    )
    assert not told(changed(JOURNEY, PAIN, replace(PAIN, title=cell.names["es"])))


def test_a_touchpoints_people_are_counted_anew():
    """The number in a cell is what the tables give, without the code that made it."""
    cell = next(
        cell
        for stage in JOURNEY.stages
        for cell in stage.touchpoints
        if cell.touchpoint == "delivery"
    )
    more = replace(cell.valence, people=cell.valence.people + 1)
    found = told(changed(JOURNEY, cell, replace(cell, valence=more)))
    assert f"(delivery) says {more.people} people, the tables {cell.valence.people}" in found


def test_a_touchpoint_quotes_who_mentions_it():
    """True words about something else prove nothing of this touchpoint."""
    cell = next(
        cell
        for stage in JOURNEY.stages
        for cell in stage.touchpoints
        if cell.touchpoint == "delivery"
    )
    comfort = MAP["finding"](JOURNEY, "comfort", "delight").quotes[0]
    found = told(changed(JOURNEY, cell, replace(cell, counter=comfort)))
    assert f"({comfort.utt_id}) does not mention delivery" in found


def test_a_lane_that_does_not_exist_yet_is_checked():
    """Quotes and ids are found in fields this check has never heard of."""

    @dataclass(frozen=True)
    class Promise:
        promise_id: str
        kept: Quote | None
        lanes: dict
        utt_ids: tuple

    quote = PAIN.quotes[0]
    wrong = replace(quote, text="Chegou antes do prazo.")
    held = Promise("p1", wrong, {"evidence": (wrong,)}, (quote.utt_id, "nobody"))
    later = make_dataclass("Later", [("promises", tuple, ())], bases=(type(JOURNEY),), frozen=True)
    journey = later(
        **{one.name: getattr(JOURNEY, one.name) for one in fields(JOURNEY)}, promises=(held,)
    )
    found = told(journey)
    assert "promises[0].kept: «Chegou antes do prazo.»" in found
    assert "promises[0].lanes.evidence[0]: «Chegou antes do prazo.»" in found
    assert "promises[0].utt_ids names nobody" in found


def test_the_message_is_short_however_much_is_wrong():
    """The first three faults and how many more."""
    empty = pd.DataFrame(columns=UTTERANCES.columns)
    with pytest.raises(ProofError, match=r"; and \d+ more\. Make it again") as error:
        check_quotes(JOURNEY, DOCUMENTS, empty)
    assert len(str(error.value)) < 600


def test_a_journey_read_back_is_held_to_the_same():
    """What the reports hold as JSON is proved as it was when it was made."""
    content = json.loads(json.dumps(JOURNEY.to_dict()))
    assert not told(type(JOURNEY).from_dict(content))
