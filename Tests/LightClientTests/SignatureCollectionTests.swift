import BN254
import LightClient
import Schnorr
import TestSupport
import Testing

/// Sorting offered signatures into the slots of a stake table. See the article StatesAndStakeTables.
struct SignatureCollectionTests {
    @Test(arguments: ContractVersion.allCases)
    func everyValidatorSigns(version: ContractVersion) throws {
        let network = try TestNetwork(stakes: [1, 2, 3, 4, 5])
        let collection = try network.collect(network.offer([0, 1, 2, 3, 4], version), version)
        #expect(collection.signers == [true, true, true, true, true])
        #expect(collection.signatures == (0..<5).map { network.signature($0, version) })
        #expect(collection.weight == UInt256(15))
        #expect(collection.rejected.isEmpty)
    }

    @Test func nobodySigns() throws {
        let network = try TestNetwork(stakes: [1, 2, 3])
        let collection = try network.collect([])
        #expect(collection.signers == [false, false, false])
        #expect(collection.signatures == [.absent, .absent, .absent])
        #expect(collection.weight == .zero)
        #expect(!collection.reaches(network.table.threshold))
        let empty = try TestNetwork(stakes: [] as [UInt64])
        #expect(try empty.collect([]).signers == [])
    }

    /// The slots are those of the table, in whatever order the signatures come.
    @Test func orderOfTheTable() throws {
        let network = try TestNetwork(stakes: [1, 2, 4, 8, 16])
        for slots in [[1, 3, 4], [4, 3, 1], [3, 4, 1]] {
            let collection = try network.collect(network.offer(slots))
            #expect(collection.signers == [false, true, false, true, true])
            #expect(
                collection.signatures
                    == [.absent, network.signature(1), .absent, network.signature(3), network.signature(4)])
            #expect(collection.weight == UInt256(2 + 8 + 16))
        }
    }

    /// A signature counts only for its own key, message and version.
    @Test func invalidSignatures() throws {
        let network = try TestNetwork(stakes: [1, 2, 4, 8, 16])
        let key = { network.keys[$0].verificationKey }
        let valid = network.signature(4)
        let collection = try network.collect([
            (key(0), network.signature(1)),
            (key(1), network.signature(1, .v2)),
            (key(2), .absent),
            (key(3), SchnorrSignature(s: network.signature(3).s + .one, r: network.signature(3).r)),
            (key(4), valid),
        ])
        #expect(collection.signers == [false, false, false, false, true])
        #expect(collection.signatures == [.absent, .absent, .absent, .absent, valid])
        #expect(collection.weight == UInt256(16))
        #expect(collection.rejected.map(\.index) == [0, 1, 2, 3])
        #expect(collection.rejected.allSatisfy { $0.reason == .invalid })
    }

    @Test func strangers() throws {
        let network = try TestNetwork(stakes: [1, 2, 4])
        var generator = SeededGenerator(seed: 2)
        let stranger = SigningKey.random(using: &generator)
        let signature = SchnorrSignature(signing: network.statement.message(.v3), with: stranger)
        let offered = network.offer([2]) + [(stranger.verificationKey, signature)] + network.offer([0])
        let collection = try network.collect(offered + [(stranger.verificationKey, network.signature(1))])
        #expect(collection.signers == [true, false, true])
        #expect(collection.weight == UInt256(5))
        #expect(collection.rejected.map(\.index) == [1, 3])
        #expect(collection.rejected.map(\.reason) == [.notInStakeTable, .notInStakeTable])
    }

    /// A validator whose key is the default one, the identity, can never sign.
    @Test func defaultKeyInTheTable() throws {
        let honest = try TestNetwork(stakes: [1, 2])
        var entries = honest.table.entries
        entries[0].stateKey = VerificationKey(.identity)
        let offered = [(key: VerificationKey(.identity), signature: SchnorrSignature.absent)] + honest.offer([1])
        let collection = try SignatureCollection(
            offered, on: honest.statement, version: .v3, table: StakeTable(entries))
        #expect(collection.signers == [false, true])
        #expect(collection.rejected.map(\.index) == [0])
    }

    /// A signature offered twice weighs once.
    @Test func duplicates() throws {
        let network = try TestNetwork(stakes: [1, 2, 4])
        let collection = try network.collect(network.offer([1, 1, 2, 1]))
        #expect(collection.signers == [false, true, true])
        #expect(collection.weight == UInt256(6))
        #expect(collection.rejected.isEmpty)
    }

    /// An invalid signature neither hides nor replaces a valid one of the same key.
    @Test func invalidBesideValid() throws {
        let network = try TestNetwork(stakes: [1, 2, 4])
        let invalid = (key: network.keys[1].verificationKey, signature: network.signature(2))
        for (offered, index) in [(network.offer([1]) + [invalid], 1), ([invalid] + network.offer([1]), 0)] {
            let collection = try network.collect(offered)
            #expect(collection.signatures == [.absent, network.signature(1), .absent])
            #expect(collection.weight == UInt256(2))
            #expect(collection.rejected.map(\.index) == [index])
        }
    }

    /// The last of two valid signatures is kept; made with another nonce, both verify.
    @Test func twoValidSignaturesOfOneKey() throws {
        let network = try TestNetwork(stakes: [1, 2])
        let message = network.statement.message(.v3)
        let secret = EdwardsScalar(1234), nonce = EdwardsScalar(5678)
        let signingKey = try #require(SigningKey(secret))
        var entries = network.table.entries
        let key = signingKey.verificationKey
        entries[1].stateKey = key
        let first = SchnorrSignature(signing: message, with: signingKey)
        let r = EdwardsPoint.generator * nonce
        let challenge = EdwardsScalar(reducing: SchnorrSignature.challenge(key: key, r: r, message: message))
        let second = SchnorrSignature(s: challenge * secret + nonce, r: r)
        #expect(first != second)
        for (pair, last) in [([first, second], second), ([second, first], first)] {
            let collection = try SignatureCollection(
                pair.map { (key, $0) }, on: network.statement, version: .v3, table: StakeTable(entries))
            #expect(collection.signatures == [.absent, last])
            #expect(collection.weight == UInt256(2) && collection.rejected.isEmpty)
        }
    }

    /// One key in several slots signs for each of them, with its one signature.
    @Test func keyInSeveralSlots() throws {
        let network = try TestNetwork(stakes: [1, 2, 4, 8], keySlots: [0, 1, 0, 3])
        #expect(network.table.entries[0].stateKey == network.table.entries[2].stateKey)
        let signature = network.signature(0)
        let collection = try network.collect(network.offer([0]))
        #expect(collection.signers == [true, false, true, false])
        #expect(collection.signatures == [signature, .absent, signature, .absent])
        #expect(collection.weight == UInt256(5))
    }

    @Test func thresholdExactlyReached() throws {
        // A total of 30 asks for 11.
        let network = try TestNetwork(stakes: [10, 1, 4, 15])
        let threshold = network.table.threshold
        #expect(threshold == UInt256(11))
        let reaching: [([Int], Bool)] = [
            ([0, 1], true), ([0], false), ([1, 2], false), ([3], true), ([0, 2], true), ([], false),
        ]
        for (slots, reaches) in reaching {
            #expect(try network.collect(network.offer(slots)).reaches(threshold) == reaches, "\(slots)")
        }
        let eleven = try network.collect(network.offer([0, 1]))
        #expect(eleven.reaches(UInt256(11)) && !eleven.reaches(UInt256(12)) && eleven.reaches(.zero))
    }

    /// Weight is stake, not heads: one large validator outweighs all others, and they cannot do without it.
    @Test func veryUnequalStakes() throws {
        let small = [UInt256](repeating: UInt256(1), count: 6)
        let network = try TestNetwork(stakes: small + [UInt256(0, 0, 0, 1 << 63)])
        let threshold = network.table.threshold
        let large = try network.collect(network.offer([6]))
        #expect(large.weight == UInt256(0, 0, 0, 1 << 63) && large.reaches(threshold))
        let others = try network.collect(network.offer([0, 1, 2, 3, 4, 5]))
        #expect(others.weight == UInt256(6) && !others.reaches(threshold))
    }

    @Test func stakeZero() throws {
        let network = try TestNetwork(stakes: [0, 3, 0])
        let collection = try network.collect(network.offer([0, 2]))
        #expect(collection.signers == [true, false, true])
        #expect(collection.weight == .zero && !collection.reaches(network.table.threshold))
    }

    /// The weight adds up each slot's stake at most once, and a `StakeTable` exists only if all its stakes add up below
    /// 2^256: `weightOverflows` cannot be met. The largest table there is, all of it signing, comes closest.
    @Test func weightOfTheLargestTable() throws {
        let half = UInt256(0, 0, 0, 1 << 63)
        let belowHalf = half.subtractingReportingOverflow(UInt256(1)).partialValue
        let network = try TestNetwork(stakes: [half, .zero, belowHalf])
        let collection = try network.collect(network.offer([0, 1, 2, 0, 1, 2]))
        #expect(collection.weight == .max && network.table.totalStake == .max)
        #expect(collection.reaches(.max))
    }
}
