"""Operations for matching engines, one a line, as `paradex-mock match-orders` reads them.

    limit ID ACCOUNT buy|sell SIZE PRICE [ioc|post]
    market ID ACCOUNT buy|sell SIZE
    modify ID SIZE PRICE
    cancel ID
    book

An ID is placed once. Some orders that are to be modified or cancelled are closed by then, which both engines
must refuse.
"""

import random
from collections.abc import Iterator
from typing import NamedTuple

ACCOUNTS = 16
CHECKPOINT = 5_000
"""Operations between two looks at the whole book."""
RESTING = 2_400
"""With more limit orders that should still rest, one of them is cancelled."""
PRICES = range(600, 1_401)
"""Where the middle of the market wanders; the engine's band is far wider."""


class Placed(NamedTuple):
    id: int
    side: str
    price: int
    post_only: bool

    def is_behind(self, middle: int) -> bool:
        """Whether the market has not passed the order since, so that it should still rest."""
        return self.price < middle if self.side == "buy" else self.price > middle


class Generator:
    """Makes operations from a seed alone: no look at any engine, so that a run can be repeated."""

    def __init__(self, seed: int, post_only: bool, self_trades: bool):
        self.random = random.Random(seed)
        self.middle = 1_000
        self.last_id = 0
        self.resting: list[Placed] = []
        """Orders that may rest; some are filled by now."""
        self.post_only = post_only
        self.self_trades = self_trades

    def operations(self, count: int) -> Iterator[str]:
        """So many operations, with checkpoints; at last everything is traded away, queue by queue."""
        for number in range(1, count + 1):
            yield self.operation()
            if number % CHECKPOINT == 0:
                yield "book"
        yield "book"
        yield from self.sweep()

    def operation(self) -> str:
        if self.random.random() < 0.02:
            step = self.random.choice((-1, 1))
            self.middle = min(max(self.middle + step, PRICES[0]), PRICES[-1])
        if len(self.resting) > RESTING:
            return self.cancel()
        if not self.resting:
            return self.limit()
        (make,) = self.random.choices(
            (self.limit, self.immediate, self.market, self.modify, self.cancel), (60, 12, 6, 16, 6)
        )
        return make()

    def limit(self) -> str:
        terms, placed = self.terms()
        self.resting.append(placed)
        return f"limit {terms} {placed.price}" + (" post" if placed.post_only else "")

    def immediate(self) -> str:
        terms, placed = self.terms()
        return f"limit {terms} {placed.price} ioc"

    def market(self) -> str:
        return f"market {self.terms()[0]}"

    def modify(self) -> str:
        order = self.take()
        # What becomes of a post-only order that would cross is a rule of the exchange, not of matching.
        if order.post_only:
            return f"cancel {order.id}"
        price = order.price if self.random.random() < 0.4 else self.middle + self.random.randint(-12, 12)
        self.resting.append(order._replace(price=price))
        return f"modify {order.id} {self.size()} {price}"

    def cancel(self) -> str:
        return f"cancel {self.take().id}"

    def take(self) -> Placed:
        """An order from a random place, mostly one that still rests."""
        for _ in range(20):
            place = self.random.randrange(len(self.resting))
            self.resting[place], self.resting[-1] = self.resting[-1], self.resting[place]
            order = self.resting.pop()
            if order.is_behind(self.middle) or not self.resting:
                break
        return order

    def terms(self) -> tuple[str, Placed]:
        """ID, account, side and size of a new order, and the limit that it may have."""
        self.last_id += 1
        side = self.random.choice(("buy", "sell"))
        post_only = self.post_only and self.random.random() < 0.1
        placed = Placed(self.last_id, side, self.price(side), post_only)
        return f"{self.last_id} {self.account(side)} {side} {self.size()}", placed

    def account(self, side: str) -> int:
        """Without self-trades one half of the accounts only buys, and the other half only sells."""
        if self.self_trades:
            return self.random.randrange(ACCOUNTS)
        return self.random.randrange(ACCOUNTS // 2) + (ACCOUNTS // 2 if side == "sell" else 0)

    def size(self) -> int:
        return self.random.randint(1, 20) if self.random.random() < 0.95 else self.random.randint(50, 200)

    def price(self, side: str) -> int:
        """Mostly a little behind the middle, sometimes through it."""
        if self.random.random() < 0.33:
            distance = -self.random.randint(0, 6)
        else:
            distance = 1 + int(self.random.expovariate(1 / 10))
        return self.middle - distance if side == "buy" else self.middle + distance

    def sweep(self) -> Iterator[str]:
        """Market orders of accounts that rest nothing until both sides are empty, and one more."""
        for side, account in (("buy", ACCOUNTS), ("sell", ACCOUNTS + 1)):
            for size in (7, 1_000, 100_000_000, 1):
                self.last_id += 1
                yield f"market {self.last_id} {account} {side} {size}"
        yield "book"
