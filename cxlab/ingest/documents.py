"""Word documents: paragraphs and tables as lines, through a parser that refuses XML bombs."""

import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element, ParseError

from cxlab.errors import ReadError
from cxlab.ingest.content import Content, Turn, clock, seconds_of
from cxlab.ingest.detect import TIMING
from cxlab.ingest.labels import is_name, label_role
from cxlab.ingest.sheets import fold_header
from cxlab.ingest.subtitles import read_subtitles
from cxlab.ingest.transcript import Line, read_transcript

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
# Parts whose words are not said in the text: deleted words, alternative drawings, footnote marks.
_SKIPPED = {"moveFrom", "Fallback", "instrText", "delText", "pict", "drawing", "object"}


def read_docx(data: bytes, *, known_names: Iterable[str] = ()) -> Content:
    """The turns of a Word document: Teams, Meet, or made by hand, in paragraphs or in a table.

    Raises ReadError when the document is damaged or unsafe.
    """
    lines = _lines(_body(data))
    if not any(line.text.strip() for line in lines):
        raise ReadError("the document has no text in it")
    rows = [line.text.split("\x1f") for line in lines if "\x1f" in line.text]
    if len(rows) >= 2 and len(rows) >= 0.5 * sum(1 for line in lines if line.text.strip()):
        turns = _table_turns(lines)
        if turns:
            return Content("docx", turns=tuple(turns))
    lines = [replace(line, text=line.text.replace("\x1f", "\t")) for line in lines]
    if sum(1 for line in lines if TIMING.match(line.text)) >= 2:
        return _cue_layout(lines, known_names)
    return replace(read_transcript(lines, known_names=known_names), format="docx")


def _body(data: bytes) -> Element:
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            name = next(
                name
                for name in archive.namelist()
                if name.startswith("word/document") and name.endswith(".xml")
            )
            xml = archive.read(name)
        root: Element = fromstring(xml, forbid_dtd=True)
    except DefusedXmlException:
        raise ReadError("the file declares an XML document type; refused as unsafe") from None
    except (zipfile.BadZipFile, ParseError, OSError, EOFError, StopIteration, ValueError) as error:
        raise ReadError(
            f"the document is damaged ({type(error).__name__}); open it in Word and save it again"
        ) from error
    except RecursionError:
        raise ReadError("the document nests too deeply to be an ordinary .docx") from None
    return root


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _lines(root: Element) -> list[Line]:
    """Paragraphs and table rows in reading order; the cells of a row are parted by U+001F."""
    lines: list[Line] = []
    paragraph = 0
    for block in _blocks(root):
        paragraph += 1
        place = f"paragraph {paragraph}"
        if _local(block) == "tr":
            cells = [_cell_text(cell) for cell in block if _local(cell) in ("tc", "sdt")]
            filled = [cell for cell in cells if cell]
            if len(filled) > 1:
                lines.append(Line("\x1f".join(cells), paragraph, f"table row, {place}"))
                continue
            text = filled[0] if filled else ""
        else:
            text = _text(block)
        lines.extend(Line(piece, paragraph, place) for piece in text.split("\n"))
    return lines


def _blocks(element: Element) -> Iterator[Element]:
    """Paragraphs and table rows, also inside content controls; iterative, so depth cannot hurt."""
    stack = [element]
    while stack:
        one = stack.pop()
        kind = _local(one)
        if kind in ("p", "tr"):
            yield one
        elif kind not in _SKIPPED:
            stack.extend(reversed(list(one)))


def _cell_text(cell: Element) -> str:
    """The paragraphs of a cell, also of tables inside it."""
    texts: list[str] = []
    stack = [cell]
    while stack:
        one = stack.pop()
        kind = _local(one)
        if kind == "p":
            texts.append(_text(one))
        elif kind not in _SKIPPED:
            stack.extend(reversed(list(one)))
    return "\n".join(text for text in texts if text.strip()).strip()


def _text(paragraph: Element) -> str:
    """The words of a paragraph: inserted and linked ones too, deleted ones not."""
    parts: list[str] = []
    stack = [paragraph]
    while stack:
        one = stack.pop()
        kind = _local(one)
        if kind in _SKIPPED:
            continue
        if kind == "t":
            parts.append(one.text or "")
        elif (
            kind == "tab"
            and not len(one)
            and one.get(f"{_W}val") is None
            and one.get(f"{_STRICT}val") is None
        ):
            parts.append("\t")
        elif kind in ("br", "cr"):
            parts.append("\n")
        elif kind == "noBreakHyphen":
            parts.append("-")
        else:
            stack.extend(reversed(list(one)))
    return "".join(parts).replace("\u00a0", " ").replace("\x1f", " ")


def _cue_layout(lines: list[Line], known_names: Iterable[str]) -> Content:
    """Teams' older layout: a time range, then the speaker's name, then the words."""
    text: list[str] = []
    for line in lines:
        if TIMING.match(line.text):
            text.append("")
        if line.text.strip():
            text.append(line.text)
    return replace(
        read_subtitles("\n".join(text), layout="srt", known_names=known_names), format="docx"
    )


def _table_turns(lines: list[Line]) -> list[Turn]:
    """Turns from table rows such as `speaker | words` or `time | speaker | words`; else none."""
    turns: list[Turn] = []
    speakers = 0
    for line in lines:
        cells = [cell.strip() for cell in line.text.split("\x1f")]
        if len(cells) < 2:
            continue
        times = [cell for cell in cells if seconds_of(cell.strip("[]()")) >= 0 and ":" in cell]
        seconds = seconds_of(times[0].strip("[]()")) if times else float("nan")
        rest = [cell for cell in cells if cell and cell not in times and not cell.isdecimal()]
        if not rest:
            continue
        if not turns and any(fold_header(cell) in _HEADINGS for cell in cells):
            continue
        words = max(rest[1:], key=len) if len(rest) > 1 else rest[0]
        name = rest[0].rstrip(":") if len(rest) > 1 and is_name(rest[0].rstrip(":")) else ""
        speakers += bool(name) or bool(label_role(name))
        locator = clock(seconds) if times else line.locator
        turns.append(Turn(name, words, seconds, float("nan"), locator, line=line.number))
    return turns if speakers >= 0.5 * len(turns) else []


_HEADINGS = frozenset({
    "fala", "texto", "transcricao", "text", "speech", "words", "what was said", "transcript", "habla",
    "transcripcion", "intervencion", "conteudo", "contenido", "content", "statement",
})  # fmt: skip
