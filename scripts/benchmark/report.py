"""One table: what was measured, ours, the peer's, the ratio, the goal, and whether it is met."""

import dataclasses
import math
import sys

HEADINGS = ("what", "ours", "peer", "ratio", "goal", "met")


@dataclasses.dataclass
class Goal:
    text: str
    # None if it cannot be told, such as without the peer.
    is_met: bool = None

    @property
    def verdict(self):
        return {True: "yes", False: "NO", None: "?"}[self.is_met]


def at_least(bound, value, unit=""):
    return Goal(f">= {number(bound)}{unit}", None if value is None else value >= bound)


def at_most(bound, value, unit=""):
    return Goal(f"<= {number(bound)}{unit}", None if value is None else value <= bound)


def number(value):
    return f"{value:,}"


@dataclasses.dataclass
class Row:
    what: str
    ours: str = None
    peer: str = None
    ratio: float = None
    goal: Goal = None

    def cells(self):
        # Rounded to three digits, never across a goal: a missed 0.75 must not read 0.75, nor a missed 1.35.
        # A goal whose figure is missing says so; other rows may be about a peer alone.
        ours = self.ours or ("not measured" if self.goal else "")
        return [self.what, ours, self.peer or "", shown_ratio(self.ratio, self.goal),
                self.goal.text if self.goal else "", self.goal.verdict if self.goal else ""]

    def members(self):
        return dataclasses.asdict(self)


def shown_ratio(ratio, goal):
    if ratio is None:
        return ""
    digits = 2 if ratio >= 0.1 else 3
    is_ceiling = goal is not None and goal.text.startswith("<=")
    return f"{(math.ceil if is_ceiling else math.floor)(ratio * 10 ** digits) / 10 ** digits:.{digits}f}"


def arranged(rows):
    """What has a goal comes first, as it was measured otherwise."""
    return [row for row in rows if row.goal] + [row for row in rows if not row.goal]


def connections(count):
    return f"{count} connection{'' if count == 1 else 's'}"


def subscribers(count):
    return f"{count} subscriber{'' if count == 1 else 's'}"


def text(rows, facts):
    table = [HEADINGS] + [row.cells() for row in arranged(rows)]
    widths = [max(len(cells[column]) for cells in table) for column in range(len(HEADINGS))]
    lines = ["  ".join(aligned(cells, widths)).rstrip() for cells in table]
    rule = "-" * max(len(line) for line in lines)
    return "\n".join([summary(facts), "", lines[0], rule, *lines[1:], "", verdict(rows)])


def aligned(cells, widths):
    """Words to the left, figures to the right."""
    for column, (cell, width) in enumerate(zip(cells, widths)):
        yield cell.ljust(width) if column in (0, 4, 5) else cell.rjust(width)


def markdown(rows, facts):
    cells = [HEADINGS] + [row.cells() for row in arranged(rows)]
    lines = ["| " + " | ".join(line) + " |" for line in cells]
    lines.insert(1, "|---|--:|--:|--:|---|---|")
    return "\n".join(lines + ["", summary(facts), "", verdict(rows)])


def verdict(rows):
    verdicts = [row.goal.verdict for row in rows if row.goal]
    return (f"of {len(verdicts)} goals {verdicts.count('yes')} met, {verdicts.count('NO')} missed, "
            f"{verdicts.count('?')} not measured")


def summary(facts):
    return ", ".join(f"{name} {value}" for name, value in facts.items() if value is not None)


def note(line):
    """For the person who waits; the table alone goes to standard output."""
    print(f"bench: {line}", file=sys.stderr, flush=True)
