import BN254
import CommandSupport
import JSON
import LightClient

extension SignedState {
    /// Reads and verifies the signed state of a document: its `update` field, or else its `bundle`.
    ///
    /// Nothing is taken on trust: signatures are verified again, and the table's commitment is computed and compared with
    /// the table that votes: that of `update` or `contract`, where there is one.
    ///
    /// Throws `.badDocument` if the document is malformed, its table does not have the commitment that it states, or no
    /// signature verifies; `.configuration` if the table shows that the capacity is another one; `.tryAgain` if another
    /// table votes in the contract, the signers' stake does not reach the threshold, or the contract is of another version
    /// than the state was signed for.
    public init(of document: UpdateDocument, askedVersion: Int?, askedCapacity: Int?) throws(StageFailure) {
        let version = try ContractVersion(asked: askedVersion, for: document)
        let part = try document.signedPart(for: version)
        let table = try Self.table(of: document, askedCapacity: askedCapacity)
        let (offered, source) = try UpdateDocument.read { () throws(JSONError) in
            (try part.signatures(), try part.source())
        }
        let signatures = try failing(as: .badDocument) { () throws(LightClientError) in
            try SignatureCollection(
                offered.map { ($0.key, $0.signature) }, on: part.statement, version: version,
                table: table.stakeTable)
        }
        if let failure = StageFailure(ifNoneVerifies: signatures, of: offered.count, version: version) { throw failure }
        // The contract compares field elements, so the threshold counts as one.
        let threshold = table.commitment.threshold.canonical
        guard signatures.reaches(threshold) else {
            let stakes = table.stakeTable
            throw StageFailure(
                .tryAgain,
                "threshold not reached: the valid signatures have \(stakes.share(of: signatures.weight)) of the stake, "
                    + "\(stakes.share(of: threshold, isRoundedUp: true)) needed")
        }
        self.init(
            version: version, source: source, statement: part.statement, table: table, signatures: signatures)
    }

    /// The document's table, which is the one that votes.
    private static func table(
        of document: UpdateDocument, askedCapacity: Int?
    ) throws(StageFailure) -> CommittedStakeTable {
        let (part, entries, path) = try UpdateDocument.read(document.requiredStakeTable)
        let voting = try UpdateDocument.read(document.votingStakeTable)
        let capacity = askedCapacity ?? part.capacity ?? Capacity.standard
        func commitment(_ capacity: Int) throws(StageFailure) -> StakeTableState {
            try failing { () throws(LightClientError) in try entries.commitment(capacity: capacity) }
        }
        let computed = try commitment(capacity)
        // At another capacity than the document's its commitment says nothing, unless something is wrong.
        if let stated = part.commitment, let statedCapacity = part.capacity,
            capacity == statedCapacity || voting.map({ $0 != computed }) ?? false
        {
            let own = capacity == statedCapacity ? computed : try commitment(statedCapacity)
            guard own == stated else {
                throw StageFailure(
                    .badDocument, "\(path): they do not have the commitment that the document states for them",
                    hint: "was an entry changed, or the capacity of \(statedCapacity)? fetch-state writes them anew")
            }
        }
        guard voting ?? computed == computed else {
            // Whoever read table and contract asked one peer each.
            throw entries.mismatch(
                "the stake table at capacity \(capacity) is not the one that votes in the contract",
                expected: voting ?? computed, otherwise: .tryAgain,
                hint: "the table's commitment is \(computed.tagged), the contract has \((voting ?? computed).tagged)")
        }
        return CommittedStakeTable(entries, epoch: part.epoch, capacity: capacity, commitment: computed)
    }
}

extension StageFailure {
    /// A document whose signatures are all wrong: its state, or something else that they cover, is not what was signed.
    ///
    /// Nil if one of the `count` signatures verifies, or there is none.
    package init?(ifNoneVerifies signatures: SignatureCollection, of count: Int, version: ContractVersion) {
        guard count > 0, signatures.rejected.count(where: { $0.reason == .invalid }) == count else { return nil }
        let covered =
            switch version.features.signedForm {
            case .state: "state"
            case .stateAndNextStakeTable: "state and next_stake"
            case .digest: "state, next_stake and auth_root"
            }
        self.init(
            .badDocument, "none of \(count) signatures verifies over this state",
            hint: "for contract version \(version.rawValue) they cover \(covered): was any of it changed?")
    }
}
