"""A short life of the server under a detector of leaks: orders, cancellations, reads, errors, WebSockets, and
clients that leave in the middle of something. What is unreachable when it has stopped is a leak."""

import contextlib
import os
import pathlib
import shutil
import socket
import struct
import subprocess

from benchmark import orders, requests, servers
from benchmark.client import Client, send_all
from benchmark.load import LoadError
from benchmark.websocket import Subscriber

FOUND = 23
SUBSCRIBERS = 50
CONNECTIONS = 200
LEAKY = """\
#include <stdlib.h>
int main(void) { for (int i = 0; i < 9; i++) *(volatile char *)malloc(99) = 1; }
"""


class Detector:
    """How a program is started so that it ends with FOUND if it leaks."""

    def __init__(self, name, launcher=(), environment=None):
        self.name = name
        self.launcher = launcher
        self.environment = environment

    def finds_leaks(self, directory):
        """Whether it finds the leak in a program that has one; else its silence about ours means nothing."""
        source, program = directory / "leaky.c", directory / "leaky"
        source.write_text(LEAKY)
        if shutil.which("cc") is None or subprocess.run(["cc", "-O0", source, "-o", program]).returncode != 0:
            return False
        done = subprocess.run(
            [*self.launcher, program], env=self.environment, capture_output=True, timeout=60)
        return done.returncode == FOUND


def detectors():
    """LeakSanitizer in the process as it is: its runtime takes malloc's place, no other build is needed.
    Else valgrind, which is slower."""
    for library in runtimes():
        yield Detector("LeakSanitizer", environment=os.environ | {
            "LD_PRELOAD": str(library), "ASAN_OPTIONS": f"detect_leaks=1:exitcode={FOUND}",
            "LSAN_OPTIONS": f"exitcode={FOUND}"})
    if shutil.which("valgrind"):
        yield Detector("valgrind", ["valgrind", "--leak-check=full", "--errors-for-leak-kinds=definite",
                                    "--show-leak-kinds=definite", f"--error-exitcode={FOUND}"])


def runtimes():
    """The sanitizer's library in Swift's toolchain, or in Debian's libclang-rt-dev."""
    swift = shutil.which("swift")
    roots = [pathlib.Path(swift).resolve().parent.parent / "lib/clang"] if swift else []
    roots += sorted(pathlib.Path("/usr/lib").glob("llvm-*/lib/clang"))
    return [file for root in roots for file in sorted(root.glob("*/lib/linux/libclang_rt.asan-x86_64.so"))]


def run(processes, binary, directory, count, tell):
    """Whether nothing leaked; None if no detector works here."""
    detector = next((each for each in detectors() if each.finds_leaks(directory)), None)
    if detector is None:
        tell("skipped leaks: neither LeakSanitizer's runtime nor valgrind works here "
             "(apt-get install libclang-rt-14-dev or valgrind)")
        return None
    tell(f"looking for leaks with {detector.name}")
    server = servers.Mock(processes, binary, directory / "leaks", "--signatures", "off",
                          launcher=detector.launcher, environment=detector.environment, patience=120)
    live(server, directory, count)
    code = processes.stop(server.process)
    log = (directory / "leaks/log").read_text(errors="replace")
    if code not in (0, FOUND):
        raise LoadError(f"the server ended with {code}: {log[-300:]}")
    if code == FOUND:
        tell(log.strip()[:6000])
    tell(f"{detector.name}: {'LEAKS FOUND' if code == FOUND else 'no leak'}")
    return code == 0


def live(server, directory, count):
    """All that takes and gives back memory, orders most of all."""
    trading = orders.trading(server, directory / "trading")
    with contextlib.ExitStack() as stack:
        audience = [Subscriber(server.port) for _ in range(SUBSCRIBERS)]
        client = stack.enter_context(contextlib.closing(Client(server.port)))
        send_all(client, trading, count)
        token = server.login(server.accounts[0])
        for path in ("/v1/orders", "/v1/fills", "/v1/orders-history", "/v1/account", "/v1/positions"):
            client.send(requests.get(path, token))
            client.reply()
        for subscriber in audience[::2]:
            subscriber.close()
    errors(server)
    for number in range(CONNECTIONS):
        leave(server, number)
    # The other half of the audience is still there when the server stops.


def errors(server):
    """Requests that are refused at every depth."""
    for bad in (b"GARBAGE\r\n\r\n", requests.get("/v1/nowhere"), requests.get("/v1/orders", "no token"),
                requests.post(orders.PATH, "no token", {"market": "NONE"})):
        with socket.create_connection(("127.0.0.1", server.port), 10) as connection:
            connection.sendall(bad)
            connection.recv(4096)


def leave(server, number):
    """Goes at once, in the middle of a request, without reading the answer, or with a reset."""
    connection = socket.create_connection(("127.0.0.1", server.port), 10)
    request = requests.get("/v1/system/state")
    connection.sendall((b"", request[:20], request, request * 5)[number % 4])
    if number % 3 == 0:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()
