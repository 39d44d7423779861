"""Topic cards as HTML: what a topic is called, who speaks of it, its words and its edges.

What a card shows is decided where the card is made; here it is only dressed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from cxlab.journey.model import Estimate
from cxlab.languages import CODES
from cxlab.report import drawing, dress
from cxlab.report.page import Display
from cxlab.report.words import Words


@dataclass(frozen=True)
class Saying:
    """A sentence of a topic; `other` is the topic a sentence on the boundary might belong to."""

    text: str
    lang: str
    other: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class KeyPhrase:
    """A phrase of `people` of `of` people here and `rest` elsewhere; see keyness for its measures."""

    text: str
    lang: str
    people: int
    of: int
    rest: int
    g2: float
    log_ratio: float


@dataclass(frozen=True)
class Pair:
    """Words that go together: uses, log-likelihood and normalised mutual information."""

    text: str
    lang: str
    uses: int
    g2: float
    npmi: float


@dataclass(frozen=True)
class Line:
    """A key phrase in its context."""

    left: str
    hit: str
    right: str
    lang: str


@dataclass(frozen=True)
class TopicCard:
    """One topic. `known` are touchpoints and the share of the topic they have, 0…1."""

    code: str
    names: Mapping[str, str]
    valence: Estimate
    known: Sequence[tuple[Mapping[str, str], float]] = ()
    new: bool = False
    decided: bool = False
    stage: Mapping[str, str] = field(default_factory=dict)
    quotes: Sequence[Saying] = ()
    boundary: Sequence[Saying] = ()
    phrases: Sequence[KeyPhrase] = ()
    pairs: Sequence[Pair] = ()
    lines: Sequence[Line] = ()


@dataclass(frozen=True)
class TopicPage:
    """All topics of a study, as its cards show them; `left_out` sentences have no topic."""

    title: str
    cards: Sequence[TopicCard]
    people: int
    left_out: int
    stability: float | None
    min_people: int
    synthetic: bool = False


def topics_html(page: TopicPage, lang: str) -> str:
    """The cards as an HTML fragment, their style included, for a notebook cell or a page."""
    words = Words.of(lang)
    body = dress.render(
        "topics.html.j2",
        words=words,
        page=page,
        cards=[(card, Markup(drawing.interval_bar(card.valence))) for card in page.cards],
        enough=lambda card: card.valence.people >= page.min_people,
        others=lambda card: [
            (code, card.names[code]) for code in CODES if code != lang and code in card.names
        ],
        called=lambda names: words.name(names, words("topic_unnamed")),
        spoken=lambda names: next((code for code in (lang, "en", *CODES) if names.get(code)), lang),
        percent=lambda share: words("percent", n=words.number(100 * share, 0)),
        langs=lambda rows: len({row.lang for row in rows}) > 1,
    )
    return dress.style_element() + "\n" + body


def show(page: TopicPage, lang: str) -> Display:
    """The cards, for the end of a notebook cell."""
    return Display(topics_html(page, lang), f"{page.title}: topics")
