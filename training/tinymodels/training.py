"""Trains a model on questions with the texts it is to write, with checkpoints from which an interrupted training goes on."""

import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional

from .model import Decoder
from .tokens import EOS, PAD

ROUND = 16


@dataclass(frozen=True)
class Schedule:
    """How long, and how fast, a model learns.

    `matrices` and `others` are the highest learning rates of the two optimisers; the rate rises over the first `rise` steps, and falls to a
    twentieth after the first `hold` ones.
    """

    steps: int
    hold: int
    tokens: int
    matrices: float = 0.015
    others: float = 0.003
    rise: int = 100
    seed: int = 1

    def rate(self, step: int) -> float:
        if step < self.rise:
            return (step + 1) / self.rise
        return 1.0 - 0.95 * max(0, step - self.hold) / (self.steps - self.hold)


class Lessons:
    """Sequences of tokens, each a prompt and what is to be written, in one array."""

    def __init__(self, sequences: list[tuple[list[int], list[int]]]):
        self.lengths = np.array([len(prompt) + len(text) + 1 for prompt, text in sequences], dtype=np.int32)
        self.prompts = np.array([len(prompt) for prompt, _ in sequences], dtype=np.int32)
        self.starts = np.concatenate([[0], np.cumsum(self.lengths)]).astype(np.int64)
        self.tokens = np.empty(self.starts[-1], dtype=np.uint16)
        for place, (prompt, text) in enumerate(sequences):
            self.tokens[self.starts[place] : self.starts[place + 1]] = [*prompt, *text, EOS]

    def save(self, path: Path):
        np.savez(path, lengths=self.lengths, prompts=self.prompts, tokens=self.tokens)

    @staticmethod
    def load(path: Path) -> "Lessons":
        made = object.__new__(Lessons)
        with np.load(path) as file:
            made.lengths, made.prompts, made.tokens = file["lengths"], file["prompts"], file["tokens"]
        made.starts = np.concatenate([[0], np.cumsum(made.lengths)]).astype(np.int64)
        return made

    def __len__(self) -> int:
        return len(self.lengths)

    def batch(self, rows: list[int]) -> tuple[torch.Tensor, torch.Tensor]:
        """Tokens, and the token that follows each (-1 where nothing is to be learned)."""
        width = -(-int(self.lengths[rows].max()) // ROUND) * ROUND
        tokens = np.full((len(rows), width + 1), PAD, dtype=np.int64)
        learned = np.full((len(rows), width), -1, dtype=np.int64)
        for at, row in enumerate(rows):
            length, prompt = int(self.lengths[row]), int(self.prompts[row])
            tokens[at, :length] = self.tokens[self.starts[row] : self.starts[row + 1]]
            learned[at, prompt - 1 : length - 1] = tokens[at, prompt:length]
        return torch.from_numpy(tokens[:, :-1]), torch.from_numpy(learned)


def batches(lessons: Lessons, weights: np.ndarray, tokens: int, seed: int):
    """Rows of one batch after another, for ever, each of sequences of about equal length; a row comes as often as its weight says."""
    draws = np.random.default_rng(seed)
    shares = np.cumsum(weights / weights.sum())
    while True:
        drawn = np.minimum(np.searchsorted(shares, draws.random(16_384), side="right"), len(lessons) - 1)
        drawn = drawn[np.argsort(lessons.lengths[drawn], kind="stable")]
        ready, start = [], 0
        while start < len(drawn):
            end = start + 1
            while end < len(drawn) and (end + 1 - start) * int(lessons.lengths[drawn[end]]) <= tokens:
                end += 1
            ready.append(drawn[start:end])
            start = end
        for place in draws.permutation(len(ready) - 1):
            yield ready[place]


class Muon:
    """Momentum whose updates are made orthogonal (Jordan 2024), for the matrices inside the layers."""

    def __init__(self, weights: list[torch.Tensor], momentum: float = 0.95):
        self.weights, self.momentum = weights, momentum
        self.moving = [torch.zeros_like(weight) for weight in weights]

    @torch.no_grad()
    def step(self, rate: float):
        for weight, moving in zip(self.weights, self.moving):
            moving.mul_(self.momentum).add_(weight.grad)
            update = orthogonal(weight.grad.add(moving, alpha=self.momentum))
            weight.mul_(1 - rate * 0.02)
            weight.add_(update, alpha=-rate * max(1.0, weight.shape[0] / weight.shape[1]) ** 0.5)
            weight.grad = None


def orthogonal(matrix: torch.Tensor, turns: int = 5) -> torch.Tensor:
    x = matrix.bfloat16()
    flat = x.shape[0] > x.shape[1]
    x = x.T if flat else x
    x = x / (x.norm() + 1e-7)
    for _ in range(turns):
        square = x @ x.T
        x = 3.4445 * x + (-4.7750 * square + 2.0315 * square @ square) @ x
    return (x.T if flat else x).to(matrix.dtype)


class Training:
    """One model that learns.

    A checkpoint holds weights, both optimisers and the step; the batches follow from the seed, so a training that goes on learns what it would have
    learned without the break.
    """

    def __init__(self, model: Decoder, schedule: Schedule, lessons: Lessons, weights: np.ndarray, folder: Path):
        self.model, self.schedule, self.lessons, self.folder = model, schedule, lessons, folder
        self.chances = weights
        inner = [weight for name, weight in model.named_parameters() if weight.dim() == 2 and "embedding" not in name]
        outer = [weight for name, weight in model.named_parameters() if weight.dim() != 2 or "embedding" in name]
        self.muon = Muon(inner)
        self.adam = torch.optim.AdamW(outer, lr=schedule.others, betas=(0.9, 0.98), weight_decay=0.0)
        self.step = 0

    @property
    def checkpoint(self) -> Path:
        return self.folder / "checkpoint.pt"

    def restore(self) -> "Training":
        if self.checkpoint.exists():
            kept = torch.load(self.checkpoint)
            self.model.load_state_dict(kept["model"])
            self.adam.load_state_dict(kept["adam"])
            self.muon.moving = kept["muon"]
            self.step = kept["step"]
        return self

    def keep(self):
        self.folder.mkdir(parents=True, exist_ok=True)
        half = self.checkpoint.with_suffix(".half")
        torch.save({"model": self.model.state_dict(), "adam": self.adam.state_dict(), "muon": self.muon.moving, "step": self.step}, half)
        half.replace(self.checkpoint)

    def run(self, every: int, measured):
        """Learns to the end. `measured(step)` is called each time after `every` steps, and stops the training by saying so."""
        device = self.model.embedding.weight.device
        rows = batches(self.lessons, self.chances, self.schedule.tokens, self.schedule.seed)
        for _ in range(self.step):
            next(rows)
        losses, seen, start = [], 0, time.time()
        while self.step < self.schedule.steps:
            tokens, learned = (each.to(device) for each in self.lessons.batch(next(rows)))
            losses.append(self.learn(tokens, learned))
            seen += tokens.numel()
            self.step += 1
            if self.step % 50 == 0:
                print(f"step {self.step} loss {sum(losses[-50:]) / 50:.4f} {seen / (time.time() - start):.0f} tokens/s", flush=True)
            if self.step % every == 0 or self.step == self.schedule.steps:
                self.keep()
                pause = time.time()
                if measured(self.step):
                    return
                start += time.time() - pause

    def learn(self, tokens: torch.Tensor, learned: torch.Tensor) -> float:
        rate = self.schedule.rate(self.step)
        for group in self.adam.param_groups:
            group["lr"] = self.schedule.others * rate
        with torch.autocast(tokens.device.type, dtype=torch.bfloat16):
            states = self.model.states(tokens)
            wanted = learned >= 0
            scores = self.model.scores(states[wanted])
        loss = functional.cross_entropy(scores.float(), learned[wanted])
        self.adam.zero_grad(set_to_none=True)
        loss.backward()
        self.muon.step(self.schedule.matrices * rate)
        self.adam.step()
        return float(loss.detach())
