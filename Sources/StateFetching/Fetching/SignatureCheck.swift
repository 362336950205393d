import BN254
import CommandSupport
import LightClient
import Logging

/// Verifies the signatures of a statement and counts their stake; what does not count is dropped with a warning.
struct SignatureCheck: Sendable {
    /// Whether a single bad signature ends the work.
    var isStrict = false
    let logger: Logger

    /// The valid signatures on `offered` by members of `table`, whose stake reaches `threshold`.
    ///
    /// Throws `.tryAgain` if it does not, `.peerNonsense` for a bad signature in a strict check.
    func collect(
        _ offered: OfferedStatement, version: ContractVersion, table: StakeTable, threshold: UInt256
    ) throws(StageFailure) -> SignatureCollection {
        for (reply, reason) in offered.undecodable {
            try drop(isStrict && !reason.hasPrefix(reply) ? "\(reply): \(reason)" : reason)
        }
        let collection: SignatureCollection
        do throws(LightClientError) {
            collection = try SignatureCollection(
                offered.signatures.map { ($0.key, $0.signature) }, on: offered.statement, version: version,
                table: table)
        } catch {
            throw StageFailure(.peerNonsense, error.description)
        }
        for (index, reason) in collection.rejected {
            let signature = offered.signatures[index]
            switch reason {
            case .invalid: try drop("\(signature.path).signature: does not verify under \(signature.key.tagged)")
            case .notInStakeTable: try drop("\(signature.path).key: \(signature.key.tagged) is not in the stake table")
            }
        }
        let count = collection.signers.lazy.filter(\.self).count
        let summary =
            "\(count) of \(table.entries.count) validators signed with a stake of \(collection.weight) "
            + "of \(table.totalStake), \(threshold) needed"
        guard collection.reaches(threshold) else {
            throw StageFailure(.tryAgain, "threshold not reached: \(summary)")
        }
        let state = offered.statement.state
        logger.info("height \(state.blockHeight), view \(state.viewNumber): \(summary)")
        return collection
    }

    private func drop(_ reason: String) throws(StageFailure) {
        guard !isStrict else { throw StageFailure(.peerNonsense, reason) }
        logger.warning("\(reason), dropped")
    }
}
