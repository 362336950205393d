"""Epochs: which heights may follow which, and which table is proven, kept and asked for its signatures."""

from __future__ import annotations

import unittest
from random import Random

from lightclient import abi

from .chain import STRANGER, ContractTest
from .client import GENESIS_TABLE, NEXT_TABLE, LightClient

LAST = 2**64 - 1
ARITHMETIC_OVERFLOW = 0x11

# Epochs of 10 blocks. Roots are 5, 15, 25 …; 6 … 10, 16 … 20 … are never submitted once there are epochs.
# Start of the epochs, heights submitted one after another, and whether the last of them is accepted.
SEQUENCES = [
    (1, [1], True),
    (1, [4], True),
    (1, [5], True),
    (1, [6], False),
    (1, [9], False),
    (1, [10], False),  # the very last block of an epoch
    (1, [11], False),  # the root of epoch 1 is missing
    (1, [4, 11], False),
    (1, [5, 11], True),
    (1, [5, 15], True),
    (1, [5, 16], False),
    (1, [5, 20], False),
    (1, [5, 21], False),  # epoch 3 right after the root of epoch 1
    (1, [5, 25], False),
    (1, [5, 11, 21], False),
    (1, [5, 14, 15, 21], True),
    (1, [5, 15, 25, 35, 44], True),
    # The first epoch with rules is 3, of the blocks 21 … 30.
    (25, [6], True),
    (25, [10], True),
    (25, [20], True),
    (25, [3, 17, 20], True),
    (25, [21], True),  # epoch 3 itself may be entered from anywhere
    (25, [26], False),
    (25, [30], False),
    (25, [31], False),
    (25, [24, 31], False),
    (25, [25, 31], True),
    (25, [20, 31], False),
    (25, [15, 31], False),
    # On the first block of an epoch, and on the last.
    (21, [20], True),
    (21, [26], False),
    (20, [16], False),
    (20, [10], True),
    (20, [5, 21], False),
    (20, [15, 21], True),
]


