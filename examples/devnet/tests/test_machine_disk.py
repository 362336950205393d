"""Disks that are full, read-only or too small: a clear word and code, nothing lost, nothing sent twice, and it goes on."""
from __future__ import annotations

import unittest

from .machine import DONE, IO, NOT_PERMITTED, MachineTest, SmallDisk, limits, waits
from .weather_daemon import Daemon
from .weather_network import HEIGHT, rpc

FULL = "no space left on device"
KEY = ["--stake-table-capacity", 2, "--insecure-tau", "0x1234"]


class FullDiskTests(MachineTest):

    def test_journal(self) -> None:
        """Nothing is sent that cannot be written down."""
        with SmallDisk(self.folder, "64k") as disk:
            state = disk.path / "state"
            disk.fill()
            ended = self.run_command("submit-proof", "--state-dir", state)
            self.assert_failed(ended, IO, "journal: ", FULL, "hint: ", "make room")
            self.assert_sent(0)
            disk.empty()
            self.assert_arrives("--state-dir", state)

    def test_journal_full_while_a_transaction_is_pending(self) -> None:
        with SmallDisk(self.folder, "64k") as disk:
            state = disk.path / "state"
            running = self.start_pending("--state-dir", state)
            disk.fill()
            rpc(self.chain.url, "devnet_hold", False)
            self.assert_failed(running.end(), IO, FULL, "hint: ")
            entries = list((state / "submissions").glob("*/*.json"))
            self.assertEqual(len(entries), 1)
            self.assertIn('"progress":"open"', entries[0].read_text())
            disk.empty()
            self.assert_arrives("--state-dir", state)
            self.assertIn('"progress":"final"', entries[0].read_text())

    def test_cache(self) -> None:
        """A proof that cannot be kept is handed on all the same."""
        with SmallDisk(self.folder, "8k") as disk:
            disk.fill()
            ended = self.run_command("gen-proof", "--cache", disk.path)
            self.assert_failed(ended, DONE, "not kept", FULL)
            self.assertIn(b'"proof"', ended.output)

    def test_findings(self) -> None:
        """What a daemon would like to know holds nobody up."""
        with SmallDisk(self.folder, "8k") as disk:
            disk.fill()
            ended = self.run_command("read-contract", stdin=b"", environment={"HSP_FINDINGS": str(disk.path)})
            self.assertEqual(ended.code, DONE, ended)

    def test_key(self) -> None:
        """A key that does not fit is not begun; one for which the room is taken meanwhile is gone on with."""
        with SmallDisk(self.folder, "70m") as disk:
            disk.fill()
            to_disk = ["--out", disk.path / "keys" / "v3.hspkey", *KEY]
            self.assert_failed(self.run_command("prepare-keys", *to_disk, stdin=b""), IO, "cannot write 5", FULL, "hint: ")
            disk.empty()
            running = self.start("prepare-keys", *to_disk, stdin=b"")
            partial = disk.path / "keys"
            self.assertTrue(waits(lambda: any(each.stat().st_size for each in partial.glob("*.partial"))))
            disk.fill()
            self.assert_failed(running.end(), IO, FULL, "hint: ")
            disk.empty()
            ended = self.run_command("prepare-keys", *to_disk, stdin=b"")
            self.assertEqual(ended.code, DONE, ended)
            (key,) = partial.glob("*.hspkey")
            self.assertEqual(self.run_command("prepare-keys", "--check", key, stdin=b"").code, DONE)

    def test_output(self) -> None:
        state = ["--state-dir", self.folder / "state"]
        for command in ["read-contract", "fetch-state", "advance-epoch", "gen-proof", "submit-proof"]:
            with self.subTest(command), open("/dev/full", "wb") as full:
                ended = self.run_command(command, *state if command == "submit-proof" else [], stdout=full)
                self.assert_failed(ended, IO, FULL)
        # It was sent before; the next run only says so.
        self.assert_arrives(*state)

    def test_daemon(self) -> None:
        """It goes on without a status, sends nothing that it cannot write down, and does all of it when there is room."""
        with SmallDisk(self.folder, "256k") as disk:
            disk.fill()
            disk.empty()
            rpc(self.chain.url, "devnet_hold", True)
            with Daemon(self.network, [self.chain.url], state_dir=str(disk.path), cache=str(self.folder / "proofs")) as daemon:
                self.assertTrue(daemon.until(lambda: (disk.path / "status.json").exists(), 20), daemon.last_words())
                disk.fill()
                failed = daemon.until(lambda: "round 2 failed" in daemon.log() or "round 3 failed" in daemon.log(), 40)
                self.assertTrue(failed, daemon.last_words())
                self.assertIn(FULL, daemon.log())
                self.assertIn("the status is not written", daemon.log())
                disk.empty()
                rpc(self.chain.url, "devnet_hold", False)
                self.assertTrue(daemon.until(lambda: self.chain.height() == HEIGHT, 60), daemon.last_words())
                self.assertTrue(daemon.until(lambda: '"last_success_at":null' not in (disk.path / "status.json").read_text(), 30))
        self.assert_sent(1)


