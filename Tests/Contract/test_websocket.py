"""The WebSocket as raw clients see it: ids to the byte, odd frames, books, readers that are slow or many."""

import asyncio
import json
import random
from decimal import Decimal

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from harness import BTC, ETH, limit, market_order, running
from sockets import PING, PONG, TEXT, bounded, client, wire

MEBIBYTE = 1 << 20
# Messages that a client lets lie: what the system takes of them, and enough more.
UNREAD = 22_000
SUBSCRIBE = -32600, "invalid subscribe request"


def request(number, method: str, **params) -> bytes:
    return json.dumps({"jsonrpc": "2.0", "id": number, "method": method, "params": params}).encode()


def echo(number=1) -> bytes:
    """A request that is always refused, and so answered."""
    return request(number, "nothing")


# Ids


@pytest.mark.parametrize(
    "token",
    ["1", "0", "-1", "1791427988273356", "9007199254740993", "9223372036854775807", '"1791427988273356"']
    + ['""', '"a\\"b\\\\c"', '"é ☃"', '"line\\n"', '"\\u0041\\/\\u00e9\\ud83d\\ude00"'],
)
@bounded(5)
async def test_ids_come_back_to_the_byte(server, token):
    async with client(server) as one:
        for method, member in (("subscribe", "result"), ("nothing", "error")):
            text = '{"jsonrpc":"2.0","method":"%s","params":{"channel":"trades.ALL"},"id":%s}'
            reply = await one.ask(text % (method, token))
            assert reply.startswith('{"jsonrpc":"2.0","id":%s,"%s":{' % (token, member)), reply
            assert reply.endswith("}\n")


@pytest.mark.parametrize("member", ["", ',"id":null'], ids=["absent", "null"])
@bounded(5)
async def test_a_request_without_an_id_is_answered_with_the_id_0(server, member):
    async with client(server) as one:
        text = '{"jsonrpc":"2.0","method":"subscribe","params":{"channel":"trades.ALL"}%s}' % member
        # ccxt subscribes again and again, and without an id; an error would stop it.
        for _ in range(2):
            assert json.loads(await one.ask(text))["id"] == 0
            reply = json.loads(await one.ask(text))
            assert (reply["id"], reply["result"]) == (0, {"channel": "trades.ALL"})


@pytest.mark.parametrize(
    "text", ["x", "[]", "1", '{"id":true,"method":"auth"}', '{"id":{},"method":"auth"}', "{}"]
)
@bounded(5)
async def test_what_is_no_request_is_answered_and_the_connection_goes_on(server, text):
    async with client(server) as one:
        reply = json.loads(await one.ask(text))
        assert (reply["id"], reply["error"]["code"]) == (0, -32700 if text == "x" else -32600)
        assert "result" not in reply
        assert (await one.error("nothing"))[0] == -32601


# Frames


@bounded(5)
async def test_a_message_in_fragments_is_one_message(server):
    async with wire(server) as one:
        text = echo("fragments")
        one.send(TEXT, text[:10], last=False)
        one.send(0, text[10:11], last=False)
        one.send(PING, b"between")
        one.send(0, text[11:])
        assert await one.frame() == (PONG, b"between")
        opcode, payload = await one.frame()
        assert (opcode, json.loads(payload)["id"]) == (TEXT, "fragments")


@pytest.mark.parametrize("size", [0, 1, 125])
@bounded(5)
async def test_pings_come_back(server, size):
    async with wire(server) as one:
        one.send(PING, bytes(range(size)))
        assert await one.frame() == (PONG, bytes(range(size)))


@pytest.mark.parametrize(
    "code, send",
    [
        (1007, lambda one: one.send(TEXT, b"\xff\xfe")),
        (1007, lambda one: (one.send(TEXT, b"\xe2\x98", last=False), one.send(0, b"x"))),
        (1002, lambda one: one.send(TEXT, echo(), masked=False)),
        (1002, lambda one: one.send(PING, bytes(126))),
        (1002, lambda one: one.send(0, b"of nothing")),
        (1002, lambda one: one.send(0x3, b"")),
        (1009, lambda one: one.send(TEXT, b" " * (MEBIBYTE + 1))),
        (1009, lambda one: [one.send(0 if part else TEXT, b" " * 400_000, last=False) for part in range(3)]),
    ],
    ids=["no utf-8", "cut utf-8", "unmasked", "long ping", "stray fragment", "opcode 3", "large", "in sum"],
)
@bounded(5)
async def test_broken_frames_close_with_the_code_for_it(server, code, send):
    async with wire(server) as one:
        send(one)
        assert await one.closed() == code


