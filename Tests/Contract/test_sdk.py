"""paradex-py as it comes from PyPI, over a real socket."""

import os
import signal
import time

import pytest

from harness import BTC, ETH, change, fresh_keys, limit, market_order, refused, running, sdk


def ids(page: dict) -> list[str]:
    return [order["id"] for order in page["results"]]


# Accounts


def test_a_key_never_seen_before_is_onboarded_and_can_trade(server):
    l1_address, private_key = f"0x{os.urandom(20).hex()}", hex(int.from_bytes(os.urandom(31), "big") | 1)
    client = sdk(server, l1_address, private_key).api_client
    order = client.submit_order(limit("BUY", "0.1", "63000"))
    assert order["status"] == "NEW"
    client.cancel_order(order["id"])


def test_a_key_is_onboarded_at_the_address_the_server_derives(server):
    l1_address, private_key = fresh_keys()
    by_server = sdk(server, l1_address, private_key, server_derive_address=True)
    assert by_server.account.l2_address == sdk(server, l1_address, private_key).account.l2_address


def test_a_seeded_account_needs_no_onboarding(server):
    account = server.config["accounts"][0]
    client = sdk(server, account["l1_address"], account["l2_private_key"])
    assert hex(client.account.l2_address) == account["account"]
    assert hex(client.account.l2_public_key) == account["l2_public_key"]
    assert client.api_client.fetch_orders() == {"results": []}


def test_orders_signed_with_another_key_are_refused(client, counterparty):
    order = limit("BUY", "0.1", "63000")
    client.account.starknet = counterparty.account.starknet
    with refused("INVALID_ORDER_SIGNATURE"):
        client.submit_order(order)


def test_a_login_signed_with_another_key_is_refused(client, counterparty):
    client.account.starknet = counterparty.account.starknet
    with refused("STARKNET_SIGNATURE_VERIFICATION_FAILED"):
        client.auth()


# Creating and reading


@pytest.mark.parametrize("instruction", ["GTC", "POST_ONLY"])
def test_a_limit_order_rests(client, instruction):
    created = client.submit_order(limit("BUY", "0.1", "63000.5", instruction=instruction))
    assert (created["status"], created["remaining_size"], created["avg_fill_price"]) == ("NEW", "0.1", "")
    order = client.fetch_order(created["id"])
    assert (order["status"], order["instruction"], order["price"]) == ("OPEN", instruction, "63000.5")
    assert ids(client.fetch_orders()) == [created["id"]]


@pytest.mark.parametrize(
    "order, reason",
    [
        (lambda: limit("BUY", "0.1", "63000", instruction="IOC"), "REMAINING_IOC_CANCEL"),
        (lambda: market_order("BUY", "0.1"), "EMPTY_MARKET"),
        (lambda: market_order("SELL", "0.1", instruction="IOC"), "EMPTY_MARKET"),
    ],
    ids=["limit IOC", "market GTC", "market IOC"],
)
def test_orders_that_may_not_rest_close_in_an_empty_book(client, order, reason):
    closed = client.fetch_order(client.submit_order(order())["id"])
    assert (closed["status"], closed["cancel_reason"], closed["remaining_size"]) == ("CLOSED", reason, "0.1")


def test_an_open_order_is_found_by_its_client_id(client):
    order = client.submit_order(limit("SELL", "0.1", "65000", client_id="mine-1"))
    assert client.fetch_order_by_client_id("mine-1")["id"] == order["id"]
    client.cancel_order(order["id"])
    with refused("CLIENT_ORDER_ID_NOT_FOUND"):
        client.fetch_order_by_client_id("mine-1")


def test_open_orders_can_be_asked_for_one_market(client):
    bitcoin = client.submit_order(limit("BUY", "0.1", "63000"))["id"]
    ether = client.submit_order(limit("BUY", "1", "2900", ETH))["id"]
    assert ids(client.fetch_orders()) == [ether, bitcoin]
    assert ids(client.fetch_orders({"market": BTC})) == [bitcoin]


def test_a_batch_is_created_in_order(client):
    batch = [limit("BUY", "0.1", 63000 + step, client_id=f"leg-{step}") for step in range(10)]
    answer = client.submit_orders_batch(batch)
    assert answer["errors"] == []
    assert [order["client_id"] for order in answer["orders"]] == [f"leg-{step}" for step in range(10)]
    assert {order["status"] for order in answer["orders"]} == {"NEW"}
    assert len(ids(client.fetch_orders())) == 10


def test_a_modified_order_keeps_its_id(client):
    order = client.submit_order(limit("BUY", "0.1", "63000"))
    answer = client.modify_order(order["id"], change(order, size="0.2", price="63100"))
    assert (answer["id"], answer["size"], answer["price"]) == (order["id"], "0.2", "63100")
    now = client.fetch_order(order["id"])
    assert (now["size"], now["remaining_size"], now["price"], now["status"]) == (
        "0.2",
        "0.2",
        "63100",
        "OPEN",
    )


