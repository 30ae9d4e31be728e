"""Which of the published operations are served, and how the others are refused. See PARADEX_OPENAPI."""

import json
import os
from pathlib import Path

import pytest

from checks import assert_refused
from harness import REPOSITORY, raw_request

PUBLISHED = Path(os.environ.get("PARADEX_OPENAPI", "absent"))
METHODS = ("get", "post", "put", "patch", "delete")

# What is not imitated of the published operations, in the README's words.
NOT_IMITATED = {
    "block trades": "/block-trades",
    "vaults": "/vaults",
    "referrals": "/referrals",
    "`/account/referrer`": "/account/referrer",
    "XP": "/xp",
}

# What the published testnet specification lacks, and why it is served all the same.
ADDED = {
    ("get", "/onboarding"): "published for production; paradex-py asks it to derive an address",
    ("post", "/auth/{public_key}"): "the documentation's form for subkeys; paradex-py logs in by no other",
}

# Addresses that the SDK or the production specification know, and the testnet does not.
UNPUBLISHED = ("/account/keys/subkeys", "/account/mmp", "/staking/summary", "/rfqs", "/nonsense")


def operations(document: dict, prefix: str = "") -> set[tuple[str, str]]:
    return {
        (method, path.removeprefix(prefix))
        for path, item in document["paths"].items()
        for method in item
        if method in METHODS and path.startswith(prefix)
    }


def family(path: str) -> str | None:
    return next((prefix for prefix in NOT_IMITATED.values() if f"{path}/".startswith(f"{prefix}/")), None)


def address(path: str) -> str:
    """The path with something in the place of its parameters."""
    return "/".join("1" if part.startswith("{") else part for part in path.lstrip("/").split("/"))


def fits(template: str, path: str) -> bool:
    expected, parts = template.lstrip("/").split("/"), path.split("/")
    return len(expected) == len(parts) and all(
        word.startswith("{") or word == part for word, part in zip(expected, parts)
    )


@pytest.fixture(scope="module")
def served(server) -> set[tuple[str, str]]:
    _, body = raw_request(server, "GET", "/_mock/openapi.json")
    return operations(json.loads(body), "/v1")


def assert_not_served(trader, method: str, path: str) -> None:
    body = None if method == "get" else {}
    for token, status, code in (("", 401, "INVALID_TOKEN"), (None, 404, "NOT_FOUND")):
        headers = {} if token is None else {"Authorization": token}
        reply = trader.http.request(method.upper(), address(path), json=body, headers=headers)
        assert_refused(reply, code, status)


needs_specification = pytest.mark.skipif(not PUBLISHED.is_file(), reason="PARADEX_OPENAPI names no file")


@needs_specification
def test_all_that_is_published_is_served_or_named_as_not_imitated(served, trader):
    published = operations(json.loads(PUBLISHED.read_text()))
    missing = published - served
    assert {(method, path) for method, path in missing if not family(path)} == set()
    assert {family(path) for _, path in missing} == set(NOT_IMITATED.values()), "a family that is no more"
    assert {(method, path) for method, path in served if family(path)} == set()
    for method, path in sorted(missing):
        assert_not_served(trader, method, path)


@needs_specification
def test_nothing_is_served_that_is_not_published(served):
    published = operations(json.loads(PUBLISHED.read_text()))
    assert served - published == set(ADDED)


def test_every_served_path_has_a_route(served, trader):
    """The document promises nothing that the router does not have."""
    for method, path in sorted(served):
        body = None if method == "get" else {}
        reply = trader.http.request(method.upper(), address(path), json=body)
        not_routed = reply.status_code == 404 and "is not imitated" in reply.text
        assert not not_routed and reply.status_code < 500, f"{method} {path}: {reply.text}"


@pytest.mark.parametrize("path", [*NOT_IMITATED.values(), *UNPUBLISHED])
def test_what_is_not_imitated_is_refused_loudly(trader, path):
    for method in ("get", "post"):
        assert_not_served(trader, method, path)


def test_methods_that_a_path_does_not_have_are_refused_like_unknown_paths(served, trader):
    paths = {path for _, path in served}
    for path in sorted(paths):
        # PUT /orders/batch is PUT /orders/{order_id} of an order by that name.
        routed = {method for method, template in served if fits(template, address(path))}
        for method in sorted({"get", "post", "put", "delete"} - routed):
            assert_not_served(trader, method, path)


def test_the_readme_says_what_is_not_imitated():
    readme = (REPOSITORY / "README.md").read_text()
    paragraph = readme.partition("**Not imitated**")[2].partition("\n\n")[0]
    for words in NOT_IMITATED:
        assert words in paragraph, f"the README does not say that {words} are not imitated"
