"""How often the machine errs, as the tables of the method box: by language, by kind of source, by variety."""

from collections.abc import Mapping
from typing import Any

from cxlab.journey.model import Journey
from cxlab.languages import CODES
from cxlab.report.words import Words

Row = tuple[str, str, str, str]


def accuracy_table(
    measured: Mapping[str, Any], words: Words
) -> tuple[list[tuple[str, str]], list[tuple[str, list[str]]]]:
    """Measured accuracy: (language, size of its test) per column, and (head, texts) per row.

    `measured` is head -> language -> {accuracy, macro_f1, n}, or a number; 'all' stands for every
    language together. The size is said once per language when all heads share it.
    """
    known = ("all", *CODES)
    figures = {str(head): one for head, one in measured.items() if isinstance(one, Mapping)}
    found = {str(lang) for one in figures.values() for lang in one}
    langs = [lang for lang in known if lang in found] + sorted(found - set(known))
    sizes = {lang: {_size(one.get(lang)) for one in figures.values()} for lang in langs}
    heads = []
    for lang in langs:
        name = words("all_languages") if lang == "all" else words.word("language", lang)
        size = next(iter(sizes[lang])) if len(sizes[lang]) == 1 else None
        heads.append((name, words.how_many("sentences", size) if size else ""))
    rows = []
    for head, one in figures.items():
        said = [_accuracy(one.get(lang), words, sized=len(sizes[lang]) > 1) for lang in langs]
        rows.append((words.word("head", head), said))
    return heads, rows


def group_table(journey: Journey, words: Words) -> list[tuple[str, list[Row]]]:
    """Measured accuracy by kind of source, by variety and on sources never seen.

    Blocks of (title, rows); a row is (name, feeling, kind, sentences). Every kind of source the
    segment has and the varieties nobody measured stand there too, as not measured.
    """
    given = journey.method.get("measured_groups")
    found = [one for one in given if isinstance(one, Mapping)] if isinstance(given, list) else []
    if not found:
        return []
    kinds = [one for one in found if one.get("group") == "kind"]
    used = {source.kind for source in journey.sources} - {str(one.get("name")) for one in kinds}
    varieties = [one for one in found if one.get("group") == "variety"]
    unseen = [one for one in found if one.get("group") == "unseen"]
    blocks = []
    if kinds:
        rows = [_group(one, words.word("source", str(one.get("name"))), words) for one in kinds]
        blank = words("accuracy_unknown")
        rows += [(words.word("source", one), blank, blank, "–") for one in sorted(used)]
        blocks.append((words("groups_kind"), rows))
    if varieties:
        rows = [_group(one, _variety(str(one.get("name")), words), words) for one in varieties]
        blocks.append((words("groups_variety"), rows))
    if unseen:
        blocks.append((words("groups_unseen"), _ends(unseen, words)))
    return blocks


def _ends(unseen: list[Mapping[str, Any]], words: Words) -> list[Row]:
    """The source read worst and the one read best among those the machine never saw."""
    ranked = sorted(unseen, key=lambda one: one.get("sentiment") or 0)
    named = {"groups_worst": ranked[0], "groups_best": ranked[-1]}
    return [_group(one, words(label), words) for label, one in named.items()]


def _variety(name: str, words: Words) -> str:
    lang, _, rest = name.partition(" ")
    if rest:
        return words("variety_untold", language=words.word("language", lang))
    return words.word("variety", name)


def _group(one: Mapping[str, Any], name: str, words: Words) -> Row:
    size = _size(one)
    feeling, kind = (_accuracy(one.get(head), words, sized=False) for head in ("sentiment", "kind"))
    return name, feeling, kind, words.count(size) if size else "–"


def _size(figures: Any) -> int | None:
    size = figures.get("n") if isinstance(figures, Mapping) else None
    return size if isinstance(size, int) else None


def _accuracy(figures: Any, words: Words, *, sized: bool) -> str:
    if isinstance(figures, int | float):
        return words("percent", n=words.number(100 * figures, 0))
    if not isinstance(figures, Mapping) or not isinstance(figures.get("accuracy"), int | float):
        return words("accuracy_unknown")
    text = words("percent", n=words.number(100 * figures["accuracy"], 0))
    if isinstance(figures.get("macro_f1"), int | float):
        text += f" ({words.number(figures['macro_f1'], 2)})"
    size = _size(figures)
    return f"{text}, {words.how_many('sentences', size)}" if sized and size else text
