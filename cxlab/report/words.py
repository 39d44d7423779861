"""What a report says: labels, numbers and dates of one language, and text made safe to show."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from cxlab import languages
from cxlab.journey.model import Count, Estimate, Quote

MINUS = "\u2212"
NARROW = "\u00a0"
# Shares are printed only from this many people on; below it "7 of 12 people" says it better.
SHARES_FROM = 30
# Control characters (no XML and no page may hold them), lone surrogates, and the marks that turn
# the direction of writing: nobody needs those in pt, es or en, and they can disguise a file name.
_UNSHOWABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff"
    "\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]"
)
# More marks over one letter than any writing needs climb over the lines above and below.
_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
    "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
)
# Longer ones are mistakes, such as a text read as a name, and would make a page too large to send.
LONGEST_NAME = 160
_ENDLESS = re.compile(r"(\S{300})\S+")
_STACK = re.compile(f"([{_MARKS}]{{4}})[{_MARKS}]+")
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
# The places that readers of files write: a row of a table, a line or a paragraph of a text.
_NUMBERED = re.compile(r"(row|line|paragraph) (\d+)")
_ISO_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)")


def plain(text: object) -> str:
    """The text without characters that no page should hold; what can be read is never changed.

    Of more than four marks stacked on one letter the first four stay.

    >>> plain("fatura\\u202Efdp.exe")
    'faturafdp.exe'
    """
    return _STACK.sub(r"\1", _UNSHOWABLE.sub("", str(text)))


def unending(text: str) -> str:
    """The text, its words of more than 300 characters cut: there are none, and a quote has 220 at most."""
    return _ENDLESS.sub(r"\1…", text)


def in_short(text: object) -> str:
    """A name, a file or a place, of at most LONGEST_NAME characters: it stands at every quote."""
    shown = plain(text)
    return shown if len(shown) <= LONGEST_NAME else shown[: LONGEST_NAME - 1].rstrip() + "…"


def isolated(text: str) -> str:
    """The text; one written from right to left between marks that keep it from turning its neighbours."""
    return f"\u2068{text}\u2069" if _RIGHT_TO_LEFT.search(text) else text


@dataclass(frozen=True)
class Words:
    """The labels of one language, called with a key and its values.

    >>> Words.of("pt").k_of_n(7, 12)
    '7 de 12 pessoas'
    """

    lang: str
    labels: Mapping[str, str]

    @staticmethod
    def of(lang: str) -> "Words":
        """The words of 'pt', 'es' or 'en'; KeyError for any other language."""
        return Words(lang, languages.of(lang).LABELS)

    def __call__(self, key: str, **values: object) -> str:
        return self.labels[key].format(**values) if values else self.labels[key]

    def word(self, group: str, identifier: str) -> str:
        """The word for an id of a closed list, or the id itself, made readable."""
        known = self.labels.get(f"{group}_{identifier}" if group else identifier)
        return known or unending(plain(identifier)).replace("_", " ").strip() or "?"

    def name(self, names: Mapping[str, str], fallback: str = "") -> str:
        """A name in this language, else in English, else in any, else the fallback."""
        found = names.get(self.lang) or names.get("en") or next(iter(names.values()), "")
        return unending(plain(found or fallback))

    def lang_of(self, names: Mapping[str, str]) -> str:
        """The language of what `name` gives: 'pt', 'es', 'en', or 'und' where nobody said."""
        for lang in (self.lang, "en"):
            if names.get(lang):
                return lang
        return next((lang for lang in names if lang in languages.CODES), languages.UNKNOWN)

    def number(self, value: float, digits: int = 1) -> str:
        """A number with this language's marks and a true minus sign; never '-0'."""
        text = f"{abs(value):,.{digits}f}"
        marks = {",": self.labels["thousands"], ".": self.labels["decimal"]}
        shown = "".join(marks.get(sign, sign) for sign in text)
        below = value < 0 and any(digit in text for digit in "123456789")
        return f"{MINUS if below else ''}{shown}"

    def count(self, value: float) -> str:
        return self.number(value, 0)

    def signed(self, value: float | None, digits: int = 1) -> str:
        """A feeling: '+0,4', '−1,2', '0,0'; a dash when there is none."""
        if value is None:
            return "–"
        shown = self.number(value, digits)
        plus = not shown.startswith(MINUS) and any(digit in shown for digit in "123456789")
        return f"+{shown}" if plus else shown

    def interval(self, low: float | None, high: float | None, digits: int = 1) -> str:
        """'−1,2 a −0,4', or a dash where there is no interval."""
        if low is None or high is None:
            return "–"
        return self("interval", low=self.signed(low, digits), high=self.signed(high, digits))

    def how_many(self, what: str, n: int) -> str:
        """A count with its noun: how_many('people', 1) is '1 pessoa'."""
        return self(f"{what}_one" if n == 1 else f"{what}_other", n=self.count(n))

    def people(self, n: int) -> str:
        return self.how_many("people", n)

    def k_of_n(self, k: int, n: int) -> str:
        """'7 de 12 pessoas'; from 30 people on with the share: '21 de 42 pessoas (50%)'."""
        said = self(f"of_people_{'one' if n == 1 else 'other'}", k=self.count(k), n=self.count(n))
        if n < SHARES_FROM:
            return said
        return f"{said} ({self('percent', n=self.number(100 * k / n, 0))})"

    def allowing(self, count: Count, of_people: int) -> str:
        """'com os erros da máquina, provavelmente 5 a 9 de 12 pessoas', with shares from 30 on."""
        low, high = self.count(count.low), self.count(count.high)
        among = low if low == high else self("range", low=low, high=high)
        people = self(
            f"of_people_{'one' if of_people == 1 else 'other'}", k=among, n=self.count(of_people)
        )
        share = self(
            "range",
            low=self.number(100 * count.share_low, 0),
            high=self("percent", n=self.number(100 * count.share_high, 0)),
        )
        return self("allowing", people=people, share=share)

    def disagree(self, n: int) -> str:
        return self("disagree_none") if n == 0 else self.how_many("disagree", n)

    def date(self, iso: object) -> str:
        """'2025-03-09…' as '9 mar 2025'; anything else as it is."""
        text = plain(iso)
        found = _ISO_DATE.match(text)
        months = self.labels["months"].split()
        if not found or not 1 <= int(found[2]) <= len(months):
            return text
        day, month, year = int(found[3]), months[int(found[2]) - 1], found[1]
        return self("date", day=day, month=month, year=year)

    def span(self, first: object, last: object) -> str:
        """The period between two ISO dates, or that there are none."""
        if not first or not last:
            return self("no_dates")
        start, end = self.date(first), self.date(last)
        return start if start == end else self("period", first=start, last=end)

    def joined(self, items: list[str]) -> str:
        """'a, b e c'."""
        if len(items) < 2:
            return "".join(items)
        return self("list_and", most=", ".join(items[:-1]), last=items[-1])

    def estimate(self, estimate: Estimate) -> str:
        """'−0,8 (−1,2 a −0,4)'."""
        if estimate.value is None:
            return self("no_data")
        value = self.signed(estimate.value)
        if estimate.low is None or estimate.high is None:
            return value
        return f"{value} ({self.interval(estimate.low, estimate.high)})"

    def person(self, quote: Quote) -> str:
        """Who said it, as the study calls them."""
        return in_short(quote.participant)

    def locator(self, locator: object) -> str:
        """A place in a file in this language: 'row 3' as 'linha 3'; time codes and all else as they are.

        >>> Words.of("pt").locator("row 3"), Words.of("pt").locator("00:01:02")
        ('linha 3', '00:01:02')
        """
        text = plain(locator)
        found = _NUMBERED.fullmatch(text)
        return self(f"at_{found[1]}", n=found[2]) if found else text

    def where(self, quote: Quote) -> Markup:
        """Source, file and place of a quote, as far as they are known, each kept apart."""
        parts = [quote.source, quote.file, self.locator(quote.locator), self.date(quote.date)]
        return Markup(" · ").join(isolated(in_short(part)) for part in parts if part)

    def by_hand(self, quote: Quote) -> str:
        """Which labels of a quote a person decided; '' where the machine read it all."""
        if not quote.human:
            return ""
        return self("by_hand", fields=self.joined([self.word("head", one) for one in quote.human]))

    def value(self, value: Any) -> str:
        """Any value of the method box as text."""
        if isinstance(value, bool) or value is None:
            return str(value).lower() if value is not None else "–"
        if isinstance(value, float):
            return self.number(value, 2)
        if isinstance(value, Mapping):
            return ", ".join(f"{plain(key)} {self.value(one)}" for key, one in value.items())
        if isinstance(value, list | tuple):
            return ", ".join(self.value(one) for one in value)
        return plain(value)
