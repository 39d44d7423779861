"""How fast each format is read, and what comes of real files: `python benchmarks/ingest.py [DATA]`.

DATA is the folder with the shared corpora (by default beside the project). First, rows a second for
made-up files of each format; then, for every real file under DATA/formats, how many turns were read,
how many pieces were left out, or why nothing could be read; then who is company and who is customer in
DATA/complaints_pt.csv, guessed from words alone, against the position of the message in its thread.
"""

import csv
import io
import json
import sys
import tempfile
import time
import warnings
import zipfile
from pathlib import Path

import pandas as pd

import cxlab.ingest
from cxlab.errors import CxlabError
from cxlab.study import Study, StudyFile

DATA = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[2] / "shared" / "data"
ROWS = 20_000
SAID = "Comprei o sofá em maio, chegou com atraso e a caixa estava amassada."


def made(rows: int) -> dict[str, bytes]:
    """One file of each format with that many rows, cues or turns."""
    table = [["id", "data", "nota", "comentario"]]
    table += [[str(n), "2025-05-02", str(n % 5 + 1), f"{SAID} {n}"] for n in range(rows)]
    text = io.StringIO()
    csv.writer(text).writerows(table)
    lines = "\n".join(json.dumps(dict(zip(table[0], row, strict=True))) for row in table[1:])
    stamps = [f"{n // 3600:02d}:{n // 60 % 60:02d}:{n % 60:02d}" for n in range(0, 4 * rows, 4)]
    who = ["Ana Luz", "Rui Mar"]
    cues = "".join(
        f"{at}.000 --> {at}.900\n<v {who[n % 2]}>{SAID}\n\n" for n, at in enumerate(stamps)
    )
    srt = "".join(
        f"{n}\n{at},000 --> {at},900\n{who[n % 2]}: {SAID}\n\n" for n, at in enumerate(stamps)
    )
    talk = "".join(f"{who[n % 2]}: {SAID}\n" for n in range(rows))
    chat = "".join(f"19/09/2025 21:21 - {who[n % 2]}: {SAID}\n" for n in range(rows))
    unclosed = (
        text.getvalue() + '9,"2025-05-02,1,nunca fechada\n' + text.getvalue().partition("\n")[2]
    )
    return {
        "csv": text.getvalue().encode(),
        "csv, utf-16": text.getvalue().encode("utf-16"),
        "csv, unclosed quote": unclosed.encode(),
        "jsonl": lines.encode(),
        "xlsx": _workbook(table),
        "vtt": f"WEBVTT\n\n{cues}".encode(),
        "srt": srt.encode(),
        "txt": talk.encode(),
        "whatsapp": chat.encode(),
        "docx": _document(talk.splitlines()),
    }


def _workbook(table: list[list[str]]) -> bytes:
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in table:
        sheet.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _document(lines: list[str]) -> bytes:
    name = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{name}"><w:body>{body}</w:body></w:document>',
        )
    return buffer.getvalue()


def speeds() -> pd.DataFrame:
    """Turns and rows a CPU second for each format."""
    found = []
    with tempfile.TemporaryDirectory() as folder:
        for name, content in made(ROWS).items():
            path = Path(folder) / "made"
            path.write_bytes(content)
            start = time.process_time()
            turns = cxlab.ingest.read(path)
            seconds = time.process_time() - start
            found.append(
                {"format": name, "MB": len(content) / 1e6, "turns": len(turns),
                 "seconds": seconds, "turns a second": len(turns) / seconds}
            )  # fmt: skip
    return pd.DataFrame(found).round({"MB": 1, "seconds": 2, "turns a second": 0})


def outcomes() -> pd.DataFrame:
    """What came of every real file."""
    found = []
    for path in sorted((DATA / "formats").rglob("*")):
        if not path.is_file() or path.name.startswith("LICENSE"):
            continue
        with warnings.catch_warnings(record=True) as heard:
            warnings.simplefilter("always")
            try:
                turns = len(cxlab.ingest.read(path))
                outcome = "read"
            except CxlabError as error:
                turns, outcome = 0, str(error)
        left = [str(w.message).split(": ", 1)[1] for w in heard if "left out" in str(w.message)]
        found.append(
            {"file": f"{path.parent.name}/{path.name}", "turns": turns, "outcome": outcome,
             "left out": "; ".join(left)[:70]}
        )  # fmt: skip
    return pd.DataFrame(found)


def company_or_customer() -> pd.DataFrame:
    """Roles guessed from words alone, by position in the thread (0 is always the customer)."""
    path = DATA / "complaints_pt.csv"
    source = {
        "name": "c", "kind": "chat", "files": str(path),
        "columns": {"text": "text", "thread": ["enterprise", "title"], "position": "position_in_chat"},
    }  # fmt: skip
    study = Study(path.parent, StudyFile(title="c", sources=[source]), path.parent)
    raw = cxlab.ingest.read_sources(study)
    rows = pd.read_csv(path, dtype=str, keep_default_na=False)
    places = {f"row {n + 2}": place for n, place in enumerate(rows["position_in_chat"])}
    return pd.crosstab(raw.turns["locator"].map(places).rename("position"), raw.turns["role"])


def main() -> None:
    warnings.simplefilter("ignore")
    pd.set_option("display.width", 180, "display.max_colwidth", 80, "display.max_rows", 200)
    print(speeds().to_string(index=False), "\n")
    if not DATA.is_dir():
        print(f"{DATA} is not there: only made-up files were read")
        return
    table = outcomes()
    print(table.to_string(index=False), "\n")
    read = (table["outcome"] == "read").sum()
    print(f"{read} of {len(table)} files read, {len(table) - read} refused with a reason\n")
    print("company or customer, guessed from words alone, by position in the thread")
    print(company_or_customer().to_string())


if __name__ == "__main__":
    main()
