import CommandSupport
import Ethereum
import EthereumAccounts
import EthereumNode
import Journal
import LightClient
import LightClientContract
import Logging
import SubmissionRules
import TransactionFees

/// Checks what a call would cost and whether the contract would take it. Nothing is spent, signed or written.
package struct PreflightRunner: Sendable {
    /// A call that was tried without an account, or in the name of one.
    package struct Trial: Sendable, Hashable {
        /// What a transaction would offer for gas.
        package let fees: UnsignedTransaction.Fees
        /// The gas it would use.
        package let gas: UInt64
    }

    let chain: any SubmissionChain
    let fees: FeePolicy
    let logger: Logger
    /// Waits between two looks at what a node says.
    let pause: @Sendable () async throws(CancellationError) -> Void

    package init(
        chain: any SubmissionChain, fees: FeePolicy, logger: Logger,
        pause: @escaping @Sendable () async throws(CancellationError) -> Void
    ) {
        self.chain = chain
        self.fees = fees
        self.logger = logger
        self.pause = pause
    }

    /// The price and the call, tried as `sender`, nobody if nil. Throws as ``run(_:from:standing:journal:)`` does.
    package func tryOut(
        _ call: SubmissionCall, from sender: Address?
    ) async throws(StageFailure) -> PreflightOutcome<Trial> {
        let market = try await market(replacing: nil, gasLimit: GasLimit.usual)
        guard try await passes(call, from: sender, at: .pending), let gas = try await gas(of: call, from: sender) else {
            return .outdated(by: nil)
        }
        let gasLimit = try gasLimit(for: gas, blockLimit: GasLimit.protocolLimit)
        return .passed(Trial(fees: try fees(replacing: nil, in: market, gasLimit: gasLimit), gas: gas))
    }

    /// The account, the price and the call, in this order; `standing` is the account's, `journal` what was sent from it
    /// before.
    ///
    /// Throws `.tryAgain` if gas is too dear, the account cannot pay it now, or has other transactions pending,
    /// `.configuration` if it can never pay, `.peerNonsense` if the contract reverts.
    package func run(
        _ call: SubmissionCall, from sender: Address, standing: AccountStanding, journal: [SubmissionEntry]
    ) async throws(StageFailure) -> PreflightOutcome<PreflightResult> {
        guard !standing.finalizedState.supersedes(call.state) else { return .outdated(by: standing.finalizedState) }
        // While a transaction of ours may still be mined, want of money is no reason to give up.
        let isWaiting = journal.contains { $0.progress.isOpen }
        var standing = standing
        if !isWaiting, try await isPoorByMistake(standing.balance, sender) {
            // The balance alone: that the nonce is so, other nodes have confirmed, and this one may be wrong about it.
            standing.balance = try await self.standing(of: sender).balance
        }
        // A transaction of ours that nobody needs any more blocks the nonce: this one takes its place.
        let ours = journal.filter { !$0.progress.isSettled && $0.nonce == standing.nonce }
        // One that no node took stands in nobody's way.
        let blocking = ours.filter { $0.progress != .refused }.map(\.dearest).max { $1.isDearer(than: $0) }
        guard !ours.isEmpty || standing.pendingNonce <= standing.nonce else {
            throw StageFailure(
                .tryAgain,
                "\(sender) has \(standing.pendingNonce - standing.nonce) pending transaction(s) that the journal "
                    + "does not know",
                hint: "wait for them; only one program should send from an account, see also --state-dir")
        }
        let market = try await market(replacing: blocking, gasLimit: GasLimit.usual)
        // With a transaction of ours in it, the pending block would answer for that one.
        guard try await passes(call, from: sender, at: ours.isEmpty ? .pending : .latest),
            let gas = try await gas(of: call, from: sender)
        else { return .outdated(by: nil) }
        let gasLimit = try gasLimit(for: gas, blockLimit: standing.blockGasLimit)
        let offer = try fees(replacing: blocking, in: market, gasLimit: gasLimit)
        let passed = PreflightResult(standing: standing, fees: offer, gas: gas, gasLimit: gasLimit)
        try checkBalance(standing.balance, of: sender, pays: passed.transaction(for: call))
        return .passed(passed)
    }

    /// The same for a transaction that is signed already: what it offers is checked, not decided.
    func run(
        _ call: SubmissionCall, signed: SignedTransaction, standing: AccountStanding
    ) async throws(StageFailure) -> PreflightOutcome<AccountStanding> {
        let (sender, transaction) = (signed.sender, signed.transaction)
        guard !standing.finalizedState.supersedes(call.state) else { return .outdated(by: standing.finalizedState) }
        guard transaction.nonce == standing.nonce else {
            throw StageFailure(
                .tryAgain, "the signed transaction has nonce \(transaction.nonce), \(standing.nonce) is next",
                hint: "sign a new transaction")
        }
        try failing { () throws(FeeRefusal) in try fees.check(transaction) }
        let market = try await market()
        if let baseFee = market.nextBaseFee, transaction.fees.ceiling < baseFee {
            throw StageFailure(
                .tryAgain,
                "the signed transaction offers \(transaction.fees.ceiling), the next block asks for \(baseFee)")
        }
        guard try await passes(call, from: sender, at: .latest), let gas = try await gas(of: call, from: sender) else {
            return .outdated(by: nil)
        }
        guard gas <= transaction.gasLimit else {
            throw StageFailure(
                .tryAgain, "the signed transaction may use \(transaction.gasLimit) gas, the call needs \(gas)")
        }
        try checkBalance(standing.balance, of: sender, pays: transaction)
        return .passed(standing)
    }
}

