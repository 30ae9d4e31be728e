"""Random trading through the API: every figure that can be had in two ways is the same in both."""

import random
from decimal import Decimal

import pytest

from harness import BTC, ETH, SOL, control, limit, market_order, opened, running

MARKS = {BTC: Decimal(64000), ETH: Decimal(3000), SOL: Decimal(150)}
TICKS = {BTC: Decimal("0.1"), ETH: Decimal("0.01"), SOL: Decimal("0.001")}
STEPS = {BTC: Decimal("0.00001"), ETH: Decimal("0.0001"), SOL: Decimal("0.01")}
RATES = {"MAKER": Decimal("0.00003"), "TAKER": Decimal("0.00045")}
LAST_DECIMAL = Decimal("0.00000001")
DEPOSIT = "20000"
ORDERS = 400
FLAGS = ("--accounts", "1", "--signatures", "off")


@pytest.fixture(scope="module", params=[1, 2])
def traded(tmp_path_factory, request):
    """Three accounts after random trading, with prices and funding that moved; their open orders are gone."""
    with running(tmp_path_factory.mktemp("books"), *FLAGS, ephemeral=True) as server:
        traders = [opened(server, balance=DEPOSIT) for _ in range(3)]
        choose = random.Random(request.param)
        for number in range(ORDERS):
            if number % 50 == 0:
                move(server, choose)
            reply = choose.choice(traders).http.post("orders", json=body(random_order(choose)))
            assert reply.status_code == 201, reply.text
        for trader in traders:
            trader.http.delete("orders")
        for market in MARKS:
            control(server, f"markets/{market}", funding_rate="0")
        yield traders
        for trader in traders:
            trader.close()


def move(server, choose: random.Random) -> None:
    for market, mark in MARKS.items():
        price = (mark * Decimal(choose.uniform(0.99, 1.01))).quantize(TICKS[market])
        rate = choose.choice(("-1", "1"))
        control(server, f"markets/{market}", mark_price=str(price), funding_rate=rate)


def random_order(choose: random.Random):
    """About 300 dollars near the mark price, to the market's last decimal; one in five takes what is there."""
    market, side = choose.choice(list(MARKS)), choose.choice(("BUY", "SELL"))
    size = (Decimal(choose.uniform(50, 600)) / MARKS[market]).quantize(STEPS[market])
    price = (MARKS[market] * Decimal(choose.gauss(1, 0.002))).quantize(TICKS[market])
    if choose.random() < 0.2:
        return market_order(side, size, market, reduce_only=choose.random() < 0.3)
    instruction = choose.choice(("GTC", "GTC", "IOC", "POST_ONLY"))
    return limit(side, size, price, market, instruction=instruction, stp="EXPIRE_MAKER")


def body(order) -> dict:
    return order.dump_to_dict() | {"signature": '["1","2"]'}


def everything(trader, path: str, **query) -> list[dict]:
    page = trader.http.get(path, params=query | {"page_size": 7}).json()
    rows = page["results"]
    while page["next"]:
        page = trader.http.get(path, params={"cursor": page["next"], "page_size": 7}).json()
        rows += page["results"]
    assert len({row["id"] for row in rows}) == len(rows)
    return rows


def total(rows, *names: str) -> Decimal:
    return sum((Decimal(row[name]) for row in rows for name in names), Decimal(0))


def positions(trader) -> list[dict]:
    return trader.http.get("positions").json()["results"]


def cash(trader) -> Decimal:
    return Decimal(trader.http.get("balance").json()["results"][0]["size"])


def test_there_was_trading_to_check(traded):
    fills = [fill for trader in traded for fill in everything(trader, "fills")]
    assert len(fills) > ORDERS / 3
    assert any(Decimal(fill["realized_pnl"]) for fill in fills)


