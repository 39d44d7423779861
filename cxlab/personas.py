"""Segments where a study has none: groups of people proposed from what they talk about and feel."""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from cxlab.analyse.groups import LEAST_PEOPLE, LEAST_SAID, Groups
from cxlab.errors import StudyError
from cxlab.flow import hold, process
from cxlab.languages.keyness import log_likelihood
from cxlab.study import SEGMENTS, Study

PROPOSED, DESCRIBED = "segments.proposed.csv", "segments.proposed.md"
_TOLD = 4  # touchpoints a group is described by
_CLEAR = 6.63  # G2: 1 % of chance for one touchpoint


@dataclass(frozen=True)
class Persona:
    """One group: its people, and what sets them apart, strongest first.

    `apart` has a row a touchpoint: touchpoint, name, people (who speak of it) of, others of_others,
    g2. `valence` and `others` are means over people, here and elsewhere.
    """

    segment: str
    people: tuple[str, ...]
    apart: pd.DataFrame
    valence: float
    others: float


@dataclass(frozen=True)
class Personas:
    """The groups proposed for a study, or why there are none."""

    study: Study
    groups: Groups
    found: tuple[Persona, ...]
    sheet: Path
    description: Path

    def summary(self) -> str:
        """What was tried and found, as lines of text that are also Markdown."""
        groups = self.groups
        tried = "\n".join(
            f"| {row.groups:.0f} | {row.agreement:.2f} | {row.shuffled:.2f} | {row.gain:+.1f} |"
            for row in groups.choices.itertuples()
        )
        lines = [
            "| groups | agreement | shuffled | gain |", "|---|---|---|---|", tried, "",
            "Agreement: of groups found again when each person's sentences are drawn anew (1 is "
            "the same). Shuffled: the same where sentences are dealt to people at random. Gain: in "
            "standard deviations of the shuffled.", "",
        ]  # fmt: skip
        if groups.choices.empty:
            return (
                f"No groups: at least {LEAST_PEOPLE} people with {LEAST_SAID} sentences each are "
                f"needed, five for each group. {groups.unplaced} people said less."
            )
        if not groups.stable:
            verdict = (
                f"No stable groups: what sets these people apart is little more than chance "
                f"(p = {groups.p:.2f}, best agreement {groups.choices['agreement'].max():.2f})."
            )
            return "\n".join([*lines, verdict])
        lines += [
            f"{len(self.found)} groups, better than chance (p = {groups.p:.2f}); among four fifths "
            f"of the people they agree by {groups.resampled:.2f}. {groups.unplaced} people said "
            f"fewer than {LEAST_SAID} sentences and are in none.",
        ]
        for one in self.found:
            lines += ["", f"## {one.segment}: {len(one.people)} people", ""]
            lines += [
                f"- {row.name}: {row.people} of {row.of} speak of it, elsewhere {row.others} of "
                f"{row.of_others}"
                for row in one.apart.itertuples(name="Row", index=False)
            ]
            lines += [f"- feeling {one.valence:+.2f}, elsewhere {one.others:+.2f} (-2 to +2)"]
        return "\n".join(lines)


def discover_segments(study: Study | str | Path, out: str | Path | None = None) -> Personas:
    """Propose groups of a study's people, as many as `segments: {discover: N}` says or fit best.

    Writes who is in which group and what sets each apart; writes no groups where none are stable.
    Raises StudyError for a wrong study and when customers said nothing.
    """
    from cxlab.analyse.groups import find_groups

    opened = study if isinstance(study, Study) else Study.load(study, out)
    with hold(opened):
        processed = process(opened)
        said = processed.said()
        if said.empty:
            raise StudyError(f"study '{opened.name}' holds nothing that customers said")
        mentions = processed.mentions
        groups = find_groups(said, mentions, opened.file.segments.discover, opened.file.seed)
        found = _personas(said, mentions, groups, opened)
        folder = opened.processed
        made = Personas(opened, groups, found, folder / PROPOSED, folder / DESCRIBED)
        _write(made)
        return made


def _personas(
    said: pd.DataFrame, mentions: pd.DataFrame, groups: Groups, study: Study
) -> tuple[Persona, ...]:
    if not groups.stable:
        return ()
    own = said[said["person"].isin(groups.people)]
    felt = own.groupby("person")["valence"].mean()
    touched = own[["utt_id", "person"]].merge(mentions[["utt_id", "touchpoint"]], on="utt_id")
    touched = touched.drop_duplicates(["person", "touchpoint"])
    found: list[Persona] = []
    for number in sorted(set(groups.people.values())):
        people = sorted(one for one, place in groups.people.items() if place == number)
        apart = _apart(touched, set(people), len(groups.people), study)
        names = [str(name) for name in apart["name"].head(2)]
        called = ", ".join(names) or f"{number + 1}"
        if called in {one.segment for one in found}:
            called = f"{called} ({number + 1})"
        inside = felt.index.isin(people)
        found.append(
            Persona(
                called, tuple(people), apart,
                float(felt[inside].mean()), float(felt[~inside].mean()),
            )
        )  # fmt: skip
    return tuple(found)


def _apart(touched: pd.DataFrame, people: set[str], everybody: int, study: Study) -> pd.DataFrame:
    """The touchpoints that more of these people speak of than of the others."""
    inside = touched["person"].isin(people)
    here = touched[inside]["touchpoint"].value_counts()
    there = touched[~inside]["touchpoint"].value_counts().reindex(here.index, fill_value=0)
    size, others = len(people), everybody - len(people)
    told = pd.DataFrame(
        {
            "touchpoint": here.index, "people": here.to_numpy(), "of": size,
            "others": there.to_numpy(), "of_others": others,
            "g2": log_likelihood(here, size, there, others).round(1),
        }
    )  # fmt: skip
    told["name"] = [
        study.codebook[one].name(study.file.report.language) for one in told["touchpoint"]
    ]
    more = told["people"] / size > told["others"] / max(others, 1)
    clear = told[more & (told["g2"] >= _CLEAR)]
    return clear.sort_values(["g2", "touchpoint"], ascending=[False, True]).head(_TOLD)


def _write(made: Personas) -> None:
    """Who is in which group, and what sets it apart; an old proposal goes when there is no new one."""
    from cxlab.report.sheets import write_csv

    made.description.write_text(made.summary() + "\n", encoding="utf-8")
    made.sheet.unlink(missing_ok=True)
    if not made.found:
        return
    rows = [
        (person.removeprefix("\x1f"), one.segment) for one in made.found for person in one.people
    ]
    write_csv(("participant", "segment"), sorted(rows), made.sheet)


def told(made: Personas) -> str:
    """The summary and what to do next, for the command line."""
    if not made.found:
        return made.summary()
    own = made.study.folder / SEGMENTS
    return (
        f"{made.summary()}\n\nRead {made.sheet}, name the groups as you see them, and save it as "
        f"{own}: the next run draws a map for each"
    )
