"""Mentions -> findings: the pains and delights of one segment, each with all it rests on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from cxlab import tables
from cxlab.codebook import Codebook, Touchpoint
from cxlab.journey.evidence import Evidence, estimate, feeling, gather, people
from cxlab.journey.labelerror import LabelError
from cxlab.journey.model import Estimate
from cxlab.journey.quotes import ranked
from cxlab.journey.severity import effect, severity
from cxlab.journey.titles import title, usages
from cxlab.journey.verdicts import Verdicts

OPPOSITE = {"pain": "delight", "delight": "pain"}


@dataclass(frozen=True)
class Basis:
    """One pain or delight with the rows it rests on, each best quote first.

    `rows` say it, `counter` say the opposite (other people first), `staff` are frontline people
    who say the same. Every row of `every` mentions the touchpoint. `theme` is '' for the only
    finding of its kind at the touchpoint and for what its themes leave over; `whole` where it is
    the only one. `of_all` is how many people the segment has.
    """

    touchpoint: Touchpoint
    kind: str
    theme: str
    whole: bool
    rows: pd.DataFrame
    counter: pd.DataFrame
    staff: pd.DataFrame
    every: pd.DataFrame
    valence: Estimate
    effect: float
    of_all: int
    grade: str

    @property
    def severity(self) -> float:
        """How much it weighs on the segment, 0..4; see cxlab.journey.severity."""
        share = people(self.rows) / max(self.of_all, 1)
        return severity(self.valence.value or 0.0, share, self.effect)


def find(
    utterances: pd.DataFrame,
    mentions: pd.DataFrame,
    documents: pd.DataFrame,
    *,
    segment: str,
    codebook: Codebook,
    min_people: int,
    seed: int,
    lang: str = "en",
    shareable: bool = True,
    label_error: LabelError | None = None,
) -> pd.DataFrame:
    """The findings table of one segment, in the codebook's order, pain before delight.

    A finding is every customer's utterance of one kind at one touchpoint, or of one theme of it
    (`mentions.theme`) where at least two parts of it have `min_people` people. `valence` (-2..2) is
    the mean over people with its 95 % interval, which allows for the machine's errors where
    `label_error` tells them; `effect` (0.5..2) and `severity` (0..4) are those of
    cxlab.journey.severity; `counter_ids` say the opposite, other people first, strongest first; `grade` is grade()'s. `title` is a phrase of the customers; a thin
    finding of a shareable table has the touchpoint's name in `lang` instead, and so has one in
    whose evidence no phrase stands alone.
    """
    evidence = gather(utterances, mentions, documents, segment=segment, codebook=codebook)
    error = label_error or LabelError()
    found = tuple(bases(evidence, codebook=codebook, min_people=min_people, seed=seed, error=error))
    names = titles(found, evidence.said, lang=lang, shareable=shareable)
    rows = [_row(basis, segment, name) for basis, name in zip(found, names, strict=True)]
    return tables.conform("findings", pd.DataFrame(rows)) if rows else tables.empty("findings")


def bases(
    evidence: Evidence, *, codebook: Codebook, min_people: int, seed: int, error: LabelError
) -> Iterator[Basis]:
    """Every pain and delight of the segment with its rows, in the codebook's order."""
    by_touchpoint = dict(tuple(evidence.mentions.groupby("touchpoint")))
    staff_by_touchpoint = dict(tuple(evidence.frontline.groupby("touchpoint")))
    verdicts = Verdicts.of(evidence)
    of_all = evidence.people
    for touchpoint in codebook.touchpoints:
        every = by_touchpoint.get(touchpoint.id)
        if every is None:
            continue
        told = {kind: ranked(feeling(every, kind), touchpoint) for kind in OPPOSITE}
        staff = staff_by_touchpoint.get(touchpoint.id, evidence.frontline.head(0))
        for kind, whole in told.items():
            agreeing = ranked(feeling(staff, kind), touchpoint)
            for theme, rows in parts(whole, min_people=min_people):
                same = agreeing[agreeing["theme"] == theme] if theme else agreeing
                sources = set(rows["source_kind"]) | set(same["source_kind"])
                yield Basis(
                    touchpoint=touchpoint,
                    kind=kind,
                    theme=theme,
                    whole=len(rows) == len(whole),
                    rows=rows,
                    counter=_against(rows, told[OPPOSITE[kind]], theme),
                    staff=same,
                    every=every,
                    valence=estimate(rows, seed=seed, error=error.place),
                    effect=effect(verdicts, rows, kind, touchpoint.id),
                    of_all=of_all,
                    grade=grade(people(rows), len(sources), min_people=min_people),
                )


