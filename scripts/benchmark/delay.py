"""From an order to its message: one connection, one order at a time, one process on both ends."""

import contextlib
import dataclasses
import itertools
import select
import statistics
import time

from benchmark import requests as prepared
from benchmark.client import Client
from benchmark.load import LoadError
from benchmark.websocket import CHANNEL, Subscriber

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
        pairs = itertools.cycle(prepared.read(requests))
        check_pair(client, pairs, audience)
        deadline = time.perf_counter() + seconds
        delays = []
        while time.perf_counter() < deadline:
            client.send(next(pairs))
            client.reply()
            delays.append(once(client, next(pairs), audience, audience[len(delays) % subscribers]))
    cuts = statistics.quantiles(delays, n=100)
    return Sample(server.name, subscribers, len(delays), cuts[49] * 1000, cuts[98] * 1000)


def check_pair(client, pairs, audience):
    """Only the second order of a pair may be told of, or what is measured would be on its way already."""
    client.send(next(pairs))
    client.reply()
    if select.select(audience, [], [], SILENCE)[0]:
        raise LoadError("an order that should rest was told as a trade")
    once(client, next(pairs), audience, audience[0])


def once(client, order, audience, observed):
    began = time.perf_counter()
    client.send(order)
    message = observed.message()
    delay = time.perf_counter() - began
    client.reply()
    for subscriber in audience:
        other = message if subscriber is observed else subscriber.message()
        if other != message or CHANNEL.encode() not in message:
            raise LoadError(f"a trade was told as {message!r} and as {other!r}")
    if any(subscriber.unread for subscriber in audience):
        raise LoadError("an order was told to a subscriber twice")
    return delay
