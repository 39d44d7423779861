"""What people decided and coded, as the method box tells it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cxlab.languages import CODES
from cxlab.report.words import Words

# Tasks of a lesson by the name of the head they correct.
_HEADS = {"polarity": "sentiment"}
_FEWEST = 10  # sentences; of fewer a share says next to nothing
_FIELDS = ("sentiment", "kind", "gap", "stage", "emotion", "touchpoint")


def decided_sentences(method: Mapping[str, Any], words: Words) -> list[str]:
    """How many decisions by how many people, and what each task learnt from them; [] without any."""
    decided = method.get("decided")
    if not isinstance(decided, Mapping) or not decided.get("decisions"):
        return []
    said = [
        words(
            "decided",
            people=words.people(decided["people"]),
            decisions=words.how_many("decisions", decided["decisions"]),
            utterances=words.how_many("utterances", decided["utterances"]),
        )
    ]
    lessons = list(method.get("lessons", ()))
    said += [_lesson(one, words) for one in lessons if one["strength"]]
    idle = [_head(one, words) for one in lessons if not one["strength"]]
    return said + ([words("lesson_not", heads=words.joined(idle))] if idle else [])


def _lesson(lesson: Mapping[str, Any], words: Words) -> str:
    return words(
        "lesson_used",
        head=_head(lesson, words),
        decisions=words.how_many("decisions", lesson["decisions"]),
        before=_percent(lesson["before"], words),
        after=_percent(lesson["after"], words),
    )


def _head(lesson: Mapping[str, Any], words: Words) -> str:
    return f"“{words.word('head', _HEADS.get(lesson['task'], lesson['task']))}”"


@dataclass(frozen=True)
class AgreementTable:
    """A sentence that says what was coded, the headers and the rows of a table."""

    said: str
    heads: Sequence[str]
    rows: Sequence[tuple[str, Sequence[str]]]


def agreement_table(method: Mapping[str, Any], words: Words) -> AgreementTable | None:
    """The machine's accuracy on sentences of this study that people coded, and alpha; None without."""
    agreement = method.get("agreement")
    if not isinstance(agreement, Mapping):
        return None
    fields = {name: agreement["fields"][name] for name in _FIELDS if name in agreement["fields"]}
    found = {lang for one in fields.values() for lang in one["accuracy"]}
    langs = [lang for lang in ("all", *CODES) if lang in found]
    if len(langs) == 2:
        langs = ["all"]  # one language only: the same figures twice
    several = agreement["coders"] > 1
    heads = [
        *(words("all_languages") if one == "all" else words.word("language", one) for one in langs),
        *([words("alpha_people")] if several else []),
        words("alpha_machine"),
    ]
    rows = []
    for name, one in fields.items():
        cells = [_share(one["accuracy"].get(lang), words) for lang in langs]
        alphas = ([one["coders"]] if several else []) + [one["machine"]]
        rows.append(
            (words.word("head", name), [*cells, *(_alpha(value, words) for value in alphas)])
        )
    drawn = agreement["drawn"] > 0
    said = words(
        "agreement_drawn" if drawn else "agreement_picked",
        people=words.people(agreement["coders"]),
        sentences=words.how_many("sentences", agreement["sentences"]),
    )
    return AgreementTable(said, heads, rows)


def _share(figures: Mapping[str, Any] | None, words: Words) -> str:
    if not figures or figures["share"] is None:
        return words("no_data")
    if figures["n"] < _FEWEST:
        return words("share_few", n=words.count(figures["n"]))
    return words(
        "share_of",
        share=_percent(figures["share"], words),
        low=_number(figures["low"], words),
        high=_number(figures["high"], words),
        n=words.count(figures["n"]),
    )


def _alpha(figures: Mapping[str, Any], words: Words) -> str:
    if figures["alpha"] is None:
        return "–"
    value = words.number(figures["alpha"], 2)
    if figures["low"] is None:
        return value
    low, high = words.number(figures["low"], 2), words.number(figures["high"], 2)
    return f"{value} ({words('interval', low=low, high=high)})"


def _percent(share: float, words: Words) -> str:
    return words("percent", n=_number(share, words))


def _number(share: float, words: Words) -> str:
    return words.number(100 * share, 0)
