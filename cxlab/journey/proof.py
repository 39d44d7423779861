"""The last look before anything is shown: every word and count of a Journey against its tables.

Nothing here is shared with what builds a journey, so that a mistake there is not repeated here.
Quotes and ids are found by walking the data, whatever field they stand in: a new lane is checked
without a line here.
"""

import dataclasses
import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

import pandas as pd

from cxlab.errors import ProofError
from cxlab.journey.model import Finding, Journey, Move, Quote, TouchpointCell
from cxlab.tables import EVIDENCE_ROLES

# An utterance's id wherever it stands, beside those in fields that are named for them.
_UTT_ID = re.compile(r"u[0-9a-f]{12}")
_NAMED = ("utt_id", "utt_ids", "counter_ids")
# What of a quote must be what the tables say of its utterance.
_PLACE = ("lang", "participant", "source", "source_kind", "file", "locator", "date")
_TOLD = 3  # faults printed; one is enough to stop
_EXCERPT = 60
FRONTLINE = "frontline"


@dataclasses.dataclass(frozen=True)
class _Row:
    """What the tables say of one utterance; `words` is what stands at its place of the document."""

    utt_id: str
    doc_id: str
    role: str
    start: int
    end: int
    words: str
    document: str
    segment: str
    person: str
    staff: bool
    place: dict[str, str]


def check_quotes(
    journey: Journey,
    documents: pd.DataFrame,
    utterances: pd.DataFrame,
    mentions: pd.DataFrame | None = None,
) -> None:
    """Raise ProofError unless everything a journey shows as words or counts is in the tables.

    Checked, wherever it stands in the journey: a quote is a literal piece of its document at its
    utterance's own place, with the file, locator, date, participant and language of the tables, its
    context stands before and after it, and nobody but customers of the segment and frontline staff
    is quoted; every id exists and is a customer's of the segment; people, mentions and who
    disagrees are what the ids give; a finding's quotes are among its ids, and its title is a piece
    of one of them or its touchpoint's name. With `mentions`, the people and mentions of every
    touchpoint are counted anew too. The message names the first faults.
    """
    found = list(faults(journey, documents, utterances, mentions))
    if found:
        more = f"; and {len(found) - _TOLD} more" if len(found) > _TOLD else ""
        raise ProofError(
            f"the map of segment '{journey.segment}' does not stand on its tables: "
            f"{'; '.join(found[:_TOLD])}{more}. Make it again with: "
            f"cxlab run {journey.study} --force"
        )


def faults(
    journey: Journey,
    documents: pd.DataFrame,
    utterances: pd.DataFrame,
    mentions: pd.DataFrame | None = None,
) -> Iterator[str]:
    """Every fault of a journey, as a sentence that says where it stands."""
    ground = _Ground(journey, documents, utterances)
    for where, one in walk(journey):
        for name in _names(one):
            yield from ground.names(getattr(one, name), name, f"{where}.{name}".lstrip("."))
        if isinstance(one, Quote):
            yield from ground.quotes(one, where)
        if hasattr(one, "utt_ids"):
            yield from ground.counts(one, where)
        if isinstance(one, Finding):
            yield from ground.titles(one, where)
        if isinstance(one, TouchpointCell) and mentions is not None:
            yield from ground.cells(one, mentions, where)


def walk(value: Any, where: str = "") -> Iterator[tuple[str, Any]]:
    """Every frozen object inside a value with the path to it, the outermost first."""
    if dataclasses.is_dataclass(value):
        yield where, value
        for name in _names(value):
            yield from walk(getattr(value, name), f"{where}.{name}" if where else name)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from walk(item, f"{where}.{key}")
    elif isinstance(value, (list, tuple)):
        for at, item in enumerate(value):
            yield from walk(item, f"{where}[{at}]")


def _names(one: Any) -> list[str]:
    return [field.name for field in dataclasses.fields(one)]


