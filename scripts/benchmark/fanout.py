"""Messages a second to many subscribers, while orders come in on many connections."""

import dataclasses
import json
import pathlib
import resource
import subprocess
import sys

from benchmark import load, report, servers
from benchmark import processes as system
from benchmark.load import LoadError
from benchmark.websocket import ORDERS_PER_MESSAGE

PROGRAM = pathlib.Path(__file__).resolve().parent / "subscribers.py"
CONNECTIONS = 32


@dataclasses.dataclass
class Sample:
    """One load on one server with some subscribers."""

    contender: str
    subscribers: int
    orders: int
    # Messages that each subscriber was told.
    messages: int
    # Messages that all of them got, from the first one's arrival to the last one's.
    per_second: float
    # Microseconds of the server's CPU for each of these, with all that it did for the orders.
    cpu: float
    # The same for an order.
    order_cpu: float
    # Shares of the time from first to last arrival: the server's CPU time, with what it did afterwards, and
    # that of the subscribers and wrk, which have the other CPU. Near 1, they are what limits the rate.
    server_share: float
    load_share: float


def run(processes, server, requests, subscribers, seconds, log):
    """Loads `server` while it is listened to. It must have settled: its ledger tells the trades so far."""
    is_exchange = isinstance(server, servers.Mock)
    trades = server.trades() if is_exchange else 0
    audience = start(processes, server, subscribers, log)
    try:
        before = children_seconds()
        send = load.run_on_exchange if is_exchange else load.run
        sample = send(processes, server, server.name, requests, CONNECTIONS, seconds)
        load_cpu = children_seconds() - before
        heard = finish(audience, log)
    finally:
        processes.stop(audience)
    # The peer tells every second order of the load, which begins with one that is not told.
    expected = server.trades() - trades if is_exchange else sample.orders // ORDERS_PER_MESSAGE
    check(server, subscribers, heard, expected)
    return figures(server, sample, subscribers, heard, load_cpu)


def check(server, subscribers, heard, expected):
    """Every trade was told once, and not all of them at one time."""
    if heard["messages"] != expected or not heard["seconds"]:
        raise LoadError(f"{server.name}, {report.subscribers(subscribers)}: each was told "
                        f"{heard['messages']} messages in {heard['seconds']:.3f} s instead of {expected}")


def figures(server, sample, subscribers, heard, load_cpu):
    delivered = heard["messages"] * subscribers
    server_cpu = sample.cpu * sample.orders
    return Sample(
        server.name, subscribers, sample.orders, heard["messages"], delivered / heard["seconds"],
        server_cpu / delivered, sample.cpu, server_cpu / 1e6 / heard["seconds"],
        (load_cpu + heard["cpu"]) / heard["seconds"])


def start(processes, server, subscribers, log):
    audience = processes.start_load(
        [sys.executable, PROGRAM, server.port, subscribers], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=open(log, "ab"))
    system.first_line(audience, log)
    return audience


def finish(audience, log):
    """What the subscribers have heard when all is said."""
    try:
        output, _ = audience.communicate(timeout=30)
    except subprocess.TimeoutExpired:
        raise LoadError("the subscribers still get messages 30 s after the load") from None
    if audience.returncode != 0:
        raise LoadError(log.read_text().strip()[-300:])
    return json.loads(output)


def children_seconds():
    """CPU time of the children that have ended: between two looks, of wrk."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime
