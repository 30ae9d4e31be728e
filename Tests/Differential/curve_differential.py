"""Lets paradex-mock and another implementation do the same field, curve, hash and signature operations.

    curve_differential.py --binary PATH [--operations N] [--seed S]

Exit code 1 and the first operation whose answers differ, if any do. The other implementation is curve.py, in
plain integers, and for hashes also StarkWare's C++ library, which is what starknet.py calls.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence

from curve_operations import Generator, Operation, accepted

END_SECONDS = 600


def answers(binary: str, operations: Sequence[Operation]) -> tuple[list[str], str]:
    """One for each operation unless the program failed, and what it complained about."""
    with tempfile.TemporaryFile("w+") as source:
        source.writelines(f"{operation.line}\n" for operation in operations)
        source.seek(0)
        done = subprocess.run(
            [binary, "curve-operations"], stdin=source, capture_output=True, text=True, timeout=END_SECONDS
        )
    return done.stdout.splitlines(), done.stderr


def mismatch(binary: str, operations: Sequence[Operation]) -> str | None:
    """What is wrong with the first wrong answer; None if none is."""
    actual, complaint = answers(binary, operations)
    for number, operation in enumerate(operations, 1):
        if number > len(actual):
            return f"no answer to operation {number}: {operation.line}\n  {complaint.strip()[-1000:]}"
        if not accepted(operation, actual[number - 1]):
            expected = f"  expected:     {operation.answer}\n  paradex-mock: {actual[number - 1]}"
            return f"operation {number}: {operation.line}\n{expected}"
    return None


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--binary", required=True, help="the paradex-mock to test")
    options.add_argument("--operations", type=int, default=10_000)
    options.add_argument("--seed", type=int, default=1)
    options = options.parse_args()
    start = time.monotonic()
    operations = list(Generator(options.seed).operations(options.operations))
    found = mismatch(options.binary, operations)
    if found:
        print(f"MISMATCH under seed {options.seed}, {found}")
        return 1
    kinds = Counter(operation.line.split()[0] for operation in operations)
    counts = ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))
    print(f"curve-seed-{options.seed}: {len(operations)} operations ({counts}) are equal, "
          f"{time.monotonic() - start:.0f} s")  # fmt: skip
    return 0


if __name__ == "__main__":
    sys.exit(main())
