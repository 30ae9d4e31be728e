"""A paradex-mock process, and accounts that talk to it."""

import http.client
import itertools
import json
import os
import select
import signal
import subprocess
import time
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path

import httpx
import pytest
from paradex_py import Paradex
from paradex_py.account.account import ParadexAccount
from paradex_py.api.models import SystemConfig, SystemConfigSchema
from paradex_py.common.order import Order, OrderSide, OrderType
from paradex_py.environment import TESTNET

REPOSITORY = Path(__file__).resolve().parents[2]
START_SECONDS = 30
STOP_SECONDS = 15
REPLY_SECONDS = 10

BTC, ETH, SOL = "BTC-USD-PERP", "ETH-USD-PERP", "SOL-USD-PERP"


def binary() -> str:
    """The program under test: PARADEX_MOCK_BINARY, or what was built last in release or debug form."""
    if path := os.environ.get("PARADEX_MOCK_BINARY"):
        return path
    for form in ("release", "debug"):
        path = REPOSITORY / ".build" / form / "paradex-mock"
        if path.exists():
            return str(path)
    raise FileNotFoundError("no paradex-mock: build it, or set PARADEX_MOCK_BINARY")


class Server:
    """One server in its own directory; it can be stopped, killed and started again."""

    def __init__(self, directory: Path, *flags: str, ephemeral: bool = False):
        self.directory = directory
        self.database = directory / "exchange.db"
        self.flags = flags
        self.storage = ["--ephemeral"] if ephemeral else ["--database", str(self.database)]
        self.port = 0
        self.process: subprocess.Popen | None = None

    def start(self, **popen) -> "Server":
        """Starts the process and waits until it says that it listens. A restart keeps the port."""
        self.launch(**popen)
        line = self.read_line(START_SECONDS)
        start, end = "paradex-mock listening on http://127.0.0.1:", "/v1\n"
        if not (line.startswith(start) and line.endswith(end)):
            self.process.kill()
            self.process.wait()
            raise AssertionError(f"instead of the ready line came {line!r}\n{self.complaints()}")
        self.port = int(line[len(start) : -len(end)])
        return self

    def launch(self, **popen) -> subprocess.Popen:
        """Starts the process and waits for nothing."""
        arguments = [binary(), "serve", "--port", str(self.port), *self.storage, "--quiet"]
        arguments += ["--port-file", str(self.directory / "port")]
        arguments += ["--config-out", str(self.directory / "config.json"), *self.flags]
        with open(self.directory / "stderr", "ab") as errors:
            self.process = subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=errors, **popen)
        return self.process

    def read_line(self, seconds: float) -> str:
        """The next line of standard output; what came of it when the time is up or the process is gone."""
        line, deadline = b"", time.monotonic() + seconds
        while not line.endswith(b"\n"):
            ready, _, _ = select.select([self.process.stdout], [], [], max(0, deadline - time.monotonic()))
            byte = os.read(self.process.stdout.fileno(), 1) if ready else b""
            if not byte:
                break
            line += byte
        return line.decode()

    def complaints(self) -> str:
        return (self.directory / "stderr").read_text()

    def stop(self) -> None:
        """Asks politely and expects success."""
        self.process.send_signal(signal.SIGTERM)
        assert self.wait() == 0, f"SIGTERM must end the server with 0\n{self.complaints()}"

    def kill(self) -> None:
        """The power of kill -9: no chance to tidy up."""
        self.process.send_signal(signal.SIGKILL)
        self.wait()

    def wait(self) -> int:
        code = self.process.wait(STOP_SECONDS)
        self.process.stdout.close()
        return code

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    @property
    def socket_url(self) -> str:
        return f"ws://127.0.0.1:{self.port}/v1"

    @property
    def config(self) -> dict:
        return json.loads((self.directory / "config.json").read_text())


@contextmanager
def running(directory: Path, *flags: str, ephemeral: bool = False):
    """A started server that must still be there at the end and then stop well."""
    server = Server(directory, *flags, ephemeral=ephemeral).start()
    try:
        yield server
        server.stop()
    finally:
        if server.is_running:
            server.process.kill()
            server.process.wait()


