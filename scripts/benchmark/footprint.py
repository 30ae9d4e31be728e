"""Start-up, memory, and what the disk allows."""

import contextlib
import json
import os
import shutil
import statistics
import time

from benchmark import orders, report, servers
from benchmark import processes as system
from benchmark.load import LoadError

RESTING_ORDERS = 100_000
BATCH = 10
SYNCS = 100
MEGABYTE = 1e6


def measure(binary, root, directory, processes, settings):
    starts, nginx = startup(binary, directory, processes, settings.starts)
    idle, nginx_idle, full = memory(binary, root, directory, processes)
    sync = statistics.median(sync_seconds(directory))
    raw = {"starts": starts, "nginx starts": nginx, "idle bytes": idle, "resting bytes": full,
           "fdatasync seconds": sync}
    each = (full - idle) / RESTING_ORDERS
    return [
        startup_row(starts, nginx),
        report.Row("memory idle, MB", f"{idle / MEGABYTE:.1f}",
                   nginx_idle and f"nginx {nginx_idle / MEGABYTE:.1f}", nginx_idle and idle / nginx_idle,
                   report.Goal("< 25", idle < 25 * MEGABYTE)),
        report.Row(f"memory with {RESTING_ORDERS:,} resting orders, MB", f"{full / MEGABYTE:.1f}"),
        report.Row("bytes for a resting order", f"{each:,.0f}"),
        report.Row("the disk's fdatasync of 4 KiB, ms", None, f"{sync * 1000:.2f}"),
    ], raw


def startup(binary, directory, processes, count):
    """Seconds from spawn to the ready line, with a new database each time, and from spawn to nginx's first
    answer, in turn."""
    ours, nginx = [], []
    has_nginx = shutil.which("nginx") is not None
    for number in range(count):
        ours.append(started(processes, servers.Mock, binary, directory / f"start{number}"))
        if has_nginx:
            nginx.append(started(processes, servers.Nginx, directory / f"nginx-start{number}"))
    return ours, nginx


def started(processes, kind, *arguments):
    server = kind(processes, *arguments)
    processes.stop(server.process)
    return server.startup_seconds


def startup_row(ours, nginx):
    seconds = statistics.median(ours)
    other = statistics.median(nginx) if nginx else None
    return report.Row("start to ready, ms", f"{seconds * 1000:.0f}", other and f"nginx {other * 1000:.0f}",
                      other and seconds / other, report.Goal("< 100", seconds < 0.1))


def memory(binary, root, directory, processes):
    """Resident bytes of an idle exchange, of an idle nginx, and of the exchange with many resting orders."""
    markets = roomy_markets(root / "fixtures/markets.json", directory / "markets.json")
    exchange = servers.Mock(
        processes, binary, directory / "memory", "--signatures", "off", "--markets", markets)
    idle = idle_bytes(exchange)
    fill(exchange)
    system.settle(exchange.pid)
    rest = exchange.query("SELECT count(*) FROM orders WHERE status = 'OPEN'")
    if rest != RESTING_ORDERS:
        raise LoadError(f"{RESTING_ORDERS} orders were sent to rest, {rest} are open")
    full = system.resident_bytes(exchange.pid)
    processes.stop(exchange.process)
    return idle, nginx_idle_bytes(processes, directory), full


def idle_bytes(server):
    with contextlib.closing(servers.connection(server)) as client:
        servers.ask(client, "GET", "/v1/system/state")
    system.settle(server.pid)
    return system.resident_bytes(server.pid)


def nginx_idle_bytes(processes, directory):
    if shutil.which("nginx") is None:
        return None
    nginx = servers.Nginx(processes, directory / "nginx-memory")
    idle = idle_bytes(nginx)
    processes.stop(nginx.process)
    return idle


def roomy_markets(source, target):
    """The markets with room for every order in one account: by default 150 may be open."""
    content = json.loads(source.read_text())
    for market in content["markets"]:
        market["max_open_orders"] = 10 * RESTING_ORDERS
    target.write_text(json.dumps(content))
    return target


def fill(exchange):
    """Places orders that rest: bids at a thousand prices below the mark, in batches, by ten accounts."""
    tokens = [exchange.login(account) for account in exchange.accounts]
    with contextlib.closing(servers.connection(exchange)) as client:
        for number in range(RESTING_ORDERS // BATCH):
            bids = [orders.order("BUY", str(50_000 + (number * BATCH + index) % 1000))
                    for index in range(BATCH)]
            headers = {"Authorization": f"Bearer {tokens[number % len(tokens)]}",
                       "Content-Type": "application/json"}
            status, body = servers.ask(client, "POST", "/v1/orders/batch", json.dumps(bids), headers)
            if status != 201:
                raise LoadError(f"POST /v1/orders/batch answered {status}: {body[:200]}")


def sync_seconds(directory):
    """What a commit costs at least where the databases are: a page written and synced."""
    page = bytes(4096)
    with open(directory / "sync", "wb", buffering=0) as file:
        for _ in range(SYNCS):
            began = time.perf_counter()
            file.write(page)
            os.fdatasync(file.fileno())
            yield time.perf_counter() - began
