"""Topics that were discovered in a study, opened for a notebook: their cards, phrases in context."""

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from cxlab import tables
from cxlab.analyse.explain import collocations, concordance
from cxlab.analyse.keyphrases import key_phrases
from cxlab.errors import StudyError
from cxlab.journey.evidence import estimate
from cxlab.languages import CODES
from cxlab.opened import Processed
from cxlab.report.topiccards import KeyPhrase, Line, Pair, Saying, TopicCard, TopicPage
from cxlab.study import Study
from cxlab.topicsheet import BETWEEN, SHEET, WRITTEN, TopicRow, read_topics

_PHRASES, _PAIRS, _LINES, _EDGES = 5, 5, 8, 3  # shown of each language, and of the boundary
_QUOTES = 2  # central sentences of a language
_KNOWN = 0.1


@dataclass(frozen=True)
class TopicsView:
    """A study's topics as `cxlab discover` left them."""

    study: Study
    processed: Processed
    lang: str

    @cached_property
    def said(self) -> pd.DataFrame:
        """What customers said that has a topic: the columns of Processed.said, topic and margin."""
        found = tables.read("topics", self.processed.folder)
        told = self.processed.said().merge(found, on="utt_id", validate="one_to_one")
        return told[told["topic"] != ""].reset_index(drop=True)

    @cached_property
    def rows(self) -> dict[str, TopicRow]:
        """The rows of the proposal whose topic somebody speaks of, most people first."""
        there = set(self.said["topic"])
        proposed = read_topics(self.processed.folder / SHEET)
        return {row.topic: row for row in proposed if row.topic in there}

    def concordance(self, phrase: str, lang: str, topic: str = "", most: int = 20) -> pd.DataFrame:
        """A phrase in its contexts, in every form it takes, in all topics or in one."""
        own = self.said[(self.said["lang"] == lang) & ((self.said["topic"] == topic) | (not topic))]
        return concordance(own["text"].tolist(), own["utt_id"].tolist(), phrase, lang, most)

    def page(self, most: int = 20) -> TopicPage:
        """The cards of the topics that most people speak of."""
        record = json.loads((self.processed.folder / WRITTEN).read_text(encoding="utf-8"))
        every = self.processed.said()
        shown = list(self.rows)[:most]
        return TopicPage(
            self.study.file.title,
            [self._card(code) for code in shown],
            people=every["person"].nunique(),
            left_out=len(every) - len(self.said),
            stability=record["stability"],
            min_people=self.study.file.report.min_people,
            synthetic=self.study.file.synthetic,
        )

    @cached_property
    def _phrases(self) -> pd.DataFrame:
        order = list(self.rows)
        places = {code: place for place, code in enumerate(order)}
        told = key_phrases(
            self.said["text"].tolist(), self.said["lang"].tolist(),
            [places.get(code, -1) for code in self.said["topic"]], self.said["person"].tolist(),
        )  # fmt: skip
        return told.assign(topic=[order[place] for place in told["topic"]])

    def _card(self, code: str) -> TopicCard:
        row, own = self.rows[code], self.said[self.said["topic"] == code]
        told = self._phrases[self._phrases["topic"] == code]
        best = told.groupby("lang", sort=False).head(_PHRASES)
        pairs = collocations(own["text"].tolist(), own["lang"].tolist(), _PAIRS)
        stages = {stage.id: stage.names for stage in self.study.stages.stages}
        return TopicCard(
            code,
            row.names,
            estimate(own, seed=self.study.file.seed),
            known=self._known(own),
            new=row.cells.get("new", "") == "yes",
            decided=any(code == one.topic for one in self.study.topics),
            stage=stages.get(row.cells.get("stage", ""), {}),
            quotes=_central(row),
            boundary=self._edges(own),
            phrases=[
                KeyPhrase(*one) for one in _tuples(best, "phrase lang people of rest g2 log_ratio")
            ],
            pairs=[Pair(*one) for one in _tuples(pairs, "words lang uses g2 npmi")],
            lines=_lines(own, told),
        )

    def _known(self, own: pd.DataFrame) -> list[tuple[dict[str, str], float]]:
        """The touchpoints a topic is known under, with its share on each; see discover."""
        mentions = self.processed.mentions
        best = mentions.sort_values("score", kind="stable").drop_duplicates("utt_id", keep="last")
        touched = own["utt_id"].map(best.set_index("utt_id")["touchpoint"]).dropna()
        shares = touched.value_counts() / max(len(own), 1)
        ordered = sorted(shares.index, key=lambda one: (-shares[one], one))
        return [
            (self.study.codebook[one].names, float(shares[one]))
            for one in ordered[:2]
            if shares[one] >= _KNOWN
        ]

    def _edges(self, own: pd.DataFrame) -> list[Saying]:
        """The sentences that are nearly as near to another topic, one a person."""
        between = own[own["other"].isin(self.rows) & (own["other"] != own["topic"])]
        nearest = between.sort_values(["margin", "utt_id"]).drop_duplicates("person").head(_EDGES)
        return [
            Saying(text, lang, self.rows[other].names)
            for text, lang, other in zip(
                nearest["text"], nearest["lang"], nearest["other"], strict=True
            )
        ]


def _tuples(table: pd.DataFrame, columns: str) -> list[tuple[Any, ...]]:
    return list(table[columns.split()].itertuples(index=False, name=None))


def _central(row: TopicRow) -> list[Saying]:
    return [
        Saying(text.strip(), code)
        for code in CODES
        for text in row.cells.get(f"examples_{code}", "").split(BETWEEN.strip())[:_QUOTES]
        if text.strip()
    ]


def _lines(own: pd.DataFrame, told: pd.DataFrame) -> list[Line]:
    """The best phrase of each language in its contexts."""
    lines: list[Line] = []
    for lang, phrases in told.groupby("lang", sort=False):
        spoken = own[own["lang"] == lang]
        found = concordance(
            spoken["text"].tolist(), spoken["utt_id"].tolist(), phrases["phrase"].iloc[0],
            str(lang), _LINES,
        )  # fmt: skip
        lines += [Line(*one) for one in _tuples(found.assign(lang=lang), "left hit right lang")]
    return lines


def open_topics(study: str | Path, processed: str | Path = "", lang: str = "") -> TopicsView:
    """The topics that `cxlab discover` found in a study.

    `processed` is where its tables lie, '' for the study's own place; `lang` '' the study's own.
    Raises StudyError when nothing was discovered yet.
    """
    opened = Study.load(study)
    made = Processed(Path(processed) if processed else opened.processed)
    if not (made.folder / WRITTEN).exists():
        raise StudyError(
            f"{made.folder} holds no topics. Find them with: cxlab discover {opened.name}"
        )
    return TopicsView(opened, made, lang or opened.file.report.language)
