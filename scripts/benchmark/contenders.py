"""Who takes part in a round of loads: our servers with what each is asked, and the peers."""

import contextlib
import dataclasses
import json
import typing

from benchmark import load, orders, report, requests, servers, signatures

UNSIGNED, RESTING, BATCHES = "ours", "ours, resting", "ours, batches"
SIGNED, FULL = "ours signed", "ours, durability full"
READ_ORDER, READ_BBO, NGINX_READS = "ours, an order", "ours, bbo", "nginx, GET"


def half(name):
    return f"{name}, half load"


@dataclasses.dataclass
class Contender:
    name: str
    server: servers.Server
    # A file of requests; for those who only verify, how they do it.
    requests: object
    run: typing.Callable = load.run_on_exchange


class Lineup:
    """New exchanges for one round, each with the load that is for it."""

    def __init__(self, context, directory, peers, verifiers):
        self.context = context
        self.directory = directory
        self.servers = []
        plain = self.exchange("plain", "--signatures", "off")
        self.trading_orders = orders.trading(plain, directory / "trading")
        self.creates = [Contender(UNSIGNED, plain, self.trading_orders), *self.signed(plain),
                        *[Contender(peer.name, peer, self.trading_orders, load.run) for peer in peers]]
        bare = [Contender(name, None, verify, signatures.run) for name, verify in verifiers.items()]
        self.further = [*self.resting(), self.durable(), *bare]
        self.reads = self.readers(plain, peers)

    def stop(self):
        for server in self.servers:
            self.context.processes.stop(server.process)

    def exchange(self, name, *flags):
        server = servers.Mock(self.context.processes, self.context.binary, self.directory / name, *flags)
        self.servers.append(server)
        return server

    def signed(self, issuer):
        file = orders.signed(self.context.binary, issuer, self.directory / "signed")
        if file is None:
            report.note("skipped signed orders: this binary has no sign-orders")
            return []
        return [Contender(SIGNED, self.exchange("strict", "--signatures", "strict"), file)]

    def resting(self):
        """Batches have a server of their own, whose book begins as empty as that for single orders."""
        flags = ["--signatures", "off", "--markets", self.context.roomy_markets]
        single, batches = self.exchange("resting", *flags), self.exchange("batches", *flags)
        return [Contender(RESTING, single, orders.resting(single, self.directory / "singles")),
                Contender(BATCHES, batches, orders.resting_batches(batches, self.directory / "tens"))]

    def durable(self):
        server = self.exchange("full", "--signatures", "off", "--durability", "full")
        return Contender(FULL, server, orders.trading(server, self.directory / "full-orders"))

    def readers(self, server, peers):
        """Reads of an open order and of the best prices; nginx answers the first with its constant."""
        token = server.login(server.accounts[0])
        order = place(server, token, orders.order("BUY", "62000"))
        place(server, token, orders.order("SELL", "66000"))
        one = requests.write(self.directory / "get-order", [requests.get(f"/v1/orders/{order}", token)])
        bbo = requests.write(self.directory / "get-bbo", [requests.get("/v1/bbo/BTC-USD-PERP")])
        return [Contender(READ_ORDER, server, one, load.run), Contender(READ_BBO, server, bbo, load.run),
                *[Contender(NGINX_READS, peer, one, load.run) for peer in peers if peer.name == "nginx"]]


def place(server, token, order):
    """The id of an order that was taken."""
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    with contextlib.closing(servers.connection(server)) as client:
        status, body = servers.ask(client, "POST", orders.PATH, json.dumps(order), headers)
    if status != 201:
        raise load.LoadError(f"POST {orders.PATH} answered {status}: {body[:200]}")
    return json.loads(body)["id"]
