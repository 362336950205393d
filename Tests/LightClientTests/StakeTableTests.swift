import BN254
import LightClient
import Schnorr
import TestSupport
import Testing

/// Totals, thresholds and commitments of stake tables.
struct StakeTableTests {
    private let vectors: StakeTableVectors

    init() throws { vectors = try StakeTableVectors.load() }

    @Test func commitmentsOfTheReference() throws {
        #expect(vectors.tables.map(\.numEntries) == [0, 1, 3, 200])
        for vector in vectors.tables {
            let table = try StakeTable(vector.entries)
            #expect(table.entries.count == vector.numEntries)
            #expect(vector.commitmentsByCapacity["200"] != nil)
            for (capacity, expected) in vector.commitmentsByCapacity {
                let commitment = try table.commitment(capacity: #require(Int(capacity)))
                #expect(try commitment == StakeTableState(expected.fields), "\(vector.numEntries) in \(capacity)")
                #expect(commitment.tagged == expected.taggedBase64)
                #expect(table.totalStake.decimal == expected.aux.totalStake)
                #expect(table.threshold.decimal == expected.aux.thresholdDec)
            }
        }
    }

    @Test func entriesOfTheReference() throws {
        for entry in vectors.tables.flatMap(\.entries) {
            let key = try ConsensusKey(tagged: entry.blsVerKey)
            #expect(key.tagged == entry.blsVerKey)
            #expect(key.elements.map(\.hexadecimal) == entry.blsFields)
            #expect(try key.point.arkCompressed == hexBytes(#require(entry.blsArkCompressedHex)))
            let stateKey = try VerificationKey(tagged: entry.schnorrVerKey)
            #expect(stateKey.tagged == entry.schnorrVerKey)
            #expect([stateKey.point.x, stateKey.point.y].map(\.hexadecimal) == [entry.schnorrX, entry.schnorrY])
            #expect(try UInt256(decimal: entry.stakeAmountDec).hexadecimalQuantity == entry.stakeAmountHex)
        }
    }

    /// Stakes above r are reduced in their column, and added up as integers for the threshold.
    @Test func oversizedAmounts() throws {
        let table = try StakeTable(vectors.oversizedAmounts.entries)
        let expected = vectors.oversizedAmounts.commitmentCap10
        #expect(table.entries[0].stake > Fr.modulus && table.totalStake == .max)
        #expect(try table.commitment(capacity: 10) == StakeTableState(expected.fields))
        #expect(table.totalStake.decimal == expected.aux.totalStake)
        #expect(table.threshold.decimal == expected.aux.thresholdDec)
    }

    @Test func capacityExceeded() throws {
        for vector in vectors.tables {
            let table = try StakeTable(vector.entries)
            for capacity in [vector.numEntries - 1, 0, -1, .min] where capacity < vector.numEntries {
                let error = LightClientError.capacityExceeded(validators: vector.numEntries, capacity: capacity)
                #expect(throws: error) { try table.commitment(capacity: capacity) }
            }
            // Exactly full is not too full.
            #expect(throws: Never.self) { try table.commitment(capacity: vector.numEntries) }
        }
    }

    @Test func thresholdIsOneMoreThanAThird() throws {
        let cases: [(total: UInt64, threshold: UInt64)] = [
            (0, 1), (1, 1), (2, 1), (3, 2), (4, 2), (5, 2), (6, 3), (99, 34), (100, 34), (101, 34), (102, 35),
        ]
        for (total, threshold) in cases {
            #expect(try table(stakes: [UInt256(total)]).threshold == UInt256(threshold))
        }
    }

    @Test func totalOverflowsAtTwoToThe256() throws {
        let half = UInt256(0, 0, 0, 1 << 63)
        let belowHalf = half.subtractingReportingOverflow(UInt256(1)).partialValue
        let largest = try table(stakes: [half, belowHalf])
        #expect(largest.totalStake == .max)
        // (2^256 − 1)/3 = 0x55…55.
        #expect(largest.threshold.hexadecimalWord == "0x" + String(repeating: "5", count: 63) + "6")
        let one = UInt256(1)
        for stakes in [[half, half], [.max, one], [one, .max], [half, belowHalf, one], [.max, .max]] {
            #expect(throws: LightClientError.totalStakeOverflows) { try table(stakes: stakes) }
        }
    }

    @Test func orderAndColumnsMatter() throws {
        let entries = try StakeTable(vectors.tables[2].entries).entries
        let commitment = try StakeTable(entries).commitment(capacity: 5)
        let reversed = try StakeTable(entries.reversed()).commitment(capacity: 5)
        #expect(reversed.blsKeyCommitment != commitment.blsKeyCommitment)
        #expect(reversed.schnorrKeyCommitment != commitment.schnorrKeyCommitment)
        #expect(reversed.amountCommitment != commitment.amountCommitment)
        #expect(reversed.threshold == commitment.threshold)

        var raised = entries
        raised[1].stake = UInt256(4)
        let other = try StakeTable(raised).commitment(capacity: 5)
        #expect(other.blsKeyCommitment == commitment.blsKeyCommitment)
        #expect(other.schnorrKeyCommitment == commitment.schnorrKeyCommitment)
        #expect(other.amountCommitment != commitment.amountCommitment)
    }

    /// A table of validators with these stakes.
    private func table(stakes: [UInt256]) throws(LightClientError) -> StakeTable {
        try StakeTable(
            stakes.map { stake in
                StakeTableEntry(
                    consensusKey: ConsensusKey(.generator), stateKey: VerificationKey(.generator), stake: stake)
            })
    }
}
