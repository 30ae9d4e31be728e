"""Bare verifications of signatures next to signed creates: starknet-crypto's and our own."""

import pathlib

from benchmark import hidden, orders
from benchmark.environments import environment, python310
from benchmark.load import Sample

PROGRAM = pathlib.Path(__file__).resolve().parent / "starknet_verify.py"
REQUIREMENT = "starknet-crypto-py==0.3.0"
PEER, BARE = "starknet-crypto", "ours, bare checks"
COMMAND = "verify-orders"
FIGURE = "per_second"


def verifiers(context):
    """Those that can be had here, as functions of a time in seconds."""
    found = {}
    file = orders.signed_bodies(context.binary, context.directory / "signed-bodies")
    if file and check(context, file, 0):
        found[BARE] = lambda seconds: check(context, file, seconds)
    else:
        hidden.note_missing(COMMAND)
    # Its wheels are for 3.10 alone.
    python = environment("starknet-crypto", REQUIREMENT, python310())
    if python:
        found[PEER] = lambda seconds: hidden.outcome(context, [python, PROGRAM, seconds])
    return found


def check(context, file, seconds):
    """Hashes and verifies signed orders."""
    with open(file) as source:
        return hidden.measured(context, COMMAND, "--seconds", seconds, source=source)


def run(processes, server, name, verify, connections, seconds):
    """Some seconds of verifications as a sample beside the loads, on the CPU of the servers."""
    figures = verify(seconds)
    rate = figures[FIGURE]
    return Sample(name, connections, int(rate * seconds), rate, 1000 / rate, 1000 / rate, 1e6 / rate)
