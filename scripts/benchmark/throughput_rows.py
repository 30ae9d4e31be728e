"""The table's rows about requests: rates, CPU time and delays next to the peers'."""

from benchmark import report, signatures
from benchmark.contenders import (BATCHES, FULL, NGINX_READS, READ_BBO, READ_ORDER, RESTING, SIGNED, UNSIGNED,
                                  half)
from benchmark.medians import Medians
from benchmark.orders import BATCH

WORDS = {UNSIGNED: "unsigned creates, every second one trades", RESTING: "unsigned creates that rest",
         SIGNED: "signed creates", FULL: "unsigned creates, --durability full",
         READ_ORDER: "GET /v1/orders/{id}", READ_BBO: "GET /v1/bbo/{market}"}


def rows(samples, sync=None):
    """`sync` is the disk's fdatasync in milliseconds."""
    figures = Medians(samples)
    return [*signed_rows(figures), *rate_rows(figures), *full_rows(figures, sync), *read_rows(figures),
            *latency_rows(figures), *batch_rows(figures), *other_rates(figures), *other_latencies(figures)]


def rate(value):
    return f"{value:,.0f}"


def milliseconds(value):
    return f"{value:.3f}"


def compared(figures, what, ours, peer, connections, figure, cell, bound=None, limit=None):
    """One row: ours next to the peer's. `bound` is the goal for their ratio, and `limit` says which side of
    it is good."""
    value = figures(ours, connections, figure)
    theirs = figures(peer, connections, figure)
    ratio = figures.ratio(ours, peer, connections, figure) if value and theirs else None
    name = peer.partition(",")[0]
    goal = limit(bound, ratio, f" x {name}") if bound else None
    shown = f"{name} {cell(theirs)}" if theirs else f"{name}: not measured"
    return report.Row(f"{what}, {report.connections(connections)}", value and cell(value), shown, ratio, goal)


def signed_rows(figures):
    """Signed creates next to bare verifications: a create hashes the order, too, and is durable."""
    yield compared(figures, f"{WORDS[SIGNED]}: /s", SIGNED, signatures.PEER, 32, "per_second", rate, 5,
                   report.at_least)


def rate_rows(figures):
    for ours in (UNSIGNED, RESTING):
        what = WORDS[ours]
        yield compared(figures, f"{what}: /s", ours, "nginx", 32, "per_second", rate, 0.75, report.at_least)
        yield compared(figures, f"{what}: /s", ours, "node", 32, "per_second", rate, 2.7, report.at_least)
        yield compared(figures, f"{what}: CPU us each", ours, "nginx", 32, "cpu", "{:.1f}".format, 1.35,
                       report.at_most)


def full_rows(figures, sync):
    what = f"{WORDS[FULL]}: /s"
    yield compared(figures, what, FULL, "nginx", 32, "per_second", rate, 0.45, report.at_least)
    p99 = figures(FULL, 32, "p99")
    yield report.Row(f"{WORDS[FULL]}: p99 ms, {report.connections(32)}", p99 and f"{p99:.2f}",
                     sync and f"fdatasync {sync:.2f}", goal=report.at_most(20, p99, " ms"))


def read_rows(figures):
    for ours in (READ_ORDER, READ_BBO):
        yield compared(figures, f"{WORDS[ours]}: /s", ours, NGINX_READS, 32, "per_second", rate, 0.85,
                       report.at_least)


def latency_rows(figures):
    yield compared(figures, f"{WORDS[UNSIGNED]}: p50 ms", UNSIGNED, "nginx", 1, "p50", milliseconds, 1.25,
                   report.at_most)
    ours, peer = half(UNSIGNED), half("nginx")
    pace = figures(ours, 32, "per_second")
    what = f"p99.9 ms at half load{f', {pace:,.0f}/s' if pace else ''}"
    yield compared(figures, what, ours, peer, 32, "p999", milliseconds, 2, report.at_most)
    value = figures(ours, 32, "p999")
    yield report.Row(f"{what}, {report.connections(32)}", value and milliseconds(value),
                     goal=report.at_most(5, value, " ms"))


def batch_rows(figures):
    """Without signatures; a batch counts as one request."""
    ten, one = figures(BATCHES, 32, "cpu"), figures(RESTING, 32, "cpu")
    ratio = figures.ratio(BATCHES, RESTING, 32, "cpu") / BATCH if ten and one else None
    yield report.Row("ten resting orders in a batch against ten requests: CPU us an order",
                     ten and f"{ten / BATCH:.2f}", one and f"single {one:.2f}", ratio,
                     report.at_most(0.166, ratio, " x single"))


def other_rates(figures):
    """What has no goal."""
    if figures(signatures.BARE, 32, "per_second"):
        row = compared(figures, "", signatures.BARE, signatures.PEER, 32, "per_second", rate)
        row.what = "signed orders hashed and verified, nothing else: /s"
        yield row
    for connections in (1, 256):
        for peer in ("nginx", "node"):
            if figures(UNSIGNED, connections, "per_second") and figures(peer, connections, "per_second"):
                yield compared(figures, f"{WORDS[UNSIGNED]}: /s", UNSIGNED, peer, connections, "per_second",
                               rate)
    for connections in (1, 256):
        if figures(SIGNED, connections, "per_second"):
            yield report.Row(f"{WORDS[SIGNED]}: /s, {report.connections(connections)}",
                             rate(figures(SIGNED, connections, "per_second")))
    if figures(SIGNED, 32, "cpu"):
        yield compared(figures, f"{WORDS[SIGNED]}: CPU us each", SIGNED, signatures.PEER, 32, "cpu",
                       "{:.1f}".format)


def other_latencies(figures):
    for connections in (1, 32, 256):
        for peer in ("nginx", "node"):
            if figures(UNSIGNED, connections, "p50") and figures(peer, connections, "p50"):
                yield report.Row(
                    f"{WORDS[UNSIGNED]}: p50 / p99 ms, {report.connections(connections)}",
                    both(figures, UNSIGNED, connections), f"{peer} {both(figures, peer, connections)}",
                    figures.ratio(UNSIGNED, peer, connections, "p50"))


def both(figures, contender, connections):
    return f"{figures(contender, connections, 'p50'):.2f} / {figures(contender, connections, 'p99'):.2f}"
