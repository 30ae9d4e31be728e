#!/usr/bin/env python3
"""Runs the Autobahn WebSocket cases against a server that echoes.

Sections 1 to 7 (framing, pings, reserved bits, opcodes, fragmentation, UTF-8, closing), 9 (limits and performance)
and 10. Sections 12 and 13 are about compression, which the server declines.

    PARADEX_MOCK_BINARY=.build/release/paradex-mock python Tests/Long/autobahn.py [--verbose]

Needs autobahn-requirements.txt. Prints a table and ends with 1 if a case is not passed.
"""

import asyncio
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from kosoku import FailureError, run_fuzzingclient

ROOT = Path(__file__).resolve().parents[2]
BINARY = os.environ.get("PARADEX_MOCK_BINARY", str(ROOT / ".build/release/paradex-mock"))
SECTIONS = {
    "1": "framing", "2": "pings and pongs", "3": "reserved bits", "4": "opcodes", "5": "fragmentation",
    "6": "UTF-8", "7": "closing", "9": "limits and performance", "10": "fragmentation by the sender",
}  # fmt: skip
# In all sections together, so that a runner that skips some is noticed.
CASES = 301


def serve(folder):
    """Starts a server and gives its process and port."""
    port_file = Path(folder) / "port"
    process = subprocess.Popen(
        [BINARY, "--port", "0", "--port-file", str(port_file), "--ephemeral", "--quiet", "--debug-echo"],
        stdout=subprocess.DEVNULL,
    )
    deadline = time.monotonic() + 60
    while not (port_file.exists() and port_file.read_text().strip()):
        if process.poll() is not None or time.monotonic() > deadline:
            sys.exit(f"{BINARY} did not start")
        time.sleep(0.05)
    return process, int(port_file.read_text())


def run(port):
    """The result of every case."""
    include = [f"{section}.*" for section in SECTIONS]
    try:
        return asyncio.run(run_fuzzingclient(f"127.0.0.1:{port}", include))
    except FailureError as failure:
        return failure.results


def report(results, is_verbose):
    """Prints a line for each section and each case that is not passed."""
    print(f"{'section':<34}{'cases':>6}{'passed':>8}  verdicts")
    for section, name in SECTIONS.items():
        chosen = [result for result in results if result.case_id.split(".")[0] == section]
        verdicts = Counter(result.behavior.value for result in chosen)
        passed = sum(result.passed for result in chosen)
        words = ", ".join(f"{count} {verdict}" for verdict, count in sorted(verdicts.items()))
        print(f"{section + ' ' + name:<34}{len(chosen):>6}{passed:>8}  {words}")
    for result in results:
        if is_verbose or not result.passed:
            print(f"{result.case_id}: {result.behavior.value}, close {result.behavior_close.value}:"
                  f" {result.result} {result.result_close}")  # fmt: skip
    print(f"{len(results)} cases, {sum(result.passed for result in results)} passed")


def main():
    with tempfile.TemporaryDirectory() as folder:
        process, port = serve(folder)
        try:
            results = run(port)
        finally:
            process.terminate()
            status = process.wait(timeout=10)
    report(results, "--verbose" in sys.argv[1:])
    if status != 0 or len(results) != CASES or not all(result.passed for result in results):
        sys.exit(f"expected {CASES} cases, all passed, and a server that ends with 0 (it ended with {status})")


if __name__ == "__main__":
    main()
