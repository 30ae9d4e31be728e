"""Whole stories with paradex-py as it comes from PyPI; every story has an exchange of its own."""

import time
from decimal import Decimal

import pytest
from paradex_py.common.order import Order, OrderSide, OrderType

from harness import BTC, SOL, control, limit, market_order, opened, running, seeded

MAKER_FEE, TAKER_FEE = Decimal("0.00003"), Decimal("0.00045")
# The funding index moves every five seconds.
FUNDING_SECONDS = 8


@pytest.fixture
def exchange(tmp_path):
    """A server that the test may steer. Funding would blur the numbers."""
    with running(tmp_path, "--accounts", "2", ephemeral=True) as server:
        steer(server, funding_rate="0")
        yield server


@pytest.fixture
def maker(exchange):
    return seeded(exchange, 0).sdk(exchange).api_client


@pytest.fixture
def bot(exchange):
    """A thousand dollars to begin with, so that something can go wrong."""
    return opened(exchange, balance="1000").sdk(exchange).api_client


def steer(server, market: str = BTC, **change) -> None:
    control(server, f"markets/{market}", **change)


def conditional(kind: OrderType, side: str, size, trigger, price="0", **options) -> Order:
    return Order(
        BTC, kind, OrderSide(side), Decimal(size), Decimal(price), trigger_price=Decimal(trigger), **options
    )


def state(client, created: dict) -> tuple[str, str]:
    order = client.fetch_order(created["id"])
    return order["status"], order["cancel_reason"]


def cash(client) -> Decimal:
    return Decimal(client.fetch_balances()["results"][0]["size"])


def position(client) -> dict:
    (row,) = [row for row in client.fetch_positions()["results"] if row["market"] == BTC]
    return row


def fills(client) -> list[dict]:
    """All fills, newest first, in pages of two."""
    page = client.fetch_fills({"page_size": 2})
    found = page["results"]
    while page["next"]:
        page = client.fetch_fills({"page_size": 2, "cursor": page["next"]})
        found += page["results"]
    return found


def total(rows: list[dict], name: str) -> Decimal:
    return sum((Decimal(row[name]) for row in rows), Decimal(0))


def assert_books_add_up(client, deposit: str) -> None:
    """Cash is what was deposited, what trades won and lost, funding, and less the fees; to the last digit."""
    made = fills(client)
    won = total(made, "realized_pnl") + total(made, "realized_funding") - total(made, "fee")
    assert cash(client) == Decimal(deposit) + won
    assert total(client.fetch_transfers()["results"], "amount") == Decimal(deposit)


def until(reached, seconds: float):
    """Waits for something that time alone brings; what came of it."""
    deadline = time.monotonic() + seconds
    while not (value := reached()) and time.monotonic() < deadline:
        time.sleep(0.05)
    return value


