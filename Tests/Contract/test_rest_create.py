"""New orders in raw requests: the shape of the reply, and what is refused at once."""

import pytest

from checks import assert_order, assert_refused
from harness import BTC, ETH, change, limit, market_order

# The shape of an order


def test_a_created_order_reads_new_and_untouched(trader):
    body = trader.body("BUY", "0.10", "63000.50", client_id="mine")
    reply = trader.http.post("orders", json=body)
    assert reply.status_code == 201
    order = reply.json()
    assert_order(order)
    assert {key: order[key] for key in order if not key.endswith("_at") and key not in ("id", "seq_no")} == {
        "account": trader.address,
        "market": BTC,
        "side": "BUY",
        "type": "LIMIT",
        "instruction": "GTC",
        "status": "NEW",
        "stp": "EXPIRE_TAKER",
        "size": "0.1",
        "remaining_size": "0.1",
        "price": "63000.5",
        "trigger_price": "0",
        "avg_fill_price": "",
        "cancel_reason": "",
        "client_id": "mine",
        "flags": [],
        "timestamp": body["signature_timestamp"],
        "request_info": None,
    }


def test_an_order_that_trades_at_once_still_reads_new_in_its_reply(trader, other):
    other.submit(limit("SELL", "0.1", "64000"))
    order = trader.submit(limit("BUY", "0.1", "64000"))
    assert (order["status"], order["remaining_size"], order["avg_fill_price"]) == ("NEW", "0.1", "")


def test_orders_have_one_shape_everywhere(trader):
    order = trader.submit(limit("BUY", "0.1", "63000", client_id="mine"))
    gone = trader.submit(market_order("BUY", "0.1"))
    body = trader.signed(change(order, price="63001"))
    seen = [order, trader.http.put(f"orders/{order['id']}", json=body).json()]
    batch = trader.http.post("orders/batch", json=[trader.body("BUY", "0.1", "62000")]).json()
    assert set(batch) == {"orders", "errors"}
    seen += batch["orders"]
    seen += [trader.order(order["id"]), trader.order(gone["id"])]
    seen.append(trader.http.get("orders/by_client_id/mine").json())
    open_orders, history = trader.http.get("orders").json(), trader.http.get("orders-history").json()
    assert set(open_orders) == {"results"} and set(history) == {"next", "prev", "results"}
    seen += open_orders["results"] + history["results"]
    assert len(seen) == 11
    for shown in seen:
        assert_order(shown)


def test_seq_no_grows_with_every_update_and_times_freeze_at_the_close(trader):
    created = trader.submit(limit("BUY", "0.1", "63000"))
    opened = trader.order(created["id"])
    trader.http.put(f"orders/{created['id']}", json=trader.signed(change(created, size="0.2")))
    modified = trader.order(created["id"])
    trader.http.delete(f"orders/{created['id']}")
    closed = trader.order(created["id"])
    numbers = [order["seq_no"] for order in (created, opened, modified, closed)]
    assert numbers == sorted(set(numbers))
    again = trader.order(created["id"])
    assert (again["seq_no"], again["last_updated_at"]) == (closed["seq_no"], closed["last_updated_at"])


# Refusals of new orders


