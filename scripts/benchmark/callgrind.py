"""Reads what callgrind writes: each function's own instructions, and those of each of its callees for it.

The format: https://valgrind.org/docs/manual/cl-format.html
"""

import collections
import dataclasses
import re

NAMED = re.compile(r"(?P<kind>fn|cfn|ob|cob)=\((?P<number>\d+)\)(?: (?P<name>.*))?")


@dataclasses.dataclass
class Profile:
    """Instructions by function, and by caller and callee, the callee's own callees included."""

    own: collections.Counter
    arcs: collections.Counter

    def minus(self, other, divisor):
        """What a longer run has more, for each of `divisor` repetitions. Differences are below zero for what
        happens by the clock; that little is left out."""
        return Profile(difference(self.own, other.own, divisor), difference(self.arcs, other.arcs, divisor))


def difference(more, less, divisor):
    rest = collections.Counter(more)
    rest.subtract(less)
    return collections.Counter({key: count / divisor for key, count in rest.items() if count > 0})


def read(file):
    """A function is known as its object's file name and its own name."""
    profile = Profile(collections.Counter(), collections.Counter())
    names = {"fn": {}, "ob": {}}
    objects = {"ob": "", "cob": None}
    function = callee = None
    is_call = False
    for line in open(file, errors="replace"):
        if match := NAMED.match(line):
            name = resolved(names[match["kind"].removeprefix("c")], match)
            if match["kind"] in objects:
                objects[match["kind"]] = name.rpartition("/")[2]
            elif match["kind"] == "fn":
                function = (objects["ob"], plain(name))
            else:
                # Without an object of its own the callee is in the caller's.
                callee = (objects["ob"] if objects["cob"] is None else objects["cob"], plain(name))
                objects["cob"] = None
        elif line.startswith("calls="):
            is_call = True
        elif line[0] in "0123456789+-*":
            cost = int((line.split() + ["0"])[1])
            if not is_call:
                profile.own[function] += cost
            elif callee != function:
                profile.arcs[function, callee] += cost
            is_call = False
    return profile


def resolved(known, match):
    """Names are written out once, and later meant by their number."""
    if match["name"]:
        known[match["number"]] = match["name"].strip()
    return known[match["number"]]


def plain(name):
    """Callgrind numbers the levels of a recursion; they are one function here."""
    return re.sub(r"'\d+$", "", name)
