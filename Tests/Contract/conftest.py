"""Servers and accounts for the contract tests."""

import pytest

from harness import Server, Trader, fresh_keys, running


@pytest.fixture(scope="session")
def server(tmp_path_factory) -> Server:
    """One server for all tests that do not stop it; every test brings its own accounts."""
    with running(tmp_path_factory.mktemp("server"), "--accounts", "2") as server:
        yield server


@pytest.fixture
def new_trader(server):
    """Makes traders with accounts of their own on the common server; their orders go with the test."""
    traders = []

    def make() -> Trader:
        traders.append(Trader(server, *fresh_keys(), onboard=True))
        return traders[-1]

    yield make
    for trader in traders:
        trader.close()


@pytest.fixture
def trader(new_trader) -> Trader:
    return new_trader()


@pytest.fixture
def other(new_trader) -> Trader:
    """A second account, to trade with."""
    return new_trader()


@pytest.fixture
def client(trader, server):
    """The trader's client of paradex-py."""
    return trader.sdk(server).api_client


@pytest.fixture
def counterparty(other, server):
    return other.sdk(server).api_client
