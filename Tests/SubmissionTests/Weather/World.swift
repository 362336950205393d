import BN254
import Ethereum
import EthereumAccounts
import EthereumNode
import LightClient
import TestSupport

/// A chain of blocks, what may be mined next, and who lags behind it: everything that is true, as opposed to what nodes say.
///
/// Time is simulated: it passes when the submitter waits, and a little with every question.
struct World {
    /// A transaction in a block.
    struct Mined {
        var hash: Hash256
        /// Nil of one that another holder of the key has sent for another purpose.
        var transaction: SignedTransaction?
        var nonce: UInt64
        var succeeded: Bool

        init(hash: Hash256, transaction: SignedTransaction? = nil, nonce: UInt64, succeeded: Bool) {
            (self.hash, self.transaction, self.nonce, self.succeeded) = (hash, transaction, nonce, succeeded)
        }
    }

    /// A block, with what is true after it.
    struct Block {
        var number: UInt64
        var hash: Hash256
        var timestamp: UInt64
        var mined: [Mined] = []
        /// The account's next nonce.
        var nonce: UInt64
        var state: LightClientState
        /// Whether another account has submitted in it.
        var hasRival = false
    }

    /// A server behind an address: what it has of the chain, and its pool.
    struct Backend {
        var blocks: [Block]
        var pool: [UInt64: SignedTransaction] = [:]
        /// Blocks by which it is behind.
        var lag = 0
        /// Whether it has stopped following the chain for now.
        var isStuck = false
    }

    /// What goes wrong, as shares of the occasions.
    var weather: Weather
    var random: SeededGenerator
    /// Milliseconds since 1970.
    var time = World.start
    var blocks: [Block]
    var backends: [Backend] = []
    var baseFee: UInt64 = 1_000_000_000
    var nextBlockAt: UInt64
    var made: UInt64 = 0
    var balance = Wei(1_000_000_000_000_000_000)
    /// The states of our calls by their call data.
    var states: [[UInt8]: LightClientState] = [:]
    /// Everything of ours that any node was ever handed, in order.
    var sent: [SignedTransaction] = []
    /// What must never happen, and has.
    var violations: [String] = []
    var questions = 0
    /// A transaction of another holder of the key that waits for its block.
    var stranger: UInt64?
    /// Whether servers answer about their newest block, whichever they are asked about: see ``FaultyRule``.
    var answersLatest = false
    /// Whether the node does not tell of that transaction as pending.
    var hidesStranger = false
    /// A node that says a nonce of 1000 for any smaller one; a fickle one says another number each time.
    var liar: Int?
    var isLiarFickle = false
    /// What every node answers to the first transaction it is handed, to all, or to this one.
    var refusesFirstBytes: RejectionMeaning?
    var refusesAll: RejectionMeaning?
    var refuses: (hash: Hash256, meaning: RejectionMeaning)?
    /// When a node said last that a nonce is higher than it is.
    var lastHighLie: UInt64 = 0

    static let genesis = LightClientState(viewNumber: 0, blockHeight: 0, blockCommitmentRoot: Fr(1))
    static let blockTime: UInt64 = 12_000
    /// Blocks that are there at the beginning.
    static let history = 140
    /// The state of so many blocks is kept by a node that is pruned.
    static let kept = 130

    /// A world with `backends` servers, in which the account has used `nonce` nonces long ago.
    init(seed: UInt64, weather: Weather, backends count: Int, nonce: UInt64 = 0) {
        random = SeededGenerator(seed: seed)
        self.weather = weather
        nextBlockAt = time
        let past = time / 1000 - UInt64(Self.history + 2) * 12
        let first = Block(number: 0, hash: Hash256(word: .zero), timestamp: past, nonce: 0, state: Self.genesis)
        blocks = [first]
        mine((0..<nonce).map { Mined(hash: Hash256(word: UInt256(1 << 50 + $0)), nonce: $0, succeeded: true) })
        for _ in 0..<Self.history { mine([]) }
        for index in blocks.indices { blocks[index].timestamp = past + UInt64(12 * index) }
        backends = (0..<count).map { _ in Backend(blocks: blocks) }
    }

    var head: Block { blocks[blocks.count - 1] }

    /// Whether something happens that happens in this share of the cases.
    mutating func happens(_ share: Double) -> Bool {
        share > 0 && Double.random(in: 0..<1, using: &random) < share
    }

