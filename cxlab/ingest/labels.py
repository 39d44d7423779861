"""Speaker labels: which words before a colon are somebody, and what role a label names."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from cxlab import languages

MAX_LABEL = 60
MAX_WORDS = 6
_LABEL = re.compile(r"^[\s>*_#•-]{0,8}(?P<name>[^:：\n\t]{1,60})[:：](?P<rest>.*)$", re.DOTALL)
_ENDING = re.compile(r"\((?:a|o|as|os|s|es)\)|/(?:a|o|as|os|ora|dora)\b|@")
_NUMBER = re.compile(r"[\s#nº°.\-_]*\d{1,3}\s*$")
_INITIAL = re.compile(r"^([a-z])[\s.\-]?\d{0,3}$")
_ABBREVIATED = re.compile(r"^\w{1,4}\.$|^(?:\w\.){1,4}\w?$")
_PARTS = re.compile(r"\s[-–—|]\s")
_BRACKETED = re.compile(r"[(\[]([^()\[\]]{1,40})[)\]]")


@dataclass(frozen=True)
class Trust:
    """The folded labels of one file that stand for speakers."""

    names: frozenset[str]

    def __contains__(self, name: str) -> bool:
        return fold_label(name) in self.names


@lru_cache(maxsize=65_536)
def fold_label(name: str) -> str:
    """A label without case, accents, doubled spaces and decoration.

    >>> fold_label(" **Entrevistadora** ")
    'entrevistadora'
    """
    plain = languages.without_accents(name).casefold()
    return " ".join(plain.replace("*", " ").replace("_", " ").split()).strip(" .-–—#>•:")


@cache
def _role_words() -> dict[str, str]:
    return {
        fold_label(word): role
        for code in languages.CODES
        for role, words in languages.of(code).ROLE_LABELS.items()
        for word in words
    }


@cache
def _nobody() -> frozenset[str]:
    return frozenset(
        fold_label(word) for code in languages.CODES for word in languages.of(code).NOT_SPEAKERS
    )


@cache
def initials() -> tuple[tuple[str, str], ...]:
    """Pairs of letters used as labels, who asks before who answers."""
    pairs = [pair for code in languages.CODES for pair in languages.of(code).INITIALS]
    return tuple(dict.fromkeys(pairs))


@lru_cache(maxsize=65_536)
def label_role(name: str) -> str:
    """The role that a label names, or "" when it is a name or a code.

    >>> label_role("Entrevistador(a) 2"), label_role("Ana (moderadora)"), label_role("Ana")
    ('interviewer', 'interviewer', '')
    """
    folded = fold_label(_ENDING.sub("", name.casefold()))
    words = _role_words()
    for form in (folded, _NUMBER.sub("", folded).strip()):
        if form in words:
            return words[form]
    for inside in _BRACKETED.findall(folded):
        if inside.strip() in words:
            return words[inside.strip()]
    # "Entrevistadora Ana", "Agente: Pedro" — the role comes first and a name follows.
    first, _, rest = folded.partition(" ")
    if rest and len(rest.split()) <= 3 and len(first) > 3 and first in words:
        return words[first]
    return ""


def initial_of(name: str) -> str:
    """The letter of a one-letter label (`E`, `P2`), or "".

    >>> initial_of("P2"), initial_of("Ana")
    ('p', '')
    """
    match = _INITIAL.match(fold_label(name))
    return match[1] if match and match[1] in {one for pair in initials() for one in pair} else ""


def is_name(text: str) -> bool:
    """Whether the text could be a speaker's name: short, with a letter, and no sentence."""
    name = text.strip().strip("*_").strip()
    if not name or len(name) > MAX_LABEL or not any(one.isalpha() for one in name):
        return False
    words = name.split()
    if len(words) > MAX_WORDS or any(fold_label(part) in _nobody() for part in _PARTS.split(name)):
        return False
    if any(mark in name for mark in '?!;"“”=<>{}|\\') or "://" in name or "..." in name:
        return False
    if any(word.endswith(".") and not _ABBREVIATED.match(word) for word in words):
        return False
    if name.count(",") > 1:
        return False
    # Sentences start with a capital too, but their other words do not.
    small = [word for word in words[1:] if word[:1].islower() and len(word) > 3]
    return not (len(small) >= 2 or (words[0][:1].islower() and len(words) > 2))


def split_label(line: str, trust: Trust) -> tuple[str | None, str]:
    """The speaker and the words of a line, or None and the whole line when nobody is named."""
    found = candidate(line)
    if found is None or found[0] not in trust:
        return None, line
    return found


def candidate(line: str) -> tuple[str, str] | None:
    """What stands before and after the first colon, if that could be a speaker's label."""
    match = _LABEL.match(line[:4000])
    if not match:
        return None
    rest = match["rest"] + line[4000:]
    name = match["name"].strip().strip("*_").strip()
    if rest.startswith("//") or (rest[:1].isdecimal() and name[-1:].isdecimal()):
        return None
    if not is_name(name):
        return None
    return " ".join(name.split()), rest.strip().removeprefix("**").removeprefix("__").strip()


def looks_like_name(name: str) -> bool:
    """Whether every longer word starts with a capital, as in `Maria de Souza` or `Sam (she/her)`."""
    words = name.split()
    capital = [word for word in words if word[:1].isupper()]
    small = [
        word for word in words if word not in capital and len(word) > 3 and word[0] not in "(\"'"
    ]
    return bool(capital) and not small and not any(one.isdecimal() for one in name)


def trusted_labels(lines: Iterable[str], known_names: Iterable[str] = ()) -> Trust:
    """The labels of a file that are speakers: they repeat, name a role, or are somebody known.

    Where nearly every line starts with a label, a name that stands there once is believed too.
    """
    counts: Counter[str] = Counter()
    shown: dict[str, str] = {}
    number = 0
    for line in lines:
        number += 1
        found = candidate(line)
        if found:
            folded = fold_label(found[0])
            counts[folded] += 1
            shown.setdefault(folded, found[0])
    trust = trust_counted(counts, shown, known_names)
    return with_rare_names(trust, counts, shown, lines=number)


def with_rare_names(
    trust: Trust, counts: Counter[str], shown: dict[str, str], *, lines: int
) -> Trust:
    """The trust, and names that stand once where at least three lines in five start with a label."""
    if not trust.names or counts.total() < 0.6 * lines:
        return trust
    rare = {folded for folded in counts if looks_like_name(shown[folded])}
    return Trust(trust.names | rare)


def trust_counted(
    counts: Counter[str], shown: dict[str, str], known_names: Iterable[str] = ()
) -> Trust:
    """The trusted ones among counted labels (folded label -> times; folded label -> as written)."""
    known = {fold_label(name) for name in known_names}
    letters = {initial_of(name) for name in shown.values()} - {""}
    pair = any(asker in letters and answerer in letters for asker, answerer in initials())
    trusted = {
        folded
        for folded, times in counts.items()
        if times >= 2
        or folded in known
        or label_role(shown[folded])
        or (pair and initial_of(shown[folded]))
    }
    if sum(counts[folded] for folded in trusted) < 2 and not trusted & known:
        # One line such as "Loja: Centro" makes no conversation.
        return Trust(frozenset())
    return Trust(frozenset(trusted))
