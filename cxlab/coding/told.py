"""Agreement in words and tables for a terminal, readable without knowing statistics."""

from collections.abc import Sequence
from typing import Any

from cxlab.coding.agreement import FEWEST, order_of
from cxlab.languages import CODES

# K. Krippendorff, Content Analysis, 4th edition, 2019, chapter 12: what alpha is good for.
_RELIABLE, _TENTATIVE = 0.8, 0.667
_LANGUAGES = {"pt": "Portuguese", "es": "Spanish", "en": "English"}
_WHAT = {
    "kind": "pain, delight, wish, fact", "sentiment": "negative, neutral, positive",
    "gap": "promise compared", "touchpoint": "all of them and no other",
}  # fmt: skip


def told(figures: dict[str, Any], stages: Sequence[str]) -> str:
    """The figures of `cxlab.coding.agreement.measure` as lines of text."""
    fields = figures["fields"]
    coders, sentences = figures["coders"], figures["sentences"]
    lines = [f"{sentences} sentences coded by {coders} {'person' if coders == 1 else 'people'}."]
    if not figures["drawn"]:
        lines.append(
            "They were not drawn by cxlab sample: the shares below speak for these sentences only."
        )
    elif figures["drawn"] < sentences:
        lines.append(
            f"{sentences - figures['drawn']} of them were not drawn by cxlab sample and are left out "
            "of the shares."
        )
    if coders > 1:
        lines += ["", "Do people agree with each other? Krippendorff's alpha, 95 % interval"]
        lines += _alphas(fields, "coders")
        lines += ["  1 perfect, 0 chance; .80 and more reliable, .667 and more tentative."]
    lines += ["", "Is the machine right? Share of the study's sentences it reads as people do"]
    lines += _shares(fields)
    lines += ["", "Machine and people, Krippendorff's alpha"]
    lines += _alphas(fields, "machine")
    for name, one in fields.items():
        if one["confusion"]:
            lines += ["", *_confusion(name, one["confusion"], stages)]
    return "\n".join(lines)


def _alphas(fields: dict[str, Any], who: str) -> list[str]:
    width = max(len(name) for name in fields)
    lines = []
    for name, one in fields.items():
        figures = one[who]
        if figures["alpha"] is None:
            said = "nothing to say: " + (
                "all the same value" if figures["n"] else "no sentence was coded twice"
            )
            lines.append(f"  {name:{width}}  {said}")
            continue
        word = ""
        if who == "coders":
            low = figures["alpha"]
            word = (
                "reliable"
                if low >= _RELIABLE
                else "tentative"
                if low >= _TENTATIVE
                else "not reliable"
            )
        lines.append(
            f"  {name:{width}}  {_two(figures['alpha'])}  [{_two(figures['low'])}, "
            f"{_two(figures['high'])}]  {figures['n']:4d} sentences  {figures['metric']:8}  {word}".rstrip()
        )
    return lines


def _shares(fields: dict[str, Any]) -> list[str]:
    """A table: fields by all, languages and kinds of source."""
    named = {name: one["accuracy"] for name, one in fields.items() if one["accuracy"]}
    found = {group for one in named.values() for group in one}
    sources = sorted(group for group in found if group.startswith("source "))
    groups = [group for group in ("all", *CODES) if group in found] + sources
    width = max((len(_group(group)) for group in groups), default=0)
    lines = []
    for name, one in named.items():
        lines.append(f"  {name} ({_WHAT[name]})" if name in _WHAT else f"  {name}")
        shown = [group for group in groups if group == "all" or _enough(one.get(group))]
        lines += [f"    {_group(group):{width}}  {_share(one[group])}" for group in shown]
    few = [
        _group(group)
        for group in groups
        if not any(_enough(one.get(group)) for one in named.values())
    ]
    if few and few != ["all"]:
        lines.append(f"  Fewer than {FEWEST} sentences each, not shown: {', '.join(few)}")
    error = fields.get("valence", {}).get("error")
    if error is not None:
        lines.append(f"  valence: {error:.2f} off on average, on a scale of -2 to 2")
    return lines


def _enough(figures: dict[str, Any] | None) -> bool:
    return figures is not None and figures["n"] >= FEWEST


def _group(group: str) -> str:
    return _LANGUAGES.get(group, group.replace("source ", "in "))


def _share(figures: dict[str, Any]) -> str:
    ends = f"[{100 * figures['low']:.0f} to {100 * figures['high']:.0f}]"
    return f"{100 * figures['share']:3.0f} %  {ends:11} {figures['n']:4d} sentences"


def _confusion(name: str, counts: list[list[Any]], stages: Sequence[str]) -> list[str]:
    """People's labels down, the machine's across; sentences of the sample."""
    labels = order_of([one for row in counts for one in row[:2]], stages)
    table = {(people, machine): count for people, machine, count in counts}
    width = max(len(one) for one in labels)
    wide = [max(len(one), 3) for one in labels]
    head = "  ".join(f"{one:>{size}}" for one, size in zip(labels, wide, strict=True))
    lines = [f"{name}: people down, machine across", f"  {'':{width}}  {head}"]
    for people in labels:
        cells = [
            f"{table.get((people, machine), '.'):>{size}}"
            for machine, size in zip(labels, wide, strict=True)
        ]
        lines.append(f"  {people:{width}}  {'  '.join(cells)}")
    return lines


def _two(value: float | None) -> str:
    """'.83', '-.10', '1.00'."""
    if value is None:
        return " - "
    return f"{value:.2f}".replace("0.", ".", 1) if abs(value) < 0.995 else f"{value:.2f}"
