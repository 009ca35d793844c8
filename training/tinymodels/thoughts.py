"""What a model that thinks writes: a worked solution, made from the text of the question by plain code."""

from . import islanders, programs, stories
from .questions import Question, answer_text

SOLVERS = {"math/word-problems": stories.solve, "reasoning/knights": islanders.solve, "code/predict-output": programs.solve}


def thought(asked: Question) -> str:
    """The worked solution.

    Raises ValueError if it does not end in the true answer: then this code, or the question, is wrong.
    """
    steps, answer = SOLVERS[asked.task](asked.prompt)
    if answer != asked.answer:
        raise ValueError(f"{asked.task} {asked.id}: the solution says {answer}, the answer is {asked.answer}.\n{asked.prompt}\n{steps}")
    return steps


def thinking(asked: Question) -> str:
    """Thought, then answer."""
    return "<think>" + thought(asked) + "</think>" + answer_text(asked)


def direct(asked: Question) -> str:
    """The answer alone."""
    return answer_text(asked)
