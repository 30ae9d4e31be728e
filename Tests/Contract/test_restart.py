"""What an exchange knows is the same after any kind of end: to the last digit, through kill -9."""

import signal
from decimal import Decimal

import pytest
from paradex_py.account.subkey_account import SubkeyAccount
from paradex_py.common.order import Order, OrderSide, OrderType

from harness import BTC, ETH, control, fresh_keys, limit, market_order, opened, running, seeded, system_config

# All that can be read of an account without a place where time goes on by itself.
PRIVATE = [
    "account",
    "account/info",
    "account/margin?market=BTC-USD-PERP",
    "account/profile",
    "account/settings",
    "account/subaccounts",
    "account/subkeys?with_revoked=true",
    "account/summary",
    "account/tokens?with_invalid=true",
    "algo/orders",
    "algo/orders-history",
    "balance",
    "fills",
    "funding/payments?market=BTC-USD-PERP",
    "liquidations",
    "orders",
    "orders-history",
    "positions",
    "transactions",
    "transfers",
]
PUBLIC = [
    "bbo/BTC-USD-PERP",
    "insurance",
    "markets",
    "markets/summary?market=ALL",
    "orderbook/BTC-USD-PERP",
    "system/config",
    "system/state",
    "trades?market=BTC-USD-PERP",
]
# When a reply was made, not what it says.
CLOCKS = {"published_at"}


def timeless(node, clocks=CLOCKS):
    if isinstance(node, list):
        return [timeless(item, clocks) for item in node]
    if not isinstance(node, dict):
        return node
    return {key: timeless(value, clocks) for key, value in node.items() if key not in clocks}


def told(*traders) -> dict:
    """Everything that the API says to these accounts and to everybody."""
    found = {
        (trader.address, path): timeless(trader.http.get(path).json())
        for trader in traders
        for path in PRIVATE
    }
    # The created_at of a summary is the time of the reply.
    clocks = CLOCKS | {"created_at"}
    return found | {path: timeless(traders[0].http.get(path).json(), clocks) for path in PUBLIC}


def conditional(kind: OrderType, side: str, size, trigger) -> Order:
    return Order(BTC, kind, OrderSide(side), Decimal(size), trigger_price=Decimal(trigger), reduce_only=True)


def add_subkey(trader) -> SubkeyAccount:
    key = SubkeyAccount(system_config(trader.http), fresh_keys()[1], trader.address)
    body = {"name": "desk", "public_key": hex(key.l2_public_key)}
    assert trader.http.post("account/subkeys", json=body).status_code == 201
    return key


def add_token(trader) -> str:
    body = {"name": "eye", "token_type": "read_only", "expiry_duration": 3600}
    return trader.http.post("account/tokens", json=body).json()["token"]


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL], ids=["SIGTERM", "SIGKILL"])
def test_a_restart_changes_nothing_that_can_be_read(tmp_path, how):
    with running(tmp_path, "--accounts", "1") as server:
        # Funding would accrue between the two readings.
        for market in (BTC, ETH):
            control(server, f"markets/{market}", funding_rate="0")
        trader, maker = opened(server, balance="5000"), seeded(server, 0)
        child = opened(server, parent=trader.address, balance="7")
        algo, (profit, loss) = live(server, trader, maker)
        key, token = add_subkey(trader), add_token(trader)
        control(server, f"markets/{BTC}", mark_price="64123.4")
        control(server, "system", status="post_only")
        before = told(trader, maker, child)

        server.stop() if how == signal.SIGTERM else server.kill()
        server.start()

        after = told(trader, maker, child)
        for place in before:
            assert after[place] == before[place], place
        assert before[trader.address, "positions"]["results"][0]["status"] == "OPEN"
        assert before["system/state"] == {"status": "post_only"}
        assert_goes_on(server, trader, maker, key, token)
        control(server, "system", status="ok")
        control(server, f"markets/{BTC}", mark_price="65000")
        assert [trader.order(order)["status"] for order in (profit, loss)] == ["CLOSED", "CLOSED"]
        assert trader.order(profit)["avg_fill_price"] == "64990"
        assert trader.http.delete(f"algo/orders/{algo}").status_code == 204
        for account in (trader, maker, child):
            account.close()


def live(server, trader, maker) -> tuple[str, list[str]]:
    """Positions in two markets, a pair of conditional orders, a TWAP order, another leverage and a name."""
    maker.submit(limit("SELL", "0.4", "64100"))
    trader.submit(limit("BUY", "0.5", "64100"))
    trader.submit(limit("BUY", "1", "3000", ETH))
    maker.submit(limit("SELL", "0.4", "2990.55", ETH))
    trader.submit(limit("SELL", "0.1", "65900"))
    pair = [
        trader.submit(conditional(kind, "SELL", "0.4", trigger))["id"]
        for kind, trigger in ((OrderType.TakeProfitMarket, "65000"), (OrderType.StopLossMarket, "63000"))
    ]
    maker.submit(limit("BUY", "1", "64990"))
    order = trader.signed(market_order("BUY", "2.88", ETH))
    kept = ("market", "side", "type", "size", "signature", "signature_timestamp")
    body = {name: order[name] for name in kept} | {"algo_type": "TWAP", "duration_seconds": 86400}
    reply = trader.http.post("algo/orders", json=body)
    assert reply.status_code == 201, reply.text
    leverage = {"leverage": 20, "margin_type": "CROSS"}
    assert trader.http.post(f"account/margin/{BTC}", json=leverage).status_code == 200
    assert trader.http.post("account/profile/username", json={"username": "fox"}).status_code == 200
    return reply.json()["id"], pair


def assert_goes_on(server, trader, maker, key, token: str) -> None:
    """Keys and tokens open what they did, the exchange is in the state that it was in."""
    reader = {"Authorization": f"Bearer {token}"}
    assert trader.http.get("account", headers=reader).json()["account"] == trader.address
    assert trader.http.delete("orders", headers=reader).status_code == 403
    login = trader.http.post(f"auth/{hex(key.l2_public_key)}", headers=key.auth_headers())
    assert login.status_code == 200, login.text
    refused = trader.http.post("orders", json=trader.body("BUY", "0.1", "63000"))
    assert refused.json()["error"] == "SYSTEM_STATUS_POST_ONLY"
