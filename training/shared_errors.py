"""Counts the errors that models share with one of them, from the scores of Assay runs: `shared_errors.py RUN... TEACHER MODEL...`.

For each model: how many samples it and the teacher both have wrong, and in how many of those both gave the same wrong answer, as the scorer read it.
Runs are folders, whose `scores.jsonl` may be compressed with gzip; models are named by any part of their name. A count is no evidence of anything: that
takes controls.
"""

import gzip
import json
import sys
from pathlib import Path


RIGHT, NONE = object(), object()


def answers(runs: list[Path]) -> dict[str, dict[str, object]]:
    """By model and sample: the wrong answer, RIGHT for a right one, NONE where none was found."""
    found: dict[str, dict[str, object]] = {}
    for line in (line for run in runs for line in lines(run)):
        row = json.loads(line)
        trial, score = row["trial"], row["score"]
        if trial["epoch"] == 1:
            answer = RIGHT if score["type"] == "Correct" else score.get("extracted", NONE) if score["type"] == "Incorrect" else NONE
            found.setdefault(trial["model"], {}).setdefault(f"{trial['task']}/{trial['sample']}", answer)
    return found


def lines(run: Path) -> list[str]:
    packed = run / "scores.jsonl.gz"
    if packed.exists():
        return gzip.decompress(packed.read_bytes()).decode().splitlines()
    return (run / "scores.jsonl").read_text(encoding="utf-8").splitlines()


def shared(one: dict, other: dict) -> tuple[int, int]:
    """How many both have wrong, and how many of those with the same answer."""
    wrong = [sample for sample, answer in one.items() if isinstance(answer, str) and isinstance(other.get(sample), str)]
    return len(wrong), sum(one[sample] == other[sample] for sample in wrong)


def main(*given: str):
    runs = [Path(each) for each in given if Path(each).is_dir()]
    models = given[len(runs) :]
    found = answers(runs)
    teacher = found[named(found, models[0])]
    print("| model | samples | right | no answer | wrong with the teacher | with the same answer |\n|---|---|---|---|---|---|")
    for model in models:
        own = found[named(found, model)]
        both, same = shared(own, teacher)
        kinds = list(own.values())
        print(f"| {model} | {len(own)} | {kinds.count(RIGHT)} | {kinds.count(NONE)} | {both} | {same} ({100 * same / max(1, both):.0f} %) |")


def named(found: dict, part: str) -> str:
    names = [name for name in found if part in name]
    if len(names) != 1:
        sys.exit(f"{part} means {len(names)} models of the run; it has {', '.join(sorted(found))}.")
    return names[0]


if __name__ == "__main__":
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
