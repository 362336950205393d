import BN254
import JSON
import LightClient
import Schnorr

/// A validator's signatures on one statement.
struct SignedRow: Sendable, Equatable {
    /// Whose they are.
    var key: VerificationKey
    /// One for each version of the contract that was asked for.
    var signatures: [SchnorrSignature]
    /// The validator's stake.
    var weight: UInt256
}

/// A signed state in one of the forms that relay and sequencer hand out.
///
/// See the article ValuesInJSON of LightClientJSON.
struct SignedDocument: Sendable {
    /// Where a document is handed out, which fixes its fields.
    enum Shape: Sendable, Equatable {
        /// State, signatures and weight.
        case bundleV1
        /// V1 signatures with an all-zero next table.
        case legacyBundle
        /// With the next table.
        case bundleV2
        /// With the next table and the authentication root.
        case bundleV3
        /// [key, V2 signature] in each row.
        case certificateV1(epoch: UInt64)
        /// [key, V3 signature, V2 signature] in each row, and the authentication root.
        case certificateV2(epoch: UInt64)
    }

    var shape: Shape
    var statement: SignedStatement
    /// What each of a row's signatures is for.
    var versions: [ContractVersion]
    var rows: [SignedRow]
    /// Whether the first signature stands in the list twice.
    var repeatsFirstRow = false

    /// The document's text.
    func text() throws(JSONError) -> String {
        switch shape {
        case .bundleV1, .legacyBundle, .bundleV2, .bundleV3: try bundle()
        case .certificateV1(let epoch), .certificateV2(let epoch): try certificate(epoch).serialized()
        }
    }

    private func bundle() throws(JSONError) -> String {
        var document: JSONObject = ["state": .string(statement.state.tagged)]
        if shape == .legacyBundle { document["next_stake"] = .string(StakeTableState.zero.tagged) }
        if shape == .bundleV2 || shape == .bundleV3 {
            document["next_stake"] = .string(statement.nextStakeTable.tagged)
        }
        if shape == .bundleV3 { document["auth_root"] = .string(statement.authRoot.hexadecimal) }
        let members = rows.compactMap { row in
            row.signatures.first.map { (row.key.tagged, JSONValue.string($0.tagged)) }
        }
        document["signatures"] = .object(JSONObject(members))
        document["accumulated_weight"] = .string(weight.hexadecimalQuantity)
        let text = try JSONValue.object(document).serialized()
        guard repeatsFirstRow, let first = members.first else { return text }
        // No value can hold a key twice, so the second one goes into the text.
        let opening = #""signatures":{"#
        let member = try JSONValue.object([first.0: first.1]).serialized().dropFirst().dropLast()
        guard let place = text.firstRange(of: opening) else { return text }
        return text.replacingCharacters(in: place, with: opening + member + ",")
    }

    private func certificate(_ epoch: UInt64) -> JSONValue {
        var document: JSONObject = [
            "epoch": .number(JSONNumber(epoch)),
            "light_client_state": .string(statement.state.tagged),
            "next_stake_table_state": .string(statement.nextStakeTable.tagged),
        ]
        if case .certificateV2 = shape { document["auth_root"] = .string(statement.authRoot.hexadecimal) }
        let list = (repeatsFirstRow ? Array(rows.prefix(1)) : []) + rows
        document["signatures"] = .array(
            list.map { row in .array(([row.key.tagged] + row.signatures.map(\.tagged)).map { .string($0) }) })
        return .object(document)
    }

    private var weight: UInt256 {
        rows.reduce(.zero) { $0.addingReportingOverflow($1.weight).partialValue }
    }
}

extension String {
    fileprivate func replacingCharacters(in range: Range<String.Index>, with replacement: String) -> String {
        String(self[..<range.lowerBound]) + replacement + String(self[range.upperBound...])
    }
}
