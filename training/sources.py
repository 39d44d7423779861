"""Where the labelled sentences come from: the kind of source, the variety of the language.

Kinds are those of a study's sources (`cxlab.tables`), so that a report can say how well the machine
reads the sources it was given. A variety is written down only where the source itself tells it;
nothing here comes from Portugal or from Spanish America, and no interview is among it.
"""

from dataclasses import dataclass

import pandas as pd

UNKNOWN = "unknown"
_ORDER = "pt es en"


@dataclass(frozen=True)
class Source:
    """What a corpus is: `kind` as in a study, `what` in plain words, `variety` per language."""

    kind: str
    what: str
    variety: str = UNKNOWN


SOURCES = {
    "olist": Source("review", "store", "pt-BR"),
    "reclame_aqui": Source("ticket", "complaint threads", "pt-BR"),
    "absapt": Source("review", "hotel", "pt-BR"),
    "sfu_es": Source("review", "product", "es-ES"),
    "opener_es": Source("review", "hotel"),
    "m_absa": Source("review", "hotel, laptop and course, translated"),
    "hu_liu": Source("review", "product", "en-US"),
    "skytrax": Source("review", "airport lounge"),
    "airline_touchpoints": Source("review", "airline"),
    "twitter_airline": Source("social", "airline tweets", "en-US"),
    "tesco": Source("social", "supermarket tweets", "en-GB"),
    "banking77": Source("chat", "bank questions"),
}


def groups(table: pd.DataFrame) -> dict[tuple[str, str], pd.Series]:
    """(group, name) -> which rows belong to it, for every cut that a card and a report show.

    Groups: 'language', 'kind' (of source), 'variety', 'source', and ('all', 'all'). `table` has
    `lang` and `source`.
    """
    kind = table["source"].map({name: one.kind for name, one in SOURCES.items()})
    variety = table["source"].map({name: one.variety for name, one in SOURCES.items()})
    variety = variety.where(variety != UNKNOWN, table["lang"] + " " + UNKNOWN)
    cuts = {"language": table["lang"], "kind": kind, "variety": variety, "source": table["source"]}
    every = {("all", "all"): pd.Series(True, index=table.index)}
    if "batch" in table:
        every["batch", "random"] = table["batch"] == "random"
    for group, values in cuts.items():
        order = sorted(set(values), key=lambda one: (_ORDER.find(str(one)[:2]), str(one)))
        for name in order if group != "source" else sorted(set(values)):
            every[group, str(name)] = values == name
    return every
