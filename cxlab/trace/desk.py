"""A study that has been run, spread out for looking things up: its maps, tables and names."""

import warnings
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from cxlab.codebook import Codebook
from cxlab.errors import SmallSampleWarning, StudyError
from cxlab.journey.evidence import Context, Evidence, gather
from cxlab.journey.model import Journey
from cxlab.journey.rollup import moved
from cxlab.opened import Processed, SegmentView
from cxlab.report.refs import segment_ref
from cxlab.report.words import Words
from cxlab.study import Study, slug


@dataclass
class Desk:
    """What a trace looks into; maps and evidence are made when they are asked for, and kept.

    `study` has the columns that its maps have, and so have `utterances` and `mentions`.
    """

    study: Study
    processed: Processed
    words: Words
    _journeys: dict[str, Journey] = field(default_factory=dict)
    _evidence: dict[str, Evidence] = field(default_factory=dict)

    @staticmethod
    def open(study: str | Path, out: str | Path | None = None) -> "Desk":
        """The desk of a study, or StudyError when it has not been run."""
        opened = Study.load(study, out)
        processed = Processed(opened.processed)
        if not processed.manifest:
            raise StudyError(f"study '{opened.name}' has no tables")
        return Desk(opened.rolled(), processed, Words.of(opened.file.report.language))

    @property
    def segments(self) -> list[str]:
        return self.processed.segments

    @cached_property
    def _moved(self) -> tuple[pd.DataFrame, pd.DataFrame]:
        return moved(self.processed.utterances, self.processed.mentions, self.study)

    @property
    def utterances(self) -> pd.DataFrame:
        return self._moved[0]

    @property
    def mentions(self) -> pd.DataFrame:
        return self._moved[1]

    def segment(self, written: str) -> str | None:
        """The segment that is written so in a reference: its name, its page's, or plain letters.

        Raises StudyError when two segments are.
        """
        if written in self.segments:
            return written
        plain = segment_ref(written)
        by_page = [one for one in self.segments if slug(one) == written]
        found = by_page or [one for one in self.segments if segment_ref(one) == plain]
        if len(found) > 1:
            raise StudyError(
                f"'{written}' may be {' or '.join(repr(one) for one in found)}. Write "
                f"{' or '.join(slug(one) for one in found)}"
            )
        return found[0] if found else None

    def journey(self, segment: str) -> Journey:
        """The map as the report shows it; made afresh where there is no report of these tables."""
        if segment not in self._journeys:
            path = self.study.reports / f"{slug(segment)}.json"
            made = self.processed.delivered(path)
            view = SegmentView(self.study.whole, self.processed, segment, self.words.lang)
            with warnings.catch_warnings():  # the count of people is told with every number
                warnings.simplefilter("ignore", SmallSampleWarning)
                self._journeys[segment] = made or view.journey
        return self._journeys[segment]

    def evidence(self, segment: str) -> Evidence:
        """What the segment's map is made of."""
        if segment not in self._evidence:
            self._evidence[segment] = gather(
                self.utterances,
                self.mentions,
                self.processed.documents,
                segment=segment,
                codebook=self.study.codebook,
            )
        return self._evidence[segment]

    def spoken(self, segment: str, stage: str) -> pd.DataFrame:
        """What is said of a column of the map: a stage, or the stages that the study rolls into it."""
        # A step may be called as one of its stages is (use): the column has the name first.
        rolled = {one.id: one.stages for one in self.journey(segment).rollups}
        rolled |= {one: (one,) for one in self.study.stages.ids}
        parts = rolled.get(stage, (stage,))
        rows = [self.evidence(segment).spoken(one, self.study.codebook) for one in parts]
        return rows[0] if len(rows) == 1 else pd.concat(rows).drop_duplicates("utt_id")

    @cached_property
    def said(self) -> pd.DataFrame:
        """Every utterance with what its document tells: indexed by utt_id, in the order of telling."""
        carried = ["doc_id", "source", "kind", "file", "segment", "date", "participant", "locator"]
        documents = self.processed.documents[carried].rename(columns={"kind": "source_kind"})
        rows = self.utterances.merge(documents, on="doc_id", suffixes=("", "_of"))
        for name in ("participant", "locator"):
            rows[name] = rows[name].where(rows[name] != "", rows.pop(f"{name}_of"))
        rows = rows.sort_values(["file", "doc_id", "position", "utt_id"])
        return rows.set_index("utt_id", drop=False)

    def row(self, utt_id: str) -> dict[str, Any]:
        """One utterance of `said`."""
        return {str(name): value for name, value in self.said.loc[utt_id].items()}

    @cached_property
    def context(self) -> Context:
        """What was said around an utterance; nothing is withheld from the team."""
        return Context(self.processed.utterances)

    def stage(self, stage: str) -> str:
        """The name of a stage."""
        known = {one.id: one for one in self.study.stages.stages}
        return known[stage].name(self.words.lang) if stage in known else stage

    def touchpoint(self, touchpoint: str, theme: str = "") -> str:
        """The name of a touchpoint, with a theme's where there is one."""
        name = self.study.whole.codebook[touchpoint].name(self.words.lang) if touchpoint else ""
        themes = {one.id: one for one in Codebook.themes().touchpoints}
        return f"{name} · {themes[theme].name(self.words.lang)}" if theme in themes else name