class _Ground:
    """The tables as one journey needs them: what is said of the ids it names, and of its segment."""

    def __init__(self, journey: Journey, documents: pd.DataFrame, utterances: pd.DataFrame) -> None:
        self._journey = journey
        self._documents = documents
        self._utterances = utterances
        named = {utt_id for _, one in walk(journey) for utt_id in _ids_of(one)}
        self._rows = {row.utt_id: row for row in self._read(named)}

    def _read(self, named: set[str]) -> Iterator[_Row]:
        told = self._utterances[self._utterances["utt_id"].isin(named)]
        documents = self._documents[self._documents["doc_id"].isin(set(told["doc_id"]))]
        known = {row["doc_id"]: row for row in documents.to_dict("records")}
        for row in told.to_dict("records"):
            if row["doc_id"] in known:
                yield _row(row, known[row["doc_id"]])

    def names(self, value: Any, name: str, where: str) -> Iterator[str]:
        """Ids that are nobody's, or not of those who may be evidence."""
        for utt_id in _ids(value, name):
            row = self._rows.get(utt_id)
            if row is None:
                yield f"{where} names {utt_id}, which is not in the tables"
                continue
            if row.role not in EVIDENCE_ROLES:
                yield f"{where} rests on {_cut(row.words)} ({utt_id}), said by the {row.role}"
            elif row.staff and name in ("utt_ids", "counter_ids"):
                yield f"{where} counts {_cut(row.words)} ({utt_id}), said by staff, as a customer's"
            elif row.segment != self._journey.segment and not (row.staff and not row.segment):
                yield (
                    f"{where} rests on {_cut(row.words)} ({utt_id}) of segment "
                    f"'{row.segment or 'none'}'"
                )

    def quotes(self, quote: Quote, where: str) -> Iterator[str]:
        """A quote or its context that is not what stands in the document."""
        row = self._rows.get(quote.utt_id)
        if row is None:  # told by `names`
            return
        said = f"{where}: {_cut(quote.text)} ({quote.utt_id})"
        if not quote.text or quote.text not in row.words:
            yield f"{said} is not what stands there: {_cut(row.words)}"
        if quote.before not in row.document[: row.start]:
            yield f"{said}: {_cut(quote.before)} does not stand before it in the document"
        if quote.after not in row.document[row.end :]:
            yield f"{said}: {_cut(quote.after)} does not stand after it in the document"
        for name in _PLACE:
            if getattr(quote, name) != row.place[name]:
                yield (
                    f"{said} gives {name} {getattr(quote, name)!r}, the tables {row.place[name]!r}"
                )

    def counts(self, one: Any, where: str) -> Iterator[str]:
        """Counts that differ from what the ids give, and quotes that are not among the ids."""
        mentions = len(one.utt_ids)
        if isinstance(one, Move):  # a passage is two sentences: the last before, the first after
            mentions = mentions // 2
        against = getattr(one, "counter_ids", ())
        found = {
            "people": self._people(one.utt_ids),
            "mentions": mentions,
            "disagree": self._people(against),
        }
        for name, count in found.items():
            if getattr(one, name, count) != count:
                yield f"{where} says {getattr(one, name)} {name}, its ids give {count}"
        if hasattr(one, "of_people") and getattr(one, "people", 0) > one.of_people:
            yield f"{where} says {one.people} of {one.of_people} people"
        for name, ids in (("utt_ids", one.utt_ids), ("counter_ids", against)):
            if len(set(ids)) != len(ids):
                yield f"{where}.{name} names an utterance twice"
        for name in _names(one):
            held = getattr(one, name)
            for quote in held if isinstance(held, tuple) else (held,):
                if not isinstance(quote, Quote) or self._is_staff(quote.utt_id):
                    continue
                ids = against if name == "counter" else one.utt_ids
                if quote.utt_id not in ids:
                    yield (
                        f"{where}.{name}: {_cut(quote.text)} ({quote.utt_id}) is none of what "
                        "it rests on"
                    )

    def titles(self, finding: Finding, where: str) -> Iterator[str]:
        """A title that is neither a customer's phrase nor the touchpoint's name."""
        names = {
            name
            for stage in self._journey.stages
            for cell in stage.touchpoints
            if cell.touchpoint == finding.touchpoint
            for name in (*cell.names.values(), cell.touchpoint)
        }
        rows = [self._rows[one] for one in finding.utt_ids if one in self._rows]
        if finding.title not in names and not any(finding.title in row.words for row in rows):
            yield (
                f"{where}: the title {_cut(finding.title)} ({finding.finding_id}) stands in none "
                "of its utterances"
            )

    def cells(self, cell: TouchpointCell, mentions: pd.DataFrame, where: str) -> Iterator[str]:
        """A touchpoint whose people or mentions are not those who mention it."""
        tied = set(mentions.loc[mentions["touchpoint"] == cell.touchpoint, "utt_id"])
        rows = self._said[self._said["utt_id"].isin(tied)]
        found = {"people": int(rows["person"].nunique()), "mentions": len(rows)}
        for name, count in found.items():
            if getattr(cell.valence, name) != count:
                yield (
                    f"{where} ({cell.touchpoint}) says {getattr(cell.valence, name)} {name}, "
                    f"the tables {count}"
                )
        for quote in (*cell.quotes, *([cell.counter] if cell.counter else [])):
            if quote.utt_id not in tied:
                yield (
                    f"{where}: {_cut(quote.text)} ({quote.utt_id}) does not mention "
                    f"{cell.touchpoint}"
                )

    @cached_property
    def _said(self) -> pd.DataFrame:
        """What customers of the segment say and feel: utt_id, person."""
        own = self._documents[
            (self._documents["segment"] == self._journey.segment)
            & (self._documents["kind"] != FRONTLINE)
        ]
        heard = self._utterances[
            (self._utterances["role"] == "customer") & self._utterances["valence"].notna()
        ]
        said = heard.merge(own[["doc_id", "participant"]], on="doc_id", suffixes=("", "_of"))
        persons = [
            _person(*one)
            for one in zip(said["participant"], said["participant_of"], said["doc_id"], strict=True)
        ]
        return pd.DataFrame({"utt_id": said["utt_id"], "person": persons})

    def _people(self, ids: tuple[str, ...]) -> int:
        return len({self._rows[one].person for one in ids if one in self._rows})

    def _is_staff(self, utt_id: str) -> bool:
        return utt_id in self._rows and self._rows[utt_id].staff


