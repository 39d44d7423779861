"""What code reads of the measured errors is what the cards say."""

import json
import re

import pytest

from cxlab.analyse.accurate import AccurateEncoder
from cxlab.analyse.encode import get_encoder
from cxlab.analyse.heads import FOLDER
from cxlab.analyse.measured import label_error, measured, measured_groups
from cxlab.journey.labelerror import LabelError

HEADS = ("sentiment", "kind", "emotion", "gap", "stage")


class Stranger:
    name, dims = "somebody-else", 3


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.json")), ids=lambda path: path.stem)
def test_card_and_numbers_agree(path):
    """Every row of figures that code reads stands in the card that people read."""
    card = path.with_suffix(".md").read_text(encoding="utf-8")
    content = json.loads(path.read_text(encoding="utf-8"))
    lines = [re.sub(r"\s*\|\s*", "|", line) for line in card.splitlines() if line.startswith("|")]
    for row in content["rows"] + content["without"]:
        cells = {
            digits: [
                f"{row[h]['accuracy']:.{digits}f} / {row[h]['macro_f1']:.{digits}f}" for h in HEADS
            ]
            for digits in (2, 3)
        }
        assert any(
            f"|{row['n']:,}|" in line and all(cell in line for cell in one)
            for line in lines
            for one in cells.values()
        ), row["name"]


@pytest.mark.parametrize("name", ["fast", "accurate"])
def test_every_language_is_measured(name):
    """Each head has an accuracy for all sentences and for each language, with their number."""
    found = measured(get_encoder(name))
    assert set(found) == set(HEADS)
    for figures in found.values():
        assert set(figures) == {"all", "pt", "es", "en"}
        for one in figures.values():
            assert 0.5 < one["accuracy"] <= 1 and 0.3 < one["macro_f1"] <= 1 and one["n"] > 300


def test_kinds_of_source_and_varieties_are_told_apart():
    """A report can say how well tweets are read, how well Brazilian Portuguese, and what was unseen."""
    found = {(one["group"], one["name"]): one for one in measured_groups(get_encoder("fast"))}
    assert {"review", "social", "ticket", "chat"} <= {
        name for group, name in found if group == "kind"
    }
    assert ("variety", "pt-BR") in found and ("variety", "pt-PT") not in found
    assert sum(group == "unseen" for group, _ in found) == 12


@pytest.mark.parametrize("encoder", [get_encoder("fast"), AccurateEncoder(), Stranger()])
def test_every_encoder_has_errors_that_widen(encoder):
    """An encoder nobody measured is not taken for one that never errs."""
    error = LabelError(**label_error(encoder))
    assert error.place > 0 and error.whole > 0
    for kind in ("pain", "delight"):
        assert 0.4 < error.agreement_on(kind, ["pt", "es", "en", "und"]) < 1
        assert error.spread[kind] > 0
