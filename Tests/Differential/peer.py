"""What turns somebody else's matching engine into one that answers like `paradex-mock match-orders`."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass
class Resting:
    """What a peer needs to be told again about an order that rests."""

    peer_id: int
    account: int
    side: str
    size: int
    price: int | None
    """None for a market order."""
    filled: int = 0
    filled_before: int = 0
    """What was filled when the order was last brought to the peer, which got only what remained."""

    @property
    def remaining(self) -> int:
        return self.size - self.filled


class Peer:
    """Reads operations and writes answers; a subclass brings the engine. Nothing here queues or matches."""

    name: str
    """Of its package."""
    post_only = True
    """Whether the engine has post-only orders."""
    self_trades = True
    """Whether the engine closes an incoming order that meets one of its own account."""

    def __init__(self):
        self.resting: dict[int, Resting] = {}
        self.fills: list[str] = []

    def perform(self, operation: str) -> list[str]:
        """The lines of the answer, the last one with =."""
        kind, *words = operation.split()
        self.fills = []
        outcome = getattr(self, kind)(*words)
        return [*self.fills, f"= {outcome}"]

    def limit(self, name, account, side, size, price, instruction="") -> str:
        return self.enter(int(name), Resting(0, int(account), side, int(size), int(price)), instruction)

    def market(self, name, account, side, size) -> str:
        return self.enter(int(name), Resting(0, int(account), side, int(size), None), "ioc")

    def enter(self, name: int, order: Resting, instruction: str) -> str:
        order.filled_before = order.filled
        if self.submit(name, order, instruction):
            self.resting[name] = order
            return f"open {order.remaining}"
        return f"closed {order.remaining}" if order.remaining else "filled"

    def modify(self, name, size, price) -> str:
        """Less at the same price keeps the place; all else is a new order with what is not filled yet."""
        name, size, price = int(name), int(size), int(price)
        order = self.resting.get(name)
        if order is None or size <= order.filled or (size, price) == (order.size, order.price):
            return "refused"
        if price == order.price and size < order.size:
            order.size = size
            self.reduce(name, order)
            return f"open {order.remaining}"
        self.remove(name, order)
        del self.resting[name]
        order.size, order.price = size, price
        return self.enter(name, order, "")

    def cancel(self, name) -> str:
        order = self.resting.pop(int(name), None)
        if order is None:
            return "refused"
        self.remove(int(name), order)
        return f"closed {order.remaining}"

    def book(self) -> str:
        """Levels come from the engine's own book. So do the orders, to be sorted by their names."""
        bids, asks, orders = self.look()
        self.fills = [f"bid {price} {size}" for price, size in bids]
        self.fills += [f"ask {price} {size}" for price, size in asks]
        self.fills += ["order {} {} {} {}".format(*order) for order in sorted(orders)]
        return f"book {len(orders)}"

    def filled(self, maker: int, name: int, taker: Resting, price: int, size: int) -> None:
        """Notes a fill that the engine reported."""
        self.fills.append(f"fill {maker} {name} {price} {size}")
        taker.filled += size
        order = self.resting.get(maker)
        if order is not None:
            order.filled += size
            if order.remaining == 0:
                del self.resting[maker]

    def submit(self, name: int, order: Resting, instruction: str) -> bool:
        """Brings what remains of the order to the engine, calls `filled` for each fill; true if it rests."""
        raise NotImplementedError

    def reduce(self, name: int, order: Resting) -> None:
        """Tells the engine that the order's size has become smaller."""
        raise NotImplementedError

    def remove(self, name: int, order: Resting) -> None:
        raise NotImplementedError

    def look(self) -> tuple[Iterable[tuple], Iterable[tuple], list[tuple]]:
        """Bids and asks as (price, size), best first, and orders as (name, side, remaining, price)."""
        raise NotImplementedError
