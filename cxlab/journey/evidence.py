"""What a segment's customers said, who said it and where it stands: the rows all else rests on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from cxlab import tables
from cxlab.codebook import Codebook
from cxlab.errors import StudyError
from cxlab.journey import statistics
from cxlab.journey.labelerror import LabelError, count_people, widened
from cxlab.journey.model import NOBODY, Count, Estimate, Quote
from cxlab.yamlfile import nearest

VALENCE = (-2.0, 2.0)
# From this valence on a pain or a delight is claimed: half of the way to -1 or 1.
CLAIM = 0.5
FRONTLINE = "frontline"
# Neighbouring utterances are context; more than this of a long one is noise on a map.
_CONTEXT = 240
_ESSENTIAL = {
    "utterances": ("utt_id", "doc_id", "role", "text", "valence", "kind", "stage"),
    "mentions": ("utt_id", "touchpoint"),
    "documents": ("doc_id", "kind", "segment"),
}
_REMEDY = {
    "utterances": "score_sentiment and assign_stages add what an analysis adds",
    "mentions": "assign_touchpoints gives them",
    "documents": "map them in study.yml: columns: {segment: ...}",
}
_CARRIED = {
    "source": "source", "kind": "source_kind", "file": "file", "locator": "doc_locator",
    "channel": "channel", "date": "date", "participant": "participant",
}  # fmt: skip


@dataclass(frozen=True)
class Evidence:
    """The material of one segment, each table sorted by utt_id so that row order never matters.

    `documents`: the customers' of the segment. `said`: what they say in them. `mentions`: `said` x
    touchpoints (columns of both, plus `touchpoint` and `score`). `staff`: what frontline people
    say of this segment or of none in particular; `frontline`: the same x touchpoints. Every row
    has `person`: the participant, or the document itself where nobody is named.
    """

    documents: pd.DataFrame
    said: pd.DataFrame
    mentions: pd.DataFrame
    staff: pd.DataFrame
    frontline: pd.DataFrame

    @property
    def people(self) -> int:
        """The segment's people: all who speak, and those who left a document without a word."""
        return self.people_of(self.documents, self.said)

    def spoken(self, stage: str, codebook: Codebook) -> pd.DataFrame:
        """What is said of a stage: utterances in it or with a mention of one of its touchpoints.

        A sentence may so speak of two stages, and nobody speaks of a touchpoint without
        speaking of its stage. `own`: whether the sentence itself is in the stage; `tied`: whether
        it mentions one of its touchpoints.
        """
        places = {one.id for one in codebook.touchpoints if one.stage == stage}
        mentioned = set(self.mentions.loc[self.mentions["touchpoint"].isin(places), "utt_id"])
        said = self.said.assign(
            tied=self.said["utt_id"].isin(mentioned), own=self.said["stage"] == stage
        )
        return said[said["own"] | said["tied"]]

    @staticmethod
    def people_of(documents: pd.DataFrame, said: pd.DataFrame) -> int:
        """How many people are behind some documents and what is said in them."""
        silent = documents[~documents["doc_id"].isin(said["doc_id"])]
        return len(set(said["person"]) | set(silent["person"]))


def gather(
    utterances: pd.DataFrame,
    mentions: pd.DataFrame,
    documents: pd.DataFrame,
    *,
    segment: str,
    codebook: Codebook,
) -> Evidence:
    """The evidence of one segment.

    Only customers count: interviewers, agents and the company are context, and whatever stands in
    a frontline document is corroboration, whoever says it. An utterances column `participant`
    (a focus group, where a document has several people) wins over the document's. Raises
    StudyError when a mention names a touchpoint that the codebook does not have, or a table lacks
    an essential column.
    """
    utterances = complete("utterances", utterances)
    mentions, documents = complete("mentions", mentions), complete("documents", documents)
    _check_touchpoints(mentions, codebook)
    own = _with_person(documents[documents["segment"].astype(str) == segment])
    shared = documents[(documents["kind"] == FRONTLINE) & _blank(documents["segment"])]
    told = _told(utterances, pd.concat([own, _with_person(shared)], ignore_index=True))
    staff = (told["role"] == FRONTLINE) | (told["source_kind"] == FRONTLINE)
    said = told[(told["role"] == "customer") & ~staff].reset_index(drop=True)
    tied = mentions.assign(score=pd.to_numeric(mentions["score"], errors="coerce").fillna(0.0))
    # Two ways to the same touchpoint are one mention; a maximum of texts by groups takes a second.
    once = ["utt_id", "touchpoint"]
    themes = tied.sort_values("theme").drop_duplicates(once, keep="last")[[*once, "theme"]]
    tied = tied.groupby(once, as_index=False)["score"].max().merge(themes, on=once)
    return Evidence(
        documents=own[own["kind"] != FRONTLINE].sort_values("doc_id", ignore_index=True),
        said=said,
        mentions=_tie(said, tied),
        staff=told[staff].reset_index(drop=True),
        frontline=_tie(told[staff], tied),
    )


