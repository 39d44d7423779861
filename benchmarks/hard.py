"""How the reading of a sentence holds on hard cases: negation, irony, rivals, wishes, regional words.

    python -m benchmarks.hard             the share right, each class and language, both encoders
    python -m benchmarks.hard --mark      rewrite which cases are known failures (after new weights)

The cases are tests/cases/hard_{pt,es,en}.json, written before any model read them. A case says what
must hold (`sentiment`, `kind`, `gap`), or which side it must `never` take (a wish is no complaint),
and `also`: the same words written another way, which must not change that.
"""

import argparse
import json
from pathlib import Path
from typing import Any, TypedDict

import pandas as pd

from cxlab.analyse.sentiment import score_sentiment

FOLDER = Path(__file__).parents[1] / "tests" / "cases"
LANGUAGES = ("pt", "es", "en")
SIDES = ["negative", "neutral", "positive"]


class Case(TypedDict, total=False):
    """One hard sentence."""

    about: str  # the class: negation, irony, regional…
    variety: str  # 'pt', or 'pt-BR' where the words belong to one
    text: str
    also: list[str]  # the same words, written another way
    sentiment: str
    never: str  # the side it must not take
    kind: str
    gap: bool
    known_failure: bool


def read_cases(lang: str) -> list[Case]:
    """The cases of one language."""
    cases: list[Case] = json.loads((FOLDER / f"hard_{lang}.json").read_text(encoding="utf-8"))
    return cases


def wrongs(cases: list[Case], lang: str, encoder: str = "accurate") -> list[list[str]]:
    """What is wrong with the reading of each case, one list a case; an empty one is right."""
    texts = [(at, text) for at, case in enumerate(cases) for text in ways(case)]
    scored = score_sentiment([text for _, text in texts], [lang] * len(texts), encoder)
    found: list[list[str]] = [[] for _ in cases]
    for (at, text), (_, row) in zip(texts, scored.iterrows(), strict=True):
        found[at] += [f"{text!r}: {what}" for what in _wrong(cases[at], row)]
    return found


def ways(case: Case) -> list[str]:
    """A case's text and the other ways it is written."""
    return [case["text"], *case.get("also", [])]


def _wrong(case: Case, row: pd.Series) -> list[str]:
    side = row[SIDES].astype(float).idxmax()
    read = {"sentiment": side, "kind": row["kind"], "gap": bool(row["gap"])}
    asked: dict[str, Any] = {name: case[name] for name in read if name in case}
    found = [
        f"{name} {read[name]}, not {right}" for name, right in asked.items() if read[name] != right
    ]
    return found + [f"sentiment {side}"] * (side == case.get("never"))


def shares(found: dict[str, list[list[str]]]) -> pd.DataFrame:
    """One row a class, one column a language: the share of cases right; the last row is all.

    `found`: what is wrong with the cases of each language, as `wrongs` gives it.
    """
    rows = [
        (case["about"], lang, not wrong)
        for lang, wrong_ones in found.items()
        for case, wrong in zip(read_cases(lang), wrong_ones, strict=True)
    ]
    table = pd.DataFrame(rows, columns=["about", "lang", "right"])
    table = pd.concat([table, table.assign(about="all")])
    by_language = table.pivot_table(index="about", columns="lang", values="right", sort=False)
    by_language["n"] = table.groupby("about").size()
    return by_language[[*found, "n"]]


def mark(lang: str) -> int:
    """Write `known_failure` where the accurate encoder is wrong, and nowhere else; how many."""
    cases = read_cases(lang)
    for case, wrong in zip(cases, wrongs(cases, lang), strict=True):
        case.pop("known_failure", None)
        if wrong:
            case["known_failure"] = True
    lines = ",\n".join(json.dumps(case, ensure_ascii=False) for case in cases)
    (FOLDER / f"hard_{lang}.json").write_text(f"[\n{lines}\n]\n", encoding="utf-8")
    return sum("known_failure" in case for case in cases)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mark", action="store_true", help="rewrite the known failures")
    given = parser.parse_args()
    if given.mark:
        print({lang: mark(lang) for lang in LANGUAGES})
        return
    for encoder in ("accurate", "fast"):
        found = {lang: wrongs(read_cases(lang), lang, encoder) for lang in LANGUAGES}
        print(f"\nshare right, {encoder} encoder\n{shares(found).round(2).to_string()}")
        if encoder == "accurate":
            print(*(what for wrong in found.values() for one in wrong for what in one), sep="\n")


if __name__ == "__main__":
    main()
