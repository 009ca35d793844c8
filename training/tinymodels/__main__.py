"""The steps from questions to models: `python -m tinymodels STEP`, in this order: questions, lessons, train tiny-think,
train tiny-direct, teach, train tiny-child, train tiny-stranger, then answers and write for each.

Everything is written into a folder, `work` unless `--folder` says otherwise. A training that was interrupted goes on where its last checkpoint is.
"""

import argparse
import subprocess
import sys
from pathlib import Path

import numpy as np
import torch

from . import decoding, gguf_file, settings, thoughts, tokens, training
from .model import Decoder, Shape
from .questions import Question, answer_text, read

ENDINGS = {"answers": thoughts.direct, "thoughts": thoughts.thinking}
MEASURED = 200


def questions(folder: Path, options):
    """Has Assay write the questions, and notes which of them the models are never trained on."""
    folder.mkdir(parents=True, exist_ok=True)
    for source in [*settings.SOURCES, *settings.WITHHELD]:
        key = source.task
        subprocess.run([options.assay, "list", "samples", key, "--seed", str(source.seed), "--set", f"{key}.level={source.level}", "--set",
                        f"{key}.samples={source.samples}", "--export", str((folder / source.file).resolve())], check=True)
    kept_back = sorted({asked.fingerprint for source in settings.WITHHELD for asked in read(folder / source.file)})
    (settings.HERE / "withheld.txt").write_text("\n".join(kept_back) + "\n", encoding="utf-8")


def pieces(folder: Path, options):
    """Makes the tokenizer's pieces anew: the file pieces.json beside this package. Models that read other pieces are other models."""
    draws = np.random.default_rng(1)
    some = [asked.prompt for source in settings.SOURCES for asked in drawn(read(folder / source.file), 1500, draws)]
    tokens.Tokenizer(tokens.pieces_of(some)).save(settings.PIECES)


def lessons(folder: Path, options):
    """Turns questions, thoughts and answers into tokens."""
    found = settings.training_questions(folder)
    np.save(folder / "weights.npy", np.array(settings.chances(found)))
    tokenizer = tokens.Tokenizer.load(settings.PIECES)
    prompts = [tokenizer.prompt(asked.prompt) for _, asked in found]
    for name, ending in ENDINGS.items():
        pairs = [(prompt, tokenizer.encode(ending(asked))) for prompt, (_, asked) in zip(prompts, found)]
        training.Lessons(pairs).save(folder / f"{name}.npz")
        print(f"{name}: {len(pairs)} lessons, {sum(len(text) for _, text in pairs) / len(pairs):.1f} tokens each to be written")


def drawn(found: list[Question], count: int, draws) -> list[Question]:
    return [found[place] for place in sorted(draws.permutation(len(found))[:count])]


def teach(folder: Path, options):
    """Has the teacher answer training questions, and makes lessons of what it writes, mistakes included."""
    taught = settings.SETTINGS["taught"]
    found = settings.training_questions(folder)
    weights = np.array(settings.chances(found))
    rows = np.random.default_rng(taught["seed"]).choice(len(found), taught["questions"], p=weights / weights.sum())
    asked = [found[row][1] for row in rows]
    tokenizer, model = opened(folder, taught["by"], options.device)
    pairs, right = [], 0
    for start in range(0, len(asked), 2048):
        part = asked[start : start + 2048]
        written = decoding.answers(model, tokenizer, [each.prompt for each in part], taught["longest"])
        right += sum(is_right(text, each) for text, each in zip(written, part))
        pairs += [(tokenizer.prompt(each.prompt), tokenizer.encode(text)) for text, each in zip(written, part)]
        print(f"{len(pairs)} texts, {right / len(pairs):.3f} of them right", flush=True)
    training.Lessons(pairs).save(folder / "taught.npz")


