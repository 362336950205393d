import BN254
import Ethereum
import EthereumNode
import Journal
import LightClient
import SubmissionRules
import TransactionFees

/// What is concluded from numbers that others say: nodes of blocks, nonces and prices, the sequencer of epochs. Each number
/// is one that could have been read, and often stands at an end of its range.
let ruleHarnesses: [Harness] = [
    Harness("submission-rules", maximumLength: 1024) { bytes in
        var input = Input(bytes)
        let (submitted, nonce) = (input.state(), input.number())
        let patience = SubmissionPolicy.Patience(
            confirmations: input.number(), transactionTimeout: .seconds(Int(input.byte())))
        var policy = SubmissionPolicy(state: submitted, nonce: nonce, patience: patience, now: .zero)
        var (newest, seconds) = (BlockMark?.none, 0)
        repeat {
            let view = input.observation()
            let step = policy.decide(view, newest: newest, at: .seconds(seconds)).step
            check(step, view, newest, nonce, submitted, patience)
            if step == .findUse {
                let found = policy.learn(input.nonceUse(), isOurs: input.byte() & 1 == 1, in: view)
                check(found, view, newest, nonce, submitted, patience)
            }
            if step == .raiseFee { policy.raisedFee(at: .seconds(seconds)) }
            newest = [newest, view.head].compactMap(\.self).max()
            seconds += Int(input.byte())
        } while !input.isEmpty
    },

    Harness("standing-rules", maximumLength: 256) { bytes in
        var input = Input(bytes)
        let view = input.observation()
        let standing = AccountStanding(
            head: view.head, headHash: view.headHash, balance: input.wei(), nonce: view.accountNonce,
            deepNonce: input.number(), pendingNonce: input.number(), blockGasLimit: input.number(), contract: .zero,
            finalizedState: view.finalizedState)
        let newest = input.byte() & 1 == 1 ? input.mark() : nil
        let doubt = standing.doubt([], newest: newest)
        // Without a journal only the first nonce needs no second word.
        claim(doubt != nil || standing.nonce == 0, "a nonce that only one node knows")
        claim(doubt != nil || newest.map { standing.head >= $0 } ?? true, "a view that is behind")
    },

    Harness("fee-rules", maximumLength: 512) { bytes in
        var input = Input(bytes)
        let policy = FeePolicy(
            ceiling: input.byte() & 1 == 1 ? input.wei() : nil, maximumCost: input.wei(), minimumTip: input.wei(),
            maximumTip: input.wei(), isLegacy: input.byte() & 1 == 1)
        let (market, gasLimit) = (input.market(), input.number())
        func keepsLimits(_ fees: UnsignedTransaction.Fees) -> Bool {
            fees.ceiling <= policy.ceiling ?? .max && fees.ceiling * gasLimit <= policy.maximumCost
        }
        guard let offer = attempt({ try policy.offer(in: market, gasLimit: gasLimit) }) else { return }
        claim(keepsLimits(offer), "an offer above a limit: \(offer)")
        if gasLimit >= GasLimit.usual {
            claim(policy.leastCost <= offer.ceiling * gasLimit, "an offer below the least cost: \(offer)")
        }
        let transaction = UnsignedTransaction(chainID: 1, nonce: 0, fees: offer, gasLimit: gasLimit, to: nil)
        claim(attempt { try policy.check(transaction) } != nil, "an offer that is refused when it is signed")
        let later = input.market()
        guard let dearer = attempt({ try policy.replacement(of: transaction, in: later) }) else { return }
        claim(keepsLimits(dearer), "a replacement above a limit: \(dearer)")
        claim(dearer.ceiling >= offer.ceiling.scaled(by: 9, over: 8), "a replacement that pools refuse: \(dearer)")
    },

    Harness("epoch-rules", maximumLength: 64) { bytes in
        var input = Input(bytes)
        let schedule = EpochSchedule(blocksPerEpoch: input.number(), epochStartBlock: input.number())
        let (contract, signed, height) = (input.number(), input.number(), input.number())
        let version = ContractVersion.allCases[Int(input.byte()) % ContractVersion.allCases.count]
        let (epoch, length) = (schedule.epoch(of: height), UInt128(schedule.blocksPerEpoch))
        claim(epoch == 1 || UInt128(epoch - 1) * length < UInt128(height), "an epoch that has not begun")
        claim(UInt128(epoch) * length >= UInt128(height), "an epoch that has ended")
        let (isRoot, isPast) = (schedule.isEpochRoot(height), schedule.isPastEpochRoot(height))
        claim(schedule.isAtOrPastEpochRoot(height) == (isRoot || isPast), "at or past a root, and neither of them")
        let target = input.byte() & 1 == 1 ? input.number() : nil
        guard
            let plan = attempt({
                try UpdatePlan(
                    version: version, schedule: schedule, contractHeight: contract, signedHeight: signed, target: target
                )
            }), let first = plan.epochRoots.first, let last = plan.epochRoots.last
        else { return }
        // Too many to be walked through: the first and the last one.
        let roots = [first, last].compactMap { epoch in attempt { try schedule.rootBlock(of: epoch) } }
        claim(roots.count == 2, "a root that no block can be")
        claim(roots.allSatisfy { $0 > contract && $0 <= signed }, "a root that the contract has, or nobody has signed")
    },
]

