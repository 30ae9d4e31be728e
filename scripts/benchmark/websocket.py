"""The client's side of a WebSocket, as far as subscribers need it."""

import json
import socket

from benchmark.load import LoadError

# Every second order trades, and each trade is a message.
CHANNEL = "trades.BTC-USD-PERP"
ORDERS_PER_MESSAGE = 2

TEXT = 0x81
CHUNK = 1 << 20
PATIENCE = 10

HANDSHAKE = b"""\
GET /v1 HTTP/1.1\r
Host: 127.0.0.1\r
Upgrade: websocket\r
Connection: Upgrade\r
Sec-WebSocket-Version: 13\r
Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r
\r
"""


class Subscriber:
    """A socket that has subscribed and is told nothing yet."""

    def __init__(self, port):
        self.unread = b""
        self.socket = socket.create_connection(("127.0.0.1", port), PATIENCE)
        self.socket.sendall(HANDSHAKE)
        head = self.head()
        if not head.startswith(b"HTTP/1.1 101 "):
            raise LoadError(f"the handshake was answered {head[:200]!r}")
        self.socket.sendall(masked(json.dumps(SUBSCRIBE).encode()))
        reply = self.message()
        if b'"result"' not in reply:
            raise LoadError(f"subscribe was answered {reply[:200]!r}")

    def fileno(self):
        return self.socket.fileno()

    def close(self):
        self.socket.close()

    def head(self):
        while b"\r\n\r\n" not in self.unread:
            self.receive()
        head, _, self.unread = self.unread.partition(b"\r\n\r\n")
        return head

    def message(self):
        """The next message, waited for."""
        while (end := frame_end(self.unread, 0)) is None:
            self.receive()
        frame, self.unread = self.unread[:end], self.unread[end:]
        return frame

    def receive(self):
        try:
            data = self.socket.recv(CHUNK)
        except OSError as error:
            raise LoadError(f"a subscriber got nothing for {PATIENCE} s: {error}") from None
        if not data:
            raise LoadError("the server ended a subscriber's connection")
        self.unread += data


SUBSCRIBE = {"jsonrpc": "2.0", "method": "subscribe", "params": {"channel": CHANNEL}, "id": 1}


def masked(payload):
    """A short text frame. The mask is zero and so changes nothing."""
    return bytes([TEXT, 0x80 | len(payload), 0, 0, 0, 0]) + payload


def frame_end(data, start):
    """Where the frame ends that starts there; None if it is not complete. Only text is expected."""
    if len(data) < start + 2:
        return None
    if data[start] != TEXT:
        raise LoadError(f"a subscriber got something else than text: {bytes(data[start:start + 80])!r}")
    length, header = data[start + 1], 2
    if length >= 126:
        header = 4 if length == 126 else 10
        if len(data) < start + header:
            return None
        length = int.from_bytes(data[start + 2:start + header], "big")
    end = start + header + length
    return end if end <= len(data) else None