def epoch(height: int, length: int) -> int:
    """Epoch e has the blocks (e − 1)·h + 1 … e·h; block 0 counts as one of the first."""
    return max(1, -(-height // length)) if length else 0


class EpochTest(ContractTest):
    """Versions 2 and 3."""

    def test_the_functions(self) -> None:
        random = Random(4)
        lengths = (6, 7, 10, 40_000, 2**32, 2**64 - 1)
        for length in lengths:
            client = LightClient(self.chain, 3, blocks_per_epoch=length)
            self.assertEqual(client.read("blocksPerEpoch()"), (length,))
            heights = [*range(25), *(random.randrange(2**63) for _ in range(10))]
            heights += [h for e in (1, 2, 3) for h in range(max(0, e * length - 7), e * length + 2) if h < 2**64 - 5]
            for height in heights:
                is_root = height > 0 and (height + 5) % length == 0
                is_past_root = height > 0 and (height + 4) % length < 5
                with self.subTest(length=length, height=height):
                    self.assertEqual(client.read("isEpochRoot(uint64)", height), (is_root,))
                    self.assertEqual(client.read("isGtEpochRoot(uint64)", height), (is_past_root and not is_root,))
                    self.assertEqual(client.read("epochFromBlockNumber(uint64,uint64)", height, length),
                                     (epoch(height, length),))
        self.assertEqual(client.read("epochFromBlockNumber(uint64,uint64)", 7, 0), (0,))

    def test_heights_that_are_too_high_for_a_sum(self) -> None:
        for version in (2, 3):
            client = LightClient(self.chain, version, blocks_per_epoch=10, epoch_start_block=LAST)
            for height in range(LAST - 4, LAST + 1):
                with self.subTest(version=version, height=height), self.reverts("Panic(uint256)", ARITHMETIC_OVERFLOW):
                    client.read("isEpochRoot(uint64)", height)
            self.assertEqual(client.read("isEpochRoot(uint64)", LAST - 5), (0,))
            self.assertEqual(client.read("isGtEpochRoot(uint64)", LAST), (0,))
            # Of the first epoch and from the first block on: asked whether it is the root, before any proof.
            with self.reverts("Panic(uint256)", ARITHMETIC_OVERFLOW):
                client.submit((LAST, LAST, 1), NEXT_TABLE, 0, [0] * 36)
            # An implementation without initialisation has no epochs, and makes no sum.
            self.assertEqual(
                abi.decode(self.chain.call(client.implementation, abi.call("isEpochRoot(uint64)", [LAST]))), [0])

    def test_sequences_of_heights(self) -> None:
        for version in (2, 3):
            for start, heights, accepted in SEQUENCES:
                with self.subTest(version=version, start=start, heights=heights):
                    client = LightClient(self.chain, version, blocks_per_epoch=10, epoch_start_block=start)
                    *before, last = heights
                    for height in before:
                        self.advance(client, height, start)
                    if accepted:
                        self.advance(client, last, start)
                    else:
                        with self.reverts("MissingEpochRootUpdate()"):
                            self.advance(client, last, start)
                        self.assertEqual(client.read("finalizedState()")[1], before[-1] if before else 0)

    def advance(self, client: LightClient, height: int, start: int) -> None:
        """Submits a table made from the height, and checks which table votes then."""
        table = (height, height + 1, height + 2, height + 3)
        voting = client.voting
        is_root = height % 10 == 5
        client.advance(height, table, proven_next=table if is_root and height >= start else None)
        announced = [data for topics, data in self.chain.logs if topics == [abi.topic("NewEpoch(uint64)")]]
        new = epoch(height, 10)
        changed = is_root and new >= epoch(start, 10)
        self.assertEqual(client.voting, table if changed else voting)
        self.assertEqual(client.read("currentEpoch()"), (new,))
        self.assertEqual(announced, [abi.word(new + 1)] if changed else [])

    def test_random_walks(self) -> None:
        """Against a model that knows only the last height accepted."""
        random = Random(5)
        for version in (2, 3):
            start = random.randrange(1, 40)
            client = LightClient(self.chain, version, blocks_per_epoch=10, epoch_start_block=start)
            finalized = 0
            for _ in range(40):
                height = finalized + random.choice((1, 2, 3, 5, 10, 12))
                new, last, first = epoch(height, 10), epoch(finalized, 10), epoch(start, 10)
                refused = new >= first and height % 10 not in range(1, 6)
                refused |= new > first and new > last + 1
                refused |= new > first and new == last + 1 and finalized % 10 != 5
                with self.subTest(version=version, start=start, finalized=finalized, height=height):
                    if refused:
                        with self.reverts("MissingEpochRootUpdate()"):
                            self.advance(client, height, start)
                        continue
                    self.advance(client, height, start)
                    finalized = height

    def test_elsewhere_the_submitted_table_does_not_count(self) -> None:
        for version in (2, 3):
            client = LightClient(self.chain, version)
            with self.reverts("InvalidProof()"):
                client.advance(4, NEXT_TABLE, proven_next=NEXT_TABLE)
            client.advance(4, NEXT_TABLE)
            self.assertEqual(client.voting, GENESIS_TABLE)

    def test_at_a_root_it_is_the_submitted_table_that_is_proven(self) -> None:
        for version in (2, 3):
            client = LightClient(self.chain, version)
            with self.reverts("InvalidProof()"):
                client.advance(5, NEXT_TABLE, proven_next=GENESIS_TABLE)
            client.advance(5, NEXT_TABLE, proven_next=NEXT_TABLE)
            with self.reverts("InvalidProof()"):
                client.advance(11, voting=GENESIS_TABLE)
            client.advance(11, voting=NEXT_TABLE)

    def test_a_root_before_the_start_in_the_first_epoch(self) -> None:
        """The root, 25, is of an epoch with rules but below the start block: the old table is proven, the new kept."""
        for version in (2, 3):
            client = LightClient(self.chain, version, epoch_start_block=27)
            with self.reverts("InvalidProof()"):
                client.advance(25, NEXT_TABLE, proven_next=NEXT_TABLE)
            client.advance(25, NEXT_TABLE, proven_next=GENESIS_TABLE)
            self.assertEqual(client.voting, NEXT_TABLE)

    def test_moving_the_start(self) -> None:
        for version, refused_after in ((2, False), (3, True)):
            client = LightClient(self.chain, version)
            with self.reverts("OwnableUnauthorizedAccount(address)", abi.address_word(STRANGER)):
                client.send("updateEpochStartBlock(uint64)", 101, sender=STRANGER)
            with self.reverts("MissingEpochRootUpdate()"):
                client.advance(7)
            client.send("updateEpochStartBlock(uint64)", 101)
            self.assertEqual(client.read("epochStartBlock()"), (101,))
            # Version 3 fixed its first epoch at initialisation.
            if refused_after:
                with self.reverts("MissingEpochRootUpdate()"):
                    client.advance(7)
            else:
                client.advance(7)
            client = LightClient(self.chain, version)
            client.send("updateEpochStartBlock(uint64)", 101)
            with self.reverts("InvalidProof()"):  # the root 5 is below the start now: the voting table is proven
                client.advance(5, NEXT_TABLE, proven_next=NEXT_TABLE)
            client.advance(5, NEXT_TABLE, proven_next=GENESIS_TABLE)


if __name__ == "__main__":
    unittest.main()
