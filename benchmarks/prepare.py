"""How well the prepare room does: language, redaction, cleaning and sentences, on real and synthetic texts.

Run from the repository: `python benchmarks/prepare.py [language|redaction|cleaning|sentences] [--data ../shared/data]`.
Prints tables; needs the corpora beside the project. Texts used in training are left out by document.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).parents[1]))

from cxlab.languages import CODES
from cxlab.prepare.clean import clean, explain
from cxlab.prepare.language import add_language, detect_language, plain
from cxlab.prepare.redact import redact
from cxlab.prepare.sentences import split
from training.language import is_held_out

# file, column of the document's id, language (None: a column says it)
CORPORA = (
    ("reviews_pt_store.csv", "id", "pt"),
    ("complaints_pt.csv", "id", "pt"),
    ("aspects_pt_hotel.csv", "review_id", "pt"),
    ("hotel_sentences_es_en.csv", "id", None),
    ("reviews_es_products.csv", "id", "es"),
    ("tweets_en_airline.csv", "id", "en"),
    ("tweets_en_supermarket.csv", "id", "en"),
    ("lounge_reviews_en.csv", "id", "en"),
    ("interviews_en_turns.csv", "interview", "en"),
)
LENGTHS = (("1-3", 1, 3), ("4-6", 4, 6), ("7+", 7, 10_000))
SENTENCES_EACH = 2000


def read(path: Path) -> pd.DataFrame:
    """A corpus as text."""
    return pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8")


# ---- language -----------------------------------------------------------------------------------


def sentences_of(data: Path) -> pd.DataFrame:
    """Sentences (corpus, doc_id, text, lang) of documents that training never saw."""
    trained = read(data / "journey_labels.csv")
    seen_ids, seen_texts = set(trained["src_id"]), set(trained["text"])
    rows = []
    for name, key, lang in CORPORA:
        table = read(data / name).drop_duplicates("text")
        table = table[~table["id"].isin(seen_ids)].sample(frac=1.0, random_state=0)
        for doc, text, code in zip(
            table[key], table["text"], [lang] * len(table) if lang else table["lang"], strict=True
        ):
            cleaned = clean(text)
            rows += [
                (name, f"{name}/{doc}", cleaned[start:end], code)
                for start, end in split(cleaned)
                if cleaned[start:end] not in seen_texts
            ]
    found = pd.DataFrame(rows, columns=["corpus", "doc_id", "text", "truth"])
    # Whole documents, until a corpus has its share of sentences.
    found["rank"] = found.groupby("corpus").cumcount()
    subtitles = read(data / "emotions_subtitles_en_es_pt.csv")
    subtitles = subtitles[subtitles["id"].map(is_held_out)]
    films = pd.DataFrame(
        {
            "corpus": "film lines held out", "doc_id": subtitles["id"], "text": subtitles["text"],
            "truth": subtitles["lang"].str[:2], "rank": subtitles.groupby("lang").cumcount() * 3,
        }
    )  # fmt: skip
    both = pd.concat([found, films], ignore_index=True)
    chosen = both[both["rank"] < SENTENCES_EACH]
    # A signature that a hundred answers repeat is one case.
    return chosen.drop_duplicates(["corpus", "text"]).reset_index(drop=True)


def language(data: Path) -> None:
    """Accuracy by length and language, beside py3langid restricted to the three."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    peer = LanguageIdentifier.from_model_file(MODEL_FILE)
    peer.set_languages(list(CODES))
    table = sentences_of(data)
    # A text of handles and links alone has no language to find.
    table["words"] = table["text"].map(plain).str.findall(r"[^\W\d_]+").str.len()
    table = table[table["words"] > 0].reset_index(drop=True)
    texts = list(table["text"])
    runs: dict[str, Callable[[], list[str]]] = {
        "py3langid, three": lambda: [peer.classify(text)[0] for text in texts],
        "detect_language": lambda: detect_language(texts),
        "add_language": lambda: list(add_language(table)["lang"]),
    }
    detect_language(["ol\u00e1 mundo tudo bem"])
    print(f"\n## Language: {len(table):,} sentences of documents not trained on\n")
    print("method            " + "".join(f"{name:>8}" for name, _, _ in LENGTHS)
          + "".join(f"{code:>8}" for code in CODES) + "     all     und  texts/s")  # fmt: skip
    for name, run in runs.items():
        begin = time.perf_counter()
        found = np.array(run())
        speed = len(texts) / (time.perf_counter() - begin)
        right = found == table["truth"].to_numpy()
        by_length = [right[table["words"].between(low, high)].mean() for _, low, high in LENGTHS]
        by_code = [right[table["truth"] == code].mean() for code in CODES]
        cells = "".join(f"{value:8.4f}" for value in [*by_length, *by_code, right.mean()])
        print(f"{name:18}{cells}{(found == 'und').mean():8.4f}{speed:9,.0f}")
        if name == "detect_language":
            corpora = pd.Series(right).groupby(table["corpus"]).mean()
            detail = corpora
    print("\ndetect_language by corpus: " + ", ".join(f"{k} {v:.4f}" for k, v in detail.items()))
    others = json.loads(
        (Path(__file__).parents[1] / "tests" / "cases" / "prepare_language.json").read_text("utf-8")
    )["other_languages"]
    found_others = Counter((case["lang"], out) for case, out in
                           zip(others, detect_language([c["text"] for c in others]), strict=True))  # fmt: skip
    total = Counter(case["lang"] for case in others)
    print("other languages given as 'und': "
          + ", ".join(f"{code} {found_others[code, 'und']}/{n}" for code, n in total.items()))  # fmt: skip