def test_a_bot_s_life(exchange, bot, maker):
    """Looks around, is refused, trades, is stopped out; the books add up to the last digit."""
    btc = next(row for row in bot.fetch_markets()["results"] if row["symbol"] == BTC)
    initial = Decimal(btc["delta1_cross_margin_params"]["imf_base"])
    mark = Decimal(bot.fetch_markets_summary({"market": BTC})["results"][0]["mark_price"])
    assert cash(bot) == 1000

    # One step above what a thousand dollars bear at the mark price is refused, with nothing bound.
    step = Decimal(btc["order_size_increment"])
    most = Decimal(1000) / (mark * (initial + TAKER_FEE)) // step * step
    assert state(bot, bot.submit_order(limit("BUY", most + step, mark))) == ("CLOSED", "NOT_ENOUGH_MARGIN")
    assert bot.fetch_account_summary().initial_margin_requirement == "0"
    fits = bot.submit_order(limit("BUY", most, mark))
    assert state(bot, fits) == ("OPEN", "")
    bot.cancel_order(fits["id"])

    # Bought in three parts, as maker and as taker.
    bot.submit_order(limit("BUY", "0.1", "63990", instruction="POST_ONLY"))
    maker.submit_order(market_order("SELL", "0.1"))
    for price in ("64000", "64010"):
        maker.submit_order(limit("SELL", "0.2", price))
    bot.submit_order(market_order("BUY", "0.4"))
    assert (position(bot)["size"], position(bot)["average_entry_price"]) == ("0.5", "64002")
    assert [fill["liquidity"] for fill in fills(bot)] == ["TAKER", "TAKER", "MAKER"]
    cost = Decimal("0.1") * 63990 * MAKER_FEE + Decimal("0.2") * (64000 + 64010) * TAKER_FEE
    assert cash(bot) == 1000 - cost == Decimal(bot.fetch_account_summary().total_collateral)

    # The stop waits for the mark price, not for the book.
    stop = bot.submit_order(
        conditional(OrderType.StopMarket, "SELL", "0.5", "63500", instruction="IOC", reduce_only=True)
    )
    maker.submit_order(limit("BUY", "0.5", "63450"))
    steer(exchange, mark_price="63500.1")
    assert state(bot, stop) == ("UNTRIGGERED", "")
    assert Decimal(position(bot)["unrealized_pnl"]) == Decimal("0.5") * (Decimal("63500.1") - 64002)
    steer(exchange, mark_price="63500")
    assert state(bot, stop) == ("CLOSED", "")

    closed = position(bot)
    assert (closed["status"], closed["size"], closed["unrealized_pnl"]) == ("CLOSED", "0", "0")
    assert closed["average_exit_price"] == "63450" and closed["closed_at"] > closed["created_at"]
    last = fills(bot)[0]
    assert (last["order_id"], last["price"]) == (stop["id"], "63450")
    assert Decimal(last["realized_pnl"]) == Decimal("0.5") * (63450 - 64002)
    assert_books_add_up(bot, "1000")
    assert_books_add_up(maker, "1000000")
    summary = bot.fetch_account_summary()
    assert Decimal(summary.account_value) == Decimal(summary.free_collateral) == cash(bot)


@pytest.mark.parametrize("mark, winner", [("65000", 0), ("63000", 1)], ids=["take profit", "stop loss"])
def test_one_of_a_pair_closes_the_position_and_cancels_the_other(exchange, bot, maker, mark, winner):
    maker.submit_order(limit("SELL", "0.3", "64000"))
    bot.submit_order(market_order("BUY", "0.3"))
    pair = [
        bot.submit_order(conditional(kind, "SELL", "0.3", trigger, reduce_only=True))
        for kind, trigger in ((OrderType.TakeProfitMarket, "65000"), (OrderType.StopLossMarket, "63000"))
    ]
    assert [bot.fetch_order(leg["id"])["flags"] for leg in pair] == [
        ["REDUCE_ONLY", "STOP_CONDITION_ABOVE_TRIGGER"],
        ["REDUCE_ONLY", "STOP_CONDITION_BELOW_TRIGGER"],
    ]
    assert {state(bot, leg) for leg in pair} == {("UNTRIGGERED", "")}
    maker.submit_order(limit("BUY", "1", mark))
    steer(exchange, mark_price=mark)
    assert state(bot, pair[winner]) == ("CLOSED", "")
    status, reason = state(bot, pair[1 - winner])
    assert status == "CLOSED" and reason != ""
    assert bot.fetch_orders() == {"results": []}
    assert (position(bot)["status"], position(bot)["average_exit_price"]) == ("CLOSED", mark)
    assert Decimal(fills(bot)[0]["realized_pnl"]) == Decimal("0.3") * (Decimal(mark) - 64000)
    assert_books_add_up(bot, "1000")


def test_limit_kinds_rest_after_their_trigger(exchange, bot, maker):
    maker.submit_order(limit("SELL", "0.3", "64000"))
    bot.submit_order(market_order("BUY", "0.3"))
    profit = bot.submit_order(
        conditional(OrderType.TakeProfitLimit, "SELL", "0.3", "65000", "65100", reduce_only=True)
    )
    entry = bot.submit_order(conditional(OrderType.StopLimit, "BUY", "0.1", "65000", "64900"))
    steer(exchange, mark_price="65000")
    assert state(bot, profit) == state(bot, entry) == ("OPEN", "")
    book = bot.fetch_orderbook(BTC)
    assert (book["bids"], book["asks"]) == ([["64900", "0.1"]], [["65100", "0.3"]])
    maker.submit_order(limit("BUY", "0.3", "65100"))
    assert state(bot, profit) == ("CLOSED", "")
    assert Decimal(fills(bot)[0]["realized_pnl"]) == Decimal("0.3") * 1100
    assert fills(bot)[0]["liquidity"] == "MAKER"