extension PreflightRunner {
    /// Looks at an account before the answers of one block are given up.
    private static let looks = 5

    /// The account and the contract at one block. Throws `.tryAgain` if the nodes' answers are never about one.
    package func standing(of account: Address) async throws(StageFailure) -> AccountStanding {
        var reason = ""
        for _ in 0..<Self.looks {
            switch try await ask({ () async throws(NodeError) in try await chain.standing(of: account, depth: 1) }) {
            case .view(let standing): return standing
            case .torn(let why):
                reason = why
                chain.leave(because: why)
            }
        }
        throw StageFailure(.tryAgain, "the l1 provider does not hold still: \(reason)")
    }

    /// Whether the contract takes the call; false if the state is outdated.
    ///
    /// Throws `.peerNonsense` when it reverts for another reason at each of ``attempts`` looks, also for want of a permission,
    /// which was there a moment ago as the contract itself tells it.
    func passes(
        _ call: SubmissionCall, from sender: Address?, at block: BlockTag
    ) async throws(StageFailure) -> Bool {
        try await returned(on: "the simulation reverted") { () async throws(NodeError) in
            try await chain.simulate(call.request(from: sender), at: block)
        } != nil
    }

    /// The gas of the call, which has passed; nil if the state is outdated. Throws as ``passes(_:from:at:)`` does.
    func gas(of call: SubmissionCall, from sender: Address?) async throws(StageFailure) -> UInt64? {
        let gas = try await returned(on: "the estimate of its gas reverted") { () async throws(NodeError) in
            try await chain.estimateGas(call.request(from: sender))
        }
        if let gas { logger.info("simulated, gas \(gas)") }
        return gas
    }

    /// Looks at a revert before it is believed: a node that lags lacks what the call builds on. At the usual pauses that is
    /// 22 seconds, in which two blocks are made.
    private static let attempts = 45

    /// What a call returns; nil if the contract has its state or a later one. A node that says that it reverts is left for
    /// the next one, if there is one, and asked again after a pause.
    private func returned<Value>(
        on occasion: String, _ trial: () async throws(NodeError) -> CallOutcome<Value>
    ) async throws(StageFailure) -> Value? {
        var looks = 1
        while true {
            switch try await ask(trial) {
            case .returned(let value): return value
            case .reverted(let data, let message):
                let error = ContractError(revertData: data)
                guard !error.isOutdatedState else { return nil }
                let failure = error.failure(on: occasion, message: message)
                guard looks < Self.attempts else { throw failure }
                looks += 1
                chain.leave(because: failure.message)
                do throws(CancellationError) {
                    try await pause()
                } catch {
                    throw StageFailure(.unreachable, "cancelled")
                }
            }
        }
    }

    /// The answer of the node, its failure in the words of a command.
    func ask<Answer>(_ question: () async throws(NodeError) -> Answer) async throws(StageFailure) -> Answer {
        try await failing(question)
    }
}
