"""Reading and writing the JSON of one order, next to simdjson's on-demand parser."""

import json
import statistics

from benchmark import hidden, native, orders, report

COMMAND = "measure-json"
READ, WRITE = "read", "write"


def measure(context):
    """Both read the same text, members of all kinds that orders have."""
    file = context.directory / "order.json"
    body = orders.order("BUY", "64000", client_id="order-00000001")
    file.write_text(json.dumps(body, separators=(",", ":"), ensure_ascii=False))
    program = native.program("simdjson_peer.cpp", "-lsimdjson")
    if hidden.measured(context, COMMAND, file, "--count", 1) is None:
        hidden.note_missing(COMMAND)
        return [read_row([], []), write_row([])], {}
    ours, theirs = [], []
    for _ in range(context.settings.rounds):
        ours.append(hidden.measured(context, COMMAND, file))
        if program:
            theirs.append(hidden.outcome(context, [program, file]))
    reads, writes = ([figures[name] for figures in ours] for name in (READ, WRITE))
    peers = [figures[READ] for figures in theirs]
    return [read_row(reads, peers), write_row(writes)], {"json": ours, "simdjson": theirs}


def read_row(ours, theirs):
    ratio = statistics.median(a / b for a, b in zip(ours, theirs)) if ours and theirs else None
    return report.Row("read the JSON of one order, ns", median(ours),
                      f"simdjson {median(theirs)}" if theirs else "simdjson: not measured", ratio,
                      report.at_most(1, ratio, " x simdjson"))


def write_row(ours):
    value = statistics.median(ours) if ours else None
    return report.Row("write the JSON of one order, ns", median(ours), goal=report.at_most(250, value, " ns"))


def median(values):
    return f"{statistics.median(values):.0f}" if values else "not measured"
