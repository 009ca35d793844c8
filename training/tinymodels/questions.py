"""Generated questions as `assay list samples --export` writes them."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

WITHHELD_DIGITS = 16


@dataclass(frozen=True)
class Question:
    """One question with its true answer.

    `answer` is a text, or for questions about several fields a dict from field to value.
    """

    task: str
    id: str
    seed: int
    level: int
    prompt: str
    answer: str | dict

    @property
    def fingerprint(self) -> str:
        """The start of the SHA-256 of the question's text, in hexadecimal digits."""
        return hashlib.sha256(self.prompt.encode()).hexdigest()[:WITHHELD_DIGITS]


def read(path: Path) -> list[Question]:
    """The questions of one export."""
    with open(path, encoding="utf-8") as lines:
        return [question(json.loads(line)) for line in lines]


def question(row: dict) -> Question:
    if len(row["input"]) != 1:
        raise ValueError(f"{row['task']} {row['sample']} asks in several messages; these models read one.")
    return Question(row["task"], row["sample"], row["seed"], row["level"], row["input"][0]["text"], answer(row["target"]))


def answer(target: dict) -> str | dict:
    forms = {"text": lambda: target["accepted"][0], "expression": lambda: target["text"], "fields": lambda: target["values"]}
    return forms[target["kind"]]()


def answer_text(asked: Question) -> str:
    """The answer in the form that the question asks for and Assay's scorers read."""
    if isinstance(asked.answer, dict):
        fields = ", ".join(f'"{name}": "{value}"' for name, value in sorted(asked.answer.items()))
        return "{" + fields + "}"
    return "Final answer: " + asked.answer
