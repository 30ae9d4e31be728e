"""The manners of HTTP, and public data."""

import json
import re
import socket

import pytest

from checks import assert_refused, milliseconds
from harness import BTC, ETH, REPLY_SECONDS, SOL, limit, raw_request

# The manners of HTTP


def test_errors_of_the_http_layer_have_the_form_of_the_api(server):
    for target, status in [("/v1/" + "x" * 100_000, 414), ("/elsewhere", 404)]:
        response, body = raw_request(server, "GET", target)
        assert (response.status, list(json.loads(body))) == (status, ["error", "message", "data"])


def test_a_slash_at_the_end_and_unknown_parameters_are_ignored(trader):
    order = trader.submit(limit("BUY", "0.1", "63000", client_id="mine"))["id"]
    for path in (
        "orders/",
        "orders?",
        f"orders/?market={BTC}",
        "orders?no=1&such=2",
        "orders?clientOrderId=7",
    ):
        assert [row["id"] for row in trader.http.get(path).json()["results"]] == [order], path
    assert trader.http.get(f"orders/{order}/").json()["id"] == order
    assert trader.http.get("orders/by_client_id/mine?clientOrderId=mine").json()["id"] == order


def test_head_answers_like_get_without_the_body(trader):
    head, get = trader.http.head("system/config"), trader.http.get("system/config")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == get.headers["content-length"] == str(len(get.content))
    assert trader.http.head("orders").status_code == 200


def test_options_names_the_methods(server):
    response, body = raw_request(server, "OPTIONS", "/v1/orders/17")
    assert (response.status, body) == (204, b"")
    assert response.headers["Allow"] == "GET, PUT, DELETE, HEAD, OPTIONS"


def test_requests_may_have_bodies_where_none_is_needed(trader):
    order = trader.submit(limit("BUY", "0.1", "63000"))["id"]
    assert trader.http.request("GET", "orders", json={"market": BTC}).json()["results"][0]["id"] == order
    assert trader.delete(f"orders/{order}", {"reason": "none"}).status_code == 204
    assert trader.delete("orders", {}).json() == []


def test_the_content_type_of_a_request_does_not_matter(trader):
    body = json.dumps(trader.body("BUY", "0.1", "63000"))
    for kind in ("application/json; charset=utf-8", "text/plain", "application/octet-stream"):
        assert trader.http.post("orders", content=body, headers={"Content-Type": kind}).status_code == 201


def test_a_page_from_elsewhere_cannot_reach_the_server(server):
    for header, value in [("Host", "evil.example"), ("Origin", "http://evil.example")]:
        response, _ = raw_request(server, "GET", "/v1/system/time", headers={header: value})
        assert response.status == 403


def test_requests_sent_without_waiting_are_answered_in_order(server, trader):
    names = [f"n{number}" for number in range(20)]
    requests = b""
    for name in names:
        body = json.dumps(trader.body("BUY", "0.1", "60000", client_id=name))
        requests += (
            f"POST /v1/orders HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {len(body)}\r\n"
            f"Authorization: {trader.http.headers['Authorization']}\r\n\r\n{body}"
        ).encode()
    with socket.create_connection(("127.0.0.1", server.port), REPLY_SECONDS) as connection:
        connection.sendall(requests)
        connection.shutdown(socket.SHUT_WR)
        answers = b"".join(iter(lambda: connection.recv(65536), b"")).decode()
    assert answers.count("HTTP/1.1 201") == 20
    assert re.findall('"client_id":"(.*?)"', answers) == names
    assert len(trader.open_ids()) == 20


# Public data


@pytest.mark.parametrize(
    "path, status",
    [
        ("markets?market=DOGE-USD-PERP", 404),
        ("markets/summary?market=DOGE-USD-PERP", 400),
        ("bbo/DOGE-USD-PERP", 400),
        ("orderbook/DOGE-USD-PERP", 400),
    ],
)
def test_public_data_of_an_unknown_market_is_not_found(trader, path, status):
    assert_refused(trader.http.get(path), "MARKET_NOT_FOUND", status)


def test_the_order_book_is_sorted_and_cut_to_depth(trader):
    for step in range(4):
        trader.submit(limit("BUY", "1", 2990 - step, ETH))
        trader.submit(limit("SELL", "1", 3010 + step, ETH))
    trader.submit(limit("BUY", "0.5", 2990, ETH))
    book = trader.http.get(f"orderbook/{ETH}", params={"depth": 2}).json()
    assert book["bids"] == [["2990", "1.5"], ["2989", "1"]]
    assert book["asks"] == [["3010", "1"], ["3011", "1"]]
    assert isinstance(book["seq_no"], int) and isinstance(book["last_updated_at"], int)


@pytest.mark.parametrize("depth", ["0", "-1", "x", "OrderbookDepth.MEDIUM", "1000000"])
def test_an_odd_depth_of_the_order_book_never_breaks_the_server(trader, depth):
    """mcp-paradex sends the name of a Python enum and repeats requests that end with 500."""
    assert trader.http.get(f"orderbook/{BTC}", params={"depth": depth}).status_code in (200, 400)


def test_an_empty_book_has_an_empty_bbo(trader):
    bbo = trader.http.get(f"bbo/{SOL}").json()
    assert [bbo[key] for key in ("bid", "bid_size", "ask", "ask_size")] == ["", "", "", ""]


def test_system_time_is_text(trader):
    assert abs(int(trader.http.get("system/time").json()["server_time"]) - milliseconds()) < 5000
    assert isinstance(trader.http.get("system/time").json()["server_time"], str)
