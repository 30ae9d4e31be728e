"""Instructions for one unsigned create, by callgrind: the difference of two runs of unlike length, so that
start and stop do not count. Unlike times it hardly varies, whatever else the machine does."""

import concurrent.futures
import contextlib
import shutil

from benchmark import limits, native, orders, report, requests, servers
from benchmark.client import Client

CONNECTIONS = 32
ACCOUNTS = 40
# Creates in the shorter and in the longer run. The shorter warms up what is made at first use.
SHORT, LONG = 640, 3200
LOADS = ("rest", "trade")
TOOLS = ("valgrind", "strip")


def measure(context):
    if not is_possible():
        return [row(load, None) for load in LOADS], {}
    counts = {load: count(context, load) for load in LOADS}
    return [row(load, counts[load]) for load in LOADS], {"instructions": counts}


def is_possible():
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    if missing:
        report.note(f"skipped instructions: {' and '.join(missing)} not installed "
                    "(apt-get install valgrind binutils)")
    return not missing


def row(load, counted):
    goal = report.at_most(limits.INSTRUCTIONS_GOAL, counted) if load == "rest" else None
    what = {"rest": "that rests", "trade": "of which every second one trades"}[load]
    return report.Row(f"instructions for one unsigned create {what}, {report.connections(CONNECTIONS)}",
                      f"{counted:,.0f}" if counted else "not measured", goal=goal)


def count(context, load):
    """The two runs side by side: each is busy for itself."""
    binary = native.stripped(context.binary, context.directory)
    with concurrent.futures.ThreadPoolExecutor() as pool:
        short, long = pool.map(
            lambda number: total(profile(context, binary, load, number)), (SHORT, LONG))
    return (long - short) / (LONG - SHORT)


def profile(context, binary, load, number):
    """The file that callgrind writes of a server that takes `number` creates."""
    directory = context.directory / f"count-{load}-{number}"
    server, output = observed(context, binary, directory, "--signatures", "off", "--accounts", ACCOUNTS)
    create(server, bodies(server, load, number))
    context.processes.stop(server.process)
    return output


def observed(context, binary, directory, *flags):
    """A server under callgrind, and the file that it leaves when it stops."""
    output = directory / "callgrind.out"
    server = servers.Mock(
        context.processes, binary, directory, *flags,
        launcher=["valgrind", "--tool=callgrind", f"--callgrind-out-file={output}"], patience=120)
    return server, output


def bodies(server, load, number):
    tokens = orders.tokens(server)
    return [requests.post(orders.PATH, tokens[index % ACCOUNTS], order(load, index))
            for index in range(number)]


def order(load, index):
    side = "BUY" if index % 2 == 0 else "SELL"
    if load == "trade":
        return orders.order(side, "64000")
    return orders.order(side, str((50_000 if side == "BUY" else 70_000) + index * 7 % 1000))


def create(server, bodies):
    """One request a connection, then all their replies, so that every turn of the server has all of them."""
    with contextlib.ExitStack() as stack:
        clients = [stack.enter_context(contextlib.closing(Client(server.port))) for _ in range(CONNECTIONS)]
        for start in range(0, len(bodies), CONNECTIONS):
            for client, body in zip(clients, bodies[start:]):
                client.send(body)
            for client in clients:
                client.reply()


def total(file):
    """All instructions of a run."""
    with open(file) as lines:
        return next(int(line.split()[1]) for line in lines if line.startswith(("totals:", "summary:")))
