"""Onboarding, logins and tokens."""

import json

import pytest

from checks import assert_refused
from harness import Trader, fresh_keys, limit, raw_request

MISSING_TOKEN = {
    "error": "INVALID_TOKEN",
    "message": "invalid bearer jwt: missing value in request header",
    "data": None,
}


@pytest.mark.parametrize(
    "method, path",
    [
        ("GET", "orders"),
        ("POST", "orders"),
        ("DELETE", "orders"),
        ("GET", "orders-history"),
        ("POST", "orders/batch"),
        ("DELETE", "orders/batch"),
        ("GET", "orders/1"),
        ("PUT", "orders/1"),
        ("DELETE", "orders/1"),
        ("GET", "orders/by_client_id/1"),
        ("DELETE", "orders/by_client_id/1"),
        ("GET", "no/such/path"),
        ("PATCH", "orders"),
        ("PUT", "system/time"),
    ],
)
def test_without_a_token_everything_private_or_unknown_answers_401(server, method, path):
    response, body = raw_request(server, method, f"/v1/{path}")
    assert (response.status, json.loads(body)) == (401, MISSING_TOKEN)


@pytest.mark.parametrize(
    "method, path", [("GET", "no/such/path"), ("PATCH", "orders"), ("PUT", "system/time")]
)
def test_with_a_token_an_unknown_route_is_not_found(trader, method, path):
    assert_refused(trader.http.request(method, path), "NOT_FOUND", status=404)


@pytest.mark.parametrize("token", ["garbage", "Bearer garbage", "Bearer a.b.c", "Basic dXNlcg=="])
def test_a_malformed_token_is_refused(trader, token):
    trader.http.headers["Authorization"] = token
    reply = trader.http.get("orders")
    assert_refused(reply, "INVALID_TOKEN", 401)


def test_a_token_that_was_tampered_with_is_refused(trader):
    head, payload, signature = trader.http.headers["Authorization"].split(".")
    trader.http.headers["Authorization"] = ".".join((head, payload[:-4] + "AAAA", signature))
    assert_refused(trader.http.get("orders"), "INVALID_TOKEN", 401)


def test_a_login_of_an_account_that_never_onboarded_says_so(server):
    with pytest.raises(AssertionError) as refusal:
        Trader(server, *fresh_keys())
    assert "NOT_ONBOARDED" in str(refusal.value)
    assert "User has never called /onboarding endpoint" in str(refusal.value)


@pytest.mark.parametrize(
    "changes, code, status",
    [
        ({"PARADEX-STARKNET-SIGNATURE": '["1","2"]'}, "STARKNET_SIGNATURE_VERIFICATION_FAILED", 401),
        ({"PARADEX-STARKNET-SIGNATURE": "nonsense"}, "INVALID_STARKNET_SIGNATURE", 400),
        ({"PARADEX-STARKNET-SIGNATURE": None}, "INVALID_STARKNET_SIGNATURE", 400),
        ({"PARADEX-STARKNET-ACCOUNT": "0xzz"}, "INVALID_STARKNET_ADDRESS", 400),
        ({"PARADEX-STARKNET-ACCOUNT": "0x1234"}, "NOT_ONBOARDED", 400),
        ({"PARADEX-TIMESTAMP": None}, "INVALID_TIMESTAMP", 400),
        ({"PARADEX-TIMESTAMP": "soon"}, "INVALID_TIMESTAMP", 400),
        ({"PARADEX-TIMESTAMP": "9999999999"}, "INVALID_TIMESTAMP", 400),
        ({"PARADEX-SIGNATURE-EXPIRATION": "1000000000"}, "INVALID_TIMESTAMP", 400),
        ({"PARADEX-SIGNATURE-EXPIRATION": "9999999999"}, "INVALID_TIMESTAMP", 400),
    ],
    ids=str,
)
def test_a_wrong_login_is_refused(trader, changes, code, status):
    headers = {
        key: value for key, value in (trader.keys.auth_headers() | changes).items() if value is not None
    }
    assert_refused(trader.http.post("auth", headers=headers), code, status)


@pytest.mark.parametrize("path", ["auth", "auth/", "auth/{key}", "auth?token_usage=interactive"])
@pytest.mark.parametrize("body", ["", '""', "{}"])
def test_clients_log_in_in_several_ways(trader, path, body):
    path = path.format(key=hex(trader.keys.l2_public_key))
    reply = trader.http.post(path, headers=trader.keys.auth_headers(), content=body)
    assert reply.status_code == 200 and set(reply.json()) == {"jwt_token"}


def test_a_padded_address_is_the_same_account(trader):
    headers = trader.keys.auth_headers() | {"PARADEX-STARKNET-ACCOUNT": f"0x{trader.keys.l2_address:064x}"}
    assert trader.http.post("auth", headers=headers).status_code == 200


def test_onboarding_again_is_harmless(trader):
    order = trader.submit(limit("BUY", "0.1", "63000"))["id"]
    body = {"public_key": hex(trader.keys.l2_public_key)}
    reply = trader.http.post("onboarding", headers=trader.keys.onboarding_headers(), json=body)
    assert reply.status_code == 200
    assert trader.open_ids() == [order]


@pytest.mark.parametrize("address", ["0x0", "0x" + "Ab" * 20])
def test_the_ethereum_address_of_an_onboarding_is_nobodys_business(trader, address):
    headers = trader.keys.onboarding_headers() | {"PARADEX-ETHEREUM-ACCOUNT": address}
    reply = trader.http.post(
        "onboarding", headers=headers, json={"public_key": hex(trader.keys.l2_public_key)}
    )
    assert reply.status_code == 200


@pytest.mark.parametrize(
    "key, code",
    [
        ("0x0", "PUBLIC_KEY_INVALID"),
        ("nonsense", "PUBLIC_KEY_INVALID"),
        (None, "INVALID_REQUEST_PARAMETER"),
        (5, "BINDING_ERROR"),
    ],
)
def test_onboarding_with_an_impossible_public_key_is_refused(trader, key, code):
    reply = trader.http.post("onboarding", headers=trader.keys.onboarding_headers(), json={"public_key": key})
    assert_refused(reply, code)


def test_onboarding_with_the_key_of_another_address_is_refused(trader, other):
    reply = trader.http.post(
        "onboarding",
        headers=trader.keys.onboarding_headers(),
        json={"public_key": hex(other.keys.l2_public_key)},
    )
    assert reply.status_code in (400, 401)
    assert reply.json()["error"] in ("INVALID_STARKNET_ADDRESS", "STARKNET_SIGNATURE_VERIFICATION_FAILED")


def test_onboarding_signed_with_another_key_is_refused(trader, other):
    headers = trader.keys.onboarding_headers() | {
        "PARADEX-STARKNET-SIGNATURE": other.keys.onboarding_headers()["PARADEX-STARKNET-SIGNATURE"]
    }
    reply = trader.http.post(
        "onboarding", headers=headers, json={"public_key": hex(trader.keys.l2_public_key)}
    )
    assert_refused(reply, "STARKNET_SIGNATURE_VERIFICATION_FAILED", 401)
