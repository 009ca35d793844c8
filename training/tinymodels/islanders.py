"""Worked solutions of puzzles about knights and knaves: statements in symbols, then one world after another until one fits."""

import itertools
import re

COUNTS = {"one": 1, "two": 2, "three": 3, "four": 4}


def solve(prompt: str) -> tuple[str, dict]:
    """The thought and the kinds by name."""
    said = re.findall(r'^(\w+) says: "(.+)\."$', prompt, re.MULTILINE)
    names = [name for name, _ in said]
    statements = [statement(speaker, text, names) for speaker, (_, text) in enumerate(said)]
    lines = " ".join(f"{chr(65 + place)}:{symbol}" for place, (symbol, _) in enumerate(statements))
    for world in itertools.product("kn", repeat=len(names)):
        line = "\n" + "".join(world) + " "
        for speaker, (_, holds) in enumerate(statements):
            truth = holds(world)
            line += "t" if truth else "f"
            if truth != (world[speaker] == "k"):
                break
        else:
            kinds = {name: "knight" if kind == "k" else "knave" for name, kind in zip(names, world)}
            return lines + line, kinds
        lines += line
    raise ValueError("No world fits: " + prompt)


def statement(speaker: int, text: str, names: list[str]):
    """The statement in symbols, and whether it holds in a world."""
    if found := re.fullmatch(r"(\w+) and (\w+) are of (the same kind|different kinds)", text):
        one, other = sorted(speaker if name == "I" else names.index(name) for name in found.groups()[:2])
        same = found[3] == "the same kind"
        return chr(65 + one) + ("=" if same else "#") + chr(65 + other), lambda world: (world[one] == world[other]) == same
    if found := re.fullmatch(r"(\w+) is a (knight|knave)", text):
        person, kind = names.index(found[1]), found[2][1:2] == "n" and found[2] == "knight"
        return chr(65 + person) + ("+" if kind else "-"), lambda world: (world[person] == "k") == kind
    sign, number = count(text, len(names))
    return sign + str(number), lambda world: compared(sum(kind == "k" for kind in world), sign, number)


def count(text: str, people: int) -> tuple[str, int]:
    lower = text.lower()
    if lower.startswith(("none of", "neither of")):
        return "=", 0
    if lower.startswith(("all ", "both ")):
        return "=", people
    found = re.fullmatch(r"(exactly|at least|at most) (\w+) of (?:the \w+ of )?us (?:is a knight|are knights)", lower)
    return {"exactly": "=", "at least": ">", "at most": "<"}[found[1]], COUNTS[found[2]]


def compared(knights: int, sign: str, number: int) -> bool:
    return knights == number if sign == "=" else knights >= number if sign == ">" else knights <= number
