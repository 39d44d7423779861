"""Bytes -> text: byte-order marks, UTF-16 without one, cp1252, files that mix encodings."""

import codecs
import re
from dataclasses import dataclass

from cxlab.errors import ReadError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# File heads of things people drop into a folder by mistake, with what to do about each.
_NOT_TEXT = (
    (b"%PDF", "a PDF. Save its text as .docx or .txt"),
    (b"{\\rtf", "a Rich Text file. Open it and save it as .docx or .txt"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"ID3", "a sound recording. Transcribe it first"),
    (b"RIFF", "a sound or film recording. Transcribe it first"),
    (b"OggS", "a sound recording. Transcribe it first"),
    (b"\x1a\x45\xdf\xa3", "a film. Transcribe it first"),
    (b"\x1f\x8b", "a compressed file. Unpack it first"),
    (b"7z\xbc\xaf", "a compressed file. Unpack it first"),
    (b"Rar!", "a compressed file. Unpack it first"),
    (b"PAR1", "a parquet file. Export it as .csv"),
    (b"SQLite format 3", "a database. Export the table as .csv"),
)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_EXPECTED = frozenset("áàâãäéèêëíìîïóòôõöúùûüçñÁÀÂÃÄÉÈÊËÍÌÎÏÓÒÔÕÖÚÙÛÜÇÑ¿¡ºª°“”‘’–—…«»€·´`\xa0")
_HIGH = re.compile(r"[^\x00-\x7f]")


@dataclass(frozen=True)
class Decoded:
    """The text of a file with `\\n` line ends, the encoding it was in, and any doubts."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


def decode(data: bytes, *, encoding: str | None = None) -> Decoded:
    """The text of the bytes; with `encoding`, in that one.

    Raises ReadError for an empty file, for anything that is not text and for a wrong `encoding`.
    """
    if not data.strip(b"\x00\r\n\t \xef\xbb\xbf\xff\xfe"):
        raise ReadError("the file is empty")
    _refuse_binary(data)
    if encoding:
        return _tidy(*_given(data, encoding))
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _tidy(*_marked(data, name))
    wide = _wide(data)
    if wide:
        return _tidy(data.decode(wide, errors="replace"), wide, ())
    if len(_CONTROL.findall(data[:65536])) > 0.05 * len(data[:65536]):
        raise ReadError("the file is not text. Export it as .csv, .docx, .txt or .vtt")
    try:
        return _tidy(data.decode("utf-8"), "utf-8", ())
    except UnicodeDecodeError:
        return _tidy(*_legacy(data))


def _refuse_binary(data: bytes) -> None:
    head = data[:64]
    for magic, what in _NOT_TEXT:
        if head.startswith(magic):
            raise ReadError(f"the file is {what}")
    if head[4:8] == b"ftyp":
        raise ReadError("the file is a sound or film recording. Transcribe it first")


def _given(data: bytes, encoding: str) -> tuple[str, str, tuple[str, ...]]:
    try:
        return data.decode(encoding), encoding, ()
    except LookupError:
        raise ReadError(f"there is no encoding '{encoding}'. Try utf-8 or cp1252") from None
    except UnicodeDecodeError as error:
        raise ReadError(
            f"the file is not {encoding} (byte {error.start + 1}). Leave out `encoding` to have it found"
        ) from None


def _marked(data: bytes, encoding: str) -> tuple[str, str, tuple[str, ...]]:
    """Text behind a byte-order mark; a cut last character or a lying mark is forgiven, and said."""
    try:
        return data.decode(encoding), encoding, ()
    except UnicodeDecodeError:
        if encoding == "utf-8-sig":
            return _legacy(data[len(codecs.BOM_UTF8) :])
        note = f"the file says it is {encoding} but holds characters that are not; they show as �"
        return data.decode(encoding, errors="replace"), encoding, (note,)


def _wide(data: bytes) -> str:
    """`utf-16-le` or `utf-16-be` when every other byte is mostly zero, else nothing."""
    head = data[:4096]
    if len(head) < 4:
        return ""
    even, odd = head[0::2], head[1::2]
    if odd.count(0) > 0.4 * len(odd) and even.count(0) < 0.1 * len(even):
        return "utf-16-le"
    if even.count(0) > 0.4 * len(even) and odd.count(0) < 0.1 * len(odd):
        return "utf-16-be"
    return ""


def _legacy(data: bytes) -> tuple[str, str, tuple[str, ...]]:
    """Text that is not all UTF-8: mostly UTF-8 with other lines mixed in, or an older encoding."""
    lines = data.split(b"\n")
    bad = [position for position, line in enumerate(lines) if not _is_utf8(line)]
    good_wide = sum(1 for line in lines if not line.isascii()) - len(bad)
    if good_wide >= max(1, len(bad)):
        decoded = [line.decode("utf-8", errors="ignore") for line in lines]
        for position in bad:
            decoded[position] = _older(lines[position])[0]
        shown = ", ".join(str(position + 1) for position in bad[:5])
        note = f"the file is UTF-8 except {len(bad)} line(s) read as cp1252: {shown}"
        return "\n".join(decoded), "utf-8", (note,)
    text, encoding = _older(data)
    return text, encoding, (f"the file is not UTF-8; it was read as {encoding}",)


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _older(data: bytes) -> tuple[str, str]:
    """The older encoding under which the accents look most like Portuguese, Spanish or English."""
    best = max(
        ("cp1252", "latin-1", "mac_roman", "cp850"),
        key=lambda encoding: _likeness(data[:200_000].decode(encoding, errors="replace")),
    )
    if _likeness(data[:200_000].decode(best, errors="replace")) < 0.6 and len(data) > 200:
        from charset_normalizer import from_bytes

        guess = from_bytes(data[:200_000]).best()
        if guess is not None:
            best = guess.encoding
    return data.decode(best, errors="replace"), best


def _likeness(text: str) -> float:
    """The share of non-ASCII characters that these languages use."""
    high = _HIGH.findall(text)
    return sum(1 for one in high if one in _EXPECTED) / len(high) if high else 1.0


def _tidy(text: str, encoding: str, notes: tuple[str, ...]) -> Decoded:
    zeros = text.count("\x00")
    if zeros:
        text = text.replace("\x00", "")
        notes = (*notes, f"{zeros} NUL character(s) were taken out")
    # Old exports end with the end-of-file mark of DOS.
    text = text.rstrip("\x1a").lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise ReadError("the file is empty")
    return Decoded(text, encoding, notes)
