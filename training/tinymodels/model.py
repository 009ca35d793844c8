"""A decoder of the llama architecture: RMS norm before each part, rotary positions, SwiGLU, no biases, one matrix for embedding and output."""

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional


@dataclass(frozen=True)
class Shape:
    """The size of a model."""

    vocabulary: int
    width: int
    layers: int
    heads: int
    hidden: int
    context: int = 512
    base: float = 10000.0
    epsilon: float = 1e-5

    @property
    def head(self) -> int:
        return self.width // self.heads


class Norm(nn.Module):
    def __init__(self, shape: Shape):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(shape.width))
        self.epsilon = shape.epsilon

    def forward(self, x: Tensor) -> Tensor:
        return functional.rms_norm(x, (x.shape[-1],), self.weight.to(x.dtype), self.epsilon)


class Layer(nn.Module):
    def __init__(self, shape: Shape):
        super().__init__()
        self.shape = shape
        self.before_attention, self.before_hidden = Norm(shape), Norm(shape)
        self.query, self.key, self.value, self.output = (nn.Linear(shape.width, shape.width, bias=False) for _ in range(4))
        self.gate, self.up = (nn.Linear(shape.width, shape.hidden, bias=False) for _ in range(2))
        self.down = nn.Linear(shape.hidden, shape.width, bias=False)

    def forward(self, x: Tensor, turns: tuple[Tensor, Tensor], past=None) -> Tensor:
        rows, length, width = x.shape
        normed = self.before_attention(x)
        split = (rows, length, self.shape.heads, self.shape.head)
        query, key, value = (part(normed).view(split).transpose(1, 2) for part in (self.query, self.key, self.value))
        query, key = turned(query, turns), turned(key, turns)
        mixed = attended(query, key, value) if past is None else past(query, key, value)
        x = x + self.output(mixed.transpose(1, 2).reshape(rows, length, width))
        normed = self.before_hidden(x)
        return x + self.down(functional.silu(self.gate(normed)) * self.up(normed))


def turned(x: Tensor, turns: tuple[Tensor, Tensor]) -> Tensor:
    """Rotary positions: the first half of each head turned against the second half."""
    cosine, sine = turns
    one, other = x.chunk(2, dim=-1)
    return torch.cat((one * cosine - other * sine, one * sine + other * cosine), dim=-1)


def attended(query: Tensor, key: Tensor, value: Tensor) -> Tensor:
    """Causal attention in plain steps: for short sequences on a processor faster, and faster still on the way back, than the fused one."""
    rows, heads, length, head = query.shape
    later = torch.full((length, length), float("-inf"), dtype=query.dtype, device=query.device).triu(1)
    flat = (rows * heads, length, head)
    scores = torch.baddbmm(later.expand(rows * heads, -1, -1), query.reshape(flat), key.reshape(flat).transpose(1, 2), alpha=head**-0.5)
    return torch.bmm(torch.softmax(scores, dim=-1, dtype=query.dtype), value.reshape(flat)).view(rows, heads, length, head)


class Decoder(nn.Module):
    def __init__(self, shape: Shape):
        super().__init__()
        self.shape = shape
        self.embedding = nn.Embedding(shape.vocabulary, shape.width)
        self.layers = nn.ModuleList(Layer(shape) for _ in range(shape.layers))
        self.norm = Norm(shape)
        angles = torch.outer(torch.arange(shape.context).float(), shape.base ** (-torch.arange(0, shape.head, 2).float() / shape.head))
        self.register_buffer("cosine", angles.cos(), persistent=False)
        self.register_buffer("sine", angles.sin(), persistent=False)
        self.reset()

    def reset(self):
        for name, weight in self.named_parameters():
            if weight.dim() == 2:
                nn.init.normal_(weight, std=0.02 if "embedding" in name else weight.shape[1] ** -0.5 / (2 if name.endswith(("output.weight", "down.weight")) else 1))

    def states(self, tokens: Tensor) -> Tensor:
        """The last hidden state at each token."""
        dtype = torch.get_autocast_dtype("cpu") if torch.is_autocast_enabled(tokens.device.type) else torch.float32
        turns = tuple(each[: tokens.shape[1]].to(dtype) for each in (self.cosine, self.sine))
        x = self.embedding(tokens).to(dtype)
        for layer in self.layers:
            x = layer(x, turns)
        return self.norm(x)

    def scores(self, states: Tensor) -> Tensor:
        return functional.linear(states, self.embedding.weight)

    def forward(self, tokens: Tensor) -> Tensor:
        return self.scores(self.states(tokens))

    @property
    def size(self) -> int:
        return sum(weight.numel() for weight in self.parameters())
