"""Groups of texts -> the phrases that tell each from the rest, and names made of them.

What counts is how many people use a phrase here and elsewhere: one talkative document defines
nothing.
"""

import math
from collections import defaultdict
from collections.abc import Hashable, Sequence

import numpy as np
import pandas as pd

from cxlab import languages
from cxlab.analyse import lexicon
from cxlab.analyse.phrases import LONGEST, Capitals, Key, Uses, find_phrases, inner_runs
from cxlab.analyse.words import known_languages
from cxlab.errors import StudyError
from cxlab.languages.keyness import log_likelihood, log_ratio
from cxlab.tables import stable_id

# How well a phrase of so many telling words names something.
_LENGTH = {1: 0.8, 2: 1.0, 3: 1.1, 4: 1.0}
_POLAR, _ALL_POLAR = 0.8, 0.5  # a name tells what it is about, not how it was
_UNANNOUNCED = 0.4
_KEY = 6.63  # G2: 1 % of chance for one phrase
_EFFECT = 0.58  # log ratio: half as common again
_FEW = 2
_ABSORBS = 0.7  # a longer phrase with this share of a shorter one's people says it better
_READ = 500  # texts of a group that are read; more would not change its phrases
_NAME_PHRASES, _NAME_LETTERS = 3, 45
_COMMON = 0.05  # of a topic's people use a phrase of its name
_FULLER = 0.35  # of those who use the shorter phrase
_SHOWN = 8
COLUMNS = ("topic", "lang", "phrase", "people", "of", "rest", "g2", "log_ratio", "score")


def key_phrases(
    texts: Sequence[str],
    langs: Sequence[str] | None,
    labels: Sequence[int] | np.ndarray,
    people: Sequence[Hashable] | None = None,
) -> pd.DataFrame:
    """The phrases that tell each group of texts from the rest, per language, best first.

    `labels` gives each text's group, -1 for none. Columns: topic, lang, phrase, people (who use
    it here) of (who speak here), rest (who use it elsewhere), g2 and log_ratio (see
    `cxlab.languages.keyness`), score (how good a name it is, 0 or more). Without `people`,
    distinct texts are counted instead. A phrase needs two people, G2 of 6.63 (1 % of chance) and
    half as many uses again as elsewhere. Of a group above 500 texts in a language, 500 are read,
    chosen by their hash. Texts in no known language are left out.

    Raises StudyError unless there is one label, one language and one person per text.
    """
    checked = [str(text) for text in texts]
    groups = np.asarray(labels, dtype=int)
    owners = list(people) if people is not None else list(checked)
    for what, given in (("labels", len(groups)), ("people", len(owners))):
        if given != len(checked):
            raise StudyError(
                f"{what} must hold one entry per text. Found: {given} for {len(checked)} texts"
            )
    codes = np.array(known_languages(checked, langs), dtype=object)
    found = [pd.DataFrame(columns=list(COLUMNS))]
    for lang in languages.CODES:
        rows = _read(checked, groups, np.flatnonzero(codes == lang))
        spoken, persons = [checked[row] for row in rows], [owners[row] for row in rows]
        found.append(_of_language(spoken, persons, groups[rows], lang))
    told = pd.concat([one for one in found if len(one)] or found[:1], ignore_index=True)
    place = told["lang"].map({code: at for at, code in enumerate(languages.CODES)})
    order = ["topic", "place", "score", "phrase"]
    told = told.assign(place=place).sort_values(order, ascending=[True, True, False, True])
    return told[list(COLUMNS)].reset_index(drop=True)


def name_topics(
    texts: Sequence[str],
    langs: Sequence[str] | None,
    labels: Sequence[int] | np.ndarray,
    people: Sequence[Hashable] | None = None,
) -> pd.DataFrame:
    """A name for each topic in each language it is spoken of in: topic, lang, name, phrases.

    `name` joins up to three key phrases that share no word; `phrases` lists the best eight. A
    topic that too few people speak of in a language has no row for it.
    """
    told = key_phrases(texts, langs, labels, people)
    rows = [
        {"topic": topic, "lang": lang, "name": name, "phrases": group["phrase"].tolist()[:_SHOWN]}
        for (topic, lang), group in told.groupby(["topic", "lang"], sort=False)
        if (name := _name(group, str(lang)))
    ]
    return pd.DataFrame(rows, columns=["topic", "lang", "name", "phrases"])


def _name(told: pd.DataFrame, lang: str) -> str:
    """The best phrases that say different things, as long as they fit.

    A phrase stands for the shorter one inside it where enough people say so: "flight was delayed"
    for "flight". What rests on few of the topic's people, or only praises or blames, names nothing.
    """
    phrases = [
        (
            phrase,
            [stem.replace("-", "") for one in find_phrases(phrase, lang) for stem in one.key],
            people,
        )
        for phrase, people in zip(told["phrase"], told["people"], strict=True)
    ]
    enough = max(_FEW, _COMMON * float(told["of"].iloc[0]))
    fit = [one for one in phrases if one[2] >= enough]
    chosen: list[str] = []
    said: set[str] = set()
    for short in [one for one in fit if not _only_judges(one[0], lang)] or phrases:
        if _overlap(said, short[1]):
            continue
        phrase, stems = _fuller(short, fit, said)
        if len(chosen) == _NAME_PHRASES or len(", ".join([*chosen, phrase])) > _NAME_LETTERS:
            break
        chosen.append(phrase)
        said |= set(stems)
    return ", ".join(chosen)


