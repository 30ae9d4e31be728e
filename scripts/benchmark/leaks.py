"""A short life of the server under a detector of leaks: orders, cancellations, reads, errors, WebSockets, and
clients that leave in the middle of something. What is unreachable when it has stopped is a leak."""

import contextlib
import json
import socket
import struct

from benchmark import native, orders, requests, servers
from benchmark.client import Client, send_all
from benchmark.leak_detectors import FOUND, detectors
from benchmark.load import LoadError
from benchmark.websocket import Subscriber

SUBSCRIBERS = 50
CONNECTIONS = 200


def run(processes, binary, directory, count, tell):
    """Whether nothing leaked; None if no detector works here."""
    detector = next((each for each in detectors() if each.finds_leaks(directory)), None)
    if detector is None:
        tell("skipped leaks: neither LeakSanitizer's runtime nor valgrind works here "
             "(apt-get install libclang-rt-14-dev or valgrind)")
        return None
    tell(f"looking for leaks with {detector.name}")
    program = native.stripped(binary, directory) if detector.launcher else binary
    plain, strict = (
        servers.Mock(processes, program, directory / f"leaks-{policy}", "--signatures", policy,
                     launcher=detector.launcher, environment=detector.environment, patience=120)
        for policy in ("off", "strict"))
    live(plain, directory, count)
    sign(strict, orders.signed(binary, plain, directory / "signed"), count)
    verdicts = [verdict(processes, server, detector, tell) for server in (plain, strict)]
    return all(verdicts)


def verdict(processes, server, detector, tell):
    """Whether a server ends without a leak."""
    code = processes.stop(server.process)
    log = (server.database.parent / "log").read_text(errors="replace")
    if code not in (0, FOUND):
        raise LoadError(f"the server ended with {code}: {log[-300:]}")
    if code == FOUND:
        tell(log.strip()[:6000])
    tell(f"{detector.name}, {server.database.parent.name}: {'LEAKS FOUND' if code == FOUND else 'no leak'}")
    return code == 0


def sign(server, file, count):
    """Signed orders, whose keys and tables are kept between them; a tenth as many, since they cost more."""
    if file is not None:
        with contextlib.closing(Client(server.port)) as client:
            send_all(client, file, count // 10)


def live(server, directory, count):
    """All that takes and gives back memory, orders most of all."""
    trading = orders.trading(server, directory / "trading")
    with contextlib.ExitStack() as stack:
        audience = [Subscriber(server.port) for _ in range(SUBSCRIBERS)]
        client = stack.enter_context(contextlib.closing(Client(server.port)))
        send_all(client, trading, count)
        token = server.login(server.accounts[0])
        rest_and_cancel(client, token)
        for path in ("/v1/orders", "/v1/fills", "/v1/orders-history", "/v1/account", "/v1/positions"):
            client.send(requests.get(path, token))
            client.reply()
        for subscriber in audience[::2]:
            subscriber.close()
    errors(server)
    for number in range(CONNECTIONS):
        leave(server, number)
    # The other half of the audience is still there when the server stops.


def rest_and_cancel(client, token):
    """A batch of orders, one of them changed, then all cancelled."""
    batch = [orders.resting_order(index, 0) for index in range(9)]
    client.send(requests.post(orders.BATCH_PATH, token, batch))
    order = json.loads(client.reply())["orders"][0]
    change = {name: order[name] for name in ("id", "market", "side", "type", "size", "price")}
    change |= {"price": "61000", "signature": "[]", "signature_timestamp": orders.milliseconds()}
    body = json.dumps(change).encode()
    client.send(requests.http("PUT", f"/v1/orders/{order['id']}", token, body))
    client.reply()
    client.send(requests.http("DELETE", "/v1/orders", token))
    client.reply()


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
