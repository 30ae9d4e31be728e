"""The matching engine alone, next to CppTrader where a built checkout of it is named."""

import os
import pathlib
import statistics

from benchmark import hidden, native, report

COMMAND = "measure-engine"
FIGURE = "nanoseconds per operation"
WHAT = "matching engine, 1M mixed operations, 10k resting: ns each"
# Names a checkout of CppTrader in which its libraries are built.
VARIABLE = "CPPTRADER"


def measure(context):
    if hidden.measured(context, COMMAND, "--operations", 10) is None:
        hidden.note_missing(COMMAND)
        return [report.Row(WHAT, "not measured", goal=goal(None))], {}
    file = context.directory / "operations"
    hidden.measured(context, COMMAND, "--write", file)
    program = peer()
    ours, theirs = [], []
    for _ in range(context.settings.rounds):
        ours.append(hidden.measured(context, COMMAND)[FIGURE])
        if program:
            theirs.append(hidden.outcome(context, [program, file])[FIGURE])
    ratio = statistics.median(a / b for a, b in zip(ours, theirs)) if theirs else None
    shown = f"CppTrader {statistics.median(theirs):.0f}" if theirs else "CppTrader: not measured"
    row = report.Row(WHAT, f"{statistics.median(ours):.0f}", shown, ratio, goal(ratio))
    return [row], {"engine": ours, "CppTrader": theirs}


def goal(ratio):
    return report.at_most(0.8, ratio, " x CppTrader")


def peer():
    if VARIABLE not in os.environ:
        report.note(f"skipped CppTrader: {VARIABLE} names no built checkout of it")
        return None
    checkout = pathlib.Path(os.environ[VARIABLE])
    # Symbols are looked for from left to right.
    libraries = [library for name in ("cpptrader", "cppcommon", "fmt")
                 for library in sorted(checkout.rglob(f"lib{name}.a"))[:1]]
    includes = [f"-I{checkout / folder}" for folder in (
        "include", "modules/CppCommon/include", "modules/CppCommon/modules/fmt/include")]
    return native.program("cpptrader_peer.cpp", *includes, *libraries, "-lpthread", "-ldl")
