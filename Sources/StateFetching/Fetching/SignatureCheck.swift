import BN254
import CommandSupport
import Documents
import EspressoAPI
import LightClient
import Logging
import StageFindings

/// Verifies the signatures of a statement and counts their stake; what does not count is dropped with a warning.
struct SignatureCheck: Sendable {
    /// Whether a single bad signature ends the work.
    var isStrict = false
    /// Whether messages name the reply, since the bundle is one of several.
    var namesSources = false
    /// Whether the signatures are a document's own: then it is malformed if none of them verifies.
    var isOfDocument = false
    /// Who is told of the numbers.
    var watch: ServiceWatch?
    let logger: Logger

    /// The valid signatures of `bundle` by members of `table`, whose stake reaches `threshold`.
    ///
    /// Throws `.tryAgain` if it does not, `.peerNonsense` if there are entries of an unknown shape beside, or for a bad
    /// signature in a strict check, `.badDocument` if no signature of a document verifies.
    func collect(
        _ bundle: StateBundle, version: ContractVersion, table: StakeTable, threshold: UInt256
    ) throws(StageFailure) -> SignatureCollection {
        var dropped = bundle.undecodable.map(text)
        if isStrict, let first = dropped.first { throw StageFailure(.peerNonsense, first) }
        let collection = try failing(as: .peerNonsense) { () throws(LightClientError) in
            try SignatureCollection(
                bundle.signatures.map { ($0.key, $0.signature) }, on: bundle.statement, version: version,
                table: table)
        }
        let count = bundle.signatures.count
        if isOfDocument, let failure = StageFailure(ifNoneVerifies: collection, of: count, version: version) {
            throw failure
        }
        for (index, reason) in collection.rejected {
            let signature = bundle.signatures[index]
            let path = namesSources ? "\(signature.source): \(signature.path)" : signature.path
            switch reason {
            case .invalid: dropped.append("\(path).signature: does not verify under \(signature.key.tagged)")
            case .notInStakeTable: dropped.append("\(path).key: \(signature.key.tagged) is not in the stake table")
            }
            if isStrict { throw StageFailure(.peerNonsense, dropped[0]) }
        }
        report(dropped)
        let signerCount = collection.signers.lazy.filter(\.self).count
        watch?.note(
            Findings.Signatures(
                valid: UInt64(signerCount), dropped: UInt64(dropped.count), weight: collection.weight,
                threshold: threshold))
        let summary =
            "\(signerCount) of \(table.entries.count) validators signed with \(table.share(of: collection.weight)) of the "
            + "stake, \(table.share(of: threshold, isRoundedUp: true)) needed"
        guard collection.reaches(threshold) else {
            if let failure = unknownShape(in: bundle, summary) { throw failure }
            let names = bundle.sources.joined(separator: ", ")
            throw StageFailure(
                .tryAgain, "threshold not reached: \(summary)",
                hint: dropped.isEmpty ? nil : "\(dropped.count) signatures of \(names) were dropped")
        }
        let state = bundle.statement.state
        logger.with(.height, state.blockHeight).info(
            "height \(state.blockHeight), view \(state.viewNumber): \(summary)")
        return collection
    }

    private func text(of entry: StateBundle.Undecodable) -> String {
        namesSources || isStrict ? "\(entry.source): \(entry.error)" : "\(entry.error)"
    }

    /// Signatures that are there but cannot be read: waiting for more would be waiting for ever. Nil if there are none.
    private func unknownShape(in bundle: StateBundle, _ summary: String) -> StageFailure? {
        let unknown = bundle.undecodable.filter(\.hasUnknownShape)
        guard let first = unknown.first else { return nil }
        let others = unknown.count > 1 ? " (and \(unknown.count - 1) more)" : ""
        return StageFailure(
            .peerNonsense, "\(text(of: first))\(others); threshold not reached without: \(summary)",
            hint: "does the network hand out signatures in a form that is newer than this program?",
            code: "unknown-signature-shape")
    }

    /// Warns of what was dropped: the first few singly, the rest by their number, since a reply may hold thousands.
    private func report(_ dropped: [String]) {
        for reason in dropped.prefix(Self.namedDrops) { logger.warning("\(reason), dropped") }
        guard dropped.count > Self.namedDrops else { return }
        logger.warning("\(dropped.count - Self.namedDrops) more signatures dropped, of \(dropped.count) in all")
    }

    /// The dropped signatures that are named one by one.
    private static let namedDrops = 10
}
