"""WebSocket clients for the tests: paradex-py's own, the library `websockets`, and bare frames."""

import asyncio
import base64
import functools
import json
import os
import socket
import struct
from collections import defaultdict
from contextlib import asynccontextmanager

from paradex_py.api.ws_client import ParadexWebsocketChannel
from websockets.asyncio.client import ClientConnection, connect

from harness import REPLY_SECONDS, Server, Trader

TEXT, CLOSE, PING, PONG = 0x1, 0x8, 0x9, 0xA


def bounded(seconds: float):
    """Runs a test that is a coroutine, no longer than this."""

    def decorate(test):
        @functools.wraps(test)
        def run(*args, **kwargs):
            asyncio.run(asyncio.wait_for(test(*args, **kwargs), seconds))

        return run

    return decorate


async def until(reached, seconds: float = REPLY_SECONDS):
    """Waits while other coroutines bring something about; what came of it."""
    deadline = asyncio.get_running_loop().time() + seconds
    while not (value := reached()):
        assert asyncio.get_running_loop().time() < deadline, "this never came"
        await asyncio.sleep(0.005)
    return value


# paradex-py


class Bot:
    """The socket of paradex-py, unmodified, and what its callbacks were told, by the channel's name."""

    def __init__(self, server: Server, trader: Trader, **options):
        # A reader that finds no connection sleeps for a second: too long for a test.
        quick = {"ws_reader_sleep_on_no_connection": 0.01}
        self.sdk = trader.sdk(
            server, auto_start_ws_reader=True, ws_url_override=server.socket_url, **(quick | options)
        )
        self.trader = trader
        self.rest, self.socket = self.sdk.api_client, self.sdk.ws_client
        self.heard: dict[str, list[dict]] = defaultdict(list)

    async def close(self) -> None:
        """Closes when nothing is coming: Python 3.10's wait_for drops a cancellation that meets a message, so
        that paradex-py would wait for its reader for ever."""
        heard = -1
        while heard != (heard := sum(map(len, self.heard.values()))):
            await asyncio.sleep(0.02)
        await self.socket.close()

    async def listen(self, channel: ParadexWebsocketChannel, **params) -> None:
        await self.socket.subscribe(channel, self.hear, params)

    async def hear(self, channel: ParadexWebsocketChannel, message: dict) -> None:
        self.heard[message["params"]["channel"]].append(message["params"]["data"])

    async def subscribed(self, *names: str) -> None:
        """Waits until these channels, or all that it listens to, are acknowledged."""
        wanted = set(names or self.socket.callbacks)
        await until(lambda: wanted <= {name for name, on in self.socket.subscribed_channels.items() if on})

    async def told(self, name: str, count: int = 1) -> list[dict]:
        """All that a channel said, when it has said this many things."""
        await until(lambda: len(self.heard[name]) >= count)
        return self.heard[name]

    async def states(self, order_id: str, last: str = "CLOSED") -> list[str]:
        """The states that the orders channels reported of an order, up to this one."""

        def found() -> list[str]:
            every = [data for name, told in self.heard.items() if name.startswith("orders.") for data in told]
            return [data["status"] for data in every if data["id"] == order_id]

        await until(lambda: last in found())
        return found()


@asynccontextmanager
async def bots(server: Server, *traders: Trader, **options):
    """paradex-py's sockets for these accounts, connected; closed in the end."""
    made = [Bot(server, trader, **options) for trader in traders]
    for bot in made:
        assert await bot.socket.connect()
    try:
        yield made[0] if len(made) == 1 else made
    finally:
        for bot in made:
            await bot.close()


# websockets