def _fuller(
    short: tuple[str, list[str], int], fit: list[tuple[str, list[str], int]], said: set[str]
) -> tuple[str, list[str]]:
    """The best phrase around a shorter one that enough of its people say, else itself."""
    for phrase, stems, people in fit:
        wider = set(short[1]) < set(stems) and people >= max(3, _FULLER * short[2])
        if wider and not _overlap(said, stems):
            return phrase, stems
    return short[:2]


def _overlap(said: set[str], stems: list[str]) -> bool:
    """Whether a stem, or the beginning of one ("rua", "ruas"), was said already."""
    return any(one.startswith(other) or other.startswith(one) for one in stems for other in said)


def _only_judges(phrase: str, lang: str) -> bool:
    telling = [one.words[0] for one in find_phrases(phrase, lang) if len(one.words) == 1]
    return all(lexicon.is_polar(word, lang) for word in telling)


def _read(texts: list[str], groups: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """The rows that are read, in an order that the texts alone decide."""
    kept: list[int] = []
    for group in np.unique(groups[rows]):
        own = rows[groups[rows] == group].tolist()
        kept += sorted(own, key=lambda row: (stable_id(texts[row]), texts[row]))[:_READ]
    return np.array(kept, dtype=int)


def _of_language(
    texts: list[str], owners: list[Hashable], groups: np.ndarray, lang: str
) -> pd.DataFrame:
    """key_phrases of the texts of one language."""
    from scipy.sparse import csr_matrix

    units: dict[tuple[int, Hashable], int] = {}  # a person in a group
    places: dict[Key, int] = {}
    uses: list[Uses] = []
    cells: set[tuple[int, int]] = set()
    capitals = Capitals()
    for text, owner, group in zip(texts, owners, groups.tolist(), strict=True):
        unit = units.setdefault((group, owner), len(units))
        capitals.add(text)
        for phrase in find_phrases(text, lang):
            place = places.setdefault(phrase.key, len(places))
            if place == len(uses):
                uses.append(Uses())
            uses[place].add(phrase)
            cells.add((unit, place))
    if not cells:
        return pd.DataFrame(columns=list(COLUMNS))
    at = np.array(sorted(cells))
    used = csr_matrix((np.ones(len(at)), (at[:, 0], at[:, 1])), shape=(len(units), len(places)))
    unit_group = np.array([group for group, _ in units])
    total = np.asarray(used.sum(axis=0)).ravel()
    keys = list(places)
    found = []
    for name in np.unique(groups[groups >= 0]).tolist():
        inside = unit_group == name
        here = np.asarray(used[inside].sum(axis=0)).ravel()
        size, others = int(inside.sum()), int((~inside).sum())
        g2 = log_likelihood(here, size, total - here, others)
        ratio = log_ratio(here, size, total - here, others)
        key = np.flatnonzero((here >= _FEW) & (g2 >= _KEY) & (ratio >= _EFFECT))
        for place in _whole(key.tolist(), keys, here.tolist()):
            form = uses[place].form
            worth = math.sqrt(g2[place] * here[place] / size) * (_UNANNOUNCED + uses[place].named)
            found.append(
                (
                    name, lang, capitals.write(form), int(here[place]), size,
                    int(total[place] - here[place]), round(float(g2[place]), 1),
                    round(float(ratio[place]), 2),
                    round(worth * _readable(form, keys[place], lang), 4),
                )
            )  # fmt: skip
    return pd.DataFrame(found, columns=list(COLUMNS))


def _whole(places: list[int], keys: list[Key], here: list[float]) -> list[int]:
    """The phrases that are no mere piece of a longer one that says it better.

    "manhã" goes where most people say "café da manhã", and "manhã é boa" goes with it.
    """
    pieces = _pieces(places, places, keys, here)
    # What is itself a piece ("water of the swimming") must not take the whole ("swimming pool").
    pieces = _pieces(places, [place for place in places if place not in pieces], keys, here)
    return [place for place in places if place not in pieces]


def _pieces(places: list[int], longer: list[int], keys: list[Key], here: list[float]) -> set[int]:
    """Which of these phrases are pieces of some of the `longer` ones, or begin or end in one."""
    inside: dict[Key, float] = defaultdict(float)
    behind: dict[Key, float] = defaultdict(float)  # said after, or before, other words
    before: dict[Key, float] = defaultdict(float)
    for place in longer:
        for run, first, last in inner_runs(keys[place]):
            inside[run] = max(inside[run], here[place])
            if not first:
                behind[run] = max(behind[run], here[place])
            if not last:
                before[run] = max(before[run], here[place])
    count = {keys[place]: _ABSORBS * here[place] for place in places}
    found = set()
    for place in places:
        key = keys[place]
        opening, ending = key[:1], key[-1:]
        cut = len(key) > 1 and (
            behind[opening] >= count.get(opening, math.inf)
            or before[ending] >= count.get(ending, math.inf)
        )
        if cut or inside[key] >= count[key]:
            found.add(place)
    return found


def _readable(form: Sequence[str], key: Key, lang: str) -> float:
    """How well the words read as a name, about 0.4…1.1."""
    polar = sum(lexicon.is_polar(word, lang) for word in form)
    felt = _ALL_POLAR if polar >= len(key) else _POLAR if polar else 1.0
    return felt * _LENGTH[min(len(key), LONGEST)]