def train(folder: Path, options):
    """Trains one model."""
    plan = settings.MODELS[options.model]
    tokenizer = tokens.Tokenizer.load(settings.PIECES)
    torch.manual_seed(plan["seed"])
    model = opened(folder, plan["begins"], options.device)[1] if "begins" in plan else Decoder(shape(plan, tokenizer)).to(options.device)
    print(f"{options.model}: {model.size} weights")
    learned = training.Lessons.load(folder / f"{settings.lessons_of(plan)}.npz")
    weights = np.load(folder / "weights.npy") if plan["learns"] in ENDINGS else np.ones(len(learned))
    rates = {each: plan[each] for each in ("matrices", "others") if each in plan}
    schedule = training.Schedule(plan["steps"], plan["hold"], plan["tokens"], seed=plan["seed"], **rates)
    home = folder / options.model
    asked = settings.evaluation_questions(folder)

    def measured(step: int) -> bool:
        accuracies = accuracy(model, tokenizer, [each for each in asked[:: len(asked) // MEASURED]])
        print(f"step {step} accuracy {accuracies}", flush=True)
        torch.save(model.state_dict(), home / f"at-{step}.pt")
        return step == plan.get("stop")

    training.Training(model, schedule, learned, weights, home).restore().run(plan.get("measured", 200), measured)


def shape(plan: dict, tokenizer: tokens.Tokenizer) -> Shape:
    return Shape(tokenizer.size, plan["width"], plan["layers"], plan["heads"], plan["hidden"])


def opened(folder: Path, name: str, device: str, step: int | None = None) -> tuple[tokens.Tokenizer, Decoder]:
    """The tokenizer and a trained model, as it was at a step or at the end."""
    plan = settings.MODELS[name]
    tokenizer = tokens.Tokenizer.load(settings.PIECES)
    model = Decoder(shape(plan, tokenizer)).to(device)
    model.load_state_dict(torch.load(folder / name / f"at-{step or plan.get('stop', plan['steps'])}.pt", map_location=device))
    return tokenizer, model


def accuracy(model: Decoder, tokenizer: tokens.Tokenizer, asked: list[Question]) -> dict[str, float]:
    """The share of right answers, in all and by task."""
    written = decoding.answers(model, tokenizer, [each.prompt for each in asked], settings.SETTINGS["taught"]["longest"])
    right: dict[str, list[bool]] = {"all": []}
    for text, each in zip(written, asked):
        right["all"].append(is_right(text, each))
        right.setdefault(each.task, []).append(right["all"][-1])
    return {task: round(sum(each) / len(each), 3) for task, each in right.items()}


def is_right(text: str, asked: Question) -> bool:
    """Whether the answer is the true one, letter by letter. Assay's scorers, which forgive more, have the last word."""
    return text.rpartition("</think>")[2] == answer_text(asked)


def answers(folder: Path, options):
    """Has one model answer the questions of the evaluation."""
    tokenizer, model = opened(folder, options.model, options.device, options.step)
    print(accuracy(model, tokenizer, settings.evaluation_questions(folder)))


def write(folder: Path, options):
    """Writes one model as a GGUF file."""
    tokenizer, model = opened(folder, options.model, "cpu", options.step)
    about = f"Tiny model of Assay, trained on generated questions to show how an evaluation works; learns {settings.MODELS[options.model]['learns']}."
    gguf_file.write(model, tokenizer, options.model, about, options.to or folder / f"{options.model}.gguf")


STEPS = {step.__name__: step for step in (questions, pieces, lessons, train, teach, answers, write)}


def main():
    parser = argparse.ArgumentParser(prog="python -m tinymodels", description=__doc__)
    parser.add_argument("what", choices=STEPS, metavar="STEP", help=", ".join(STEPS))
    parser.add_argument("model", nargs="?", choices=settings.MODELS)
    parser.add_argument("--folder", type=Path, default=Path("work"))
    parser.add_argument("--assay", default=str(settings.HERE.parent / "assay"), help="the launcher of Assay")
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--step", type=int, help="the checkpoint to use; the last unless given")
    parser.add_argument("--to", type=Path, help="the file to write")
    options = parser.parse_args()
    if options.what in ("train", "answers", "write") and not options.model:
        parser.error(f"{options.step} needs the name of a model")
    STEPS[options.what](options.folder, options)


if __name__ == "__main__":
    sys.exit(main())
