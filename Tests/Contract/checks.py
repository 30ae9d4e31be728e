"""What replies must look like."""

import time

ORDER_TYPES = {
    "id": str,
    "account": str,
    "market": str,
    "side": str,
    "type": str,
    "instruction": str,
    "status": str,
    "stp": str,
    "size": str,
    "remaining_size": str,
    "price": str,
    "trigger_price": str,
    "avg_fill_price": str,
    "cancel_reason": str,
    "client_id": str,
    "flags": list,
    "created_at": int,
    "last_updated_at": int,
    "timestamp": int,
    "received_at": int,
    "published_at": int,
    "seq_no": int,
    "request_info": (dict, type(None)),
}


def assert_refused(reply, code: str, status: int = 400, message: str = "") -> None:
    body = reply.json()
    assert (reply.status_code, body["error"]) == (status, code), reply.text
    assert message in body["message"]
    assert list(body) == ["error", "message", "data"] and body["data"] is None
    assert reply.headers["content-type"].startswith("application/json")


def assert_order(order: dict) -> None:
    """The fields of an order are always there and of these types; numbers are never quoted or empty."""
    assert set(order) == set(ORDER_TYPES)
    for name, kind in ORDER_TYPES.items():
        assert isinstance(order[name], kind) and not isinstance(order[name], bool), (name, order[name])
    for name in ("size", "remaining_size", "price", "trigger_price"):
        float(order[name])
    assert order["id"].isdigit() and len(order["id"]) == 28
    assert order["id"].startswith(str(order["created_at"]))


def milliseconds() -> int:
    return int(time.time() * 1000)
