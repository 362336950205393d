import CommandSupport
import Ethereum
import EthereumNode
import Failures
import HTTPTransport
import LightClient
import LightClientContract

/// The work of `read-contract`: everything about the contract, read at one block.
public struct ContractReading: Sendable {
    /// What to read.
    public struct Request: Sendable {
        /// The address of the contract's proxy.
        public var contract: Address
        /// The block.
        public var block: BlockTag
        /// The chain that is expected; any if nil.
        public var chainID: UInt64?
        /// The prover's account, to read its balance and nonce too.
        public var account: Address?

        /// A request.
        public init(contract: Address, block: BlockTag = .latest, chainID: UInt64? = nil, account: Address? = nil) {
            self.contract = contract
            self.block = block
            self.chainID = chainID
            self.account = account
        }
    }

    /// How often a reading is begun because the chain moved under the one before.
    static let attempts = 5

    let corroboration: Corroboration
    private var client: EthereumClient { corroboration.client }

    /// A reading through the client of `corroboration`.
    package init(_ corroboration: Corroboration) { self.corroboration = corroboration }

    /// Reads the contract.
    ///
    /// Every answer but the gas price is about one block: its hash is the same before and after each batch of
    /// questions, else all is asked again, at most five times at each of two nodes. A node whose newest block is too old,
    /// or whose answers contradict each other, is left for the next one.
    /// Throws `StageFailure`: the nodes' failures; `.configuration` for an address without code, one that is no proxy, a
    /// version nobody here knows, all of them corroborated; `.peerNonsense` if the contract's answers make no sense;
    /// `.tryAgain` if the block is not there, every newest block is too old, or the chain does not hold still.
    public func run(_ request: Request) async throws(StageFailure) -> ContractSnapshot {
        try await run(request) { (_, _) throws(ReadingFailure) in }
    }

    /// As ``run(_:)``; but that the contract has this state is the word of two nodes, if two can be asked: a state above
    /// every signed one leaves nothing to do for as long as it is believed.
    ///
    /// A node that another one contradicts is left. Throws what ``run(_:)`` throws, `.peerNonsense` also where no node can
    /// be believed. `known` is a state that was agreed on before.
    public func run(
        _ request: Request, agreeingBut known: LightClientState?
    ) async throws(StageFailure) -> ContractSnapshot {
        try await run(request) { (reading, distrusted) throws(ReadingFailure) in
            guard reading.snapshot.finalizedState != known else { return }
            try await StateAgreement(corroboration: corroboration, contract: request.contract, distrusted: distrusted)
                .check(reading)
        }
    }

    /// What one node said.
    struct Reading: Sendable {
        let snapshot: ContractSnapshot
        let url: RedactedURL
    }

    /// Reads until `check` passes, which also gets the nodes that are not trusted any more.
    private func run(
        _ request: Request, _ check: (Reading, _ distrusted: [RedactedURL]) async throws(ReadingFailure) -> Void
    ) async throws(StageFailure) -> ContractSnapshot {
        let start = ContinuousClock.now
        var moves = 0
        var denials = 0
        var distrusted: [(url: RedactedURL, failure: StageFailure)] = []
        while true {
            do throws(ReadingFailure) {
                let reading = try await readOnce(request)
                try await check(reading, distrusted.map(\.url))
                return reading.snapshot
            } catch {
                switch error {
                case .stage(let failure): throw failure
                case .onOtherChain(let failure, let isSure):
                    let goesOn = try await corroboration.waits(since: start, for: failure.message)
                    guard !isSure, goesOn else { throw isSure ? failure : failure.onOneWord() }
                    client.reconsiderChains()
                case .distrusted(let failure, let url):
                    let isKnown = distrusted.contains { $0.url == url }
                    if !isKnown { distrusted.append((url, failure)) }
                    guard !isKnown, client.leave(url, because: failure.message) else {
                        throw Self.failure(of: distrusted.map(\.failure))
                    }
                case .flawed(let flaw, let failure):
                    denials += 1
                    guard try await isDenied(flaw, failure, request), denials < Self.attempts else { throw failure }
                case .blockMoved(let url):
                    moves += 1
                    if moves == Self.attempts {
                        let failure = StageFailure(
                            .tryAgain, "l1 provider: the block moved during each of \(Self.attempts) readings",
                            hint: "--block safe and --block finalized ask for one that stays")
                        guard distrusted.isEmpty, client.leave(url, because: failure.message) else { throw failure }
                        distrusted.append((url, failure))
                        moves = 0
                    }
                    // Longer each time: nodes that lag behind each other are seconds apart, blocks are too.
                    try? await Task.sleep(for: .milliseconds(200 * moves))
                    if Task.isCancelled { throw StageFailure(.unreachable, "cancelled") }
                }
            }
        }
    }

    /// Whether another node, or the same one a little later, does not find the flaw. Throws `.tryAgain` if nobody can be
    /// asked.
    private func isDenied(
        _ flaw: ContractFlaw, _ failure: StageFailure, _ request: Request
    ) async throws(StageFailure) -> Bool {
        let requests = ContractFlaw.requests(request.contract, at: request.block)
        let verdict = try await corroboration.verdict(on: failure.message, asking: requests) {
            (replies) throws(NodeError) in try ContractFlaw(replies) == flaw
        }
        if verdict == .open { throw StageFailure(failure, as: .tryAgain) }
        return verdict == .denied
    }

