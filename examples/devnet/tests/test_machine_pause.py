"""Processes that are stopped for a while, or killed for want of memory: the daemon goes on, nothing is sent twice."""
from __future__ import annotations

import os
import signal
import time
import unittest
from pathlib import Path
from typing import Optional

from .machine import MachineTest, descendants, go_on, stop, waits
from .weather_daemon import Daemon
from .weather_network import HEIGHT, Chain, rpc

# How long nothing may move in a round, and how long everything stands still: longer.
STALL, PAUSE = 4, 7


def named(daemon: Daemon, name: str) -> Optional[int]:
    """The number of a daemon's stage."""
    return next((process for process, found in descendants(daemon.process) if found == name), None)


class PauseTests(MachineTest):

    def assert_one_update(self, chain: Chain, daemon: Daemon) -> None:
        self.assertTrue(daemon.until(lambda: chain.height() == HEIGHT and not chain.waiting(), 60), daemon.last_words())
        self.assertTrue(daemon.until(lambda: daemon.rounds()["succeeded"] >= 1, 30), daemon.last_words())
        self.assertIsNone(daemon.ending(), daemon.last_words())
        self.assert_sent(1, chain)

    def test_all_of_it(self) -> None:
        """As when a machine sleeps: nobody is to blame, and the round goes on. Once in a submission, once in a pause."""
        chain = self.chain
        rpc(chain.url, "devnet_hold", True)
        with Daemon(self.network, [chain.url], stall_timeout=f"{STALL}s", submit_timeout="60s",
                    transaction_timeout="60s") as daemon:
            self.assertTrue(daemon.until(lambda: chain.waiting() > 0, 60), daemon.last_words())
            processes = [daemon.process, *(process for process, _ in descendants(daemon.process))]
            self.assertGreater(len(processes), 1)
            stop(processes)
            time.sleep(PAUSE)
            go_on(processes)
            rpc(chain.url, "devnet_hold", False)
            self.assert_one_update(chain, daemon)
            self.assertNotIn("no sign of life", daemon.log())
            self.assertEqual(daemon.failures(), 0, daemon.last_words())
            processes = [daemon.process, *(process for process, _ in descendants(daemon.process))]
            rounds = daemon.rounds()["succeeded"]
            stop(processes)
            time.sleep(2)
            go_on(processes)
            self.assertTrue(daemon.until(lambda: daemon.rounds()["succeeded"] > rounds + 1, 30), daemon.last_words())

    def test_stage(self) -> None:
        """A stage that stands still is ended, and the next round does its work."""
        self.on_all_chains(["gen-proof", "submit-proof"], self.stage)

    def stage(self, chain: Chain, name: str) -> None:
        chain.reset()
        rpc(chain.url, "devnet_hold", True)
        with Daemon(self.network, [chain.url], stall_timeout=f"{STALL}s", cache=str(self.folder / name)) as daemon:
            self.assertTrue(daemon.until(lambda: named(daemon, name) is not None, 60), daemon.last_words())
            if name == "submit-proof":
                self.assertTrue(daemon.until(lambda: chain.waiting() > 0, 60), daemon.last_words())
            stop([named(daemon, name)])
            ended = daemon.until(lambda: "no sign of life" in daemon.log(), STALL + 20)
            rpc(chain.url, "devnet_hold", False)
            self.assertTrue(ended, daemon.last_words())
            self.assert_one_update(chain, daemon)

    def test_supervisor(self) -> None:
        """Its stages wait for it, and end their work."""
        chain = self.chain
        with Daemon(self.network, [chain.url], stall_timeout=f"{STALL}s", cache=str(self.folder / "proofs")) as daemon:
            self.assertTrue(daemon.until(lambda: named(daemon, "gen-proof") is not None, 60), daemon.last_words())
            stop([daemon.process])
            time.sleep(PAUSE)
            go_on([daemon.process])
            self.assert_one_update(chain, daemon)
            self.assertNotIn("no sign of life", daemon.log())


class ControlGroup:
    """A group of processes with a limit on their memory; `with` removes it. Skips the test where none can be made."""

    def __init__(self, limit: int):
        root = Path("/sys/fs/cgroup")
        self._is_unified = (root / "cgroup.controllers").exists()
        self._path = (root if self._is_unified else root / "memory") / f"machine.{os.getpid()}"
        try:
            self._path.mkdir()
            self.set(limit)
        except OSError as error:
            if self._path.is_dir():
                self._path.rmdir()
            raise unittest.SkipTest(f"no control group with a limit on memory: {error}") from None

    def set(self, limit: int) -> None:
        """Changes the limit, bytes."""
        if self._is_unified:
            (self._path / "memory.swap.max").write_text("0")
        (self._path / ("memory.max" if self._is_unified else "memory.limit_in_bytes")).write_text(str(limit))

    def enter(self) -> None:
        """This process, and those that it starts, belong to it."""
        (self._path / "cgroup.procs").write_text(str(os.getpid()))

    def __enter__(self) -> "ControlGroup":
        return self

    def __exit__(self, *_: object) -> None:
        waits(lambda: not (self._path / "cgroup.procs").read_text(), 10)
        self._path.rmdir()


class MemoryTests(MachineTest):

    def test_killed_as_by_the_kernel(self) -> None:
        """The signal alone, where no group can be made: what is said helps whoever looks for the reason."""
        with Daemon(self.network, [self.chain.url], cache=str(self.folder / "proofs")) as daemon:
            self.assertTrue(daemon.until(lambda: named(daemon, "gen-proof") is not None, 60), daemon.last_words())
            os.kill(named(daemon, "gen-proof"), signal.SIGKILL)
            self.assertTrue(daemon.until(lambda: daemon.failures() == 1, 30), daemon.last_words())
            self.assertIn("gen-proof", daemon.status()["last_failure"]["stage"])
            self.assertIn("memory", str(daemon.status()["last_failure"]))
            self.assertTrue(daemon.until(lambda: self.chain.height() == HEIGHT, 60), daemon.last_words())
        self.assert_sent(1)

    def test_out_of_memory(self) -> None:
        """The kernel kills the prover; once there is memory, the update goes on chain."""
        with ControlGroup(48 << 20) as group, \
                Daemon(self.network, [self.chain.url], cache=str(self.folder / "proofs"), before=group.enter) as daemon:
            self.assertTrue(daemon.until(lambda: daemon.failures() >= 1, 60), daemon.last_words())
            self.assertEqual(self.chain.height(), 0)
            self.assertIn("gen-proof", daemon.status()["last_failure"]["stage"])
            group.set(2 << 30)
            self.assertTrue(daemon.until(lambda: self.chain.height() == HEIGHT, 90), daemon.last_words())
            self.assertIsNone(daemon.ending(), daemon.last_words())
        self.assert_sent(1)


if __name__ == "__main__":
    unittest.main()
