"""Raw documents and turns -> the texts a study works on: clean, redacted, with a language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from cxlab.languages import UNKNOWN
from cxlab.prepare.clean import explain
from cxlab.prepare.language import dominant_language
from cxlab.prepare.names import Roster
from cxlab.prepare.redact import announced_names, redact
from cxlab.tables import EVIDENCE_ROLES

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


def prepare(
    documents: pd.DataFrame,
    turns: pd.DataFrame,
    *,
    roster: Mapping[str, Sequence[str]] | Sequence[str] = (),
) -> Prepared:
    """Clean and redact every turn; give documents their text and language, and turns their place.

    `documents` has doc_id and the raw columns, `turns` has doc_id, turn, speaker, role, text and,
    when known, seconds and locator. `roster` is the study's names, or names by doc_id. The names of a
    document's speakers, and those it announces itself ("me chamo Ana"), are masked in that document.

    Documents keep rows and order and get `text` (their turns' texts joined by a new line) and `lang`
    (the language of most of the customers' words). Turns lose `text` and get `start` and `end`; a
    speaker's name becomes a label ("customer", "agent 2"). Turns without words are dropped.
    """
    by_document = dict(iter(turns.groupby("doc_id", sort=False)))
    shared = () if isinstance(roster, Mapping) else tuple(roster)
    everyone = Roster(shared)
    cleaned: Counter[str] = Counter()
    redacted: Counter[str] = Counter()
    texts, langs, kept = [], [], []
    for doc_id in documents["doc_id"]:
        group = by_document.get(doc_id)
        if group is None:
            texts.append("")
            langs.append(UNKNOWN)
            continue
        own = tuple(roster.get(doc_id, ())) if isinstance(roster, Mapping) else shared
        said, steps = _cleaned(group["text"])
        cleaned.update(steps)
        lang = _language(said, group["role"])
        names = _speakers_names(group) + announced_names(said)
        known = Roster((*own, *names)) if names or isinstance(roster, Mapping) else everyone
        safe = [redact(text, lang, known) for text in said]
        redacted.update(kind for one in safe for _, _, kind in one.spans)
        text, placed = _placed(group, [one.text for one in safe])
        texts.append(text)
        langs.append(lang)
        kept.append(placed)
    placed_turns = pd.concat(kept) if kept else turns.iloc[:0].assign(start=0, end=0)
    return Prepared(
        documents=documents.assign(text=texts, lang=langs),
        turns=placed_turns.drop(columns="text").reset_index(drop=True),
        dropped=len(turns) - len(placed_turns),
        cleaned=dict(cleaned),
        redacted=dict(redacted),
    )


def _cleaned(texts: pd.Series) -> tuple[list[str], Counter[str]]:
    explained = [explain(text if isinstance(text, str) else "") for text in texts]
    return [one.text for one in explained], Counter(step for one in explained for step in one.steps)


def _language(said: list[str], roles: pd.Series) -> str:
    evidence = [text for text, role in zip(said, roles, strict=True) if role in EVIDENCE_ROLES]
    return dominant_language(evidence if any(evidence) else said)


def _speakers_names(group: pd.DataFrame) -> list[str]:
    """Who speaks in a document, but for companies: "iFood" is evidence, "Ana Souza" is a person."""
    named = group.loc[group["role"].isin(_NAMED_ROLES), "speaker"]
    return [name for name in dict.fromkeys(named) if isinstance(name, str) and name.strip()]


def _placed(group: pd.DataFrame, texts: list[str]) -> tuple[str, pd.DataFrame]:
    """A document's text, and its turns with words, each with its place in that text."""
    with_words = [bool(text.strip()) for text in texts]
    starts, ends, position = [], [], 0
    said = [text for text, there in zip(texts, with_words, strict=True) if there]
    for text in said:
        starts.append(position)
        ends.append(position + len(text))
        position += len(text) + 1
    placed = group[with_words].assign(start=starts, end=ends, speaker=_labels(group)[with_words])
    return "\n".join(said), placed


def _labels(group: pd.DataFrame) -> pd.Series:
    """A label for each speaker of a document: the role, numbered when several share it."""
    speakers = group["speaker"].fillna("").astype(str).str.strip()
    pairs = list(zip(group["role"].astype(str), speakers, strict=True))
    labels: dict[tuple[str, str], str] = {}
    for role, name in dict.fromkeys(pairs):
        sharing = len({other for other_role, other in pairs if other_role == role})
        number = 1 + sum(other_role == role for other_role, _ in labels)
        labels[role, name] = role if sharing == 1 else f"{role} {number}"
    return pd.Series([labels[pair] for pair in pairs], index=group.index)
