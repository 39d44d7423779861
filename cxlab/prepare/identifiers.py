"""Numbers and addresses that point at a person: where they stand in a text, and of which kind.

Check digits (python-stdnum) decide where a number has them; a shape without check digits needs a
word beside it ("CPF", "teléfono"). Words such as "pedido" or "protocol" right before a bare number
keep it: it is the company's number, and evidence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from cxlab import languages
from cxlab.prepare.cues import Span, order_word_before, words_before
from cxlab.prepare.phones import phones

KINDS = (
    "EMAIL", "URL", "HANDLE", "IBAN", "CARD", "CPF", "CNPJ", "RG", "CEP", "NIF", "DNI", "NIE", "CURP",
    "RFC", "RUT", "NIT", "RUC", "CC", "CUIT", "SSN", "PHONE", "NAME",
)  # fmt: skip


@dataclass(frozen=True)
class _Shape:
    """A kind of number: how it is written, how it is checked, and which words announce it.

    `always` shapes count when the check holds; the others also need one of `words` before them.
    """

    kind: str
    pattern: str
    check: str  # module of python-stdnum, or "" when the shape has no check digit
    words: str  # regex of announcing words
    always: bool = False


# From the most particular shape to the least: the first that fits a number names it.
_SHAPES: tuple[_Shape, ...] = (
    _Shape("CURP", r"[A-Za-z]{4}\d{6}[HMXhmx][A-Za-z]{5}[0-9A-Za-z]\d", "mx.curp", "curp", True),
    _Shape("CNPJ", r"[0-9A-Z]{2}\.[0-9A-Z]{3}\.[0-9A-Z]{3}/[0-9A-Z]{4}-\d\d", "br.cnpj", "cnpj", True),
    _Shape("CNPJ", r"\d{14}", "br.cnpj", "cnpj"),
    _Shape("CPF", r"\d{3}\.\d{3}\.\d{3}-\d\d", "br.cpf", "cpf|documento", True),
    _Shape("CPF", r"\d{3}[. ]?\d{3}[. ]?\d{3}[-. ]?\d\d", "br.cpf", "cpf|documento"),
    _Shape("CPF", r"\d{3}[. ]?\d{3}[. ]?\d{3}[-. ]?\d\d", "", "cpf"),
    _Shape("CUIT", r"(?:20|23|24|25|26|27|30|33|34)-\d{8}-\d", "ar.cuit", "cuit|cuil", True),
    _Shape("CUIT", r"\d{11}", "ar.cuit", "cuit|cuil"),
    _Shape("NIE", r"[XYZxyz][- ]?\d{7}[- ]?[A-Za-z]", "es.nie", "nie|nif|dni|documento", True),
    _Shape("DNI", r"\d{8}[- ]?[A-Za-z]", "es.dni", "dni|nif|documento", True),
    _Shape("DNI", r"\d{2}\.\d{3}\.\d{3}[- ]?[A-Za-z]", "es.dni", "dni|nif|documento", True),
    _Shape("DNI", r"\d{1,2}\.?\d{3}\.?\d{3}[- ]?[A-Za-z]?", "", "dni|c[ée]dula|documento"),
    _Shape("RUT", r"\d{1,2}\.\d{3}\.\d{3}-[\dkK]", "cl.rut", "rut|run", True),
    _Shape("RUT", r"\d{7,8}-?[\dkK]", "cl.rut", "rut|run"),
    _Shape("NIF", r"[A-HJ-NP-SUVW]-?\d{7}-?[0-9A-J]", "es.cif", "cif|nif", True),
    _Shape("NIF", r"(?:PT ?)?\d{3} ?\d{3} ?\d{3}", "pt.nif", "nif|contribuinte|nipc"),
    _Shape("NIT", r"\d{1,3}\.\d{3}\.\d{3} ?-[ —–-]*\d", "co.nit", "nit|c[ée]dula", True),
    _Shape("NIT", r"\d{6,10}-?\d", "co.nit", "nit"),
    _Shape("RUC", r"\d{11}", "pe.ruc", "ruc"),
    _Shape("CC", r"\d{8} ?\d ?[A-Z]{2}\d", "pt.cc", "cc|cart[ãa]o de cidad[ãa]o", True),
    _Shape("RFC", r"[A-ZÑ&]{3,4}[- ]?\d{6}[- ]?[A-Z0-9]{3}", "mx.rfc", "rfc", True),
    _Shape("RG", r"\d{1,2}\.?\d{3}\.?\d{3}-?[\dxX]", "", "rg|identidade"),
    _Shape("SSN", r"\d{3}-\d{2}-\d{4}", "us.ssn", "ssn|social security", True),
    _Shape("CEP", r"\d{5}-\d{3}", "", "", True),
    _Shape("CEP", r"\d{8}", "", "cep"),
)  # fmt: skip


@cache
def _checker(module: str) -> Callable[[str], bool]:
    return import_module(f"stdnum.{module}").is_valid  # type: ignore[no-any-return]


@cache
def _shape_patterns() -> tuple[tuple[_Shape, re.Pattern[str], re.Pattern[str]], ...]:
    return tuple(
        (
            shape,
            re.compile(rf"(?<![\w./-])(?:{shape.pattern})(?![\w/]|[.,-]\d)"),
            re.compile(rf"(?<!\w)(?:{shape.words})(?!\w)", re.IGNORECASE),
        )
        for shape in _SHAPES
    )


def documents_and_codes(text: str) -> Iterator[Span]:
    """Identity and tax numbers of Brazil, Portugal, Spain and Latin America, and Brazilian CEPs."""
    for shape, pattern, words in _shape_patterns():
        check = _checker(shape.check) if shape.check else None
        for found in pattern.finditer(text):
            if check and not check(found[0]):
                continue
            if not shape.always and not words.search(words_before(text, found.start())):
                continue
            yield found.start(), found.end(), shape.kind


# ---- e-mail, links, handles ---------------------------------------------------------------------

_LOCAL = re.compile(r"[\w.%+\-]{1,64}$")
_DOMAIN = re.compile(r"(?:[^\W_](?:[\w-]{0,62})\.){1,6}[A-Za-z]{2,24}(?!\w)")
_LINK = re.compile(r"(?<!\w)(?:https?://|ftp://|www\.)[^\s<>\"'“”\[\]]{2,2000}", re.IGNORECASE)
_SHORT_LINK = re.compile(
    r"(?<![\w@.-])(?:[a-z0-9][a-z0-9-]{0,40}\.){1,3}[a-z]{2,4}/[^\s<>\"'“”\[\]]{2,300}",
    re.IGNORECASE,
)
_HANDLE = re.compile(r"(?<![\w@./])@[A-Za-z0-9_](?:[\w.]{0,28}\w)?")


def emails(text: str) -> Iterator[Span]:
    """E-mail addresses, written (`ana@x.com`) or spoken ("ana ponto silva arroba gmail ponto com")."""
    for at in re.finditer(r"@| ?\((?:at|arroba)\) ?| ?\[(?:at|arroba)\] ?", text):
        local = _LOCAL.search(text[max(0, at.start() - 64) : at.start()])
        domain = _DOMAIN.match(text, at.end())
        if local and domain:
            yield at.start() - len(local[0].lstrip(".-+%")), domain.end(), "EMAIL"
    for found in _spoken_email().finditer(text):
        yield found.start(), found.end(), "EMAIL"


@cache
def _spoken_email() -> re.Pattern[str]:
    packs = [languages.of(code) for code in languages.CODES]
    at = "|".join(sorted({word for pack in packs for word in pack.AT_WORDS}))
    dot = "|".join(sorted({word for pack in packs for word in pack.DOT_WORDS}))
    join = rf"(?: (?:{dot}|underline|underscore) | ?[._-] ?)"
    part = r"\w{1,40}"
    tail = r"(?:com|net|org|pt|br|es|mx|ar|cl|co|edu|gov|uk)"
    return re.compile(
        rf"(?<!\w){part}(?:{join}{part}){{0,3}} (?:{at}) {part}(?:{join}{part}){{0,2}}"
        rf"(?: (?:{dot}) |\.){tail}(?: (?:{dot}) {tail})?(?!\w)",
        re.IGNORECASE,
    )


def links(text: str) -> Iterator[Span]:
    """Links with a scheme, with `www.` or with a path; a bare shop's name (`amazon.com`) is evidence."""
    for pattern in (_LINK, _SHORT_LINK):
        for found in pattern.finditer(text):
            link = found[0].rstrip(".,;:!?…)*_")
            yield found.start(), found.start() + len(link), "URL"


