"""Replies against the published specification, if there is a copy of it at PARADEX_OPENAPI."""

import json
import os
from pathlib import Path

import jsonschema
import pytest

from harness import BTC, ETH, change, limit, market_order

SPECIFICATION = Path(os.environ.get("PARADEX_OPENAPI", "absent"))

# The parameters of the paths that are asked for.
PATHS = {"market": BTC, "client_id": "mine"}
PUBLIC = [
    "/system/config",
    "/system/state",
    "/system/time",
    "/markets",
    "/markets/summary?market=ALL",
    "/bbo/{market}",
    "/orderbook/{market}",
]


class Specification:
    def __init__(self, text: str):
        self.document = repaired(json.loads(text))
        for name, schema in self.document["components"]["schemas"].items():
            if "APIResults" not in name:
                schema["additionalProperties"] = False

    def check(self, method: str, path: str, reply) -> None:
        """The reply has the documented status and a body of the documented form."""
        operation = self.document["paths"][path.split("?")[0]][method]
        documented = operation["responses"].get(str(reply.status_code))
        assert documented is not None, f"{method} {path} answers {reply.status_code}: {reply.text}"
        for content in documented.get("content", {}).values():
            schema = content["schema"] | {"components": self.document["components"]}
            jsonschema.validate(without_nulls(reply.json()), schema)


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


@pytest.mark.skipif(not SPECIFICATION.is_file(), reason="PARADEX_OPENAPI names no file")
def test_successful_replies_have_the_published_form(trader, other):
    specification = Specification(SPECIFICATION.read_text())

    def ask(method: str, path: str, body=None, **parameters):
        url = path.lstrip("/").format(**PATHS, **parameters)
        reply = trader.http.request(method.upper(), url, json=body)
        specification.check(method, path, reply)
        return reply.json() if reply.content else None

    other.submit(limit("SELL", "0.1", "64000"))
    order = ask("post", "/orders", trader.body("BUY", "0.2", "64000", client_id="mine"))
    ask(
        "post",
        "/orders/batch",
        [trader.signed(market_order("BUY", "0.1")), trader.body("BUY", "1", "2900", ETH)],
    )
    ask("put", "/orders/{order_id}", trader.signed(change(order, price="63999")), order_id=order["id"])
    for path in ("/orders", "/orders-history", "/orders/by_client_id/{client_id}", *PUBLIC):
        ask("get", path)
    ask("get", "/orders/{order_id}", order_id=order["id"])
    ask("delete", "/orders/batch", {"order_ids": [order["id"], "7"], "client_order_ids": ["nobody"]})
    ask("delete", "/orders")
    for path in ("/orders/{order_id}", "/orders/by_client_id/{client_id}"):
        order = ask("post", "/orders", trader.body("BUY", "0.2", "63000", client_id="mine"))
        ask("delete", path, order_id=order["id"])
    ask("get", "/orders/{order_id}", order_id=order["id"])
