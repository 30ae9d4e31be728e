"""A connection that sends prepared requests many at a time, which is as fast as Python gets."""

import itertools
import socket

from benchmark import requests
from benchmark.load import LoadError

PATIENCE = 20
# Requests that are sent before their answers are read.
PIPELINE = 64


class Client:
    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port), PATIENCE)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.unread = b""

    def close(self):
        self.socket.close()

    def send(self, request):
        self.socket.sendall(request)

    def reply(self):
        """The body of the next reply, which must say yes."""
        while b"\r\n\r\n" not in self.unread:
            self.unread += self.received()
        head, _, self.unread = self.unread.partition(b"\r\n\r\n")
        length = int(head.lower().partition(b"\r\ncontent-length:")[2].partition(b"\r\n")[0] or 0)
        while len(self.unread) < length:
            self.unread += self.received()
        body, self.unread = self.unread[:length], self.unread[length:]
        if not head.startswith(b"HTTP/1.1 2"):
            raise LoadError(f"a request was answered {head[:60]!r} {body[:300]!r}")
        return body

    def received(self):
        try:
            data = self.socket.recv(1 << 18)
        except OSError as error:
            raise LoadError(f"a request was not answered within {PATIENCE} s: {error}") from None
        if not data:
            raise LoadError("the server ended the connection of the requests")
        return data


def send_all(client, file, count):
    """Sends `count` requests of the file, over and over, and reads their replies."""
    source = itertools.cycle(requests.read(file))
    for start in range(0, count, PIPELINE):
        chunk = min(PIPELINE, count - start)
        client.send(b"".join(itertools.islice(source, chunk)))
        for _ in range(chunk):
            client.reply()
