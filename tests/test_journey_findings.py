"""Findings: several problems of one touchpoint are several findings, and each weighs what it weighs."""

import runpy
from pathlib import Path

import pandas as pd
import pytest

from cxlab.codebook import Codebook
from cxlab.journey.findings import find, parts
from cxlab.journey.severity import effect, severity
from cxlab.journey.verdicts import Verdicts, standings

MAP = runpy.run_path(str(Path(__file__).parent / "test_journey_map.py"))
LATE, BROKEN, QUICK = (
    "A entrega atrasou muito.",
    "O espelho veio quebrado.",
    "A entrega foi rápida.",
)


def told(themes, min_people=2):
    """Findings of delivery from (person, text, theme), a negative valence unless the text praises."""
    documents = [
        MAP["person"](number, [MAP["complaint"](text, 1.5 if text == QUICK else -1.5,
                                                "delight" if text == QUICK else "pain")], participant=who)
        for number, (who, text, _) in enumerate(themes)
    ]  # fmt: skip
    utterances, mentions, sources = MAP["make_tables"](documents)
    mentions["theme"] = [theme for _, _, theme in themes]
    return find(utterances, mentions, sources, segment="ana", codebook=Codebook.builtin(),
                min_people=min_people, seed=0)  # fmt: skip


SEVERAL = [
    ("p1", LATE, "late"), ("p2", LATE, "late"), ("p3", LATE, "late"),
    ("p4", BROKEN, "damage"), ("p5", BROKEN, "damage"), ("p6", QUICK, "late"),
]  # fmt: skip


def test_distinct_problems_are_distinct_findings():
    """Late and broken are two findings with their own people, evidence, title and id."""
    found = told(SEVERAL)
    pains = found[found["kind"] == "pain"]
    assert pains["people"].tolist() == [3, 2]
    assert len({*pains["utt_ids"].iloc[0], *pains["utt_ids"].iloc[1]}) == 5
    assert pains["finding_id"].is_unique
    assert "atrasou" in pains["title"].iloc[0]
    assert "quebrado" in pains["title"].iloc[1]


def test_who_contradicts_speaks_of_the_same():
    """A quick delivery contradicts a late one; of the broken mirror only the touchpoint can tell."""
    found = told([*SEVERAL, ("p7", "Ficou lindo na parede.", "damage")])
    assert len(found) == 2 or found["kind"].tolist().count("pain") == 2
    found = told([*SEVERAL, ("p7", QUICK, "damage")])
    late, damage = (
        found[found["title"].str.contains(word)].iloc[0] for word in ("atrasou", "quebrado")
    )
    assert len(late["counter_ids"]) == len(damage["counter_ids"]) == 1
    assert late["counter_ids"] != damage["counter_ids"]


def test_few_people_keep_one_finding():
    """A theme of fewer people than the minimum parts nothing, and the id stays that of the touchpoint."""
    whole = told([(who, text, "") for who, text, _ in SEVERAL])
    found = told(SEVERAL, min_people=3)
    assert found["people"].tolist() == whole["people"].tolist() == [5, 1]
    assert found["finding_id"].tolist() == whole["finding_id"].tolist()


def test_what_no_theme_holds_is_one_finding_more():
    """Nothing is lost: the parts hold every row once, the rest under the touchpoint's own id."""
    rest = [(f"p{n}", "Péssima entrega.", "") for n in range(10, 13)]
    found = told(SEVERAL + rest)
    pains = found[found["kind"] == "pain"]
    assert sorted(pains["people"]) == [2, 3, 3]
    assert sum(map(len, pains["utt_ids"])) == 8
    alone = told(rest)
    assert set(alone["finding_id"]) < set(pains["finding_id"])


def test_shuffled_rows_give_the_same_findings():
    """Ids, titles and order do not depend on the order of the rows."""
    rows = pd.DataFrame({"theme": list("aabb"), "person": list("wxyz"), "n": range(4)})
    found = parts(rows, min_people=2)
    again = parts(rows.sample(frac=1, random_state=1), min_people=2)
    assert [theme for theme, _ in found] == [theme for theme, _ in again] == ["a", "b"]


# ---- severity ----------------------------------------------------------------------------------


def rated(ratings, source="loja"):
    return pd.DataFrame(
        {
            "doc_id": [f"d-{who}" for who in ratings], "person": list(ratings), "source": source,
            "rating": list(ratings.values()), "nps": None,
        }
    )  # fmt: skip


def weight(ratings, persons, kind):
    """`effect` of what these people say of the delivery in what they rate."""
    rows = standings(rated(ratings))
    nothing = pd.DataFrame(index=rows.index)
    said = pd.DataFrame({"doc_id": [f"d-{who}" for who in persons], "person": list(persons)})
    return effect(Verdicts(rows, nothing, nothing), said, kind, "delivery")


HAPPY = {f"h{n}": 5.0 for n in range(20)}
ANGRY = {f"a{n}": 1.0 for n in range(20)}


def test_severity_multiplies_and_keeps_its_range():
    """Nothing felt, said or minded weighs nothing; the most is 4."""
    assert severity(-1.5, 0.2, 1.0) == 0.3
    assert severity(0.0, 1.0, 2.0) == severity(-2.0, 0.0, 2.0) == 0
    assert severity(2.0, 1.0, 2.0) == 4


def test_a_pain_of_those_who_rate_low_weighs_more():
    """Said by the angry it counts up to double, said by the happy down to half; for delights turned."""
    assert weight(HAPPY | ANGRY, ANGRY, "pain") == pytest.approx(2.0)
    assert weight(HAPPY | ANGRY, HAPPY, "pain") == pytest.approx(0.5)
    assert weight(HAPPY | ANGRY, HAPPY, "delight") == pytest.approx(2.0)
    mixed = [*list(HAPPY)[:5], *list(ANGRY)[:5]]
    assert weight(HAPPY | ANGRY, mixed, "pain") == pytest.approx(1.0)


def test_few_ratings_are_believed_little():
    """Seven people move it less than twenty; below five, or with nobody rating, it is neutral."""
    few = weight(HAPPY | ANGRY, list(ANGRY)[:7], "pain")
    assert 1.0 < few < weight(HAPPY | ANGRY, ANGRY, "pain")
    assert weight(HAPPY | ANGRY, list(ANGRY)[:4], "pain") == 1.0
    assert weight({}, ["x"], "pain") == 1.0


def test_sources_on_other_scales_meet():
    """A 2 of 10 and a 1 of 5 are both low; a source in which all rate alike says nothing."""
    stars = rated({"a": 1.0, "b": 5.0})
    marks = rated({"c": 2.0, "d": 10.0}, "pesquisa")
    alike = rated({"e": 3.0, "f": 3.0}, "chat")
    standing = standings(pd.concat([stars, marks, alike], ignore_index=True))
    assert standing.set_index("person")["standing"].round(6).to_dict() == {
        "a": -1.0,
        "b": 1.0,
        "c": -1.0,
        "d": 1.0,
    }


def test_prevalence_is_of_the_segment():
    """The same two people weigh less in a larger segment."""
    small = told([("p1", LATE, ""), ("p2", LATE, "")])
    large = told([("p1", LATE, ""), ("p2", LATE, ""), ("p3", QUICK, ""), ("p4", QUICK, "")])
    first, second = small["severity"].iloc[0], large[large["kind"] == "pain"]["severity"].iloc[0]
    assert second == pytest.approx(first / 2)