class Client:
    """One connection of the library `websockets`. Calls are numbered, and notifications kept by channel."""

    def __init__(self, connection: ClientConnection):
        self.socket = connection
        self.number = 0
        self.heard: dict[str, list[dict]] = defaultdict(list)

    async def ask(self, text: str) -> str:
        """Sends a text and waits for what comes that is no notification; as text."""
        await self.socket.send(text)
        while True:
            answer = await asyncio.wait_for(self.socket.recv(), REPLY_SECONDS)
            if not self.keep(answer):
                return answer

    def keep(self, text: str) -> bool:
        message = json.loads(text)
        if "method" not in message:
            return False
        self.heard[message["params"]["channel"]].append(message["params"]["data"])
        return True

    async def call(self, method: str, params) -> dict:
        """The reply to a request, whole."""
        self.number += 1
        request = {"jsonrpc": "2.0", "id": self.number, "method": method, "params": params}
        reply = json.loads(await self.ask(json.dumps(request)))
        assert reply["id"] == self.number
        return reply

    async def result(self, method: str, **params):
        reply = await self.call(method, params)
        assert "error" not in reply, reply
        return reply["result"]

    async def error(self, method: str, **params) -> tuple[int, str, str | None]:
        reply = await self.call(method, params)
        assert "result" not in reply, reply
        return tuple(reply["error"].get(key) for key in ("code", "message", "data"))

    async def login(self, trader: Trader) -> "Client":
        token = trader.http.headers["Authorization"].removeprefix("Bearer ")
        assert len((await self.result("auth", bearer=token))["node_id"]) == 16
        return self

    async def subscribe(self, *channels: str) -> "Client":
        for channel in channels:
            assert await self.result("subscribe", channel=channel) == {"channel": channel}
        return self

    async def catch_up(self) -> None:
        """Reads what was said before the reply to a request of now: all that the server has had to say."""
        await self.error("nothing")

    async def read(self, seconds: float) -> None:
        """Reads notifications until none has come for this long."""
        try:
            while True:
                text = await asyncio.wait_for(self.socket.recv(), seconds)
                assert self.keep(text), text
        except asyncio.TimeoutError:
            pass


@asynccontextmanager
async def client(server: Server, **options):
    async with connect(server.socket_url, **options) as connection:
        yield Client(connection)


# Bare frames


class Wire:
    """A connection of which the test writes every byte."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter):
        self.reader, self.writer = reader, writer

    def send(self, opcode: int, payload: bytes = b"", last: bool = True, masked: bool = True) -> None:
        size = len(payload)
        form = struct.pack("!BH", 126, size) if size < 1 << 16 else struct.pack("!BQ", 127, size)
        form = bytes([size]) if size < 126 else form
        head = bytes([opcode | last << 7, form[0] | masked << 7]) + form[1:]
        # A mask of zeros changes nothing.
        self.writer.write(head + bytes(4 * masked) + payload)

    async def frame(self) -> tuple[int, bytes]:
        """The next frame: opcode and payload."""
        head, size = await asyncio.wait_for(self.reader.readexactly(2), REPLY_SECONDS)
        if size == 126:
            (size,) = struct.unpack("!H", await self.reader.readexactly(2))
        elif size == 127:
            (size,) = struct.unpack("!Q", await self.reader.readexactly(8))
        return head & 0xF, await self.reader.readexactly(size)

    async def closed(self) -> int:
        """The code of the close frame that must come next, with the end of the connection after it."""
        opcode, payload = await self.frame()
        assert opcode == CLOSE, (opcode, payload)
        self.send(CLOSE, payload[:2])
        assert await asyncio.wait_for(self.reader.read(), REPLY_SECONDS) == b""
        return int.from_bytes(payload[:2], "big")


@asynccontextmanager
async def wire(server: Server, path: str = "/v1", receive_buffer: int | None = None):
    """A connection after its handshake; the system takes no more for it than the buffer holds."""
    connection = socket.socket()
    if receive_buffer is not None:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
    connection.connect(("127.0.0.1", server.port))
    reader, writer = await asyncio.open_connection(sock=connection)
    try:
        key = base64.b64encode(os.urandom(16)).decode()
        fields = ["Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13"]
        head = [f"GET {path} HTTP/1.1", "Host: localhost", f"Sec-WebSocket-Key: {key}", *fields, "", ""]
        writer.write("\r\n".join(head).encode())
        reply = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), REPLY_SECONDS)
        assert reply.startswith(b"HTTP/1.1 101 "), reply
        yield Wire(reader, writer)
    finally:
        writer.close()