@bounded(5)
async def test_the_largest_message_is_read(server):
    async with wire(server) as one:
        one.send(TEXT, echo("large").ljust(MEBIBYTE))
        assert json.loads((await one.frame())[1])["id"] == "large"


@bounded(5)
async def test_a_binary_message_is_refused_as_json(server):
    async with client(server) as one:
        # The library sends bytes as a binary message.
        reply = json.loads(await one.ask(echo()))
        assert (reply["id"], reply["error"]["code"]) == (0, -32700)


# Handshakes


@pytest.mark.parametrize("path", ["/v1", "/v1/", "/v1?", "/v1?sbeSchemaId=1&sbeSchemaVersion=3", "/v1?a=b"])
@bounded(5)
async def test_places_to_connect_to(server, path):
    async with wire(server, path) as one:
        one.send(TEXT, echo())
        assert (await one.frame())[0] == TEXT


@pytest.mark.parametrize(
    "status, path",
    [
        (404, "/v2"),
        (400, "/v1?sbeSchemaId=1&sbeSchemaVersion=4"),
        (400, "/v1?sbeSchemaId=2&sbeSchemaVersion=1"),
        (400, "/v1?sbeSchemaId=1"),
        (400, "/v1?sbeSchemaVersion=1"),
    ],
)
@bounded(5)
async def test_handshakes_that_are_refused(server, status, path):
    with pytest.raises(InvalidStatus) as caught:
        await connect(server.socket_url.removesuffix("/v1") + path)
    assert caught.value.response.status_code == status


@bounded(5)
async def test_extensions_subprotocols_and_tokens_in_the_handshake_are_passed_over(server):
    fields = {"Authorization": "Bearer nonsense", "Sec-WebSocket-Protocol": "graphql-ws"}
    async with client(server, additional_headers=fields) as one:
        answered = one.socket.response.headers
        assert not {"Sec-WebSocket-Extensions", "Sec-WebSocket-Protocol"} & set(answered)
        assert (await one.error("order.cancel_all"))[0] == 40300


# Logging in, subscribing


@bounded(5)
async def test_what_needs_a_token_and_which_tokens_are_refused(server, trader):
    async with client(server) as one:
        for method, params in (("subscribe", {"channel": "orders.ALL"}), ("order.cancel_all", {})):
            assert (await one.error(method, **params))[:2] == (40300, "permission denied")
        good = trader.http.headers["Authorization"].removeprefix("Bearer ")
        spoilt = good[:-8] + "AAAAAAAA"
        assert (await one.error("auth", bearer="x"))[0] == 40110
        assert (await one.error("auth", bearer=spoilt))[:2] == (40111, "invalid bearer token")
        for params in ({}, {"bearer": ""}, {"bearer": 1}):
            assert (await one.error("auth", **params))[0] == -32602
        await one.login(trader)
        await one.login(trader)
        await one.subscribe("orders.ALL")
        # No answer is turned into a log-out.
        assert (await one.error("auth", bearer=spoilt))[0] == 40111
        assert await one.result("order.cancel_all") == {"status": "ok"}


@bounded(5)
async def test_requests_that_do_not_wait_for_replies_are_answered_in_order(server, trader):
    token = trader.http.headers["Authorization"].removeprefix("Bearer ")
    async with wire(server) as one:
        one.send(TEXT, request(0, "auth", bearer=token))
        one.send(TEXT, request(1, "subscribe", channel="orders.ALL"))
        one.send(TEXT, request(2, "order.create", **trader.body("BUY", "0.1", "63000")))
        one.send(TEXT, request(3, "order.cancel_all"))
        messages = [json.loads((await one.frame())[1]) for _ in range(7)]
    said = [m["params"]["data"]["status"] if "params" in m else m["id"] for m in messages]
    assert said == [0, 1, 2, "NEW", "OPEN", 3, "CLOSED"]
    assert messages[2]["result"]["order"]["status"] == "NEW"


@bounded(5)
async def test_subscriptions_that_are_refused(server):
    async with client(server) as one:
        for channel, data in [
            ("nothing", "invalid channel"),
            ("trades.NO-USD-PERP", "invalid channel"),
            ("trades", "invalid channel"),
            (f"order_book.{BTC}.snapshot@20@100ms", "invalid channel"),
            (f"order_book.{BTC}.snapshot@15@10ms", "invalid channel"),
        ]:
            assert await one.error("subscribe", channel=channel) == (*SUBSCRIBE, data), channel
        for params in ({}, {"channel": 1}, {"channel": None}):
            assert (await one.error("subscribe", **params))[0] == -32602, params
        await one.subscribe("trades.ALL")
        assert await one.error("subscribe", channel="trades.ALL") == (*SUBSCRIBE, "already subscribed")
        assert await one.result("unsubscribe", channel="trades.ALL") == {"channel": "trades.ALL"}
        assert (await one.error("unsubscribe", channel="trades.ALL"))[0] == -32600


