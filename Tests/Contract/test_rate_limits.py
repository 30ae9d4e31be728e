"""Rate limits as documented: refused beyond them, and served again after a while."""

import time

import pytest

from harness import Server, Trader, raw_request, running, sdk, seeded

# More requests than any limit that is met here lets pass in the time that they take.
ATTEMPTS = 5000


@pytest.fixture(scope="module")
def limited(tmp_path_factory) -> Server:
    flags = ("--rate-limits", "documented", "--accounts", "2")
    with running(tmp_path_factory.mktemp("limited"), *flags, ephemeral=True) as server:
        yield server


@pytest.fixture(scope="module")
def trader(limited) -> Trader:
    return seeded(limited, 0)


def until_refused(ask) -> tuple:
    """The number of requests that passed, and the reply to the one that did not."""
    for count in range(ATTEMPTS):
        reply = ask()
        if reply.status_code == 429:
            return count, reply
    raise AssertionError(f"none of {ATTEMPTS} requests was refused")


def assert_limited(reply, limit: int, window: int) -> None:
    assert (reply.status_code, reply.text) == (429, '{"message":"rate limit exceeded"}')
    assert reply.headers["content-type"].startswith("application/json")
    fields = [reply.headers[f"x-ratelimit-{name}"] for name in ("limit", "remaining", "window")]
    assert fields == [str(limit), "0", str(window)]
    assert 0 <= int(reply.headers["x-ratelimit-reset"]) - time.time() <= window + 1
    assert int(reply.headers["retry-after"]) == 1


def test_logins_are_refused_after_600_and_pass_again_after_a_second(limited, trader):
    count, refused = until_refused(lambda: trader.http.post("auth"))
    # The fixture has logged in once before; each tenth of a second brings one more.
    assert count >= 599
    assert_limited(refused, 600, 60)
    time.sleep(int(refused.headers["retry-after"]))
    assert trader.http.post("auth", headers=trader.keys.auth_headers()).status_code == 200


def test_public_requests_do_not_share_the_limit_of_logins(limited, trader):
    until_refused(lambda: trader.http.post("auth"))
    assert trader.http.get("system/time").status_code == 200


def test_an_unmodified_sdk_is_refused_and_recovers(limited, trader):
    time.sleep(1)
    account = limited.config["accounts"][1]
    client = sdk(limited, account["l1_address"], account["l2_private_key"]).api_client
    with pytest.raises(ValueError, match="^Rate limit exceeded$"):
        for _ in range(ATTEMPTS):
            client.fetch_orders()
    standing = client.last_rate_limit
    assert standing.remaining == 0
    assert (standing.limit, standing.window) in [(120, 1), (600, 60)]
    time.sleep(1)
    assert client.fetch_orders() == {"results": []}
    assert client.last_rate_limit.remaining > 0
    # Another account's limits are its own.
    assert trader.http.get("orders").status_code == 200


def test_without_the_flag_nothing_is_refused(server):
    replies = [raw_request(server, "GET", "/v1/system/time")[0] for _ in range(3)]
    remaining = [int(reply.headers["X-RateLimit-Remaining"]) for reply in replies]
    assert remaining[0] > 1_000_000 and remaining == sorted(remaining, reverse=True)


@pytest.mark.parametrize("word", ["x0", "on", "10"])
def test_a_word_that_is_no_policy_stops_the_start(tmp_path, word):
    server = Server(tmp_path, "--rate-limits", word, ephemeral=True)
    server.launch()
    assert server.wait() == 64
    expected = "off, documented or x1 to x1000000"
    assert f"--rate-limits: expected {expected}, not {word}" in server.complaints()


def test_the_limit_of_an_address_needs_limits(tmp_path):
    server = Server(tmp_path, "--limit-private-per-address", ephemeral=True)
    server.launch()
    assert server.wait() == 64
    assert "--limit-private-per-address needs --rate-limits" in server.complaints()


def test_the_environment_sets_the_limits_too(tmp_path, monkeypatch):
    monkeypatch.setenv("PARADEX_MOCK_RATE_LIMITS", "x10")
    with running(tmp_path, ephemeral=True) as server:
        assert server.config["rate_limits"] == "x10"
        assert raw_request(server, "GET", "/v1/system/time")[0].headers["X-RateLimit-Limit"] == "15000"
