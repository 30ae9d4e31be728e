"""Resident memory: idle, with many resting orders, and with many idle connections."""

import contextlib
import resource
import shutil
import time

from benchmark import orders, report, requests, servers
from benchmark import processes as system
from benchmark.client import Client, send_all
from benchmark.load import LoadError

RESTING_ORDERS = 100_000
CONNECTIONS = 5000
# The exchange looks twice a second whether there is memory to give back.
LOOK_SECONDS = 1.0
MEGABYTE = 1e6


def measure(context):
    idle, full = resting(context)
    nginx_idle = nginx_idle_bytes(context)
    before, during, after = idle_connections(context)
    order, connection = (full - idle) / RESTING_ORDERS, (during - before) / CONNECTIONS
    kept = (after - before) / max(during - before, 1)
    rows = [
        report.Row("memory idle, MB", f"{idle / MEGABYTE:.1f}",
                   nginx_idle and f"nginx {nginx_idle / MEGABYTE:.1f}", nginx_idle and idle / nginx_idle,
                   report.at_most(16, idle / MEGABYTE, " MB")),
        report.Row(f"bytes for a resting order, of {RESTING_ORDERS:,} with client ids", f"{order:,.0f}",
                   goal=report.at_most(400, order)),
        report.Row(f"bytes for an idle connection, of {CONNECTIONS:,}", f"{connection:,.0f}",
                   goal=report.at_most(4000, connection)),
        report.Row("of that kept after they closed, %", f"{kept * 100:.0f}",
                   goal=report.at_most(10, kept * 100, " %")),
    ]
    return rows, {"idle bytes": idle, "resting bytes": full,
                  "connection bytes": [before, during, after]}


def resting(context):
    """Resident bytes of an idle exchange, and of the same with many resting orders."""
    exchange = servers.Mock(context.processes, context.binary, context.directory / "memory", "--signatures",
                            "off", "--markets", context.roomy_markets)
    idle = idle_bytes(exchange)
    with contextlib.closing(Client(exchange.port)) as client:
        send_all(client, named_batches(exchange, context.directory / "named"), RESTING_ORDERS // orders.BATCH)
    system.settle(exchange.pid)
    open_orders = exchange.query("SELECT count(*) FROM orders WHERE status = 'OPEN'")
    if open_orders != RESTING_ORDERS:
        raise LoadError(f"{RESTING_ORDERS} orders were sent to rest, {open_orders} are open")
    full = system.resident_bytes(exchange.pid)
    context.processes.stop(exchange.process)
    return idle, full


def named_batches(server, file):
    """Orders that rest, each with a client id of its own, as long as people make them."""
    logins = orders.tokens(server)
    batches = []
    for number in range(RESTING_ORDERS // orders.BATCH):
        account = number % len(logins)
        batch = [dict(orders.resting_order(number * orders.BATCH + index, account),
                      client_id=f"order-{number:08}-{index}") for index in range(orders.BATCH)]
        batches.append(requests.post(orders.BATCH_PATH, logins[account], batch))
    return requests.write(file, batches)


def idle_bytes(server):
    with contextlib.closing(servers.connection(server)) as client:
        servers.ask(client, "GET", "/v1/system/state")
    return settled_bytes(server)


def settled_bytes(server):
    time.sleep(LOOK_SECONDS)
    system.settle(server.pid)
    return system.resident_bytes(server.pid)


def nginx_idle_bytes(context):
    if shutil.which("nginx") is None:
        return None
    nginx = servers.Nginx(context.processes, context.directory / "nginx-memory")
    idle = idle_bytes(nginx)
    context.processes.stop(nginx.process)
    return idle


def idle_connections(context):
    """Resident bytes before, with, and after many connections that have each asked once."""
    allow_files(CONNECTIONS + 500)
    exchange = servers.Mock(context.processes, context.binary, context.directory / "idle")
    before = idle_bytes(exchange)
    with contextlib.ExitStack() as stack:
        for _ in range(CONNECTIONS):
            client = stack.enter_context(contextlib.closing(Client(exchange.port)))
            client.send(requests.get("/v1/system/state"))
            client.reply()
        system.settle(exchange.pid)
        during = system.resident_bytes(exchange.pid)
    after = settled_bytes(exchange)
    context.processes.stop(exchange.process)
    return before, during, after


def allow_files(count):
    """Lets this process, and the server that it starts, have so many sockets."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < count:
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(count, hard), hard))
