"""Documents and turns -> utterances: one thing one speaker said, with its exact place."""

from __future__ import annotations

import pandas as pd

from cxlab.prepare import sentences
from cxlab.prepare.language import add_language
from cxlab.tables import utterance_id

COLUMNS = (
    "utt_id", "doc_id", "position", "speaker", "role", "participant", "start", "end", "seconds",
    "locator", "text", "lang",
)  # fmt: skip


def to_utterances(documents: pd.DataFrame, turns: pd.DataFrame) -> pd.DataFrame:
    """Cut every turn into sentences; a row is what one speaker said at one place.

    `documents` has doc_id, text (clean, redacted) and lang; `turns` has doc_id, turn, speaker, role,
    start, end (characters of documents.text) and, when known, participant (who of several customers),
    seconds and locator. The result has
    the columns of `COLUMNS`, in the order of the documents and then of their text; `position` counts
    from 0 in each document; participant, seconds and locator are the turn's; `lang` is as `add_language` says.
    Rows without a letter or an emoji, and mere sounds ("aham"), are left out.

    `documents.text[start:end] == utterances.text` holds for every row. Ids hash document, place and
    words (`cxlab.tables.utterance_id`), so a re-run or a re-ordered file gives the same ids.
    """
    texts = dict(zip(documents["doc_id"], documents["text"], strict=True))
    langs = dict(zip(documents["doc_id"], documents["lang"], strict=True))
    order = {doc_id: place for place, doc_id in enumerate(documents["doc_id"])}
    known = turns[turns["doc_id"].isin(order)]
    sorted_turns = known.assign(_order=known["doc_id"].map(order)).sort_values(
        ["_order", "start"], kind="stable"
    )
    nothing = [None] * len(sorted_turns)
    rows: list[tuple[object, ...]] = []
    position = 0
    last_doc = None
    for doc_id, speaker, role, participant, start, end, seconds, locator in zip(
        sorted_turns["doc_id"], sorted_turns["speaker"], sorted_turns["role"],
        sorted_turns.get("participant", nothing), sorted_turns["start"], sorted_turns["end"],
        sorted_turns.get("seconds", nothing), sorted_turns.get("locator", nothing), strict=True,
    ):  # fmt: skip
        if doc_id != last_doc:
            position, last_doc = 0, doc_id
        said = texts[doc_id][int(start) : int(end)]
        for first, last in sentences.split(said, langs[doc_id]):
            text = said[first:last]
            if sentences.is_filler(text):
                continue
            place = (int(start) + first, int(start) + last)
            rows.append(
                (utterance_id(doc_id, *place, text), doc_id, position, speaker, role, participant,
                 *place, seconds, locator, text, "")
            )  # fmt: skip
            position += 1
    utterances = pd.DataFrame(rows, columns=list(COLUMNS))
    for column in ("locator", "participant"):
        utterances[column] = utterances[column].fillna("")
    types = {"position": "int64", "start": "int64", "end": "int64", "seconds": "float64"}
    return add_language(utterances.astype(types))
