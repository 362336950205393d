"""What hostile JSON costs each command, from standard input, from files and from each of its peers, measured from outside.

    python -m tests.test_hostile_input       # prints the table: most memory, seconds of processor, exit code
"""
from __future__ import annotations

import json
import os
import subprocess
import tempfile
import threading
import unittest
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import BinaryIO, NamedTuple

ROOT = Path(__file__).resolve().parents[3]
# Far above every limit; and just below that of documents, of the network's replies, of a node's, and of settings.
ABOVE = 64 << 20
DOCUMENT, REPLY, NODE_REPLY, SETTINGS = 31 << 20, 15 << 20, 7 << 20, (1 << 20) - 1
# The most memory that a command may take for any of them, and where several replies are read at once.
BUDGET = 256 << 20
# Texts that cost a parser more than their bytes: each is repeated, in a list where it is a value. The last but one have as
# many values as a document may, and as many bytes.
UNITS = {"{},{}…": b"{},", "[],[]…": b"[],", '"",""…': b'"",', "0,0…": b"0,", "[[[[…": b"[", '{"a":{"a":…': b'{"a":',
         "objects, blanks": b"{}," + b" " * 125, "strings": b'"' + b"a" * 125 + b'",', "one string": b"a"}
# Of what is above every limit these are enough.
ABOVE_UNITS = ["{},{}…", "one string"]
# Who is asked, by which command, and how long a reply may be. Whoever else would be asked is not there.
NOBODY = "http://127.0.0.1:1"
PEERS = {
    "relay": ("fetch-state", REPLY, ["--relay-server={}", f"--sequencer-url={NOBODY}", "--attempts=1"]),
    "four relays": (
        "fetch-state", REPLY, ["--relay-server={},{}/1,{}/2,{}/3", f"--sequencer-url={NOBODY}", "--attempts=1"]),
    "sequencer": ("fetch-state", REPLY, ["--epoch-root=3", "--sequencer-url={}", "--attempts=1"]),
    "node": ("read-contract", NODE_REPLY, ["--l1-provider-url={}", "--l1-timeout=60s"]),
}
READERS: dict[str, list[str]] = {
    "read-contract": [], "fetch-state": [], "advance-epoch": [], "gen-proof": [], "verify-proof": ["--known", "v3"],
    "submit-proof": ["--dry-run", "--from=0x" + "22" * 20],
}
# Whoever reads the configuration file.
CONFIGURED = [*READERS, "prepare-keys", "supervise", "serve-status"]


class Case(NamedTuple):
    """A command that is given a text."""

    name: str
    unit: str
    size: int
    code: int
    memory: int
    seconds: float

    @property
    def text(self) -> str:
        return f"{(self.size + 1) >> 20} MiB {self.unit}"

    @property
    def codes(self) -> tuple[int, ...]:
        """The exit codes that fit: what a peer says at one moment is never a permanent failure."""
        if "standard input" in self.name:
            return (65,)
        return (78,) if "configuration" in self.name else (69, 75, 76)


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
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                question = json.loads(body or b"null")
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                if isinstance(question, dict) and question.get("method") == "eth_chainId":
                    # A node has to say this much before it is asked for more.
                    answer = json.dumps({"jsonrpc": "2.0", "id": question["id"], "result": "0x1"}).encode()
                    self.send_header("Content-Length", str(len(answer)))
                    self.end_headers()
                    self.wfile.write(answer)
                    return
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
            env={"HOME": home, "PATH": "/usr/bin:/bin", "ESPRESSO_L1_PROVIDER": NOBODY,
                 "ESPRESSO_LIGHT_CLIENT_PROXY_ADDRESS": "0x" + "11" * 20})
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode, usage.ru_maxrss << 10, usage.ru_utime + usage.ru_stime


def costs_of(unit: str, size: int) -> list[Case]:
    """Whoever may be given a text of this size, and what it costs."""
    found = []
    with tempfile.NamedTemporaryFile() as file:
        write_hostile(UNITS[unit], size, file)

        def add(name: str, command: str, arguments: list[str], path: str) -> None:
            found.append(Case(f"{command} ({name})", unit, size, *cost(command, arguments, path)))

        if size in (DOCUMENT, ABOVE):
            for command, arguments in READERS.items():
                add("standard input", command, arguments, file.name)
        if size in (SETTINGS, ABOVE):
            for command in CONFIGURED:
                add("configuration", command, ["--config", file.name], os.devnull)
        with Peer(file.name) as peer:
            for who, (command, limit, arguments) in PEERS.items():
                if size in (limit, ABOVE):
                    add(who, command, [argument.replace("{}", peer.url) for argument in arguments], os.devnull)
    return found


def costs() -> list[Case]:
    """Every case: just below each limit all texts, above all limits a few."""
    cases = [(unit, ABOVE) for unit in ABOVE_UNITS]
    cases += [(unit, size) for size in (DOCUMENT, REPLY, NODE_REPLY, SETTINGS) for unit in UNITS]
    # Two at a time, which changes nothing in what each takes.
    with ThreadPoolExecutor(2) as pool:
        return [case for found in pool.map(lambda case: costs_of(*case), cases) for case in found]


def table(found: list[Case]) -> str:
    """A line for each command and giver, with the dearest text above and below the limit."""
    lines = ["| command | above all limits | just below its limit |", "| --- | --- | --- |"]
    for name in dict.fromkeys(case.name for case in found):
        cells = []
        for is_above in (True, False):
            cases = [case for case in found if case.name == name and (case.size == ABOVE) == is_above]
            dearest = max(cases, key=lambda case: case.memory)
            seconds = max(case.seconds for case in cases)
            cells.append(f"{dearest.memory >> 20} MiB ({dearest.text}), {seconds:.1f} s, {dearest.code}")
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


class HostileInputTests(unittest.TestCase):

    def test_memory(self) -> None:
        found = costs()
        print("\n" + table(found))
        for case in found:
            with self.subTest(case.name, text=case.text):
                self.assertIn(case.code, case.codes)
                self.assertLess(case.memory, BUDGET, "bytes of memory")


if __name__ == "__main__":
    print(table(costs()))
