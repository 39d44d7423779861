"""Some 1,300 sentences of our own with all labels, one CSV file a language; nothing is copied.

They show what few customers' sentences show: litotes and negated praise, irony with a sign or
without, rivals, conditional wishes, promises kept and broken, regional words, false friends, rough
and spoken language, feelings told by facts alone ("three weeks and nothing"), facts that only sound
like feelings, questions. Labels follow the guide of the labelled sentences.
"""

from pathlib import Path

import pandas as pd

FOLDER = Path(__file__).parent
LANGUAGES = ("pt", "es", "en")


def read_sentences() -> pd.DataFrame:
    """about, variety ('pt' or 'pt-PT'), stage, valence (−2…2), kind, gap (0, 1), emotion, text, lang."""
    tables = [
        pd.read_csv(FOLDER / f"{lang}.csv", keep_default_na=False).assign(lang=lang)
        for lang in LANGUAGES
    ]
    return pd.concat(tables, ignore_index=True)
