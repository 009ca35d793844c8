"""Answers many questions at once, always with the likeliest next token."""

import torch
from torch.nn import functional

from .model import Decoder
from .tokens import EOS, Tokenizer


@torch.no_grad()
def answers(model: Decoder, tokenizer: Tokenizer, questions: list[str], longest: int, rows: int = 512) -> list[str]:
    """What the model writes, question by question; cut after so many tokens."""
    prompts = [tokenizer.prompt(question) for question in questions]
    order = sorted(range(len(prompts)), key=lambda place: len(prompts[place]))
    written = [""] * len(prompts)
    for start in range(0, len(order), rows):
        places = order[start : start + rows]
        for place, tokens in zip(places, continued(model, [prompts[place] for place in places], longest)):
            written[place] = tokenizer.decode(tokens)
    return written


class Past:
    """Keys and values of one layer for a batch whose rows start at different places.

    Each row stands at the right end of its prompt, so that all go on at one place; what is left of it is never looked at.
    """

    def __init__(self, room: int):
        self.room = room
        self.keys = self.values = None
        self.used = 0
        self.seen = None

    def __call__(self, query, key, value):
        length = key.shape[2]
        if self.keys is None:
            size = (*key.shape[:2], self.room, key.shape[3])
            self.keys, self.values = key.new_zeros(size), value.new_zeros(size)
        self.keys[:, :, self.used : self.used + length] = key
        self.values[:, :, self.used : self.used + length] = value
        self.used += length
        return functional.scaled_dot_product_attention(query, self.keys[:, :, : self.used], self.values[:, :, : self.used], attn_mask=self.seen)

    def keep(self, rows):
        self.keys, self.values = self.keys[rows], self.values[rows]


def continued(model: Decoder, prompts: list[list[int]], longest: int) -> list[list[int]]:
    shape, widest = model.shape, max(len(prompt) for prompt in prompts)
    longest = min(longest, shape.context - widest)
    device = model.embedding.weight.device
    blank = torch.tensor([widest - len(prompt) for prompt in prompts], device=device)
    tokens = torch.tensor([[0] * (widest - len(prompt)) + prompt for prompt in prompts], device=device)
    pasts = [Past(widest + longest) for _ in model.layers]
    written: list[list[int]] = [[] for _ in prompts]
    alive = list(range(len(prompts)))
    places = torch.arange(widest, device=device)
    causal = places[None, :, None] >= places[None, None, :]
    seen = (causal & (places[None, None, :] >= blank[:, None, None])) | (places[None, :, None] == places[None, None, :])
    positions = (places[None, :] - blank[:, None]).clamp(min=0)
    for step in range(longest):
        following = stepped(model, tokens, positions, pasts, seen[:, None]).argmax(-1)
        ended = following == EOS
        for row, token in zip(alive, following.tolist()):
            if token != EOS:
                written[row].append(token)
        if bool(ended.all()):
            break
        if int(ended.sum()) * 4 > len(alive):
            rows = (~ended).nonzero().flatten()
            alive = [alive[row] for row in rows.tolist()]
            following, blank, positions = following[rows], blank[rows], positions[rows]
            for past in pasts:
                past.keep(rows)
        else:
            # Rows that have ended and are still here write on; what they write is thrown away.
            for row, over in zip(list(alive), ended.tolist()):
                if over:
                    written[row] = Ended(written[row])
        tokens = following[:, None]
        positions = positions[:, -1:] + 1
        seen = (torch.arange(widest + step + 1, device=device)[None, None, :] >= blank[:, None, None])
    return [list(each) for each in written]


class Ended(list):
    """Tokens of a row that has ended: it takes no more."""

    def append(self, _):
        pass


def stepped(model: Decoder, tokens, positions, pasts, seen):
    turns = tuple(each[positions][:, None] for each in (model.cosine, model.sine))
    x = model.embedding(tokens)
    for layer, past in zip(model.layers, pasts):
        past.seen = seen
        x = layer(x, turns, past)
    return model.scores(model.norm(x[:, -1]))