# Cancelling


def test_a_cancelled_order_is_closed_and_cannot_be_cancelled_again(client):
    order_id = client.submit_order(limit("BUY", "0.1", "63000"))["id"]
    client.cancel_order(order_id)
    order = client.fetch_order(order_id)
    assert (order["status"], order["cancel_reason"]) == ("CLOSED", "USER_CANCELED")
    with refused("ORDER_IS_CLOSED"):
        client.cancel_order(order_id)


def test_an_order_is_cancelled_by_its_client_id(client):
    order_id = client.submit_order(limit("BUY", "0.1", "63000", client_id="mine"))["id"]
    client.cancel_order_by_client_id("mine")
    assert client.fetch_order(order_id)["cancel_reason"] == "USER_CANCELED"
    with refused("ORDER_IS_CLOSED"):
        client.cancel_order_by_client_id("mine")


def test_a_batch_is_cancelled_by_ids_and_client_ids(client):
    first, second, third = [
        client.submit_order(limit("BUY", "0.1", "63000", client_id=name))["id"] for name in ("a", "b", "c")
    ]
    client.cancel_order(second)
    results = client.cancel_orders_batch([first, second], ["c", "nobody"])["results"]
    assert [row["status"] for row in results] == [
        "QUEUED_FOR_CANCELLATION",
        "ALREADY_CLOSED",
        "QUEUED_FOR_CANCELLATION",
        "NOT_FOUND",
    ]
    assert [row.get("id") for row in results] == [first, second, third, None]
    assert client.fetch_orders() == {"results": []}


def test_cancel_all_can_spare_other_markets(client):
    client.submit_order(limit("BUY", "0.1", "63000"))
    ether = client.submit_order(limit("BUY", "1", "2900", ETH))["id"]
    client.cancel_all_orders({"market": BTC})
    assert ids(client.fetch_orders()) == [ether]
    client.cancel_all_orders()
    assert ids(client.fetch_orders()) == []
    client.cancel_all_orders()


# History


def test_history_has_open_and_closed_orders_newest_first(client):
    orders = [client.submit_order(limit("BUY", "0.1", 63000 + step))["id"] for step in range(3)]
    client.cancel_order(orders[1])
    page = client.fetch_orders_history()
    assert (ids(page), page["next"], page["prev"]) == (orders[::-1], None, None)


def test_history_filters(client):
    bid = client.submit_order(limit("BUY", "0.1", "63000", client_id="bid"))
    ask = client.submit_order(limit("SELL", "1", "3100", ETH, client_id="ask"))
    taker = client.submit_order(market_order("BUY", "0.1"))
    client.cancel_order(ask["id"])
    everything = [taker["id"], ask["id"], bid["id"]]
    start, end = bid["created_at"], taker["created_at"]
    for query, expected in [
        ({"client_id": "ask"}, [ask["id"]]),
        ({"market": BTC}, [taker["id"], bid["id"]]),
        ({"side": "SELL"}, [ask["id"]]),
        ({"status": "OPEN"}, [bid["id"]]),
        ({"status": "CLOSED"}, [taker["id"], ask["id"]]),
        ({"type": "MARKET"}, [taker["id"]]),
        ({"start_at": start, "end_at": end}, everything),
        ({"end_at": start - 1}, []),
        ({"start_at": end + 1}, []),
        ({"market": BTC, "type": "LIMIT", "side": "BUY"}, [bid["id"]]),
    ]:
        assert ids(client.fetch_orders_history(query)) == expected, query


def test_history_is_walked_there_and_back_by_cursor(client):
    orders = [client.submit_order(limit("BUY", "0.1", 63000 + step))["id"] for step in range(5)][::-1]
    pages = [client.fetch_orders_history({"page_size": 2})]
    while pages[-1]["next"] is not None:
        pages.append(client.fetch_orders_history({"page_size": 2, "cursor": pages[-1]["next"]}))
    assert [ids(page) for page in pages] == [orders[:2], orders[2:4], orders[4:]]
    assert pages[0]["prev"] is None
    back = client.fetch_orders_history({"page_size": 2, "cursor": pages[2]["prev"]})
    assert ids(back) == orders[2:4]
    first = client.fetch_orders_history({"page_size": 2, "cursor": back["prev"]})
    assert ids(first) == orders[:2]
    assert first["prev"] is None


def test_orders_that_arrive_while_history_is_walked_do_not_shift_the_pages(client):
    orders = [client.submit_order(limit("BUY", "0.1", 63000 + step))["id"] for step in range(4)][::-1]
    first = client.fetch_orders_history({"page_size": 2})
    client.submit_order(limit("BUY", "0.1", "62000"))
    second = client.fetch_orders_history({"page_size": 2, "cursor": first["next"]})
    assert ids(second) == orders[2:]


# Trading


