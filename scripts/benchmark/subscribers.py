"""A program: subscribes many times and counts what the subscribers are told, as cheaply as Python can.

    python3 subscribers.py PORT COUNT

Prints "ready" when all have subscribed. When its input ends and nothing more arrives, prints a line of JSON.

All subscribers of one channel must be told the same bytes. So one of them, the leader, has its frames counted
header by header, and what the others get is compared with it: that costs them a memcmp, and still
a lost, torn or foreign frame of anybody ends the run.
"""

import json
import pathlib
import select
import sys
import time

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))

from benchmark.load import LoadError
from benchmark.websocket import CHUNK, Subscriber, frame_end

# Seconds without anything that tell the end.
QUIET = 0.1

# Seconds between two looks. What comes meanwhile, some ten kilobytes a socket, waits in the sockets' buffers,
# which hold ten times as much, and is read at once: message by message the reader would be the limit.
PAUSE = 0.005


class Leader:
    """The subscriber whose frames are counted. Keeps all its bytes: some ten megabytes a second."""

    def __init__(self, subscriber):
        self.socket = subscriber.socket
        self.bytes = bytearray()
        self.frames = 0
        self.end = 0

    def take(self):
        self.bytes += received(self.socket)
        while (end := frame_end(self.bytes, self.end)) is not None:
            self.end = end
            self.frames += 1


class Follower:
    """A subscriber that must be told what the leader is told."""

    def __init__(self, subscriber, leader):
        self.socket = subscriber.socket
        self.leader = leader
        self.position = 0
        # What it was told before the leader was.
        self.early = b""

    def take(self):
        self.compare(self.early + received(self.socket))

    def compare(self, data):
        known = max(0, len(self.leader.bytes) - self.position)
        data, self.early = data[:known], data[known:]
        if not self.leader.bytes.startswith(data, self.position):
            raise LoadError("two subscribers of one channel were told different things")
        self.position += len(data)

    def finish(self):
        self.compare(self.early)
        if self.early or self.position != len(self.leader.bytes):
            raise LoadError(f"one subscriber was told {self.position + len(self.early)} bytes, "
                            f"another {len(self.leader.bytes)}")


def received(socket):
    data = socket.recv(CHUNK)
    if not data:
        raise LoadError("the server ended a subscriber's connection")
    return data


class Audience:
    def __init__(self, port, count):
        subscribers = [Subscriber(port) for _ in range(count)]
        self.leader = Leader(subscribers[0])
        self.followers = [Follower(subscriber, self.leader) for subscriber in subscribers[1:]]
        self.first = self.last = None
        self.epoll = select.epoll()
        self.members = {}
        for member in [self.leader, *self.followers]:
            member.socket.setblocking(False)
            self.members[member.socket.fileno()] = member
            self.epoll.register(member.socket, select.EPOLLIN)

    def listen(self, stop):
        """Listens until `stop` ends and nothing more comes."""
        self.epoll.register(stop, select.EPOLLIN)
        is_stopping = False
        while True:
            ready = [number for number, _ in self.epoll.poll(QUIET)]
            if stop.fileno() in ready:
                ready.remove(stop.fileno())
                self.epoll.unregister(stop)
                is_stopping = True
            elif is_stopping and not ready:
                break
            if ready:
                self.take(ready)
                time.sleep(PAUSE)
        for follower in self.followers:
            follower.finish()

    def take(self, ready):
        self.first = self.first or time.perf_counter()
        for number in ready:
            self.members[number].take()
        self.last = time.perf_counter()


def main():
    port, count = map(int, sys.argv[1:])
    audience = Audience(port, count)
    print("ready", flush=True)
    before = time.process_time()
    audience.listen(sys.stdin)
    leader = audience.leader
    if leader.end != len(leader.bytes):
        raise LoadError("the last frame is not complete")
    print(json.dumps({"messages": leader.frames, "bytes": leader.end,
                      "seconds": (audience.last or 0) - (audience.first or 0),
                      "cpu": time.process_time() - before}))


if __name__ == "__main__":
    try:
        main()
    except (LoadError, OSError) as error:
        sys.exit(str(error))
