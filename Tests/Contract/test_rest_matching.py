"""What the book does with accepted orders: closed with a reason, or not at all."""

import pytest

from harness import limit, market_order


@pytest.mark.parametrize(
    "make, reason",
    [
        (lambda: limit("BUY", "0.1", "67200.1"), "EXCEEDS_MAX_SLIPPAGE"),
        (lambda: limit("SELL", "0.1", "60799.9"), "EXCEEDS_MAX_SLIPPAGE"),
        (lambda: limit("BUY", "0.1", "64000", reduce_only=True), "REDUCE_ONLY_WILL_INCREASE"),
        (lambda: market_order("SELL", "0.1", reduce_only=True), "REDUCE_ONLY_WILL_INCREASE"),
    ],
    ids=["buy above band", "sell below band", "reduce-only limit", "reduce-only market"],
)
def test_an_order_the_exchange_may_not_take_is_closed_with_a_reason(trader, make, reason):
    order = trader.place(make())
    assert (order["status"], order["cancel_reason"], order["avg_fill_price"]) == ("CLOSED", reason, "")


@pytest.mark.parametrize("price", ["67200", "1"])
def test_orders_at_the_band_and_passive_ones_beyond_it_rest(trader, price):
    assert trader.place(limit("BUY", "0.1", price))["status"] == "OPEN"


def test_a_reduce_only_order_may_close_a_position_but_not_turn_it(trader, other):
    other.submit(limit("SELL", "0.5", "64000"))
    trader.submit(limit("BUY", "0.5", "64000"))
    reducing = trader.place(limit("SELL", "0.5", "64100", reduce_only=True))
    assert (reducing["status"], reducing["flags"]) == ("OPEN", ["REDUCE_ONLY"])
    trader.http.delete("orders")
    turning = trader.place(limit("SELL", "0.6", "64100", reduce_only=True))
    assert (turning["status"], turning["cancel_reason"]) == ("CLOSED", "REDUCE_ONLY_WILL_INCREASE")


def reasons(trader, *orders: dict) -> list[str]:
    return [trader.order(order["id"])["cancel_reason"] for order in orders]


def give_position(trader, other, side: str, size: str) -> None:
    other.submit(limit("SELL" if side == "BUY" else "BUY", size, "64000"))
    assert trader.place(limit(side, size, "64000"))["status"] == "CLOSED"


def test_a_shrinking_position_cancels_reduce_only_orders_that_no_longer_fit(trader, other):
    """As documented: long 100, reduce-only 60; selling 40 keeps it, selling one more cancels it."""
    give_position(trader, other, "BUY", "1")
    reducing = trader.place(limit("SELL", "0.6", "65000", reduce_only=True))
    give_position(trader, other, "SELL", "0.4")
    assert reasons(trader, reducing) == [""]
    give_position(trader, other, "SELL", "0.01")
    assert reasons(trader, reducing) == ["REDUCE_ONLY_WILL_INCREASE"]


def test_better_priced_orders_use_up_the_room_of_reduce_only_ones(trader, other):
    """As documented: long 100, reduce-only 50 at 4500 and 50 at 4600, then a sell of 1."""
    give_position(trader, other, "BUY", "1")
    near, far = [trader.place(limit("SELL", "0.5", price, reduce_only=True)) for price in ("64500", "64600")]
    trader.place(limit("SELL", "0.01", "64700"))
    assert reasons(trader, near, far) == ["", ""]
    trader.place(limit("SELL", "0.01", "64400"))
    assert reasons(trader, near, far) == ["", "REDUCE_ONLY_WILL_INCREASE"]


def test_a_reduce_only_order_that_does_not_fit_behind_others_is_closed(trader, other):
    give_position(trader, other, "BUY", "1")
    trader.place(limit("SELL", "1", "64500", reduce_only=True))
    assert trader.place(limit("SELL", "0.01", "64700", reduce_only=True))["cancel_reason"] == (
        "REDUCE_ONLY_WILL_INCREASE"
    )


def test_a_reduce_only_order_survives_a_growing_position(trader, other):
    give_position(trader, other, "BUY", "0.5")
    reducing = trader.place(limit("SELL", "0.5", "65000", reduce_only=True))
    give_position(trader, other, "BUY", "0.5")
    assert reasons(trader, reducing) == [""]


@pytest.mark.parametrize(
    "stp, taker, maker",
    [
        (None, ("CLOSED", "SELF_TRADE"), ("OPEN", "")),
        ("EXPIRE_TAKER", ("CLOSED", "SELF_TRADE"), ("OPEN", "")),
        ("EXPIRE_MAKER", ("OPEN", ""), ("CLOSED", "SELF_TRADE")),
        ("EXPIRE_BOTH", ("CLOSED", "SELF_TRADE"), ("CLOSED", "SELF_TRADE")),
    ],
)
def test_an_account_does_not_trade_with_itself(trader, stp, taker, maker):
    resting = trader.submit(limit("SELL", "0.1", "64000"))
    crossing = trader.place(limit("BUY", "0.2", "64000", stp=stp))
    assert (crossing["status"], crossing["cancel_reason"]) == taker
    resting = trader.order(resting["id"])
    assert (resting["status"], resting["cancel_reason"]) == maker
    assert crossing["stp"] == stp or stp is None


def test_fills_before_a_self_trade_stand(trader, other):
    other.submit(limit("SELL", "0.1", "63999"))
    trader.submit(limit("SELL", "0.1", "64000"))
    order = trader.place(limit("BUY", "0.3", "64000"))
    assert (order["cancel_reason"], order["remaining_size"], order["avg_fill_price"]) == (
        "SELF_TRADE",
        "0.2",
        "63999",
    )
