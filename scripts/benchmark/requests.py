"""Requests as bytes, made beforehand, since every load generator is faster than what makes them.

A file of requests holds for each a line with its length in bytes, and then its bytes.
"""

import json


def post(path, token, body):
    return http("POST", path, token, json.dumps(body, separators=(",", ":")).encode())


def get(path, token=None):
    return http("GET", path, token)


def http(method, path, token=None, body=b""):
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1"]
    if token:
        lines.append(f"Authorization: Bearer {token}")
    if body:
        lines += ["Content-Type: application/json", f"Content-Length: {len(body)}"]
    return "\r\n".join(lines + ["", ""]).encode() + body


def write(file, requests):
    with open(file, "wb") as target:
        for request in requests:
            target.write(b"%d\n" % len(request) + request)
    return file


def read(file):
    requests = []
    with open(file, "rb") as source:
        while length := source.readline():
            requests.append(source.read(int(length)))
    return requests
