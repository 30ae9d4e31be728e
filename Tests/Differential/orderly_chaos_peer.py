"""https://github.com/Meetmendapara09/Orderly-Chaos, a C++ engine; orderly-chaos on PyPI.

It knows neither accounts nor post-only orders. An IOC order is a limit order whose rest is cancelled.
"""

from orderly_chaos import LimitOrderBook, Side

from peer import Peer, Resting


class OrderlyChaos(Peer):
    name = "orderly-chaos"
    post_only = False
    self_trades = False

    def __init__(self):
        super().__init__()
        self.engine = LimitOrderBook(on_trade=self.on_trade)
        self.taker: Resting | None = None

    def on_trade(self, trade) -> None:
        self.filled(trade.maker_id, trade.taker_id, self.taker, trade.price, trade.quantity)

    def submit(self, name: int, order: Resting, instruction: str) -> bool:
        self.taker = order
        side, size = Side.parse(order.side), order.remaining
        if order.price is None:
            self.engine.market(side, name, size)
            return False
        self.engine.limit(side, name, size, order.price)
        if instruction == "ioc" and self.engine.has(name):
            self.engine.cancel(name)
        return self.engine.has(name)

    def reduce(self, name: int, order: Resting) -> None:
        self.engine.reduce(name, self.engine.get(name).quantity - order.remaining)

    def remove(self, name: int, order: Resting) -> None:
        self.engine.cancel(name)

    def look(self):
        bids, asks = (
            [(level.price, level.volume) for level in self.engine.depth(side, len(self.engine))]
            for side in (Side.BUY, Side.SELL)
        )
        orders = []
        for name in self.resting:
            order = self.engine.get(name)
            orders.append((name, order.side.name.lower(), order.quantity, order.price))
        if len(orders) != len(self.engine):
            raise AssertionError("the peer has orders that were never placed")
        return bids, asks, orders
