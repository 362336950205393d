import BN254
import CommandSupport
import JSON
import LightClient

/// Whether the public inputs of a proof are those of the document that it stands in.
package enum StatementAgreement: Sendable, Equatable {
    /// They are those of the document's state and stake tables.
    case same
    /// They are not: in one clause, what differs.
    case other(String)
    /// The document lacks a part of the statement: it has neither `update` nor `bundle`, or no table that votes.
    case notStated
}

extension UpdateDocument {
    /// Computes the statement anew, from the field `update` or else `bundle`, and from all that the document says of the
    /// table that votes, and compares it with `publicInputs`. `capacity` is that of the circuit, if the proof says it.
    ///
    /// An update that the newest bundle became must still be that bundle. Throws `.badDocument` for a malformed part, and
    /// for a certificate of another epoch than its height says.
    package func agreement(
        with publicInputs: [Fr], capacity: Int?
    ) throws(StageFailure) -> StatementAgreement {
        guard let stated = try statedPart(fitting: publicInputs) else { return .notStated }
        let (name, part) = (stated.name, stated.part)
        guard let version = stated.version else { return .other("\(name) and contract are of different versions") }
        let statement = part.statement
        // All versions have the table that votes at a place of its own; the rest is the statement's.
        let blank = statement.publicInputs(version, votingStakeTable: .zero)
        guard blank.count == publicInputs.count else {
            return .other("a statement for contract version \(version.rawValue) has \(blank.count) public inputs")
        }
        let first = version.features.signedForm == .digest ? 0 : statement.state.elements.count
        let places = first..<first + StakeTableState.zero.elements.count
        for (index, element) in blank.enumerated() where !places.contains(index) && element != publicInputs[index] {
            return .other("the proof is not about what \(name) states")
        }
        let tables = try votingStakeTables(capacity: capacity)
        for (source, table) in tables where table.elements != Array(publicInputs[places]) {
            return .other("the proof is for another voting stake table than that of \(source)")
        }
        let (source, bundle) = try Self.read { () throws(JSONError) in (try part.source(), try bundleState()) }
        switch source {
        case .certificate: break
        case .relay, .validators:
            if name == Self.updateKey, let bundle, bundle != statement.state {
                return .other("\(Self.updateKey) is not what \(Self.bundleKey) states")
            }
        }
        return tables.isEmpty ? .notStated : .same
    }

    /// The part that states something, and for which version; no version if the document names two.
    ///
    /// A document that names none is of the one whose statements have as many public inputs.
    private func statedPart(
        fitting publicInputs: [Fr]
    ) throws(StageFailure) -> (name: String, part: SignedPart, version: ContractVersion?)? {
        let name = [Self.updateKey, Self.bundleKey].first { fields[$0] ?? .null != .null }
        guard let name else { return nil }
        let (signed, deployed) = try Self.read { () throws(JSONError) in
            (try SignedPart.version(reader.field(name)), try contract()?.version())
        }
        let fitting = ContractVersion.allCases.last { version in
            SignedStatement.publicInputCount(version) == publicInputs.count
        }
        let version = signed ?? deployed ?? fitting ?? .newest
        let part = try Self.read { () throws(JSONError) in try SignedPart(reader.field(name), version: version) }
        try checkEpoch(of: part)
        return (name, part, deployed ?? version == version ? version : nil)
    }

    /// The table that votes, by each part of the document that says something about it.
    private func votingStakeTables(capacity: Int?) throws(StageFailure) -> [(source: String, table: StakeTableState)] {
        var tables: [(source: String, table: StakeTableState)] = []
        let (voting, part) = try Self.read { () throws(JSONError) in (try votingStakeTable(), try stakeTable()) }
        if let voting { tables.append((fields[Self.updateKey] == nil ? "contract" : Self.updateKey, voting)) }
        guard let part else { return tables }
        let capacity = capacity ?? part.capacity ?? Capacity.standard
        if let stated = part.commitment, part.capacity ?? capacity == capacity {
            tables.append(("stake_table", stated))
        }
        if let entries = part.entries {
            let computed = try failing { () throws(LightClientError) in try entries.commitment(capacity: capacity) }
            tables.append(("stake_table.entries", computed))
        }
        return tables
    }
}
