"""Requests a second, latency and CPU time, all contenders in turn, several rounds."""

import dataclasses
import shutil

from benchmark import contenders as field
from benchmark import disk, load, machine, native, report, servers, signatures, throughput_rows
from benchmark.contenders import UNSIGNED

CONNECTIONS = (1, 32, 256)
# Where all loads are measured, and not only the trading ones.
COMMON = 32


@dataclasses.dataclass
class Settings:
    rounds: int
    # Seconds that requests are sent for, in each load.
    seconds: float
    starts: int

    @staticmethod
    def of(is_quick, rounds):
        if is_quick:
            return Settings(rounds or 3, 0.6, 5)
        return Settings(rounds or 5, 2.6, 10)


def measure(context):
    """Rows and raw figures."""
    if shutil.which("wrk") is None:
        report.note("skipped requests/s, latency and CPU time: wrk is not installed")
        return throughput_rows.rows([]), {}
    peers = servers.peers(context.processes, context.directory)
    paced = paced_program()
    verifiers = signatures.verifiers(context)
    samples = []
    for number in range(context.settings.rounds):
        report.note(f"round {number + 1} of {context.settings.rounds}")
        directory = context.directory / f"round{number}"
        samples += one_round(context, directory, peers, verifiers, paced, number)
    for peer in peers:
        context.processes.stop(peer.process)
    sync = disk.sync_milliseconds(context.directory)
    raw = {"samples": [dataclasses.asdict(sample) for sample in samples], "fdatasync ms": sync}
    return throughput_rows.rows(samples, sync), raw


def paced_program():
    """None where it would share its CPU with the server, or where there is no compiler."""
    if machine.load_cpu() is None:
        report.note("skipped delays at half load: there is only one CPU")
        return None
    return native.program("paced.c")


def one_round(context, directory, peers, verifiers, paced, number):
    """Every contender at every number of connections, with new exchanges and new tokens, which live five
    minutes."""
    directory.mkdir()
    lineup = field.Lineup(context, directory, peers, verifiers)
    if number == 0:
        warm_up(context.processes, peers, lineup.trading_orders)
    samples = []
    for index, connections in enumerate(CONNECTIONS):
        group = lineup.creates + (lineup.further if connections == COMMON else [])
        samples += in_turn(context, group, connections, number + index)
    samples += in_turn(context, lineup.reads, COMMON, number)
    if paced:
        samples += half_load(context, lineup, paced, samples, number)
    lineup.stop()
    shutil.rmtree(directory)
    return samples


def in_turn(context, group, connections, number):
    return [each.run(context.processes, each.server, each.name, each.requests, connections,
                     context.settings.seconds) for each in turned(group, number)]


def turned(group, number):
    """Nobody always runs first, or always when the machine is as the same load left it."""
    first = number % len(group) if group else 0
    return group[first:] + group[:first]


def half_load(context, lineup, paced, samples, number):
    """Ours and nginx at half of the rate that ours has just reached."""
    top = next(sample.per_second for sample in samples
               if (sample.contender, sample.connections) == (UNSIGNED, COMMON))
    pair = [contender for contender in lineup.creates if contender.name in (UNSIGNED, "nginx")]
    results = []
    for contender in turned(pair, number):
        run = load.run_paced_on_exchange if contender.name == UNSIGNED else load.run_paced
        results.append(run(context.processes, contender.server, field.half(contender.name), paced,
                           contender.requests, COMMON, top / 2, context.settings.seconds))
    return results


def warm_up(processes, peers, requests):
    """Gives node the time to compile its handler; only peers live through all rounds."""
    for peer in peers:
        load.run(processes, peer, peer.name, requests, COMMON, 0.6)
