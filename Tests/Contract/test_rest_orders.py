"""Reading, cancelling and modifying orders by name, and their history."""

import json
from urllib.parse import quote

import pytest

from checks import assert_refused
from harness import ETH, change, limit, raw_request

# Reading, cancelling and modifying by name


@pytest.mark.parametrize("method", ["GET", "DELETE"])
@pytest.mark.parametrize("order_id", ["1", "abc", "0" * 28, "1718941725080201704028870000", "9" * 75])
def test_unknown_order_ids_are_not_found(trader, method, order_id):
    reply = trader.http.request(method, f"orders/{order_id}")
    assert_refused(reply, "ORDER_ID_NOT_FOUND", message="could not find order id")


@pytest.mark.parametrize("method", ["GET", "DELETE"])
def test_unknown_client_ids_are_not_found(trader, method):
    assert_refused(trader.http.request(method, "orders/by_client_id/nobody"), "CLIENT_ORDER_ID_NOT_FOUND")


def test_closed_orders_are_read_by_id_but_not_cancelled(trader):
    order = trader.submit(limit("BUY", "0.1", "63000", client_id="mine"))["id"]
    first = trader.http.delete(f"orders/{order}")
    assert (first.status_code, first.content) == (204, b"")
    assert trader.order(order)["status"] == "CLOSED"
    assert_refused(trader.http.delete(f"orders/{order}"), "ORDER_IS_CLOSED", message="order is closed")
    assert_refused(
        trader.http.delete("orders/by_client_id/mine"), "ORDER_IS_CLOSED", message="order is closed"
    )
    assert_refused(trader.http.get("orders/by_client_id/mine"), "CLIENT_ORDER_ID_NOT_FOUND")


def test_orders_of_others_do_not_exist(trader, other):
    order = other.submit(limit("BUY", "0.1", "63000", client_id="theirs"))
    for method in ("GET", "DELETE"):
        assert_refused(trader.http.request(method, f"orders/{order['id']}"), "ORDER_ID_NOT_FOUND")
        assert_refused(trader.http.request(method, "orders/by_client_id/theirs"), "CLIENT_ORDER_ID_NOT_FOUND")
    reply = trader.http.put(f"orders/{order['id']}", json=trader.signed(change(order, price="63001")))
    assert_refused(reply, "ORDER_ID_NOT_FOUND")
    assert other.order(order["id"])["status"] == "OPEN"


@pytest.mark.parametrize("client_id", ["a b", "ä€😀", "a+b", "a%b", "?x=1&y", "batch", "..", "'; --"])
def test_any_client_id_can_be_asked_for_in_a_path(server, trader, client_id):
    order = trader.submit(limit("BUY", "0.1", "63000", client_id=client_id))
    assert order["client_id"] == client_id
    path = f"/v1/orders/by_client_id/{quote(client_id, safe='')}".replace("..", "%2E%2E")
    headers = {"Authorization": trader.http.headers["Authorization"]}
    _, body = raw_request(server, "GET", path, headers=headers)
    assert json.loads(body).get("id") == order["id"], body
    response, _ = raw_request(server, "DELETE", path + "?clientOrderId=x", headers=headers)
    assert response.status == 204


def test_cancel_all_names_what_it_cancelled(trader):
    bitcoin = [trader.submit(limit("BUY", "0.1", "63000"))["id"] for _ in range(2)]
    ether = trader.submit(limit("BUY", "1", "2900", ETH))["id"]
    reply = trader.http.delete("orders", params={"market": ETH})
    assert reply.status_code == 200 and reply.json()["market"] == ETH
    assert set(reply.json()) == {"market", "message"} and trader.order(ether)["status"] == "CLOSED"
    assert sorted(trader.http.delete("orders").json()) == bitcoin
    assert trader.http.delete("orders").json() == []
    assert trader.http.delete("orders", params={"market": ETH}).status_code == 200


def test_cancel_all_takes_the_word_all_for_every_market(trader):
    """mcp-paradex sends it."""
    trader.submit(limit("BUY", "0.1", "63000"))
    trader.submit(limit("BUY", "1", "2900", ETH))
    assert trader.http.delete("orders", params={"market": "ALL"}).status_code == 200
    assert trader.open_ids() == []


def test_cancel_all_of_a_market_that_does_not_exist_is_refused(trader):
    assert_refused(trader.http.delete("orders", params={"market": "DOGE-USD-PERP"}), "MARKET_NOT_FOUND")


def test_open_orders_of_an_unknown_market_are_none(trader):
    reply = trader.http.get("orders", params={"market": "DOGE-USD-PERP"})
    assert (reply.status_code, reply.json()) == (200, {"results": []})