class ReadOnlyDiskTests(MachineTest):

    def test_journal_and_cache(self) -> None:
        with SmallDisk(self.folder, "64k") as disk:
            state = disk.path / "state"
            running = self.start_pending("--state-dir", state)
            running.process.kill()
            running.end()
            disk.remount("ro")
            rpc(self.chain.url, "devnet_hold", False)
            ended = self.run_command("submit-proof", "--state-dir", state)
            self.assert_failed(ended, NOT_PERMITTED, "read-only file system", "hint: ")
            ended = self.run_command("gen-proof", "--cache", disk.path / "proofs")
            self.assert_failed(ended, DONE, "not kept")
            self.assertIn(b'"proof"', ended.output)
            disk.remount("rw")
            self.assert_arrives("--state-dir", state)

    def test_daemon_and_key(self) -> None:
        with SmallDisk(self.folder, "70m") as disk:
            disk.remount("ro")
            for command, *arguments in (["supervise", "--state-dir", disk.path],
                                        ["prepare-keys", "--out", disk.path / "v3.hspkey", *KEY]):
                with self.subTest(command):
                    ended = self.run_command(command, *arguments, stdin=b"")
                    self.assert_failed(ended, NOT_PERMITTED, "read-only file system", "hint: ")


class FileSizeTests(MachineTest):
    """A limit on the size of files, as a share of the disk that is used up: an error, not a signal that ends the command."""

    def test_journal(self) -> None:
        state = self.folder / "state"
        ended = self.run_command("submit-proof", "--state-dir", state, before=limits(FSIZE=1024))
        self.assert_failed(ended, IO, "journal: ", "file too large", "hint: ")
        self.assert_sent(0)
        self.assert_arrives("--state-dir", state)

    def test_cache_and_key(self) -> None:
        ended = self.run_command("gen-proof", "--cache", self.folder / "proofs", before=limits(FSIZE=1024))
        self.assert_failed(ended, DONE, "not kept", "file too large")
        ended = self.run_command("prepare-keys", "--out", self.folder / "v3.hspkey", *KEY, stdin=b"",
                                 before=limits(FSIZE=1 << 20))
        self.assert_failed(ended, IO, "file too large", "hint: ")

    def test_daemon(self) -> None:
        # Its status does not fit, an entry of the journal neither: said by each, and tried again.
        state = self.folder / "state"
        running = self.start("supervise", "--state-dir", state, "--freq", "300ms", "--retry-freq", "200ms", stdin=b"",
                             before=limits(FSIZE=256))
        try:
            self.assertTrue(waits(lambda: "round 2 failed" in running.said()), running.said())
        finally:
            running.process.terminate()
        self.assert_failed(running.end(), 143, "the status is not written", "file too large")
        self.assert_sent(0)
        self.assert_arrives("--state-dir", state)


if __name__ == "__main__":
    unittest.main()
