"""Creating and cancelling ten orders at once."""

import json

import pytest

from checks import assert_refused
from harness import BTC, limit


def test_a_batch_is_all_or_nothing_when_its_form_is_wrong(trader):
    good, bad = trader.body("BUY", "0.1", "63000"), trader.body("BUY", "0.1", "63000")
    for spoiled, code in [
        (bad | {"size": "0"}, "INVALID_REQUEST_PARAMETER"),
        (bad | {"price": "62999"}, "INVALID_ORDER_SIGNATURE"),
        (bad | {"market": "DOGE-USD-PERP"}, "MARKET_NOT_FOUND"),
        (7, "BINDING_ERROR"),
        (trader.body("BUY", "0.1", "62999.99"), "INVALID_REQUEST_PARAMETER"),
    ]:
        assert_refused(trader.http.post("orders/batch", json=[good, spoiled, good]), code, message="1")
    assert trader.open_ids() == []
    assert trader.http.get("orders-history").json()["results"] == []


@pytest.mark.parametrize("count", [0, 11])
def test_a_batch_has_one_to_ten_orders(trader, count):
    body = trader.body("BUY", "0.1", "63000")
    assert_refused(trader.http.post("orders/batch", json=[body] * count), "BATCH_SIZE_OUT_OF_RANGE")
    assert trader.open_ids() == []


@pytest.mark.parametrize("body", [{}, {"orders": []}, "text", None, 3])
def test_a_batch_is_an_array(trader, body):
    assert_refused(trader.http.post("orders/batch", content=json.dumps(body)), "BINDING_ERROR")


def test_orders_of_a_batch_fare_independently_in_the_book(trader, other):
    other.submit(limit("SELL", "0.1", "64000"))
    batch = [
        limit("BUY", "0.1", "64000", instruction="POST_ONLY"),
        limit("BUY", "0.1", "63000"),
        limit("BUY", "0.1", "99999"),
        limit("BUY", "0.1", "64000"),
    ]
    reply = trader.http.post("orders/batch", json=[trader.signed(order) for order in batch])
    assert reply.status_code == 201
    orders = [trader.order(order["id"]) for order in reply.json()["orders"]]
    assert [(order["status"], order["cancel_reason"]) for order in orders] == [
        ("CLOSED", "POST_ONLY_WOULD_CROSS"),
        ("OPEN", ""),
        ("CLOSED", "EXCEEDS_MAX_SLIPPAGE"),
        ("CLOSED", ""),
    ]


def test_duplicate_client_ids_refuse_a_whole_batch(trader):
    twice = [trader.body("BUY", "0.1", "63000", client_id="same") for _ in range(2)]
    assert_refused(trader.http.post("orders/batch", json=twice), "DUPLICATED_CLIENT_ID")
    trader.submit(limit("BUY", "0.1", "63000", client_id="same"))
    batch = [trader.body("BUY", "0.1", "63000"), twice[0]]
    assert_refused(trader.http.post("orders/batch", json=batch), "DUPLICATED_CLIENT_ID")
    assert len(trader.open_ids()) == 1


def test_a_batch_cancel_answers_row_by_row(trader, other):
    names = ["a", "b", "c", "d"]
    ids = {name: trader.submit(limit("BUY", "0.1", "63000", client_id=name))["id"] for name in names}
    foreign = other.submit(limit("BUY", "0.1", "63000", client_id="foreign"))["id"]
    trader.http.delete(f"orders/{ids['b']}")
    trader.http.delete(f"orders/{ids['d']}")

    def row(name, status):
        return {
            "id": ids[name],
            "client_id": name,
            "account": trader.address,
            "market": BTC,
            "status": status,
        }

    reply = trader.delete(
        "orders/batch",
        {
            "order_ids": [ids["a"], "123", ids["b"], foreign],
            "client_order_ids": ["c", "d", "nobody", "foreign"],
        },
    )
    assert reply.status_code == 200
    assert reply.json() == {
        "results": [
            row("a", "QUEUED_FOR_CANCELLATION"),
            {"id": "123", "status": "NOT_FOUND"},
            row("b", "ALREADY_CLOSED"),
            {"id": foreign, "status": "NOT_FOUND"},
            row("c", "QUEUED_FOR_CANCELLATION"),
            row("d", "ALREADY_CLOSED"),
            {"client_id": "nobody", "status": "NOT_FOUND"},
            {"client_id": "foreign", "status": "NOT_FOUND"},
        ]
    }
    assert trader.open_ids() == []
    assert other.open_ids() == [foreign]


def test_one_order_named_twice_in_a_batch_cancel_has_two_rows(trader):
    order = trader.submit(limit("BUY", "0.1", "63000", client_id="a"))["id"]
    rows = trader.delete("orders/batch", {"order_ids": [order, order], "client_order_ids": ["a"]}).json()[
        "results"
    ]
    assert [row["status"] for row in rows] == ["QUEUED_FOR_CANCELLATION"] * 3
    assert trader.order(order)["cancel_reason"] == "USER_CANCELED"


@pytest.mark.parametrize(
    "body, code",
    [
        ({}, "INVALID_REQUEST_PARAMETER"),
        ({"order_ids": []}, "INVALID_REQUEST_PARAMETER"),
        ({"order_ids": None, "client_order_ids": None}, "INVALID_REQUEST_PARAMETER"),
        ({"order_ids": ["1"] * 11}, "BATCH_SIZE_OUT_OF_RANGE"),
        ({"order_ids": "1"}, "BINDING_ERROR"),
        ({"order_ids": [1]}, "BINDING_ERROR"),
        ([], "BINDING_ERROR"),
    ],
)
def test_a_batch_cancel_must_name_one_to_ten_orders(trader, body, code):
    assert_refused(trader.delete("orders/batch", body), code)


def test_a_batch_cancel_without_a_body_is_a_binding_error(trader):
    assert_refused(trader.http.delete("orders/batch"), "BINDING_ERROR")