def complete(name: str, table: pd.DataFrame) -> pd.DataFrame:
    """The table with all its columns; what is not known is filled in, what must be known is not.

    Raises StudyError when a column is missing that nothing can stand in for.
    """
    missing = [column for column in _ESSENTIAL[name] if column not in table.columns]
    if missing:
        raise StudyError(
            f"the {name} lack {', '.join(missing)}. Found: "
            f"{', '.join(str(column) for column in table.columns) or 'no columns'}. {_REMEDY[name]}"
        )
    return tables.conform(name, table)


def _check_touchpoints(mentions: pd.DataFrame, codebook: Codebook) -> None:
    known = {touchpoint.id for touchpoint in codebook.touchpoints}
    for strange in sorted(set(mentions["touchpoint"]) - known):
        raise StudyError(
            f"a mention names touchpoint '{strange}', which the codebook does not have."
            f"{nearest(str(strange), sorted(known))} "
            f"Known: {', '.join(sorted(known))}"
        )


def _blank(values: pd.Series) -> pd.Series:
    return values.fillna("").astype(str).str.strip() == ""


def _with_person(documents: pd.DataFrame) -> pd.DataFrame:
    named = documents["participant"].fillna("").astype(str).str.strip()
    return documents.assign(participant=named, person=_person(named, documents["doc_id"]))


def _person(participant: pd.Series, doc_id: pd.Series) -> pd.Series:
    # "\x1f" cannot stand in a cleaned name: a document never passes for a participant.
    return participant.where(participant != "", "\x1f" + doc_id.astype(str))


