"""A wall clock that jumps by a day, forth and back: nothing is sent twice, and what waits goes on waiting by the clock that
does not jump."""
from __future__ import annotations

import json
import unittest

from .machine import DONE, TRY_AGAIN, MachineTest, WallClock, waits
from .weather_daemon import Daemon
from .weather_network import HEIGHT, Chain, rpc

DAY = 86_400
JUMPS = [DAY, -DAY]


class ClockTests(MachineTest):

    def test_while_a_transaction_is_pending(self) -> None:
        """It is neither given up nor replaced early; it is found once it is mined."""
        self.on_all_chains(JUMPS, self.pending)

    def pending(self, chain: Chain, jump: int) -> None:
        chain.reset()
        folder = self.folder / str(jump)
        folder.mkdir()
        clock = WallClock(folder)
        running = self.start_pending("--state-dir", folder / "state", chain=chain, environment=clock.environment)
        for wrong in (jump, 0, jump):
            clock.put(wrong)
            self.assertFalse(waits(lambda: running.process.poll() is not None, 1), running.said())
        rpc(chain.url, "devnet_hold", False)
        ended = running.end()
        self.assertEqual(ended.code, DONE, ended)
        self.assertEqual(chain.height(), HEIGHT)
        self.assert_sent(1, chain)
        self.assertEqual(ended.said.count(" sent 0x"), 1, ended)

    def test_between_two_runs(self) -> None:
        """A journal of tomorrow, and one of yesterday: the transaction of before is followed, no other one is sent."""
        self.on_all_chains([(before, after) for before in (DAY, 0, -DAY) for after in (DAY, -DAY) if before != after],
                           self.two_runs)

    def two_runs(self, chain: Chain, case: tuple[int, int]) -> None:
        chain.reset()
        folder = self.folder / "_".join(map(str, case))
        folder.mkdir()
        clock = WallClock(folder)
        # A day ahead every node seems to be a day behind, and nothing is sent: here it is about the journal.
        environment = clock.environment | {"HSP_MAX_HEAD_AGE": "off"}
        clock.put(case[0])
        running = self.start_pending("--state-dir", folder / "state", chain=chain, environment=environment)
        running.process.kill()
        running.end()
        clock.put(case[1])
        rpc(chain.url, "devnet_hold", False)
        ended = self.run_command("submit-proof", "--state-dir", folder / "state", node=chain.url, environment=environment)
        self.assertEqual(ended.code, DONE, ended)
        self.assertEqual(chain.height(), HEIGHT)
        self.assert_sent(1, chain)
        (entry,) = (folder / "state" / "submissions").glob("*/*.json")
        self.assertEqual(json.loads(entry.read_text())["progress"], "final")

    def test_daemon_that_waits(self) -> None:
        """While it pauses, the clock jumps: the rounds go on, and succeed once it is right again."""
        self.on_all_chains(JUMPS, self.daemon)

    def daemon(self, chain: Chain, jump: int) -> None:
        chain.reset()
        folder = self.folder / f"daemon{jump}"
        folder.mkdir()
        clock = WallClock(folder)
        with Daemon(self.network, [chain.url], freq="1s", second_look="500ms", environment=clock.environment) as daemon:
            self.assertTrue(daemon.until(lambda: chain.height() == HEIGHT, 60), daemon.last_words())
            self.assertTrue(daemon.until(lambda: daemon.rounds()["succeeded"] >= 1, 30), daemon.last_words())
            for wrong in (jump, 0):
                clock.put(wrong)
                rounds = daemon.rounds()["total"]
                self.assertTrue(daemon.until(lambda: daemon.rounds()["total"] >= rounds + 2, 30), daemon.last_words())
            succeeded = daemon.rounds()["succeeded"]
            self.assertTrue(daemon.until(lambda: daemon.rounds()["succeeded"] > succeeded, 30), daemon.last_words())
            self.assertIsNone(daemon.ending(), daemon.last_words())
        self.assert_sent(1, chain)

    def test_a_clock_that_is_a_day_ahead(self) -> None:
        """Every node seems to be a day behind: that is said, with the clock as one of the reasons, and nothing is sent."""
        clock = WallClock(self.folder)
        clock.put(DAY)
        ended = self.run_command("read-contract", stdin=b"", environment=clock.environment)
        self.assert_failed(ended, TRY_AGAIN, "hint: ", "clock")
        clock.put(0)
        self.assertEqual(self.run_command("read-contract", stdin=b"", environment=clock.environment).code, DONE)


if __name__ == "__main__":
    unittest.main()
