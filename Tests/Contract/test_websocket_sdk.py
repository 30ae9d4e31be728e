"""paradex-py's own WebSocket client, unmodified, as a user has it."""

import asyncio
import signal
import time
from decimal import Decimal

import jwt
import pytest
from paradex_py.api.ws_client import ParadexWebsocketChannel as Channel
from paradex_py.api.ws_client import WsRpcError

from harness import BTC, ETH, change, control, limit, market_order, opened, running, seeded
from sockets import bots, bounded, until

TAKER_FEE = Decimal("0.00045")
BOOK = f"order_book.{BTC}.snapshot@15@100ms"
# What the SDK can listen to without the exchange having anything to say.
SILENT = ["block_trades", "funding_rate_comparison.ALL@1000ms", "mmp", "tradebusts", "transfers"]


@pytest.fixture
def exchange(tmp_path):
    """A server that the test may steer and stop."""
    with running(tmp_path, "--accounts", "2") as server:
        yield server


def refused(code: int, message: str = ""):
    return pytest.raises(WsRpcError, match=f"^WS RPC error {code}: {message}")


def without(row: dict, *names: str) -> dict:
    return {key: value for key, value in row.items() if key not in names}


# Channels


@bounded(15)
async def test_every_channel_tells_of_a_trade_what_rest_says(server, trader, other):
    async with bots(server, trader) as bot:
        for channel in Channel:
            await bot.listen(channel, market=BTC)
        await bot.subscribed()
        assert len(bot.socket.callbacks) == len(Channel)
        (empty,) = await bot.told(BOOK)
        assert (empty["update_type"], empty["inserts"]) == ("s", [])

        maker = other.submit(limit("SELL", "0.3", "64000"))
        taker = bot.rest.submit_order(market_order("BUY", "0.1", client_id="lucky"))
        assert await bot.states(taker["id"]) == ["NEW", "CLOSED"]
        await bot.told("transaction")

        order = bot.heard[f"orders.{BTC}"][-1]
        assert without(order, "published_at", "seq_no", "request_info") == without(
            bot.rest.fetch_order(taker["id"]), "published_at", "seq_no", "request_info"
        )
        (fill,) = bot.heard[f"fills.{BTC}"]
        assert [fill] == bot.rest.fetch_fills()["results"]
        assert [fill[key] for key in ("order_id", "client_id", "side", "liquidity", "price", "size")] == [
            taker["id"],
            "lucky",
            "BUY",
            "TAKER",
            "64000",
            "0.1",
        ]
        assert Decimal(fill["fee"]) == 6400 * TAKER_FEE
        (position,) = bot.heard["positions"]
        moving = ("unrealized_pnl", "unrealized_funding_pnl", "liquidation_price", "seq_no")
        assert without(position, *moving) == without(bot.rest.fetch_positions()["results"][0], *moving)
        assert (position["side"], position["size"], position["average_entry_price"]) == (
            "LONG",
            "0.1",
            "64000",
        )
        account, summary = bot.heard["account"][-1], bot.rest.fetch_account_summary()
        assert account["account"] == trader.address
        assert Decimal(account["total_collateral"]) == 1_000_000 - 6400 * TAKER_FEE
        for name in ("total_collateral", "initial_margin_requirement", "maintenance_margin_requirement"):
            assert account[name] == getattr(summary, name), name
        (event,) = bot.heard["balance_events"]
        assert (event["type"], event["fill_id"], event["fees"]) == (
            "TRANSACTION_FILL",
            fill["id"],
            fill["fee"],
        )
        assert event["settlement_asset_balance_before"] == "1000000"
        assert event["settlement_asset_balance_after"] == bot.rest.fetch_balances()["results"][0]["size"]
        assert bot.heard["transaction"] == bot.rest.fetch_transactions()["results"]

        assert bot.heard[f"trades.{BTC}"] == bot.rest.fetch_trades({"market": BTC, "page_size": 1})["results"]
        assert [(row["ask"], row["ask_size"], row["bid"]) for row in bot.heard[f"bbo.{BTC}"]] == [
            ("64000", "0.3", "0"),
            ("64000", "0.2", "0"),
        ]
        number = fill["orderbook_seq_no"]
        (shown,) = await until(lambda: [row for row in bot.heard[BOOK] if row["seq_no"] == number])
        assert shown["inserts"] == [{"side": "SELL", "price": "64000", "size": "0.2"}]
        assert shown["best_ask_api"] == shown["inserts"][0]
        assert number == bot.rest.fetch_orderbook(BTC)["seq_no"] == bot.heard[f"bbo.{BTC}"][-1]["seq_no"]

        summaries = bot.heard[f"markets_summary.{BTC}"]
        await until(lambda: summaries[-1]["ask_size"] == "0.2")
        (row,) = bot.rest.fetch_markets_summary({"market": BTC})["results"]
        shared = without(row, "created_at", "funding_rate", "future_funding_rate")
        assert {key: summaries[-1][key] for key in shared} == shared
        (funding,) = bot.heard[f"funding_data.{BTC}"][:1]
        assert (funding["market"], funding["funding_period_hours"]) == (BTC, 8)
        assert Decimal(funding["funding_rate"]) == Decimal(row["funding_rate"])
        assert [name for name in SILENT if bot.heard[name]] == []
        assert other.order(maker["id"])["remaining_size"] == "0.2"


