"""The history of finalized states: what is kept, what is removed, and the two questions it answers."""

from __future__ import annotations

import unittest
from random import Random

from lightclient import abi

from .chain import STRANGER, ContractTest
from .client import RETENTION, LightClient

HOUR, YEAR = 3600, 365 * 24 * 3600
ARITHMETIC_OVERFLOW = 0x11


class HistoryTest(ContractTest):
    """Version 1: the history is the same in every version."""

    def setUp(self) -> None:
        super().setUp()
        self.client = LightClient(self.chain, 1)

    def entry(self, index: int) -> tuple[int, ...]:
        return self.client.read("stateHistoryCommitments(uint256)", index)

    def test_entries(self) -> None:
        self.assertEqual(self.client.read("getStateHistoryCount()"), (0,))
        expected = []
        for height in (3, 8, 9):
            self.chain.advance(2, 24)
            state = self.client.advance(height)
            expected.append((self.chain.number, self.chain.timestamp, height, state[2]))
        self.assertEqual(self.client.read("getStateHistoryCount()"), (3,))
        self.assertEqual([self.entry(index) for index in range(3)], expected)
        for index in (3, 4, 2**256 - 1):
            with self.reverts_without_data():
                self.entry(index)

    def test_one_old_entry_is_removed_by_each_update(self) -> None:
        for height in (1, 2, 3):
            self.client.advance(height)
        self.chain.advance(1, RETENTION)  # not more than the period: nothing goes
        self.client.advance(4)
        self.assertEqual(self.client.read("stateHistoryFirstIndex()"), (0,))
        self.chain.advance(1, 1)
        for removed in (1, 2, 3):
            self.client.advance(4 + removed)
            self.assertEqual(self.client.read("stateHistoryFirstIndex()"), (removed,))
            self.assertEqual(self.entry(removed - 1), (0, 0, 0, 0))
            self.assertNotEqual(self.entry(removed), (0, 0, 0, 0))
        self.client.advance(8)  # the oldest is of one second before
        self.assertEqual(self.client.read("stateHistoryFirstIndex()"), (3,))
        self.assertEqual(self.client.read("getStateHistoryCount()"), (8,))

    def test_commitments_against_a_linear_search(self) -> None:
        with self.reverts("Panic(uint256)", ARITHMETIC_OVERFLOW):
            self.client.read("getHotShotCommitment(uint256)", 0)
        self.fill()
        entries, first = self.entries()
        for height in range(entries[-1][2] + 3):
            above = [entry for entry in entries[first:] if entry[2] > height]
            with self.subTest(height=height):
                if above:
                    answer = self.client.read("getHotShotCommitment(uint256)", height)
                    self.assertEqual(answer, (above[0][3], above[0][2]))
                else:
                    with self.reverts("InvalidHotShotBlockForCommitmentCheck()"):
                        self.client.read("getHotShotCommitment(uint256)", height)

    def test_lag_against_a_linear_search(self) -> None:
        signature = "lagOverEscapeHatchThreshold(uint256,uint256)"
        with self.reverts("InsufficientSnapshotHistory()"):
            self.client.read(signature, self.chain.number, 5)
        self.fill()
        self.chain.advance(7, 1)
        entries, first = self.entries()
        for number in range(entries[0][0], self.chain.number + 3):
            before = [entry[0] for entry in entries[first:] if entry[0] <= number]
            for threshold in (0, 1, 3, 2**256 - 1):
                with self.subTest(number=number, threshold=threshold):
                    if number <= self.chain.number and before:
                        answer = self.client.read(signature, number, threshold)
                        self.assertEqual(answer, (number - before[-1] > threshold,))
                    else:
                        with self.reverts("InsufficientSnapshotHistory()"):
                            self.client.read(signature, number, threshold)

    def fill(self) -> None:
        """Updates at uneven distances, several in one block among them, the first few removed again."""
        random = Random(6)
        height = 0
        for _ in range(20):
            self.chain.advance(random.randrange(4), random.randrange(RETENTION // 5))
            height += random.randrange(1, 5)
            self.client.advance(height)
        self.assertGreater(self.client.read("stateHistoryFirstIndex()")[0], 3)

    def entries(self) -> tuple[list[tuple[int, ...]], int]:
        """All, the removed ones as zeros, and the index of the first kept."""
        (count,) = self.client.read("getStateHistoryCount()")
        entries = [self.entry(index) for index in range(count)]
        (first,) = self.client.read("stateHistoryFirstIndex()")
        self.assertEqual(set(entries[:first]), {(0, 0, 0, 0)})
        return entries, first

    def test_the_retention_period(self) -> None:
        old, new = "setstateHistoryRetentionPeriod(uint32)", "setStateHistoryRetentionPeriod(uint32)"
        for version, signatures in ((1, (old,)), (2, (old, new)), (3, (old, new))):
            for signature in signatures:
                with self.subTest(version=version, signature=signature):
                    client = LightClient(self.chain, version)
                    for period in (0, HOUR - 1, HOUR, RETENTION, YEAR + 1, 2**32 - 1):
                        with self.reverts("InvalidMaxStateHistory()"):
                            client.send(signature, period)
                    with self.reverts("OwnableUnauthorizedAccount(address)", abi.address_word(STRANGER)):
                        client.send(signature, YEAR, sender=STRANGER)
                    for period in (RETENTION + 1, YEAR):
                        client.send(signature, period)
                        self.assertEqual(client.read("stateHistoryRetentionPeriod()"), (period,))


if __name__ == "__main__":
    unittest.main()