def test_a_stop_loss_with_a_limit_does_not_sell_below_it(exchange, bot, maker):
    maker.submit_order(limit("SELL", "0.3", "64000"))
    bot.submit_order(market_order("BUY", "0.3"))
    loss = bot.submit_order(
        conditional(OrderType.StopLossLimit, "SELL", "0.3", "63000", "62900", reduce_only=True)
    )
    maker.submit_order(limit("BUY", "0.1", "62950"))
    maker.submit_order(limit("BUY", "1", "62890"))
    steer(exchange, mark_price="62999")
    order = bot.fetch_order(loss["id"])
    assert (order["status"], order["remaining_size"], order["avg_fill_price"]) == ("OPEN", "0.2", "62950")


def test_an_untriggered_order_is_modified_and_cancelled(exchange, bot):
    stop = bot.submit_order(conditional(OrderType.StopLimit, "BUY", "0.1", "65000", "65100"))
    change = conditional(OrderType.StopLimit, "BUY", "0.2", "66000", "66100", order_id=stop["id"])
    answer = bot.modify_order(stop["id"], change)
    assert [answer[key] for key in ("size", "price", "trigger_price")] == ["0.2", "66100", "66000"]
    steer(exchange, mark_price="65500")
    now = bot.fetch_order(stop["id"])
    assert (now["status"], now["size"], now["trigger_price"]) == ("UNTRIGGERED", "0.2", "66000")
    bot.cancel_order(stop["id"])
    assert state(bot, stop) == ("CLOSED", "USER_CANCELED")
    steer(exchange, mark_price="66000")
    assert fills(bot) == []


def test_the_first_slice_of_a_twap_order_trades_at_once(bot, maker):
    maker.submit_order(limit("SELL", "1", "64000"))
    algo = bot.submit_algo_order(market_order("BUY", "0.4"), "TWAP", duration_seconds=120)
    assert (algo["status"], algo["size"], algo["remaining_size"]) == ("NEW", "0.4", "0.4")
    assert algo["end_at"] - algo["created_at"] == 120_000
    (running_algo,) = bot.fetch_algo_orders()["results"]
    assert [running_algo[key] for key in ("id", "status", "remaining_size", "avg_fill_price")] == [
        algo["id"],
        "OPEN",
        "0.3",
        "64000",
    ]
    (slice_,) = bot.fetch_orders_history()["results"]
    assert (slice_["type"], slice_["size"], slice_["status"]) == ("MARKET", "0.1", "CLOSED")
    assert position(bot)["size"] == fills(bot)[0]["size"] == "0.1"
    bot.cancel_algo_order(algo["id"])
    assert bot.fetch_algo_orders() == {"results": []}
    assert_books_add_up(bot, "1000")


def test_an_account_below_its_maintenance_margin_is_liquidated(exchange, bot, maker):
    maker.submit_order(limit("SELL", "0.5", "64000"))
    bot.submit_order(market_order("BUY", "0.5"))
    resting = bot.submit_order(limit("BUY", "0.01", "61000"))
    threshold = Decimal(position(bot)["liquidation_price"])
    steer(exchange, mark_price=str(threshold.quantize(Decimal("0.1")) + 1))
    assert bot.fetch_account_summary().status == "ACTIVE" and bot.fetch_liquidations()["results"] == []
    steer(exchange, mark_price=str(threshold.quantize(Decimal("0.1")) - 1))
    (event,) = until(lambda: bot.fetch_liquidations()["results"], 7)
    forced = fills(bot)[0]
    assert (forced["fill_type"], forced["side"], forced["order_id"]) == ("LIQUIDATION", "SELL", "")
    assert forced["orderbook_seq_no"] == 0, "liquidations do not go through the book"
    # A fifth of the position.
    assert (forced["size"], position(bot)["size"]) == ("0.1", "0.4")
    assert state(bot, resting)[0] == "CLOSED"
    (settled,) = bot.fetch_transactions({"page_size": 1})["results"]
    assert (settled["id"], settled["type"]) == (forced["id"], "TRANSACTION_LIQUIDATE")
    assert settled["hash"] == event["id"]
    assert bot.fetch_trades({"market": BTC})["results"][0]["trade_type"] == "LIQUIDATION"
    assert_books_add_up(bot, "1000")
    assert_books_add_up(maker, "1000000")


