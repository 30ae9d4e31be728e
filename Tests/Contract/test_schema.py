"""Replies against the published specification, if there is a copy of it at PARADEX_OPENAPI."""

import json
import os
import time
from decimal import Decimal
from pathlib import Path

import jsonschema
import pytest
from paradex_py.account.account import ParadexAccount
from paradex_py.common.order import Order, OrderSide, OrderType

from harness import (
    BTC,
    ETH,
    change,
    control,
    fresh_keys,
    limit,
    market_order,
    opened,
    raw_request,
    running,
    seeded,
    system_config,
)
from test_openapi import resolved

SPECIFICATION = Path(os.environ.get("PARADEX_OPENAPI", "absent"))

# Parameters of paths and queries: those that must be there.
PARAMETERS = {"market": BTC, "client_id": "mine"}
QUERIES = {
    "/account/history": {"type": "pnl"},
    "/account/margin": {"market": BTC},
    "/funding/data": {"market": BTC},
    "/funding/payments": {"market": BTC},
    "/markets/summary": {"market": "ALL"},
    "/orderbook/{market}/impact-price": {"size": "1"},
    "/account/subkeys": {"with_revoked": "true"},
    "/account/tokens": {"with_invalid": "true"},
    "/trades": {"market": BTC},
}
# Members that are published and left out here: what only options have, contracts on a chain that is not
# there, and in the row of an order that nobody knows all but what it was asked by.
ABSENT = {
    "get /markets": {
        "results[].chain_details",
        "results[].iv_bands_width",
        "results[].option_cross_margin_params",
        "results[].option_type",
        "results[].strike_price",
    },
    "delete /orders/batch": {f"results[].{name}" for name in ("id", "account", "market", "client_id")},
}
# Lists that stay empty here: nobody busts trades or announces anything.
EMPTY = {"/tradebusts", "/system/announcements"}
# The published file describes no success of it. Its rows are held to the clients' form by test_sdk_life.py.
FORMLESS = {("get", "/markets/klines")}
# Served, but not in the published file, see test_routes.py.
UNPUBLISHED = {("get", "/onboarding"), ("post", "/auth/{public_key}")}


class Specification:
    def __init__(self, text: str):
        self.document = repaired(json.loads(text))
        for name, schema in self.document["components"]["schemas"].items():
            if "APIResults" not in name:
                schema["additionalProperties"] = False

    def check(self, method: str, path: str, reply) -> None:
        """The reply has the documented status and a body of the documented form."""
        operation = self.document["paths"][path][method]
        documented = operation["responses"].get(str(reply.status_code))
        assert documented is not None, f"{method} {path} answers {reply.status_code}: {reply.text}"
        for content in documented.get("content", {}).values():
            schema = content["schema"] | {"components": self.document["components"]}
            jsonschema.validate(without_nulls(reply.json()), schema)
            missing = {name.lstrip(".") for name in absent(self.document, content["schema"], reply.json())}
            assert missing <= ABSENT.get(f"{method} {path}", set()), f"{method} {path}: {reply.text}"


def absent(document: dict, schema: dict, node, place: str = "") -> set[str]:
    """Published members that a reply does not have. The specification calls none of them required."""
    schema = resolved(document, schema)
    if isinstance(node, list):
        return {name for item in node for name in absent(document, schema["items"], item, f"{place}[]")}
    if not isinstance(node, dict):
        return set()
    properties = schema.get("properties", {})
    found = {f"{place}.{name}" for name in properties.keys() - node.keys()}
    for name in properties.keys() & node.keys():
        found |= absent(document, properties[name], node[name], f"{place}.{name}")
    return found


def without_nulls(node):
    """The specification cannot say that these may be null, its texts and the clients' records do."""
    if isinstance(node, list):
        return [without_nulls(item) for item in node]
    if not isinstance(node, dict):
        return node
    return {
        key: without_nulls(value)
        for key, value in node.items()
        if not (key in ("next", "prev", "request_info") and value is None)
    }


def repaired(node):
    """The generator of the specification says `type: object` beside references to enums of strings."""
    if isinstance(node, list):
        return [repaired(item) for item in node]
    if not isinstance(node, dict):
        return node
    node = {key: repaired(value) for key, value in node.items()}
    if "allOf" in node and "properties" not in node:
        node.pop("type", None)
    return node


needs_specification = pytest.mark.skipif(
    not SPECIFICATION.is_file(), reason="PARADEX_OPENAPI names no file"
)


class Asker:
    """Sends requests as one trader, holds the replies to the specification and remembers what was asked."""

    def __init__(self, trader):
        self.trader = trader
        self.specification = Specification(SPECIFICATION.read_text())
        self.asked: set[tuple[str, str]] = set()

    def __call__(self, method: str, path: str, body=None, query=None, **parameters):
        url = path.lstrip("/").format(**(PARAMETERS | parameters))
        reply = self.trader.http.request(method.upper(), url, json=body, params=query)
        assert reply.is_success, f"{method} {path}: {reply.text}"
        if (method, path) not in FORMLESS:
            self.specification.check(method, path, reply)
        self.asked.add((method, path))
        return reply.json() if reply.content else None


