"""`make bench-round`, in small: every part of a round has its time."""
from __future__ import annotations

import re
import subprocess
import unittest
from pathlib import Path

DEVNET = Path(__file__).resolve().parents[1]


class RoundsTests(unittest.TestCase):

    def test_a_round_is_taken_apart(self) -> None:
        ended = subprocess.run(
            [DEVNET / "with", "--block-time", "0s", "--blocks-per-epoch", "10000", "--capacity", "2", "--validators", "2", "--",
             DEVNET / "rounds.py", "--rounds", "2", "--freq", "0.2"], capture_output=True, text=True, timeout=120)
        self.assertEqual(ended.returncode, 0, ended.stderr)
        rows = {found[1]: [int(found[place]) for place in (2, 3, 4)]
                for found in re.finditer(r"^(\S.*?) +(\d+) +(\d+) +(\d+)$", ended.stdout, re.M)}
        for stage in "read-contract", "fetch-state", "advance-epoch", "gen-proof", "submit-proof":
            self.assertIn(f"{stage}: ", ended.stdout)
        self.assertNotIn("–", ended.stdout)
        proof, all_of_it = rows["gen-proof: proof"], rows["from the signed state to the receipt"]
        self.assertGreater(proof[0], 0)
        self.assertGreater(all_of_it[0], proof[0])
        for least, most in ((least, most) for _, least, most in rows.values()):
            self.assertLessEqual(least, most)


if __name__ == "__main__":
    unittest.main()
