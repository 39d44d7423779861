"""Train the n-gram naive Bayes of `cxlab.prepare.language`; writes models/language.npz and its card.

Run from the repository: `python -m training.language ../shared/data`. Needs the corpora named below,
about a minute on one core. No text is kept: the weights are counts of hashed character n-grams.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix
from sklearn.naive_bayes import MultinomialNB

from cxlab.languages import CODES, of
from cxlab.prepare.language import BUCKETS, NGRAMS, buckets, spoken_words, votes

SEED = 0
SMOOTHING = 0.1
SCALE = 0.06  # one step of the 8-bit weights, in nats
MODELS = Path(__file__).parents[1] / "cxlab" / "models"
# (file, most texts of one language, weight of a text): customers' own words count most.
CORPORA = (
    ("journey_labels.csv", None, 3.0),
    ("emotions_subtitles_en_es_pt.csv", 8000, 1.0),
    ("emotions_en_forum.csv", 4000, 1.0),
)


# Our own word lists teach what corpora of reviews hardly hold: greetings, signatures, labels.
PACKS = (
    "SPEAKER_LABELS", "TURN_WORDS", "NAME_CUES", "GREETINGS", "GREETINGS_FIRM", "SIGN_OFFS", "TITLES",
    "NOT_NAMES", "PHONE_WORDS", "ORDER_WORDS", "ORGANISATION_WORDS",
)  # fmt: skip
PACK_WEIGHT = 3.0


def is_held_out(document: str) -> bool:
    """A fifth of the documents, by hash, is kept for calibration and the card's figures."""
    from hashlib import sha256

    return sha256(document.encode("utf-8")).digest()[0] < 51


def pieces(text: str, random_source: random.Random) -> list[str]:
    """A text and two runs of one to six of its words, so that short texts are learnt too."""
    words = text.split()
    found = [text]
    for _ in range(2):
        length = random_source.randint(1, 6)
        if len(words) > length:
            first = random_source.randrange(len(words) - length + 1)
            found.append(" ".join(words[first : first + length]))
    return found


