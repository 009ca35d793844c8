"""The tokenizer: known pieces of text, the longest first, and bytes for all the rest.

It cuts a text as llama.cpp does with user-defined tokens: piece after piece, the longest first, from left to right in what is not cut yet. What
remains is read byte by byte, as by a byte-pair encoding without merges. The pieces are words, phrases and bits of programs that occur in the generated
questions, so a question takes few tokens; digits and the letters of printed texts stay single.
"""

import json
import re
from collections import Counter
from pathlib import Path

CONTROL = ["<bos>", "<eos>", "<|user|>", "<|assistant|>", "<pad>"]
BOS, EOS, USER, ASSISTANT, PAD = range(5)
FIXED = [
    "<think>", "</think>", "Final answer:", ", ", "'s",
    "\n\nThe answer is a whole number. Reason step by step, then end your answer with a line of the form\nFinal answer: NUMBER",
    "On the island of",
    " everyone is either a knight or a knave. Whatever a knight says is true; whatever a knave says is false. You meet",
    "\nThis can be so in exactly one way. Who is a knight, and who is a knave?\n",
    "\nThink it through, then end your answer with one JSON object whose keys are exactly \"",
    "\". Each value is \"knight\" or \"knave\".",
    " says: \"", ".\"\n", "\", \"", "{\"", ", \"", "\": \"knight\"", "\": \"knave\"", ".\n\n",
    " are of the same kind", " are of different kinds", " is a knight", " is a knave", " are knights", " of the three of us", " of us",
    "What does this Python 3 program print?\n\n```python\n",
    "```\n\nWork it out without running the program. It prints one line. End your answer with a line of the form\nFinal answer: OUTPUT\n"
    "where OUTPUT is the printed line, exactly as Python prints it, with nothing around it.",
    " = []\nfor i in range(", ":\n    if ", ":\n        ", "):\n    ", "\n    else:\n        ", "\nprint(", ")\n", ".append(", "\nfor x in ",
    " = ''\nfor ch in ", "nums", "total", "word", "text", "ch.upper()", " in 'aeiou'", " = ", " == ", " % ", " * ", " + ", " - ", " += ", " -= ", " > ",
    " <= ", "'-'", "''", "ch", "\nkk", "\nkn", "\nnk", "\nnn",
]
CODE = "```python"
PHRASES = 400


class Tokenizer:
    """Cuts texts into tokens and puts them together again."""

    def __init__(self, pieces: list[str]):
        self.pieces = pieces
        self.first_piece = len(CONTROL) + 256
        self.ids = {piece: self.first_piece + place for place, piece in enumerate(pieces)}
        self.by_length = sorted(pieces, key=lambda piece: -len(piece.encode()))
        self.size = self.first_piece + len(pieces)

    def encode(self, text: str) -> list[int]:
        parts = [text]
        for piece in self.by_length:
            if piece in text:
                parts = list(cut(parts, piece))
        tokens = []
        for part in parts:
            if part.__class__ is Piece:
                tokens.append(self.ids[part.text])
            else:
                tokens.extend(len(CONTROL) + byte for byte in part.encode())
        return tokens

    def decode(self, tokens: list[int]) -> str:
        return b"".join(self.bytes_of(token) for token in tokens).decode(errors="replace")

    def bytes_of(self, token: int) -> bytes:
        if token < len(CONTROL):
            return b""
        if token < self.first_piece:
            return bytes([token - len(CONTROL)])
        return self.pieces[token - self.first_piece].encode()

    def prompt(self, question: str) -> list[int]:
        """What the model reads: as the chat template in the model's file writes it."""
        return [BOS, USER, *self.encode(question), ASSISTANT]

    def save(self, path: Path):
        path.write_text(json.dumps(self.pieces, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")

    @staticmethod
    def load(path: Path) -> "Tokenizer":
        return Tokenizer(json.loads(path.read_text(encoding="utf-8")))


class Piece:
    """A part that is cut out."""

    __slots__ = ("text",)

    def __init__(self, text: str):
        self.text = text


def cut(parts, piece: str):
    for part in parts:
        if part.__class__ is Piece or piece not in part:
            yield part
            continue
        between = Piece(piece)
        for place, rest in enumerate(part.split(piece)):
            if place:
                yield between
            if rest:
                yield rest


def pieces_of(prompts: list[str]) -> list[str]:
    """The pieces for these questions: the fixed ones, every word and quoted text that is not rare, and the commonest runs of words of stories."""
    quoted, words = Counter(), Counter()
    for prompt in prompts:
        if CODE in prompt:
            quoted.update(re.findall(r"'[a-z]+'", prompt))
            continue
        words.update(re.findall(r" ?[A-Za-z]+", without_fixed(prompt)))
    pieces = list(dict.fromkeys([*FIXED, *(each for each, _ in sorted(quoted.items())), *(each for each, many in sorted(words.items()) if many >= 5 and len(each) > 1)]))
    return joined([prompt for prompt in prompts if CODE not in prompt], pieces)


def without_fixed(prompt: str) -> str:
    for piece in sorted(FIXED, key=lambda each: -len(each)):
        if len(piece) > 4:
            prompt = prompt.replace(piece, "\0")
    return prompt


def joined(prompts: list[str], pieces: list[str]) -> list[str]:
    """The pieces with the commonest runs of words added, each made of two pieces that stand side by side."""
    pieces = list(pieces)
    known = set(pieces)
    texts = Counter(re.sub(r"[A-Z][a-z]+", "\0", without_fixed(prompt)) for prompt in prompts)
    runs = [re.findall(r" [a-z]+|[.?!,]|[^ ]", text) for text in texts]
    for _ in range(PHRASES):
        pairs = Counter()
        for run in runs:
            pairs.update((one, other) for one, other in zip(run, run[1:]) if one[0] == " " and other[0] in " .?,")
        choice = next((pair for pair, _ in pairs.most_common() if not clashes("".join(pair), known)), None)
        if choice is None or pairs[choice] < len(prompts) // 200:
            break
        whole = "".join(choice)
        pieces.append(whole)
        known.add(whole)
        runs = [merged(run, choice, whole) for run in runs]
    return pieces


def clashes(text: str, known: set[str]) -> bool:
    """Whether it is known, or could overlap another piece of its length: which of the two would be cut first is not defined."""
    if text in known:
        return True
    return any(len(other) == len(text) and overlap(text, other) for other in known)


def overlap(one: str, other: str) -> bool:
    return any(one.endswith(other[:size]) or other.endswith(one[:size]) for size in range(1, len(other)))


def merged(run: list[str], pair: tuple[str, str], whole: str) -> list[str]:
    made, place = [], 0
    while place < len(run):
        if place + 1 < len(run) and run[place] == pair[0] and run[place + 1] == pair[1]:
            made.append(whole)
            place += 2
        else:
            made.append(run[place])
            place += 1
    return made