@bounded(15)
async def test_a_maker_hears_of_each_fill_and_the_channels_named_all_of_every_market(server, trader, other):
    async with bots(server, trader) as bot:
        for channel in (Channel.ORDERS, Channel.FILLS, Channel.TRADES, Channel.BBO):
            await bot.listen(channel, market="ALL")
        await bot.listen(Channel.POSITIONS)
        await bot.subscribed()
        made = [
            bot.rest.submit_order(limit("SELL", "0.3", "64000"))["id"],
            bot.rest.submit_order(limit("SELL", "2", "3000", ETH))["id"],
        ]
        for body in (market_order("BUY", "0.1"), market_order("BUY", "0.2"), market_order("BUY", "2", ETH)):
            other.submit(body)
        assert await bot.states(made[0]) == ["NEW", "OPEN", "OPEN", "CLOSED"]
        assert await bot.states(made[1]) == ["NEW", "OPEN", "CLOSED"]
        await bot.told("positions", 3)
        rows = [row for row in bot.heard["orders.ALL"] if row["id"] == made[0]]
        assert [row["remaining_size"] for row in rows] == ["0.3", "0.3", "0.2", "0"]
        assert [(row["market"], row["size"], row["liquidity"]) for row in bot.heard["fills.ALL"]] == [
            (BTC, "0.1", "MAKER"),
            (BTC, "0.2", "MAKER"),
            (ETH, "2", "MAKER"),
        ]
        assert [(row["side"], row["size"]) for row in bot.heard["positions"]] == [
            ("SHORT", "-0.1"),
            ("SHORT", "-0.3"),
            ("SHORT", "-2"),
        ]
        trades = bot.heard["trades.ALL"]
        assert [(row["market"], row["side"]) for row in trades] == [(BTC, "BUY"), (BTC, "BUY"), (ETH, "BUY")]
        assert trades[:2][::-1] == bot.rest.fetch_trades({"market": BTC, "page_size": 2})["results"]
        assert {row["market"] for row in bot.heard["bbo.ALL"]} == {BTC, ETH}


@bounded(15)
async def test_deltas_keep_a_book_and_a_grouped_book_is_rounded_away_from_the_middle(server, trader, other):
    async with bots(server, trader) as bot:
        await bot.listen(Channel.ORDER_BOOK, market=BTC, feed_type="deltas", refresh_rate="50ms")
        await bot.listen(Channel.ORDER_BOOK, market=BTC, refresh_rate="50ms", price_tick="10")
        await bot.subscribed()
        for price in ("63999", "63991"):
            other.submit(limit("BUY", "0.1", price))
        other.submit(limit("SELL", "0.4", "64001"))
        last = other.http.get(f"orderbook/{BTC}").json()["seq_no"]
        grouped = bot.heard[f"order_book.{BTC}.snapshot@15@50ms@10"]
        await until(lambda: grouped and grouped[-1]["seq_no"] == last)
        assert [tuple(level.values()) for level in grouped[-1]["inserts"]] == [
            ("BUY", "63990", "0.2"),
            ("SELL", "64010", "0.4"),
        ]
        deltas = bot.heard[f"order_book.{BTC}.deltas@15@50ms"]
        await until(lambda: sum(len(row["inserts"]) for row in deltas) == 3)
        assert [row["update_type"] for row in deltas] == ["s"] + ["d"] * (len(deltas) - 1)
        assert [row["seq_no"] - deltas[0]["seq_no"] for row in deltas] == list(range(len(deltas)))


