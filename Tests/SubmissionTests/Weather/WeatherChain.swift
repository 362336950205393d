import CommandSupport
import Ethereum
import EthereumAccounts
import EthereumNode
import HTTPTransport
import Journal
import LightClient
import LightClientContract
import Submission
import SubmissionRules
import Synchronization
import TransactionFees

/// A ``World`` behind one or more nodes, each of them a balancer over two servers; the client leaves a node that fails for
/// the next one.
final class WeatherChain: SubmissionChain {
    private let world: Mutex<World>
    private let nodes: Int
    private let inUse = Mutex(0)
    let contract: Address
    /// What is on the disk, to see that nothing is sent that is not.
    private let isDurable: @Sendable (SignedTransaction) -> Bool

    init(
        _ world: consuming World, nodes: Int, contract: Address,
        isDurable: @escaping @Sendable (SignedTransaction) -> Bool
    ) {
        self.world = Mutex(world)
        self.nodes = nodes
        self.contract = contract
        self.isDurable = isDurable
    }

    func with<Result: Sendable>(_ body: (inout World) throws -> sending Result) rethrows -> sending Result {
        try world.withLock { (world) throws in try body(&world) }
    }

    func leave(because reason: String) {
        inUse.withLock { $0 = ($0 + 1) % nodes }
    }

    /// Asks the node in use; a failure is the next one's turn, as with a client of several nodes.
    private func ask<Answer: Sendable>(
        _ question: (inout World, Int) throws(NodeError) -> Answer
    ) throws(NodeError) -> Answer {
        var last: NodeError?
        for _ in 0..<nodes {
            let node = inUse.withLock { $0 }
            let result = world.withLock { world -> Result<Answer, NodeError> in
                do throws(NodeError) {
                    return .success(try question(&world, node))
                } catch {
                    return .failure(error)
                }
            }
            switch result {
            case .success(let answer): return answer
            case .failure(let error):
                last = error
                leave(because: "it failed")
            }
        }
        throw last ?? NodeError(.cancelled, method: "", url: World.url(0))
    }

    func observation(of entry: SubmissionEntry) async throws(NodeError) -> Look<Observation> {
        try whole { (world, node) throws(NodeError) in
            guard let head = try world.block(node, nil),
                let state = try world.finalizedState(node, at: head.number),
                let nonce = try world.count(node, at: head.number)
            else { return .torn(reason: "a block is missing") }
            let knowsNewest = try world.knows(node, entry.newest.hash)
            var (receipt, isCanonical) = (TransactionReceipt?.none, true)
            for hash in entry.hashes {
                guard let found = try world.receipt(node, hash, of: entry) else { continue }
                let block = found.blockNumber == head.number ? head : try world.block(node, found.blockNumber)
                (receipt, isCanonical) = (found, block?.hash == found.blockHash)
                if isCanonical { break }
            }
            guard try world.holds(node, head) else { return .torn(reason: "the block moved") }
            return .view(
                Observation(
                    head: head.mark, headHash: head.hash, finalizedState: state, accountNonce: nonce, receipt: receipt,
                    knowsNewest: knowsNewest, isCanonical: isCanonical))
        }
    }

    func standing(of account: Address, depth: UInt64) async throws(NodeError) -> Look<AccountStanding> {
        try whole { [contract] (world, node) throws(NodeError) in
            guard let head = try world.block(node, nil),
                let state = try world.finalizedState(node, at: head.number),
                let nonce = try world.count(node, at: head.number)
            else { return .torn(reason: "a block is missing") }
            let pending = try world.pendingCount(node)
            guard let deep = try world.count(node, at: head.number - (depth - 1)) else {
                return .torn(reason: "pruned")
            }
            guard try world.holds(node, head) else { return .torn(reason: "the block moved") }
            return .view(
                AccountStanding(
                    head: head.mark, headHash: head.hash, balance: world.balance, nonce: nonce, deepNonce: deep,
                    pendingNonce: pending,
                    blockGasLimit: 30_000_000, contract: contract, finalizedState: state))
        }
    }

