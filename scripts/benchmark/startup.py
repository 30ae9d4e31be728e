"""How soon the exchange answers: new, and with a hundred thousand orders in its journal."""

import contextlib
import shutil
import signal
import statistics

from benchmark import orders, report, servers
from benchmark import processes as system
from benchmark.client import Client, send_all
from benchmark.load import LoadError

COMMANDS = 100_000


def measure(context):
    empty, nginx = fresh(context)
    settled, killed, behind = replays(context)
    rows = [start_row(empty, nginx), replay_row("settled", settled), replay_row("killed", killed),
            report.Row("entries that the killed server's ledger was behind", f"{behind:,}")]
    return rows, {"starts": empty, "nginx starts": nginx, "replays": settled, "replays after kill -9": killed}


def fresh(context):
    """Seconds from spawn to the first answer, with a new database each time, ours and nginx in turn."""
    ours, nginx = [], []
    has_nginx = shutil.which("nginx") is not None
    for number in range(context.settings.starts):
        ours.append(seconds(context, servers.Mock, context.binary, context.directory / f"start{number}"))
        if has_nginx:
            nginx.append(seconds(context, servers.Nginx, context.directory / f"nginx-start{number}"))
    return ours, nginx


def seconds(context, kind, *arguments):
    server = kind(context.processes, *arguments)
    context.processes.stop(server.process)
    return server.startup_seconds


def start_row(ours, nginx):
    value, other = statistics.median(ours), statistics.median(nginx) if nginx else None
    ratio = other and value / other
    return report.Row("start to first answer, ms", f"{value * 1000:.1f}",
                      f"nginx {other * 1000:.1f}" if other else "nginx: not measured", ratio,
                      report.at_most(2, ratio, " x nginx"))


def replays(context):
    """The same for a database that a server left in good order, and for one whose server was killed while
    its ledger lay behind; and how far behind."""
    source = context.directory / "replay"
    server = filled(context, source)
    system.settle(server.pid)
    context.processes.stop(server.process)
    settled = restarts(context, source)
    shutil.rmtree(source)
    server = filled(context, source)
    server.process.send_signal(signal.SIGKILL)
    context.processes.stop(server.process)
    behind = server.query("SELECT (SELECT max(sequence) FROM journal) - sequence FROM ledger_mark")
    killed = restarts(context, source)
    shutil.rmtree(source)
    return settled, killed, behind


def filled(context, directory):
    server = servers.Mock(context.processes, context.binary, directory, "--signatures", "off")
    file = orders.trading(server, directory / "orders")
    with contextlib.closing(Client(server.port)) as client:
        send_all(client, file, COMMANDS)
    return server


def restarts(context, source):
    """Starts on copies, since a start brings the ledger up to date."""
    times = []
    for number in range(context.settings.rounds):
        copy = context.directory / f"{source.name}-copy{number}"
        shutil.copytree(source, copy)
        server = servers.Mock(context.processes, context.binary, copy)
        if (rows := server.journaled(after=0)) < COMMANDS:
            raise LoadError(f"{COMMANDS} orders were sent, the journal has {rows} commands after a restart")
        context.processes.stop(server.process)
        times.append(server.startup_seconds)
        shutil.rmtree(copy)
    return times


def replay_row(what, times):
    value = statistics.median(times) * 1000
    return report.Row(f"start with {COMMANDS:,} orders to replay, {what}, ms", f"{value:.0f}",
                      goal=report.at_most(300, value, " ms"))
