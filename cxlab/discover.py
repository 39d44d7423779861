"""What people talk about, proposed for the codebook: clusters with names, examples and a stage.

The machine writes proposals (`*.proposed.*`) beside the study's tables and rewrites them at each
run; what people decide stands in `topics.csv` beside study.yml, which is read and never written.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from cxlab import proposals, tables, topicsheet
from cxlab.codebook import CHANNELS
from cxlab.errors import StudyError
from cxlab.flow import hold, process
from cxlab.languages import CODES
from cxlab.opened import Processed
from cxlab.stages import NONE
from cxlab.study import Study
from cxlab.topicsheet import BETWEEN, SHEET, TopicRow

if TYPE_CHECKING:
    from cxlab.analyse.topics import Topics

NOTEBOOK, PAGE = "topics.ipynb", "topics.html"
UNKNOWN = 0.5  # a topic is new when this share of what is said is on no touchpoint
_TOLD_FROM = 0.1  # share from which a touchpoint is named beside a topic
_TELLING = 3  # telling words a sentence needs to have a subject
_CHANNEL = 0.2  # a topic has the channels this share of it comes from
_EXAMPLES, _SHORTEST, _LONGEST = 4, 15, 160


@dataclass(frozen=True)
class Discovery:
    """What was discovered in a study and where it lies.

    `topics`: a row a topic, most people first, in the columns of topics.csv. `said`: what
    customers said, with its topic. `left_out`: how many sentences say too little to have one.
    `stability`: see Topics.
    """

    study: Study
    topics: pd.DataFrame
    said: pd.DataFrame
    left_out: int
    stability: float
    sheet: Path
    codebook: Path
    page: Path

    @property
    def proposed(self) -> pd.DataFrame:
        """The topics that the codebook does not have and nobody decided about."""
        return self.topics[self.topics["new"] & ~self.topics["decided"]]

    def summary(self) -> str:
        """The topics as lines of text, most people first, and what to do with them."""
        lines = [f"{'people':>6} {'said':>6}  {'feels':>5}  topic     name"]
        for row in self.topics.to_dict("records"):
            names = " / ".join(row[f"name_{code}"] for code in CODES if row[f"name_{code}"])
            feels = f"{row['valence']:+.1f}" if row["valence"] != "" else ""
            known = "; ".join(part for part in ("NEW" if row["new"] else "", row["known"]) if part)
            lines.append(
                f"{row['people']:>6} {row['mentions']:>6}  {feels:>5}  {row['topic']}  "
                f"{names or '(no telling words)'}  [{known}]"
            )
        own = self.study.folder / topicsheet.FILE
        return "\n".join(
            [
                *lines,
                "",
                f"{self.left_out} sentences say too little to have a topic.",
                f"{len(self.proposed)} topics are in no touchpoint of the codebook. "
                f"Found again in resamples: {self.stability:.2f} (1 is always).",
                f"Read them: {self.page}",
                f"Decide in {self.sheet}: names, merge_into, split, accept; save it as {own}",
                f"The same as codebook entries: {self.codebook}",
            ]
        )


def discover(
    study: Study | str | Path, topics: int | None = None, out: str | Path | None = None
) -> Discovery:
    """Find what the study's customers talk about and write proposals for its codebook.

    `topics` is their number; left out, it is chosen. Decisions in the study's topics.csv hold.
    Raises StudyError for a wrong study or topics.csv, for too little text, and when the last
    proposal was edited where it lies.
    """
    opened = study if isinstance(study, Study) else Study.load(study, out)
    with hold(opened):
        processed = process(opened)
        proposals.refuse_edited(opened)
        every = processed.said()
        said = every[_telling(every)].reset_index(drop=True)
        if said.empty:
            raise StudyError(
                f"study '{opened.name}' has no customer's sentence with {_TELLING} telling words, "
                f"of {len(every)} sentences. Is it told who is customer? cxlab check {opened.name}"
            )
        found, vectors = _found(said, opened, topics)
        said, table = _table(said, found, vectors, processed, opened)
        made = Discovery(
            opened, table, said, len(every) - len(said), found.stability, *_places(opened)
        )
        return _delivered(made)


def _places(study: Study) -> tuple[Path, Path, Path]:
    return study.processed / SHEET, study.processed / proposals.CODEBOOK, study.reports / PAGE


def _telling(said: pd.DataFrame) -> list[bool]:
    """Which sentences say enough to have a subject: "Oh yes" and "Very good" are about anything."""
    from cxlab.analyse.phrases import telling_words

    pairs = zip(said["text"], said["lang"], strict=True)
    return [telling_words(text, lang) >= _TELLING for text, lang in pairs]


def _found(said: pd.DataFrame, study: Study, number: int | None) -> tuple["Topics", np.ndarray]:
    from cxlab.analyse.encode import Cached, get_encoder
    from cxlab.analyse.topics import discover_topics

    texts, langs = said["text"].tolist(), said["lang"].tolist()
    # The fast encoder knows subjects; the accurate one was taught feelings and stages.
    encoder = Cached(get_encoder("fast"), study.processed / "vectors")
    found = discover_topics(texts, langs, number, study.file.seed, encoder)
    vectors = encoder.encode(texts)
    return found, vectors - vectors.mean(axis=0)


def _table(
    said: pd.DataFrame, found: "Topics", points: np.ndarray, processed: Processed, study: Study
) -> tuple[pd.DataFrame, pd.DataFrame]:  # fmt: skip
    """What was said with its topic, and a row for each topic and each decision."""
    from cxlab.analyse import claims
    from cxlab.analyse.keyphrases import name_topics

    rows = study.topics
    hashes = [topicsheet.content_hash(text) for text in said["text"]]
    parts, ends = claims.apply(found.labels, hashes, points, rows)
    topics = np.array([ends.get(part, "") for part in parts], dtype=object)
    usual = pd.Series(topics).groupby(found.labels).agg(lambda of: of.mode().iloc[0])
    said = said.assign(
        part=parts, topic=topics, margin=np.nan_to_num(found.margins, nan=0.0).round(6),
        other=pd.Series(found.others).map(usual).fillna("").to_numpy(),
    )  # fmt: skip
    order = sorted(set(parts) - {""})
    labels = [order.index(part) if part else -1 for part in parts]
    named = name_topics(
        said["text"].tolist(), said["lang"].tolist(), labels, said["person"].tolist()
    )
    names: dict[str, dict[str, str]] = {part: {} for part in order}
    for place, lang, name in zip(named["topic"], named["lang"], named["name"], strict=True):
        names[order[int(place)]][str(lang)] = str(name)
    mentions = processed.mentions
    touched = mentions.sort_values("score", kind="stable").drop_duplicates("utt_id", keep="last")
    said = said.assign(
        touchpoint=said["utt_id"].map(touched.set_index("utt_id")["touchpoint"]).fillna("")
    )
    decisions = {row.topic: row for row in rows}
    records = []
    for part in [*order, *(row.topic for row in rows if row.topic not in names)]:
        inside = np.flatnonzero(parts == part)
        record: dict[str, Any] = {"topic": part, "decided": part in decisions}
        if len(inside):
            own = said.iloc[inside]
            record |= _told(own, points[inside], names[part], study)
            record["members"] = " ".join(claims.members(inside, hashes, said["margin"].to_numpy()))
        else:
            record |= {"people": 0, "mentions": 0, "new": False}
        if part in decisions:
            kept = {name: decisions[part].cells.get(name, "") for name in _decided_columns(rows)}
            record |= {name: value for name, value in kept.items() if name not in _TOLD}
        records.append(record)
    table = pd.DataFrame(records)
    table = table.sort_values(["people", "mentions", "topic"], ascending=[False, False, True])
    told = table.astype(object).where(table.notna(), "")
    return said, told.reset_index(drop=True)


_TOLD = ("people", "mentions", "valence", "new", "known")  # the machine's, also in people's rows


def _decided_columns(rows: Sequence[TopicRow]) -> list[str]:
    """All columns of people's file, theirs too."""
    return list(dict.fromkeys(name for row in rows for name in row.cells))


