"""Which encoders a run works with, each behind one cache of the study's folder."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd

from cxlab.analyse.cascade import Cascade
from cxlab.analyse.encode import Encoder, get_encoder, get_reader, keeper
from cxlab.analyse.named import is_named
from cxlab.tables import EVIDENCE_ROLES


def encoders(
    name: str, folder: Path, judged: int, progress: Callable[[int, int], None] | None = None
) -> tuple[Encoder, Encoder, tuple[Encoder, ...]]:
    """Who reads `judged` sentences, who tells what is alike, and whose vectors place touchpoints.

    What is alike is told by a model of the study's own, else by `fast`: the vectors of `accurate`
    are shaped by feelings.
    """
    keep = keeper(folder, progress)
    reader = kept(get_reader(name, judged), keep)
    near = keep(get_encoder(name if is_named(name) else "fast"))
    # A cascade has no vectors but those of `fast`.
    return reader, near, (near, reader.fast if isinstance(reader, Cascade) else reader)


def kept(reader: Encoder, keep: Callable[[Encoder], Encoder]) -> Encoder:
    """The reader behind a cache; of a cascade, both encoders."""
    return reader.keeping(keep) if isinstance(reader, Cascade) else keep(reader)


def read_by(reader: Encoder, utterances: pd.DataFrame) -> dict[str, Any]:
    """Of a cascade, how many distinct sentences each of its encoders answered, for the method box."""
    if not isinstance(reader, Cascade):
        return {}
    said = utterances[utterances["role"].isin(EVIDENCE_ROLES)]
    return {"read_by": reader.answered(said["text"].tolist(), said["lang"].tolist())}
