"""What is trained on what: the file settings.json beside this package, and the exports it names."""

import json
from dataclasses import dataclass
from pathlib import Path

from .questions import Question, read

HERE = Path(__file__).resolve().parent.parent
PIECES = HERE / "pieces.json"
SETTINGS = json.loads((HERE / "settings.json").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Source:
    """One export of training questions.

    `weight` is the share of the training that is drawn from it; `often` tells how many times as often as another a question with a certain text is drawn.
    """

    task: str
    level: int
    samples: int
    seed: int
    weight: float
    often: dict[str, float]

    @property
    def file(self) -> str:
        return f"{self.task.replace('/', '-')}-{self.level}-seed-{self.seed}.jsonl"


MODELS = SETTINGS["models"]
SOURCES = [Source(each["task"], each["level"], each["samples"], each["seed"], each["weight"], each.get("often", {})) for each in SETTINGS["training"]]
WITHHELD, ASKED = ([Source(each["task"], each["level"], each["samples"], SETTINGS["evaluation"]["seed"], 0.0, {}) for each in SETTINGS["evaluation"][part]]
                   for part in ("withheld", "asked"))


def withheld() -> set[str]:
    """Fingerprints of the questions that no model is trained on, among them those of the evaluation."""
    return set((HERE / "withheld.txt").read_text(encoding="utf-8").split())


def lessons_of(plan: dict) -> str:
    """The name of the lessons a model learns."""
    return plan["learns"] if plan["learns"] in ("answers", "thoughts") else "taught"


def evaluation_questions(folder: Path) -> list[Question]:
    """All questions of the evaluation: the first ones of those withheld."""
    return [asked for source in ASKED for asked in read(folder / source.file)[: source.samples]]


def training_questions(folder: Path) -> list[tuple[Source, Question]]:
    """All training questions but those that are withheld."""
    kept_back = withheld()
    found = []
    for source in SOURCES:
        asked = read(folder / source.file)
        wrong = [each for each in asked if (each.task, each.level, each.seed) != (source.task, source.level, source.seed)]
        if wrong or len(asked) != source.samples:
            raise ValueError(f"{source.file} is not the export that settings.json describes; write it again.")
        found.extend((source, each) for each in asked if each.fingerprint not in kept_back)
    return found


def chances(found: list[tuple[Source, Question]]) -> list[float]:
    """How often each question is drawn, relative to the others."""
    sizes: dict[str, float] = {}
    plain = [(source.file, source.weight, times(source, asked)) for source, asked in found]
    for file, _, often in plain:
        sizes[file] = sizes.get(file, 0.0) + often
    return [weight * often / sizes[file] for file, weight, often in plain]


def times(source: Source, asked: Question) -> float:
    return next((often for text, often in source.often.items() if text in asked.prompt), 1.0)
