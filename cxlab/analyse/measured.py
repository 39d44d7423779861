"""How often the labels err, as training measured and wrote it beside the card: one place of these figures."""

import json
from collections.abc import Iterable
from functools import cache
from typing import Any

from cxlab.analyse.encode import Encoder, get_encoder
from cxlab.analyse.heads import FOLDER

_HEADS = ("sentiment", "kind", "emotion", "gap", "stage")


def measured(encoder: Encoder) -> dict[str, dict[str, Any]]:
    """Head -> 'all', 'pt', 'es', 'en' -> accuracy (0-1), macro_f1 (0-1) and n held-out sentences."""
    rows = [one for one in _read(_name(encoder))["rows"] if one["group"] in ("all", "language")]
    return {head: {one["name"]: one[head] | {"n": one["n"]} for one in rows} for head in _HEADS}


def measured_groups(encoder: Encoder) -> list[dict[str, Any]]:
    """Accuracy by kind of source, by variety of the language and on sources never seen.

    Rows of `group` ('kind', 'variety', 'unseen'), `name`, `n` sentences, `sentiment` and `kind` (accuracies,
    0-1). Kinds are those of a study's sources; a variety is 'pt-BR', or 'es unknown' where the source does not
    tell. Kinds and varieties nobody measured are not among them.
    """
    content = _read(_name(encoder))
    rows = [one for one in content["rows"] if one["group"] in ("kind", "variety")]
    return _short(rows) + _short(content["without"], group="unseen")


def label_error(encoder: Encoder) -> dict[str, Any]:
    """What `cxlab.journey.labelerror.LabelError` takes, for the labels of this encoder.

    Where nobody measured an encoder's own, the fast heads' errors stand in: they err more often.
    """
    own: dict[str, Any] = _read(_name(encoder)).get("label_error") or {}
    return own or dict(_read(_fast())["label_error"])


def _short(rows: Iterable[dict[str, Any]], group: str = "") -> list[dict[str, Any]]:
    return [
        {
            "group": group or one["group"],
            "name": one["name"],
            "n": one["n"],
            "sentiment": one["sentiment"]["accuracy"],
            "kind": one["kind"]["accuracy"],
        }
        for one in rows
    ]


def _name(encoder: Encoder) -> str:
    own = (f"heads-{encoder.name}", encoder.name.rpartition("-")[0])
    return next((name for name in own if (FOLDER / f"{name}.json").exists()), _fast())


def _fast() -> str:
    """The fast heads read for an encoder that has none of its own."""
    return f"heads-{get_encoder('fast').name}"


@cache
def _read(name: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return content
