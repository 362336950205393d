import BN254
import CommandSupport
import Ethereum
import JSON
import LightClient
import LightClientJSON

private enum Key {
    static let contract = "contract"
    static let address = "address"
    static let implementation = "implementation"
    static let chainID = "chain_id"
    static let version = "version"
    static let release = "release"
    static let block = "block"
    static let votingStakeTable = "voting_stake_table"
    static let genesisStakeTable = "genesis_stake_table"
    static let authRoot = "auth_root"
    static let blocksPerEpoch = "blocks_per_epoch"
    static let epochStartBlock = "epoch_start_block"
    static let verifyingKeyHash = "verifying_key_hash"
    static let account = "account"
    static let balance = "balance"
}

/// How the field `contract` is written.
extension ContractPart {
    /// The field.
    ///
    ///     {"address":"0x95Ca…","chain_id":1,"version":3,"release":"3.0.0","block":{"number":…,"hash":"0x…",…},
    ///      "view_number":…,"block_height":…,"block_comm_root":"0x…","finalized_state":"LIGHT_CLIENT_STATE~…",
    ///      "voting_stake_table":"STAKE_TABLE_STATE~…","permissioned_prover":"0x…", …}
    ///
    /// Amounts of wei are hexadecimal quantities. What the contract's version does not have, or it does not tell, is
    /// null; so is a setting of its epochs that is "never", which only a version with epochs has.
    var json: JSONValue {
        var field: JSONObject = [
            Key.address: .string(address.checksummed),
            Key.implementation: .string(implementation.checksummed),
            Key.chainID: .number(JSONNumber(chainID)),
            Key.version: .number(JSONNumber(version.rawValue)),
            Key.release: .string(release),
            Key.block: [
                "number": .number(JSONNumber(block.number)),
                "hash": .string(block.hash.description),
                "timestamp": .number(JSONNumber(block.timestamp)),
            ],
        ]
        StateFields.finalized.writePlainFirst(finalizedState, to: &field)
        field[Key.votingStakeTable] = .string(votingStakeTable.tagged)
        StateFields.genesis.write(genesisState, to: &field)
        let rest: JSONObject = [
            Key.genesisStakeTable: .string(genesisStakeTable.tagged),
            Key.authRoot: .text(authRoot?.hexadecimal),
            Key.blocksPerEpoch: epochs.map { .nullIfNever($0.blocksPerEpoch) } ?? .null,
            Key.epochStartBlock: epochs.map { .nullIfNever($0.epochStartBlock) } ?? .null,
            "current_epoch": .integer(epochs?.currentEpoch),
            "permissioned_prover": .text(permissionedProver?.checksummed),
            "owner": .text(owner?.checksummed),
            "history_retention_seconds": .integer(history.retentionSeconds),
            "history_count": .integer(history.count),
            "history_first_index": .integer(history.firstIndex),
            Key.verifyingKeyHash: .text(verifyingKeyHash?.hexadecimalWord),
            "verifying_key": .text(verifyingKeyName),
            "base_fee": .text(baseFee?.word.hexadecimalQuantity),
            "gas_price": .string(gasPrice.word.hexadecimalQuantity),
        ]
        for (key, value) in rest { field[key] = value }
        if let account {
            field[Key.account] = [
                Key.address: .string(account.address.checksummed),
                Key.balance: .string(account.balance.word.hexadecimalQuantity),
                "nonce": .number(JSONNumber(account.nonce)),
            ]
        }
        return .object(field)
    }
}

/// How the field `contract` is read: value by value, for a document need not have more of them than its stages use.
extension ContractPart {
    /// The field of a document.
    public struct Reader: Sendable {
        private let field: JSONReader

        /// Throws if a state's plain values are not its own.
        fileprivate init(_ field: JSONReader) throws(JSONError) {
            try StateFields.finalized.check(field)
            try StateFields.genesis.check(field)
            self.field = field
        }

        /// The proxy.
        public func address() throws(JSONError) -> Address? {
            try field.optionalField(Key.address)?.decode(Address.init(text:))
        }

        /// The proxy as it is written.
        public func addressText() throws(JSONError) -> String? { try field.optionalField(Key.address)?.string() }

        /// The chain.
        public func chainID() throws(JSONError) -> UInt64? { try field.optionalField(Key.chainID)?.uint64() }

        /// The version.
        public func version() throws(JSONError) -> ContractVersion? {
            try field.optionalField(Key.version)?.contractVersion()
        }

        /// The newest state. Throws unless it is there.
        public func finalizedState() throws(JSONError) -> LightClientState { try StateFields.finalized.read(field) }

        /// Height and view of the newest state, from the plain values; nil unless both are there.
        public func heightAndView() throws(JSONError) -> (height: UInt64, view: UInt64)? {
            guard let height = try field.optionalField(StateFields.finalized.height)?.uint64(),
                let view = try field.optionalField(StateFields.finalized.view)?.uint64()
            else { return nil }
            return (height, view)
        }

        /// The commitment of the table that votes. Throws unless it is there.
        public func votingStakeTable() throws(JSONError) -> StakeTableState {
            try field.field(Key.votingStakeTable).stakeTableState()
        }

        /// The commitment of the table that votes, if it is there.
        public func votingStakeTableIfAny() throws(JSONError) -> StakeTableState? {
            try field.optionalField(Key.votingStakeTable)?.stakeTableState()
        }

        /// The number of blocks of an epoch as the contract has it: 2^64 − 1 for null, nil if it is not there.
        public func blocksPerEpoch() throws(JSONError) -> UInt64? { try field.neverIfNull(Key.blocksPerEpoch) }

        /// The first block with epochs as the contract has it: 2^64 − 1 for null, nil if it is not there.
        public func epochStartBlock() throws(JSONError) -> UInt64? { try field.neverIfNull(Key.epochStartBlock) }

        /// The hash of the verifying key.
        public func verifyingKeyHash() throws(JSONError) -> UInt256? {
            try field.optionalField(Key.verifyingKeyHash)?.uint256()
        }

        /// The ether of the prover's account, in wei.
        public func accountBalance() throws(JSONError) -> UInt256? {
            try field.optionalField(Key.account)?.optionalField(Key.balance)?.uint256()
        }
    }
}

extension UpdateDocument {
    /// Writes `contract` into the field `contract`.
    public mutating func setContract(_ contract: ContractPart) { self[Key.contract] = contract.json }

    /// The field `contract`; nil without that field.
    public func contract() throws(JSONError) -> ContractPart.Reader? {
        try reader.optionalField(Key.contract).map { (field) throws(JSONError) in try ContractPart.Reader(field) }
    }

    /// The height that the contract has; nil if the document does not say it in a form that can be read.
    public var contractHeight: UInt64? { (try? contract()?.finalizedState())?.blockHeight }

    /// The same where it must be there.
    public func requiredContract() throws(JSONError) -> ContractPart.Reader {
        try ContractPart.Reader(reader.field(Key.contract))
    }

    /// Throws `.badDocument` unless `read-contract` and `fetch-state` have written their fields.
    package func requireContractAndBundle() throws(StageFailure) {
        for (field, command) in [(Key.contract, "read-contract"), (Self.bundleKey, "fetch-state")] {
            guard self[field] == nil else { continue }
            throw StageFailure(.badDocument, "\(field): missing", hint: "\(command) writes it")
        }
    }

    /// The hash of the contract's verifying key, if `read-contract` wrote it. Throws `.badDocument` if it is malformed.
    public func contractVerifyingKeyHash() throws(StageFailure) -> UInt256? {
        try Self.read { () throws(JSONError) in try contract()?.verifyingKeyHash() }
    }
}
