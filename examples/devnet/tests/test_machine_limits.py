"""Limits that a command inherits: descriptors, threads, memory, closed streams; and names that nobody knows, or late."""
from __future__ import annotations

import json
import os
import socket
import time
import unittest
from datetime import datetime
from typing import Callable
from urllib.parse import urlsplit

from .machine import DONE, IO, TRY_AGAIN, UNREACHABLE, MachineTest, limits, preloaded, waits
from .weather_daemon import Daemon
from .weather_network import HEIGHT, rpc

STAGES = ["read-contract", "fetch-state", "advance-epoch", "gen-proof", "submit-proof"]
KEY = ["--stake-table-capacity", "2", "--insecure-tau", "0x1234"]
MEBIBYTE = 1 << 20
# From what a daemon can begin with, without a pipe for its stages, to what suffices. Below 12 libdispatch ends the process.
TOO_FEW = [14, 17, 20, 24]


class LimitTests(MachineTest):

    def pipeline(self, before: Callable[[], None] | None = None, environment: dict[str, str] | None = None) -> None:
        """All stages, one after the other: they bring the update on chain."""
        document = b""
        for command in STAGES:
            arguments = ["--state-dir", self.folder / "state"] if command == "submit-proof" else []
            ended = self.run_command(command, *arguments, stdin=document, before=before, environment=environment)
            self.assertEqual(ended.code, DONE, f"{command}: {ended}")
            document = ended.output
        self.assertEqual(self.chain.height(), HEIGHT)
        self.assert_sent(1)

    def test_16_descriptors(self) -> None:
        self.pipeline(limits(NOFILE=16))

    def test_a_daemon_with_32_descriptors(self) -> None:
        with Daemon(self.network, [self.chain.url], before=limits(NOFILE=32), port=free_port(), host="127.0.0.1") as daemon:
            self.assertTrue(daemon.until(lambda: self.chain.height() == HEIGHT, 60), daemon.last_words())
            self.assertTrue(daemon.until(lambda: daemon.rounds()["succeeded"] >= 3, 30), daemon.last_words())
        self.assert_sent(1)

    def test_a_daemon_with_too_few_descriptors(self) -> None:
        """A round for which no pipe can be had has failed: it does not pass for one in which there was nothing to do."""
        for descriptors in TOO_FEW:
            with self.subTest(descriptors=descriptors):
                self.chain.reset()
                with Daemon(self.network, [self.chain.url], before=limits(NOFILE=descriptors)) as daemon:
                    self.assertTrue(
                        daemon.until(lambda: daemon.ending() is not None or daemon.rounds()["total"] >= 3, 60),
                        daemon.last_words())
                    self.assertIn(daemon.ending(), (None, IO), daemon.last_words())
                    if daemon.rounds()["succeeded"]:
                        self.assertEqual(self.chain.height(), HEIGHT, daemon.last_words())

    def test_a_gibibyte_of_addresses(self) -> None:
        self.pipeline(limits(AS=1024 * MEBIBYTE))
        ended = self.run_command("prepare-keys", "--out", self.folder / "v3.hspkey", *KEY, stdin=b"",
                                 before=limits(AS=1024 * MEBIBYTE))
        self.assertEqual(ended.code, DONE, ended)

    def test_too_few_addresses(self) -> None:
        """A word and a code, whatever it is that finds no room: a thread, the key, a column."""
        key = self.network.folder / "addresses.hspkey"
        arguments = ["--out", key, *KEY]
        found = set()
        for mebibytes in range(40, 1000, 40):
            for command, options in [("gen-proof", []), ("prepare-keys", [*arguments, "--force"])]:
                with self.subTest(command, mebibytes=mebibytes):
                    ended = self.run_command(command, *options, before=limits(AS=mebibytes * MEBIBYTE))
                    found.add((command, ended.code))
                    if ended.code != DONE:
                        self.assertIn(ended.code, (IO, TRY_AGAIN), ended)
                        self.assertIn(f"{command}: hint: raise the limit", ended.said)
        for command in "gen-proof", "prepare-keys":
            self.assertLessEqual({(command, DONE), (command, TRY_AGAIN)}, found)

    def test_no_threads(self) -> None:
        """A word at once, in the place of a wait for ever."""
        for command in [*STAGES, "prepare-keys", "verify-proof", "supervise", "serve-status"]:
            for threads in "0", "3":
                with self.subTest(command, threads=threads):
                    ended = self.run_command(command, environment={"LD_PRELOAD": str(preloaded()), "MACHINE_THREADS": threads})
                    self.assert_failed(ended, TRY_AGAIN, "threads are needed", "hint: ", "ulimit -u")
        self.assert_sent(0)

    def test_no_threads_said_in_json(self) -> None:
        """The form that arguments or environment ask for."""
        threads = {"LD_PRELOAD": str(preloaded()), "MACHINE_THREADS": "0"}
        for arguments, variables in [(["--log-format", "json"], {}), (["--log-format=JSON"], {"RUST_LOG_FORMAT": "text"}),
                                     (["--backtrace-mode", "json"], {}), ([], {"RUST_LOG_FORMAT": "json"})]:
            with self.subTest(arguments, variables=variables):
                ended = self.run_command("gen-proof", *arguments, environment=threads | variables)
                self.assertEqual(ended.code, TRY_AGAIN, ended)
                entry = json.loads(ended.said)
                self.assertLess(abs(datetime.fromisoformat(entry.pop("time").replace("Z", "+00:00")).timestamp() - time.time()), 60)
                self.assertIn("threads are needed", entry.pop("message"))
                self.assertIn("ulimit -u", entry.pop("hint"))
                self.assertEqual(entry, {"level": "error", "command": "gen-proof", "code": "no-threads", "kind": "try-again"})
        for arguments, variables in [(["--log-format", "text"], {"RUST_LOG_FORMAT": "json"}), (["--", "--log-format", "json"], {})]:
            with self.subTest(arguments, variables=variables):
                ended = self.run_command("gen-proof", *arguments, environment=threads | variables)
                self.assert_failed(ended, TRY_AGAIN, "gen-proof: 8 threads are needed", "gen-proof: hint: ")

    def test_few_threads(self) -> None:
        self.pipeline(environment={"LD_PRELOAD": str(preloaded()), "MACHINE_THREADS": "12"})


