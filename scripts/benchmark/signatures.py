"""Bare verifications of signatures next to signed creates: starknet-crypto's and our own."""

import pathlib

from benchmark import hidden
from benchmark.environments import environment, python310
from benchmark.load import Sample

PROGRAM = pathlib.Path(__file__).resolve().parent / "starknet_verify.py"
REQUIREMENT = "starknet-crypto-py==0.3.0"
PEER, BARE = "starknet-crypto", "ours, bare verifications"
COMMAND = "measure-signatures"
FIGURE = "verifications per second"


def verifiers(context):
    """Those that can be had here, as functions of a time in seconds."""
    found = {}
    if has_command(context):
        found[BARE] = lambda seconds: hidden.measured(context, COMMAND, "--seconds", seconds)
    else:
        hidden.note_missing(COMMAND)
    # Its wheels are for 3.10 alone.
    python = environment("starknet-crypto", REQUIREMENT, python310())
    if python:
        found[PEER] = lambda seconds: hidden.outcome(context, [python, PROGRAM, seconds])
    return found


def has_command(context):
    return hidden.measured(context, COMMAND, "--seconds", 0.01) is not None


def sample(name, verify, connections, seconds):
    """One time of verifications as a sample beside the loads."""
    figures = verify(seconds)
    rate = figures[FIGURE]
    return Sample(name, connections, int(rate * seconds), rate, 1000 / rate, 1000 / rate, 1e6 / rate)
