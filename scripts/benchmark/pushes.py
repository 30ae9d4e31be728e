"""What WebSockets are told: how much in a second, and how soon. Ours and node in turn, several rounds."""

import dataclasses
import shutil

from benchmark import delay, fanout, orders, push_rows, report, servers
from benchmark import processes as system

FANOUT = (1, 10, 100)
DELAY = (1, 100)


def measure(binary, directory, processes, settings):
    if shutil.which("wrk") is None:
        report.note("skipped pushes to WebSockets: wrk is not installed")
        return [], {}
    peer = None
    if shutil.which("node") is None:
        report.note("skipped the peer of pushes to WebSockets: node is not installed")
    else:
        peer = servers.Node(processes, directory / "node-pushes")
    rates, delays = [], []
    for number in range(settings.rounds):
        report.note(f"WebSockets, round {number + 1} of {settings.rounds}")
        one_round(binary, directory / f"pushes{number}", processes, settings, peer, number, rates, delays)
    if peer:
        processes.stop(peer.process)
    rows = push_rows.rows(rates, delays)
    return rows, {"pushes": members(rates), "push delays": members(delays)}


def one_round(binary, directory, processes, settings, peer, number, rates, delays):
    """Both contenders with every number of subscribers, with a new exchange and new tokens."""
    directory.mkdir()
    exchange = servers.Mock(processes, binary, directory / "exchange", "--signatures", "off")
    requests = orders.unsigned(exchange, directory / "orders.txt")
    contenders = [exchange] + ([peer] if peer else [])
    log = directory / "subscribers.log"
    if number == 0 and peer:
        # Gives node the time to compile what it does.
        fanout.run(processes, peer, requests, 10, 0.6, log)
    # Delays come first: they need the empty book, where a load may leave an order that rests.
    for index, subscribers in enumerate(DELAY):
        for server in turned(contenders, number + index):
            delays.append(delay.run(server, requests, subscribers, settings.seconds))
    system.settle(exchange.pid)
    for index, subscribers in enumerate(FANOUT):
        for server in turned(contenders, number + index):
            rates.append(fanout.run(processes, server, requests, subscribers, settings.seconds, log))
    processes.stop(exchange.process)
    shutil.rmtree(directory)


def turned(contenders, number):
    """Nobody always runs first."""
    first = number % len(contenders)
    return contenders[first:] + contenders[:first]


def members(samples):
    return [dataclasses.asdict(sample) for sample in samples]
