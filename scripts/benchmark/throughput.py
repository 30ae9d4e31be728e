"""Orders a second and latency, all contenders in turn, several rounds."""

import dataclasses
import shutil

from benchmark import load, orders, report, servers
from benchmark.medians import Medians

CONNECTIONS = (1, 32, 256)
UNSIGNED, SIGNED, FULL = "ours unsigned", "ours signed", "ours, durability full"


@dataclasses.dataclass
class Settings:
    rounds: int
    # Seconds that orders are sent for, in each load.
    seconds: float
    starts: int

    @staticmethod
    def of(is_quick, rounds):
        if is_quick:
            return Settings(rounds or 3, 0.6, 5)
        return Settings(rounds or 5, 2.6, 10)


def measure(binary, directory, processes, settings):
    if shutil.which("wrk") is None:
        report.note("skipped orders/s, latency and CPU time: wrk is not installed")
        return [], []
    peers = servers.peers(processes, directory)
    samples = []
    for number in range(settings.rounds):
        report.note(f"round {number + 1} of {settings.rounds}")
        samples += one_round(binary, directory / f"round{number}", processes, settings, peers, number)
    for peer in peers:
        processes.stop(peer.process)
    return rows(samples), [dataclasses.asdict(sample) for sample in samples]


def one_round(binary, directory, processes, settings, peers, number):
    """Every contender at every number of connections, with new exchanges and new tokens, which live five
    minutes."""
    directory.mkdir()
    plain = servers.Mock(processes, binary, directory / "unsigned", "--signatures", "off")
    strict = servers.Mock(processes, binary, directory / "signed", "--signatures", "strict")
    full = servers.Mock(
        processes, binary, directory / "full", "--signatures", "off", "--durability", "full")
    plain_orders = orders.unsigned(plain, directory / "unsigned.txt")
    signed_orders = orders.signed(binary, plain, directory / "signed.txt")
    contenders = [(load.run_on_exchange, plain, UNSIGNED, plain_orders)]
    if signed_orders:
        contenders.append((load.run_on_exchange, strict, SIGNED, signed_orders))
    elif number == 0:
        report.note("skipped signed orders: this binary has no sign-orders")
    contenders += [(load.run, peer, peer.name, plain_orders) for peer in peers]
    if number == 0:
        warm_up(processes, peers, plain_orders)
    samples = []
    for index, connections in enumerate(CONNECTIONS):
        # Nobody always runs first, or always when the machine is as the same load left it.
        first = (number + index) % len(contenders)
        for run, server, name, requests in contenders[first:] + contenders[:first]:
            samples.append(run(processes, server, name, requests, connections, settings.seconds))
    samples.append(load.run_on_exchange(processes, full, FULL, plain_orders, 32, settings.seconds))
    for server in (plain, strict, full):
        processes.stop(server.process)
    shutil.rmtree(directory)
    return samples


def warm_up(processes, peers, requests):
    """Gives node the time to compile its handler; only peers live through all rounds."""
    for peer in peers:
        load.run(processes, peer, peer.name, requests, 32, 0.6)


def rows(samples):
    figures = Medians(samples)
    return [row for make in (rate_rows, latency_rows, cpu_rows, full_rows) for row in make(figures)]


def pairs(figures):
    """Each of our two loads next to each peer that was measured."""
    for ours, words in ((UNSIGNED, "unsigned creates"), (SIGNED, "signed creates")):
        for connections in CONNECTIONS:
            if figures(ours, connections, "per_second") is None:
                continue
            peers = [name for name in ("nginx", "node") if figures(name, connections, "per_second")]
            for peer in peers or [None]:
                yield ours, words, connections, peer


def rate_rows(figures):
    for ours, words, connections, peer in pairs(figures):
        ratio = figures.ratio(ours, peer, connections, "per_second")
        is_goal = (ours, connections, peer) == (UNSIGNED, 32, "node")
        yield report.Row(
            f"{words}/s, {report.connections(connections)}",
            f"{figures(ours, connections, 'per_second'):,.0f}",
            peer and f"{peer} {figures(peer, connections, 'per_second'):,.0f}", ratio,
            report.Goal(">= 1.00 x node", ratio >= 1) if is_goal else None)


def latency_rows(figures):
    """The ratio is the one of p50."""
    for ours, words, connections, peer in pairs(figures):
        yield report.Row(
            f"{words}, {report.connections(connections)}: p50 / p99 ms", latency(figures, ours, connections),
            peer and f"{peer} {latency(figures, peer, connections)}",
            figures.ratio(ours, peer, connections, "p50"))


def latency(figures, contender, connections):
    return f"{figures(contender, connections, 'p50'):.2f} / {figures(contender, connections, 'p99'):.2f}"


def cpu_rows(figures):
    for ours, words, connections, peer in pairs(figures):
        if connections == 32:
            yield report.Row(
                f"{words}, {report.connections(connections)}: CPU us each",
                f"{figures(ours, connections, 'cpu'):.1f}",
                peer and f"{peer} {figures(peer, connections, 'cpu'):.1f}",
                figures.ratio(ours, peer, connections, "cpu"))


def full_rows(figures):
    yield report.Row(
        f"creates/s, {report.connections(32)}, --durability full",
        f"{figures(FULL, 32, 'per_second'):,.0f}", f"normal {figures(UNSIGNED, 32, 'per_second'):,.0f}",
        figures.ratio(FULL, UNSIGNED, 32, "per_second"))
