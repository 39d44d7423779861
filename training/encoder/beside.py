"""What the fast heads say of the sentences a run held out, from heads that never saw them either.

`python -m training.encoder.beside DATA RUN --cache FOLDER` fits the heads of `training.heads` on the
documents the run learnt from and writes `RUN/fast.npz`: log-probabilities a task, in the order of
`data.TASKS`. It needs no torch. calibrate.py finds out how much they add: n-grams and lexicons know
words that a small network reads past.
"""

import argparse
from pathlib import Path

import numpy as np

from cxlab.analyse import heads as shipped
from cxlab.analyse.encode import Cached, get_encoder
from training import heads
from training.choose import apply
from training.encoder.data import TASKS
from training.labels import read_labelled


def in_our_order(logits: dict[str, np.ndarray], classes: dict[str, list[str]]) -> dict:
    """The logits of fast heads, tasks and columns named and ordered as in `data.TASKS`."""
    found = {}
    for task, ours in TASKS.items():
        theirs = "polarity" if task == "sentiment" else task
        names = [("no", "yes")[one] if task == "gap" else str(one) for one in ours]
        found[task] = logits[theirs][:, [classes[theirs].index(name) for name in names]]
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("run", type=Path)
    parser.add_argument("--cache", type=Path, required=True)
    given = parser.parse_args()
    items = np.load(given.run / "held_out.npz")["item"]
    labelled = read_labelled(given.data)
    encoder = Cached(get_encoder("fast"), given.cache)
    rows, rough = (heads.read_rows(labelled, encoder, roughly=flag) for flag in (False, True))
    held = labelled.table["item"].isin(items).to_numpy()
    extra = heads.read_extra(given.data, set(labelled.groups[held]), encoder)
    fitted = heads.fit(heads.together(rows.take(~held), rough.take(~held)), extra, encoder.name)
    # the share and temperatures that ship
    chosen = shipped.load(encoder.name)
    fitted = apply(fitted, {"share": chosen.share, "temperature": chosen.temperature})
    asked = rows.take(held)
    logits = fitted.logits(asked.texts, asked.langs, asked.vectors)
    place = {item: row for row, item in enumerate(labelled.table["item"].to_numpy()[held])}
    order = [place[item] for item in items]
    ours = in_our_order(logits, fitted.classes)
    np.savez(given.run / "fast.npz", **{task: part[order] for task, part in ours.items()})


if __name__ == "__main__":
    main()
