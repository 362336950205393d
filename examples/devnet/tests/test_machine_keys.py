"""Key files and kept proofs that change while they are in use: a clear word, never a proof that is wrong, never a signal."""
from __future__ import annotations

import json
import os
import shutil
import unittest
from pathlib import Path
from typing import Callable

from .machine import CONFIGURATION, DONE, IO, Ended, MachineTest, waits
from .weather_daemon import Daemon
from .weather_network import HEIGHT, rpc

PAGE = 4096


class KeyTests(MachineTest):

    def setUp(self) -> None:
        super().setUp()
        (self.original,) = Path(self.network.environment["XDG_CACHE_HOME"]).glob("*/keys/*.hspkey")
        self.key = self.folder / self.original.name
        shutil.copy(self.original, self.key)

    def second_proof(self, change: Callable[[], None]) -> Ended:
        """Makes a proof, changes something, asks for another one."""
        running = self.start("gen-proof", "--key", self.key, stdin=None)
        running.write(self.network.documents)
        self.assertTrue(waits(lambda: "proved in" in running.said()), running.said())
        change()
        running.write(self.network.documents)
        return running.end()

    def assert_proofs(self, ended: Ended, count: int) -> None:
        """So many proofs came out, and all of them are right."""
        self.assertEqual(ended.output.count(b"\n"), count, ended)
        checked = self.run_command("verify-proof", "--key", self.original, stdin=ended.output)
        self.assertEqual(checked.code, DONE, checked)

    def test_cut_short(self) -> None:
        for length in (0, PAGE, self.key.stat().st_size // 2):
            with self.subTest(length):
                shutil.copy(self.original, self.key)
                ended = self.second_proof(lambda: os.truncate(self.key, length))
                self.assert_failed(ended, IO, "it was cut short meanwhile", "hint: ")
                self.assert_proofs(ended, 1)
        shutil.copy(self.original, self.key)
        self.assert_proofs(self.run_command("gen-proof", "--key", self.key), 1)

    def test_overwritten(self) -> None:
        """Other bytes in the same file: no proof is handed on, and the file is named as the reason."""
        def overwrite() -> None:
            with open(self.key, "r+b", buffering=0) as file:
                size = file.seek(0, os.SEEK_END)
                for offset in range(PAGE, size - PAGE, PAGE):
                    os.pwrite(file.fileno(), b"\1" * 64, offset)

        ended = self.second_proof(overwrite)
        self.assert_failed(ended, CONFIGURATION, f"{self.key}: ", "damaged", "hint: ")
        self.assert_proofs(ended, 1)
        self.assert_failed(self.run_command("gen-proof", "--key", self.key), CONFIGURATION, "damaged", "hint: ")
        self.assert_proofs(self.run_command("gen-proof", "--key", self.original), 1)

    def test_replaced(self) -> None:
        """By renaming: who has the old file works on with that; the next one has the new file, or says what is wrong with it."""
        def replace() -> None:
            other = self.folder / "other"
            other.write_bytes(b"no key")
            other.rename(self.key)

        ended = self.second_proof(replace)
        self.assertEqual(ended.code, DONE, ended)
        self.assert_proofs(ended, 2)
        ended = self.run_command("gen-proof", "--key", self.key)
        self.assert_failed(ended, CONFIGURATION, str(self.key))
        self.assertEqual(ended.output, b"")

    def test_a_daemon_whose_key_is_cut_short(self) -> None:
        """In the middle of a round, and the right file takes its place: the daemon goes on."""
        keys = self.folder / "cache" / "hotshot-state-prover" / "keys"
        keys.mkdir(parents=True)
        key = Path(shutil.copy(self.original, keys))
        rpc(self.chain.url, "devnet_hold", True)
        with Daemon(self.network, [self.chain.url], environment={"XDG_CACHE_HOME": str(self.folder / "cache")},
                    cache=str(self.folder / "proofs")) as daemon:
            self.assertTrue(daemon.until(lambda: self.chain.waiting() > 0, 60), daemon.last_words())
            os.truncate(key, PAGE)
            shutil.copy(self.original, keys / "new")
            (keys / "new").rename(key)
            rpc(self.chain.url, "devnet_hold", False)
            self.assertTrue(daemon.until(lambda: self.chain.height() == HEIGHT, 60), daemon.last_words())
            self.assertTrue(daemon.until(lambda: daemon.rounds()["succeeded"] >= 2, 30), daemon.last_words())
        self.assert_sent(1)

    def test_kept_proof(self) -> None:
        """Cut short, or another one: a new proof takes its place."""
        cache = self.folder / "proofs"
        self.assertEqual(self.run_command("gen-proof", "--cache", cache).code, DONE)
        (kept,) = cache.glob("*.json")
        content = kept.read_bytes()
        document = json.loads(content)
        for change in (content[:len(content) // 2], b"", json.dumps(document | {"proof": None}).encode()):
            with self.subTest(len(change)):
                kept.write_bytes(change)
                ended = self.run_command("gen-proof", "--cache", cache)
                self.assertEqual(ended.code, DONE, ended)
                self.assertIn("proving anew", ended.said)
                self.assert_proofs(ended, 1)


if __name__ == "__main__":
    unittest.main()