def _told(utterances: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    columns = documents[["doc_id", *_CARRIED]].rename(columns=_CARRIED)
    heard = utterances[utterances["doc_id"].isin(columns["doc_id"])].copy()
    # Both have these: what is known of the utterance itself wins.
    own = {name: heard.pop(name) for name in ("participant", "channel") if name in heard.columns}
    told = heard.merge(columns, on="doc_id", how="left", validate="many_to_one")
    for name, values in own.items():
        known = values.fillna("").astype(str).str.strip().to_numpy()
        told[name] = np.where(known == "", told[name], known)
    told["person"] = _person(told["participant"], told["doc_id"])
    valence = pd.to_numeric(told["valence"], errors="coerce").astype("float64")
    told["valence"] = valence.where(np.isfinite(valence)).clip(*VALENCE)
    return told.sort_values("utt_id", ignore_index=True)


def _tie(told: pd.DataFrame, mentions: pd.DataFrame) -> pd.DataFrame:
    tied = told.merge(mentions, on="utt_id", how="inner")
    return tied.sort_values(["utt_id", "touchpoint"], ignore_index=True)


def people(rows: pd.DataFrame) -> int:
    """How many different people stand behind these rows."""
    return int(rows["person"].nunique())


def feeling(rows: pd.DataFrame, kind: str) -> pd.DataFrame:
    """The rows of one kind, without those whose valence does not bear it out.

    Kind and valence come from two heads. Where valence is less than half a step on the side of a
    pain or a delight, the kind is right about every second time and the opposite every fourth
    (benchmarks/claims.py); such a sentence counts in every mean and carries no claim. A kind
    whose valence is unknown stands, and one that a person decided.
    """
    return rows[claims(rows, kind)]


def claims(rows: pd.DataFrame, kind: str) -> pd.Series:
    """Which rows `feeling` keeps."""
    sign = {"pain": -1, "delight": 1}.get(kind, 0)
    stands = rows["kind"] == kind
    if sign:
        borne_out = ~(rows["valence"] * sign < CLAIM)
        if "human" in rows:
            borne_out |= _by_a_person(rows)
        stands &= borne_out
    return stands


def _by_a_person(rows: pd.DataFrame) -> pd.Series:
    """Which rows have a kind that a person decided."""
    return pd.Series(["kind" in fields for fields in rows["human"]], rows.index, dtype=bool)


def estimate(
    rows: pd.DataFrame,
    *,
    seed: int,
    column: str = "valence",
    bounds: tuple[float, float] = VALENCE,
    error: float = 0.0,
) -> Estimate:
    """The mean of a column over people, with its interval; rows without a value do not count.

    `error`: how far the machine that gave the values errs in a mean, as an sd; it widens.
    """
    if rows.empty:
        return NOBODY
    known = rows[rows[column].notna()]
    value, low, high = statistics.bootstrap_mean(
        known[column], known["person"].tolist(), seed=seed, bounds=bounds
    )
    if value is not None and low is not None and high is not None:
        low, high = widened(value, low, high, error, bounds)
    return rounded(value, low, high, people(known), len(known))


def allowing(every: pd.DataFrame, kind: str, error: LabelError) -> Count | None:
    """How many of the people who speak of a place voice this kind, with the machine's errors.

    `every` row speaks of the place; what a person decided is no guess. None where the errors were
    not measured.
    """
    if kind not in error.spread or every.empty:
        return None
    share = _guessed(every)
    found = count_people(
        people(every[claims(every, kind)]),
        people(every),
        agreement=agreement(every, kind, error),
        spread=error.spread[kind] * share,
    )
    return replace(
        found, share_low=round(found.share_low, 6), share_high=round(found.share_high, 6)
    )


def agreement(rows: pd.DataFrame, kind: str, error: LabelError) -> float:
    """Cohen's kappa of these labels with people's; 1 where it was not measured or a person decided."""
    if kind not in error.agreement or rows.empty:
        return 1.0
    return 1 - (1 - error.agreement_on(kind, rows["lang"])) * _guessed(rows)


def _guessed(rows: pd.DataFrame) -> float:
    return 1 - float(_by_a_person(rows).mean()) if "human" in rows else 1.0


def rounded(
    value: float | None, low: float | None, high: float | None, count: int, mentions: int
) -> Estimate:
    """An Estimate of six decimals, so that machines which round differently agree."""
    return Estimate(_six(value), _six(low), _six(high), count, mentions)


def _six(number: float | None) -> float | None:
    return None if number is None else round(float(number), 6) + 0.0  # + 0.0: no minus zero


class Context:
    """Looks up what was said just before and after an utterance, whoever said it.

    `withheld` utterances are never shown, not even as a neighbour.
    """

    def __init__(self, utterances: pd.DataFrame, withheld: Iterable[str] = ()) -> None:
        ordered = utterances.sort_values(["doc_id", "position", "utt_id"], ignore_index=True)
        self._withheld = set(withheld)
        self._at = {utt_id: at for at, utt_id in enumerate(ordered["utt_id"])}
        self._docs: Sequence[str] = ordered["doc_id"].tolist()
        shown = ordered["text"].where(~ordered["utt_id"].isin(self._withheld), "")
        self._texts: Sequence[str] = shown.tolist()

    def shown(self, rows: pd.DataFrame) -> pd.DataFrame:
        """The rows that are not withheld."""
        return rows[~rows["utt_id"].isin(self._withheld)]

    def around(self, utt_id: str) -> tuple[str, str]:
        """The utterances before and after in the same document, "" at its ends."""
        at = self._at[utt_id]
        before = self._text(at - 1, self._docs[at])
        after = self._text(at + 1, self._docs[at])
        return (before if len(before) <= _CONTEXT else _tail(before)), after[:_CONTEXT]

    def _text(self, at: int, doc_id: str) -> str:
        inside = 0 <= at < len(self._docs) and self._docs[at] == doc_id
        return self._texts[at] if inside else ""


def _tail(text: str) -> str:
    cut = text[-_CONTEXT:]
    return cut[cut.find(" ") + 1 :]


def as_quote(row: pd.Series, text: str, context: Context) -> Quote:
    """A quote of this row; `text` is its text or a literal piece of it."""
    before, after = context.around(row["utt_id"])
    return Quote(
        utt_id=row["utt_id"],
        text=text,
        lang=row["lang"],
        participant=row["participant"],
        source=row["source"],
        source_kind=row["source_kind"],
        file=row["file"],
        locator=row["locator"] or row["doc_locator"],
        date="" if pd.isna(row["date"]) else f"{row['date']:%Y-%m-%d}",
        stage=row["stage"],
        valence=0.0 if pd.isna(row["valence"]) else round(float(row["valence"]), 4),
        emotion=row["emotion"],
        kind=row["kind"],
        before=before,
        after=after,
        human=tuple(row["human"]) if "human" in row else (),
    )
