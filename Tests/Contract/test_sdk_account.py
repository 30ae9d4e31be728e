"""What an account has and may do, read through paradex-py as it comes from PyPI."""

from decimal import Decimal

import pytest
from paradex_py.account.subkey_account import SubkeyAccount
from paradex_py.api.api_client import ParadexApiClient
from paradex_py.environment import TESTNET

from harness import BTC, ETH, Server, Trader, fresh_keys, limit, opened, refused, system_config

MAKER_FEE, TAKER_FEE = Decimal("0.00003"), Decimal("0.00045")
SECOND = 1_000_000_000


def trade(client, counterparty, size: str, price: str, market: str = BTC, side: str = "BUY") -> str:
    """The client takes what the counterparty has just offered; the id of the client's order."""
    counterparty.submit_order(limit("SELL" if side == "BUY" else "BUY", size, price, market))
    return client.submit_order(limit(side, size, price, market))["id"]


# A new account


def test_a_new_account_has_its_deposit_and_nothing_else(client):
    address = hex(client.account.l2_address)
    (deposit,) = client.fetch_transfers()["results"]
    assert [deposit[key] for key in ("account", "kind", "status", "direction", "token", "amount")] == [
        address,
        "DEPOSIT",
        "COMPLETED",
        "IN",
        "USDC",
        "1000000",
    ]
    (balance,) = client.fetch_balances()["results"]
    assert (balance["token"], balance["size"]) == ("USDC", "1000000")
    summary = client.fetch_account_summary()
    assert (summary.account, summary.status, summary.settlement_asset) == (address, "ACTIVE", "USDC")
    assert summary.account_value == summary.free_collateral == summary.total_collateral == "1000000"
    assert summary.initial_margin_requirement == summary.maintenance_margin_requirement == "0"
    empty = {"next": None, "prev": None, "results": []}
    assert client.fetch_fills() == client.fetch_transactions() == client.fetch_tradebusts() == empty
    assert client.fetch_funding_payments({"market": BTC}) == empty
    nothing = {"results": []}
    assert client.fetch_positions() == client.fetch_algo_orders() == client.fetch_tokens() == nothing
    assert client.fetch_liquidations() == client.fetch_subaccounts() == nothing


def test_account_info_names_the_key_and_the_fees(client):
    (info,) = client.fetch_account_info()["results"]
    assert int(info["account"], 16) == client.account.l2_address
    assert int(info["public_key"], 16) == client.account.l2_public_key
    assert (info["kind"], info["parent_account"], info["username"]) == ("main", "", "")
    assert Decimal(info["fees"]["maker_rate"]) == MAKER_FEE
    assert Decimal(info["fees"]["taker_rate"]) == TAKER_FEE


def test_a_subaccount_is_one_of_its_parent_s(server, trader, client):
    child = opened(server, parent=trader.address, balance="500")
    (row,) = client.fetch_subaccounts()["results"]
    assert (row["account"], row["kind"], row["parent_account"]) == (
        child.address,
        "subaccount",
        trader.address,
    )
    assert {info["account"] for info in client.fetch_account_info()["results"]} == {
        trader.address,
        child.address,
    }
    summaries = trader.http.get("account/summary").json()["results"]
    assert {row["account"]: row["account_value"] for row in summaries} == {
        trader.address: "1000000",
        child.address: "500",
    }
    asked = trader.http.get("account", params={"subaccount_address": child.address}).json()
    assert (asked["account"], asked["total_collateral"]) == (child.address, "500")
    assert child.sdk(server).api_client.fetch_subaccounts() == {"results": []}
    child.close()


# Trading


def test_a_trade_moves_the_balance_by_its_fee_alone(client, counterparty):
    trade(client, counterparty, "0.1", "64000")
    for account, rate in ((client, TAKER_FEE), (counterparty, MAKER_FEE)):
        (fill,) = account.fetch_fills()["results"]
        (balance,) = account.fetch_balances()["results"]
        assert Decimal(fill["fee"]) == Decimal("6400") * rate
        assert Decimal(balance["size"]) == 1_000_000 - Decimal(fill["fee"])
        assert balance["last_updated_at"] == fill["created_at"]


