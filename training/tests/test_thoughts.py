"""Worked solutions and tokens: needs nothing but Python."""

import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tinymodels import islanders, programs, stories
from tinymodels.questions import Question
from tinymodels.thoughts import direct, thinking, thought
from tinymodels.tokens import CONTROL, Tokenizer

ENDING = "\n\nThe answer is a whole number. Reason step by step, then end your answer with a line of the form\nFinal answer: NUMBER"


class StoriesTest(unittest.TestCase):
    def test_a_stock_is_followed_past_facts_that_do_not_matter(self):
        story = ("A tank holds 72 liters of water. The tank was built 33 years ago. Workers fill 5 canisters of 10 liters each from the tank. "
                 "To clean it, the owner drains half of the water in the tank. How many liters of water are in the tank in the end?")
        self.assertEqual(stories.solve(story + ENDING), ("5*10=50;72-50=22;22/2=11", "11"))

    def test_only_people_who_matter_are_compared(self):
        story = ("Edgar has 17 model cars. Samuel has 17 more model cars than Edgar. Oscar has as many model cars as Samuel and Edgar together. "
                 "Daphne has as many model cars as Edgar and Oscar together. How many model cars do Edgar and Oscar have together?")
        self.assertEqual(stories.solve(story + ENDING), ("Edgar 17;Samuel 17+17=34;Oscar 34+17=51;17+51=68", "68"))

    def test_a_purchase_is_paid_and_what_is_not_bought_costs_nothing(self):
        story = ("Amelia goes to a garden center. A fern costs 13 dollars. A flower pot costs 7 dollars. A bucket costs 6 dollars. "
                 "Amelia buys 7 ferns and 6 flower pots. She pays with 150 dollars. How many dollars does she get back?")
        self.assertEqual(stories.solve(story + ENDING), ("7*13=91;6*7=42;91+42=133;150-133=17", "17"))

    def test_losses_of_a_week_are_taken_off_their_day(self):
        story = ("Adam is training for a bicycle race. The race is in 9 days. On Monday, he cycles for 9 hours at 18 kilometers per hour. "
                 "Because of a broken computer, 2 of these kilometers are not recorded. He wants to record 200 kilometers in all. "
                 "How many kilometers are still missing?")
        self.assertEqual(stories.solve(story + ENDING), ("9*18=162;162-2=160;200-160=40", "40"))


class IslandersTest(unittest.TestCase):
    PUZZLE = ('On the island of Belmar ... You meet two islanders: Jonas and Xenia.\n\nJonas says: "Xenia and I are of the same kind."\n'
              'Xenia says: "Jonas and I are of different kinds."\n\nThis can be so in exactly one way.')

    def test_worlds_are_tried_until_one_fits(self):
        written, kinds = islanders.solve(self.PUZZLE)
        self.assertEqual(written, "A:A=B B:A#B\nkk tf\nkn f\nnk ft")
        self.assertEqual(kinds, {"Jonas": "knave", "Xenia": "knight"})

    def test_counts_are_read(self):
        self.assertEqual(islanders.count("Exactly two of the three of us are knights", 3), ("=", 2))
        self.assertEqual(islanders.count("At most one of the three of us is a knight", 3), ("<", 1))
        self.assertEqual(islanders.count("None of the three of us is a knight", 3), ("=", 0))
        self.assertEqual(islanders.count("Neither of us is a knight", 2), ("=", 0))
        self.assertEqual(islanders.count("All three of us are knights", 3), ("=", 3))


class ProgramsTest(unittest.TestCase):
    def asked(self, program: str) -> tuple[str, str]:
        return programs.solve("What does this Python 3 program print?\n\n```python\n" + program + "```\n\nWork it out.")

    def test_each_turn_of_a_loop_is_written_down(self):
        program = "nums = [9, 15]\ntotal = 3\nfor x in nums:\n    if x <= 12:\n        total += x\n    else:\n        total = total * 2 % 20\nprint(total)\n"
        self.assertEqual(self.asked(program), ("9t3+9=12;15f12*2=24,24%20=4", "4"))

    def test_lists_and_texts_are_built(self):
        self.assertEqual(self.asked("nums = []\nfor i in range(1, 6, 3):\n    nums.append(i * 5 - 8)\nprint(nums)\n"),
                         ("1 1*5=5,5-8=-3;4 4*5=20,20-8=12", "[-3, 12]"))
        self.assertEqual(self.asked("word = 'ab'\ntext = ''\nfor ch in word:\n    if ch in 'aeiou':\n        text = text + ch.upper()\n    else:\n"
                                    "        text = '-' + ch + text\nprint(text)\n"), ("atA;bf-bA", "-bA"))


class ThoughtsTest(unittest.TestCase):
    STORY = "Laura has 17 pencils. Wendy has 5 more pencils than Laura. How many pencils does Wendy have?" + ENDING

    def test_a_thought_stands_between_tags_and_the_answer_behind_it(self):
        asked = Question("math/word-problems", "L01-0002", 7, 1, self.STORY, "22")
        self.assertEqual(thinking(asked), "<think>Laura 17;Wendy 17+5=22</think>Final answer: 22")
        self.assertEqual(direct(asked), "Final answer: 22")

    def test_a_solution_that_misses_the_true_answer_is_an_error(self):
        with self.assertRaisesRegex(ValueError, "the solution says 22"):
            thought(Question("math/word-problems", "L01-0002", 7, 1, self.STORY, "23"))


class TokensTest(unittest.TestCase):
    def test_the_longest_piece_goes_first_and_the_rest_is_bytes(self):
        tokenizer = Tokenizer([" on", " one", "ne t"])
        self.assertEqual(tokenizer.encode(" one two"), [tokenizer.ids[" one"], *(len(CONTROL) + byte for byte in b" two")])
        self.assertEqual(tokenizer.encode("ü on"), [len(CONTROL) + 0xC3, len(CONTROL) + 0xBC, tokenizer.ids[" on"]])

    def test_every_text_comes_back_as_it_was(self):
        tokenizer = Tokenizer.load(Path(__file__).resolve().parent.parent / "pieces.json")
        for text in ("", ENDING, "Wendy has 5 more pencils than Laura.", "```python\nfor x in nums:\n", "日本 🙂 \t\r\n", "<think>1+1=2</think>"):
            self.assertEqual(tokenizer.decode(tokenizer.encode(text)), text)

    def test_no_byte_is_also_a_piece(self):
        pieces = Tokenizer.load(Path(__file__).resolve().parent.parent / "pieces.json").pieces
        self.assertEqual(len(set(pieces)), len(pieces))
        self.assertGreater(min(len(piece.encode()) for piece in pieces), 1)


if __name__ == "__main__":
    unittest.main()