/// What must hold of a step, whatever was seen before.
private func check(
    _ step: SubmissionPolicy.Step, _ view: Observation, _ newest: BlockMark?, _ nonce: UInt64,
    _ submitted: LightClientState, _ patience: SubmissionPolicy.Patience
) {
    let isBehind = newest.map { view.head < $0 } ?? false
    switch step {
    case .conclude(let receipt):
        claim(receipt == view.receipt && view.isCanonical && !isBehind, "concluded on a receipt that does not count")
        claim(view.confirmations >= patience.confirmations, "concluded too early")
        claim(view.accountNonce > nonce, "concluded while the nonce is free")
    case .abandon, .stranded, .replaced, .rebroadcast, .raiseFee:
        claim(view.receipt == nil && !isBehind, "nothing of this follows from a receipt, or from an old view: \(step)")
        if case .replaced = step { claim(view.accountNonce > nonce, "replaced while the nonce is free") }
        if step == .abandon { claim(view.finalizedState.supersedes(submitted), "given up for nothing") }
    case .wait, .askAnother, .findUse: break
    }
}

extension Input {
    /// A number, often next to an end of its range.
    fileprivate mutating func number() -> UInt64 {
        let (kind, offset) = (byte(), UInt64(byte()))
        return switch kind & 7 {
        case 0, 1, 2: offset
        case 3: .max - offset
        case 4: 1 << 63 - offset
        case 5: 1 << 32 + offset
        default: uint64()
        }
    }

    fileprivate mutating func wei() -> Wei {
        let (high, low) = (number(), number())
        return byte() & 1 == 1 ? Wei(UInt128(high) << 64 | UInt128(low)) : Wei(UInt128(low))
    }

    fileprivate mutating func mark() -> BlockMark { BlockMark(number: number(), timestamp: number()) }

    fileprivate mutating func state() -> LightClientState {
        LightClientState(viewNumber: number(), blockHeight: number(), blockCommitmentRoot: Fr(3))
    }

    fileprivate mutating func observation() -> Observation {
        let flags = byte()
        var receipt: TransactionReceipt?
        if flags & 1 == 1 {
            receipt = TransactionReceipt(
                transactionHash: Hash256(word: UInt256(1)), blockHash: Hash256(word: UInt256(UInt64(byte()))),
                blockNumber: number(), succeeded: flags & 2 == 2, gasUsed: number(), effectiveGasPrice: nil, logs: [])
        }
        return Observation(
            head: mark(), headHash: Hash256(word: UInt256(2)), finalizedState: state(), accountNonce: number(),
            receipt: receipt, knowsNewest: flags & 4 == 4, isCanonical: receipt == nil || flags & 8 == 8)
    }

    fileprivate mutating func nonceUse() -> NonceUse {
        switch byte() & 3 {
        case 0: .transaction(Hash256(word: UInt256(7)), block: number())
        case 1: .unproven(reason: "it does not show")
        default: .hidden(block: number())
        }
    }

    /// A market as a header and a history make it.
    fileprivate mutating func market() -> FeeMarket {
        let flags = byte()
        let head = BlockHeader(
            number: number(), hash: Hash256(word: UInt256(2)), parentHash: Hash256(word: UInt256(1)),
            timestamp: number(), baseFeePerGas: flags & 1 == 1 ? wei() : nil, gasLimit: number(),
            gasUsed: flags & 2 == 2 ? number() : nil)
        let history = FeeHistory(
            oldestBlock: number(), baseFeePerGas: [wei(), wei()], rewards: [[wei()]],
            gasUsedRatio: [Double(byte()) / 255])
        return FeeMarket(gasPrice: wei(), head: head, history: flags & 4 == 4 ? history : nil)
    }
}