def test_a_fill_tells_both_sides_of_a_trade(client, counterparty):
    order = trade(client, counterparty, "0.1", "64000")
    (mine,), (theirs,) = client.fetch_fills()["results"], counterparty.fetch_fills()["results"]
    expected = {"market": BTC, "size": "0.1", "price": "64000", "fill_type": "FILL", "fee_currency": "USDC"}
    assert mine.items() >= {**expected, "side": "BUY", "liquidity": "TAKER", "order_id": order}.items()
    assert theirs.items() >= {**expected, "side": "SELL", "liquidity": "MAKER"}.items()
    assert mine["id"][:-4] == theirs["id"][:-4] and mine["created_at"] == theirs["created_at"]
    (settled,), (other,) = (side.fetch_transactions()["results"] for side in (client, counterparty))
    assert (settled["id"], settled["type"], settled["state"]) == (
        mine["id"],
        "TRANSACTION_FILL",
        "ACCEPTED_ON_L2",
    )
    assert settled["hash"] == other["hash"]
    public = client.fetch_trades({"market": BTC, "page_size": 1})["results"][0]
    assert public == {
        "id": mine["id"],
        "market": BTC,
        "side": "BUY",
        "size": "0.1",
        "price": "64000",
        "created_at": mine["created_at"],
        "trade_type": "FILL",
    }


def test_fills_are_paged_through_and_filtered(client, counterparty):
    orders = [trade(client, counterparty, "0.01", 64000 + step) for step in range(4)]
    orders.append(trade(client, counterparty, "1", "3000", ETH))
    orders.reverse()
    pages = [client.fetch_fills({"page_size": 2})]
    while cursor := pages[-1]["next"]:
        pages.append(client.fetch_fills({"page_size": 2, "cursor": cursor}))
    assert [[fill["order_id"] for fill in page["results"]] for page in pages] == [
        orders[:2],
        orders[2:4],
        orders[4:],
    ]
    back = client.fetch_fills({"page_size": 2, "cursor": pages[2]["prev"]})
    assert back["results"] == pages[1]["results"]
    (ether,) = client.fetch_fills({"market": ETH})["results"]
    assert ether["order_id"] == orders[0]
    oldest = pages[2]["results"][0]["created_at"]
    until = client.fetch_fills({"start_at": oldest, "end_at": oldest})["results"]
    assert [fill["order_id"] for fill in until if fill["created_at"] == oldest][-1] == orders[-1]
    assert client.fetch_fills({"end_at": oldest - 1})["results"] == []
    settlements = client.fetch_transactions({"page_size": 2})
    assert [row["id"] for row in settlements["results"]] == [fill["id"] for fill in pages[0]["results"]]


def test_positions_have_two_sides_that_sum_to_nothing(client, counterparty):
    trade(client, counterparty, "0.1", "64100")
    (long,), (short,) = client.fetch_positions()["results"], counterparty.fetch_positions()["results"]
    assert (long["status"], long["side"], long["size"]) == ("OPEN", "LONG", "0.1")
    assert (short["status"], short["side"], short["size"]) == ("OPEN", "SHORT", "-0.1")
    assert long["average_entry_price"] == short["average_entry_price"] == "64100"
    assert Decimal(long["cost"]) == -Decimal(short["cost"]) == 6410
    assert Decimal(long["unrealized_pnl"]) == -Decimal(short["unrealized_pnl"])
    assert long["id"] == f"{hex(client.account.l2_address)}-{BTC}"
    assert long["last_fill_id"] == client.fetch_fills()["results"][0]["id"]


def test_a_filled_order_binds_margin(client, counterparty, trader):
    trade(client, counterparty, "1", "64000")
    summary = client.fetch_account_summary()
    fee, mark = 64000 * TAKER_FEE, Decimal(64000)
    # A fiftieth and the fee of closing; half of the fiftieth and that fee.
    assert Decimal(summary.total_collateral) == 1_000_000 - fee
    assert Decimal(summary.initial_margin_requirement) == mark * (Decimal("0.02") + TAKER_FEE)
    assert Decimal(summary.maintenance_margin_requirement) == mark * (Decimal("0.01") + TAKER_FEE)
    value = Decimal(summary.account_value)
    assert Decimal(summary.free_collateral) == value - Decimal(summary.initial_margin_requirement)
    assert Decimal(summary.margin_cushion) == value - Decimal(summary.maintenance_margin_requirement)
    reply = trader.http.post(f"account/margin/{BTC}", json={"leverage": 10, "margin_type": "CROSS"})
    assert reply.json() == {"account": trader.address, "market": BTC, "leverage": 10, "margin_type": "CROSS"}
    (configured,) = trader.http.get("account/margin", params={"market": BTC}).json()["configs"]
    assert configured["leverage"] == 10
    bound = Decimal(client.fetch_account_summary().initial_margin_requirement)
    assert bound == mark * (Decimal("0.1") + TAKER_FEE)


