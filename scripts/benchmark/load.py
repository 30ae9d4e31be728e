"""Puts a load on a server and checks that every answer was earned."""

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
    # Requests, all of them answered with a yes.
    orders: int
    per_second: float
    # Milliseconds; wrk's are with its correction for requests that a slow answer kept from being sent.
    p50: float
    p99: float
    # Microseconds of CPU for an answer, with all that the server did for it afterwards.
    cpu: float
    # Milliseconds; None from wrk, whose correction makes it up.
    p999: float = None


def run(processes, server, contender, requests, connections, seconds):
    """Loads `server` with the file of requests for some seconds, as fast as it answers."""
    return measured(server, contender, connections,
                    lambda: wrk(processes, server.url, requests, connections, seconds))


def run_paced(processes, server, contender, program, requests, connections, rate, seconds):
    """The same at a given rate, with the program of paced.c."""
    command = [program, server.port, connections, rate, seconds, requests]
    return measured(server, contender, connections,
                    lambda: result(processes, command, seconds + 20))


def measured(server, contender, connections, generate):
    settled = system.cpu_seconds(server.pid)
    outcome = generate()
    if outcome["refused"] or outcome["broken"] or outcome["answered"] != outcome["issued"]:
        raise LoadError(
            f"{contender} with {connections} connections: of {outcome['issued']} requests "
            f"{outcome['answered']} were answered, {outcome['refused']} of them with a refusal; "
            f"{outcome['broken']} connections broke")
    system.settle(server.pid)
    cpu = (system.cpu_seconds(server.pid) - settled) / outcome["answered"]
    return Sample(contender, connections, outcome["answered"], outcome["answered"] / outcome["seconds"],
                  outcome["p50"], outcome["p99"], cpu * 1e6, outcome.get("p999"))


def on_exchange(run):
    """A load that consists of commands: the journal must have grown by exactly what was said yes to."""
    def counted(processes, server, contender, *arguments):
        before = server.last_sequence()
        sample = run(processes, server, contender, *arguments)
        rows = server.journaled(after=before)
        if rows != sample.orders:
            raise LoadError(f"{contender} with {sample.connections} connections: {sample.orders} requests "
                            f"were answered with a yes but the journal has {rows} of them")
        return sample
    return counted


run_on_exchange = on_exchange(run)
run_paced_on_exchange = on_exchange(run_paced)


def wrk(processes, url, requests, connections, seconds):
    duration = math.ceil(seconds + TAIL)
    return result(processes, [
        "wrk", "-t", 1, "-c", connections, "-d", f"{duration}s", "--timeout", "10s", "-s", SCRIPT, url, "--",
        requests, seconds], duration + 20)


def result(processes, command, patience):
    """What a load generator says at its end."""
    process = processes.start_load(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        output, _ = process.communicate(timeout=patience)
    except subprocess.TimeoutExpired:
        raise LoadError(f"{command[0]} did not end after {patience} s") from None
    finally:
        processes.stop(process)
    results = [line for line in output.splitlines() if line.startswith('{"issued"')]
    if not results:
        raise LoadError(f"{command[0]} said: {output.strip()[-300:]}")
    return json.loads(results[0])
