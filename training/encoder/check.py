"""Does what ships say what was trained? Torch in float32 against the shipped files.

`python -m training.encoder.check DATA RUN FOLDER` reads the held-out sentences of a run with both and
prints the share of equal labels, the largest difference of a probability, and both sets of figures.
"""

import argparse
import json
from pathlib import Path

import numpy as np
import torch

from cxlab.analyse.accurate import AccurateEncoder
from training.encoder import data as corpora
from training.encoder.learn import predict
from training.encoder.measure import calibrated, figures, line
from training.encoder.model import Encoder, Reader
from training.encoder.text import Tokens
from training.encoder.wheel import Wheel


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("run", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--calibration", type=Path)
    given = parser.parse_args()
    torch.set_num_threads(1)
    table = corpora.journey(given.data)
    table = table[table["part"] == "test"]
    stored = torch.load(given.run / "model.pt", weights_only=True)
    reader = Reader(Encoder(Wheel(), np.load(given.run.parent / "keep.npy")), stored["sizes"])
    reader.load_state_dict(stored["state"])
    found = predict(reader, Tokens(given.run.parent / "sp.model"), table["text"].tolist())
    how = {t: {"temperature": 1.0, "bias": 0.0} for t in corpora.TASKS}
    if given.calibration:
        how = json.loads(given.calibration.read_text(encoding="utf-8"))
    trained = calibrated({task: found[task] for task in corpora.TASKS}, how)
    shipped = AccurateEncoder(given.folder).read(table["text"].tolist())
    print("least cosine of the vectors", float((found["vector"] * shipped.vectors).sum(1).min()))
    for task in corpora.TASKS:
        same = trained[task].argmax(1) == shipped.chances[task].argmax(1)
        far = float(np.abs(trained[task] - shipped.chances[task]).max())
        print(f"{task:<10} same label {same.mean():.4f}, largest difference {far:.4f}")
    print("float32", line(figures(table, trained)))
    print("shipped", line(figures(table, shipped.chances)))


if __name__ == "__main__":
    main()
