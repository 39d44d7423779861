"""Which of e5's 250,002 word pieces Portuguese, Spanish and English need.

A piece is kept when customers' texts or everyday words use it: pieces are ranked by their use in
the shared texts plus their use in the most frequent words of the three languages (`wordfreq`), as
written, without accents, Capitalised and in CAPITALS. Short pieces of Latin letters, digits, signs
and emoji always stay, so that a pruned word falls into smaller pieces and never into <unk>.

`python -m training.encoder.vocabulary DATA FOLDER` writes `FOLDER/keep.npy` (rows of e5) and
`FOLDER/sp.model` (a sentencepiece model of these pieces).
"""

import argparse
import unicodedata
from collections import Counter
from pathlib import Path

import numpy as np
import pandas as pd
import sentencepiece

from training.encoder.wheel import SPECIAL, Wheel, tokenizer_bytes

SIZE = 42_000
_LANGUAGES = ("pt", "es", "en")
_FILES = (  # texts in the three languages, general and customers'
    "journey_labels.csv",
    "reviews_pt_store.csv",
    "complaints_pt.csv",
    "reviews_es_products.csv",
    "hotel_sentences_es_en.csv",
    "product_sentences_en.csv",
    "lounge_reviews_en.csv",
    "tweets_en_airline.csv",
    "tweets_en_supermarket.csv",
    "aspects_pt_hotel.csv",
    "emotions_subtitles_en_es_pt.csv",
    "emotions_en_forum.csv",
    "interviews_en_turns.csv",
    "names_pt_news.csv",
    "pii_es_clinical.csv",
)


def without_accents(text: str) -> str:
    """The text with marks taken off its letters."""
    parts = unicodedata.normalize("NFD", text)
    return "".join(sign for sign in parts if unicodedata.category(sign) != "Mn")


def choose(wheel: Wheel, data: Path, *, size: int = SIZE) -> np.ndarray:
    """Rows of e5 to keep, int32 of shape (size,): the special ones, then by falling use."""
    whole = sentencepiece.SentencePieceProcessor(
        model_proto=tokenizer_bytes(wheel, range(len(wheel.pieces)))
    )
    use: Counter[int] = Counter()
    for name in _FILES:
        texts = pd.read_csv(data / name, usecols=["text"])["text"].dropna().astype(str)
        for ids in whole.encode(texts.tolist()):
            use.update(ids)
    for language in _LANGUAGES:
        _count_words(language, whole, use)
    always = {row for row in range(SPECIAL, len(wheel.pieces)) if _short(wheel.pieces[row])}
    by_use = sorted(
        (row for row in use if row >= SPECIAL), key=lambda row: (row not in always, -use[row], row)
    )
    unused = sorted(always - set(by_use))
    kept = [*range(SPECIAL), *([*by_use[: len(always & use.keys())], *unused])]
    kept += [row for row in by_use if row not in set(kept)][: max(0, size - len(kept))]
    # falling use puts the rows that a run touches side by side
    order = sorted(kept[SPECIAL:], key=lambda row: (-use[row], row))
    return np.array([*range(SPECIAL), *order], dtype=np.int32)


def _count_words(language: str, whole: sentencepiece.SentencePieceProcessor, use: Counter) -> None:
    import wordfreq

    for word in wordfreq.top_n_list(language, 80_000, wordlist="best"):
        often = wordfreq.word_frequency(word, language) * 3e6
        plain = without_accents(word)
        for form, weight in (
            (word, 1.0), (word.capitalize(), 0.3), (plain, 0.3), (word.upper(), 0.05)
        ):  # fmt: skip
            for piece in whole.encode(form):
                use[piece] += weight * often


def _short(piece: str) -> bool:
    """One or two signs of Latin script, or one sign that is no letter (digits, emoji, currency)."""
    bare = piece.removeprefix("▁")
    if len(bare) > 2:
        return False
    if all(unicodedata.name(sign, "").startswith("LATIN") for sign in bare):
        return len(bare) == 1 or bare.isascii()
    return len(bare) == 1 and unicodedata.category(bare)[0] in "NPS"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("folder", type=Path)
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    wheel = Wheel()
    keep = choose(wheel, given.data)
    np.save(given.folder / "keep.npy", keep)
    (given.folder / "sp.model").write_bytes(tokenizer_bytes(wheel, keep.tolist()))
    print(f"{len(keep):,} of {len(wheel.pieces):,} word pieces kept")


if __name__ == "__main__":
    main()
