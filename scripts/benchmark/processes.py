"""Starts programs on their CPU, looks at them through /proc, and ends every one of them."""

import os
import pathlib
import select
import signal
import subprocess
import time

TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")


class StartError(Exception):
    """A server did not come up, in one line for the person at the console."""


class Processes:
    """Everything that was started. Leaving the `with` block ends what still runs, by its pid."""

    def __init__(self, server_cpu, load_cpu):
        self.server_cpu = server_cpu
        self.load_cpu = load_cpu
        self.running = []

    def __enter__(self):
        pin(0, self.load_cpu)
        return self

    def __exit__(self, *_):
        # An impatient second Ctrl-C must not leave a server behind.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        for process in list(self.running):
            self.stop(process)

    def start_server(self, command, log, **options):
        return self.start(command, self.server_cpu, stderr=open(log, "ab"), **options)

    def start_load(self, command, **options):
        return self.start(command, self.load_cpu, **options)

    def start(self, command, cpu, **options):
        # Pins the child before it becomes the program, as taskset would, and spares taskset's own start.
        process = subprocess.Popen([str(word) for word in command], preexec_fn=lambda: pin(0, cpu), **options)
        self.running.append(process)
        return process

    def stop(self, process):
        if process in self.running:
            self.running.remove(process)
        if process.poll() is None:
            process.terminate()
        try:
            return process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            process.kill()
            return process.wait()


def pin(pid, cpu):
    if cpu is not None:
        os.sched_setaffinity(pid, {cpu})


def first_line(process, log, seconds=10):
    """The first line that a server prints, which says that it is ready."""
    ready, _, _ = select.select([process.stdout], [], [], seconds)
    line = process.stdout.readline() if ready else b""
    if not line:
        tail = pathlib.Path(log).read_text(errors="replace").strip().splitlines()[-1:]
        raise StartError(f"{process.args[0]} did not get ready within {seconds} s: {' '.join(tail)}")
    return line.decode().strip()


def family(pid):
    """A process and its children: nginx works in a child."""
    children = pathlib.Path(f"/proc/{pid}/task/{pid}/children")
    return [pid] + [int(child) for child in children.read_text().split()]


def cpu_seconds(pid):
    """User and system time so far."""
    return sum(cpu_parts(pid))


def cpu_parts(pid):
    """The two apart: what the program did, and what the kernel did for it."""
    parts = [ticks(member) for member in family(pid)]
    return tuple(sum(part) / TICKS_PER_SECOND for part in zip(*parts))


def ticks(pid):
    # The second field is the name in brackets and may hold spaces; utime and stime are the 14th and 15th.
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]), int(fields[12])


def settle(pid, seconds=20):
    """Waits until a server has finished what it does after its last reply, such as writing its ledger."""
    deadline = time.monotonic() + seconds
    before = cpu_seconds(pid)
    while time.monotonic() < deadline:
        time.sleep(0.15)
        now = cpu_seconds(pid)
        if now == before:
            return
        before = now


def resident_bytes(pid):
    return sum(resident(member) for member in family(pid))


def resident(pid):
    for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024
    return 0
