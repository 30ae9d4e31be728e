"""Connections that create, modify and cancel orders, and remember what was acknowledged."""

import http.client
import json
import random
import threading
import time
from dataclasses import dataclass

from harness import BTC, REPLY_SECONDS, Server, Trader

LOAD_SECONDS = 30


@dataclass
class Promise:
    """What the server has acknowledged about one order."""

    token: str
    side: str
    terms: list[tuple[str, str]]
    """Size and price as last acknowledged; then those of a change that got no answer."""
    is_cancelled: bool = False

    def is_kept_by(self, order: dict) -> bool:
        return (
            order["status"] in (["CLOSED"] if self.is_cancelled else ["OPEN", "CLOSED"])
            and (order["size"], order["price"]) in self.terms
        )


class Load:
    """Several connections that work at once, and all that was promised to them."""

    def __init__(self, server: Server, traders: list[Trader], connections: int, seed: int):
        self.promises: dict[str, Promise] = {}
        self.refusals: list[int] = []
        """Statuses from 500 on."""
        self.changed = threading.Condition()
        self.workers = [
            Worker(server, traders[number % len(traders)], seed * 1000 + number, self)
            for number in range(connections)
        ]
        for worker in self.workers:
            worker.start()

    def wait_for(self, orders: int) -> None:
        with self.changed:
            assert self.changed.wait_for(lambda: len(self.promises) >= orders, LOAD_SECONDS), "no progress"

    def join(self) -> None:
        """Waits until all connections have found the server gone."""
        deadline = time.monotonic() + LOAD_SECONDS
        for worker in self.workers:
            worker.join(max(0, deadline - time.monotonic()))
            assert not worker.is_alive(), "a connection still waits for a server that is gone"


class Worker(threading.Thread):
    """One connection that sends requests, one after the other, until the server is gone or fails."""

    def __init__(self, server: Server, trader: Trader, seed: int, load: Load):
        super().__init__(daemon=True)
        self.connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=REPLY_SECONDS)
        self.token = trader.http.headers["Authorization"]
        self.random = random.Random(seed)
        self.load = load
        self.mine: list[str] = []

    def run(self) -> None:
        try:
            while (status := self.step()) < 500:
                pass
            self.load.refusals.append(status)
        except (OSError, http.client.HTTPException):
            pass  # The server is gone, which is what these tests are about.
        finally:
            self.connection.close()

    def step(self) -> int:
        """One random request; the status of its reply."""
        dice = self.random.random()
        if dice < 0.5 or not self.mine:
            return self.create()
        order_id = self.random.choice(self.mine[-8:])
        return self.modify(order_id) if dice < 0.7 else self.cancel(order_id)

    def create(self) -> int:
        body = self.body(self.random.choice(["BUY", "SELL"]))
        status, order = self.ask("POST", "orders", body)
        if status == 201:
            self.mine.append(order["id"])
            with self.load.changed:
                self.load.promises[order["id"]] = Promise(
                    self.token, body["side"], [(body["size"], body["price"])]
                )
                self.load.changed.notify()
        return status

    def modify(self, order_id: str) -> int:
        promise = self.load.promises[order_id]
        body = self.body(promise.side) | {"id": order_id}
        promise.terms.append((body["size"], body["price"]))
        status, _ = self.ask("PUT", f"orders/{order_id}", body)
        if status == 200:
            del promise.terms[0]
        elif status < 500:
            promise.terms.pop()
        return status

    def cancel(self, order_id: str) -> int:
        status, _ = self.ask("DELETE", f"orders/{order_id}")
        if status == 204:
            self.load.promises[order_id].is_cancelled = True
        return status

    def body(self, side: str) -> dict:
        """A limit order near the mark price of bitcoin; some cross, most rest."""
        return {
            "market": BTC,
            "side": side,
            "type": "LIMIT",
            "size": f"0.{self.random.randint(1, 9)}",
            "price": str(64000 + self.random.randint(-20, 20)),
            "instruction": "GTC",
            "signature": '["1","2"]',
            "signature_timestamp": int(time.time() * 1000),
        }

    def ask(self, method: str, path: str, body: dict | None = None) -> tuple[int, dict | None]:
        self.connection.request(
            method, f"/v1/{path}", json.dumps(body) if body else None, {"Authorization": self.token}
        )
        reply = self.connection.getresponse()
        content = reply.read()
        return reply.status, json.loads(content) if content else None


def assert_kept(server: Server, promises: dict[str, Promise]) -> None:
    """Every promise is kept by the server as it is now."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=REPLY_SECONDS)
    for order_id, promise in promises.items():
        connection.request("GET", f"/v1/orders/{order_id}", headers={"Authorization": promise.token})
        reply = connection.getresponse()
        order = json.loads(reply.read())
        assert reply.status == 200, f"acknowledged order {order_id} is gone: {order}"
        assert promise.is_kept_by(order), f"promised {promise}, found {order}"
    connection.close()