@bounded(20)
async def test_funding_is_told_when_a_position_realises_it(exchange):
    bot, maker = opened(exchange, balance="10000"), seeded(exchange, 0)
    control(exchange, f"markets/{BTC}", funding_rate="0.01")
    async with bots(exchange, bot) as bot:
        await bot.listen(Channel.FUNDING_PAYMENTS, market=BTC)
        await bot.listen(Channel.FUNDING_DATA, market=BTC)
        maker.submit(limit("SELL", "0.1", "64000"))
        bot.rest.submit_order(market_order("BUY", "0.1"))
        await bot.told(f"funding_data.{BTC}", 2)
        maker.submit(limit("BUY", "0.1", "64000"))
        await asyncio.to_thread(bot.rest.submit_order, market_order("SELL", "0.1"))
        (payment,) = await bot.told(f"funding_payments.{BTC}")
        assert [payment] == bot.rest.fetch_funding_payments({"market": BTC})["results"]
        fill = bot.rest.fetch_fills()["results"][0]
        assert (payment["fill_id"], payment["payment"]) == (fill["id"], fill["realized_funding"])
        assert Decimal(payment["payment"]) < 0


@bounded(10)
async def test_nothing_comes_after_unsubscribing(server, trader, other):
    async with bots(server, trader) as bot:
        await bot.listen(Channel.BBO, market=BTC)
        await bot.listen(Channel.BBO, market=ETH)
        await bot.subscribed()
        other.submit(limit("BUY", "0.1", "63000"))
        await bot.told(f"bbo.{BTC}")
        await bot.socket.unsubscribe_by_name(f"bbo.{BTC}")
        # What comes for a channel without a callback is dropped: this one would still be told.
        bot.socket.callbacks[f"bbo.{BTC}"] = bot.hear
        await bot.listen(Channel.TRADES, market=BTC)
        await bot.subscribed(f"trades.{BTC}")
        other.submit(limit("BUY", "0.1", "63001"))
        other.submit(limit("BUY", "0.1", "2900", ETH))
        await bot.told(f"bbo.{ETH}")
        assert [row["bid"] for row in bot.heard[f"bbo.{BTC}"]] == ["63000"]


# Orders


