import Ethereum
import EthereumNode
import HTTPTransport
import LightClient
import LightClientContract
import TurboPlonk

/// What the functions of the contract's version return.
struct ContractDetails {
    let finalizedState: LightClientState
    let votingStakeTable: StakeTableState
    let genesisState: LightClientState
    let genesisStakeTable: StakeTableState
    let epochs: ContractSnapshot.Epochs?
    let authRoot: AuthRoot?
    let permissionedProver: Address?
    let owner: Address?
    let history: ContractSnapshot.History
    let verifyingKey: VerifyingKey?
    /// The node that said all this.
    let url: RedactedURL

    init(
        _ request: ContractReading.Request, version: ContractVersion, block: BlockHeader, client: EthereumClient
    ) async throws(ReadingFailure) {
        var questions = BlockQuestions(about: block, contract: request.contract)
        let state = questions.ask(LightClientViews.finalizedState)
        let genesis = questions.ask(LightClientViews.genesisState)
        let genesisTable = questions.ask(LightClientViews.genesisStakeTable)
        let votingTable = version.features.hasEpochs ? questions.ask(LightClientViews.votingStakeTable) : nil
        let epochViews =
            version.features.hasEpochs
            ? (
                questions.ask(LightClientViews.blocksPerEpoch), questions.ask(LightClientViews.epochStartBlock),
                questions.ask(LightClientViews.currentEpoch)
            ) : nil
        let root = version.features.hasAuthRoot ? questions.ask(LightClientViews.authRoot) : nil
        // A view that the version lacks: what answers it is of another version than it says.
        let foreign = (
            version.features.hasEpochs ? nil : questions.ask(LightClientViews.blocksPerEpoch),
            version.features.hasAuthRoot ? nil : questions.ask(LightClientViews.authRoot)
        )
        let isPermissioned = questions.ask(LightClientViews.isPermissionedProverEnabled)
        let prover = questions.ask(LightClientViews.permissionedProver)
        let ownership = questions.ask(LightClientViews.owner)
        let retention = questions.ask(LightClientViews.stateHistoryRetentionPeriod)
        let count = questions.ask(LightClientViews.stateHistoryCount)
        let first = questions.ask(LightClientViews.stateHistoryFirstIndex)
        let key = questions.ask(LightClientViews.verifyingKey)
        let answers = try await questions.answers(from: client)

        url = answers.url
        let (hasEpochs, hasAuthRoot) = (try foreign.0.map(answers.isThere), try foreign.1.map(answers.isThere))
        guard hasEpochs != true, hasAuthRoot != true else {
            throw answers.nonsense("its version is \(version.rawValue), and yet it has a function of a later one")
        }
        finalizedState = try answers.value(of: state)
        genesisState = try answers.value(of: genesis)
        genesisStakeTable = try answers.value(of: genesisTable)
        votingStakeTable = try votingTable.map(answers.value(of:)) ?? genesisStakeTable
        epochs = try epochViews.map { (views) throws(ReadingFailure) in
            ContractSnapshot.Epochs(
                blocksPerEpoch: try answers.value(of: views.0), epochStartBlock: try answers.value(of: views.1),
                currentEpoch: try answers.value(of: views.2))
        }
        if let epochs, epochs.currentEpoch != epochs.epoch(of: finalizedState.blockHeight) {
            throw answers.nonsense(
                "its finalizedState() is of block \(finalizedState.blockHeight), its currentEpoch() is \(epochs.currentEpoch)"
            )
        }
        authRoot = try root.map(answers.value(of:))
        let onlyProver = try answers.value(of: prover)
        guard try answers.value(of: isPermissioned) == (onlyProver != .zero) else {
            throw answers.nonsense("isPermissionedProverEnabled() and permissionedProver() contradict each other")
        }
        permissionedProver = onlyProver == .zero ? nil : onlyProver
        owner = try answers.valueIfAny(of: ownership)
        history = ContractSnapshot.History(
            retentionPeriod: try answers.valueIfAny(of: retention), count: try answers.valueIfAny(of: count),
            firstIndex: try answers.valueIfAny(of: first))
        verifyingKey = try answers.valueIfAny(of: key)
    }
}

extension ContractSnapshot.Epochs {
    /// The epoch of a height as `currentEpoch()` counts, also before epochs.
    fileprivate func epoch(of height: UInt64) -> UInt64 {
        EpochSchedule.epoch(of: height, blocksPerEpoch: blocksPerEpoch)
    }
}
