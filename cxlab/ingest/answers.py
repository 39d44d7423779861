"""Drafts of one file -> rows of the documents and turns tables, with codes in the place of names."""

import math
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from cxlab import languages, tables
from cxlab.ingest import fields
from cxlab.ingest.labels import fold_label, initial_of, is_name, label_role
from cxlab.ingest.people import People, Person
from cxlab.ingest.roles import GUESSED, assign_roles
from cxlab.ingest.threads import Draft
from cxlab.study import Source


@dataclass
class Gathered:
    """What is collected while the files of a study are read."""

    documents: list[dict[str, object]] = field(default_factory=list)
    turns: list[tuple[object, ...]] = field(default_factory=list)
    quarantine: list[dict[str, object]] = field(default_factory=list)
    counts: list[dict[str, object]] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    short: Counter[str] = field(default_factory=Counter)
    roster: dict[str, None] = field(default_factory=dict)


def roles_of(source: Source) -> dict[str, tuple[str, ...]]:
    """The values a study lists for each role."""
    return {str(role): values for role, values in source.roles.items()}


def add_documents(
    gathered: Gathered, fresh: list[tuple[str, Draft]], path: Path, name: str, *,
    source: Source, people: People,
) -> list[str]:  # fmt: skip
    """Write the documents and turns of a file into what is gathered; returns doubts to tell."""
    numbers, notes = _numbers(fresh, source)
    guesses: Counter[str] = Counter()
    guessed_turns = 0
    of_file = people.of_file(path) if people.everybody and source.kind == "interview" else None
    for (doc_id, draft), answers in zip(fresh, numbers, strict=True):
        roles, told = assign_roles(
            draft.turns, kind=source.kind, people=people, roles=roles_of(source),
            positions=draft.positions, has_start=draft.has_start,
        )  # fmt: skip
        for note in told:
            if note.endswith(GUESSED):
                guessed_turns += int(note.split()[0])
            else:
                guesses[note] += 1
        person = people.find(draft.values["participant"]) or of_file
        codes, person = _participants(draft, roles, person, path, doc_id, people)
        _add_turns(gathered, doc_id, draft, roles, codes, kind=source.kind)
        gathered.documents.append(_document(doc_id, draft, person, codes, name, source, answers))
    if guessed_turns:
        notes.append(
            f"who is customer and who is the company was guessed from the words of {guessed_turns} "
            "turn(s). Say it: roles: {customer: [...], company: [...]}"
        )
    return notes + [
        note if times == 1 else f"{note} ({times} times)" for note, times in guesses.items()
    ]


def _numbers(
    fresh: list[tuple[str, Draft]], source: Source
) -> tuple[list[dict[str, float]], list[str]]:
    """The rating, nps and effort of each draft, and doubts about them."""
    names = [draft.values["id"] or draft.locator for _, draft in fresh]
    scales = {"rating": source.rating_scale, "nps": (0, 10), "effort": source.effort_scale}
    told: dict[str, list[float]] = {}
    notes: list[str] = []
    for what, ends in scales.items():
        told[what], more = fields.read_ratings(
            [draft.values[what] for _, draft in fresh],
            names,
            low=min(ends),
            high=max(ends),
            what=what,
        )
        notes += more
    return [dict(zip(told, row, strict=True)) for row in zip(*told.values(), strict=True)], notes


def _participants(
    draft: Draft, roles: list[str], person: Person | None, path: Path, doc_id: str, people: People
) -> tuple[list[str], Person | None]:
    """A participant code for each turn ("" for context), and the person the document is of.

    Codes are never names: people.csv's code, a code in the data, else a pseudonym. `person` is who
    people.csv says the participant or the file is.
    """
    own = draft.values["participant"]
    customers = [
        turn.speaker for turn, role in zip(draft.turns, roles, strict=True)
        if role in tables.EVIDENCE_ROLES
    ]  # fmt: skip
    several = len(set(customers)) > 1
    codes: dict[str, str] = {}
    for speaker in dict.fromkeys(customers):
        known = people.find(speaker)
        if known:
            person = person or known
            codes[speaker] = known.participant
        elif several and speaker and not own:
            codes[speaker] = _speaker_code(speaker, doc_id)
        elif person:
            codes[speaker] = person.participant
        elif own:
            codes[speaker] = fields.pseudonym(own)
        else:
            is_talk = len(draft.turns) > 1 and not draft.thread
            codes[speaker] = _lone_code(speaker, path if is_talk else None, doc_id)
    return [
        codes[turn.speaker] if role in tables.EVIDENCE_ROLES else ""
        for turn, role in zip(draft.turns, roles, strict=True)
    ], person


