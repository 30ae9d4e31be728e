"""https://github.com/intrepidkarthi/orderbook, a Go engine behind a C interface; obook on PyPI."""

import obook
from obook import EventKind, Result, Status

from peer import Peer, Resting

RESTING = (Status.NEW, Status.PARTIALLY_FILLED)


class Obook(Peer):
    name = "obook"

    def __init__(self):
        super().__init__()
        self.engine = obook.Book()
        self.names: dict[int, int] = {}
        """Our names by the engine's numbers. A modified order gets a new number."""

    def submit(self, name: int, order: Resting, instruction: str) -> bool:
        result = self.engine.submit(
            user=order.account,
            side=obook.BUY if order.side == "buy" else obook.SELL,
            price=order.price or 0,
            qty=order.remaining,
            type=obook.MARKET if order.price is None else obook.LIMIT,
            tif=obook.IOC if instruction == "ioc" else obook.GTC,
            post_only=instruction == "post",
        )
        order.peer_id = result.order_id
        self.names[result.order_id] = name
        for event in self.engine.events():
            if event.kind == EventKind.TRADE:
                maker, taker = self.names[event.maker_id], self.names[event.taker_id]
                self.filled(maker, taker, order, event.price, event.qty)
        return result.status in RESTING

    def reduce(self, name: int, order: Resting) -> None:
        size = order.size - order.filled_before
        self.expect(self.engine.reduce(order.peer_id, size, order.account), Status.REDUCED)

    def remove(self, name: int, order: Resting) -> None:
        self.expect(self.engine.cancel(order.peer_id, order.account), Status.CANCELLED)

    def look(self):
        levels: dict[str, dict[int, int]] = {"buy": {}, "sell": {}}
        orders = []
        # Bids first, then asks, each best first: the levels come in order.
        for order in self.engine.book():
            side, remaining = "buy" if order.side == obook.BUY else "sell", order.qty - order.filled
            levels[side][order.price] = levels[side].get(order.price, 0) + remaining
            orders.append((self.names[order.order_id], side, remaining, order.price))
        return levels["buy"].items(), levels["sell"].items(), orders

    def expect(self, result: Result, status: Status) -> None:
        """The orders that the base class knows must be those of the engine."""
        if result.status != status:
            raise AssertionError(f"the peer lost an order: {result}")
        self.engine.events()