def _told(
    own: pd.DataFrame, points: np.ndarray, names: Mapping[str, str], study: Study
) -> dict[str, Any]:
    """What the sheet tells of one topic."""
    shares = own["touchpoint"].value_counts(normalize=True)
    named = shares.drop("", errors="ignore")
    likeliest = sorted(named.index, key=lambda one: (-named[one], one))
    new = float(shares.get("", 0.0)) >= UNKNOWN
    best = "" if new else likeliest[0]
    stages = own.loc[own["stage"] != NONE].groupby("stage")["person"].nunique()
    stage = min(stages.index, key=lambda one: (-stages[one], one)) if len(stages) else ""
    channels = own["channel"].value_counts(normalize=True)
    examples = _examples(own, points)
    valence = own.groupby("person")["valence"].mean().mean()
    return {
        "touchpoint": _new_id(names, study) if new else best,
        "stage": stage if new else study.codebook[best].stage,
        **{f"name_{code}": names.get(code, "") for code in CODES},
        "people": own["person"].nunique(),
        "mentions": len(own),
        "valence": round(float(valence), 2),
        "known": ", ".join(
            f"{one} {named[one]:.0%}" for one in likeliest[:2] if named[one] >= _TOLD_FROM
        ),
        "channels": " ".join(
            one for one in CHANNELS if one in channels and channels[one] >= _CHANNEL
        ),
        **{f"examples_{code}": BETWEEN.join(examples.get(code, ())) for code in CODES},
        "new": new,
    }


def _new_id(names: Mapping[str, str], study: Study) -> str:
    """An id for a new touchpoint, made of its name: English first, as the built-in ids are."""
    from cxlab.languages import without_accents

    name = next((names[code] for code in ("en", "pt", "es") if code in names), "")
    first = without_accents(name.split(",")[0].lower())
    plain = re.sub(r"[^a-z0-9]+", "_", first).strip("_")
    taken = {one.id for one in study.codebook.touchpoints}
    return f"{plain}_topic" if plain in taken else plain


def _examples(own: pd.DataFrame, points: np.ndarray) -> dict[str, list[str]]:
    """Per language the most central sentences, one a person."""
    from cxlab.analyse import grouping

    near = grouping.unit(points) @ grouping.unit(points.mean(axis=0)[None])[0]
    ordered = own.assign(near=near.round(5)).sort_values(["near", "text"], ascending=[False, True])
    fit = ordered[ordered["text"].str.len().between(_SHORTEST, _LONGEST)]
    fit = fit[~fit["text"].str.contains(BETWEEN.strip(), regex=False)]
    fit = fit.drop_duplicates(["lang", "person"]).drop_duplicates("text")
    return {
        str(lang): [" ".join(text.split()) for text in group["text"].head(_EXAMPLES)]
        for lang, group in fit.groupby("lang")
    }


def _delivered(made: Discovery) -> Discovery:
    """Write the proposals, and the cards as a page from the notebook that JupyterLab opens."""
    from cxlab.publish import make_page

    told = made.said[["utt_id", "topic", "part", "margin", "other"]]
    tables.write("topics", told, made.study.processed)
    proposals.write(made.study, made.topics, made.proposed, made.stability)

    title = f"{made.study.file.title}: topics"
    make_page(made.study, NOTEBOOK, made.page, title=title, lang=made.study.file.report.language)
    return made
