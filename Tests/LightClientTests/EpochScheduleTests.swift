import LightClient
import TestSupport
import Testing

/// The arithmetic of epochs. See the article EpochsAndUpdates of LightClient.
struct EpochScheduleTests {
    /// What the schedule says of one block.
    private struct Facts: Equatable {
        let epoch: UInt64
        let isRoot: Bool
        let isAtOrPastRoot: Bool
        let isPastRoot: Bool

        init(_ epoch: UInt64, _ isRoot: Bool, _ isAtOrPastRoot: Bool, _ isPastRoot: Bool) {
            self.epoch = epoch
            self.isRoot = isRoot
            self.isAtOrPastRoot = isAtOrPastRoot
            self.isPastRoot = isPastRoot
        }

        /// As the product computes them.
        init(height: UInt64, blocksPerEpoch: UInt64) {
            self.init(
                EpochSchedule.epoch(of: height, blocksPerEpoch: blocksPerEpoch),
                EpochSchedule.isEpochRoot(height, blocksPerEpoch: blocksPerEpoch),
                EpochSchedule.isAtOrPastEpochRoot(height, blocksPerEpoch: blocksPerEpoch),
                EpochSchedule.isPastEpochRoot(height, blocksPerEpoch: blocksPerEpoch))
        }

        /// As integers without bounds give them: the epoch by rounding up, the rest by the distance from its last block.
        init(naiveHeight height: UInt64, blocksPerEpoch: UInt64) {
            guard blocksPerEpoch > 0 else { self.init(0, false, false, false); return }
            guard height > 0 else { self.init(1, false, false, false); return }
            let (b, h) = (UInt128(height), UInt128(blocksPerEpoch))
            let epoch = (b + h - 1) / h
            self.init(UInt64(epoch), (b + 5) / h * h == b + 5, b + 5 >= epoch * h, b + 5 > epoch * h)
        }
    }

    /// Blocks around the last one of an epoch of at least seven blocks.
    @Test(arguments: [7, 10, 100, 3000, 1 << 40] as [UInt64])
    func aroundTheEndOfAnEpoch(length: UInt64) {
        for epoch in [1, 2, 3, 100, 1_000_000] as [UInt64] {
            let last = length * epoch
            let cases: [(height: UInt64, facts: Facts)] = [
                (last - 6, Facts(epoch, false, false, false)),
                (last - 5, Facts(epoch, true, true, false)),
                (last - 4, Facts(epoch, false, true, true)),
                (last - 3, Facts(epoch, false, true, true)),
                (last - 2, Facts(epoch, false, true, true)),
                (last - 1, Facts(epoch, false, true, true)),
                (last, Facts(epoch, false, true, true)),
                (last + 1, Facts(epoch + 1, false, false, false)),
            ]
            for (height, facts) in cases {
                #expect(Facts(height: height, blocksPerEpoch: length) == facts, "height \(height)")
            }
        }
    }

