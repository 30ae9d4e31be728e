"""The engine under test, in a process of its own."""

import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

END_SECONDS = 10
EXPECTED_REASONS = {
    "userCancelled", "remainingImmediateOrCancel", "emptyMarket", "postOnlyWouldCross", "selfTrade",
    "unknown", "orderNotOpen", "nothingToChange", "sizeNotAboveFilled",
}  # fmt: skip
"""Why orders are closed and requests refused where nothing but matching decides. No peer gives reasons, so
these are left out of the comparison; any other, of a rule that should not act here, stays and stands out."""


class Engine:
    """`paradex-mock match-orders` at work on a list of operations."""

    def __init__(self, process: subprocess.Popen, errors):
        self.process = process
        self.errors = errors

    def answer(self) -> list[str]:
        """The lines of the next answer, the last one with =."""
        lines = []
        for line in self.process.stdout:
            lines.append(line.rstrip("\n"))
            if line.startswith("="):
                return [*lines[:-1], without_reason(lines[-1])]
        return [*lines, self.ending()]

    def ending(self) -> str:
        code = self.process.wait(END_SECONDS)
        self.errors.seek(0)
        return f"(no answer: the engine ended with code {code}) {self.errors.read()[-1000:]}".strip()


@contextmanager
def running(binary: str, operations: Sequence[str]) -> Iterator[Engine]:
    # Input from a file: nobody waits for anybody with a full pipe.
    with tempfile.TemporaryFile("w+") as source, tempfile.TemporaryFile("w+") as errors:
        source.writelines(f"{operation}\n" for operation in operations)
        source.seek(0)
        process = subprocess.Popen(
            [binary, "match-orders"], stdin=source, stdout=subprocess.PIPE, stderr=errors, text=True
        )
        try:
            yield Engine(process, errors)
        finally:
            process.kill()
            process.wait()
            process.stdout.close()


def without_reason(outcome: str) -> str:
    """`= closed 3 selfTrade` is `= closed 3`, `= refused orderNotOpen(…)` is `= refused`."""
    words = outcome.split(" ")
    place = {"closed": 3, "refused": 2}.get(words[1], len(words))
    reason = " ".join(words[place:]).split("(")[0]
    return " ".join(words[:place]) if reason in EXPECTED_REASONS else outcome
