"""How well mixed sentences are cut where the feeling turns.

    python -m benchmarks.clauses ../shared/data --cache FOLDER [--encoder accurate] [--part test]
    python -m benchmarks.clauses --mark   rewrite which golden cases are known failures (after new weights)

Sentences whose opinions are labelled one by one: hotel reviews (es, en; each opinion with its
place), hotel, laptop and course reviews (pt, es, en; with the thing spoken of) and product reviews
(en; places unknown). A sentence is mixed where it holds praise and blame. Printed a set and language:

- mixed sentences, those cut, and of the cuts how many are mixed by the labels. Labellers skip
  opinions about things off their list, so this is the least that the precision can be.
- opinions of the cut sentences that have the sign of the utterance they lie in: whole, then cut.
"""

import argparse
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from cxlab.analyse.clauses import candidates, split_clauses
from cxlab.analyse.encode import Cached, Encoder, get_encoder
from cxlab.analyse.sentiment import score_sentiment
from training.encoder.data import joined
from training.labels import TEST_SHARE, bucket

GOLDEN = Path(__file__).parents[1] / "tests" / "cases" / "analyse_clauses.json"
SIGNS = {"positive": 1, "negative": -1}
PARTS = {"test": range(TEST_SHARE), "dev": range(TEST_SHARE, 25), "train": range(25, 50)}


@dataclass(frozen=True)
class Sentence:
    """A sentence, the document it is from, and its opinions: (place or -1, sign)."""

    corpus: str
    lang: str
    document: str
    text: str
    opinions: tuple[tuple[int, int], ...]

    @property
    def mixed(self) -> bool:
        return {sign for _, sign in self.opinions} == {1, -1}


def hotels(data: Path) -> Iterator[Sentence]:
    """Opinion expressions with their characters."""
    table = pd.read_csv(data / "hotel_sentences_es_en.csv").dropna(subset=["text"])
    for row in table.itertuples():
        found = [
            (int(place.partition(":")[0]), SIGNS[one["Polarity"].lower()])
            for one in json.loads(row.opinions_json)
            if one["Polarity"].lower() in SIGNS
            for place in one["Polar_expression"][1]
        ]
        document = f"opener_es/{row.id.rpartition('-')[0]}"
        yield Sentence("hotels", row.lang, document, row.text, tuple(found))


def aspects(data: Path) -> Iterator[Sentence]:
    """Things spoken of; the place of one that stands in the sentence once."""
    table = pd.read_csv(data / "aspects_parallel_en_es_pt.csv").dropna(subset=["text"])
    for row in table.itertuples():
        text, found = joined(row.text), []
        given = json.loads(row.triplets_json) if isinstance(row.triplets_json, str) else []
        for thing, _, polarity in given:
            if polarity in SIGNS:
                place = text.find(thing) if text.count(thing) == 1 else -1
                found.append((place, SIGNS[polarity]))
        # the same sentence in three languages is one document
        document = "m_absa/" + row.id.replace(f"-{row.lang}-", "-")
        yield Sentence("aspects", row.lang, document, text, tuple(found))


def products(data: Path) -> Iterator[Sentence]:
    """Aspects with strengths, without places."""
    table = pd.read_csv(data / "product_sentences_en.csv").dropna(subset=["text"])
    for row in table.itertuples():
        found = [(-1, int(np.sign(strength))) for _, strength in json.loads(row.aspects_json)]
        opinions = tuple(one for one in found if one[1])
        document = f"hu_liu/{row.product}/{row.review_no}"
        yield Sentence("products", "en", document, joined(row.text), opinions)


def cut(sentences: list[Sentence], encoder: Encoder) -> pd.DataFrame:
    """The utterances of `split_clauses`, doc_id being the place in the list."""
    rows = range(len(sentences))
    texts = [one.text for one in sentences]
    table = pd.DataFrame({"utt_id": [str(row) for row in rows], "doc_id": rows, "position": 0, "role": "customer", "text": texts, "start": 0, "end": [len(text) for text in texts], "lang": [one.lang for one in sentences]})  # fmt: skip
    return split_clauses(table, encoder)


