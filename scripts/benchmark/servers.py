"""The exchange and its peers: how each is started, and how to ask it something."""

import contextlib
import http.client
import json
import pathlib
import shutil
import socket
import sqlite3
import time

from benchmark import native, report
from benchmark import processes as system
from benchmark.environments import environment
from benchmark.processes import StartError

HERE = pathlib.Path(__file__).resolve().parent

# About what an order's reply weighs at least.
REPLY = json.dumps({"id": "0" * 28, "status": "NEW", "filler": "x" * 345}).ljust(400)

# A trade as its subscribers are told it.
MESSAGE = json.dumps({
    "jsonrpc": "2.0", "method": "subscription", "params": {"channel": "trades.BTC-USD-PERP", "data": {
        "id": "1795252424252201700000030001", "market": "BTC-USD-PERP", "side": "SELL", "size": "0.0002",
        "price": "64000", "created_at": 1795252424252, "trade_type": "FILL"}}})


class Server:
    """A running server on a loopback port."""

    name = "server"

    def __init__(self, process, port):
        self.process = process
        self.port = port

    @property
    def pid(self):
        return self.process.pid

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}/v1/orders"


class Mock(Server):
    """paradex-mock with a database file of its own."""

    name = "ours"

    def __init__(self, processes, binary, directory, *flags, launcher=(), environment=None, patience=10):
        """`launcher` is put before the command, such as valgrind; `patience` is in seconds."""
        # It is there, with a database in it, when a server is started again.
        directory.mkdir(exist_ok=True)
        self.database = directory / "exchange.db"
        config = directory / "config.json"
        log = directory / "log"
        command = [*launcher, binary, "serve", "--host", "127.0.0.1", "--port", "0", "--quiet", "--seed", "0",
                   "--database", self.database, "--config-out", config, *flags]
        began = time.perf_counter()
        process = processes.start_server(command, log, stdout=-1, env=environment)
        ready = system.first_line(process, log, patience)
        super().__init__(process, int(ready.rpartition(":")[2].partition("/")[0]))
        wait_for_answer(self, log, path="/v1/system/state")
        self.startup_seconds = time.perf_counter() - began
        self.config = json.loads(config.read_text())

    @property
    def accounts(self):
        return [account["account"] for account in self.config["accounts"]]

    def login(self, account):
        """A token. Only a server that runs with --signatures off takes the made-up signature."""
        headers = {"PARADEX-STARKNET-ACCOUNT": account, "PARADEX-STARKNET-SIGNATURE": '["1","2"]',
                   "PARADEX-TIMESTAMP": str(int(time.time()))}
        with contextlib.closing(connection(self)) as client:
            status, body = ask(client, "POST", "/v1/auth", headers=headers)
        if status != 200:
            raise StartError(f"POST /v1/auth answered {status}: {body[:200]}")
        return json.loads(body)["jwt_token"]

    def query(self, sql, *values):
        """The first column of the first row, read beside the server."""
        with contextlib.closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)) as database:
            return database.execute(sql, values).fetchone()[0]

    def last_sequence(self):
        return self.query("SELECT ifnull(max(sequence), 0) FROM journal")

    def journaled(self, after):
        """Commands of clients, of which each row of the journal has a turn's. The clock's ticks come between."""
        return self.query("SELECT ifnull(sum(count - ticks), 0) FROM journal WHERE sequence > ?", after)

    def trades(self):
        return self.query("SELECT count(*) FROM trades")


class Nginx(Server):
    """One nginx worker that answers from its configuration: about what the kernel's sockets allow."""

    name = "nginx"

    def __init__(self, processes, directory):
        directory.mkdir()
        port = free_port()
        (directory / "nginx.conf").write_text(NGINX.replace("PORT", str(port)).replace("REPLY", REPLY))
        log = directory / "log"
        began = time.perf_counter()
        process = processes.start_server(
            ["nginx", "-p", directory, "-c", "nginx.conf", "-e", "stderr"], log, stdout=-3)
        super().__init__(process, port)
        wait_for_answer(self, log)
        self.startup_seconds = time.perf_counter() - began


class Node(Server):
    """One node process that parses a JSON body, answers, and tells its WebSockets: the least that a mock in
    node has to do."""

    name = "node"

    def __init__(self, processes, directory):
        directory.mkdir()
        log = directory / "log"
        began = time.perf_counter()
        process = processes.start_server(["node", HERE / "peer.js", REPLY, MESSAGE], log, stdout=-1)
        port = int(system.first_line(process, log))
        self.startup_seconds = time.perf_counter() - began
        super().__init__(process, port)


class UWebSockets(Server):
    """The same in uWebSockets, whose library comes with a Python package."""

    name = "uWebSockets"

    def __init__(self, processes, directory, program):
        directory.mkdir()
        log = directory / "log"
        process = processes.start_server([program, REPLY, MESSAGE], log, stdout=-1)
        super().__init__(process, int(system.first_line(process, log)))


def uwebsockets(processes, directory):
    """The peer, or None, with a note, if it cannot be had or built here."""
    python = environment("socketify", "socketify==0.0.31")
    if python is None:
        return None
    packages = python.parent.parent / "lib"
    library = next(packages.glob("python3*/site-packages/socketify/*_linux_amd64.so"), None)
    program = library and native.program("uws_peer.c", library, f"-Wl,-rpath,{library.parent}")
    try:
        return program and UWebSockets(processes, directory, program)
    except StartError as error:
        report.note(f"skipped uWebSockets: {error}")
        return None


# keepalive_requests: by default nginx hangs up after 1,000 requests, which none of the others does.
NGINX = """\
daemon off;
worker_processes 1;
pid nginx.pid;
error_log stderr error;
events { worker_connections 1024; }
http {
    access_log off;
    default_type application/json;
    keepalive_requests 1000000000;
    client_body_temp_path body;
    proxy_temp_path proxy;
    fastcgi_temp_path fastcgi;
    uwsgi_temp_path uwsgi;
    scgi_temp_path scgi;
    server {
        listen 127.0.0.1:PORT;
        location / { return 200 'REPLY'; }
    }
}
"""


def peers(processes, directory):
    """One of each peer that is installed."""
    found = []
    for kind in (Nginx, Node):
        if shutil.which(kind.name):
            found.append(kind(processes, directory / kind.name))
    return found


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def connection(server):
    return http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)


def ask(client, method, path, body=None, headers={}):
    client.request(method, path, body, headers)
    response = client.getresponse()
    return response.status, response.read().decode()


def wait_for_answer(server, log, seconds=10, path="/"):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError, http.client.HTTPException):
            with contextlib.closing(connection(server)) as client:
                return ask(client, "GET", path)
        time.sleep(0.0002)
    raise StartError(f"{server.name} did not answer within {seconds} s: {log.read_text()[-300:]}")
