"""The table's rows about what WebSockets are told."""

from benchmark import fanout, report, servers
from benchmark.medians import Medians
from benchmark.websocket import ORDERS_PER_MESSAGE

OURS, PEER = servers.Mock.name, servers.Node.name

# The share of their CPU from which subscribers and wrk are called the limit.
FULL = 0.9


def rows(rates, delays):
    rates, delays = Medians(rates, "subscribers"), Medians(delays, "subscribers")
    note_limits(rates)
    return [row for make in (rate_rows, cpu_rows) for row in make(rates)] + list(delay_rows(delays))


def note_limits(figures):
    """Says where not the server was measured but what listens to it."""
    for contender in (OURS, PEER):
        for count in sizes(figures):
            if is_limited(figures, contender, count):
                report.note(f"{contender} with {report.subscribers(count)}: their CPU, which is wrk's too, "
                            "was full; the server may be able to tell more")


def is_limited(figures, contender, count):
    share = figures(contender, count, "load_share")
    return share is not None and share >= FULL


def sizes(figures):
    return sorted({sample.subscribers for sample in figures.samples})


def rate_rows(figures):
    for count in sizes(figures):
        yield row(f"messages/s to {report.subscribers(count)}, orders on {fanout.CONNECTIONS} connections",
                  figures, count, lambda name: rate(figures, name, count), "per_second")


def rate(figures, contender, count):
    # A lower bound where those who listen are the limit.
    bound = ">= " if is_limited(figures, contender, count) else ""
    return f"{bound}{figures(contender, count, 'per_second'):,.0f}"


def cpu_rows(figures):
    """A message's share of the orders shrinks with the subscribers; what one subscriber more costs does not.
    The server's share of the time holds what it does after the last message, too, and may exceed 100."""
    for count in sizes(figures):
        yield row(f"messages to {report.subscribers(count)}: CPU us each, with their orders", figures, count,
                  lambda name: f"{figures(name, count, 'cpu'):.2f}", "cpu")
    least, most = sizes(figures)[0], sizes(figures)[-1]
    yield row("a message to one subscriber more: CPU us", figures, most,
              lambda name: f"{further_cpu(figures, name, least, most):.2f}")
    for count in sizes(figures):
        yield row(f"CPU with {report.subscribers(count)}, %: server / them and wrk", figures, count,
                  lambda name: f"{percent(figures, name, count, 'server_share')} / "
                               f"{percent(figures, name, count, 'load_share')}")


def further_cpu(figures, contender, least, most):
    order = figures(contender, most, "order_cpu") - figures(contender, least, "order_cpu")
    return order * ORDERS_PER_MESSAGE / (most - least)


def percent(figures, contender, count, figure):
    return f"{figures(contender, count, figure) * 100:.0f}"


def delay_rows(figures):
    """The ratio is the one of p50."""
    for count in sizes(figures):
        yield row(f"order to message, 1 connection, {report.subscribers(count)}: p50 / p99 ms", figures,
                  count, lambda name: both(figures, name, count), "p50")


def both(figures, contender, count):
    return f"{figures(contender, count, 'p50'):.2f} / {figures(contender, count, 'p99'):.2f}"


def row(what, figures, count, cell, ratio=None):
    """Ours next to the peer's, if there is a peer; `ratio` is the figure that is compared."""
    has_peer = any(sample.contender == PEER for sample in figures.samples)
    return report.Row(what, cell(OURS), f"{PEER} {cell(PEER)}" if has_peer else None,
                      figures.ratio(OURS, PEER, count, ratio) if has_peer and ratio else None)
