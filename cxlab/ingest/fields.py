"""Cells -> values: dates in any order and language, ratings as stars or commas, people as codes."""

import datetime
import math
import re
from collections.abc import Iterable, Sequence
from functools import cache

from cxlab import languages
from cxlab.tables import stable_id

_ISO = re.compile(
    r"^(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?:[T ,]+(\d{1,2})[:h](\d{2})(?::(\d{2}))?(?:[.,]\d+)?)?"
    r"\s*(?:Z|UTC|GMT|[+-]\d{2}:?\d{2}(?: UTC)?)?$"
)
_NUMERIC = re.compile(
    r"^(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})(?:[T ,]+(?:(?:às|as|a las)\s+)?(\d{1,2})[:h](\d{2})(?::(\d{2}))?(?:[.,]\d+)?"
    r"\s*([aApP])?[.\s]{0,2}[mM]?\.?)?\s*(?:[A-Z]{1,4}|[+-]\d{2}:?\d{2})?$"
)
_CLOCK = re.compile(r"(\d{1,2})[:h](\d{2})(?::(\d{2}))?\s{0,3}([aApP])?[.\s]{0,2}[mM]?", re.ASCII)
_WORDS = re.compile(r"[^\W\d_]+|\d+")
_NUMBER = re.compile(r"[-−]?\d+(?:[.,]\d+)?")
_CODE = re.compile(r"^[^\W\d_]{1,12}[-_.# ]?\d{1,6}$|^\d{1,6}$")
_FULL_STARS = "★⭐✭✮✯🌟"
# A moment as written, without an offset; None where there is no date.
Moment = datetime.datetime | None


@cache
def _months() -> dict[str, int]:
    return {
        _plain(name): number
        for code in languages.CODES
        for number, names in enumerate(languages.of(code).MONTHS, start=1)
        for name in names
    }


def _plain(text: str) -> str:
    return languages.without_accents(text).casefold()


def read_dates(values: Sequence[str], *, order: str = "auto") -> tuple[list[Moment], list[str]]:
    """Dates of a whole column, and doubts about them; None where there is none.

    `order` is `day_first`, `month_first`, or `auto`: a value above 12 anywhere in the column decides
    for all of it; where none does, day first is assumed and said. Times are kept as written: offsets
    are dropped, for a customer's evening should stay an evening.
    """
    numeric = [match for value in values if (match := _NUMERIC.match(value.strip()))]
    days = sum(1 for match in numeric if int(match[1]) > 12)
    months = sum(1 for match in numeric if int(match[2]) > 12)
    notes: list[str] = []
    day_first = order != "month_first"
    if order == "auto" and numeric:
        day_first = days >= months
        unclear = [m for m in numeric if int(m[1]) <= 12 and int(m[2]) <= 12 and m[1] != m[2]]
        if days and months:
            notes.append(
                f"dates mix day/month and month/day; unclear ones were read as {_order(day_first)}"
            )
        elif not days and not months and unclear:
            notes.append(
                f"dates such as {unclear[0][0]} may be day/month or month/day; read as {_order(True)}. "
                "Say which: dates: day_first or dates: month_first"
            )
    known: dict[str, Moment] = {}
    dates = []
    for value in values:
        text = value.strip()
        if text not in known:
            known[text] = _date(text, day_first=day_first)
        dates.append(known[text])
    lost = [
        value for value, date in zip(values, dates, strict=True) if value.strip() and date is None
    ]
    if lost:
        notes.append(f"{len(lost)} date(s) could not be read, such as {lost[0][:40]!r}")
    return dates, notes


def _order(day_first: bool) -> str:
    return "day/month" if day_first else "month/day"


def _date(text: str, *, day_first: bool) -> Moment:
    if not text:
        return None
    iso = _ISO.match(text)
    if iso:
        year, month, day, hour, minute, second = (int(one) if one else 0 for one in iso.groups())
        return _moment(year, month, day or 1, hour, minute, second)
    numeric = _NUMERIC.match(text)
    if numeric:
        first, second_, year = (int(numeric[one]) for one in (1, 2, 3))
        if first > 12 >= second_ or (day_first and second_ <= 12):
            day, month = first, second_
        else:
            day, month = second_, first
        hour, minute, second = (int(numeric[one] or 0) for one in (4, 5, 6))
        return _moment(_year(year), month, day, _hour(hour, numeric[7]), minute, second)
    if text.replace(".", "", 1).isdecimal():
        return _serial(text)
    return _worded(text)


def _year(year: int) -> int:
    return year if year > 99 else year + (1900 if year > 70 else 2000)


def _hour(hour: int, half: str | None) -> int:
    if not half:
        return hour
    return hour % 12 + (12 if half.casefold() == "p" else 0)


def _moment(
    year: int, month: int, day: int, hour: int = 0, minute: int = 0, second: int = 0
) -> Moment:
    if not 1900 <= year <= 2100:
        return None
    try:
        moment = datetime.datetime(year, month, day)
    except ValueError:
        return None
    if hour < 24 and minute < 60 and second < 60:
        moment = moment.replace(hour=hour, minute=minute, second=second)
    return moment


