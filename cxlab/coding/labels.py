"""What the tables say of each utterance, in the words in which people decide and code."""

import numpy as np
import pandas as pd

from cxlab.ingest.decisions import NO, NONE, YES

SIDES = ("negative", "neutral", "positive")


def labels(utterances: pd.DataFrame, mentions: pd.DataFrame) -> pd.DataFrame:
    """utt_id, field, value of every utterance: as `cxlab.ingest.decisions` writes them.

    `sentiment` is the likeliest side, valence has four digits, touchpoints stand in one value in
    alphabetical order, parted by a space.
    """
    ids = utterances["utt_id"]
    touchpoints = mentions.groupby("utt_id")["touchpoint"].agg(lambda one: " ".join(sorted(one)))
    sides = utterances[list(SIDES)].fillna(0.0).to_numpy().argmax(axis=1)
    every = {
        "kind": utterances["kind"],
        "sentiment": pd.Series(np.array(SIDES, dtype=object)[sides], index=ids.index),
        "valence": utterances["valence"].map("{:.4f}".format),
        "gap": utterances["gap"].map({True: YES, False: NO}),
        "emotion": utterances["emotion"],
        "stage": utterances["stage"],
        "touchpoint": ids.map(touchpoints).fillna(NONE),
    }
    return pd.concat(
        [
            pd.DataFrame({"utt_id": ids, "field": field, "value": one})
            for field, one in every.items()
        ],
        ignore_index=True,
    )


def with_machine(overrides: pd.DataFrame, unaided: pd.DataFrame) -> pd.DataFrame:
    """The overrides with `machine`, what it says of the utterance and field by itself.

    `unaided` is the table of `labels` of a machine that knows nothing of these decisions; beside a
    decided valence stands the machine's valence and its side ("-0.4 negative").
    """
    keys = zip(unaided["utt_id"], unaided["field"], strict=True)
    said = dict(zip(keys, unaided["value"], strict=True))
    machine = [
        said.get((utt_id, field), "")
        + (f" {said.get((utt_id, 'sentiment'), '')}" if field == "valence" else "")
        for utt_id, field in zip(overrides["utt_id"], overrides["field"], strict=True)
    ]
    return overrides.assign(machine=machine)


def machine_labels(
    utterances: pd.DataFrame, mentions: pd.DataFrame, overrides: pd.DataFrame
) -> pd.DataFrame:
    """What the machine says by itself of each utterance and field: utt_id, field, value.

    Where people's decisions took its place in the tables, the labels kept in `overrides.machine`
    count: read by a machine that had not learnt from that document.
    """
    said = labels(utterances, mentions)
    table = dict(zip(zip(said["utt_id"], said["field"], strict=True), said["value"], strict=True))
    for utt_id, field, machine in zip(
        overrides["utt_id"], overrides["field"], overrides["machine"], strict=True
    ):
        if field == "valence":
            value, _, side = machine.partition(" ")
            table[utt_id, field], table[utt_id, "sentiment"] = value, side
        else:
            table[utt_id, field] = machine
    rows = [(utt_id, field, value) for (utt_id, field), value in table.items()]
    return pd.DataFrame(rows, columns=["utt_id", "field", "value"])