def _speaker_code(speaker: str, doc_id: str) -> str:
    """A code for one of several customers.

    A full name or a code such as `P03` is the same person everywhere; a role, a letter, a number or a
    first name only inside its document.
    """
    if _is_own_code(speaker):
        return speaker
    generic = {
        fold_label(word) for code in languages.CODES for word in languages.of(code).SPEAKER_LABELS
    }
    bare = re.sub(r"[\s#\d]+$", "", fold_label(speaker))
    one_word = len(bare.split()) < 2
    if label_role(speaker) or initial_of(speaker) or bare in generic or one_word:
        return "P" + tables.stable_id(doc_id, fold_label(speaker))[:8]
    return fields.pseudonym(speaker)


def _is_own_code(label: str) -> bool:
    """Whether a label is a code that a study gave: `P03` or `C-118`, and not `P1` or `Speaker 1`."""
    return bool(re.fullmatch(r"[^\W\d_]{1,3}-\d{1,5}|[^\W\d_]{1,3}\d{2,5}", label.strip()))


def _lone_code(speaker: str, path: Path | None, doc_id: str) -> str:
    """A code for the only customer: the label's own, one in the file's name, else the document's."""
    if _is_own_code(speaker):
        return speaker
    parts = re.split(r"[_\s]+", path.stem) if path else []
    named = [part for part in parts if _is_own_code(part)]
    return named[0] if len(named) == 1 else "P" + doc_id[:8]


def _add_turns(
    gathered: Gathered, doc_id: str, draft: Draft, roles: list[str], codes: list[str], *, kind: str
) -> None:
    context: dict[tuple[str, str], str] = {}
    for number, (turn, role, code) in enumerate(zip(draft.turns, roles, codes, strict=True)):
        if role in tables.EVIDENCE_ROLES:
            shown = code
        else:
            count = sum(1 for _, other in context if other == role) + 1
            shown = context.setdefault(
                (turn.speaker, role), role if count == 1 else f"{role} {count}"
            )
        if kind == "interview" and _is_person(turn.speaker):
            gathered.roster.setdefault(turn.speaker)
        gathered.turns.append(
            (doc_id, number, shown, role, turn.seconds, turn.locator, turn.text, code)
        )


def _is_person(speaker: str) -> bool:
    """Whether a speaker's label is a name, to be redacted wherever it is said."""
    return (
        len(speaker) > 2 and is_name(speaker) and not label_role(speaker)
        and not fields.is_code(speaker) and speaker[:1].isupper()
    )  # fmt: skip


def _document(
    doc_id: str, draft: Draft, person: Person | None, codes: list[str], name: str, source: Source,
    answers: dict[str, float],
) -> dict[str, object]:  # fmt: skip
    values = draft.values
    attributes = person.attributes if person else {}
    first = next((code for code in codes if code), "")
    if values["participant"] and not person:
        first = fields.pseudonym(values["participant"])
    participant = (person.participant if person else "") or first or "P" + doc_id[:8]

    def borrowed(field: str) -> str:
        """A field that the study maps to an attribute of people."""
        return next((attributes[n] for n in source.columns.get(field, ()) if n in attributes), "")

    date = draft.date
    if date is None and borrowed("date"):
        date = fields.read_dates([borrowed("date")], order=source.dates)[0][0]
    has_rating = not math.isnan(answers["rating"])
    document: dict[str, object] = {
        **{attribute_column(key): value for key, value in attributes.items()},
        **draft.extras,
        "doc_id": doc_id, "source": source.name, "kind": source.kind, "file": name,
        "locator": draft.locator, "participant": participant,
        "segment": values["segment"] or borrowed("segment") or attributes.get("segment", ""),
        "date": date, "wave": values["wave"] or borrowed("wave"),
        "channel": values["channel"] or borrowed("channel") or source.channel,
        "lang": "", **answers,
        "rating_low": source.rating_scale[0] if has_rating else float("nan"),
        "rating_high": source.rating_scale[1] if has_rating else float("nan"),
        "text": "", "title": values["title"] or draft.thread.replace("\x1f", " · "),
    }  # fmt: skip
    return document


def attribute_column(name: str) -> str:
    """The column an attribute of people gets: its own name, unless a column of ours has it."""
    return f"people_{name}" if name in tables.SCHEMAS["documents"] or name == "title" else name