    /// A look of which a part may be missing.
    private func whole<View>(
        _ look: (inout World, Int) throws(NodeError) -> Look<View>
    ) throws(NodeError) -> Look<View> {
        do throws(NodeError) {
            return try ask(look)
        } catch {
            guard error.meaning == .blockNotFound else { throw error }
            return .torn(reason: "a block is missing")
        }
    }

    func transactionCount(of account: Address, at block: UInt64) async throws(NodeError) -> UInt64? {
        try ask { (world, node) throws(NodeError) in try world.count(node, at: block) }
    }

    func transaction(of account: Address, nonce: UInt64, in block: UInt64) async throws(NodeError) -> Hash256? {
        try ask { (world, node) throws(NodeError) in try world.transaction(node, nonce: nonce, in: block) }
    }

    func counts(of account: Address, at head: BlockMark, hash: Hash256) async -> [NonceCount] {
        world.withLock { world in
            (0..<nodes).compactMap { node in
                if let count = (try? world.count(node, at: head.number)) ?? nil,
                    ((try? world.block(node, head.number)) ?? nil)?.hash == hash
                {
                    return NonceCount(url: World.url(node), count: count, isOfBlock: true)
                }
                guard let newest = (try? world.block(node, nil)) ?? nil,
                    let count = (try? world.count(node, at: newest.number)) ?? nil
                else { return nil }
                return NonceCount(url: World.url(node), count: count, isOfBlock: false)
            }
        }
    }

    var nodeCount: Int { nodes }

    func confirmsPoverty(of account: Address, below least: Wei) async throws(StageFailure) -> Bool {
        with { $0.balance < least }
    }

    func market() async throws(NodeError) -> FeeMarket {
        try ask { (world, node) throws(NodeError) in
            _ = try world.server(of: node, "eth_feeHistory")
            return FeeMarket(
                gasPrice: Wei(UInt128(world.baseFee)), nextBaseFee: Wei(UInt128(world.baseFee)), recentTips: [])
        }
    }

    func simulate(_ call: CallRequest, at block: BlockTag) async throws(NodeError) -> CallOutcome<[UInt8]> {
        try ask { (world, node) throws(NodeError) in
            guard let head = try world.block(node, nil), let submitted = world.states[call.data] else {
                return .reverted(data: [], message: "no such call")
            }
            return head.state.isAtLeast(submitted)
                ? .reverted(data: DeclaredError.outdatedState.selector.bytes, message: "execution reverted")
                : .returned([])
        }
    }

    func estimateGas(_ call: CallRequest) async throws(NodeError) -> CallOutcome<UInt64> {
        guard case .reverted(let data, let message) = try await simulate(call, at: .latest) else {
            return .returned(400_000)
        }
        return .reverted(data: data, message: message)
    }

    func send(_ transaction: SignedTransaction) async throws(NodeError) -> Sending {
        let durable = isDurable(transaction)
        var sending = Sending(taker: nil)
        for _ in 0..<nodes {
            let node = inUse.withLock { $0 }
            let failure = world.withLock { world -> NodeError? in
                if !durable { world.violations.append("sent before it was written down") }
                do throws(NodeError) {
                    try world.send(transaction, to: node)
                    return nil
                } catch {
                    return error
                }
            }
            guard let failure, failure.meaning != .alreadyKnown else {
                sending.taker = World.url(node)
                return sending
            }
            sending.refusals.append(failure)
            leave(because: "it refused")
        }
        return sending
    }
}

extension World.Block {
    var mark: BlockMark { BlockMark(number: number, timestamp: timestamp) }
}

extension World {
    /// Whether a server of the node has this very block.
    fileprivate mutating func holds(_ node: Int, _ head: Block) throws(NodeError) -> Bool {
        try block(node, head.number)?.hash == head.hash || answersLatest
    }
}