# Profile


def test_the_profile_remembers_a_name(client, trader):
    assert client.fetch_account_profile()["username"] == ""
    name = f"fox-{trader.address[-6:]}"
    assert trader.http.post("account/profile/username", json={"username": name}).status_code == 200
    assert client.fetch_account_profile()["username"] == name
    assert client.fetch_account_info()["results"][0]["username"] == name


# Keys and tokens


def test_a_read_only_token_reads_until_it_is_revoked(server, client, trader):
    made = client.create_token({"name": "eye", "token_type": "read_only", "expiry_duration": 3600})
    token, lookup = made["token"], made["api_token"]["lookup_id"]
    assert made["api_token"]["expiry_at"] - made["api_token"]["created_at"] == 3600 * SECOND
    assert [row["lookup_id"] for row in client.fetch_tokens()["results"]] == [lookup]
    assert client.fetch_tokens({"kind": "trading"})["results"] == []
    reader = trader.sdk(server).api_client
    reader.set_token(token)
    assert reader.fetch_account_summary().account == trader.address
    with refused("INVALID_TOKEN_SCOPE"):
        reader.submit_order(limit("BUY", "0.1", "63000"))
    client.revoke_token(lookup)
    with refused("INVALID_TOKEN"):
        reader.fetch_account_summary()
    assert client.fetch_tokens() == {"results": []}
    (row,) = client.fetch_tokens({"with_invalid": "true"})["results"]
    assert row["revoked_at"] > row["created_at"]


def test_a_trading_token_trades_and_gives_no_further_ones(server, client, trader):
    made = client.create_token({"name": "bot", "token_type": "trading", "expiry_duration": 60})
    bot = trader.sdk(server).api_client
    bot.set_token(made["token"])
    order = bot.submit_order(limit("BUY", "0.1", "63000"))
    bot.cancel_order(order["id"])
    with refused("INVALID_TOKEN_SCOPE"):
        bot.create_token({"name": "more", "token_type": "trading", "expiry_duration": 60})


def sdk_of_subkey(server: Server, trader: Trader, key: SubkeyAccount) -> ParadexApiClient:
    """paradex-py as a subkey of the trader: ParadexSubkey cannot be pointed elsewhere, its parts can."""
    client = ParadexApiClient(env=TESTNET, api_base_url=server.url)
    client.init_account(key)
    return client


def test_a_subkey_trades_for_its_account_until_it_is_revoked(server, trader, client):
    key = SubkeyAccount(system_config(trader.http), fresh_keys()[1], trader.address)
    public_key = hex(key.l2_public_key)
    reply = trader.http.post("account/subkeys", json={"name": "desk", "public_key": public_key})
    assert reply.status_code == 201, reply.text
    desk = sdk_of_subkey(server, trader, key)
    order = desk.submit_order(limit("BUY", "0.1", "63000"))
    assert order["account"] == trader.address
    assert client.fetch_order(order["id"])["status"] == "OPEN"
    with refused("INVALID_TOKEN_SCOPE"):
        desk.create_token({"name": "more", "token_type": "trading", "expiry_duration": 60})
    assert trader.delete(f"account/subkeys/{public_key}", None).json() == {"public_key": public_key}
    with refused("INVALID_TOKEN"):
        desk.submit_order(limit("BUY", "0.1", "63000"))
    with refused("INVALID_SUBKEY"):
        desk.auth()
    rows = trader.http.get("account/subkeys", params={"with_revoked": "true"}).json()["results"]
    assert [(row["name"], row["public_key"], row["revoked_at"] > 0) for row in rows] == [
        ("desk", public_key, True)
    ]


@pytest.mark.parametrize(
    "ask",
    [
        lambda client: client.fetch_subkeys(),
        lambda client: client.fetch_mmp_configs(),
        lambda client: client.reset_mmp(),
        lambda client: client.fetch_points_data(BTC, "Maker"),
        lambda client: client.fetch_portfolio_margin_config(),
    ],
    ids=["subkeys", "mmp", "reset mmp", "points", "portfolio margin"],
)
def test_what_the_sdk_has_beyond_the_imitated_version_is_refused_loudly(client, ask):
    with refused("NOT_FOUND"):
        ask(client)
