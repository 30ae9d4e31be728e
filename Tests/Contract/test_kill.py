"""What was acknowledged is still there after any kind of end; bad beginnings say what is wrong."""

import os
import random
import resource
import sqlite3
from contextlib import closing
from datetime import datetime, timezone

import pytest

from harness import START_SECONDS, Server, limit, running, seeded
from load import Load, assert_kept

ROUNDS = int(os.environ.get("PARADEX_KILL_ROUNDS", "10"))
CONNECTIONS = 4
FLAGS = ("--signatures", "off", "--accounts", "2")
FILE_SIZE_LIMIT = 600_000


@pytest.fixture
def database_server(tmp_path):
    with running(tmp_path, *FLAGS) as server:
        yield server


def traders(server: Server):
    return [seeded(server, index) for index in range(2)]


def history(trader) -> list[dict]:
    """All orders of an account as the API tells."""
    page = trader.http.get("orders-history", params={"page_size": 5000}).json()
    orders = page["results"]
    while page["next"]:
        page = trader.http.get("orders-history", params={"page_size": 5000, "cursor": page["next"]}).json()
        orders += page["results"]
    return orders


def as_in_the_view(order: dict) -> dict:
    """An order of the API in the form that the view `orders` shows."""
    row = {
        key: order[key]
        for key in order
        if key not in ("timestamp", "received_at", "published_at", "request_info")
    }
    row["flags"] = ",".join(row["flags"])
    for name in ("created_at", "last_updated_at"):
        time = datetime.fromtimestamp(row[name] // 1000, timezone.utc)
        row[name] = f"{time:%Y-%m-%d %H:%M:%S}.{row[name] % 1000:03d}"
    return row


def rows_of_the_view(server: Server) -> dict[str, dict]:
    with closing(sqlite3.connect(f"file:{server.database}?mode=ro", uri=True)) as database:
        database.row_factory = sqlite3.Row
        rows = [dict(row) for row in database.execute("SELECT * FROM orders")]
    # What an order does not have is NULL in the view and "" in the API.
    return {row["id"]: {key: "" if value is None else value for key, value in row.items()} for row in rows}


def differences(view: dict[str, dict], told: dict[str, dict]) -> list:
    """Order, column, what the view has, what the API told."""
    orders = sorted(view.keys() | told.keys())
    pairs = [(order, view.get(order, {}), told.get(order, {})) for order in orders]
    return [
        (order, column, row.get(column), api.get(column))
        for order, row, api in pairs
        for column in row.keys() | api.keys()
        if row.get(column) != api.get(column)
    ]


def test_kill_9_loses_no_acknowledged_order(database_server):
    server, promises = database_server, {}
    for number in range(ROUNDS):
        accounts = traders(server)
        for account in accounts:
            account.http.delete("orders")
        for promise in promises.values():
            promise.is_cancelled = True
        load = Load(server, accounts, CONNECTIONS, seed=number)
        load.wait_for(random.Random(number).randint(1, 300))
        server.kill()
        load.join()
        assert load.refusals == []
        server.start()
        assert_kept(server, load.promises)
        promises |= load.promises
    assert_kept(server, promises)
    told = {order["id"]: as_in_the_view(order) for account in traders(server) for order in history(account)}
    assert set(promises) <= set(told)
    server.stop()
    assert differences(rows_of_the_view(server), told) == []
    server.start()


def test_sigterm_under_load_loses_nothing(database_server):
    server = database_server
    load = Load(server, traders(server), CONNECTIONS, seed=1)
    load.wait_for(100)
    server.stop()
    load.join()
    assert load.refusals == []
    server.start()
    assert_kept(server, load.promises)


def test_a_killed_server_trades_on_as_one_that_never_died(database_server):
    """Queue order, positions and money come back from the journal alone."""
    server = database_server
    maker, taker = traders(server)
    first, second = [maker.submit(limit("SELL", "0.1", "64000"))["id"] for _ in range(2)]
    server.kill()
    server.start()
    taker.submit(limit("BUY", "0.1", "64000"))
    assert [maker.order(order)["status"] for order in (first, second)] == ["CLOSED", "OPEN"]


def without_room():
    """In the child: files can grow to the limit, further writes fail as on a full disk."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (FILE_SIZE_LIMIT, FILE_SIZE_LIMIT))


def test_a_full_disk_acknowledges_nothing_that_is_not_stored(tmp_path):
    # Python ignores SIGXFSZ. Not restoring signals lets the server inherit that: its writes get EFBIG.
    server = Server(tmp_path, *FLAGS).start(preexec_fn=without_room, restore_signals=False)
    load = Load(server, traders(server), CONNECTIONS, seed=2)
    load.join()
    assert server.wait() != 0, "without storage there is nothing to go on with"
    assert load.promises, "the limit left no room for a single order"
    assert str(server.database) in server.complaints()
    with running(tmp_path, *FLAGS) as restarted:
        assert_kept(restarted, load.promises)


# Bad beginnings


def assert_refuses_to_start(server: Server, *words: str) -> None:
    server.launch()
    assert server.read_line(START_SECONDS) == "", "it started"
    assert server.wait() != 0
    complaint = server.complaints()
    assert complaint.count("\n") <= 3, f"a person wants one clear line:\n{complaint}"
    for word in words:
        assert word in complaint


def second_server(server: Server, tmp_path) -> Server:
    directory = tmp_path / "second"
    directory.mkdir()
    return Server(directory, *FLAGS)


def test_a_database_has_one_server_at_a_time(database_server, tmp_path):
    second = second_server(database_server, tmp_path)
    second.storage = ["--database", str(database_server.database)]
    assert_refuses_to_start(second, str(database_server.database))
    seeded(database_server, 0).submit(limit("BUY", "0.1", "63000"))


def test_a_port_has_one_server_at_a_time(database_server, tmp_path):
    second = second_server(database_server, tmp_path)
    second.port = database_server.port
    assert_refuses_to_start(second, str(database_server.port))


def test_a_host_is_an_address(tmp_path):
    assert_refuses_to_start(Server(tmp_path, *FLAGS, "--host", "exchange.invalid"), "--host takes an IP address")


def text_file(path) -> None:
    path.write_text("Dear diary, today I was nearly overwritten by an exchange.\n" * 100)


def foreign_database(path) -> None:
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE orders (recipe TEXT)")
        database.execute("INSERT INTO orders VALUES ('apple pie')")
        database.commit()


@pytest.mark.parametrize("make", [text_file, foreign_database])
def test_a_file_that_is_not_ours_is_left_alone(tmp_path, make):
    server = Server(tmp_path, *FLAGS)
    make(server.database)
    before = server.database.read_bytes()
    assert_refuses_to_start(server, str(server.database))
    assert server.database.read_bytes() == before


def test_a_database_in_a_folder_that_does_not_exist_is_refused(tmp_path):
    server = Server(tmp_path, *FLAGS)
    server.storage = ["--database", str(tmp_path / "no" / "such" / "exchange.db")]
    assert_refuses_to_start(server, str(tmp_path / "no" / "such" / "exchange.db"))