@pytest.mark.parametrize(
    "field, value, code",
    [
        *[
            (field, "absent", "INVALID_REQUEST_PARAMETER")
            for field in ("market", "side", "type", "size", "price", "signature", "signature_timestamp")
        ],
        *[(field, None, "INVALID_REQUEST_PARAMETER") for field in ("market", "side", "size", "price")],
        *[(field, "", "INVALID_REQUEST_PARAMETER") for field in ("market", "side", "type", "size", "price")],
        ("side", "HOLD", "INVALID_REQUEST_PARAMETER"),
        ("side", "buy", "INVALID_REQUEST_PARAMETER"),
        ("type", "FUNNY", "INVALID_REQUEST_PARAMETER"),
        ("instruction", "FOK", "INVALID_REQUEST_PARAMETER"),
        ("stp", "EXPIRE_NOBODY", "INVALID_REQUEST_PARAMETER"),
        ("stp", "EXEPIRE_MAKER", "INVALID_REQUEST_PARAMETER"),
        ("flags", ["WAVE"], "INVALID_REQUEST_PARAMETER"),
        *[
            (field, value, "INVALID_REQUEST_PARAMETER")
            for field in ("size", "price")
            for value in (
                "0",
                "-1",
                "0.0",
                "one",
                "1,5",
                "NaN",
                "Infinity",
                "0x10",
                " 1",
                "1e999",
                "9" * 40,
                "0.123456789",
            )
        ],
        ("client_id", "x" * 65, "INVALID_REQUEST_PARAMETER"),
        ("recv_window", 9, "INVALID_REQUEST_PARAMETER"),
        ("recv_window", -1, "INVALID_REQUEST_PARAMETER"),
        ("market", "DOGE-USD-PERP", "MARKET_NOT_FOUND"),
        ("market", "btc-usd-perp", "MARKET_NOT_FOUND"),
        ("instruction", "RPI", "RPI_ACCOUNT_NOT_WHITELISTED"),
        *[(field, 7, "BINDING_ERROR") for field in ("market", "side", "type", "size", "price", "client_id")],
        *[(field, {}, "BINDING_ERROR") for field in ("signature", "instruction", "stp", "flags")],
        ("flags", "REDUCE_ONLY", "BINDING_ERROR"),
        ("flags", [1], "BINDING_ERROR"),
        ("signature_timestamp", "1700000000000", "BINDING_ERROR"),
        ("signature_timestamp", 1.5, "BINDING_ERROR"),
        ("recv_window", "1000", "BINDING_ERROR"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_a_wrong_field_is_refused(trader, field, value, code):
    body = trader.body("BUY", "0.1", "63000")
    if value == "absent":
        del body[field]
    else:
        body[field] = value
    assert_refused(trader.http.post("orders", json=body), code)
    assert trader.open_ids() == []


@pytest.mark.parametrize(
    "size, price, field",
    [
        ("0.123456", "63000", "size"),
        ("100.00001", "63000", "size"),
        ("0.00015", "63000", "size"),
        ("0.1", "63000.05", "price"),
    ],
    ids=["step", "max_order_size", "min_notional", "tick"],
)
def test_an_order_that_breaks_a_rule_of_its_market_is_refused(trader, size, price, field):
    reply = trader.http.post("orders", json=trader.body("BUY", size, price))
    assert_refused(reply, "INVALID_REQUEST_PARAMETER", message=f"{field}: ")


@pytest.mark.parametrize("field", ["size", "price"])
def test_the_text_about_numbers_that_are_not_positive_is_the_observed_one(trader, field):
    body = trader.body("BUY", "0.1", "63000") | {field: "0"}
    reply = trader.http.post("orders", json=body)
    assert reply.json()["message"] == f"{field}: must be a non-negative non-zero number."


@pytest.mark.parametrize(
    "body",
    ["", "{", "nonsense", '"text"', "[]", "17", "null", '{"market":}', "{} {}", "\x00"],
    ids=lambda body: repr(body),
)
def test_a_body_that_is_no_json_object_is_a_binding_error(trader, body):
    assert_refused(trader.http.post("orders", content=body), "BINDING_ERROR")


def test_a_market_order_cannot_be_post_only(trader):
    order = market_order("BUY", "0.1", instruction="POST_ONLY")
    assert_refused(trader.http.post("orders", json=trader.signed(order)), "INVALID_REQUEST_PARAMETER")


def test_a_client_id_belongs_to_one_open_order_of_an_account(trader, other):
    first = trader.submit(limit("BUY", "0.1", "63000", client_id="mine"))
    other.submit(limit("BUY", "0.1", "63000", client_id="mine"))
    again = trader.body("BUY", "0.1", "62000", client_id="mine")
    assert_refused(trader.http.post("orders", json=again), "DUPLICATED_CLIENT_ID")
    trader.http.delete(f"orders/{first['id']}")
    assert trader.http.post("orders", json=again).status_code == 201


def test_a_client_id_of_64_characters_is_allowed(trader):
    assert trader.submit(limit("BUY", "0.1", "63000", client_id="x" * 64))["client_id"] == "x" * 64


def test_empty_client_ids_are_no_duplicates(trader):
    trader.submit(limit("BUY", "0.1", "63000", client_id=""))
    trader.submit(limit("BUY", "0.1", "63000", client_id=""))
    assert len(trader.open_ids()) == 2


def test_a_market_holds_150_open_orders_of_an_account(trader):
    for batch in range(15):
        orders = [trader.body("BUY", "0.01", 100 + 10 * batch + step) for step in range(10)]
        assert trader.http.post("orders/batch", json=orders).status_code == 201
    assert_refused(trader.http.post("orders", json=trader.body("BUY", "0.01", "99")), "REQUEST_NOT_ALLOWED")
    assert trader.submit(limit("BUY", "0.01", "99", instruction="IOC"))
    assert trader.submit(limit("BUY", "0.1", "99", ETH))["status"] == "NEW"


# Optional fields, as clients write them when they mean nothing


def test_zero_values_of_optional_fields_mean_absent(trader):
    body = trader.body("BUY", "0.1", "63000") | {
        "instruction": "",
        "stp": "",
        "recv_window": 0,
        "flags": None,
        "trigger_price": "",
        "client_id": "",
        "vwap_price": "",
        "on_behalf_of_account": "",
    }
    order = trader.http.post("orders", json=body).json()
    assert (order["instruction"], order["stp"], order["flags"], order["trigger_price"]) == (
        "GTC",
        "EXPIRE_TAKER",
        [],
        "0",
    )


def test_nulls_of_optional_fields_mean_absent(trader):
    body = trader.body("BUY", "0.1", "63000") | dict.fromkeys(
        [
            "instruction",
            "stp",
            "recv_window",
            "flags",
            "trigger_price",
            "client_id",
            "vwap_price",
            "on_behalf_of_account",
        ]
    )
    order = trader.http.post("orders", json=body)
    assert order.status_code == 201, order.text


def test_a_body_with_required_fields_only_and_a_body_with_unknown_ones_are_taken(trader):
    body = trader.body("BUY", "0.1", "63000")
    required = ("market", "side", "type", "size", "price", "signature", "signature_timestamp")
    for sent in (
        {key: body[key] for key in required},
        body | {"id": "7", "account": "0x1", "dime_discount": True},
    ):
        assert trader.http.post("orders", json=sent).status_code == 201


@pytest.mark.parametrize("price", ["absent", None, "0", ""])
def test_a_market_order_needs_no_price(trader, price):
    body = trader.signed(market_order("BUY", "0.1")) | {"price": price}
    if price == "absent":
        del body["price"]
    reply = trader.http.post("orders", json=body)
    assert reply.status_code == 201, reply.text
    assert reply.json()["price"] == "0"