class Trader:
    """An account with its keys, its token and one kept-alive connection for raw requests."""

    def __init__(self, server: Server, l1_address: str, l2_private_key: str, onboard: bool = False):
        self.http = httpx.Client(base_url=server.url, timeout=REPLY_SECONDS)
        self.l1_address, self.l2_private_key = l1_address, l2_private_key
        self.keys = ParadexAccount(system_config(self.http), l1_address, l2_private_key=l2_private_key)
        self.address = hex(self.keys.l2_address)
        if onboard:
            body = {"public_key": hex(self.keys.l2_public_key)}
            reply = self.http.post("onboarding", headers=self.keys.onboarding_headers(), json=body)
            assert reply.status_code == 200, reply.text
        self.http.headers["Authorization"] = f"Bearer {self.login()}"

    def login(self) -> str:
        reply = self.http.post("auth", headers=self.keys.auth_headers())
        assert reply.status_code == 200, reply.text
        return reply.json()["jwt_token"]

    def signed(self, order: Order) -> dict:
        """The body that paradex-py sends for an order."""
        order.signature = self.keys.sign_order(order)
        return order.dump_to_dict()

    def body(self, *args, **kwargs) -> dict:
        return self.signed(limit(*args, **kwargs))

    def submit(self, order: Order) -> dict:
        """Creates an order that must be accepted; the reply."""
        reply = self.http.post("orders", json=self.signed(order))
        assert reply.status_code == 201, reply.text
        return reply.json()

    def place(self, order: Order) -> dict:
        """Creates an order; what has become of it."""
        return self.order(self.submit(order)["id"])

    def order(self, order_id: str) -> dict:
        reply = self.http.get(f"orders/{order_id}")
        assert reply.status_code == 200, reply.text
        return reply.json()

    def open_ids(self, **query) -> list[str]:
        return [order["id"] for order in self.http.get("orders", params=query).json()["results"]]

    def delete(self, path: str, body) -> httpx.Response:
        return self.http.request("DELETE", path, json=body)

    def sdk(self, server: Server, **options) -> Paradex:
        return sdk(server, self.l1_address, self.l2_private_key, **options)

    def close(self) -> None:
        """Leaves an empty book behind for the next test."""
        self.http.delete("orders")
        self.http.close()


def sdk(server: Server, l1_address: str, l2_private_key: str, **options) -> Paradex:
    """paradex-py as a user has it, pointed at the server. Without retries, so that no 5xx is hidden."""
    return Paradex(
        env=TESTNET,
        api_base_url=server.url,
        l1_address=l1_address,
        l2_private_key=l2_private_key,
        retry_strategy=None,
        **({"auto_start_ws_reader": False} | options),
    )


def refused(code: str):
    """paradex-py has one exception for everything; the code is in its text."""
    return pytest.raises(ValueError, match=rf"ApiError\(error='{code}'")


_key_numbers = itertools.count(1)


def fresh_keys() -> tuple[str, str]:
    """L1 address and L2 private key of an account that no server knows; the same in every run."""
    number = next(_key_numbers)
    return f"0x{0xE0A << 140 | number:040x}", hex(0x1234567 << 200 | number)


def seeded(server: Server, index: int) -> Trader:
    account = server.config["accounts"][index]
    return Trader(server, account["l1_address"], account["l2_private_key"])


def control(server: Server, path: str, **body) -> dict:
    """Steers the server by a control operation that must succeed; its reply."""
    reply = httpx.post(f"{server.url[:-3]}/_mock/{path}", json=body, timeout=REPLY_SECONDS)
    assert reply.status_code < 300, reply.text
    return reply.json()


def opened(server: Server, **body) -> Trader:
    """An account as asked for: with another `balance`, or with a `parent`."""
    account = control(server, "accounts", **body)
    return Trader(server, account["l1_address"], account["private_key"])


def system_config(http: httpx.Client) -> SystemConfig:
    return SystemConfigSchema().load(http.get("system/config").json(), unknown="exclude")


def limit(side: str, size, price, market: str = BTC, **options) -> Order:
    return Order(market, OrderType.Limit, OrderSide(side), Decimal(size), Decimal(price), **options)


def market_order(side: str, size, market: str = BTC, **options) -> Order:
    return Order(market, OrderType.Market, OrderSide(side), Decimal(size), **options)


def change(order: dict, size=None, price=None) -> Order:
    """The order that modifies `order`: the whole of it, with another size or price."""
    return limit(
        order["side"], size or order["size"], price or order["price"], order["market"], order_id=order["id"]
    )


def raw_request(server: Server, method: str, path: str, body: str | None = None, headers: dict | None = None):
    """One request over its own connection with the path sent as it is; the response and its body."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=REPLY_SECONDS)
    try:
        connection.request(method, path, body, headers or {})
        response = connection.getresponse()
        return response, response.read()
    finally:
        connection.close()