@needs_specification
def test_successful_replies_have_the_published_form(trader, other):
    ask = Asker(trader)
    other.submit(limit("SELL", "0.1", "64000"))
    order = ask("post", "/orders", trader.body("BUY", "0.2", "64000", client_id="mine"))
    ask(
        "post",
        "/orders/batch",
        [trader.signed(market_order("BUY", "0.1")), trader.body("BUY", "1", "2900", ETH)],
    )
    ask("put", "/orders/{order_id}", trader.signed(change(order, price="63999")), order_id=order["id"])
    for path in ("/orders", "/orders-history", "/orders/by_client_id/{client_id}"):
        ask("get", path)
    ask("get", "/orders/{order_id}", order_id=order["id"])
    ask("delete", "/orders/batch", {"order_ids": [order["id"], "7"], "client_order_ids": ["nobody"]})
    ask("delete", "/orders")
    for path in ("/orders/{order_id}", "/orders/by_client_id/{client_id}"):
        order = ask("post", "/orders", trader.body("BUY", "0.2", "63000", client_id="mine"))
        ask("delete", path, order_id=order["id"])
    ask("get", "/orders/{order_id}", order_id=order["id"])


@pytest.fixture
def eventful(tmp_path):
    """An exchange on which everything has happened to somebody: the server and that trader."""
    with running(tmp_path, "--accounts", "1", ephemeral=True) as server:
        trader, maker = opened(server, balance="1000"), seeded(server, 0)
        opened(server, parent=trader.address, balance="7").close()
        maker.submit(limit("SELL", "0.5", "64000"))
        trader.submit(limit("BUY", "0.5", "64000"))
        control(server, f"markets/{BTC}", funding_rate="0.01")
        paid = accrue_and_pay(server, trader, maker)
        assert paid, "no funding was paid in ten seconds"
        for mark_price in ("62000", "64000"):
            control(server, f"markets/{BTC}", mark_price=mark_price)
        maker.submit(limit("SELL", "2", "64000"))
        yield server, trader
        trader.close()
        maker.close()


def accrue_and_pay(server, trader, maker) -> list:
    """Trades small sizes until one of them realises funding: the index moves every five seconds."""
    deadline = time.monotonic() + 10
    payments = []
    while not payments and time.monotonic() < deadline:
        time.sleep(0.5)
        maker.submit(limit("BUY", "0.001", "64000"))
        trader.submit(limit("SELL", "0.001", "64000"))
        payments = trader.http.get("funding/payments", params={"market": BTC}).json()["results"]
    return payments


def settings(ask, trader) -> None:
    """Operations that change what an account may choose."""
    ask("post", "/account/margin/{market}", {"leverage": 40, "margin_type": "CROSS"})
    ask("put", "/account/profile", {"username": "fox"})
    ask("post", "/account/profile/username", {"username": "owl"})
    ask("post", "/account/profile/referral_code", {"referral_code": "owl7"})
    ask("post", "/account/profile/notifications", {"fills": False})
    ask("post", "/account/profile/size_currency_display", {"size_currency_display": "QUOTE"})
    ask("post", "/account/profile/market_max_slippage/{market}", {"max_slippage": "0.002"})
    ask("post", "/account/settings/trading_value_display", {"trading_value_display": "MARGIN"})
    key = hex(system_account(trader).l2_public_key)
    ask("post", "/account/subkeys", {"name": "desk", "public_key": key})
    token = ask("post", "/account/tokens", {"name": "eye", "token_type": "read_only", "expiry_duration": 60})
    ask("get", "/account/subkeys")
    ask("delete", "/account/subkeys/{public_key}", public_key=key)
    ask("delete", "/account/tokens/{lookup_id}", lookup_id=token["api_token"]["lookup_id"])


def system_account(trader) -> ParadexAccount:
    return ParadexAccount(system_config(trader.http), *fresh_keys()[:1], l2_private_key=fresh_keys()[1])


@needs_specification
def test_every_published_operation_that_is_served_answers_in_the_published_form(eventful):
    server, trader = eventful
    ask = Asker(trader)
    served = served_operations(server) - UNPUBLISHED
    settings(ask, trader)
    size = trader.http.get("positions").json()["results"][0]["size"]
    stop = Order(
        BTC,
        OrderType.StopMarket,
        OrderSide.Sell,
        Decimal(size) / 2,
        trigger_price=Decimal("60000"),
        client_id="mine",
        reduce_only=True,
    )
    order = ask("post", "/orders", trader.signed(stop))
    algo = ask("post", "/algo/orders", algo_body(trader, "0.002"))
    parameters = {"order_id": order["id"], "algo_id": algo["id"]}
    hour = {"start_at": order["created_at"] - 3_600_000, "end_at": order["created_at"]}
    queries = QUERIES | {"/markets/klines": {"symbol": BTC, "resolution": "1"} | hour}
    for path in sorted(path for method, path in served if method == "get"):
        reply = ask("get", path, query=queries.get(path), **parameters)
        if "results" in reply and path not in EMPTY:
            assert reply["results"], f"{path} has nothing to check the form of"
    ask("delete", "/algo/orders/{algo_id}", **parameters)
    logins = {("post", "/auth"), ("post", "/onboarding")}
    assert {(method, path) for method, path in served - ask.asked if "/orders" not in path} == logins


def algo_body(trader, size: str) -> dict:
    order = market_order("SELL", size)
    body = trader.signed(order)
    kept = ("market", "side", "type", "size", "signature", "signature_timestamp")
    return {name: body[name] for name in kept} | {"algo_type": "TWAP", "duration_seconds": 60}


def served_operations(server) -> set[tuple[str, str]]:
    _, document = raw_request(server, "GET", "/_mock/openapi.json")
    return {
        (method, path.removeprefix("/v1"))
        for path, item in json.loads(document)["paths"].items()
        for method in item
        if method != "parameters" and path.startswith("/v1")
    }


@needs_specification
def test_a_login_has_the_published_form(trader):
    ask = Asker(trader)
    trader.http.headers.update({key: str(value) for key, value in trader.keys.auth_headers().items()})
    assert list(ask("post", "/auth")) == ["jwt_token"]
    trader.http.headers.update(trader.keys.onboarding_headers())
    ask("post", "/onboarding", {"public_key": hex(trader.keys.l2_public_key)})