    /// Appends a block with these transactions.
    mutating func mine(_ transactions: [Mined], rival: LightClientState? = nil) {
        made += 1
        var block = Block(
            number: head.number + 1, hash: Hash256(word: UInt256(made)),
            timestamp: max(time / 1000, head.timestamp + 1),
            nonce: head.nonce, state: head.state)
        if let rival, !block.state.isAtLeast(rival) {
            block.state = rival
            block.hasRival = true
        }
        for var item in transactions {
            if let transaction = item.transaction, let state = states[transaction.transaction.data] {
                item.succeeded = !block.state.isAtLeast(state)
                if item.succeeded { block.state = state }
            }
            block.nonce = item.nonce + 1
            block.mined.append(item)
        }
        blocks.append(block)
    }

    /// Lets time pass: blocks come, reorganisations undo them, servers follow or do not.
    mutating func pass(_ milliseconds: UInt64) {
        time += milliseconds
        while time >= nextBlockAt {
            nextBlockAt += UInt64.random(in: Self.blockTime / 2...Self.blockTime * 3 / 2, using: &random)
            if happens(weather.reorganisation) { reorganise() }
            makeBlock()
            moveFees()
            for index in backends.indices { follow(index) }
        }
    }

    private mutating func makeBlock() {
        var found: [Mined] = []
        var next = head.nonce
        if stranger == next {
            found.append(Mined(hash: Hash256(word: UInt256(1 << 40 + made)), nonce: next, succeeded: true))
            stranger = nil
            next += 1
        }
        while let transaction = candidate(next), !happens(weather.slowness) {
            found.append(Mined(hash: transaction.hash, transaction: transaction, nonce: next, succeeded: true))
            next += 1
        }
        let rival = happens(weather.rival) ? states.values.min { $0.blockHeight < $1.blockHeight } : nil
        if stranger == nil, happens(weather.stranger) { stranger = next }
        mine(found, rival: rival)
    }

    /// The dearest transaction of a nonce that any server would hand on, and that pays the base fee.
    private func candidate(_ nonce: UInt64) -> SignedTransaction? {
        backends.compactMap { $0.pool[nonce] }.filter { $0.transaction.fees.ceiling >= Wei(UInt128(baseFee)) }
            .max { $0.transaction.fees.ceiling < $1.transaction.fees.ceiling }
    }

    private mutating func reorganise() {
        let depth = min(Int.random(in: 1...2, using: &random), blocks.count - 5)
        guard depth > 0 else { return }
        let undone = blocks.suffix(depth).flatMap(\.mined)
        blocks.removeLast(depth)
        for item in undone {
            guard let transaction = item.transaction, happens(0.7) else { continue }
            for index in backends.indices { backends[index].pool[item.nonce] = transaction }
        }
        // The other branch is as long, for a moment without our transactions.
        for _ in 0..<depth { mine([]) }
    }

    /// Takes back all blocks from the first one on that is like this; what was in them is lost.
    mutating func undo(from isFirst: (Block) -> Bool) {
        guard let first = blocks.firstIndex(where: isFirst) else { return }
        blocks.removeSubrange(first...)
        for index in backends.indices { backends[index].pool = [:] }
    }

    private mutating func moveFees() {
        if happens(weather.spike) {
            baseFee = min(baseFee * 8, 200_000_000_000)
        } else {
            baseFee = max(baseFee * UInt64.random(in: 88...104, using: &random) / 100, 1_000_000_000)
        }
    }

    private mutating func follow(_ index: Int) {
        if happens(weather.stuck) { backends[index].isStuck.toggle() }
        if weather.stuck == 0 { backends[index].isStuck = false }
        if happens(0.3) { backends[index].lag = happens(weather.lag) ? Int.random(in: 1...3, using: &random) : 0 }
        if weather.lag == 0 { backends[index].lag = 0 }
        if happens(weather.drop) { backends[index].pool = [:] }
        guard !backends[index].isStuck else { return }
        backends[index].blocks = blocks.dropLast(min(backends[index].lag, blocks.count - 5))
        let next = backends[index].blocks[backends[index].blocks.count - 1].nonce
        backends[index].pool = backends[index].pool.filter { $0.key >= next }
    }
}

extension LightClientState {
    /// Whether a contract with this state refuses `other`.
    func isAtLeast(_ other: LightClientState) -> Bool {
        other.blockHeight <= blockHeight || other.viewNumber <= viewNumber
    }
}
