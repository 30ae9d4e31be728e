"""What WebSockets are told: how much in a second, and how soon. All contenders in turn, several rounds."""

import dataclasses
import shutil

from benchmark import delay, fanout, orders, push_rows, report, servers
from benchmark import processes as system
from benchmark.throughput import turned

FANOUT = (1, 10, 100)
DELAY = (1, 100)


def measure(context):
    if shutil.which("wrk") is None:
        report.note("skipped pushes to WebSockets: wrk is not installed")
        return push_rows.rows([], []), {}
    peers = started(context)
    rates, delays = [], []
    for number in range(context.settings.rounds):
        report.note(f"WebSockets, round {number + 1} of {context.settings.rounds}")
        one_round(context, context.directory / f"pushes{number}", peers, number, rates, delays)
    for peer in peers:
        context.processes.stop(peer.process)
    return push_rows.rows(rates, delays), {"pushes": members(rates), "push delays": members(delays)}


def started(context):
    peers = []
    if shutil.which("node") is None:
        report.note("skipped a peer of pushes to WebSockets: node is not installed")
    else:
        peers.append(servers.Node(context.processes, context.directory / "node-pushes"))
    other = servers.uwebsockets(context.processes, context.directory / "uwebsockets")
    return peers + ([other] if other else [])


def one_round(context, directory, peers, number, rates, delays):
    """All contenders with every number of subscribers, with a new exchange and new tokens."""
    directory.mkdir()
    processes, seconds = context.processes, context.settings.seconds
    exchange = servers.Mock(processes, context.binary, directory / "exchange", "--signatures", "off")
    requests = orders.trading(exchange, directory / "orders")
    contenders = [exchange, *peers]
    log = directory / "subscribers.log"
    if number == 0:
        # Gives node the time to compile what it does.
        for peer in peers:
            fanout.run(processes, peer, requests, 10, 0.6, log)
    # Delays come first: they need the empty book, where a load may leave an order that rests.
    for index, subscribers in enumerate(DELAY):
        for server in turned(contenders, number + index):
            delays.append(delay.run(server, requests, subscribers, seconds))
    system.settle(exchange.pid)
    for index, subscribers in enumerate(FANOUT):
        for server in turned(contenders, number + index):
            rates.append(fanout.run(processes, server, requests, subscribers, seconds, log))
    processes.stop(exchange.process)
    shutil.rmtree(directory)


def members(samples):
    return [dataclasses.asdict(sample) for sample in samples]
