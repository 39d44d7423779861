"""Customers' own verdicts, a rating or an NPS answer, and what they complain of and praise with each."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from cxlab.journey import statistics
from cxlab.journey.evidence import Evidence, claims
from cxlab.journey.statistics import Floats, Said, Slopes


@dataclass(frozen=True)
class Verdicts:
    """One row per document that carries a verdict, sorted by doc_id.

    `rows`: doc_id, person, standing (in standard deviations from the mean of the document's source,
    so that sources on different scales meet). What a person says in a document goes with its verdict;
    what they say where they give none goes with all of theirs. `pains`, `delights`: rows x touchpoints, 1 where one is voiced, else 0.
    """

    rows: pd.DataFrame
    pains: pd.DataFrame
    delights: pd.DataFrame

    @staticmethod
    def of(evidence: Evidence) -> "Verdicts":
        """The segment's verdicts; sources in which all judge alike, or fewer than two do, give none."""
        rows = standings(evidence.documents)
        voiced = {
            kind: _voiced(rows, evidence.mentions[claims(evidence.mentions, kind)])
            for kind in ("pain", "delight")
        }
        return Verdicts(rows, voiced["pain"], voiced["delight"])

    def saying(self, said: pd.DataFrame) -> Floats:
        """1 for each verdict that goes with one of these utterances, else 0."""
        return _with(self.rows, said)

    def drawn(self, *, seed: int) -> Floats:
        """Draws of these people, for `slopes`."""
        return statistics.people_drawn(self._persons, seed=seed)

    def slopes(self, said: Said, *, least: int, drawn: Floats | None = None) -> Slopes:
        """What goes with a complaint, with praise and with a step of feeling, in standard deviations.

        Without draws the values alone: nothing tells how they vary.
        """
        drawn = statistics.people_drawn(self._persons) if drawn is None else drawn
        return statistics.penalty_reward(
            self.rows["standing"], said, self._persons, drawn, least=least
        )

    @property
    def _persons(self) -> list[str]:
        return self.rows["person"].tolist()

    def beside(self, touchpoint: str) -> Said:
        """Complaint there, praise there, how many other touchpoints are complained of, and praised."""
        complaint, praise = self._of(self.pains, touchpoint), self._of(self.delights, touchpoint)
        worse, better = self.pains.sum(axis=1).to_numpy(), self.delights.sum(axis=1).to_numpy()
        return complaint, praise, worse - complaint, better - praise

    def _of(self, voiced: pd.DataFrame, touchpoint: str) -> Floats:
        if touchpoint not in voiced:
            return np.zeros(len(voiced))
        return voiced[touchpoint].to_numpy(dtype=np.float64)


def standings(documents: pd.DataFrame) -> pd.DataFrame:
    """doc_id, person, standing of each document with a rating or, where it has none, an NPS answer."""
    given = documents["rating"].where(documents["rating"].notna(), documents["nps"])
    rated = documents.assign(given=pd.to_numeric(given, errors="coerce")).dropna(subset="given")
    by_source = rated.groupby("source")["given"]
    spread = by_source.transform("std", ddof=0)
    score = (rated["given"] - by_source.transform("mean")) / spread.where(spread > 0)
    rows = rated.assign(standing=score)[["doc_id", "person", "standing"]].dropna(subset="standing")
    return rows.sort_values("doc_id", ignore_index=True)


def _with(rows: pd.DataFrame, said: pd.DataFrame) -> Floats:
    loose = said[~said["doc_id"].isin(rows["doc_id"])]
    own = rows["doc_id"].isin(said["doc_id"]) | rows["person"].isin(loose["person"])
    return own.to_numpy().astype(np.float64)


def _voiced(rows: pd.DataFrame, said: pd.DataFrame) -> pd.DataFrame:
    told = {str(name): _with(rows, part) for name, part in said.groupby("touchpoint")}
    return pd.DataFrame(told, index=rows.index, dtype="float64")