@bounded(15)
async def test_orders_are_entered_changed_and_cancelled_over_the_socket(server, trader):
    async with bots(server, trader) as bot:
        await bot.listen(Channel.ORDERS, market="ALL")
        await bot.subscribed()
        reply = await bot.socket.submit_order(limit("BUY", "0.1", "63000", client_id="first"))
        order = reply["order"]
        assert (order["status"], order["client_id"], order["size"]) == ("NEW", "first", "0.1")
        assert abs(reply["received_at"] // 1_000_000 - reply["created_at"]) < 1000
        assert abs(reply["created_at"] - time.time() * 1000) < 5000
        assert await bot.states(order["id"], "OPEN") == ["NEW", "OPEN"]
        assert bot.rest.fetch_order(order["id"])["status"] == "OPEN"

        changed = await bot.socket.modify_order(order["id"], change(order, size="0.2", price="63001"))
        assert changed["order"]["id"] == order["id"]
        told = await until(lambda: [row for row in bot.heard["orders.ALL"] if row.get("request_info")])
        assert [(row["size"], row["price"], row["status"]) for row in told] == [("0.2", "63001", "OPEN")]
        assert told[0]["request_info"]["status"] == "SUCCESS"
        assert bot.rest.fetch_order(order["id"])["size"] == "0.2"

        queued = {"order_id": order["id"], "status": "QUEUED_FOR_CANCELLATION"}
        assert await bot.socket.cancel_order(order["id"]) == queued
        await bot.states(order["id"])
        assert bot.heard["orders.ALL"][-1]["cancel_reason"] == "USER_CANCELED"
        with refused(100):
            await bot.socket.cancel_order(order["id"])

        second = (await bot.socket.submit_order(limit("SELL", "0.1", "65000", client_id="second")))["order"]
        reply = await bot.socket.cancel_order_by_client_id("second", BTC)
        assert reply == queued | {"order_id": second["id"]}
        assert await bot.states(second["id"]) == ["NEW", "OPEN", "CLOSED"]


@bounded(15)
async def test_batches_over_the_socket(server, trader):
    async with bots(server, trader) as bot:
        await bot.listen(Channel.ORDERS, market="ALL")
        await bot.subscribed()
        wanted = [limit("BUY", "0.1", 63000 + step) for step in range(3)] + [limit("BUY", "1", "2900", ETH)]
        results = (await bot.socket.submit_orders_batch(wanted))["results"]
        ids = [row["order"]["id"] for row in results]
        assert [row["order"]["price"] for row in results] == ["63000", "63001", "63002", "2900"]
        for order_id in ids:
            assert await bot.states(order_id, "OPEN") == ["NEW", "OPEN"]
        results = (await bot.socket.cancel_orders_batch([ids[0], "1", ids[1]]))["results"]
        assert [(row["id"], row["status"]) for row in results] == [
            (ids[0], "QUEUED_FOR_CANCELLATION"),
            ("1", "NOT_FOUND"),
            (ids[1], "QUEUED_FOR_CANCELLATION"),
        ]
        assert (await bot.states(ids[1]))[-1] == "CLOSED"
        results = (await bot.socket.cancel_orders_batch([ids[0]]))["results"]
        assert results[0]["status"] == "ALREADY_CLOSED"
        assert await bot.socket.cancel_all_orders(ETH) == {"status": "ok"}
        assert (await bot.states(ids[3]))[-1] == "CLOSED"
        assert [row["id"] for row in bot.rest.fetch_orders()["results"]] == [ids[2]]
        assert await bot.socket.cancel_all_orders() == {"status": "ok"}
        assert (await bot.states(ids[2]))[-1] == "CLOSED"
        assert await bot.socket.cancel_all_orders() == {"status": "ok"}


@bounded(10)
async def test_refusals_over_the_socket_are_those_of_rest(server, trader):
    async with bots(server, trader) as bot:
        bot.rest.submit_order(limit("BUY", "0.1", "63000", client_id="twice"))
        for order in (
            limit("BUY", "0.1", "63000", "NO-USD-PERP"),
            limit("BUY", "0.0000001", "63000"),
            limit("BUY", "0.1", "63000.00001"),
            limit("BUY", "0.1", "63000", client_id="twice"),
        ):
            with refused(100) as caught:
                await bot.socket.submit_order(order)
            with pytest.raises(ValueError, match=f"error='{caught.value.data}'") as told:
                bot.rest.submit_order(order)
            assert caught.value.message in str(told.value)
        with refused(100) as caught:
            await bot.socket.cancel_order("17")
        assert caught.value.data == "ORDER_ID_NOT_FOUND"
        with refused(100) as caught:
            await bot.socket.cancel_order_by_client_id("nobody", BTC)
        assert caught.value.data == "CLIENT_ORDER_ID_NOT_FOUND"
        assert len(bot.rest.fetch_orders()["results"]) == 1


@pytest.mark.parametrize("end", ["close", "abort"])
@bounded(10)
async def test_orders_of_a_socket_go_with_it_if_asked(server, trader, end):
    async with bots(server, trader, trader, trader) as (armed, careless, watcher):
        await watcher.listen(Channel.ORDERS, market="ALL")
        await watcher.subscribed()
        assert await armed.socket.cancel_on_disconnect(True) == {"enabled": True}
        assert await careless.socket.cancel_on_disconnect(True) == {"enabled": True}
        assert await careless.socket.cancel_on_disconnect(False) == {"enabled": False}
        going = (await armed.socket.submit_order(limit("BUY", "0.1", "63000")))["order"]["id"]
        staying = [
            (await careless.socket.submit_order(limit("BUY", "0.1", "63000")))["order"]["id"],
            armed.rest.submit_order(limit("BUY", "0.1", "63000"))["id"],
        ]
        if end == "abort":
            armed.socket.disable_reconnect = True
            armed.socket.ws.transport.abort()
        else:
            await armed.close()
        await careless.close()
        assert (await watcher.states(going))[-1] == "CLOSED"
        assert watcher.heard["orders.ALL"][-1]["cancel_reason"] == "USER_CANCELED"
        await watcher.socket.submit_order(limit("BUY", "0.1", "63000"))
        assert set(staying) < set(trader.open_ids())


# Connections


def forged(token: str) -> str:
    """A token like this one that another key has signed."""
    claims = jwt.decode(token, options={"verify_signature": False})
    return jwt.encode(claims, "another key, as long as it has to be", "HS256")


@pytest.mark.parametrize("spoil", [forged, lambda token: token[:-8] + "AAAAAAAA"], ids=["forged", "garbled"])
@bounded(15)
async def test_a_refused_token_is_exchanged_for_a_new_one(server, trader, other, spoil):
    # How long the client reads before it lets itself be reconnected.
    async with bots(server, trader, ws_timeout=1) as bot:
        account = bot.sdk.account
        await bot.close()
        refused_token = spoil(account.jwt_token)
        account.set_jwt_token(refused_token)
        assert await bot.socket.connect()
        await bot.listen(Channel.ORDERS, market="ALL")
        await bot.listen(Channel.BBO, market=BTC)
        await until(lambda: account.jwt_token != refused_token)
        # The subscription to orders works on the connection with the new token only.
        await bot.subscribed("orders.ALL", f"bbo.{BTC}")
        order = (await bot.socket.submit_order(limit("BUY", "0.1", "63000")))["order"]
        assert await bot.states(order["id"], "OPEN") == ["NEW", "OPEN"]
        assert (await bot.told(f"bbo.{BTC}"))[0]["bid"] == "63000"


@bounded(20)
async def test_a_bot_lives_through_a_restart_that_is_quick_enough(exchange):
    trader = seeded(exchange, 0)
    async with bots(exchange, trader) as bot:
        await bot.listen(Channel.ORDERS, market="ALL")
        await bot.subscribed()
        order = (await bot.socket.submit_order(limit("BUY", "0.1", "63000")))["order"]
        first = bot.socket.ws
        await bot.states(order["id"], "OPEN")
        # paradex-py tries to connect once. So it has to look away while there is nobody to connect to: this
        # blocks the loop that it runs in.
        exchange.process.send_signal(signal.SIGTERM)
        exchange.wait()
        exchange.start()
        await until(lambda: bot.socket.ws is not first and bot.socket.subscribed_channels.get("orders.ALL"))
        assert (first.close_code, first.close_reason) == (1001, "the server stops")
        await bot.socket.cancel_order(order["id"])
        assert (await bot.states(order["id"]))[-1] == "CLOSED"
    trader.close()


@bounded(10)
async def test_a_socket_that_is_shut_is_replaced_and_resubscribed(server, trader, other):
    async with bots(server, trader) as bot:
        await bot.listen(Channel.BBO, market=BTC)
        await bot.listen(Channel.ORDERS, market="ALL")
        await bot.subscribed()
        first = bot.socket.ws
        # The server answers a frame that it does not know by closing with 1002.
        first.transport.write(bytes([0x83, 0x80, 0, 0, 0, 0]))
        await until(lambda: bot.socket.ws is not first and len(bot.socket.subscribed_channels) == 2)
        assert first.close_code == 1002
        other.submit(limit("BUY", "0.1", "63000"))
        await bot.told(f"bbo.{BTC}")
        order = (await bot.socket.submit_order(limit("BUY", "0.1", "63000")))["order"]
        await bot.states(order["id"], "OPEN")


@bounded(10)
async def test_the_messages_pass_the_sdk_s_own_validation(server, trader, other, caplog):
    async with bots(server, trader, validate_ws_messages=True) as bot:
        with caplog.at_level("WARNING"):
            for channel in Channel:
                await bot.listen(channel, market=BTC)
            await bot.subscribed()
            other.submit(limit("SELL", "0.3", "64000"))
            bot.rest.submit_order(market_order("BUY", "0.1"))
            await until(lambda: "transaction" in bot.heard)
        assert [record.message for record in caplog.records if "validation" in record.message] == []
