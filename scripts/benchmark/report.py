"""One table: what was measured, ours, the peer's, the ratio and the goal."""

import dataclasses
import math
import sys

HEADINGS = ("what", "ours", "peer", "ratio", "goal")


@dataclasses.dataclass
class Goal:
    text: str
    is_met: bool

    def __str__(self):
        return f"{self.text} {'met' if self.is_met else 'MISSED'}"


@dataclasses.dataclass
class Row:
    what: str
    ours: str = None
    peer: str = None
    ratio: float = None
    goal: Goal = None

    def cells(self):
        # Rounded down: a missed 1.00 must not read 1.00.
        ratio = "" if self.ratio is None else f"{math.floor(self.ratio * 100) / 100:.2f}"
        return [self.what, self.ours or "", self.peer or "", ratio, str(self.goal or "")]

    def members(self):
        return dataclasses.asdict(self)


def connections(count):
    return f"{count} connection{'' if count == 1 else 's'}"


def subscribers(count):
    return f"{count} subscriber{'' if count == 1 else 's'}"


def text(rows, facts):
    table = [HEADINGS] + [row.cells() for row in rows]
    widths = [max(len(cells[column]) for cells in table) for column in range(len(HEADINGS))]
    lines = ["  ".join(aligned(cells, widths)).rstrip() for cells in table]
    rule = "-" * max(len(line) for line in lines)
    return "\n".join([summary(facts), "", lines[0], rule, *lines[1:]])


def aligned(cells, widths):
    """Words to the left, figures to the right."""
    for column, (cell, width) in enumerate(zip(cells, widths)):
        yield cell.ljust(width) if column in (0, 4) else cell.rjust(width)


def markdown(rows, facts):
    lines = ["| " + " | ".join(cells) + " |" for cells in [HEADINGS] + [row.cells() for row in rows]]
    lines.insert(1, "|---|--:|--:|--:|---|")
    return "\n".join(lines + ["", summary(facts)])


def summary(facts):
    return ", ".join(f"{name} {value}" for name, value in facts.items() if value is not None)


def note(line):
    """For the person who waits; the table alone goes to standard output."""
    print(f"bench: {line}", file=sys.stderr, flush=True)
