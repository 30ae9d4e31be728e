"""Puts a load on a server with wrk and checks that every answer was earned."""

import dataclasses
import json
import math
import pathlib
import subprocess

from benchmark import processes as system

SCRIPT = pathlib.Path(__file__).resolve().parent / "load.lua"

# Seconds between the last request and wrk's end; the last replies arrive in it.
TAIL = 0.4


class LoadError(Exception):
    """A load that proves nothing, in one line for the person at the console."""


@dataclasses.dataclass
class Sample:
    """One load on one server."""

    contender: str
    connections: int
    orders: int
    per_second: float
    # Milliseconds, with wrk's correction for requests that a slow answer kept from being sent.
    p50: float
    p99: float
    # Microseconds of CPU for an answer, with all that the server did for it afterwards.
    cpu: float


def run(processes, server, contender, requests, connections, seconds):
    """Loads `server` with the file of requests for some seconds."""
    settled = system.cpu_seconds(server.pid)
    result = wrk(processes, server.url, requests, connections, seconds)
    if result["refused"] or result["broken"] or result["answered"] != result["issued"]:
        raise LoadError(
            f"{contender} with {connections} connections: of {result['issued']} requests "
            f"{result['answered']} were answered, {result['refused']} of them with a refusal; "
            f"{result['broken']} connections broke")
    system.settle(server.pid)
    cpu = (system.cpu_seconds(server.pid) - settled) / result["answered"]
    return Sample(contender, connections, result["answered"], result["answered"] / result["seconds"],
                  result["p50"], result["p99"], cpu * 1e6)


def run_on_exchange(processes, server, contender, requests, connections, seconds):
    """The same for the exchange, whose journal must have grown by exactly the orders it said yes to."""
    before = server.last_sequence()
    sample = run(processes, server, contender, requests, connections, seconds)
    rows = server.journal_rows(after=before)
    if rows != sample.orders:
        raise LoadError(f"{contender} with {connections} connections: {sample.orders} orders were answered "
                        f"201 but the journal has {rows} of them")
    return sample


def wrk(processes, url, requests, connections, seconds):
    duration = math.ceil(seconds + TAIL)
    process = processes.start_load(
        ["wrk", "-t", 1, "-c", connections, "-d", f"{duration}s", "--timeout", "10s", "-s", SCRIPT, url,
         "--", requests, seconds], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        output, _ = process.communicate(timeout=duration + 20)
    except subprocess.TimeoutExpired:
        raise LoadError(f"wrk did not end after {duration} s on {url}") from None
    finally:
        processes.stop(process)
    results = [line for line in output.splitlines() if line.startswith('{"issued"')]
    if not results:
        raise LoadError(f"wrk said: {output.strip()[-300:]}")
    return json.loads(results[0])
