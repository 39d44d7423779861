"""What a person may decide about an utterance: the fields, and the values each may take."""

from collections.abc import Iterable
from dataclasses import dataclass

from cxlab import languages, stages
from cxlab.ingest.sheets import fold_header
from cxlab.study import Study
from cxlab.tables import EMOTIONS, FEELINGS
from cxlab.yamlfile import nearest

FIELDS = ("valence", "kind", "gap", "emotion", "stage", "touchpoint")
NONE = stages.NONE
YES, NO = "yes", "no"
_LOWEST, _HIGHEST = -2.0, 2.0
_TRUTHS = {"1": YES, "true": YES, "0": NO, "false": NO}
_MINUS = str.maketrans({"−": "-", "–": "-", ",": "."})


@dataclass(frozen=True)
class Values:
    """The values of each field of one study, by every name people give them.

    `names`: field -> folded name -> value. People may write our ids or the words of any of the
    three languages ("pain", "dor"), whatever the case and accents; valence is a number.
    """

    names: dict[str, dict[str, str]]

    @classmethod
    def of(cls, study: Study) -> "Values":
        """The values of a study: its own stages and touchpoints beside what every study has."""
        labels = [languages.of(code).LABELS for code in languages.CODES]
        touchpoints = study.codebook.touchpoints
        names = {
            "kind": [(one, label[one]) for one in FEELINGS for label in labels],
            "emotion": [(one, label[f"emotion_{one}"]) for one in EMOTIONS for label in labels],
            "gap": [(YES, label["true"]) for label in labels]
            + [(NO, label["false"]) for label in labels],
            "stage": [(one.id, name) for one in study.stages.stages for name in one.names.values()],
            "touchpoint": [(one.id, name) for one in touchpoints for name in one.names.values()],
        }
        nothing = [(NONE, label["emotion_none"]) for label in labels]
        names["stage"] += nothing
        names["touchpoint"] += nothing
        return cls({field: _folded(pairs) for field, pairs in names.items()})

    def read(self, field: str, text: str) -> str:
        """The value a person wrote, in our words ('' for nothing written).

        Raises ValueError with the sentence that says what is wrong, the nearest value and all known.
        """
        if not text.strip():
            return ""
        if field == "valence":
            return _valence(text)
        if field == "gap" and text.strip().casefold() in _TRUTHS:
            return _TRUTHS[text.strip().casefold()]
        known = self.names[field]
        value = known.get(fold_header(text))
        if value is None:
            near = nearest(fold_header(text), list(known))
            raise ValueError(
                f"unknown {field} '{text.strip()}'.{near} Known: {', '.join(self.known(field))}"
            )
        return value

    def known(self, field: str) -> list[str]:
        """Our ids of a field's values, in their own order; a valence has its scale instead."""
        if field == "valence":
            return ["a number from -2 to 2"]
        return list(dict.fromkeys(self.names[field].values()))


def _folded(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Folded name -> value; ids first, and a name that means two things means neither."""
    pairs = list(pairs)
    names = {fold_header(value): value for value, _ in pairs}
    ids = set(names)
    doubtful = set()
    for value, name in pairs:
        folded = fold_header(name)
        if folded not in ids and names.setdefault(folded, value) != value:
            doubtful.add(folded)
    return {name: value for name, value in names.items() if name not in doubtful}


def _valence(text: str) -> str:
    try:
        number = float(text.strip().translate(_MINUS))
    except ValueError:
        number = float("nan")
    if not _LOWEST <= number <= _HIGHEST:
        raise ValueError(f"valence is a number from -2 to 2, found '{text.strip()}'")
    return f"{number + 0.0:g}"
