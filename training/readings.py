"""Further sentences read and labelled for this project, after the guide of journey_labels.csv.

`readings.csv` holds labels and where each sentence stands in the corpora (source, row id, span), never
its words. 5,216 sentences of training documents, most of them picked where an early network and the
fast heads were unsure or named a rare stage. One reader; nobody has read them a second time.
"""

import re
from pathlib import Path

import pandas as pd

FILE = Path(__file__).parent / "readings.csv"
_CORPORA = {
    "absapt": "aspects_pt_hotel.csv",
    "airline_touchpoints": "airline_touchpoints_en.csv",
    "banking77": "intents_en_banking.csv",
    "hu_liu": "product_sentences_en.csv",
    "m_absa": "aspects_parallel_en_es_pt.csv",
    "olist": "reviews_pt_store.csv",
    "opener_es": "hotel_sentences_es_en.csv",
    "reclame_aqui": "complaints_pt.csv",
    "sfu_es": "reviews_es_products.csv",
    "skytrax": "lounge_reviews_en.csv",
    "tesco": "tweets_en_supermarket.csv",
    "twitter_airline": "tweets_en_airline.csv",
}
_CUT_INTO_WORDS = ("hu_liu", "m_absa")


def read(data: Path) -> pd.DataFrame:
    """The sentences with their labels, in the columns of journey_labels.csv; batch is 'read'."""
    labels = pd.read_csv(FILE, dtype={"id": str}, keep_default_na=False)
    parts = []
    for source, part in labels.groupby("source"):
        rows = pd.read_csv(data / _CORPORA[str(source)]).dropna(subset=["text"])
        rows = rows.astype({"id": str}).drop_duplicates("id").set_index("id").loc[part["id"]]
        texts = [
            str(text)[start:end]
            for text, start, end in zip(rows["text"], part["start"], part["end"], strict=True)
        ]
        if source in _CUT_INTO_WORDS:
            texts = [joined(text) for text in texts]
        parts.append(part.assign(text=texts, lang=rows["lang"].to_numpy()))
    table = pd.concat(parts, ignore_index=True).rename(columns={"id": "src_id"})
    return table.assign(
        item="read-" + table["src_id"] + "-" + table["start"].astype(str),
        batch="read",
        stage2=table["stage2"].where(table["stage2"] != ""),
    ).drop(columns=["start", "end"])


def joined(text: str) -> str:
    """Corpora cut into words ("it 's great !") as people write ("it's great!")."""
    text = re.sub(r"\s+([.,;:!?%)\]])", r"\1", text.strip())
    text = re.sub(r"\s+('(?:s|m|re|ve|ll|d|t)\b|n't\b)", r"\1", text)
    return re.sub(r"([(\[¿¡])\s+", r"\1", text)
