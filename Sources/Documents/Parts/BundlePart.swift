import CommandSupport
import JSON
import LightClient

/// The field `bundle`: the newest signed state, or the certificate of an epoch.
extension UpdateDocument {
    static let bundleKey = "bundle"

    /// Writes `signed` into the field `bundle`, `network` into `network`, and the table into `stake_table`.
    public mutating func setBundle(_ signed: SignedState, from network: NetworkPart) {
        var field = JSONObject()
        SignedPart.writeOrigin(signed, to: &field)
        if case .certificate(let epoch) = signed.source { SignedPart.writeEpoch(epoch, to: &field) }
        StateFields.signed.write(signed.statement.state, to: &field)
        SignedPart.writeRest(signed, unusedNextStake: signed.statement.nextStakeTable, to: &field)
        self[Self.bundleKey] = .object(field)
        setNetwork(network)
        setStakeTable(signed.table)
    }

    /// The state of the field `bundle`; nil without that field.
    public func bundleState() throws(JSONError) -> LightClientState? {
        try reader.optionalField(Self.bundleKey).map { (field) throws(JSONError) in try StateFields.signed.read(field) }
    }
}

extension UpdateDocument {
    /// The contract version that the field `update`, or else `bundle`, is for; nil if neither says.
    func signedVersion() throws(JSONError) -> ContractVersion? {
        for key in [Self.updateKey, Self.bundleKey] {
            guard let field = try reader.optionalField(key), let version = try SignedPart.version(field) else {
                continue
            }
            return version
        }
        return nil
    }

    /// The signed state of the field `bundle`, for a contract of `version`.
    ///
    /// Throws `.badDocument` if it is missing or malformed, or a certificate of another epoch than its height says;
    /// `.tryAgain` if it is for another version: the contract was upgraded since.
    public func bundle(for version: ContractVersion) throws(StageFailure) -> SignedPart {
        try signedPart(UpdateDocument.bundleKey, version) { "the contract is of version \($0)" }
    }

    /// The signed state of the field `update`, or else of `bundle`, for a contract of `version`.
    ///
    /// Throws as ``bundle(for:)``. `contract` says of which version the contract is, for the message.
    public func signedPart(
        for version: ContractVersion,
        contract: (Int) -> String = { "the contract is of version \($0)" }
    ) throws(StageFailure) -> SignedPart {
        let key = fields[Self.updateKey].map { $0 != .null } ?? false ? Self.updateKey : Self.bundleKey
        return try signedPart(key, version, contract)
    }

    private func signedPart(
        _ key: String, _ version: ContractVersion, _ contract: (Int) -> String
    ) throws(StageFailure) -> SignedPart {
        // A part for another version need not even have the fields of this one.
        let stated = try Self.read { () throws(JSONError) in try SignedPart.version(reader.field(key)) }
        if let stated, stated != version {
            throw StageFailure(
                .tryAgain,
                "the \(key) is for contract version \(stated.rawValue), \(contract(version.rawValue))",
                hint: "was the contract upgraded? read it again, then fetch the state: read-contract | fetch-state")
        }
        let part = try Self.read { () throws(JSONError) in try SignedPart(reader.field(key), version: version) }
        try checkEpoch(of: part)
        return part
    }

    /// Throws `.badDocument` unless the epoch of a certificate follows from its height, by all that the document says of
    /// epochs: no signature covers it.
    func checkEpoch(of part: SignedPart) throws(StageFailure) {
        let (source, schedules) = try Self.read { () throws(JSONError) in (try part.source(), try statedSchedules()) }
        guard case .certificate(let epoch) = source else { return }
        for schedule in schedules {
            try failing(as: .badDocument, prefix: "\(part.name): ") { () throws(LightClientError) in
                try schedule.checkRoot(part.statement.state.blockHeight, of: epoch)
            }
        }
    }

    /// The divisions into epochs that the document states: the network's, the contract's.
    private func statedSchedules() throws(JSONError) -> [EpochSchedule] {
        var schedules = [try schedule()].compactMap(\.self)
        if let contract = try contract(), let blocks = try contract.blocksPerEpoch(),
            let start = try contract.epochStartBlock()
        {
            schedules.append(EpochSchedule(blocksPerEpoch: blocks, epochStartBlock: start))
        }
        return schedules
    }

    /// What `body` reads. Throws `.badDocument` for what it finds malformed.
    public static func read<Value>(_ body: () throws(JSONError) -> Value) throws(StageFailure) -> Value {
        try failing(body)
    }
}