# ---- redaction ----------------------------------------------------------------------------------

_SYNTHETIC = {"EMAIL": "EMAIL", "CARD": "CARD", "IBAN": "IBAN", "CNPJ": "CNPJ", "CEP": "CEP", "CPF": "CPF",
              "PHONE": "PHONE", "PERSON": "NAME", "URL": "URL", "DNI": "DNI", "NIE": "NIE"}  # fmt: skip
_ENGLISH = {"EMAIL_ADDRESS": "EMAIL", "CREDIT_CARD": "CARD", "IBAN_CODE": "IBAN", "DOMAIN_NAME": "URL",
            "PHONE_NUMBER": "PHONE", "US_SSN": "SSN", "PERSON": "NAME"}  # fmt: skip
_CLINICAL = {"CORREO_ELECTRONICO": "EMAIL", "NUMERO_TELEFONO": "PHONE", "NUMERO_FAX": "PHONE",
             "NOMBRE_SUJETO_ASISTENCIA": "NAME", "NOMBRE_PERSONAL_SANITARIO": "NAME"}  # fmt: skip


def spans(cell: str, kinds: dict[str, str]) -> Iterator[tuple[int, int, str, str]]:
    """(start, end, our kind or "", their kind) of one row's annotation."""
    for span in json.loads(cell):
        theirs = span.get("type") or span["entity_type"]
        start = span.get("start", span.get("start_position"))
        end = span.get("end", span.get("end_position"))
        yield start, end, kinds.get(theirs, ""), theirs


def redaction(data: Path) -> None:
    """Recall and precision of each kind; a hit overlaps the annotated span.

    The rules were mended on the misses of these very sets, and "with roster" hands over the annotated
    names themselves: read both as what the rules can do, not as a forecast for new texts.
    """
    print(
        "\nRedaction rules were developed on these sets; 'with roster' gives the annotated names."
    )
    for name, kinds in (
        ("pii_pt_es_synthetic.csv", _SYNTHETIC),
        ("pii_en_synthetic.csv", _ENGLISH),
        ("pii_es_clinical.csv", _CLINICAL),
    ):
        table = read(data / name)
        for use_roster in (False, True):
            _redaction_table(name, table, kinds, use_roster=use_roster)
    _identifiers(read(data / "national_ids.csv"))


def _redaction_table(
    name: str, table: pd.DataFrame, kinds: dict[str, str], *, use_roster: bool
) -> None:
    there, found, given, right = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    changed, untouched, size = 0, 0, 0
    begin = time.perf_counter()
    for text, lang, cell in zip(table["text"], table["lang"], table["spans_json"], strict=True):
        truth = list(spans(cell, kinds))
        names = [text[start:end] for start, end, kind, _ in truth if kind == "NAME"]
        result = redact(text, lang[:2], names if use_roster else ())
        size += len(text)
        untouched += redact(result.text, lang[:2], names if use_roster else ()).text == result.text
        for start, end, kind, _ in truth:
            if kind:
                there[kind] += 1
                found[kind] += any(a < end and start < b for a, b, _ in result.spans)
        for start, end, kind in result.spans:
            given[kind] += 1
            right[kind] += any(a < end and start < b for a, b, _, _ in truth)
        changed += bool(result.spans) and not truth
    seconds = time.perf_counter() - begin
    plain = sum(cell == "[]" for cell in table["spans_json"])
    print(f"\n## Redaction: {name}, {'with' if use_roster else 'without'} roster"
          f" ({2 * size / seconds:,.0f} characters/s; redacting again changes {len(table) - untouched})")  # fmt: skip
    for kind in sorted(there | given):
        recall = f"{found[kind] / there[kind]:.3f} of {there[kind]}" if there[kind] else "-"
        precise = f"{right[kind] / given[kind]:.3f} of {given[kind]}" if given[kind] else "-"
        print(f"{kind:8} recall {recall:16} precision {precise}")
    print(f"texts without personal data that were changed: {changed} of {plain}")


