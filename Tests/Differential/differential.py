"""Lets paradex-mock's matching engine and an independent one carry out the same operations.

    differential.py --binary PATH [--operations N] [--seed S] [--peer NAME]    random operations
    differential.py --binary PATH --replay FILE [--peer NAME]                  those of a file

Exit code 1 and the shortest failing list of operations that could be found if the two differ anywhere.
"""

import argparse
import importlib
import sys
import tempfile
import time
from pathlib import Path

from comparison import Mismatch, compare, shortened
from operations import Generator
from peer import Peer

PEERS = {"obook": ("obook_peer", "Obook"), "orderly-chaos": ("orderly_chaos_peer", "OrderlyChaos")}
"""Modules and classes by the name of their package."""
SHORTENING_SECONDS = 60
SHOWN = 30
"""Lines of a failing list that are printed."""


def peer_type(name: str) -> type[Peer]:
    """Imports a peer, whose package only it needs."""
    module, kind = PEERS[name]
    return getattr(importlib.import_module(module), kind)


def generated(peer: type[Peer], operations: int, seed: int) -> list[str]:
    return list(Generator(seed, peer.post_only, peer.self_trades).operations(operations))


def explained(binary: str, peer: type[Peer], operations: list[str], mismatch: Mismatch, title: str) -> str:
    """A mismatch with the fewest operations that show one. They are also left in a file for --replay."""

    def find(attempt):
        return compare(binary, peer(), attempt).mismatch

    fewest = shortened(operations[: mismatch.number], find, SHORTENING_SECONDS)
    again = find(fewest)
    file = Path(tempfile.gettempdir()) / f"differential-{title}.txt"
    file.write_text("".join(f"{operation}\n" for operation in fewest))
    lines = "\n".join(f"    {operation}" for operation in fewest[-SHOWN:])
    difference = again.difference() if again else "none differs now: one of the engines does not repeat"
    return (
        f"MISMATCH in {title}, {mismatch.difference()}\n"
        f"Shortened to {len(fewest)} of {mismatch.number} operations; up to the last {SHOWN} are:\n{lines}\n"
        f"Of them, {difference}\n"
        f"To repeat it: Tests/Differential/run --replay {file} --peer {peer.name}"
    )


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--binary", required=True, help="the paradex-mock to test")
    options.add_argument("--operations", type=int, default=20_000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--peer", choices=PEERS, default="obook")
    options.add_argument("--replay", type=Path, help="a file of operations, in place of random ones")
    options = options.parse_args()
    try:
        peer = peer_type(options.peer)
    except ModuleNotFoundError as error:
        print(f"{error}: see Tests/Differential/requirements.txt", file=sys.stderr)
        return 2
    if options.replay:
        title, operations = options.replay.stem, options.replay.read_text().splitlines()
    else:
        title = f"{options.peer}-seed-{options.seed}"
        operations = generated(peer, options.operations, options.seed)
    start = time.monotonic()
    result = compare(options.binary, peer(), operations)
    if result.mismatch:
        print(explained(options.binary, peer, operations, result.mismatch, title))
        return 1
    print(f"{title}: {result}, {time.monotonic() - start:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
