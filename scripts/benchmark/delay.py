"""From an order to its message: one connection, one order at a time, one process on both ends."""

import contextlib
import dataclasses
import itertools
import select
import socket
import statistics
import time

from benchmark.load import LoadError
from benchmark.websocket import CHANNEL, PATIENCE, Subscriber

# Seconds after which an order that was not told of will not be.
SILENCE = 0.05


@dataclasses.dataclass
class Sample:
    contender: str
    subscribers: int
    count: int
    # Milliseconds from before the POST is sent until after its message is read.
    p50: float
    p99: float


def run(server, requests, subscribers, seconds):
    """Sends orders in pairs, the second of which trades with the first, and looks for the trade at each
    subscriber in turn, whose place in the queue differs."""
    with contextlib.ExitStack() as stack:
        audience = [stack.enter_context(contextlib.closing(Subscriber(server.port)))
                    for _ in range(subscribers)]
        client = stack.enter_context(contextlib.closing(Client(server.port)))
        pairs = prepared(requests)
        check_pair(client, pairs, audience)
        deadline = time.perf_counter() + seconds
        delays = []
        while time.perf_counter() < deadline:
            client.send(next(pairs))
            client.check_reply()
            delays.append(once(client, next(pairs), audience, audience[len(delays) % subscribers]))
    cuts = statistics.quantiles(delays, n=100)
    return Sample(server.name, subscribers, len(delays), cuts[49] * 1000, cuts[98] * 1000)


def check_pair(client, pairs, audience):
    """Only the second order of a pair may be told of, or what is measured would be on its way already."""
    client.send(next(pairs))
    client.check_reply()
    if select.select(audience, [], [], SILENCE)[0]:
        raise LoadError("an order that should rest was told as a trade")
    once(client, next(pairs), audience, audience[0])


def once(client, order, audience, observed):
    began = time.perf_counter()
    client.send(order)
    message = observed.message()
    delay = time.perf_counter() - began
    client.check_reply()
    for subscriber in audience:
        other = message if subscriber is observed else subscriber.message()
        if other != message or CHANNEL.encode() not in message:
            raise LoadError(f"a trade was told as {message!r} and as {other!r}")
    if any(subscriber.unread for subscriber in audience):
        raise LoadError("an order was told to a subscriber twice")
    return delay


class Client:
    """A connection for orders. Python's own would cost more than what is measured."""

    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port), PATIENCE)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def close(self):
        self.socket.close()

    def send(self, request):
        self.socket.sendall(request)

    def check_reply(self):
        """Reads a reply, which must say 201."""
        reply = self.received()
        while b"\r\n\r\n" not in reply:
            reply += self.received()
        head, _, body = reply.partition(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 201 "):
            raise LoadError(f"an order was answered {reply[:300]!r}")
        length = int(head.lower().partition(b"\r\ncontent-length:")[2].partition(b"\r\n")[0])
        while len(body) < length:
            body += self.received()

    def received(self):
        try:
            data = self.socket.recv(65536)
        except OSError as error:
            raise LoadError(f"an order was not answered within {PATIENCE} s: {error}") from None
        if not data:
            raise LoadError("the server ended the connection of the orders")
        return data


def prepared(file):
    """The file's requests as bytes, over and over."""
    lines = [line.split("\t", 1) for line in file.read_text().splitlines()]
    return itertools.cycle([request(token, body.encode()) for token, body in lines])


def request(token, body):
    return (f"POST /v1/orders HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n").encode() + body
