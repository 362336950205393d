"""What hostile JSON costs each command, from standard input and from each of its peers, measured from outside.

    python -m tests.test_hostile_input       # prints the table: most memory, seconds of processor, exit code
"""
from __future__ import annotations

import os
import subprocess
import tempfile
import threading
import unittest
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import BinaryIO

ROOT = Path(__file__).resolve().parents[3]
# Far above every limit, just below that of documents and of the network's replies, and just below that of a node's.
SIZES = [64 << 20, 31 << 20, 15 << 20, 7 << 20]
# The most memory that a command may take for any of them, and where several replies are read at once.
BUDGET = 256 << 20
# Texts that cost a parser more than their bytes: each is repeated, in a list where it is a value. The last but one have as
# many values as a document may, and as many bytes.
UNITS = {"{},{}…": b"{},", "[],[]…": b"[],", '"",""…': b'"",', "0,0…": b"0,", "[[[[…": b"[", '{"a":{"a":…': b'{"a":',
         "objects, blanks": b"{}," + b" " * 125, "strings": b'"' + b"a" * 125 + b'",', "one string": b"a"}
# Who is asked, by which command. Whoever else would be asked is not there.
NOBODY = "http://127.0.0.1:1"
PEERS = {
    "relay": ("fetch-state", ["--relay-server={}", f"--sequencer-url={NOBODY}", "--attempts=1"]),
    "four relays": ("fetch-state", ["--relay-server={},{}/1,{}/2,{}/3", f"--sequencer-url={NOBODY}", "--attempts=1"]),
    "sequencer": ("fetch-state", ["--epoch-root=3", "--sequencer-url={}", "--attempts=1"]),
    "node": ("read-contract", ["--l1-provider-url={}", "--l1-timeout=60s"]),
}
READERS: dict[str, list[str]] = {
    "read-contract": [], "fetch-state": [], "advance-epoch": [], "gen-proof": [], "verify-proof": ["--known", "v3"],
    "submit-proof": ["--dry-run", "--from=0x" + "22" * 20],
}


def write_hostile(unit: bytes, size: int, file: BinaryIO) -> None:
    """So many bytes of a unit. By pieces: what this process holds would count as the command's."""
    opening, closing = (b'"', b'"') if unit == b"a" else (b"[", b"0]") if b"," in unit else (b"", b"")
    count = (size - len(opening) - len(closing)) // len(unit)
    piece = unit * 4096
    file.write(opening)
    for _ in range(count // 4096):
        file.write(piece)
    file.write(unit * (count % 4096) + closing)
    file.flush()


class Peer:
    """A server on loopback that answers every request with the same text."""

    def __init__(self, path: str) -> None:
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                self.rfile.read(int(self.headers.get("Content-Length") or 0))
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                # Its length is not said, so that it is read as far as the limit.
                self.send_header("Transfer-Encoding", "chunked")
                self.end_headers()
                try:
                    with open(path, "rb") as file:
                        while piece := file.read(64 << 10):
                            self.wfile.write(b"%x\r\n%b\r\n" % (len(piece), piece))
                    self.wfile.write(b"0\r\n\r\n")
                except OSError:
                    pass

            do_POST = do_GET

            def handle(self) -> None:
                # A command that has read enough closes the connection.
                try:
                    super().handle()
                except OSError:
                    pass

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"

    def __enter__(self) -> "Peer":
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()


def cost(command: str, arguments: list[str], path: str) -> tuple[int, int, float]:
    """Exit code, most bytes of memory and seconds of processor of a command that reads the file `path`."""
    with open(path, "rb") as file, tempfile.TemporaryDirectory() as home:
        process = subprocess.Popen(
            [ROOT / "bin" / command, *arguments], stdin=file, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env={"HOME": home, "PATH": "/usr/bin:/bin", "ESPRESSO_SEQUENCER_L1_PROVIDER": NOBODY,
                 "ESPRESSO_SEQUENCER_LIGHT_CLIENT_PROXY_ADDRESS": "0x" + "11" * 20})
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode, usage.ru_maxrss << 10, usage.ru_utime + usage.ru_stime


def costs() -> list[tuple[str, str, int, int, float]]:
    """Command and peer, text, exit code, memory and time of every case; of what is above the limits one text is enough."""
    found = []
    for name, unit, size in ((name, unit, size) for size in SIZES for name, unit in UNITS.items()):
        if size == SIZES[0] and name not in ("{},{}…", "one string"):
            continue
        name = f"{size >> 20} MiB {name}"
        with tempfile.NamedTemporaryFile() as file:
            write_hostile(unit, size, file)
            for command, arguments in READERS.items():
                found.append((f"{command} (standard input)", name, *cost(command, arguments, file.name)))
            with Peer(file.name) as peer:
                for who, (command, arguments) in PEERS.items():
                    arguments = [argument.replace("{}", peer.url) for argument in arguments]
                    found.append((f"{command} ({who})", name, *cost(command, arguments, os.devnull)))
    return found


def table(found: list[tuple[str, str, int, int, float]]) -> str:
    """A line for each command and peer, with its dearest text of each size."""
    lines = ["| command | " + " | ".join(f"{size >> 20} MiB" for size in SIZES) + " |", "| --- |" + " --- |" * len(SIZES)]
    for name in dict.fromkeys(row[0] for row in found):
        cells = []
        for size in SIZES:
            rows = [row for row in found if row[0] == name and row[1].startswith(f"{size >> 20} MiB ")]
            _, text, code, memory, _ = max(rows, key=lambda row: row[3])
            seconds = max(row[4] for row in rows)
            cells.append(f"{memory >> 20} MiB ({text.split(' ', 2)[2]}), {seconds:.1f} s, {code}")
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


class HostileInputTests(unittest.TestCase):

    def test_memory(self) -> None:
        found = costs()
        for name, text, code, memory, _ in found:
            with self.subTest(name, text=text):
                # What a peer says at one moment is never a permanent failure.
                self.assertIn(code, (65,) if "standard input" in name else (69, 75, 76))
                self.assertLess(memory, BUDGET, "bytes of memory")


if __name__ == "__main__":
    print(table(costs()))
