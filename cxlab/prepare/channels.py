"""Utterances -> the channel each speaks of: by its own words ("no chat", "in store"), else its source's.

A channel is told by a preposition or a verb beside it, never by a bare word: "chat" may be talk,
"phone" a thing for sale, "loja do app" no shop. Patterns are data of each language.
"""

import re
from functools import cache

import pandas as pd

from cxlab import languages


@cache
def _patterns(lang: str) -> dict[str, re.Pattern[str]]:
    return {
        channel: re.compile("|".join(rf"(?:{one})" for one in words))
        for channel, words in languages.of(lang).CHANNEL_WORDS.items()
    }


def named_channel(text: str, lang: str) -> str:
    """The channel that the words of a text name first, '' for none or an unknown language.

    >>> named_channel("Só resolveram pelo telefone", "pt"), named_channel("Que produto chato", "pt")
    ('phone', '')
    """
    if lang not in languages.CODES:
        return ""
    folded = languages.without_accents(text).lower()
    found = {
        channel: match.start()
        for channel, pattern in _patterns(lang).items()
        if (match := pattern.search(folded))
    }
    return min(found, key=lambda channel: found[channel]) if found else ""


def add_channels(utterances: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """The utterances with `channel`: what their words name, else the channel of their document.

    Same rows, same order; '' where neither tells.
    """
    own = dict(zip(documents["doc_id"], documents["channel"].fillna(""), strict=True))
    channels = [
        named_channel(text, lang) or own.get(doc_id, "")
        for text, lang, doc_id in zip(
            utterances["text"], utterances["lang"], utterances["doc_id"], strict=True
        )
    ]
    return utterances.assign(channel=pd.Series(channels, utterances.index, dtype=object))
