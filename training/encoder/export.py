"""A trained model -> the files that ship: `reader.onnx`, `words.npz`, `pieces.model`, `heads.json`.

Weights lie as 8-bit whole numbers, a scale for each 32 of a column, and are widened to float32 once,
when the session loads (constant folding). Arithmetic is float32 throughout: activations are never
quantised, so a text gets the same answer alone, in any batch, and on any processor up to the last
bits of float32. Word vectors stay the 4-bit blocks they came in; no loss there.
"""

import argparse
import hashlib
import json
import math
from pathlib import Path

import numpy as np
import torch
from onnx import TensorProto, checker, helper, numpy_helper, save

from training.encoder import data as corpora
from training.encoder.wheel import BLOCK, Wheel

LONGEST = 256  # positions that ship: 256 tokens are about 1,000 characters
_MICROSOFT = "com.microsoft"


class Graph:
    """Nodes and weights of an onnx graph, made in the order they run."""

    def __init__(self) -> None:
        self.nodes: list = []
        self.weights: list = []
        self._count = 0

    def add(self, operator: str, *inputs: str, outputs: int = 1, domain: str = "", **options):
        """One node; the name of its output, or their names."""
        self._count += 1
        names = [f"{operator}_{self._count}_{at}" for at in range(outputs)]
        self.nodes.append(helper.make_node(operator, list(inputs), names, domain=domain, **options))
        return names[0] if outputs == 1 else names

    def weight(self, values: np.ndarray) -> str:
        """A constant; its name."""
        self._count += 1
        name = f"w_{self._count}"
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def matrix(self, values: np.ndarray) -> str:
        """A float matrix (in, out) kept as int8, each 32 rows of a column with a float16 scale."""
        whole, scale = narrowed(values)
        wide = self.add("Cast", self.weight(whole), to=TensorProto.FLOAT)
        scales = self.add("Cast", self.weight(scale), to=TensorProto.FLOAT)
        product = self.add("Mul", wide, scales)
        return self.add("Reshape", product, self.weight(np.array(values.shape)))

    def linear(self, x: str, weight: np.ndarray, bias: np.ndarray) -> str:
        """x @ weight.T + bias, with torch's (out, in) weight."""
        return self.add("Add", self.add("MatMul", x, self.matrix(weight.T)), self.weight(bias))