@bounded(10)
async def test_a_summary_of_some_markets_can_be_changed_in_place(server):
    async with client(server) as one:
        heard = one.heard["markets_summary"]
        await one.result("subscribe", channel="markets_summary", markets=[BTC])
        await one.catch_up()
        assert {row["symbol"] for row in heard} == {BTC}
        changed = {"channel": "markets_summary", "add": [ETH], "remove": [BTC]}
        assert await one.result("modify_subscription", **changed) == changed
        heard.clear()
        await one.catch_up()
        assert {row["symbol"] for row in heard} == {ETH}
        assert (await one.error("subscribe", channel="markets_summary", markets=["NO-USD-PERP"]))[0] == -32600


# Events


@bounded(5)
async def test_an_account_s_events_go_to_all_of_its_sockets_and_to_nobody_else(server, trader, other):
    private = "orders.ALL", "fills.ALL", "positions", "account", "balance_events", "transaction"
    async with client(server) as one, client(server) as two, client(server) as stranger:
        for socket_, account in ((one, trader), (two, trader), (stranger, other)):
            await (await socket_.login(account)).subscribe(*private)
        other.submit(limit("SELL", "0.1", "64000"))
        trader.submit(market_order("BUY", "0.1"))
        for socket_ in (one, two, stranger):
            await socket_.catch_up()
        assert one.heard == two.heard
        assert set(one.heard) == set(stranger.heard) == set(private)
        for heard, account in ((one.heard, trader), (stranger.heard, other)):
            owners = {row["account"] for rows in heard.values() for row in rows if "account" in row}
            assert owners == {account.address}


# Books


class Book:
    """A book kept by what its feed says."""

    def __init__(self):
        self.sides = {"BUY": {}, "SELL": {}}
        self.number = None

    def apply(self, update: dict) -> None:
        if update["update_type"] == "s":
            self.__init__()
        else:
            assert update["seq_no"] == self.number + 1, "a gap"
        self.number = update["seq_no"]
        for kind in ("inserts", "updates", "deletes"):
            for level in update[kind]:
                side, price = self.sides[level["side"]], Decimal(level["price"])
                assert (price in side) == (kind != "inserts"), (kind, level)
                if kind == "deletes":
                    del side[price]
                else:
                    side[price] = Decimal(level["size"])

    def levels(self, side: str, depth: int | None = None) -> list[tuple[Decimal, Decimal]]:
        return sorted(self.sides[side].items(), reverse=side == "BUY")[:depth]


def rest_levels(rows) -> list[tuple[Decimal, Decimal]]:
    return [(Decimal(price), Decimal(size)) for price, size in rows]


@bounded(20)
async def test_books_rebuilt_from_the_feeds_are_those_of_rest(server, trader, other):
    chance = random.Random(4)
    deltas, shown = f"order_book.{BTC}.deltas", f"order_book.{BTC}.snapshot@15@50ms"
    names = deltas, f"order_book.{BTC}.interactive_deltas"
    books = {name: Book() for name in names}
    async with client(server) as reader, client(server) as one, client(server) as two:
        await one.login(trader)
        await two.login(other)
        other.submit(limit("SELL", "1", "64000"))
        await reader.subscribe(*names, shown)
        await reader.catch_up()
        told = dict.fromkeys(names, 0)
        ids = {one: [], two: []}
        for step in range(160):
            by, account = chance.choice([(one, trader), (two, other)])
            if ids[by] and chance.random() < 0.3:
                order_id = ids[by].pop(chance.randrange(len(ids[by])))
                await by.call("order.cancel", {"id": order_id})
            else:
                price = 64000 + chance.randint(-30, 30)
                size = Decimal(chance.randint(1, 20)) / 10
                body = account.body(chance.choice(["BUY", "SELL"]), size, price)
                ids[by].append((await by.result("order.create", **body))["order"]["id"])
            if step % 20 == 19:
                rest = trader.http.get(f"orderbook/{BTC}", params={"depth": 100}).json()
                while any(reader.heard[name][-1]["seq_no"] < rest["seq_no"] for name in (*names, shown)):
                    await reader.read(0.02)
                for name, book in books.items():
                    for update in reader.heard[name][told[name] :]:
                        book.apply(update)
                    told[name] = len(reader.heard[name])
                    assert book.number == rest["seq_no"]
                    assert book.levels("BUY") == rest_levels(rest["bids"])
                    assert book.levels("SELL") == rest_levels(rest["asks"])
                picture = Book()
                picture.apply(reader.heard[shown][-1])
                assert picture.number == rest["seq_no"]
                for side, rows in (("BUY", rest["bids"]), ("SELL", rest["asks"])):
                    assert picture.levels(side) == rest_levels(rows)[:15]
        assert reader.heard[deltas][0]["update_type"] == "s"
        assert len(reader.heard[deltas]) > 100