    /// The failure of nodes that were all left: the most passing of theirs, with the words of all.
    private static func failure(of failures: [StageFailure]) -> StageFailure {
        let kinds = failures.map(\.failureKind)
        let first = failures.first { $0.failureKind == .tryAgain } ?? failures[0]
        return StageFailure(
            kinds.contains(.tryAgain) ? .tryAgain : first.failureKind,
            failures.map(\.message).joined(separator: "; "), hint: first.hint, code: first.code)
    }

    private func readOnce(_ request: Request) async throws(ReadingFailure) -> Reading {
        let (chainID, block) = try await start(request)
        guard let hash = block.hash else {
            throw .stage(StageFailure(.peerNonsense, "l1 provider: block \(block.number) has no hash"))
        }
        let basics = try await ContractBasics(request, chainID: chainID, block: block, client: client)
        let details = try await ContractDetails(request, version: basics.version, block: block, client: client)
        let snapshot = ContractSnapshot(
            address: request.contract, implementation: basics.implementation, chainID: chainID,
            block: ContractSnapshot.Block(
                number: block.number, hash: hash, timestamp: block.timestamp, baseFeePerGas: block.baseFeePerGas),
            release: basics.release, version: basics.version, finalizedState: details.finalizedState,
            votingStakeTable: details.votingStakeTable, genesisState: details.genesisState,
            genesisStakeTable: details.genesisStakeTable, epochs: details.epochs, authRoot: details.authRoot,
            permissionedProver: details.permissionedProver, owner: details.owner, history: details.history,
            verifyingKey: details.verifyingKey, gasPrice: basics.gasPrice, account: basics.account)
        return Reading(snapshot: snapshot, url: details.url)
    }

    /// Checks that nodes do not contradict each other about the chain where none is named: a transaction is signed for one.
    ///
    /// A node whose network has another number than its chain contradicts itself, since they are the same nearly everywhere;
    /// then the other one is believed. Throws `.peerNonsense` if that does not decide it.
    private func checkThatNodesAgree(on chainID: UInt64, _ url: RedactedURL) async throws(ReadingFailure) {
        guard client.urls.count > 1 else { return }
        var claims: [(url: RedactedURL, chain: UInt64, isConsistent: Bool)] = []
        for vote in await client.everywhere(
            [.chainID, .networkID], onAnyChain: true, limit: StateAgreement.limit)
        {
            guard case .success(let replies) = vote.result, replies.count == 2, let chain = try? replies[0].uint64()
            else { continue }
            claims.append((vote.url, chain, (try? replies[1].decimal()) == chain))
        }
        guard let other = claims.first(where: { $0.chain != chainID }) else { return }
        let chains = Set(claims.filter(\.isConsistent).map(\.chain))
        if chains == [chainID] { return }
        let failure = StageFailure(
            .peerNonsense, "l1 provider \(url) is on chain \(chainID), and \(other.url) on chain \(other.chain)",
            hint: "name the chain: --chain-id")
        guard let chain = chains.first, chains.count == 1 else { throw .stage(failure) }
        client.expect(chainID: chain)
        throw .distrusted(failure, url)
    }

    /// The chain, and the block to read at.
    private func start(_ request: Request) async throws(ReadingFailure) -> (UInt64, BlockHeader) {
        let replies = try await ReadingFailure.mapping { () async throws(NodeError) in
            try await client.batch([.chainID, .header(request.block), .header(.latest)])
        }
        let url = replies[0].url
        let (chainID, block, head) = try ReadingFailure.mapping { () throws(NodeError) in
            (try replies[0].uint64(), try replies[1].header(), try replies[2].header())
        }
        if let expected = request.chainID, expected != chainID {
            // The client asked before, and had another answer.
            throw .distrusted(
                StageFailure(.peerNonsense, "l1 provider \(url): this is chain \(chainID), not \(expected)"), url)
        }
        if request.chainID == nil { try await checkThatNodesAgree(on: chainID, url) }
        if let head, let age = corroboration.headAge.excessive(head), request.block.isOfHead {
            throw .distrusted(StageFailure(.tryAgain, HeadAge.words(age, of: url), hint: HeadAge.advice), url)
        }
        guard let block else {
            throw .distrusted(StageFailure(.tryAgain, "l1 provider: it knows no \(request.block.words)"), url)
        }
        return (chainID, block)
    }
}

extension BlockTag {
    /// Whether the block moves with the newest one.
    fileprivate var isOfHead: Bool {
        switch self {
        case .number, .earliest: false
        case .latest, .pending, .safe, .finalized: true
        }
    }

    /// For sentences: `block 5`, `finalized block`.
    fileprivate var words: String {
        switch self {
        case .number(let number): "block \(number)"
        case .latest: "latest block"
        case .pending: "pending block"
        case .safe: "safe block"
        case .finalized: "finalized block"
        case .earliest: "earliest block"
        }
    }
}
