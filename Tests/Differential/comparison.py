"""Compares two engines answer by answer, and makes a failing list of operations short."""

import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from engine import running
from peer import Peer


@dataclass
class Mismatch:
    number: int
    """Of the operation, from 1."""
    operation: str
    expected: list[str]
    actual: list[str]

    def __str__(self) -> str:
        expected, actual = "\n    ".join(self.expected), "\n    ".join(self.actual)
        answers = f"  peer:\n    {expected}\n  paradex-mock:\n    {actual}"
        return f"operation {self.number}: {self.operation}\n{answers}"

    def difference(self) -> str:
        """The same with nothing but the first line that differs."""
        for place in range(max(len(self.expected), len(self.actual))):
            expected, actual = self.expected[place : place + 1], self.actual[place : place + 1]
            if expected != actual:
                first = replace(self, expected=expected or ["nothing"], actual=actual or ["nothing"])
                return str(first)
        return "no difference"


@dataclass
class Result:
    operations: int = 0
    fills: int = 0
    outcomes: Counter = field(default_factory=Counter)
    """How often an order was open, filled, closed or refused after an operation."""
    resting: list[int] = field(default_factory=list)
    """How many orders were in each compared book."""
    mismatch: Mismatch | None = None

    def count(self, answer: list[str]) -> None:
        _, outcome, *number = answer[-1].split(" ")
        if outcome == "book":
            self.resting.append(int(number[0]))
            return
        self.operations += 1
        self.fills += len(answer) - 1
        self.outcomes[outcome] += 1

    def __str__(self) -> str:
        outcomes = ", ".join(f"{count} {name}" for name, count in sorted(self.outcomes.items()))
        mean = sum(self.resting) // max(1, len(self.resting))
        books = f"{len(self.resting)} books of {mean} orders on average"
        return f"{self.operations} operations ({outcomes}), {self.fills} fills and {books} are equal"


def compare(binary: str, peer: Peer, operations: Sequence[str]) -> Result:
    """Goes on to the first answer that differs: every fill in its order, then how the order stands."""
    result = Result()
    with running(binary, operations) as engine:
        for number, operation in enumerate(operations, 1):
            expected, actual = peer.perform(operation), engine.answer()
            if expected != actual:
                result.mismatch = Mismatch(number, operation, expected, actual)
                return result
            result.count(actual)
    return result


def shortened(
    operations: Sequence[str], find: Callable[[Sequence[str]], Mismatch | None], seconds: float
) -> Sequence[str]:
    """Fewer of the failing operations that fail too: as many of the last ones as it takes, then without all
    that can be left out, in smaller and smaller pieces until the time is up."""
    deadline = time.monotonic() + seconds
    count = 1
    while count < len(operations) and not find(operations[-count:]):
        count *= 2
    operations = operations[-count:]
    piece = len(operations) // 2
    while piece > 0:
        start = 0
        while start < len(operations):
            if time.monotonic() > deadline:
                return operations
            fewer = [*operations[:start], *operations[start + piece :]]
            mismatch = find(fewer)
            if mismatch:
                operations = fewer[: mismatch.number]
            else:
                start += piece
        piece //= 2
    return operations