@bounded(10)
async def test_changes_within_an_interval_are_shown_in_one_picture(server, trader):
    picture, deltas = f"order_book.{BTC}.snapshot@15@100ms", f"order_book.{BTC}.deltas"
    ids = [trader.submit(limit("BUY", "0.1", 63000 + step))["id"] for step in range(12)]
    async with client(server) as one, client(server) as bot:
        await bot.login(trader)
        await one.subscribe(picture, deltas)
        await one.read(0.15)
        one.heard.clear()
        # The first change after a quiet time is shown at once, in the turn in which it came.
        await bot.result("order.cancel", id=ids[0])
        start = asyncio.get_running_loop().time()
        for number, order_id in enumerate(ids[1:11]):
            await bot.socket.send(request(number, "order.cancel", id=order_id).decode())
        for _ in ids[1:11]:
            await asyncio.wait_for(bot.socket.recv(), 5)
        taken = asyncio.get_running_loop().time() - start
        await one.read(0.25)
        assert len(one.heard[deltas]) == 11
        shown = [len(row["inserts"]) for row in one.heard[picture]]
        # Two, unless the machine is so slow that the changes took more than one interval.
        assert (shown[0], shown[-1]) == (11, 1) and len(shown) <= 2 + (taken + 0.03) // 0.1
        assert one.heard[picture][-1]["seq_no"] == one.heard[deltas][-1]["seq_no"]


# Readers that are too slow, clients that are too many


@bounded(20)
async def test_who_does_not_read_is_cut_and_others_lose_nothing(server, trader):
    async with client(server) as reader, wire(server, receive_buffer=4096) as slow:
        await reader.subscribe(f"order_book.{BTC}.deltas")
        # The replies are five times as long as the requests. The system holds some megabytes of them before
        # the server has to; requests that come after the cut are passed over, up to a megabyte.
        for number in range(UNREAD):
            slow.send(TEXT, echo(number))
            if number % 500 == 0:
                await slow.writer.drain()
            if number % (UNREAD // 20) == 0:
                trader.submit(limit("BUY", "0.1", 63000 + number // (UNREAD // 20)))
        replies, close = await read_to_the_end(slow)
        assert close == (1008, b"slow consumer")
        numbers = [json.loads(text)["id"] for text in replies]
        assert numbers == list(range(len(numbers))) and len(numbers) < UNREAD - 2000
        await reader.catch_up()
        book = Book()
        for update in reader.heard[f"order_book.{BTC}.deltas"]:
            book.apply(update)
        assert len(book.sides["BUY"]) == 20


async def read_to_the_end(one) -> tuple[list[bytes], tuple[int, bytes]]:
    """The messages until the close frame; its code and reason."""
    messages = []
    while True:
        opcode, payload = await one.frame()
        if opcode != TEXT:
            return messages, (int.from_bytes(payload[:2], "big"), payload[2:])
        messages.append(payload)


@bounded(15)
async def test_a_storm_of_connections_does_no_harm(server, trader):
    async with client(server) as reader:
        await reader.subscribe(f"bbo.{BTC}")
        for number in range(300):
            async with wire(server) as one:
                one.send(TEXT, request(1, "auth", bearer="a.b.c"))
                one.send(TEXT, request(2, "subscribe", channel="trades.ALL"))
                if number % 3 == 0:
                    # Hears the answer; others are gone before it.
                    assert json.loads((await one.frame())[1])["error"]["code"] in (40110, 40111)
                elif number % 3 == 1:
                    one.writer.transport.abort()
        trader.submit(limit("BUY", "0.1", "63000"))
        await reader.catch_up()
        assert [row["bid"] for row in reader.heard[f"bbo.{BTC}"]] == ["63000"]


@bounded(10)
async def test_connections_are_limited_if_asked(tmp_path):
    with running(tmp_path, "--rate-limits", "documented", ephemeral=True) as limited:
        codes = []
        for _ in range(30):
            try:
                async with wire(limited):
                    codes.append(101)
            except AssertionError as refusal:
                codes.append(int(str(refusal).split("HTTP/1.1 ")[1][:3]))
        assert codes[:20] == [101] * 20 and codes[20] == 429
