"""Signatures of orders in every form, and how long they are good."""

import json
import time

import pytest

from checks import assert_refused, milliseconds
from harness import ETH, limit


@pytest.mark.parametrize("form", ["decimal", "hex", "padded hex", "spaces"])
def test_signatures_are_read_in_every_form_that_clients_write(trader, form):
    body = trader.body("BUY", "0.1", "63000")
    r, s = map(int, json.loads(body["signature"]))
    body["signature"] = {
        "decimal": f'["{r}","{s}"]',
        "hex": f'["{r:#x}","{s:#x}"]',
        "padded hex": f'["0x{r:064x}", "0x{s:064x}"]',
        "spaces": f' [ "{r}" , "{s}" ] ',
    }[form]
    assert trader.http.post("orders", json=body).status_code == 201


@pytest.mark.parametrize(
    "signature",
    [
        "nonsense",
        "[]",
        "{}",
        '["1"]',
        '["1","2"]',
        '["1","2","3"]',
        '["0","0"]',
        '["-1","2"]',
        '["0x","0x"]',
        '["' + "9" * 100 + '","1"]',
        '[["1"],"2"]',
        "null",
    ],
)
def test_a_signature_that_cannot_be_is_refused(trader, signature):
    body = trader.body("BUY", "0.1", "63000") | {"signature": signature}
    assert_refused(trader.http.post("orders", json=body), "INVALID_ORDER_SIGNATURE")


@pytest.mark.parametrize(
    "field, value",
    [
        ("size", "0.2"),
        ("price", "63001"),
        ("side", "SELL"),
        ("market", ETH),
        ("type", "MARKET"),
        ("signature_timestamp", None),
    ],
)
def test_a_signature_is_good_for_one_order_only(trader, field, value):
    body = trader.body("BUY", "0.1", "63000")
    body[field] = value or body[field] + 1
    assert_refused(trader.http.post("orders", json=body), "INVALID_ORDER_SIGNATURE")


def test_a_signature_is_good_for_one_account_only(trader, other):
    body = trader.body("BUY", "0.1", "63000")
    assert_refused(other.http.post("orders", json=body), "INVALID_ORDER_SIGNATURE")


def test_the_spelling_of_numbers_is_not_signed(trader):
    body = trader.body("BUY", "0.1", "63000") | {"size": "0.10000000", "price": "6.3E+4"}
    order = trader.http.post("orders", json=body).json()
    assert (order["size"], order["price"]) == ("0.1", "63000")


def test_the_same_signed_order_may_be_sent_twice(trader):
    """ccxt signs whole seconds: equal orders within one second are equal on the wire."""
    body = trader.body("BUY", "0.1", "63000")
    assert [trader.http.post("orders", json=body).status_code for _ in range(2)] == [201, 201]


@pytest.mark.parametrize(
    "age, window, is_taken",
    [
        (0, None, True),
        (290_000, None, True),
        (310_000, None, False),
        (30_000, 20_000, False),
        (30_000, 60_000, True),
        (0, 10_000, True),
        (30_000, 0, True),
        (-3_000, None, True),
        (-10_000, None, False),
    ],
)
def test_orders_are_taken_within_recv_window_of_their_signing(trader, age, window, is_taken):
    order = limit("BUY", "0.1", "63000", signature_timestamp=milliseconds() - age, recv_window=window)
    reply = trader.http.post("orders", json=trader.signed(order))
    if is_taken:
        assert reply.status_code == 201, reply.text
    else:
        assert_refused(reply, "INVALID_TIMESTAMP")


def test_a_signature_timestamp_in_seconds_is_refused_as_too_old(trader):
    order = limit("BUY", "0.1", "63000", signature_timestamp=int(time.time()))
    assert_refused(trader.http.post("orders", json=trader.signed(order)), "INVALID_TIMESTAMP")
