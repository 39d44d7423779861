"""Raw documents and turns -> the texts a study works on: clean, redacted, with a language."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from cxlab.errors import LanguageWarning
from cxlab.languages import CODES, UNKNOWN
from cxlab.prepare.clean import explain
from cxlab.prepare.language import count_words, detect_language
from cxlab.prepare.names import Roster, organisations
from cxlab.prepare.redact import Redaction, announced_names, redact
from cxlab.tables import EVIDENCE_ROLES

_TELLING = 4  # words of a document that tell its language
_OFTEN = 3  # documents that must announce a name before it may be a brand
_NAMED_ROLES = ("customer", "interviewer", "agent", "frontline")  # a company's name is no person's


@dataclass(frozen=True)
class Prepared:
    """What `prepare` made, and what it did on the way.

    `dropped` counts the turns without words; `cleaned` counts the turns that each step of `clean`
    changed; `redacted` counts the pieces taken out, by kind.
    """

    documents: pd.DataFrame
    turns: pd.DataFrame
    dropped: int
    cleaned: Mapping[str, int] = field(default_factory=dict)
    redacted: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class _Turn:
    """One turn while it is worked on: its row in the turns table, and its clean text."""

    row: int
    speaker: str
    role: str
    text: str
    lang: str


def prepare(
    documents: pd.DataFrame,
    turns: pd.DataFrame,
    *,
    roster: Mapping[str, Sequence[str]] | Sequence[str] = (),
    keep: Sequence[str] = (),
) -> Prepared:
    """Clean and redact every turn; give documents their text and language, and turns their place.

    `documents` has doc_id and the raw columns, `turns` has doc_id, turn, speaker, role, text and,
    when known, seconds and locator. `roster` is the study's names, or names by doc_id. The names of a
    document's speakers, and those it announces itself ("me chamo Ana"), are masked in that document.
    `keep` is names that are nobody's and stay (brands); names that documents use as a place ("comprei
    na Grand Cru") are found and kept without being told.

    Documents keep rows and order and get `text` (their turns' texts joined by a new line) and `lang`
    (the language of most of the customers' words); names in `file` are masked, for reports print it.
    Turns lose `text` and get `start` and `end`; a
    speaker's name becomes a label ("customer", "agent 2"). Turns without words are dropped.
    """
    spoken, cleaned = _clean_turns(turns)
    brands = _brands(spoken, keep)
    shared = () if isinstance(roster, Mapping) else tuple(roster)
    everyone = Roster(shared)
    redacted: Counter[str] = Counter()
    texts, langs = [], []
    rows: list[int] = []
    placed: dict[str, list[Any]] = {"start": [], "end": [], "speaker": []}
    for doc_id in documents["doc_id"]:
        own = spoken.get(doc_id, [])
        known_names = tuple(roster.get(doc_id, ())) if isinstance(roster, Mapping) else shared
        speakers = _speakers_names(own)
        heard = announced_names([turn.text for turn in own], brands)
        known = everyone
        if speakers or heard or isinstance(roster, Mapping):
            known = Roster((*known_names, *speakers), heard=heard)
        lang = _language(own)
        safe = [redact(turn.text, lang, known, keep=brands) for turn in own]
        redacted.update(kind for one in safe for _, _, kind in one.spans)
        texts.append(_place(own, safe, rows, placed))
        langs.append(lang)
    made = _mask_files(documents, everyone).assign(text=texts, lang=langs)
    _tell_foreign(made)
    placed_turns = turns.iloc[rows].drop(columns="text").assign(**placed).reset_index(drop=True)
    return Prepared(
        documents=made,
        turns=placed_turns.astype({"start": "int64", "end": "int64"}),
        dropped=len(turns) - len(placed_turns),
        cleaned=dict(cleaned),
        redacted=dict(redacted),
    )


def _clean_turns(turns: pd.DataFrame) -> tuple[dict[str, list[_Turn]], Counter[str]]:
    """The turns of each document in their order, with words or without, and what cleaning did."""
    explained = [explain(text if isinstance(text, str) else "") for text in turns["text"]]
    langs = detect_language([one.text for one in explained])
    spoken: dict[str, list[_Turn]] = {}
    for row, (doc_id, speaker, role, one, lang) in enumerate(
        zip(turns["doc_id"], turns["speaker"], turns["role"], explained, langs, strict=True)
    ):
        name = speaker.strip() if isinstance(speaker, str) else ""
        spoken.setdefault(doc_id, []).append(_Turn(row, name, role, one.text, lang))
    return spoken, Counter(step for one in explained for step in one.steps)


def _tell_foreign(documents: pd.DataFrame) -> None:
    """Warn of files whose documents are mostly in a language that the other rooms do not know."""
    worded = documents[documents["text"].str.count(r"[^\W\d_]{2,}") >= _TELLING]
    shown = worded["file"] if "file" in worded else pd.Series("documents", index=worded.index)
    for file, rows in worded.groupby(shown, sort=True):
        foreign = rows[rows["lang"] == UNKNOWN]
        if len(foreign) * 2 > len(rows):
            warnings.warn(
                f"{file}: {len(foreign)} of {len(rows)} documents are in none of "
                f"{', '.join(CODES)} (the first: {foreign['text'].iloc[0][:60]!r}). What "
                "is read of them is a guess: take the file out, or translate it first",
                LanguageWarning,
                stacklevel=3,
            )


def _mask_files(documents: pd.DataFrame, everyone: Roster) -> pd.DataFrame:
    """Documents whose `file` names nobody of the roster; numbers in a file name are left alone."""
    if "file" not in documents:
        return documents
    masked = {}
    for file in documents["file"].unique():
        masked[file] = file
        for start, end, kind in reversed(redact(file, None, everyone).spans):
            if kind == "NAME":
                masked[file] = masked[file][:start] + "[NAME]" + masked[file][end:]
    return documents.assign(file=documents["file"].map(masked))


def _brands(spoken: Mapping[str, list[_Turn]], keep: Sequence[str]) -> frozenset[str]:
    """Names that are no person's: those given, and those that several documents use as a place."""
    heard = Counter(
        name
        for turns in spoken.values()
        for name in announced_names([turn.text for turn in turns], keep)
    )
    often = [name for name, documents in heard.items() if documents >= _OFTEN]
    texts = (turn.text for turns in spoken.values() for turn in turns)
    return organisations(often, texts) | frozenset(keep)


def _language(turns: Sequence[_Turn]) -> str:
    """The language of most of the customers' words, or of anybody's when customers show none."""
    words: Counter[str] = Counter()
    others: Counter[str] = Counter()
    for turn in turns:
        counter = words if turn.role in EVIDENCE_ROLES else others
        counter[turn.lang] += count_words(turn.text)
    for counter in (words, others):
        if counter.total():
            return max(sorted(counter), key=lambda code: counter[code])
    return UNKNOWN


def _speakers_names(turns: Sequence[_Turn]) -> list[str]:
    """Who speaks in a document, but for companies: "iFood" is evidence, "Ana Souza" is a person."""
    named = (turn.speaker for turn in turns if turn.role in _NAMED_ROLES and turn.speaker)
    return list(dict.fromkeys(named))


def _place(
    turns: Sequence[_Turn],
    safe: Sequence[Redaction],
    rows: list[int],
    placed: dict[str, list[Any]],
) -> str:
    """A document's text; the rows and places of its turns with words are added to the lists."""
    labels = _labels(turns)
    said: list[str] = []
    position = 0
    for turn, one in zip(turns, safe, strict=True):
        if not one.text.strip():
            continue
        rows.append(turn.row)
        placed["start"].append(position)
        placed["end"].append(position + len(one.text))
        placed["speaker"].append(labels[turn.role, turn.speaker])
        said.append(one.text)
        position += len(one.text) + 1
    return "\n".join(said)


def _labels(turns: Sequence[_Turn]) -> dict[tuple[str, str], str]:
    """A label for each speaker of a document: the role, numbered when several people share it."""
    speakers = list(dict.fromkeys((turn.role, turn.speaker) for turn in turns))
    sharing = Counter(role for role, _ in speakers)
    numbers: Counter[str] = Counter()
    labels: dict[tuple[str, str], str] = {}
    for role, name in speakers:
        numbers[role] += 1
        labels[role, name] = role if sharing[role] == 1 else f"{role} {numbers[role]}"
    return labels
