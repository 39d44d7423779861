"""Telephone numbers: written with a country code, in a national shape, or announced by a word."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cxlab import languages
from cxlab.prepare.cues import Span, order_word_before, word_pattern, words_before

_PHONE = re.compile(
    r"(?<![\w/$€£#@-])(?<![\d$€£#][ .,])(?:\+ ?|\()?\d(?:[ ().\-\u2011\u2013]{0,3}\d){6,14}(?![\w%€$]|[.,/-]\d)"
)
_DAY, _MONTH = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])"
_DATE = re.compile(
    rf"(?:{_DAY}[./-]{_MONTH}|{_MONTH}[./-]{_DAY})[./-](?:\d{{4}}|\d{{2}})(?![./-]?\d)"
    rf"|(?:19|20)\d\d[./-]{_MONTH}[./-]{_DAY}(?![./-]?\d)"
    r"|(?:19|20)\d\d ?[-–] ?(?:19|20)\d\d$"
)
# Amounts and ranges: 1.234.567, 12 345 678, 1.000-5.400, 1500-2000.
_AMOUNT = re.compile(
    r"\d{1,3}(?:\.\d{3})+(?:-\d{1,3}(?:\.\d{3})+)?|\d{1,2}(?: \d{3}){2,}|\d{4} ?[-–] ?\d{4}"
    r"|\d{1,3}(?:[. ]\d{3}){2,} ?-[ —–-]*[\dkK]"
)
_NEXT_PHONE = re.compile(r"(?: ?[/,|-]| (?:e|y|o|ou|u|or|and)) ?$")
_MONEY_AFTER = re.compile(
    r" ?(?:€|\$|%|reais|euros?|d[óo]lares|dollars|pesos|usd|eur|brl|km|kg|mb|gb|ptas|pesetas|mil)(?!\w)",
    re.IGNORECASE,
)
_PHONE_AFTER = re.compile(
    r"[ -]{0,2}(?:office|fax|mobile|cell|whatsapp|celular|m[óo]vil)(?!\w)", re.IGNORECASE
)


def phones(text: str, lang: str | None) -> Iterator[Span]:
    """Telephone numbers: with a country code, in a national shape, or announced by a word."""
    last_end = -1
    for found in _PHONE.finditer(text):
        number, start = found[0], found.start()
        if _DATE.match(number) or _MONEY_AFTER.match(text, found.end()):
            continue
        if number[0] == "(" and ")" not in number:
            number, start = number[1:], start + 1
        if number.count("(") != number.count(")") or order_word_before(text, start):
            continue
        if (
            _PHONE_AFTER.match(text, found.end())
            or word_pattern("PHONE_WORDS").search(words_before(text, start))
            or (last_end >= 0 and _NEXT_PHONE.fullmatch(text[last_end:start]))
            or _looks_like_phone(number, lang)
        ):
            last_end = found.end()
            yield start, last_end, "PHONE"


_GROUPED = re.compile(r"\(|\d[ .\-\u2011\u2013]\d{2}")


def _looks_like_phone(number: str, lang: str | None) -> bool:
    """A number nobody announced: valid in a country of the language, and written as people write one."""
    import phonenumbers

    digits = re.sub(r"\D", "", number)
    if number.startswith(("+", "00")):
        return _valid(phonenumbers, "+" + digits.removeprefix("00"), None)
    codes = (lang,) if lang in languages.CODES else languages.CODES
    regions = [region for code in codes for region in languages.of(code).PHONE_REGIONS]
    brazilian_mobile = len(digits) == 11 and digits[2] == "9" and "BR" in regions
    if not _GROUPED.search(number) and not brazilian_mobile:
        return False
    if _AMOUNT.fullmatch(number):
        return False
    return any(_valid(phonenumbers, digits, region) for region in regions)


def _valid(phonenumbers: object, number: str, region: str | None) -> bool:
    try:
        parsed = phonenumbers.parse(number, region)  # type: ignore[attr-defined]
    except phonenumbers.NumberParseException:  # type: ignore[attr-defined]
        return False
    return bool(phonenumbers.is_valid_number(parsed))  # type: ignore[attr-defined]
