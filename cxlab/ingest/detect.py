"""Which kind of file it is, told from what stands in it and not from its name."""

import io
import json
import math
import re
import zipfile
from pathlib import Path

from cxlab.errors import ReadError
from cxlab.ingest.content import seconds_of

# Limits for zipped documents: a 0.75 MB .docx has been seen to take 819 MB once unpacked.
MAX_PART = {"docx": 50_000_000, "xlsx": 600_000_000}
MAX_RATIO = 200
MAX_PARTS = 10_000

TIMING = re.compile(
    r"^\s*(?P<start>(?:\d{1,3}:)?\d{1,2}:\d{1,2}(?:[.,]\d{1,3})?)\s*-{1,2}>\s*"
    r"(?P<end>(?:\d{1,3}:)?\d{1,2}:\d{1,2}(?:[.,]\d{1,3})?)(?P<settings>(?:\s.*)?)$"
)
SBV_TIMING = re.compile(
    r"^(?P<start>\d{1,2}:\d{2}:\d{2}\.\d{3}),(?P<end>\d{1,2}:\d{2}:\d{2}\.\d{3})\s*$"
)
# Date, time and dash or bracket of one exported WhatsApp message, in the shapes of many phones.
WHATSAPP = re.compile(
    r"^[\u200e\u200f\u202a\ufeff]*\[?(?P<date>\d{1,4}[./-]\d{1,2}[./-]\d{1,4}),?[ \u00a0\u202f]+"
    r"(?P<time>\d{1,2}:\d{2}(?::\d{2})?)[ \u00a0\u202f]*"
    r"(?P<half>[aApP][. \u00a0\u202f]{0,3}[mM]\.?)?(?:\][ \u00a0\u202f]?|[ \u00a0\u202f]+[-–][ \u00a0\u202f])"
    r"[\u200e\u200f\u202a]*(?P<body>.*)$"
)
DELIMITERS = ",;\t|"


