"""Counts the errors that models share with one of them, from the scores of an Assay run: `shared_errors.py RUN TEACHER MODEL...`.

For each model: how many samples it and the teacher both have wrong, and in how many of those both gave the same wrong answer, as the scorer read it.
The models are named by any part of their name. The run's `scores.jsonl` may be compressed with gzip. No evidence of anything: that takes controls.
"""

import gzip
import json
import sys
from pathlib import Path


def wrong_answers(run: Path) -> dict[str, dict[str, str | None]]:
    """By model and sample: the wrong answer, or None for a right one. Samples without an answer are left out."""
    found: dict[str, dict[str, str | None]] = {}
    for line in lines(run):
        row = json.loads(line)
        trial, score = row["trial"], row["score"]
        if trial["epoch"] == 1 and score["type"] in ("Correct", "Incorrect") and score.get("extracted") is not None:
            answers = found.setdefault(trial["model"], {})
            answers.setdefault(f"{trial['task']}/{trial['sample']}", None if score["type"] == "Correct" else score["extracted"])
    return found


def lines(run: Path) -> list[str]:
    packed = run / "scores.jsonl.gz"
    if packed.exists():
        return gzip.decompress(packed.read_bytes()).decode().splitlines()
    return (run / "scores.jsonl").read_text(encoding="utf-8").splitlines()


def shared(one: dict, other: dict) -> tuple[int, int]:
    """How many both have wrong, and how many of those with the same answer."""
    both = [sample for sample, answer in one.items() if answer is not None and other.get(sample) is not None]
    return len(both), sum(one[sample] == other[sample] for sample in both)


def main(run: str, teacher: str, *models: str):
    found = wrong_answers(Path(run))
    taught_by = named(found, teacher)
    print("| model | answered | right | wrong with the teacher | with the same answer |\n|---|---|---|---|---|")
    for name in [teacher, *models]:
        answers = found[named(found, name)]
        right = sum(answer is None for answer in answers.values())
        both, same = shared(answers, found[taught_by])
        print(f"| {name} | {len(answers)} | {right / len(answers):.3f} | {both} | {same} ({same / max(1, both):.2f}) |")


def named(found: dict, part: str) -> str:
    names = [name for name in found if part in name]
    if len(names) != 1:
        sys.exit(f"{part} means {len(names)} models of the run; it has {', '.join(sorted(found))}.")
    return names[0]


if __name__ == "__main__":
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