def signs_right(sentences: list[Sentence], utterances: pd.DataFrame, encoder: Encoder) -> float:
    """Share of the opinions with a place whose sign is that of their utterance's valence."""
    scored = score_sentiment(utterances["text"].tolist(), utterances["lang"].tolist(), encoder)
    utterances = utterances.assign(sign=np.sign(scored["valence"]).to_numpy())
    right = [
        bool((there["sign"] == sign).all())
        for at, own in utterances.groupby("doc_id")
        for place, sign in sentences[at].opinions
        if len(there := own[(own["start"] <= place) & (place < own["end"])])
    ]
    return float(np.mean(right)) if right else np.nan


def figures(sentences: list[Sentence], encoder: Encoder) -> dict[str, object]:
    """What is printed of some sentences."""
    asked = [one for one in sentences if candidates(one.text, one.lang)]
    utterances = cut(asked, encoder)
    cuts = utterances[utterances["doc_id"].duplicated(keep=False)]
    chosen = sorted(set(cuts["doc_id"]))
    mixed = sum(one.mixed for one in sentences)
    both = sum(asked[at].mixed for at in chosen)
    places = {at: number for number, at in enumerate(chosen)}
    those = [asked[at] for at in chosen]
    whole = pd.DataFrame({"doc_id": range(len(those)), "text": [one.text for one in those], "lang": [one.lang for one in those], "start": 0, "end": [len(one.text) for one in those]})  # fmt: skip
    return {
        "sentences": len(sentences),
        "mixed": mixed,
        "may turn": sum(one.mixed for one in asked),
        "cut": len(chosen),
        "mixed and cut": both,
        "recall": both / max(mixed, 1),
        "precision at least": both / max(len(chosen), 1),
        "signs, whole": signs_right(those, whole, encoder),
        "signs, cut": signs_right(those, cuts.assign(doc_id=cuts["doc_id"].map(places)), encoder),
    }


def mark() -> None:
    """Write `known_failure` in tests/cases/analyse_clauses.json where the accurate encoder is wrong."""
    golden = json.loads(GOLDEN.read_text(encoding="utf-8"))
    parts = []
    for name, cases in golden.items():
        table = cut(
            [Sentence("", one["lang"], "", one["text"], ()) for one in cases],
            get_encoder("accurate"),
        )
        found = table.groupby("doc_id")["text"].agg(list)
        for case, sides in zip(cases, found, strict=True):
            case.pop("known_failure", None)
            if sides != case.get("sides", [case["text"]]):
                case["known_failure"] = True
                print(name, sides)
        lines = ",\n".join("  " + json.dumps(case, ensure_ascii=False) for case in cases)
        parts.append(f' "{name}": [\n{lines}\n ]')
    GOLDEN.write_text("{\n" + ",\n".join(parts) + "\n}\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path, nargs="?", help="folder of the labelled sentences")
    parser.add_argument("--cache", type=Path, help="folder for vectors")
    parser.add_argument("--mark", action="store_true", help="rewrite the known failures")
    parser.add_argument("--encoder", default="accurate")
    parser.add_argument("--part", choices=PARTS, default="test")
    given = parser.parse_args()
    if given.mark:
        mark()
        return
    if not (given.data and given.cache):
        parser.error("give the folder of the data and --cache, or --mark")
    encoder = Cached(get_encoder(given.encoder), given.cache)
    rows = []
    for corpus in (hotels, aspects, products):
        every = [one for one in corpus(given.data) if bucket(one.document) in PARTS[given.part]]
        for lang in sorted({one.lang for one in every}):
            own = [one for one in every if one.lang == lang]
            rows.append({"set": corpus.__name__, "lang": lang, **figures(own, encoder)})
    print(pd.DataFrame(rows).round(2).to_string(index=False))


if __name__ == "__main__":
    main()