def parts(rows: pd.DataFrame, *, min_people: int) -> list[tuple[str, pd.DataFrame]]:
    """The findings that rows of one kind at one touchpoint make: (theme, rows), most people first.

    Each theme of at least `min_people` people is a finding and the rest is one; where that leaves
    fewer than two findings of enough people, all is one finding, with theme ''.
    """
    if rows.empty:
        return []
    themes = [
        (str(theme), part)
        for theme, part in rows.groupby("theme", sort=True)
        if theme and people(part) >= min_people
    ]
    rest = rows[~rows["theme"].isin([theme for theme, _ in themes])]
    if len(themes) + (people(rest) >= min_people) < 2:
        return [("", rows)]
    found = [*themes, ("", rest)] if len(rest) else themes
    found = [(theme, part.reset_index(drop=True)) for theme, part in found]
    return sorted(found, key=lambda one: (-people(one[1]), one[0]))


def _against(rows: pd.DataFrame, others: pd.DataFrame, theme: str) -> pd.DataFrame:
    """Who says the opposite: of the same theme; of the whole touchpoint where nobody does."""
    same = others[others["theme"] == theme] if theme else others
    others = same if len(same) else others
    own = others["person"].isin(rows["person"])
    return pd.concat([others[~own], others[own]], ignore_index=True)


def grade(count: int, sources: int, *, min_people: int, written: bool = False) -> str:
    """How far a cell can be trusted, from the people behind it and the kinds of source.

    observed: enough people, two kinds of source (frontline staff who say the same are a kind) ·
    reported: enough people, one kind · thin: fewer than `min_people` · assumed: nobody, but a
    person wrote something there · gap: nothing.
    """
    if not count:
        return "assumed" if written else "gap"
    if count < min_people:
        return "thin"
    return "observed" if sources >= 2 else "reported"


def finding_id(basis: Basis, segment: str) -> str:
    """The same pain or delight of the same segment always has the same id."""
    named = (segment, basis.touchpoint.id, basis.kind, *([basis.theme] if basis.theme else []))
    return tables.stable_id(*named, prefix="f")


def _row(basis: Basis, segment: str, name: str) -> dict[str, object]:
    rows = basis.rows
    return {
        "finding_id": finding_id(basis, segment),
        "segment": segment,
        "stage": basis.touchpoint.stage,
        "touchpoint": basis.touchpoint.id,
        "kind": basis.kind,
        "theme": basis.theme,
        "title": name,
        "people": people(rows),
        "mentions": len(rows),
        "valence": basis.valence.value,
        "low": basis.valence.low,
        "high": basis.valence.high,
        "effect": basis.effect,
        "severity": basis.severity,
        "grade": basis.grade,
        "utt_ids": rows["utt_id"].tolist(),
        "counter_ids": basis.counter["utt_id"].tolist(),
    }


def titles(found: Sequence[Basis], said: pd.DataFrame, *, lang: str, shareable: bool) -> list[str]:
    """A title for each finding: customers' words, or the touchpoint's name where none may be shown.

    No two findings share a phrase; the one of more people chooses first.
    """
    named: dict[int, str] = {}
    segment = usages(said)
    order = sorted(range(len(found)), key=lambda at: (-people(found[at].rows), at))
    taken: set[str] = set()
    for at in order:
        basis = found[at]
        named[at] = basis.touchpoint.name(lang)
        if shareable and basis.grade == "thin":
            continue
        rest = basis.every[~basis.every["utt_id"].isin(basis.rows["utt_id"])]
        phrase = title(
            basis.rows, rest, segment, kind=basis.kind, touchpoint=basis.touchpoint, taken=taken
        )
        if phrase:
            named[at] = phrase.text
            taken.add(phrase.text.casefold())
    return [named[at] for at in range(len(found))]