def zip_format(data: bytes) -> str:
    """`xlsx` or `docx` for a safe file of that kind.

    Raises ReadError when it is damaged, another kind of zip, or unsafe to unpack.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise ReadError("the file is damaged or cut short; open it and save it again") from None
    names = {part.filename for part in parts}
    if any(name.startswith("word/document") for name in names):
        kind = "docx"
    elif "xl/workbook.xml" in names or any(name.startswith("xl/worksheets/") for name in names):
        kind = "xlsx"
    elif any(name.startswith("ppt/") for name in names):
        raise ReadError("the file is a presentation. Copy its text into .docx or .txt")
    elif "mimetype" in names or "content.xml" in names:
        raise ReadError("the file is an OpenDocument file. Save it as .docx, .xlsx or .csv")
    elif "xl/workbook.bin" in names:
        raise ReadError("the file is a binary workbook (.xlsb). Save it as .xlsx")
    else:
        raise ReadError("the file is a zip archive. Unpack it first")
    _refuse_unsafe(parts, kind)
    return kind


def _refuse_unsafe(parts: list[zipfile.ZipInfo], kind: str) -> None:
    if len(parts) > MAX_PARTS:
        raise ReadError(f"the file holds {len(parts):,} parts; it is not an ordinary .{kind}")
    for part in parts:
        if part.flag_bits & 1:
            raise ReadError("the file is protected by a password. Save it without one")
        if not part.filename.endswith((".xml", ".rels")):
            continue
        ratio = part.file_size / max(part.compress_size, 1)
        if part.file_size > MAX_PART[kind] or (part.file_size > 10_000_000 and ratio > MAX_RATIO):
            raise ReadError(
                f"{part.filename} would take {part.file_size / 1e6:,.0f} MB unpacked; refused as unsafe"
            )


def refuse_doctype(data: bytes) -> None:
    """Raise ReadError for an XML part that declares a document type (entity bombs hide there)."""
    head = data[:20_000].replace(b"\x00", b"")
    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
        raise ReadError("the file declares an XML document type; refused as unsafe")


def is_zip(data: bytes) -> bool:
    """Whether the bytes start like a zip archive, as .docx and .xlsx do."""
    return data[:2] == b"PK" and data[2:4] in (b"\x03\x04", b"\x05\x06", b"\x07\x08")


def refuse_ole(data: bytes) -> None:
    """Raise ReadError for the container of passwords and of Office before 2007."""
    if not data.startswith(b"\xd0\xcf\x11\xe0"):
        return
    if b"E\x00n\x00c\x00r\x00y\x00p\x00t" in data:
        raise ReadError("the file is protected by a password. Save it without one")
    raise ReadError("the file is of Office 2003 or older. Open it and save it as .xlsx or .docx")


def text_format(text: str, path: Path, *, known: frozenset[str] = frozenset()) -> str:
    """`vtt`, `srt`, `sbv`, `json`, `jsonl`, `whatsapp`, `delimited` or `transcript`.

    `known` are names that columns often have.
    """
    head = text[:200_000]
    lines = [line for line in head.split("\n")[:400] if line.strip()]
    if head.lstrip().startswith("WEBVTT"):
        return "vtt"
    as_json = _json_format(text)
    if as_json:
        return as_json
    if re.match(r"\s*<(!doctype html|html|\?xml|table)\b", head, re.IGNORECASE):
        raise ReadError("the file is a web page or XML. Open it and save it as .csv, .xlsx or .txt")
    if sum(1 for line in lines if WHATSAPP.match(line)) >= max(1, 0.3 * len(lines)):
        return "whatsapp"
    timings = [TIMING.match(line) for line in lines]
    named = path.suffix.casefold()
    if any(timings) or named in (".srt", ".vtt"):
        # Teams' older layout has a line with the speaker's name between time and words; the text
        # reader knows that one, and only there do times come without a frame's fraction.
        return "srt" if named != ".vtt" else "vtt"
    if named == ".sbv" or any(SBV_TIMING.match(line) for line in lines):
        return "sbv"
    if looks_delimited(head, named, known):
        return "delimited"
    return "transcript"


def _json_format(text: str) -> str:
    start = text.lstrip()[:1]
    if start not in ("{", "["):
        return ""
    first = next(line for line in text.split("\n") if line.strip()).strip()
    try:
        value = json.loads(first)
    except ValueError:
        pass
    except RecursionError:
        raise ReadError("the file nests too deeply to be a data export") from None
    else:
        several = text.strip() != first
        return "jsonl" if several and isinstance(value, dict) else "json"
    # A damaged or hand-wrapped JSON file still starts with a key or another bracket; a transcript
    # that starts with a time or a name in brackets does not.
    return "json" if re.match(r'\s*[\[{]\s*(?:[\[{]\s*)*("|[}\]]|$)', text[:2000]) else ""


def looks_delimited(head: str, suffix: str, known: frozenset[str]) -> bool:
    """Whether the text is a table: by its name, by a row of known column names, or by its lines.

    Lines tell when nearly all hold the same delimiters and the first could be a header.
    """
    if suffix in (".csv", ".tsv", ".tab"):
        return True
    from cxlab.ingest.delimited import quick_records
    from cxlab.ingest.sheets import fold_header

    for delimiter in "\t;|,":
        records = [cells for cells in quick_records(head[:50_000], delimiter)[:60] if any(cells)]
        if any(len({fold_header(cell) for cell in cells} & known) >= 2 for cells in records[:40]):
            return True
        if len(records) < 2 or len(records[0]) < 2:
            continue
        width = len(records[0])
        if sum(1 for cells in records if len(cells) == width) < 0.6 * len(records):
            continue
        cells = [cell.strip() for cell in records[0]]
        short = all(cell and len(cell) <= 60 for cell in cells)
        distinct = len({cell.casefold() for cell in cells}) == len(cells)
        timed = any(not math.isnan(seconds_of(cell)) for cell in cells)
        sentence = any(cell.endswith((".", "?", ":")) for cell in cells)
        if short and distinct and not timed and not sentence:
            return delimiter != "," or width >= 3 or suffix not in (".txt", ".md")
    return False
