"""Millions of orders at a steady book: memory, delays, and whether every one is on the disk in the end."""

import dataclasses
import math
import pathlib
import shutil
import time

from benchmark import limits, load, orders, servers
from benchmark import processes as system
from benchmark.load import LoadError

SCRIPT = pathlib.Path(__file__).resolve().parent / "soak.lua"
CONNECTIONS = 32
MEGABYTE = 1e6
# Seconds of the loads before the first minute, after which caches are as large as they get: SQLite takes its
# memory when the first load goes on after a rest.
WARM_UPS = (2, 2)
# Bytes on the disk for an order, with room to spare.
DISK_PER_ORDER = 1500


@dataclasses.dataclass
class Minute:
    """What one load of a minute, or less, came to."""

    creates: int
    cancels: int
    answered: int
    seconds: float
    # Milliseconds.
    p50: float
    p99: float
    # Microseconds of CPU for a request, with the ledger's rows: steadier than delays on a busy machine.
    cpu: float
    # Resident afterwards, with the ledger up to date.
    resident: int


def run(processes, binary, directory, wanted, minute, patience, tell):
    """Sends orders by the minute until `wanted` have been created or `patience` seconds are over; at least
    two minutes. Tells of each and returns them, after the warm-ups."""
    require_room(directory, wanted)
    server = servers.Mock(processes, binary, directory / "soak", "--signatures", "off")
    tell(f"start: {system.resident_bytes(server.pid) / MEGABYTE:.1f} MB resident")
    first = server.last_sequence()
    loads = []
    for seconds in WARM_UPS:
        loads.append(one_minute(processes, server, directory, seconds, operations(loads)))
    end = time.monotonic() + patience
    while len(loads) < len(WARM_UPS) + 2 or (created(loads) < wanted and time.monotonic() < end):
        loads.append(one_minute(processes, server, directory, minute, operations(loads)))
        tell(line(loads))
    compare(server, first, loads)
    stop(processes, server)
    return loads[len(WARM_UPS):]


def one_minute(processes, server, directory, seconds, first):
    """New tokens, since they live five minutes."""
    tokens = directory / "tokens"
    tokens.write_text("".join(token + "\n" for token in orders.tokens(server)))
    duration = math.ceil(seconds + load.TAIL)
    before = system.cpu_seconds(server.pid)
    outcome = load.result(processes, [
        "wrk", "-t", 1, "-c", CONNECTIONS, "-d", f"{duration}s", "--timeout", "10s", "-s", SCRIPT, server.url,
        "--", tokens, seconds, first, orders.milliseconds()], duration + 60)
    if outcome["refused"] or outcome["broken"] or outcome["answered"] != outcome["issued"]:
        raise LoadError(f"of {outcome['issued']} requests {outcome['answered']} were answered, "
                        f"{outcome['refused']} with a refusal; {outcome['broken']} connections broke")
    system.settle(server.pid, seconds=120)
    cpu = (system.cpu_seconds(server.pid) - before) / outcome["answered"] * 1e6
    return Minute(outcome["creates"], outcome["cancels"], outcome["answered"], outcome["seconds"],
                  outcome["p50"], outcome["p99"], cpu, system.resident_bytes(server.pid))


def created(minutes):
    return sum(minute.creates for minute in minutes)


def operations(minutes):
    return sum(minute.answered for minute in minutes)


def line(minutes):
    last = minutes[-1]
    return (f"{created(minutes) / 1e6:.2f} million orders: {last.answered / last.seconds:,.0f} requests/s, "
            f"p50 {last.p50:.2f} ms, p99 {last.p99:.2f} ms, {last.cpu:.1f} us of CPU each, "
            f"{last.resident / MEGABYTE:.1f} MB resident")


def compare(server, first, minutes):
    """Everything that was said yes to must be in the journal, and every order in the ledger."""
    commands = created(minutes) + sum(minute.cancels for minute in minutes)
    ledger = server.query("SELECT count(*) FROM order_row")
    for what, rows, expected in (("journal", server.journaled(after=first), commands),
                                 ("ledger", ledger, created(minutes))):
        if rows != expected:
            raise LoadError(f"the {what} has {rows:,} rows of {expected:,} that were acknowledged")


def stop(processes, server):
    code = processes.stop(server.process)
    if code != 0:
        raise LoadError(f"the server ended with {code}")


def require_room(directory, wanted):
    free = shutil.disk_usage(directory).free
    if free < wanted * DISK_PER_ORDER:
        raise LoadError(f"{wanted:,} orders may need {wanted * DISK_PER_ORDER / 1e9:.0f} GB of disk, "
                        f"{free / 1e9:.0f} are free")


def verdicts(minutes):
    """Pairs of a sentence and whether it is as it should be. Memory is compared from the first minute's
    end."""
    grown = minutes[-1].resident - minutes[0].resident
    million = (created(minutes) - minutes[0].creates) / 1e6
    growth = grown / MEGABYTE / million
    yield (f"memory grows by {growth:.2f} MB a million orders, limit {limits.SOAK_MEGABYTES}",
           growth <= limits.SOAK_MEGABYTES)
    ratio = minutes[-1].p99 / minutes[0].p99
    yield (f"p99 of the last minute is {ratio:.2f} x the first's, limit {limits.SOAK_P99_RATIO}",
           ratio <= limits.SOAK_P99_RATIO)
    yield "every acknowledged command is in the journal, every order in the ledger", True