def _serial(text: str) -> Moment:
    """Epoch seconds, milli- or microseconds, `20150712`, or a day number of Excel."""
    digits = text.partition(".")[0]
    number = float(text)
    if len(digits) == 8:
        return _moment(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    for length, unit in ((10, 1.0), (13, 1e3), (16, 1e6)):
        if len(digits) == length:
            moment = datetime.datetime(1970, 1, 1) + datetime.timedelta(seconds=number / unit)
            return moment.replace(microsecond=0) if moment.year <= 2100 else None
    if 20_000 <= number <= 70_000:
        return datetime.datetime(1899, 12, 30) + datetime.timedelta(days=int(number))
    return None


def _worded(text: str) -> Moment:
    """`April 20, 2021 04:53PM`, `20 de abril de 2021`, `Tue Feb 24 11:14:00 +0000 2015`."""
    if len(text) > 80:
        return None
    found = _CLOCK.search(text)
    hour = minute = second = 0
    rest = text
    if found:
        hour, minute, second = _hour(int(found[1]), found[4]), int(found[2]), int(found[3] or 0)
        rest = text[: found.start()] + " " + text[found.end() :]
    rest = re.sub(r"[+-]\d{4}\b", " ", rest)
    words = _WORDS.findall(rest)
    month = next((_months()[_plain(word)] for word in words if _plain(word) in _months()), 0)
    numbers = [int(word) for word in words if word.isdecimal()]
    years = [number for number in numbers if 1900 <= number <= 2100]
    days = [number for number in numbers if 1 <= number <= 31]
    if not month or not years:
        return None
    return _moment(years[0], month, days[0] if days else 1, hour, minute, second)


def read_number(text: str) -> float:
    """The first number of a cell; filled stars are counted; NaN when there is none.

    >>> read_number("4,5"), read_number("★★★★☆"), read_number("5 de 5 estrelas")
    (4.5, 4.0, 5.0)
    """
    value = text.strip()
    if not value:
        return math.nan
    stars = sum(value.count(star) for star in _FULL_STARS)
    if stars:
        return float(stars) + (0.5 if "½" in value else 0.0)
    found = _NUMBER.search(value)
    return float(found[0].replace(",", ".").replace("−", "-")) if found else math.nan


def read_ratings(
    values: Sequence[str], names: Sequence[str], *, low: float, high: float, what: str = "rating"
) -> tuple[list[float], list[str]]:
    """Ratings of a whole column; NaN for those outside `low`…`high`, and doubts that name them."""
    numbers = [read_number(value) for value in values]
    notes: list[str] = []
    lost = [
        value
        for value, number in zip(values, numbers, strict=True)
        if value.strip() and math.isnan(number)
    ]
    if lost:
        notes.append(f"{len(lost)} {what}(s) are no numbers, such as {lost[0][:30]!r}")
    outside = [
        name for name, number in zip(names, numbers, strict=True)
        if not math.isnan(number) and not low <= number <= high
    ]  # fmt: skip
    if outside:
        shown = ", ".join(outside[:5]) + ("…" if len(outside) > 5 else "")
        notes.append(
            f"{len(outside)} {what}(s) lie outside {low:g} to {high:g} and were left out ({shown})"
        )
    kept = [number if low <= number <= high else math.nan for number in numbers]
    valid = [number for number in kept if not math.isnan(number)]
    half = low + (high - low) / 2
    upper = [name for name, number in zip(names, kept, strict=True) if number > half]
    if what == "rating" and high >= 10 and upper and len(upper) < 0.1 * len(valid):
        shown = ", ".join(upper[:5]) + ("…" if len(upper) > 5 else "")
        notes.append(
            f"{len(valid) - len(upper)} of {len(valid)} ratings are at most {half:g} though the scale "
            f"ends at {high:g}: two scales may be mixed (above: {shown}). Check rating_scale"
        )
    return kept, notes


def is_code(text: str) -> bool:
    """Whether a participant's name is already a code such as `P03`, `C-118` or `17`."""
    return bool(_CODE.match(text.strip()))


def pseudonym(text: str) -> str:
    """A code as it is; for a name, an e-mail or a long number `P` and 8 hexadecimal digits.

    The same person gets the same pseudonym in every source of every study.

    >>> pseudonym("P03"), len(pseudonym("Ana Souza"))
    ('P03', 9)
    """
    value = " ".join(text.split())
    if is_code(value):
        return value
    return "P" + stable_id("participant", _plain(value))[:8]


@cache
def _nobody() -> frozenset[str]:
    return frozenset(
        _plain(word) for code in languages.CODES for word in languages.of(code).ANONYMOUS
    )


def is_nobody(name: str) -> bool:
    """Whether a name says that there is none: `Anônimo`, `Cliente Amazon`, `A Google user`.

    >>> is_nobody("anonimo"), is_nobody("Ana")
    (True, False)
    """
    return _plain(" ".join(name.split())) in _nobody()


def joined(parts: Iterable[str]) -> str:
    """The non-empty parts, one a line."""
    return "\n".join(part.strip() for part in parts if part.strip())