    @Test func blockZeroAndLengthZero() {
        for value in [0, 1, 4, 5, 6, 10, .max] as [UInt64] {
            #expect(Facts(height: value, blocksPerEpoch: 0) == Facts(0, false, false, false))
            if value > 0 { #expect(Facts(height: 0, blocksPerEpoch: value) == Facts(1, false, false, false)) }
        }
    }

    /// With fewer than six blocks an epoch has no room before its root; the definitions still say something.
    @Test func shortEpochs() {
        let ones = (1...3).map { Facts(height: $0, blocksPerEpoch: 1) }
        #expect(ones == (1...3).map { Facts($0, true, true, true) })
        let fours = (1...8).map { Facts(height: $0, blocksPerEpoch: 4) }
        #expect(fours == (1...8).map { Facts($0 <= 4 ? 1 : 2, $0 == 3 || $0 == 7, true, true) })
        let fives = (1...10).map { Facts(height: $0, blocksPerEpoch: 5) }
        #expect(fives == (1...10).map { Facts($0 <= 5 ? 1 : 2, $0 == 5 || $0 == 10, true, true) })
        let sixes = (1...12).map { Facts(height: $0, blocksPerEpoch: 6) }
        #expect(sixes == (1...12).map { Facts($0 <= 6 ? 1 : 2, $0 == 1 || $0 == 7, true, $0 != 1 && $0 != 7) })
    }

    @Test func largestLengthsAndHeights() {
        let max = UInt64.max
        // One epoch as long as all heights: its root is five before its last, as ever.
        #expect(Facts(height: 1_000_000, blocksPerEpoch: max) == Facts(1, false, false, false))
        #expect(Facts(height: max - 6, blocksPerEpoch: max) == Facts(1, false, false, false))
        #expect(Facts(height: max - 5, blocksPerEpoch: max) == Facts(1, true, true, false))
        #expect(Facts(height: max - 4, blocksPerEpoch: max) == Facts(1, false, true, true))
        #expect(Facts(height: max, blocksPerEpoch: max) == Facts(1, false, true, true))
        #expect(Facts(height: max, blocksPerEpoch: 1) == Facts(max, true, true, true))
        // 2^64 − 1 is odd, so it opens an epoch of two blocks; 2^64 + 4 is even.
        #expect(Facts(height: max, blocksPerEpoch: 2) == Facts(1 << 63, true, true, true))
        #expect(Facts(height: max, blocksPerEpoch: max - 1) == Facts(2, false, false, false))
    }

    @Test func agreesWithIntegersWithoutBounds() {
        var generator = SeededGenerator(seed: 1)
        let large = [1 << 32, 1 << 63, .max - 6, .max - 5, .max - 4, .max - 1, .max] as [UInt64]
        var heights = Array(0...10) + large, lengths = heights
        for _ in 0..<150 {
            // Of all magnitudes.
            heights.append(generator.next() >> UInt64.random(in: 0...63, using: &generator))
            lengths.append(generator.next() >> UInt64.random(in: 0...63, using: &generator))
        }
        for length in lengths {
            let nearEnds = (0..<8).map { offset in (generator.next() / Swift.max(length, 1) &* length) &- 6 &+ offset }
            for height in heights + nearEnds {
                let facts = Facts(height: height, blocksPerEpoch: length)
                #expect(facts == Facts(naiveHeight: height, blocksPerEpoch: length), "\(height), \(length)")
            }
        }
    }

    @Test func zeroAndNilMeanNever() {
        let never = EpochSchedule(blocksPerEpoch: .max, epochStartBlock: .max)
        #expect(EpochSchedule(blocksPerEpoch: 0, epochStartBlock: 0) == never)
        #expect(EpochSchedule(blocksPerEpoch: nil, epochStartBlock: nil) == never)
        #expect(EpochSchedule(blocksPerEpoch: 0, epochStartBlock: nil) == never)
        #expect(EpochSchedule(blocksPerEpoch: 10, epochStartBlock: 0).blocksPerEpoch == 10)
        #expect(EpochSchedule(blocksPerEpoch: 10, epochStartBlock: 0).epochStartBlock == .max)
        for height in [0, 1, 1_000_000, .max - 6] as [UInt64] {
            #expect(!never.isEnabled(at: height) && never.epochIfEnabled(at: height) == nil)
            #expect(never.epoch(of: height) == 1)
            #expect(!never.isEpochRoot(height) && !never.isAtOrPastEpochRoot(height) && !never.isPastEpochRoot(height))
        }
    }

    @Test func enabledFromTheStartBlockOn() {
        let schedule = EpochSchedule(blocksPerEpoch: 10, epochStartBlock: 25)
        #expect(!schedule.isEnabled(at: 24) && schedule.epochIfEnabled(at: 24) == nil)
        #expect(schedule.isEnabled(at: 25) && schedule.epochIfEnabled(at: 25) == 3)
        #expect(schedule.epochIfEnabled(at: 31) == 4)
        // Asked directly, the epoch does not depend on the start block.
        #expect(schedule.epoch(of: 1) == 1)
    }

    @Test func instanceAndStaticFormsAgree() {
        let schedule = EpochSchedule(blocksPerEpoch: 10, epochStartBlock: 1)
        for height in 0...40 as ClosedRange<UInt64> {
            let facts = Facts(
                schedule.epoch(of: height), schedule.isEpochRoot(height), schedule.isAtOrPastEpochRoot(height),
                schedule.isPastEpochRoot(height))
            #expect(facts == Facts(height: height, blocksPerEpoch: 10))
        }
    }

    @Test func theEpochOfACertificateFollowsFromItsHeight() throws {
        let ten = EpochSchedule(blocksPerEpoch: 10, epochStartBlock: 1)
        for epoch in 1...20 as ClosedRange<UInt64> {
            for height in 0...200 as ClosedRange<UInt64> {
                let isRoot = (try? ten.checkRoot(height, of: epoch)) != nil
                #expect(isRoot == (ten.isEpochRoot(height) && ten.epoch(of: height) == epoch))
            }
        }
        let error = LightClientError.notTheEpochRoot(height: 15, epoch: 3, root: 25)
        #expect(throws: error) { try ten.checkRoot(15, of: 3) }
        #expect(error.description == "certifies block 15, the root of epoch 3 is block 25")
        let never = EpochSchedule(blocksPerEpoch: 0, epochStartBlock: 0)
        for (schedule, epoch) in [(ten, 0), (ten, UInt64.max), (never, 1)] {
            #expect(throws: LightClientError.notTheEpochRoot(height: .max - 5, epoch: epoch, root: nil)) {
                try schedule.checkRoot(.max - 5, of: epoch)
            }
        }
    }

    @Test func rootBlocks() throws {
        let ten = EpochSchedule(blocksPerEpoch: 10, epochStartBlock: 1)
        #expect(try (1...4).map { try ten.rootBlock(of: $0) } == [5, 15, 25, 35])
        for length in [6, 7, 10, 3000, 1 << 40] as [UInt64] {
            let schedule = EpochSchedule(blocksPerEpoch: length, epochStartBlock: 1)
            for epoch in [1, 2, 3, 1_000_000] as [UInt64] {
                let root = try schedule.rootBlock(of: epoch)
                #expect(schedule.isEpochRoot(root) && schedule.epoch(of: root) == epoch)
            }
        }
    }

    @Test(
        arguments: [
            // Below block 0.
            (10, 0, nil), (4, 1, nil), (1, 4, nil), (.max, 0, nil),
            (5, 1, 0), (1, 5, 0), (1, 6, 1), (4, 2, 3),
            // Up to 2^64 − 1, and past it.
            (1 << 32, 1 << 32, .max - 4), (1 << 63 + 2, 2, .max), (1 << 63 + 3, 2, nil),
            (.max, 1, .max - 5), (.max, 2, nil), (1, .max, .max - 5), (.max, .max, nil),
        ] as [(UInt64, UInt64, UInt64?)])
    func rootBlockAtTheEndsOfTheRange(length: UInt64, epoch: UInt64, root: UInt64?) throws {
        let schedule = EpochSchedule(blocksPerEpoch: length, epochStartBlock: 1)
        if let root {
            #expect(try schedule.rootBlock(of: epoch) == root)
        } else {
            #expect(throws: LightClientError.epochOverflows) { try schedule.rootBlock(of: epoch) }
        }
    }
}