def _identifiers(table: pd.DataFrame) -> None:
    """Valid and invalid numbers, each in a sentence that says nothing of it, and in one that does."""
    print("\n## Redaction: national_ids.csv (valid found; invalid left), alone and announced")
    for kind, group in table.groupby("type"):
        cells = []
        for valid in ("True", "False"):
            numbers = list(group.loc[group["valid"] == valid, "number"])
            bare = sum(bool(redact(f"Veja isto: {n} obrigado").spans) for n in numbers)
            told = sum(bool(redact(f"Meu {kind} {n} obrigado").spans) for n in numbers)
            cells.append(f"{valid:5} {len(numbers):4}: bare {bare:4}, announced {told:4}")
        print(f"{kind:8} {'   '.join(cells)}")


# ---- cleaning and sentences -----------------------------------------------------------------------


def cleaning(data: Path) -> None:
    """What cleaning changes on real texts, how fast, and on mojibake with known answers."""
    print("\n## Cleaning")
    for name, _, _ in CORPORA:
        texts = list(read(data / name)["text"])
        begin = time.perf_counter()
        explained = [explain(text) for text in texts]
        speed = sum(map(len, texts)) / (time.perf_counter() - begin)
        steps = Counter(step for one in explained for step in one.steps)
        again = sum(clean(one.text) != one.text for one in explained)
        changed = sum(one.text != text for one, text in zip(explained, texts, strict=True))
        print(f"{name:28} {len(texts):6,} texts, {changed:5,} changed, {again} change again,"
              f" {speed / 1e6:.1f} M characters/s; {dict(steps.most_common())}")  # fmt: skip
    cases = [
        case
        for path in sorted((data / "formats" / "mojibake").glob("*.json"))
        for case in json.loads(path.read_text(encoding="utf-8"))
        if case["expect"] == "pass"
    ]
    from ftfy import fix_text

    # ftfy's own cases: compare as ftfy would after its quotes, widths and spaces.
    right = [
        fix_text(clean(case["original"])).split() == fix_text(case["fixed"]).split()
        for case in cases
    ]
    print(f"mojibake cases: {sum(right)} of {len(right)} as expected")


def sentences(data: Path) -> None:
    """Length of what `split` gives, and what it leaves out."""
    print("\n## Sentences")
    for name, _, _ in CORPORA:
        texts = [clean(text) for text in read(data / name).drop_duplicates("text")["text"]]
        begin = time.perf_counter()
        found = [split(text) for text in texts]
        speed = sum(map(len, texts)) / (time.perf_counter() - begin)
        pieces = [text[a:b] for text, spans_ in zip(texts, found, strict=True) for a, b in spans_]
        words = np.array([len(piece.split()) for piece in pieces])
        covered = sum(len(piece) for piece in pieces) / max(1, sum(map(len, texts)))
        share = [f"{np.quantile(words, q):.0f}" for q in (0.05, 0.5, 0.95, 0.99, 1)]
        print(f"{name:28} {len(texts):6,} texts, {len(pieces):7,} sentences, words at 5/50/95/99/100 %:"
              f" {'/'.join(share)}, characters kept {covered:.3f}, {speed / 1e6:.1f} M characters/s")  # fmt: skip


PARTS = {"language": language, "redaction": redaction, "cleaning": cleaning, "sentences": sentences}


def main() -> None:
    """Print the parts asked for, or all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], help="default: all")
    parser.add_argument("--data", type=Path, default=Path(__file__).parents[2] / "shared" / "data")
    asked = parser.parse_args()
    for name in asked.parts or PARTS:
        PARTS[name](asked.data)


if __name__ == "__main__":
    main()
