"""A study that has been run, opened: its tables, and one segment of it for a notebook."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from cxlab import tables
from cxlab.errors import StudyError
from cxlab.ingest import read_actions, read_promises
from cxlab.journey.journey import build_journey
from cxlab.journey.model import Journey
from cxlab.journey.proof import check_quotes
from cxlab.manifest import MANIFEST
from cxlab.study import Study
from cxlab.yamlfile import nearest

AGREEMENT = "agreement.json"


@dataclass(frozen=True)
class Processed:
    """A study's tables, as they lie in its processed folder, and the manifest beside them."""

    folder: Path

    @cached_property
    def documents(self) -> pd.DataFrame:
        return tables.read("documents", self.folder)

    @cached_property
    def utterances(self) -> pd.DataFrame:
        return tables.read("utterances", self.folder)

    @cached_property
    def mentions(self) -> pd.DataFrame:
        return tables.read("mentions", self.folder)

    @cached_property
    def findings(self) -> pd.DataFrame:
        return tables.read("findings", self.folder)

    @cached_property
    def quarantine(self) -> pd.DataFrame:
        return tables.read("quarantine", self.folder)

    @cached_property
    def overrides(self) -> pd.DataFrame:
        return tables.read("overrides", self.folder)

    @property
    def agreement(self) -> dict[str, Any] | None:
        """What `cxlab agreement` measured on these tables; None where nothing was, or on others."""
        try:
            content = json.loads((self.folder / AGREEMENT).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        fits = isinstance(content, dict) and content.get("tables") == self.manifest["key"]
        return content if fits else None

    @property
    def method(self) -> dict[str, Any]:
        """How the tables were made and how well people agree with them, for the method box."""
        made: dict[str, Any] = self.manifest["method"]
        return made if self.agreement is None else made | {"agreement": self.agreement}

    @cached_property
    def manifest(self) -> dict[str, Any]:
        path = self.folder / MANIFEST
        if not path.exists():
            raise StudyError(
                f"{self.folder} holds no finished tables. Make them with: cxlab run {self.folder.name}"
            )
        content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return content

    @property
    def segments(self) -> list[str]:
        """The segments with customers' documents, in alphabetical order."""
        return tables.customer_segments(self.documents)

    def said(self) -> pd.DataFrame:
        """What customers said, by utt_id: utterances with person, segment, source, kind, channel.

        `person` is the participant, or the document where nobody is named. `source_kind` is the
        kind of the source.
        """
        carried = ["doc_id", "segment", "source", "kind", "participant"]
        own = self.documents.loc[self.documents["kind"] != "frontline", carried]
        own = own.rename(columns={"kind": "source_kind", "participant": "owner"})
        heard = self.utterances[self.utterances["role"] == "customer"]
        said = heard.merge(own, on="doc_id", validate="many_to_one")
        named = said["participant"].where(said["participant"] != "", said.pop("owner"))
        said["person"] = named.where(named != "", "\x1f" + said["doc_id"])
        return said.sort_values("utt_id", ignore_index=True)

    def prove(self, journey: Journey) -> None:
        """Raise ProofError where a journey shows words or counts that are not in these tables."""
        check_quotes(journey, self.documents, self.utterances, self.mentions)

    def delivered(self, path: Path) -> Journey | None:
        """The journey that a run left in the reports, None where there is none or of other tables.

        Raises ProofError where it does not stand on these tables.
        """
        try:
            journey = read_journey(path)
        except (OSError, ValueError, KeyError, TypeError, StudyError):
            return None
        if journey.method.get("tables") != self.manifest["key"]:
            return None
        self.prove(journey)
        return journey

    @property
    def unplaced(self) -> int:
        """How many customers' documents belong to no segment."""
        customers = self.documents["kind"] != "frontline"
        return int((customers & (self.documents["segment"] == "")).sum())


@dataclass(frozen=True)
class SegmentView:
    """One segment of a processed study, opened for a notebook."""

    study: Study
    processed: Processed
    segment: str
    lang: str

    @cached_property
    def journey(self) -> Journey:
        """The segment's map, made afresh from the tables; ProofError where it does not stand on them."""
        made = build_journey(
            self.processed.utterances,
            self.processed.mentions,
            self.processed.documents,
            self.study,
            self.segment,
            method=self.processed.method,
            promises=read_promises(self.study),
            actions=read_actions(self.study),
        )
        self.processed.prove(made)
        return made

    @property
    def documents(self) -> pd.DataFrame:
        every = self.processed.documents
        return every[every["segment"] == self.segment].reset_index(drop=True)

    @property
    def utterances(self) -> pd.DataFrame:
        every = self.processed.utterances
        return every[every["doc_id"].isin(self.documents["doc_id"])].reset_index(drop=True)

    @property
    def mentions(self) -> pd.DataFrame:
        every = self.processed.mentions
        return every[every["utt_id"].isin(self.utterances["utt_id"])].reset_index(drop=True)

    def save(self, path: str | Path) -> None:
        """Write the journey as JSON; an empty path (a notebook run by hand) writes nothing."""
        if path:
            Path(path).write_text(self.journey.to_json(), encoding="utf-8", newline="\n")


def read_journey(path: Path) -> Journey:
    """The journey of a file that `SegmentView.save` wrote."""
    return Journey.from_dict(json.loads(path.read_text(encoding="utf-8")))


def open_segment(
    study: str | Path, segment: str = "", processed: str | Path = "", lang: str = ""
) -> SegmentView:
    """A segment of a study that has been run; '' means the first segment and the study's language.

    Raises StudyError when the study has not been run or the segment is not in it.
    """
    opened = Study.load(study)
    made = Processed(Path(processed) if processed else opened.processed)
    known = made.segments if made.manifest else []
    if not known:
        raise StudyError(f"study '{opened.name}' has no segment with customers' documents")
    chosen = segment or known[0]
    require_segments([chosen], known, opened.name)
    return SegmentView(opened, made, chosen, lang or opened.file.report.language)


def require_segments(wanted: Sequence[str], known: Sequence[str], study: str) -> None:
    """Raise StudyError naming the nearest segment when a wanted one is not known."""
    for segment in wanted:
        if segment not in known:
            raise StudyError(
                f"study '{study}' has no segment '{segment}'.{nearest(segment, known)} "
                f"Found: {', '.join(known) or 'none'}"
            )
