import JSON
import LightClient
import LightClientJSON

private enum Key {
    static let kind = "kind"
    static let votingStakeTable = "voting_stake_table"
}

private enum Kind: String {
    case epochRoot = "epoch-root"
    case latest
}

/// The field `update`: one update that a contract needs, complete, so that it is proved without a look at those before it.
extension UpdateDocument {
    static let updateKey = "update"

    /// Writes an update into the field `update`, its table into `stake_table`, and that there is something to do.
    ///
    /// A state from a certificate is the root of an epoch and lets the next epoch's table vote. One from the relay is the
    /// newest; its next table is the one that votes. `epoch` is the state's, nil before epochs; `finalizedState` is what
    /// the contract holds when this update reaches it.
    package mutating func setUpdate(_ signed: SignedState, epoch: UInt64?, finalizedState: LightClientState) {
        setAction(.update)
        setStakeTable(signed.table)
        var field = JSONObject()
        let kind = if case .certificate = signed.source { Kind.epochRoot } else { Kind.latest }
        field[Key.kind] = .string(kind.rawValue)
        SignedPart.writeEpoch(epoch, to: &field)
        SignedPart.writeOrigin(signed, to: &field)
        StateFields.signed.write(signed.statement.state, to: &field)
        StateFields.finalizedBefore.write(finalizedState, to: &field)
        field[Key.votingStakeTable] = .string(signed.table.commitment.tagged)
        SignedPart.writeRest(signed, unusedNextStake: nil, to: &field)
        self[Self.updateKey] = .object(field)
    }

    /// Takes the field `update` away.
    package mutating func removeUpdate() { self[Self.updateKey] = nil }

    /// The state of the field `update`; nil without that field.
    public func updateState() throws(JSONError) -> LightClientState? {
        try reader.optionalField(Self.updateKey).map { (field) throws(JSONError) in try StateFields.signed.read(field) }
    }

    /// The table that votes: that of the field `update`, or else that of `contract`; nil if there is neither.
    func votingStakeTable() throws(JSONError) -> StakeTableState? {
        if let update = try reader.optionalField(Self.updateKey) {
            try StateFields.finalizedBefore.check(update)
            return try update.field(Key.votingStakeTable).stakeTableState()
        }
        return try contract()?.votingStakeTableIfAny()
    }
}