def test_two_accounts_trade_with_each_other(client, counterparty):
    maker = counterparty.submit_order(limit("SELL", "0.3", "64000"))["id"]
    taker = client.submit_order(limit("BUY", "0.1", "64100"))["id"]
    filled, resting = client.fetch_order(taker), counterparty.fetch_order(maker)
    assert (filled["status"], filled["cancel_reason"], filled["remaining_size"]) == ("CLOSED", "", "0")
    assert (resting["status"], resting["cancel_reason"], resting["remaining_size"]) == ("OPEN", "", "0.2")
    assert filled["avg_fill_price"] == resting["avg_fill_price"] == "64000"


def test_the_average_fill_price_is_weighted_by_size(client, counterparty):
    for size, price in [("0.1", "64000"), ("0.3", "64004")]:
        counterparty.submit_order(limit("SELL", size, price))
    order = client.fetch_order(client.submit_order(limit("BUY", "1", "64010"))["id"])
    assert (order["status"], order["avg_fill_price"], order["remaining_size"]) == ("OPEN", "64003", "0.6")
    client.cancel_order(order["id"])
    order = client.fetch_order(order["id"])
    assert (order["cancel_reason"], order["avg_fill_price"], order["remaining_size"]) == (
        "USER_CANCELED",
        "64003",
        "0.6",
    )


def test_a_market_order_takes_what_is_there(client, counterparty):
    maker = counterparty.submit_order(limit("BUY", "0.1", "64000"))["id"]
    order = client.fetch_order(client.submit_order(market_order("SELL", "0.3"))["id"])
    assert (order["price"], order["status"], order["cancel_reason"]) == (
        "0",
        "CLOSED",
        "REMAINING_IOC_CANCEL",
    )
    assert (order["remaining_size"], order["avg_fill_price"]) == ("0.2", "64000")
    assert counterparty.fetch_order(maker)["status"] == "CLOSED"


def test_a_post_only_order_that_would_trade_is_closed(client, counterparty):
    counterparty.submit_order(limit("SELL", "0.1", "64000"))
    order = client.fetch_order(
        client.submit_order(limit("BUY", "0.1", "64000", instruction="POST_ONLY"))["id"]
    )
    assert (order["status"], order["cancel_reason"]) == ("CLOSED", "POST_ONLY_WOULD_CROSS")


# Public data


def test_public_calls_answer(client, counterparty):
    counterparty.submit_order(limit("BUY", "0.2", "63999.9"))
    counterparty.submit_order(limit("SELL", "0.3", "64000.1"))
    assert {market["symbol"] for market in client.fetch_markets()["results"]} >= {BTC, ETH}
    assert [market["symbol"] for market in client.fetch_markets({"market": ETH})["results"]] == [ETH]
    summary = client.fetch_markets_summary({"market": BTC})["results"]
    assert [(row["symbol"], row["bid"], row["ask"]) for row in summary] == [(BTC, "63999.9", "64000.1")]
    assert len(client.fetch_markets_summary({"market": "ALL"})["results"]) == len(
        client.fetch_markets()["results"]
    )
    bbo = client.fetch_bbo(BTC)
    assert [bbo[key] for key in ("bid", "bid_size", "ask", "ask_size")] == [
        "63999.9",
        "0.2",
        "64000.1",
        "0.3",
    ]
    book = client.fetch_orderbook(BTC, {"depth": 5})
    assert (book["bids"], book["asks"]) == ([["63999.9", "0.2"]], [["64000.1", "0.3"]])
    assert client.fetch_system_state() == {"status": "ok"}
    assert abs(int(client.fetch_system_time()["server_time"]) / 1000 - time.time()) < 5
    assert client.fetch_system_config().paraclear_decimals == 8


# Restarts


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL], ids=["SIGTERM", "SIGKILL"])
def test_a_restart_loses_nothing_and_the_old_token_is_still_good(tmp_path, how):
    with running(tmp_path, "--accounts", "2") as server:
        keys = [(account["l1_address"], account["l2_private_key"]) for account in server.config["accounts"]]
        client, counterparty = (sdk(server, *pair).api_client for pair in keys)
        order = client.submit_order(limit("BUY", "0.3", "63000", client_id="survivor"))
        counterparty.submit_order(limit("SELL", "0.1", "63000"))
        cancelled = client.submit_order(limit("BUY", "0.1", "62000"))["id"]
        client.cancel_order(cancelled)
        before, token = client.fetch_orders_history(), client.account.jwt_token

        server.stop() if how == signal.SIGTERM else server.kill()
        server.start()

        after = client.fetch_orders_history()
        for row in before["results"] + after["results"]:
            del row["published_at"]
        assert after == before
        assert client.fetch_order_by_client_id("survivor")["remaining_size"] == "0.2"
        counterparty.submit_order(limit("SELL", "0.2", "63000"))
        assert client.fetch_order(order["id"])["status"] == "CLOSED"
        assert client.account.jwt_token == token
        sdk(server, *keys[0])
