"""The table's rows about what WebSockets are told."""

from benchmark import fanout, report, servers
from benchmark.medians import Medians
from benchmark.websocket import ORDERS_PER_MESSAGE

OURS, NODE, UWS = servers.Mock.name, servers.Node.name, servers.UWebSockets.name
# The audience of the goal.
MANY = 100

# The share of their CPU from which subscribers and wrk are called the limit.
FULL = 0.9


def rows(rates, delays):
    rates, delays = Medians(rates, "subscribers"), Medians(delays, "subscribers")
    note_limits(rates)
    return [row for make in (rate_rows, cpu_rows) for row in make(rates)] + list(delay_rows(delays))


def note_limits(figures):
    """Says where not the server was measured but what listens to it."""
    for contender in (OURS, NODE, UWS):
        for count in sizes(figures):
            if is_limited(figures, contender, count):
                report.note(f"{contender} with {report.subscribers(count)}: their CPU, which is wrk's too, "
                            "was full; the server may be able to tell more")


def is_limited(figures, contender, count):
    share = figures(contender, count, "load_share")
    return share is not None and share >= FULL


def sizes(figures):
    return sorted({sample.subscribers for sample in figures.samples})


def peers(figures):
    """Those that were measured."""
    found = [name for name in (UWS, NODE) if any(sample.contender == name for sample in figures.samples)]
    return found or [None]


def rate_rows(figures):
    for count in sizes(figures) or [MANY]:
        for peer in peers(figures):
            what = f"messages/s to {report.subscribers(count)}, orders on {fanout.CONNECTIONS} connections"
            yield row(what, figures, peer, count, lambda name: rate(figures, name, count), "per_second",
                      peer == peers(figures)[0] and count == MANY)


def goal(peer, ratio):
    """0.9 x uWebSockets where that can be built, else 1.4 x node's."""
    if peer == NODE:
        return report.at_least(1.4, ratio, " x node")
    return report.at_least(0.9, ratio, f" x {UWS}")


def rate(figures, contender, count):
    # A lower bound where those who listen are the limit.
    bound = ">= " if is_limited(figures, contender, count) else ""
    return f"{bound}{figures(contender, count, 'per_second'):,.0f}"


def cpu_rows(figures):
    """A message's share of the orders shrinks with the subscribers; what one subscriber more costs does not.
    The server's share of the time holds what it does after the last message, too, and may exceed 100."""
    if not figures.samples:
        return
    least, most = sizes(figures)[0], sizes(figures)[-1]
    for peer in peers(figures):
        yield row("a message to one subscriber more: CPU us", figures, peer, most,
                  lambda name: f"{further_cpu(figures, name, least, most):.2f}")
        for count in sizes(figures):
            yield row(f"messages to {report.subscribers(count)}: CPU us each, with their orders", figures,
                      peer, count, lambda name: f"{figures(name, count, 'cpu'):.2f}", "cpu")
            yield row(f"CPU with {report.subscribers(count)}, %: server / them and wrk", figures, peer, count,
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
        for peer in peers(figures):
            yield row(f"order to message, 1 connection, {report.subscribers(count)}: p50 / p99 ms", figures,
                      peer, count, lambda name: both(figures, name, count), "p50")


def both(figures, contender, count):
    return f"{figures(contender, count, 'p50'):.2f} / {figures(contender, count, 'p99'):.2f}"


def row(what, figures, peer, count, cell, ratio=None, has_goal=False):
    """Ours next to a peer's; `ratio` is the figure that is compared."""
    if not figures.samples:
        return report.Row(what, "not measured", goal=goal(None, None))
    value = figures.ratio(OURS, peer, count, ratio) if peer and ratio else None
    shown = f"{peer} {cell(peer)}" if peer else f"{UWS}, {NODE}: not measured"
    return report.Row(what, cell(OURS), shown, value, goal(peer, value) if has_goal else None)