def free_port() -> int:
    """A port on which nobody listens now."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        return other.getsockname()[1]


class StreamTests(MachineTest):
    """Stages without some of their standard streams."""

    def without(self, *numbers: int) -> Callable[[], None]:
        def close() -> None:
            for number in numbers:
                os.close(number)

        return close

    def test_without_input(self) -> None:
        ended = self.run_command("submit-proof", stdin=b"", before=self.without(0))
        self.assertNotIn(ended.code, (70, 132, 133, 134, 139), ended)
        self.assertGreaterEqual(ended.code, 0, ended)
        self.assert_sent(0)

    def test_without_output(self) -> None:
        """It works, and cannot say what it did: an error, and the next run finds what was sent."""
        for command in STAGES:
            state = ["--state-dir", self.folder / "state"] if command == "submit-proof" else []
            with self.subTest(command):
                ended = self.run_command(command, *state, before=self.without(1))
                self.assert_failed(ended, IO, "standard output")
        self.assert_arrives("--state-dir", self.folder / "state")

    def test_without_words(self) -> None:
        for streams in [(2,), (0, 2)]:
            with self.subTest(streams):
                ended = self.run_command("gen-proof", stdin=self.network.documents if streams == (2,) else b"",
                                         before=self.without(*streams))
                self.assertGreaterEqual(ended.code, 0, ended)
                self.assertEqual(ended.code == DONE, streams == (2,), ended)
                # Nothing of what it would have said is among the documents.
                self.assertNotIn(b"gen-proof: ", ended.output)
        ended = self.run_command("submit-proof", "--state-dir", self.folder / "state", before=self.without(2))
        self.assertEqual(ended.code, DONE, ended)
        self.assert_sent(1)


class NameTests(MachineTest):
    """The nodes' names, as a resolver tells them that fails, is late, or knows an address that is dead."""

    def setUp(self) -> None:
        super().setUp()
        self.unknown = self.folder / "unknown"
        self.environment = {"LD_PRELOAD": str(preloaded()), "MACHINE_NO_NAMES": str(self.unknown)}

    def url(self, name: str) -> str:
        return f"http://{name}.test:{urlsplit(self.chain.url).port}"

    def test_unknown_for_a_while(self) -> None:
        self.unknown.touch()
        ended = self.run_command("read-contract", stdin=b"", node=self.url("node"), environment=self.environment)
        self.assert_failed(ended, UNREACHABLE, "host name not found")
        with Daemon(self.network, [self.url("node")], environment=self.environment) as daemon:
            self.assertTrue(daemon.until(lambda: daemon.failures() >= 2, 60), daemon.last_words())
            self.assertIn("host name not found", daemon.log())
            self.unknown.unlink()
            self.assertTrue(daemon.until(lambda: self.chain.height() == HEIGHT, 60), daemon.last_words())
        self.assert_sent(1)

    def test_unknown_while_a_transaction_is_pending(self) -> None:
        running = self.start_pending("--state-dir", self.folder / "state", node=self.url("node"), environment=self.environment)
        self.unknown.touch()
        self.assertFalse(waits(lambda: running.process.poll() is not None, 1), running.said())
        self.unknown.unlink()
        rpc(self.chain.url, "devnet_hold", False)
        ended = running.end()
        self.assertEqual(ended.code, DONE, ended)
        self.assert_sent(1)

    def test_late(self) -> None:
        ended = self.run_command("submit-proof", "--state-dir", self.folder / "state", node=self.url("late"),
                                 environment=self.environment)
        self.assertEqual(ended.code, DONE, ended)
        self.assert_sent(1)

    def test_two_families_of_which_one_is_dead(self) -> None:
        """IPv6 refuses; or takes nothing and says nothing, as behind a wall."""
        for is_silent in (False, True):
            with self.subTest(is_silent=is_silent), socket.socket(socket.AF_INET6) as wall:
                waiting: list[socket.socket] = []
                try:
                    wall.bind(("::1", urlsplit(self.chain.url).port))
                except OSError as error:
                    self.skipTest(f"no IPv6: {error}")
                if is_silent:
                    wall.listen(0)
                    for _ in range(4):
                        waiting.append(socket.socket(socket.AF_INET6))
                        waiting[-1].setblocking(False)
                        waiting[-1].connect_ex(wall.getsockname())
                try:
                    self.chain.reset()
                    ended = self.run_command("submit-proof", "--state-dir", self.folder / str(is_silent), node=self.url("both"),
                                             environment=self.environment)
                finally:
                    for each in waiting:
                        each.close()
                self.assertEqual(ended.code, DONE, ended)
                self.assert_sent(1)


if __name__ == "__main__":
    unittest.main()
