"""Clients that want to keep everybody else from the status service: slow ones, from one address and from many."""
from __future__ import annotations

import http.client
import json
import os
import socket
import subprocess
import tempfile
import threading
import time
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
# As many as the service has places, and more.
CLIENTS = 300
# What each sends at first, and then again and again, without end.
WAYS = {
    "a body, byte by byte": (
        b"POST /api/status HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
    "a body of a declared length": (b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000000\r\n\r\n", b"x"),
    "a header, byte by byte": (b"GET / HTTP/1.1\r\nX: ", b"x"),
    "answers that are not taken": (b"GET / HTTP/1.1\r\nHost: a\r\n\r\n" * 100, b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"),
    "nothing": (b"", b""),
}


def address(number: int) -> str:
    """An address of this machine; all of 127.0.0.0/8 is."""
    return f"127.0.{1 + number // 250}.{1 + number % 250}"


class Crowd:
    """Clients at work, in a thread: each comes again when it is turned away."""

    def __init__(self, port: int, way: str, addresses: int) -> None:
        self.port, self.addresses = port, addresses
        self.first, self.next = WAYS[way]
        self.sockets: list[socket.socket | None] = [None] * CLIENTS
        self.arrivals = 0
        self.ended = threading.Event()
        self.full = threading.Event()
        self.thread = threading.Thread(target=self.work, daemon=True)

    def __enter__(self) -> "Crowd":
        self.thread.start()
        self.full.wait(20)
        return self

    def __exit__(self, *_: object) -> None:
        self.ended.set()
        self.thread.join(20)
        for client in self.sockets:
            if client:
                client.close()

    def arrive(self, number: int) -> None:
        client = socket.socket()
        client.settimeout(1)
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        try:
            client.bind((address(number % self.addresses), 0))
            client.connect(("127.0.0.1", self.port))
            client.setblocking(False)
            client.send(self.first)
            self.arrivals += 1
            self.sockets[number] = client
        except OSError:
            client.close()

    def work(self) -> None:
        while not self.ended.is_set():
            for number, client in enumerate(self.sockets):
                if client is None:
                    self.arrive(number)
                    continue
                try:
                    if self.next:
                        client.send(self.next)
                    elif client.recv(1) == b"":
                        raise ConnectionResetError
                except BlockingIOError:
                    continue
                except OSError:
                    client.close()
                    self.sockets[number] = None
            self.full.set()
            self.ended.wait(0.2)


class HostileClientTests(unittest.TestCase):

    @classmethod
    def setUpClass(cls) -> None:
        cls.folder = tempfile.TemporaryDirectory()
        cls.process = subprocess.Popen(
            [ROOT / "bin" / "serve-status", "--port", "0", "--announce", "--log-level", "error"], stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, env={"HOME": cls.folder.name, "PATH": "/usr/bin:/bin"})
        cls.port = int(json.loads(cls.process.stdout.readline())["url"].rstrip("/").rsplit(":", 1)[1])

    @classmethod
    def tearDownClass(cls) -> None:
        cls.process.terminate()
        cls.process.wait(10)
        cls.process.stdout.close()
        cls.folder.cleanup()

    def ask(self, path: str = "/healthcheck") -> int:
        """The status that somebody gets who has an address of his own."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5, source_address=("127.0.200.1", 0))
        try:
            connection.request("GET", path)
            return connection.getresponse().status
        finally:
            connection.close()

    def resident(self) -> int:
        """The memory of the service, in bytes."""
        pages = int(Path(f"/proc/{self.process.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")

    def test_everybody_else_is_served(self) -> None:
        for addresses in (1, 50, CLIENTS):
            for way in WAYS:
                with self.subTest(way, addresses=addresses), Crowd(self.port, way, addresses) as crowd:
                    self.assertGreaterEqual(crowd.arrivals, 100)
                    for _ in range(6):
                        for path in ("/healthcheck", "/metrics"):
                            self.assertEqual(self.ask(path), 200)
                        time.sleep(0.1)
                    self.assertIsNone(self.process.poll())
        self.assertLess(self.resident(), 128 << 20)


if __name__ == "__main__":
    unittest.main()