def _row(row: Mapping[Any, Any], document: Mapping[Any, Any]) -> _Row:
    start, end = int(row["start"]), int(row["end"])
    date = document["date"]
    return _Row(
        utt_id=row["utt_id"],
        doc_id=row["doc_id"],
        role=row["role"],
        start=start,
        end=end,
        words=document["text"][start:end],
        document=document["text"],
        segment=document["segment"],
        person=_person(row["participant"], document["participant"], row["doc_id"]),
        staff=row["role"] == FRONTLINE or document["kind"] == FRONTLINE,
        place={
            "lang": row["lang"],
            "participant": row["participant"].strip() or document["participant"].strip(),
            "source": document["source"],
            "source_kind": document["kind"],
            "file": document["file"],
            "locator": row["locator"] or document["locator"],
            "date": "" if pd.isna(date) else f"{date:%Y-%m-%d}",
        },
    )


def _person(own: str, of_document: str, doc_id: str) -> str:
    """Who speaks: the utterance's participant, else the document's, else the document itself."""
    return own.strip() or of_document.strip() or f"\x1f{doc_id}"


def _ids_of(one: Any) -> set[str]:
    return {utt_id for name in _names(one) for utt_id in _ids(getattr(one, name), name)}


def _ids(value: Any, name: str) -> list[str]:
    """The utterance ids in one field of an object, not in the objects it holds."""
    held = list(value.values()) if isinstance(value, dict) else value
    texts = [
        one for one in (held if isinstance(held, (list, tuple)) else [held]) if isinstance(one, str)
    ]
    return [one for one in texts if name in _NAMED or _UTT_ID.fullmatch(one)]


def _cut(text: str) -> str:
    short = text if len(text) <= _EXCERPT else text[: _EXCERPT - 1] + "…"
    return f"«{short}»"