def test_cash_is_deposit_and_results_of_fills(traded):
    for trader in traded:
        fills = everything(trader, "fills")
        won = total(fills, "realized_pnl", "realized_funding") - total(fills, "fee")
        assert cash(trader) == Decimal(DEPOSIT) + won


def test_fees_are_price_times_size_times_rate(traded):
    """To the eight decimals that money has."""
    for fill in (fill for trader in traded for fill in everything(trader, "fills")):
        exact = Decimal(fill["price"]) * Decimal(fill["size"]) * RATES[fill["liquidity"]]
        assert abs(Decimal(fill["fee"]) - exact) <= LAST_DECIMAL / 2


def test_what_one_gains_others_lose(traded):
    """Cash, fees and what positions cost sum to the deposits: nothing is made or lost between accounts."""
    fees = sum(total(everything(trader, "fills"), "fee") for trader in traded)
    funding = sum(total(everything(trader, "fills"), "realized_funding") for trader in traded)
    costs = sum(total(positions(trader), "cost") for trader in traded)
    left = sum(map(cash, traded))
    assert left + fees - funding - costs == 3 * Decimal(DEPOSIT)
    for market in MARKS:
        rows = [row for trader in traded for row in positions(trader) if row["market"] == market]
        assert total(rows, "size") == 0


def test_positions_are_the_sums_of_fills(traded):
    for trader in traded:
        fills = everything(trader, "fills")
        for row in positions(trader):
            own = [fill for fill in fills if fill["market"] == row["market"]]
            signs = {"BUY": 1, "SELL": -1}
            assert Decimal(row["size"]) == sum(signs[fill["side"]] * Decimal(fill["size"]) for fill in own)
            assert row["last_fill_id"] == own[0]["id"]
            assert row["status"] == ("OPEN" if Decimal(row["size"]) else "CLOSED")


def test_an_account_s_value_is_cash_and_what_positions_are_worth(traded):
    for trader in traded:
        account = trader.http.get("account").json()
        open_rows = [row for row in positions(trader) if row["status"] == "OPEN"]
        assert Decimal(account["total_collateral"]) == cash(trader)
        assert Decimal(account["account_value"]) == cash(trader) + total(open_rows, "unrealized_pnl")


def test_orders_are_filled_by_their_fills(traded):
    for trader in traded:
        fills = everything(trader, "fills")
        for order in everything(trader, "orders-history"):
            own = [fill for fill in fills if fill["order_id"] == order["id"]]
            assert Decimal(order["size"]) - Decimal(order["remaining_size"]) == total(own, "size")
            if own:
                value = sum(Decimal(fill["size"]) * Decimal(fill["price"]) for fill in own)
                average = value / total(own, "size")
                assert abs(Decimal(order["avg_fill_price"]) - average) <= LAST_DECIMAL
            else:
                assert order["avg_fill_price"] == ""


def test_the_public_figures_are_the_sums_of_all(traded):
    fills = [fill for trader in traded for fill in everything(trader, "fills")]
    takers = {fill["id"]: fill for fill in fills if fill["liquidity"] == "TAKER"}
    for market in MARKS:
        trades = everything(traded[0], "trades", market=market)
        own = {key for key, fill in takers.items() if fill["market"] == market}
        assert {trade["id"] for trade in trades} == own
        for trade in trades:
            taker = takers[trade["id"]]
            assert all(trade[key] == taker[key] for key in ("side", "size", "price", "created_at"))
        summary = traded[0].http.get("markets/summary", params={"market": market}).json()["results"][0]
        volume = sum(Decimal(trade["size"]) * Decimal(trade["price"]) for trade in trades)
        assert Decimal(summary["volume_24h"]) == Decimal(summary["total_volume"]) == volume
        rows = [row for trader in traded for row in positions(trader) if row["market"] == market]
        longs = [row for row in rows if row["side"] == "LONG"]
        assert Decimal(summary["open_interest"]) == total(longs, "size")
        assert summary["last_traded_price"] == trades[0]["price"]