def handles(text: str) -> Iterator[Span]:
    """`@user` as social networks write it."""
    for found in _HANDLE.finditer(text):
        yield found.start(), found.end(), "HANDLE"


# ---- cards and accounts -------------------------------------------------------------------------

_IBAN = re.compile(r"(?<!\w)[A-Za-z]{2} ?\d{2}(?:[ .-]?[A-Za-z0-9]){11,30}(?!\w)")
_CARD = re.compile(r"(?<![\w.,-])\d(?:[ -]?\d){11,18}(?![\w]|[.,-]\d)")
_CARD_BRANDS = re.compile(
    r"4(?:\d{12}|\d{15}|\d{18})$|5[0-9]\d{10,14}$|2[2-7]\d{14}$|3[47]\d{13}$|3[0689]\d{12}$|35\d{14}$"
    r"|(?:1800|2131)\d{11}$|6\d{11,18}$"
)


def ibans(text: str) -> Iterator[Span]:
    """IBANs with valid length, structure and check digits; words after one are given back."""
    valid = _checker("iban")
    for found in _IBAN.finditer(text):
        for length in range(len(found[0]), 14, -1):
            if length < len(found[0]) and found[0][length].isalnum():
                continue
            compact = re.sub(r"[ .-]", "", found[0][:length]).upper()
            # ISO 7064: the letters as numbers, the first four characters last, modulo 97 is 1.
            if int("".join(str(int(c, 36)) for c in compact[4:] + compact[:4])) % 97 != 1:
                continue
            if valid(compact, check_country=False):  # type: ignore[call-arg]
                yield found.start(), found.start() + len(found[0][:length].rstrip(" .-")), "IBAN"
                break


def cards(text: str) -> Iterator[Span]:
    """Payment cards: a brand's prefix and length, and Luhn's check digit."""
    valid = _checker("luhn")
    for found in _CARD.finditer(text):
        digits = re.sub(r"\D", "", found[0])
        if not _CARD_BRANDS.match(digits) or len(set(digits)) == 1:
            continue
        # Four groups of four are a card even when a digit was mistyped.
        in_fours = re.fullmatch(r"\d{4}([ -])\d{4}\1\d{4}\1\d{4}", found[0])
        if not in_fours and not valid(digits):
            continue
        if not in_fours and order_word_before(text, found.start()):
            continue
        yield found.start(), found.end(), "CARD"


def find(text: str, lang: str | None) -> list[Span]:
    """All identifiers, the surest kinds first; spans may overlap (`redact` settles that)."""
    spans: list[Span] = []
    has_digit = any(map(str.isdigit, text))
    if "@" in text or "(" in text or "[" in text or "arroba" in text.lower():
        spans += emails(text)
    if "." in text:
        spans += links(text)
    if "@" in text:
        spans += handles(text)
    if has_digit:
        spans += ibans(text)
        spans += documents_and_codes(text)
        spans += cards(text)
        spans += phones(text, lang)
    return spans
