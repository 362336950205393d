import BN254
import CommandSupport
import Documents
import EspressoAPI
import HTTPTransport
import LightClient
import Logging

/// One plan being carried out.
struct UpdateFetcher: Sendable {
    let input: PlannerInput
    let document: UpdateDocument
    let schedule: EpochSchedule
    let plan: UpdatePlan
    let capacity: Int
    let sequencer: SequencerClient
    let logger: Logger
    /// The genesis table, if it was fetched already.
    let genesis: StakeTable?

    /// Hands each update to `emit` as soon as it is checked.
    func run(_ emit: (UpdateDocument) throws(StageFailure) -> Void) async throws(StageFailure) {
        var contractState = input.contract
        var table = try await firstTable()
        var tableEpoch = plan.firstTableEpoch
        for epoch in plan.epochRoots {
            try check(table, of: tableEpoch, against: contractState)
            let offered = try await certificate(of: epoch)
            let signatures = try collect(offered, named: "certificate of epoch \(epoch)", table, contractState)
            let next = await nextTable(after: epoch)
            try check(next, is: offered.statement.nextStakeTable, after: epoch)
            try emit(
                update(
                    offered.statement, .certificate(epoch: epoch), epoch, contractState, table, tableEpoch, signatures))
            contractState = ContractState(
                finalizedState: offered.statement.state, votingStakeTable: offered.statement.nextStakeTable)
            if plan.includesLatest || epoch + 1 < plan.epochRoots.upperBound {
                table = try next.get()
                tableEpoch = epoch + 1
            }
        }
        guard plan.includesLatest else { return }
        try check(table, of: tableEpoch, against: contractState)
        let offered = try latest(contractState)
        let signatures = try collect(offered, named: offered.sources[0], isOfDocument: true, table, contractState)
        try emit(
            update(offered.statement, latestSource, plan.signedEpoch, contractState, table, tableEpoch, signatures))
    }

    /// The document with an update of these parts.
    private func update(
        _ statement: SignedStatement, _ source: SignedState.Source, _ epoch: UInt64?, _ contractState: ContractState,
        _ table: StakeTable, _ tableEpoch: UInt64?, _ signatures: SignatureCollection
    ) -> UpdateDocument {
        let signed = SignedState(
            version: input.version, source: source, statement: statement,
            table: CommittedStakeTable(
                table, epoch: tableEpoch, capacity: capacity, commitment: contractState.votingStakeTable),
            signatures: signatures)
        var document = document
        document.setUpdate(signed, epoch: epoch, finalizedState: contractState.finalizedState)
        return document
    }

    /// Where the newest state is said to come from. That of a certificate is as good as the relay's: it is proved as the
    /// newest one, not as the root of an epoch.
    private var latestSource: SignedState.Source {
        if case .certificate = input.bundleSource { .relay } else { input.bundleSource }
    }

    // MARK: - Tables

    /// The table that votes first: the document's, if it is that one, else the sequencer's.
    private func firstTable() async throws(StageFailure) -> StakeTable {
        let voting = input.contract.votingStakeTable
        if let table = input.table?.entries, (try? table.commitment(capacity: capacity)) == voting { return table }
        if let epoch = plan.firstTableEpoch { return try await sequencer.table(epoch: epoch) }
        if let genesis { return genesis }
        return try await sequencer.networkConfigurationResult().get().genesisStakeTable
    }

    /// The table after the root of `epoch`, which may not be there yet.
    private func nextTable(after epoch: UInt64) async -> Result<StakeTable, StageFailure> {
        do throws(StageFailure) {
            return .success(try await sequencer.table(epoch: epoch + 1))
        } catch {
            return .failure(error)
        }
    }

    private func check(
        _ table: StakeTable, of epoch: UInt64?, against contractState: ContractState
    ) throws(StageFailure) {
        let name = epoch.map { "the stake table of epoch \($0)" } ?? "the genesis stake table"
        try check(table, name, is: contractState.votingStakeTable, "the one that votes in the contract")
    }

    private func check(
        _ next: Result<StakeTable, StageFailure>, is signed: StakeTableState, after epoch: UInt64
    ) throws(StageFailure) {
        switch next {
        case .success(let table):
            try check(table, "the stake table of epoch \(epoch + 1)", is: signed, "the one signed at the root")
        case .failure(let failure):
            logger.about(failure).info("the stake table of epoch \(epoch + 1) could not be compared: \(failure)")
        }
    }

    private func check(
        _ table: StakeTable, _ name: String, is expected: StakeTableState, _ other: String
    ) throws(StageFailure) {
        let commitment = try table.commitment(capacity: capacity, expecting: expected)
        guard commitment != expected else { return }
        throw table.mismatch(
            "\(name) at capacity \(capacity) is not \(other): expected \(expected.tagged), got \(commitment.tagged)",
            expected: expected,
            hint: "is \(capacity) the network's capacity, and sequencer \(sequencer.name) on the contract's network?")
    }

    // MARK: - Signed states

    private func certificate(of epoch: UInt64) async throws(StageFailure) -> StateBundle {
        let bundle: StateBundle
        do throws(ReplyError) {
            bundle = try await sequencer.certificate(epoch: epoch, input.version)
        } catch {
            if case .http(let failure) = error, case .status(500, _) = failure.kind {
                throw StageFailure(
                    error, as: .tryAgain,
                    hint: "nodes answer so for a certificate that they do not have")
            }
            throw StageFailure(error)
        }
        try bundle.checkRoot(of: epoch, schedule)
        return bundle
    }

    /// The document's bundle as the contract sees it: between roots no table follows but the voting one.
    private func latest(_ contractState: ContractState) throws(StageFailure) -> StateBundle {
        guard input.version.features.hasEpochs else { return input.bundle }
        let signed = input.bundle.statement.nextStakeTable
        guard signed == contractState.votingStakeTable else {
            throw StageFailure(
                .peerNonsense,
                "the validators signed another next stake table than the one that votes in the contract: expected "
                    + "\(contractState.votingStakeTable.tagged), got \(signed.tagged)",
                hint: "are relay and contract of the same network?")
        }
        return input.bundle
    }

    private func collect(
        _ offered: StateBundle, named name: String, isOfDocument: Bool = false, _ table: StakeTable,
        _ contractState: ContractState
    ) throws(StageFailure) -> SignatureCollection {
        let state = offered.statement.state
        guard state.viewNumber > contractState.finalizedState.viewNumber else {
            throw StageFailure(
                .peerNonsense,
                "\(name): view \(state.viewNumber) is not above view \(contractState.finalizedState.viewNumber), which the "
                    + "contract has by then")
        }
        do throws(StageFailure) {
            // The contract compares field elements, so the threshold counts as one.
            return try SignatureCheck(isOfDocument: isOfDocument, logger: logger).collect(
                offered, version: input.version, table: table,
                threshold: contractState.votingStakeTable.threshold.canonical)
        } catch {
            let isOld =
                !isOfDocument && input.version.features.hasAuthRoot && offered.statement.authRoot == .zero
            throw StageFailure(
                error, prefix: "\(name): ",
                hint: isOld ? "certificates from before protocol 0.4 hold no signatures for a V3 contract" : nil)
        }
    }
}
