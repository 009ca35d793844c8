"""Worked solutions of small programs with one loop: each turn of the loop is written down."""

import re

CONDITION = re.compile(r"    if (.+):")


def solve(prompt: str) -> tuple[str, str]:
    """The thought and the printed line."""
    source = re.search(r"```python\n(.*)```", prompt, re.DOTALL)[1].splitlines()
    head = next(line for line in source if line.startswith("for "))
    body = source[source.index(head) + 1 : -1]
    variable = source[-1][len("print(") : -1]
    values = {}
    for line in source[: source.index(head)]:
        name, _, value = line.partition(" = ")
        values[name] = literal(value)
    loop = re.fullmatch(r"for (\w+) in (.+):", head)
    turns = over(loop[2], values)
    state, written = values[variable], []
    for turn in turns:
        flag, line = chosen(body, turn)
        state, told = done(line.strip(), variable, state, turn)
        written.append(f"{turn}{flag}{told}")
    return ";".join(written), shown(state)


def literal(text: str):
    if text.startswith("["):
        return [int(each) for each in re.findall(r"-?\d+", text)]
    return text[1:-1] if text.startswith("'") else int(text)


def over(text: str, values: dict):
    if found := re.fullmatch(r"range\((.+)\)", text):
        return range(*(int(each) for each in found[1].split(", ")))
    return values[text]


def chosen(body: list[str], turn) -> tuple[str, str]:
    """The flag of the condition (`t`, `f`, or a space where there is none) and the line that is carried out."""
    found = CONDITION.fullmatch(body[0])
    if not found:
        return " ", body[0]
    return ("t", body[1]) if holds(found[1], turn) else ("f", body[3])


def holds(condition: str, turn) -> bool:
    if found := re.fullmatch(r"\w+ % (\d+) == (\d+)", condition):
        return turn % int(found[1]) == int(found[2])
    if condition.endswith(" in 'aeiou'"):
        return turn in "aeiou"
    found = re.fullmatch(r"\w+ (>|<=) (.+)", condition)
    bound = literal(found[2])
    return turn > bound if found[1] == ">" else turn <= bound


def done(line: str, name: str, state, turn):
    """The state after the line, and the steps that lead there."""
    if found := re.fullmatch(name + r" ([+-])= (.+)", line):
        amount, steps = times(found[2], turn)
        after = state + amount if found[1] == "+" else state - amount
        return after, f"{steps}{state}{found[1]}{amount}={after}"
    if found := re.fullmatch(rf"{name} = {name} \* 2 % (\d+)", line):
        double = state * 2
        after = double % int(found[1])
        return after, f"{state}*2={double},{double}%{found[1]}={after}"
    if found := re.fullmatch(name + r"\.append\((.+)\)", line):
        item, steps = appended(found[1], turn)
        return state + [item], steps
    after = "".join({name: state, "ch": turn, "ch.upper()": turn.upper(), "'-'": "-"}[part] for part in line.partition(" = ")[2].split(" + "))
    return after, after


def times(text: str, turn: int) -> tuple[int, str]:
    if found := re.fullmatch(r"x \* (\d+)", text):
        product = turn * int(found[1])
        return product, f"{turn}*{found[1]}={product},"
    return (turn if text == "x" else int(text)), ""


def appended(text: str, turn: int) -> tuple[int, str]:
    if text == "i":
        return turn, str(turn)
    if found := re.fullmatch(r"i \* (\d+) - (\d+)", text):
        product = turn * int(found[1])
        return product - int(found[2]), f"{turn}*{found[1]}={product},{product}-{found[2]}={product - int(found[2])}"
    found = re.fullmatch(r"i \* i % (\d+)", text)
    square = turn * turn
    return square % int(found[1]), f"{turn}*{turn}={square},{square}%{found[1]}={square % int(found[1])}"


def shown(state) -> str:
    return str(state)