def read(data: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """(training, held out): text, lang, weight."""
    parts = []
    for name, most, weight in CORPORA:
        table = pd.read_csv(data / name, dtype=str, keep_default_na=False, encoding="utf-8")
        table["lang"] = table["lang"].str[:2] if "lang" in table else "en"
        table["document"] = table["src_id"] if "src_id" in table else table["id"]
        table = table[table["lang"].isin(CODES)].sample(frac=1.0, random_state=SEED)
        if most:
            table = table.groupby("lang").head(most + most // 4)
        parts.append(table[["document", "text", "lang"]].assign(weight=weight, corpus=name))
    texts = pd.concat(parts, ignore_index=True)
    held = texts["document"].map(is_held_out)
    words = pd.DataFrame(
        [(word, code) for code in CODES for name in PACKS for word in getattr(of(code), name)],
        columns=["text", "lang"],
    ).drop_duplicates()
    packs = words.assign(document="", weight=PACK_WEIGHT, corpus="language packs")
    return pd.concat([texts[~held], packs], ignore_index=True), texts[
        held & texts["corpus"].eq(CORPORA[0][0])
    ]


def train(texts: pd.DataFrame) -> np.ndarray:
    """(BUCKETS, 3) weights in nats: log P(n-gram | language), centred on each n-gram."""
    source = random.Random(SEED)
    rows = [
        (piece, lang, weight)
        for text, lang, weight in zip(texts["text"], texts["lang"], texts["weight"], strict=True)
        for piece in pieces(text, source)
    ]
    hashed = [
        [bucket for word in spoken_words(piece) for bucket in buckets(word)] for piece, _, _ in rows
    ]
    ends = np.cumsum([0, *map(len, hashed)])
    every = np.concatenate([np.asarray(one, dtype=np.int64) for one in hashed])
    counts = csr_matrix((np.ones(len(every)), every, ends), shape=(len(rows), BUCKETS))
    counts.sum_duplicates()
    langs = [lang for _, lang, _ in rows]
    model = MultinomialNB(alpha=SMOOTHING, fit_prior=False)
    model.fit(counts, langs, sample_weight=[weight for _, _, weight in rows])
    logs = model.feature_log_prob_[[list(model.classes_).index(code) for code in CODES]].T
    return np.asarray(logs - logs.mean(axis=1, keepdims=True))


def calibrate(weights: np.ndarray, held: pd.DataFrame) -> tuple[float, float]:
    """(sharpness, accuracy): the factor that makes the softmax of the votes honest."""
    source = random.Random(SEED)
    rows = [
        (piece, CODES.index(lang))
        for text, lang in zip(held["text"], held["lang"], strict=True)
        for piece in pieces(text, source)
    ]
    scores = votes([piece for piece, _ in rows], weights)
    truth = np.array([code for _, code in rows])
    losses = {}
    for sharpness in np.geomspace(0.1, 8, 80):
        scaled = scores * sharpness
        top = scaled.max(axis=1, keepdims=True)
        logs = scaled - top - np.log(np.exp(scaled - top).sum(axis=1, keepdims=True))
        losses[float(sharpness)] = -logs[np.arange(len(truth)), truth].mean()
    accuracy = float((scores.argmax(axis=1) == truth).mean())
    return min(losses, key=lambda sharpness: losses[sharpness]), accuracy


CARD = """# language.npz

Tells Portuguese, Spanish and English apart: naive Bayes on hashed character n-grams ({low} to {high}
characters inside words, {buckets} buckets, 8-bit log odds), one bounded vote a word. Used by `cxlab.prepare.language`; py3langid
decides beside it whether a text is in another language.

- **Trained on** {n} texts and word-list entries: the sentences of `journey_labels.csv` (customers' words of twelve sources, labelled
  for this project; weight 3), film lines of XED (`emotions_subtitles_en_es_pt.csv`, CC BY 4.0) and forum
  comments of GoEmotions (`emotions_en_forum.csv`, Apache-2.0), with the word lists of `cxlab/languages`. Each text also gives two runs of one to six
  words. No text is kept: the file holds numbers for hashed n-grams.
- **Held out**: a fifth of the documents, chosen by hash. On their {held} sentences and runs of words:
  accuracy {accuracy:.4f} (the same texts set the sharpness; n-gram length, buckets and the bound of a
  vote were chosen looking at them and at the benchmark's sentences, so expect a little less). By source and length beside py3langid: `python benchmarks/prepare.py language`.
- **Weak where** a text has one to three words that exist in two languages ("excelente", "no problem"): there
  `add_language` asks the document. Galician and Catalan of a few words pass for Portuguese and Spanish.
- **Retrain**: `python -m training.language PATH_TO_DATA` (about a minute; the same input gives the same file).
- **Licence** of the weights: Apache-2.0, as the project; sources as said above.
"""


def main() -> None:
    """Train, calibrate and write the weights and the card."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="folder of the corpora")
    texts, held = read(parser.parse_args().data)
    weights = np.clip(np.round(train(texts) / SCALE), -127, 127).astype(np.int8)
    sharpness, accuracy = calibrate(weights.astype(np.float32) * np.float32(SCALE), held)
    np.savez_compressed(MODELS / "language.npz", weights=weights, scale=SCALE, sharpness=sharpness)
    card = CARD.format(
        low=NGRAMS[0], high=NGRAMS[1], buckets=f"{BUCKETS:,}", n=f"{len(texts):,}",
        held=f"{len(held):,}", accuracy=accuracy,
    )  # fmt: skip
    (MODELS / "language.md").write_text(card, encoding="utf-8")
    print(f"sharpness {sharpness:.2f}, held-out accuracy {accuracy:.4f}")


if __name__ == "__main__":
    main()
