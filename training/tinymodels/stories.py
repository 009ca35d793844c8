"""Worked solutions of word problems, made from the text of the question alone."""

import re

STOCKS = """
+ A farmer brings {a} more apples.
+ {name} fetches {a} more apples from the cellar.
* A supplier delivers {a} crates with {b} apples each.
* {name} unpacks {a} bags with {b} apples in each bag.
- A customer buys {a} apples.
- {name} throws away {a} bruised apples.
/ Then {a} customers buy {b} apples each.
/ {name} gives {b} apples to each of {a} schools.
h At noon, {name} moves half of the apples on the stall to another shop.
+ A reader donates {a} books.
+ Readers bring back {a} books.
* The library buys {a} sets of {b} books each.
* Then {a} classes bring back {b} books each.
- A teacher borrows {a} books.
- The librarian removes {a} damaged books.
/ Then {a} readers borrow {b} books each.
/ The library lends {b} books to each of {a} schools.
h For a repair, the librarian carries half of the books on the shelves to the basement.
+ {name} finds {a} more stickers in a drawer.
+ An aunt gives {name} {a} stickers.
* {name} buys {a} packs with {b} stickers each.
* Then {a} friends give {name} {b} stickers each.
- {name} loses {a} stickers on the bus.
- {name} trades {a} stickers for a poster.
/ {name} gives {b} stickers to each of {a} cousins.
/ {name} fills {a} pages of a gift album with {b} stickers per page and gives the album away.
h One day, {name} gives half of {hers} stickers to {hers} sister.
+ Rain adds {a} liters to the tank.
+ A gardener pours {a} liters into the tank.
* A pump fills {b} liters per minute into the tank for {a} minutes.
* Workers empty {a} barrels of {b} liters each into the tank.
- A farmer takes {a} liters out of the tank for the cows.
- The tank loses {a} liters through a leak.
/ A hose takes {b} liters per minute out of the tank for {a} minutes.
/ Workers fill {a} canisters of {b} liters each from the tank.
h To clean it, the owner drains half of the water in the tank.
+ {name} deposits a gift of {a} dollars.
+ The bank pays {name} {a} dollars of interest into the account.
* {name} works for {a} hours at {b} dollars per hour and deposits all the money.
* {name} sells {a} old books for {b} dollars each and deposits the money.
- {name} withdraws {a} dollars for a jacket.
- {name} pays a bill of {a} dollars from the account.
/ {name} buys {a} concert tickets at {b} dollars each and pays from the account.
/ From the account, {name} pays {b} dollars to each of {a} helpers.
h Then {name} moves half of the money in the account to {hers} daughter's account.
+ {name}, the baker, puts {a} fresh rolls on the counter.
+ Another shop returns {a} rolls, which go on the counter.
* The oven gives {a} trays with {b} rolls each, which all go on the counter.
* Then {a} apprentices put {b} rolls each on the counter.
- A hotel picks up {a} rolls from the counter.
- {name}, the baker, takes {a} rolls off the counter for a party.
/ Then {a} guests buy {b} rolls each from the counter.
/ From the counter, {name} fills {a} bags with {b} rolls each and sells them all.
h At midday, half of the rolls on the counter go to a soup kitchen.
"""
STARTS = ["there are {a} apples on it.", "A village library has {a} books on its shelves.", "collects stickers and has {a} of them.",
          "A tank holds {a} liters of water.", "has {a} dollars in {hers} savings account.", "A bakery has {a} rolls on its counter."]
RATES = ["cycles for {a} hours at {b} kilometers per hour", "{a} workers finish {b} chairs each", "fills {a} boxes with {b} strawberries each",
         "scans for {a} hours at {b} pages per hour"]
LOSSES = ["{a} of these kilometers are not recorded", "{a} of these chairs fail", "Birds eat {a} of them", "{a} of these pages are blurred"]
GOALS = ["wants to record {a} kilometers in all", "has ordered {a} usable chairs", "has promised {a} strawberries", "needs {a} scanned pages"]


def pattern(template: str) -> re.Pattern:
    text = re.escape(template)
    for slot, form in (("a", r"(?P<a>\d+)"), ("b", r"(?P<b>\d+)"), ("hers", "(?:his|her)"), ("name", "[A-Z][a-z]+")):
        text = text.replace(re.escape("{" + slot + "}"), form)
    return re.compile(text)


EVENTS = [(line[0], pattern(line[2:])) for line in STOCKS.strip().splitlines()]
STARTS, RATES, LOSSES, GOALS = ([pattern(each) for each in forms] for forms in (STARTS, RATES, LOSSES, GOALS))
TIMES = {"twice": 2, "three times": 3, "four times": 4}


def first(forms: list[re.Pattern], text: str) -> re.Match | None:
    return next((found for found in (form.search(text) for form in forms) if found), None)


