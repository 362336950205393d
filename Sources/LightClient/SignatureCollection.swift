import BN254
import Schnorr

/// The signatures on one statement, sorted into the slots of a stake table.
///
/// Source: <doc:StatesAndStakeTables>.
public struct SignatureCollection: Sendable {
    /// Why a signature that was offered does not count.
    public enum Rejection: Sendable, Hashable {
        /// The signature does not verify.
        case invalid
        /// The key is not in the stake table.
        case notInStakeTable
    }

    /// Whether the validator of each slot signed, in the table's order.
    public let signers: [Bool]
    /// The valid signature of each slot; `SchnorrSignature/absent` where there is none.
    public let signatures: [SchnorrSignature]
    /// The stake of the signers.
    public let weight: UInt256
    /// Which of the offered signatures do not count, with the reason, in the order in which they were offered.
    public let rejected: [(index: Int, reason: Rejection)]

    /// Checks every offered signature on the statement and sorts the valid ones into the table's slots.
    ///
    /// A key that stands in several slots signs for each of them, as in the original. Of several valid signatures of
    /// one key the last is kept; an invalid one takes nothing from a valid one. What others sign is not verified, so that
    /// strangers' signatures cost nothing.
    /// Throws ``LightClientError/weightOverflows``.
    public init(
        _ offered: [(key: VerificationKey, signature: SchnorrSignature)],
        on statement: SignedStatement, version: ContractVersion, table: StakeTable
    ) throws(LightClientError) {
        let message = statement.message(version)
        let members = Set(table.entries.map(\.stateKey))
        var valid: [VerificationKey: SchnorrSignature] = [:]
        var rejected: [(index: Int, reason: Rejection)] = []
        var verdicts = SchnorrSignature.areValid(offered.filter { members.contains($0.key) }, for: message)[...]
        for (index, (key, signature)) in offered.enumerated() {
            if !members.contains(key) {
                rejected.append((index, .notInStakeTable))
            } else if verdicts.popFirst() == true {
                valid[key] = signature
            } else {
                rejected.append((index, .invalid))
            }
        }
        var weight = UInt256.zero
        for entry in table.entries where valid[entry.stateKey] != nil {
            let (sum, overflow) = weight.addingReportingOverflow(entry.stake)
            guard !overflow else { throw .weightOverflows }
            weight = sum
        }
        signers = table.entries.map { valid[$0.stateKey] != nil }
        signatures = table.entries.map { valid[$0.stateKey] ?? .absent }
        self.weight = weight
        self.rejected = rejected
    }

    /// Whether the signers' stake reaches `threshold`.
    public func reaches(_ threshold: UInt256) -> Bool { weight >= threshold }
}
