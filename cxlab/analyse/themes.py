"""Mentions -> mentions with a theme: on which side a touchpoint goes wrong or right.

"Late", "broken" and "at the wrong address" are three problems of a delivery. The sides are few and
the same everywhere (`cxlab/codebooks/themes.yml`): a sentence gets the one that its words and its
vector are nearest to, or none where nothing is near enough. So a theme has the same id on every
run, whatever else the study holds, and one meaning in three languages. Topics found in a study's own
sentences follow what people complain of a little better and have neither (`benchmarks/themes.py`).
"""

import numpy as np
import pandas as pd

from cxlab.analyse.encode import Encoder, get_encoder
from cxlab.analyse.prototypes import ready
from cxlab.codebook import Codebook

# Raw score below which a sentence has no theme, and by how much the best must lead: chosen on every
# other tweet of benchmarks/themes.py, where a lower score begins to cost rightness.
_LOWEST, _LEAD = 0.22, 0.03
_WORDS, _NEAREST = 0.3, 5  # of a theme's score: its words; its nearest sentences
# A touchpoint's own centre is taken from its sentences as far as it has many: what all of them share
# is the touchpoint, not the theme.
_FEW = 30
_JUDGING = ("pain", "delight")


def add_themes(
    mentions: pd.DataFrame, utterances: pd.DataFrame, encoder: str | Encoder = "fast"
) -> pd.DataFrame:
    """The mentions with `theme`, an id of `Codebook.themes()`: same rows, same order.

    '' where nothing is near enough, and for sentences that are neither pain nor delight.
    """
    said = utterances.set_index("utt_id")[["text", "lang", "kind"]]
    told = mentions[["utt_id", "touchpoint"]].join(said, on="utt_id")
    judged = told["kind"].isin(_JUDGING).to_numpy()
    rows = told[judged]
    found = np.full(len(mentions), "", dtype=object)
    if len(rows):
        found[judged] = theme_of(
            rows["text"].tolist(), rows["lang"].tolist(), rows["touchpoint"].tolist(), encoder
        )
    return mentions.assign(theme=found)


def theme_of(
    texts: list[str], langs: list[str], touchpoints: list[str], encoder: str | Encoder = "fast"
) -> list[str]:
    """The theme of each text said of a touchpoint, or ''."""
    chosen = get_encoder(encoder)
    book = ready(Codebook.themes(), (chosen,))
    side = book.sides[0]
    vectors = chosen.encode(texts)
    centred = np.array(vectors, dtype=np.float64)
    for rows in pd.Series(range(len(texts))).groupby(touchpoints, sort=False).indices.values():
        own = vectors[rows].sum(axis=0) + _FEW * side.middle
        centred[rows] -= own / (len(rows) + _FEW) - side.middle
    words = book.words.scores(texts, langs)
    # Rounded: sums in another order differ beyond, and must not change a theme.
    raw = np.round(side.similarities(side.unit(centred), _NEAREST) + _WORDS * words, 4)
    order = np.argsort(-raw, axis=1, kind="stable")
    at = np.arange(len(texts))
    best, second = raw[at, order[:, 0]], raw[at, order[:, 1]]
    clear = (best >= _LOWEST) & (best >= second + _LEAD)
    return [
        book.ids[column] if sure else "" for column, sure in zip(order[:, 0], clear, strict=True)
    ]
