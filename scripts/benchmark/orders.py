"""The orders that are sent."""

import json
import subprocess
import time

# A day: the prepared signatures are as old as the run is long.
RECEIVE_WINDOW = 86_400_000
SIGNED_ORDERS = 2000


def unsigned(server, file):
    """Ten accounts in turn, the even ones buying what the odd ones sell at the same price.

    So every second order rests and every second one trades with it: an order's whole way, with trades, fills
    and positions. What rests at any time is what overtook its counterpart on another connection, a handful,
    so the book stays as small after a million orders as after ten, and no account meets its limits.
    """
    lines = []
    for index, account in enumerate(server.accounts):
        side = "BUY" if index % 2 == 0 else "SELL"
        lines.append(line(server.login(account), order(side, "64000")))
    file.write_text("".join(lines))
    return file


def signed(binary, issuer, file):
    """Orders with true signatures of the first account, made beforehand since wrk cannot sign.

    They find nothing to match and do not rest. The token comes from another server: a login signature cannot
    be had here, and servers of one seed share the key of their tokens. None if the binary cannot sign.
    """
    done = subprocess.run(
        [binary, "sign-orders", "--seed", "0", "--account", "0", "--count", str(SIGNED_ORDERS),
         "--timestamp", str(milliseconds())], capture_output=True, text=True, timeout=120)
    bodies = done.stdout.splitlines()
    if done.returncode != 0 or len(bodies) != SIGNED_ORDERS:
        return None
    token = issuer.login(issuer.accounts[0])
    file.write_text("".join(line(token, json.loads(body)) for body in bodies))
    return file


def order(side, price, size="0.0002"):
    return {
        "market": "BTC-USD-PERP", "side": side, "type": "LIMIT", "size": size, "price": price,
        "instruction": "GTC", "client_id": "", "signature": json.dumps(["1" * 75, "2" * 75]),
        "signature_timestamp": milliseconds(), "recv_window": RECEIVE_WINDOW, "stp": None,
    }


def line(token, body):
    return f"{token}\t{json.dumps(body, separators=(',', ':'))}\n"


def milliseconds():
    return int(time.time() * 1000)
