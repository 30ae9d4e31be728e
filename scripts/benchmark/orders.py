"""The orders that are sent, as files of requests."""

import json
import subprocess
import time

from benchmark import requests

# A day: the prepared signatures are as old as the run is long.
RECEIVE_WINDOW = 86_400_000
SIGNED_ORDERS = 2000
PATH, BATCH_PATH = "/v1/orders", "/v1/orders/batch"
# Prices that resting orders spread over, on either side of the mark of 64,000.
LEVELS = 1000
# A batch of the API holds at most ten.
BATCH = 10


def trading(server, file):
    """Ten accounts in turn, the even ones buying what the odd ones sell at the same price.

    So every second order rests and every second one trades with it: an order's whole way, with trades, fills
    and positions. What rests at any time is what overtook its counterpart on another connection, a handful,
    so the book stays as small after a million orders as after ten, and no account meets its limits.
    """
    return requests.write(file, [
        requests.post(PATH, token, order("BUY" if index % 2 == 0 else "SELL", "64000"))
        for index, token in enumerate(tokens(server))])


def resting(server, file):
    """Orders that rest and are never traded with: the even accounts bid below, the odd ones ask above the
    mark. Only for a server with roomy markets."""
    logins = tokens(server)
    return requests.write(file, [
        requests.post(PATH, logins[index % len(logins)], resting_order(index, index % len(logins)))
        for index in range(LEVELS)])


def resting_batches(server, file):
    """The same orders, ten in a request."""
    logins = tokens(server)
    return requests.write(file, [
        requests.post(BATCH_PATH, logins[number % len(logins)],
                      [resting_order(number * BATCH + index, number) for index in range(BATCH)])
        for number in range(LEVELS // BATCH)])


def resting_order(index, account):
    if account % 2 == 0:
        return order("BUY", str(62_000 + index * 7 % LEVELS))
    return order("SELL", str(65_000 + index * 7 % LEVELS))


def signed(binary, issuer, file):
    """Orders with true signatures of the first account, made beforehand since wrk cannot sign.

    They find nothing to match and do not rest. The token comes from another server: a login signature cannot
    be had here, and servers of one seed share the key of their tokens. None if the binary cannot sign.
    """
    source = signed_bodies(binary, file.with_name(file.name + "-bodies"))
    if source is None:
        return None
    token = issuer.login(issuer.accounts[0])
    return requests.write(file, [requests.post(PATH, token, json.loads(body)) for body in open(source)])


def signed_bodies(binary, file):
    """The bodies of such orders, one a line; None if the binary cannot sign."""
    done = subprocess.run(
        [binary, "sign-orders", "--seed", "0", "--account", "0", "--count", str(SIGNED_ORDERS),
         "--timestamp", str(milliseconds())], capture_output=True, text=True, timeout=120)
    if done.returncode != 0 or len(done.stdout.splitlines()) != SIGNED_ORDERS:
        return None
    file.write_text(done.stdout)
    return file


def tokens(server):
    return [server.login(account) for account in server.accounts]


def order(side, price, size="0.0002", client_id=""):
    return {
        "market": "BTC-USD-PERP", "side": side, "type": "LIMIT", "size": size, "price": price,
        "instruction": "GTC", "client_id": client_id, "signature": json.dumps(["1" * 75, "2" * 75]),
        "signature_timestamp": milliseconds(), "recv_window": RECEIVE_WINDOW, "stp": None,
    }


def roomy_markets(source, target):
    """The markets with room for every order in one account: by default 150 may be open."""
    content = json.loads(source.read_text())
    for market in content["markets"]:
        market["max_open_orders"] = 100_000_000
    target.write_text(json.dumps(content))
    return target


def milliseconds():
    return int(time.time() * 1000)