def narrowed(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """int8 (blocks, 32, out) and float16 scales (blocks, 1, out) whose product is near the values."""
    blocks = values.reshape(-1, BLOCK, values.shape[1])
    top = np.maximum(np.abs(blocks).max(1, keepdims=True), 1e-6)
    # rounded upwards, so that the largest weight of a block never overflows 127
    scale = np.nextafter((top / 127).astype(np.float16), np.float16(np.inf))
    return np.round(blocks / scale.astype(np.float32)).astype(np.int8), scale


def build(state: dict[str, np.ndarray], *, layers: int, heads: int, epsilon: float, tasks: list[str],
          calibration: dict) -> Graph:  # fmt: skip
    """The graph: `embedded` (batch, tokens, 384) and `mask` (batch, tokens) -> `vector`, `logits`.

    `embedded` holds word vectors; the graph adds positions. `logits` are the tasks' calibrated
    logits side by side.
    """
    graph = Graph()
    width = state["encoder.position"].shape[1]

    def norm(x: str, skip: str, name: str) -> str:
        return graph.add("SkipLayerNormalization", x, skip, graph.weight(state[name + ".weight"]),
                         graph.weight(state[name + ".bias"]), domain=_MICROSOFT, epsilon=epsilon)  # fmt: skip

    positions = graph.weight(state["encoder.position"][:LONGEST])
    length = graph.add("Shape", "mask", start=1, end=2)
    here = graph.add("Slice", positions, graph.weight(np.array([0])), length, graph.weight(np.array([0])))  # fmt: skip
    summed = graph.add("Add", "embedded", here)
    x = graph.add("LayerNormalization", summed, graph.weight(state["encoder.norm.weight"]),
                  graph.weight(state["encoder.norm.bias"]), epsilon=epsilon, axis=-1)  # fmt: skip
    keys = graph.add("Cast", "mask", to=TensorProto.INT32)
    for index in range(layers):
        at = f"encoder.layers.{index}."
        together = [np.concatenate([state[f"{at}{n}.{part}"] for n in "qkv"]) for part in ("weight", "bias")]  # fmt: skip
        q, k, v = graph.add("Split", graph.linear(x, *together), outputs=3, axis=-1, num_outputs=3)
        mixed = graph.add("MultiHeadAttention", q, k, v, "", keys, domain=_MICROSOFT, num_heads=heads)  # fmt: skip
        mixed = graph.linear(mixed, state[at + "ao.weight"], state[at + "ao.bias"])
        x = norm(mixed, x, at + "aln")
        inner = graph.add("MatMul", x, graph.matrix(state[at + "fi.weight"].T))
        inner = graph.add("BiasGelu", inner, graph.weight(state[at + "fi.bias"]), domain=_MICROSOFT)
        inner = graph.linear(inner, state[at + "fo.weight"], state[at + "fo.bias"])
        x = norm(inner, x, at + "oln")

    column = graph.add("Unsqueeze", "mask", graph.weight(np.array([2])))
    total = graph.add("ReduceSum", graph.add("Mul", x, column), graph.weight(np.array([1])), keepdims=0)  # fmt: skip
    count = graph.add("ReduceSum", "mask", graph.weight(np.array([1])), keepdims=1)
    mean = graph.add("Div", total, count)
    names = list(tasks)
    queries = state["queries"] / math.sqrt(width)
    scores = graph.add("MatMul", x, graph.weight(queries.T))
    away = graph.add("Mul", graph.add("Sub", column, graph.weight(np.float32(1))), graph.weight(np.float32(1e9)))  # fmt: skip
    attention = graph.add("Softmax", graph.add("Add", scores, away), axis=1)
    pooled = graph.add("MatMul", graph.add("Transpose", attention, perm=[0, 2, 1]), x)
    each = graph.add("Split", pooled, outputs=len(names), axis=1, num_outputs=len(names))
    logits = []
    for task, part in zip(names, each, strict=True):
        flat = graph.add("Squeeze", part, graph.weight(np.array([1])))
        read = graph.add("Concat", mean, flat, axis=-1)
        scale = np.float32(1 / calibration[task]["temperature"])
        weight = state[f"heads.{task}.weight"] * scale
        bias = state[f"heads.{task}.bias"] * scale + np.array(calibration[task]["bias"], np.float32)
        score = graph.add("MatMul", read, graph.weight(weight.T.astype(np.float32)))
        logits.append(graph.add("Add", score, graph.weight(bias.astype(np.float32))))
    graph.nodes.append(helper.make_node("Concat", logits, ["logits"], axis=-1))
    vector = graph.add("MatMul", mean, graph.weight(state["vector.weight"].T))
    graph.nodes.append(helper.make_node("LpNormalization", [vector], ["vector"], axis=-1, p=2))
    return graph


def written(graph: Graph, path: Path, *, width: int, outputs: tuple[int, int]) -> None:
    """Save the graph as one onnx file."""
    real = TensorProto.FLOAT
    inputs = [
        helper.make_tensor_value_info("embedded", real, ["batch", "tokens", width]),
        helper.make_tensor_value_info("mask", real, ["batch", "tokens"]),
    ]
    results = [
        helper.make_tensor_value_info("vector", real, ["batch", outputs[0]]),
        helper.make_tensor_value_info("logits", real, ["batch", outputs[1]]),
    ]
    model = helper.make_model(
        helper.make_graph(graph.nodes, "accurate", inputs, results, graph.weights),
        opset_imports=[helper.make_opsetid("", 18), helper.make_opsetid(_MICROSOFT, 1)],
        ir_version=9,
        producer_name="cxlab training.encoder",
    )
    checker.check_model(model)
    save(model, str(path))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("run", type=Path, help="the folder that train.py wrote")
    parser.add_argument("out", type=Path, help="cxlab/models/accurate")
    parser.add_argument("--calibration", type=Path, help="calibration.json of calibrate.py")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    stored = torch.load(given.run / "model.pt", weights_only=True)
    state = {name: part.float().numpy() for name, part in stored["state"].items()}
    calibration = {
        t: {"temperature": 1.0, "bias": [0.0] * len(c)} for t, c in corpora.TASKS.items()
    }
    if given.calibration:
        calibration |= json.loads(given.calibration.read_text(encoding="utf-8"))
    # distant heads stay behind, and so do their rows of the queries
    tasks = list(corpora.TASKS)
    state["queries"] = state["queries"][[list(stored["sizes"]).index(task) for task in tasks]]
    wheel = Wheel()
    keep = np.load(given.run.parent / "keep.npy")
    graph = build(state, layers=wheel.layers, heads=wheel.heads, epsilon=wheel.epsilon, tasks=tasks,
                  calibration=calibration)  # fmt: skip
    sizes = (state["vector.weight"].shape[0], sum(map(len, corpora.TASKS.values())))
    written(graph, given.out / "reader.onnx", width=wheel.width, outputs=sizes)
    scales, nibbles = wheel.blocks("emb.word", wheel.vocabulary, wheel.width)
    np.savez(given.out / "words.npz", scales=scales[keep], nibbles=nibbles[keep])
    (given.out / "pieces.model").write_bytes((given.run.parent / "sp.model").read_bytes())
    heads = {"tasks": {task: list(classes) for task, classes in corpora.TASKS.items()},
             "longest": LONGEST, "vector": sizes[0], "decide": calibration.get("decide")}  # fmt: skip
    (given.out / "heads.json").write_text(json.dumps(heads, indent=1) + "\n", encoding="utf-8")
    for path in sorted(given.out.iterdir()):
        print(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.stat().st_size:>10,}  {path.name}")  # fmt: skip


if __name__ == "__main__":
    main()
