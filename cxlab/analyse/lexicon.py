"""What a text says about feeling by rule: polar words, negation, emphasis, emoji, cues.

The numbers are the same in every language, so that what a head learns from one language holds in
the others. Each language's words lie in `cxlab/languages/`; the window of a negation and the
weight of emphasis follow VADER (Hutto and Gilbert, 2014).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

import numpy as np

from cxlab import languages
from cxlab.analyse.words import fold, tokens

HAPPY = set("😀😃😄😁😊😍🥰😘😗☺🙂🤗🤩😋😎👍👏🙌💪❤💕💖💙💚💛💜🧡♥💗🎉🎊✨⭐🌟🏆💯🥳👌🙏🤝😻✅")
SAD = set("😠😡🤬😤😒🙄😞😔😟😕🙁☹😣😖😫😩😢😭😱😨😰😓😷🤢🤮👎💔🤦😑😐😪🤯🤡💩😾❌🖕😳🤔⚠🚫")
_SMILE = re.compile(r"[:;=xX]['-]?[)D\]pP](?![a-z])|<3|\(:|\^\^")
_FROWN = re.compile(r"[:;=]['-]?[(\[/|](?![a-z/])|:'\(|>:\(|-_-")
_LAUGH = re.compile(r"\b(?:(?:k{3,}|rs(?:rs)+)|(?:[jh][aeiou]){2,}[jh]?|lol|lmao)\b", re.IGNORECASE)
_LONG_DRAWN = re.compile(r"([a-z])\1\1")
_SHOUT = re.compile(r"\b[A-ZÀ-Þ]{3,}\b")
_STOPS = frozenset(".;:!?()…")
_NEGATION_REACH = 4
_MOST_WORDS = 200_000  # remembered per language
_VALUES = {"praise": 1.0, "strong_praise": 2.0, "blame": -1.0, "strong_blame": -2.0}

NAMES = (
    "praise", "blame", "net", "praises", "blames", "negated_praise", "negated_blame", "best", "worst",
    "last", "before_but", "after_but", "negations", "exclaims", "asks", "shouts", "happy", "sad",
    "laughs", "drawn", "length", "digits", "ellipsis",
)  # fmt: skip
CUE_NAMES = (
    "wish", "promise", "thanks", "worry", "surprise", "sad", "angry", "ask", "deliver", "buy",
    "price", "help", "again", "discover", "own",
)  # fmt: skip
WIDTH = len(NAMES) + len(CUE_NAMES)


@dataclass
class _Words:
    """The words of one language, ready to look up; `seen` remembers words already looked up."""

    exact: dict[str, float]
    stems: dict[str, float]
    phrases: re.Pattern[str]
    cue_words: dict[str, frozenset[int]]
    cue_stems: dict[str, frozenset[int]]
    cue_phrases: list[tuple[int, re.Pattern[str]]]
    negations: frozenset[str]
    boosters: frozenset[str]
    dampers: frozenset[str]
    buts: frozenset[str]
    seen: dict[str, tuple[float, frozenset[int]]] = field(default_factory=dict)

    def look_up(self, word: str) -> tuple[float, frozenset[int]]:
        """The polarity (-2…2) of a word and the cues it gives."""
        if word not in self.seen:
            if len(self.seen) >= _MOST_WORDS:
                self.seen.clear()
            prefixes = [word[:length] for length in range(len(word), 2, -1)]
            stem = next((self.stems[prefix] for prefix in prefixes if prefix in self.stems), 0.0)
            cues = self.cue_words.get(word, frozenset())
            for prefix in prefixes:
                cues |= self.cue_stems.get(prefix, frozenset())
            self.seen[word] = (self.exact.get(word, stem), cues)
        return self.seen[word]


def _pattern(phrase: str) -> str:
    return r"\s+".join(re.escape(word).replace(r"\*", r"\w*") for word in phrase.split("_"))


def _alternatives(phrases: Sequence[str]) -> str:
    return "|".join(_pattern(one) for one in sorted(phrases, key=len, reverse=True))


@cache
def _words(code: str) -> _Words:
    """The words of a language; of all three together for an unknown one."""
    codes = (code,) if code in languages.CODES else languages.CODES
    modules = [languages.of(one) for one in codes]
    exact: dict[str, float] = {}
    stems: dict[str, float] = {}
    groups = []
    for name, value in _VALUES.items():
        entries = [entry for module in modules for entry in getattr(module, name.upper()).split()]
        phrases = [entry for entry in entries if "_" in entry]
        groups.append((name, phrases))
        for entry in entries:
            if "_" not in entry:
                (stems if entry.endswith("*") else exact)[entry.rstrip("*")] = value
    cue_words: dict[str, frozenset[int]] = {}
    cue_stems: dict[str, frozenset[int]] = {}
    cue_phrases = []
    for place, name in enumerate(CUE_NAMES):
        entries = [entry for module in modules for entry in module.CUES[name].split()]
        for entry in entries:
            if "_" not in entry:
                table = cue_stems if entry.endswith("*") else cue_words
                word = entry.rstrip("*")
                table[word] = table.get(word, frozenset()) | {place}
        if phrases := [entry for entry in entries if "_" in entry]:
            cue_phrases.append((place, re.compile(rf"\b(?:{_alternatives(phrases)})\b")))
    # Longest phrase first over all groups would need one list; strong groups go first instead.
    strong_first = sorted(groups, key=lambda group: -abs(_VALUES[group[0]]))
    joined = "|".join(f"(?P<{name}>{_alternatives(phrases)})" for name, phrases in strong_first)
    singles = {
        name: frozenset(word for module in modules for word in getattr(module, name))
        for name in ("NEGATIONS", "BOOSTERS", "DAMPERS", "BUT_WORDS")
    }
    return _Words(
        exact, stems, re.compile(rf"\b(?:{joined})(?!\w)"), cue_words, cue_stems, cue_phrases,
        singles["NEGATIONS"], singles["BOOSTERS"], singles["DAMPERS"], singles["BUT_WORDS"],
    )  # fmt: skip


def polar_words(text: str, lang: str) -> list[tuple[str, float, bool]]:
    """The polar words or phrases of a text: (word, value after negation and emphasis, negated).

    >>> [(word, value < 0) for word, value, _ in polar_words("O produto não é bom", "pt")]
    [('bom', True)]
    """
    return _scan(fold(text), _words(lang), text)[0]


def _mark(match: re.Match[str], words: _Words) -> str:
    """One word in place of a polar phrase; a final 1 says that it holds its own negation.

    "No está nada mal" is praise: a phrase such as "nada mal" is never negated twice.
    """
    own = any(word in words.negations for word in match.group().split())
    return f" zz{match.lastgroup} ".replace("_", "0").rstrip() + ("1 " if own else " ")


def _scan(
    folded: str, words: _Words, text: str
) -> tuple[list[tuple[str, float, bool]], list[int], int, set[int]]:
    """Polar words, their places, the place of the last but-word (-1: none), cues found."""
    cues = {place for place, pattern in words.cue_phrases if pattern.search(folded)}
    marked = words.phrases.sub(lambda match: _mark(match, words), folded)
    shouted = {fold(word) for word in _SHOUT.findall(text)} if not text.isupper() else set()
    found: list[tuple[str, float, bool]] = []
    places: list[int] = []
    last_but = -1
    negated_until = -1
    factor = 1.0
    row = tokens(marked)
    for place, word in enumerate(row):
        if word in _STOPS:
            negated_until, factor = -1, 1.0
            continue
        if word in words.buts:
            last_but, negated_until = place, -1
        value, own_cues = words.look_up(word)
        if word.startswith("zz"):
            value = _VALUES.get(word[2:].removesuffix("1").replace("0", "_"), 0.0)
        cues |= own_cues
        if word in words.negations:
            negated_until = place + _NEGATION_REACH
        elif word in words.boosters:
            factor = 1.4
        elif word in words.dampers:
            factor = 0.6
        if value and not (word in words.negations and not word.startswith("zz")):
            negated = place <= negated_until and not word.endswith("1")
            strength = value * factor * (1.3 if word in shouted else 1.0)
            found.append((word, -0.75 * strength if negated else strength, negated))
            places.append(place)
            factor = 1.0
        elif word not in words.boosters and word not in words.dampers:
            factor = 1.0 + (factor - 1.0) / 2  # emphasis fades with distance
    return found, places, last_but, cues


def _squash(value: float) -> float:
    return value / (abs(value) + 2.0)


def _row(text: str, lang: str) -> list[float]:
    words = _words(lang)
    folded = fold(text)
    found, places, last_but, cues = _scan(folded, words, text)
    values = [value for _, value, _ in found]
    praise = sum(value for value in values if value > 0)
    blame = -sum(value for value in values if value < 0)
    after = sum(v for v, place in zip(values, places, strict=True) if place > last_but >= 0)
    before = sum(v for v, place in zip(values, places, strict=True) if place < last_but)
    row = tokens(folded)
    letters = sum(sign.isalpha() for sign in text) or 1
    return [
        _squash(praise),
        _squash(blame),
        _squash(praise - blame),
        min(sum(value > 0 for value in values), 4) / 4,
        min(sum(value < 0 for value in values), 4) / 4,
        float(any(negated and value < 0 for _, value, negated in found)),
        float(any(negated and value > 0 for _, value, negated in found)),
        max(values, default=0.0) / 2,
        min(values, default=0.0) / 2,
        values[-1] / 2 if values else 0.0,
        _squash(before),
        _squash(after),
        min(sum(word in words.negations for word in row), 3) / 3,
        min(text.count("!"), 3) / 3,
        min(text.count("?"), 2) / 2,
        sum(len(word) for word in _SHOUT.findall(text)) / letters,
        min(sum(sign in HAPPY for sign in text) + len(_SMILE.findall(text)), 3) / 3,
        min(sum(sign in SAD for sign in text) + len(_FROWN.findall(text)), 3) / 3,
        float(bool(_LAUGH.search(text))),
        float(bool(_LONG_DRAWN.search(folded))),
        np.log1p(len(row)) / 5,
        float(any(sign.isdigit() for sign in text)),
        float("..." in text or "…" in text),
        *(float(place in cues) for place in range(len(CUE_NAMES))),
    ]


def features(texts: Sequence[str], langs: Sequence[str]) -> np.ndarray:
    """The measures NAMES and CUE_NAMES of each text, float32 of shape (n, 38), about -1…1."""
    rows = [_row(text, lang) for text, lang in zip(texts, langs, strict=True)]
    return np.array(rows, dtype=np.float32).reshape(len(rows), WIDTH)


def polarity(text: str, lang: str) -> float:
    """Praise against blame by words alone, -1…1; 0 where no polar word is found."""
    return float(_row(text, lang)[NAMES.index("net")])


def is_polar(word: str, lang: str) -> bool:
    """Whether a folded word praises or blames by itself."""
    return _words(lang).look_up(word)[0] != 0