def test_funding_is_paid_from_one_side_to_the_other(exchange, bot, maker):
    maker.submit_order(limit("SELL", "0.2", "64000"))
    bot.submit_order(market_order("BUY", "0.2"))

    def owed() -> Decimal:
        # Nothing but a command or a full minute moves the clock of an exchange.
        steer(exchange, funding_rate="0.01")
        return Decimal(position(bot)["unrealized_funding_pnl"])

    assert until(owed, FUNDING_SECONDS) < 0
    steer(exchange, funding_rate="0")
    shown = Decimal(position(bot)["unrealized_funding_pnl"])
    maker.submit_order(limit("BUY", "0.1", "64100"))
    bot.submit_order(market_order("SELL", "0.1"))
    (paid,), (got,) = (side.fetch_funding_payments({"market": BTC})["results"] for side in (bot, maker))
    assert Decimal(paid["payment"]) == -Decimal(got["payment"]) == shown
    last = fills(bot)[0]
    assert (paid["fill_id"], paid["payment"]) == (last["id"], last["realized_funding"])
    assert paid["index"] == got["index"] == position(bot)["cached_funding_index"]
    # Half of the position is left: what it has realised includes the funding of the whole.
    assert position(bot)["realized_positional_funding_pnl"] == paid["payment"]
    assert Decimal(position(bot)["realized_positional_pnl"]) == 10 + Decimal(paid["payment"])
    assert_books_add_up(bot, "1000")
    assert_books_add_up(maker, "1000000")


def test_an_exchange_in_maintenance_says_which_orders_it_takes(exchange, bot):
    resting = bot.submit_order(limit("BUY", "0.1", "63990"))
    control(exchange, "system", status="post_only")
    assert bot.fetch_system_state() == {"status": "post_only"}
    with pytest.raises(ValueError, match="SYSTEM_STATUS_POST_ONLY"):
        bot.submit_order(limit("BUY", "0.1", "63990"))
    bot.submit_order(limit("BUY", "0.1", "63990", instruction="POST_ONLY"))
    control(exchange, "system", status="cancel_only")
    with pytest.raises(ValueError, match="SYSTEM_STATUS_CANCEL_ONLY"):
        bot.submit_order(limit("BUY", "0.1", "63990", instruction="POST_ONLY"))
    bot.cancel_order(resting["id"])
    assert state(bot, resting) == ("CLOSED", "USER_CANCELED")


# What everybody sees of it


def test_public_figures_follow_the_trades(exchange, bot, maker):
    for side, price in (("BUY", "64000"), ("SELL", "63900")):
        bot.submit_order(limit(side, "0.1", price))
        maker.submit_order(limit("SELL" if side == "BUY" else "BUY", "0.1", price))
    trades = bot.fetch_trades({"market": BTC})["results"]
    assert [(row["side"], row["price"]) for row in trades] == [("BUY", "63900"), ("SELL", "64000")]
    assert bot.fetch_trades({"market": SOL})["results"] == []
    (summary,) = bot.fetch_markets_summary({"market": BTC})["results"]
    assert (summary["last_traded_price"], summary["open_interest"]) == ("63900", "0")
    assert Decimal(summary["volume_24h"]) == Decimal("0.1") * (64000 + 63900)
    start, end = trades[1]["created_at"] - 60_000, trades[0]["created_at"]
    candles = bot.fetch_klines(BTC, "1", start, end)["results"]
    assert (candles[0][1], candles[-1][4]) == (64000, 63900)
    assert sum(Decimal(str(row[5])) for row in candles) == Decimal("0.2")
    steer(exchange, mark_price="64500")
    (summary,) = bot.fetch_markets_summary({"market": BTC})["results"]
    marks = bot.fetch_klines(BTC, "1", start, int(time.time() * 1000), "mark")["results"]
    assert (summary["mark_price"], marks[-1][4]) == ("64500", 64500)
    funding = bot.fetch_funding_data({"market": BTC, "page_size": 1})["results"][0]
    assert (funding["market"], funding["funding_period_hours"]) == (BTC, 8)
    assert bot.fetch_insurance_fund()["settlement_asset"] == "USDC"
