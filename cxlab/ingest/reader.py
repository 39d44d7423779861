"""One file -> its content, by the reader for what stands in it."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from cxlab.errors import ReadError
from cxlab.ingest import columns, detect, sheets
from cxlab.ingest.content import Content
from cxlab.ingest.decode import decode
from cxlab.ingest.documents import read_docx
from cxlab.ingest.records import read_json, read_jsonl
from cxlab.ingest.subtitles import read_subtitles
from cxlab.ingest.transcript import lines_of, read_transcript
from cxlab.ingest.whatsapp import read_whatsapp
from cxlab.ingest.workbook import read_workbook

# Files above this size are refused: the whole text of a file is held in memory.
MAX_BYTES = 2_000_000_000


def read_file(
    path: Path,
    *,
    wanted: tuple[str, ...] = (),
    encoding: str | None = None,
    known_names: Iterable[str] = (),
    dates: str = "auto",
) -> Content:
    """What stands in a file: a sheet or turns, whatever its name ends in.

    `wanted` are column names its header must hold; `known_names` are people whose label is believed
    even once. Raises ReadError when nothing of the file can be read.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise ReadError(f"the file has {path.stat().st_size / 1e9:.1f} GB; split it below 2 GB")
        data = path.read_bytes()
    except OSError as error:
        raise ReadError(f"the file cannot be opened ({error.strerror or error})") from error
    detect.refuse_ole(data)
    known = columns.known_names()
    if detect.is_zip(data):
        if detect.zip_format(data) == "docx":
            return read_docx(data, known_names=known_names)
        return sheets.from_workbook(read_workbook(data), wanted=wanted, known=known)
    decoded = decode(data, encoding=encoding)
    layout = detect.text_format(decoded.text, path, known=known)
    if layout in ("vtt", "srt", "sbv"):
        content = read_subtitles(decoded.text, layout=layout, known_names=known_names)
    elif layout == "json":
        content = read_json(decoded.text)
    elif layout == "jsonl":
        content = read_jsonl(decoded.text)
    elif layout == "whatsapp":
        content = read_whatsapp(decoded.text, dates=dates)
    elif layout == "delimited":
        content = sheets.from_text(decoded.text, wanted=wanted, known=known)
    else:
        content = read_transcript(lines_of(decoded.text), known_names=known_names)
    if content.sheet is None and not content.turns and not content.faults:
        raise ReadError("nothing was said in the file")
    return replace(content, encoding=decoded.encoding, notes=(*decoded.notes, *content.notes))
