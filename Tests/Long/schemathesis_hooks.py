"""What schemathesis cannot know: how to log in, which markets there are and what time it is.

Without these nearly every request would end at the first check of the server, and nothing behind it be tested.
"""

import itertools
import os
import random
import time

import requests
import schemathesis

URL = os.environ["PARADEX_MOCK_URL"]
ACCOUNT = os.environ["PARADEX_MOCK_ACCOUNT"]
KEY = os.environ["PARADEX_MOCK_KEY"]
MARKETS = ["BTC-USD-PERP", "ETH-USD-PERP", "SOL-USD-PERP"]
PRICES = {"BTC-USD-PERP": 64000, "ETH-USD-PERP": 3000, "SOL-USD-PERP": 150}
# A token is good for five minutes.
REFRESH_SECONDS = 120
# Of the requests that are plausible at all, the share that is left as it came.
UNTOUCHED = 0.2

client_ids = itertools.count(1)


def login() -> str:
    headers = {"PARADEX-STARKNET-ACCOUNT": ACCOUNT, "PARADEX-TIMESTAMP": str(int(time.time()))}
    reply = requests.post(f"{URL}/auth", headers=headers, timeout=10)
    reply.raise_for_status()
    return reply.json()["jwt_token"]


@schemathesis.auth(refresh_interval=REFRESH_SECONDS)
class Token:
    def get(self, case, context):
        return login()

    def set(self, case, token, context):
        case.headers["Authorization"] = f"Bearer {token}"


@schemathesis.hook
def before_call(context, case, kwargs):
    # Repeatable: the choice hangs on the request alone.
    chance = random.Random(f"{case.method} {case.formatted_path} {case.query} {case.body}")
    if chance.random() < UNTOUCHED:
        return
    path = case.path_parameters if isinstance(case.path_parameters, dict) else {}
    for holder in (path, case.query):
        for name in ("market", "symbol"):
            if isinstance(holder, dict) and name in holder:
                holder[name] = chance.choice(MARKETS)
    if case.path == "/v1/auth/{public_key}":
        path["public_key"] = KEY
    if "PARADEX-TIMESTAMP" in (case.headers or {}):
        case.headers["PARADEX-STARKNET-ACCOUNT"] = ACCOUNT
        case.headers["PARADEX-TIMESTAMP"] = str(int(time.time()))
        case.headers.pop("PARADEX-SIGNATURE-EXPIRATION", None)
    resting = resting_order() if path.keys() & {"order_id", "client_id"} and chance.random() < 0.5 else {}
    for name, value in {"order_id": "id", "client_id": "client_id"}.items():
        if resting and name in path:
            path[name] = resting[value]
    for order in case.body if isinstance(case.body, list) else [case.body]:
        if isinstance(order, dict) and isinstance(order.get("signature_timestamp"), int):
            make_plausible(order, chance)
            order |= {name: resting[name] for name in ("id", "market", "side", "type") if resting}


def resting_order() -> dict:
    """A new order far from the market, for a request to name; nothing if the exchange has enough of them."""
    order = {
        "market": "BTC-USD-PERP",
        "side": "BUY",
        "type": "LIMIT",
        "instruction": "POST_ONLY",
        "size": "0.1",
        "price": "57600",
        "client_id": f"resting-{next(client_ids)}",
        "signature": '["1","2"]',
        "signature_timestamp": int(time.time() * 1000),
    }
    headers = {"Authorization": f"Bearer {login()}"}
    reply = requests.post(f"{URL}/orders", json=order, headers=headers, timeout=10)
    return reply.json() if reply.status_code == 201 else {}


def make_plausible(order: dict, chance: random.Random) -> None:
    """Something that the exchange might take."""
    market = chance.choice(MARKETS)
    order["market"] = market
    order["signature_timestamp"] = int(time.time() * 1000)
    order["size"] = chance.choice(["0.1", "1", "2", "1E1"])
    for name in ("price", "trigger_price"):
        if isinstance(order.get(name), str):
            # Most of them on their own side of the mark price, where they may rest.
            distance = chance.choice([0, 0.01, 0.02, 0.1]) * chance.choice([-1, 1, 1])
            sign = -1 if order.get("side") == "BUY" else 1
            order[name] = str(round(PRICES[market] * (1 + sign * distance)))
    if not order.get("recv_window"):
        order.pop("recv_window", None)
    for name in ("vwap_price", "on_behalf_of_account"):
        order.pop(name, None)
