"""How often the heads err, as their card says: the one place of these figures."""

from functools import cache
from typing import Any

from cxlab.analyse.encode import Encoder, get_encoder
from cxlab.analyse.heads import FOLDER

# How the cards name the rows that the report shows.
_ROWS = {
    "held out": "all", "held out, pt": "pt", "held out, es": "es", "held out, en": "en",
    "**held-out documents**": "all", "**Portuguese**": "pt", "**Spanish**": "es",
    "**English**": "en",
}  # fmt: skip
_HEADS = ("sentiment", "kind", "emotion", "gap", "stage")


def measured(encoder: Encoder) -> dict[str, dict[str, Any]]:
    """Head -> 'all', 'pt', 'es', 'en' -> accuracy (0-1), macro_f1 (0-1) and n held-out sentences.

    Read from the card of the weights that belong to the encoder; of the fast heads, which read for
    it, where it has none.
    """
    own = (f"heads-{encoder.name}.md", f"{encoder.name.rpartition('-')[0]}.md")
    found = [name for name in own if (FOLDER / name).exists()]
    return _read(found[0] if found else f"heads-{get_encoder('fast').name}.md")


@cache
def _read(name: str) -> dict[str, dict[str, Any]]:
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if "|" in line]
    header = next(row for row in rows if "sentiment" in row)
    figures: dict[str, dict[str, Any]] = {head: {} for head in _HEADS}
    for row in rows:
        if row[0] not in _ROWS:
            continue
        cells = dict(zip(header, row, strict=True))
        for head in _HEADS:
            accuracy, macro_f1 = (float(part) for part in cells[head].split("/"))
            figures[head][_ROWS[row[0]]] = {
                "accuracy": accuracy,
                "macro_f1": macro_f1,
                "n": int(cells["n"].replace(",", "")),
            }
    return figures