class Steps:
    """Steps of arithmetic, written down one after another."""

    def __init__(self):
        self.written = []

    def do(self, one: int, sign: str, other: int, label: str = "") -> int:
        result = {"+": one + other, "-": one - other, "*": one * other, "/": one // other}[sign]
        self.written.append(f"{label}{one}{sign}{other}={result}")
        return result

    def text(self) -> str:
        return ";".join(self.written)


def solve(prompt: str) -> tuple[str, str]:
    """The steps of the solution and the answer."""
    story = prompt[: prompt.index("\n\n")]
    sentences = [each for each in re.split(r"(?<=[.?]) (?=[A-Z])", story)]
    steps = Steps()
    if first(STARTS, sentences[0]):
        answer = stock(sentences, steps)
    elif " goes to a " in sentences[0]:
        answer = purchase(sentences, steps)
    elif first(RATES, story):
        answer = week(sentences, steps)
    else:
        answer = comparison(sentences, steps)
    return steps.text(), str(answer)


def stock(sentences: list[str], steps: Steps) -> int:
    held = int(first(STARTS, sentences[0])["a"])
    for sentence in sentences[1:]:
        kind, found = next(((kind, found) for kind, found in ((kind, form.fullmatch(sentence)) for kind, form in EVENTS) if found), ("", None))
        if kind in ("+", "-"):
            held = steps.do(held, kind, int(found["a"]))
        elif kind in ("*", "/"):
            held = steps.do(held, "+" if kind == "*" else "-", steps.do(int(found["a"]), "*", int(found["b"])))
        elif kind == "h":
            held = steps.do(held, "/", 2)
    return held


def purchase(sentences: list[str], steps: Steps) -> int:
    prices, rules = {}, []
    for sentence in sentences:
        if found := re.fullmatch(r"(An?) (.+) costs (\d+) dollars\.", sentence):
            rules.append((found[2], "", found[3], ""))
        elif found := re.fullmatch(r"(An?) (.+) costs (\d+) dollars (less|more) than an? (.+)\.", sentence):
            rules.append((found[2], "-" if found[4] == "less" else "+", found[3], found[5]))
        elif found := re.fullmatch(r"(An?) (.+) costs twice as much as an? (.+)\.", sentence):
            rules.append((found[2], "*", "2", found[3]))
    bought = next(found for found in (re.search(r" buys (.+)\.$", each) for each in sentences) if found)[1]
    items = [(int(amount), thing) for amount, thing in re.findall(r"(\d+) ([a-z ]+?)s(?=,| and \d|$)", bought)]
    needed = needs([thing for _, thing in items], {thing: [other] for thing, sign, _, other in rules if sign})
    waiting = [rule for rule in rules if rule[0] in needed]
    while waiting:
        rule = next(rule for rule in waiting if not rule[1] or rule[3] in prices)
        waiting.remove(rule)
        thing, sign, number, other = rule
        prices[thing] = steps.do(prices[other], sign, int(number), thing + " ") if sign else int(number)
    total = None
    for amount, thing in items:
        part = steps.do(amount, "*", prices[thing])
        total = part if total is None else steps.do(total, "+", part)
    paid = next((found for found in (re.search(r" pays with (\d+) dollars", each) for each in sentences) if found), None)
    return steps.do(int(paid[1]), "-", total) if paid else total


def needs(wanted: list[str], by: dict[str, list[str]]) -> set[str]:
    found, left = set(), list(wanted)
    while left:
        each = left.pop()
        if each not in found:
            found.add(each)
            left.extend(by.get(each, []))
    return found


def week(sentences: list[str], steps: Steps) -> int:
    total, day = None, None
    for sentence in sentences + [""]:
        if loss := first(LOSSES, sentence):
            day = steps.do(day, "-", int(loss["a"]))
            continue
        if rate := first(RATES, sentence):
            total = added(total, day, steps)
            day = steps.do(int(rate["a"]), "*", int(rate["b"]))
    total = added(total, day, steps)
    goal = first(GOALS, " ".join(sentences))
    return steps.do(int(goal["a"]), "-", total) if goal else total


def added(total: int | None, day: int | None, steps: Steps) -> int | None:
    if day is None:
        return total
    return day if total is None else steps.do(total, "+", day)


def comparison(sentences: list[str], steps: Steps) -> int:
    rules = {}
    for sentence in sentences[:-1]:
        if found := re.fullmatch(r"(\w+) has (\d+) (more|fewer) .+ than (\w+)\.", sentence):
            rules[found[1]] = ("+" if found[3] == "more" else "-", found[2], [found[4]])
        elif found := re.fullmatch(r"(\w+) has (twice|three times|four times) as many .+ as (\w+)\.", sentence):
            rules[found[1]] = ("*", str(TIMES[found[2]]), [found[3]])
        elif found := re.fullmatch(r"(\w+) has half as many .+ as (\w+)\.", sentence):
            rules[found[1]] = ("/", "2", [found[2]])
        elif found := re.fullmatch(r"(\w+) has as many .+ as (\w+) and (\w+) together\.", sentence):
            rules[found[1]] = ("&", "", [found[2], found[3]])
        elif found := re.fullmatch(r"(\w+) has (\d+) .+\.", sentence):
            rules[found[1]] = ("", found[2], [])
    asked = re.search(r" do(?:es)? (.+) have(?: together)?\?$", sentences[-1])[1]
    people = re.split(r", | and ", asked)
    needed = needs(people, {name: rule[2] for name, rule in rules.items()})
    has = {}
    waiting = [name for name in rules if name in needed]
    while waiting:
        name = next(name for name in waiting if all(other in has for other in rules[name][2]))
        waiting.remove(name)
        has[name] = compared(name, rules[name], has, steps)
    total = has[people[0]]
    for name in people[1:]:
        total = steps.do(total, "+", has[name])
    return total


def compared(name: str, rule: tuple, has: dict[str, int], steps: Steps) -> int:
    sign, number, others = rule
    if not sign:
        steps.written.append(f"{name} {number}")
        return int(number)
    if sign == "&":
        return steps.do(has[others[0]], "+", has[others[1]], name + " ")
    return steps.do(has[others[0]], sign, int(number), name + " ")