@pytest.mark.parametrize(
    "fields, code",
    [
        ({}, "INVALID_REQUEST_PARAMETER"),
        ({"id": "7"}, "INVALID_REQUEST_PARAMETER"),
        ({"id": None}, "INVALID_REQUEST_PARAMETER"),
        ({"side": "SELL"}, "INVALID_REQUEST_PARAMETER"),
        ({"market": ETH}, "INVALID_REQUEST_PARAMETER"),
        ({"type": "MARKET"}, "INVALID_REQUEST_PARAMETER"),
        ({"size": "0"}, "INVALID_REQUEST_PARAMETER"),
        ({"price": "0"}, "INVALID_REQUEST_PARAMETER"),
        ({"size": "0.3"}, "INVALID_ORDER_SIGNATURE"),
        ({"signature": "[]"}, "INVALID_ORDER_SIGNATURE"),
        ({"size": 0.3}, "BINDING_ERROR"),
    ],
    ids=str,
)
def test_a_wrong_modification_is_refused_and_changes_nothing(trader, fields, code):
    order = trader.submit(limit("BUY", "0.2", "63000"))
    before = trader.order(order["id"])
    reply = trader.http.put(f"orders/{order['id']}", json=trader.signed(change(order)) | fields)
    assert_refused(reply, code, message="" if fields else "no order parameters changed")
    assert trader.order(order["id"]) | {"published_at": 0} == before | {"published_at": 0}


def test_a_modification_off_tick_is_refused(trader):
    order = trader.submit(limit("BUY", "0.2", "63000"))
    reply = trader.http.put(f"orders/{order['id']}", json=trader.signed(change(order, price="63000.05")))
    assert_refused(reply, "INVALID_REQUEST_PARAMETER", message="price")


def test_a_modification_signed_as_a_new_order_is_refused(trader):
    order = trader.submit(limit("BUY", "0.2", "63000"))
    body = trader.body("BUY", "0.2", "63001") | {"id": order["id"]}
    assert_refused(trader.http.put(f"orders/{order['id']}", json=body), "INVALID_ORDER_SIGNATURE")


def test_a_closed_or_unknown_order_cannot_be_modified(trader):
    order = trader.submit(limit("BUY", "0.2", "63000"))
    trader.http.delete(f"orders/{order['id']}")
    reply = trader.http.put(f"orders/{order['id']}", json=trader.signed(change(order, price="63001")))
    assert_refused(reply, "ORDER_IS_NOT_OPEN")
    unknown = order | {"id": "1718941725080201704028870000"}
    reply = trader.http.put(f"orders/{unknown['id']}", json=trader.signed(change(unknown, price="63001")))
    assert_refused(reply, "ORDER_ID_NOT_FOUND")


def test_a_size_counts_what_is_filled_already(trader, other):
    order = trader.submit(limit("BUY", "0.3", "64000"))
    other.submit(limit("SELL", "0.2", "64000"))
    path = f"orders/{order['id']}"
    assert_refused(trader.http.put(path, json=trader.signed(change(order, size="0.2"))), "INVALID_ORDER_SIZE")
    assert trader.http.put(path, json=trader.signed(change(order, size="0.5"))).status_code == 200
    now = trader.order(order["id"])
    assert (now["size"], now["remaining_size"], now["avg_fill_price"]) == ("0.5", "0.3", "64000")


def test_a_modification_reports_its_progress_in_request_info(trader):
    order = trader.submit(limit("BUY", "0.3", "63000"))
    reply = trader.http.put(f"orders/{order['id']}", json=trader.signed(change(order, price="63001"))).json()
    assert (reply["request_info"]["status"], reply["request_info"]["request_type"]) == (
        "PENDING",
        "MODIFY_ORDER",
    )
    after = trader.order(order["id"])["request_info"]
    assert after == reply["request_info"] | {"status": "SUCCESS"}
    assert set(after) == {"id", "message", "request_type", "status"}


def test_a_modified_price_may_trade_at_once(trader, other):
    other.submit(limit("SELL", "0.1", "64000"))
    order = trader.submit(limit("BUY", "0.1", "63000"))
    trader.http.put(f"orders/{order['id']}", json=trader.signed(change(order, price="64000")))
    assert trader.order(order["id"])["avg_fill_price"] == "64000"


# History


@pytest.mark.parametrize(
    "query",
    [
        {"page_size": "0"},
        {"page_size": "5001"},
        {"page_size": "x"},
        {"side": "HOLD"},
        {"status": "DONE"},
        {"type": "FUNNY"},
        {"start_at": "yesterday"},
        {"cursor": "nonsense"},
    ],
    ids=str,
)
def test_history_refuses_filters_that_cannot_be(trader, query):
    assert_refused(trader.http.get("orders-history", params=query), "INVALID_REQUEST_PARAMETER")


def test_a_history_cursor_is_good_for_its_account_only(trader, other):
    for trades in (trader, other):
        for _ in range(2):
            trades.submit(limit("BUY", "0.1", "63000"))
    cursor = other.http.get("orders-history", params={"page_size": 1}).json()["next"]
    reply = trader.http.get("orders-history", params={"cursor": cursor})
    if reply.status_code == 200:
        assert {order["account"] for order in reply.json()["results"]} <= {trader.address}
    else:
        assert_refused(reply, "INVALID_REQUEST_PARAMETER")
