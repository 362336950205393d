import Ethereum

/// What a transaction offers for gas: frugal at first, a little more each time it has to be replaced, never above the
/// limits. Source: <doc:WhatIsPaid>.
public struct FeePolicy: Sendable, Hashable {
    /// The most that a unit of gas may ever cost: `--max-gas-price`.
    public var ceiling: Wei?
    /// The most that a transaction may ever cost: `--max-cost`.
    public var maximumCost: Wei
    /// The least tip: some pools and block producers drop transactions that offer less.
    public var minimumTip: Wei
    /// The most tip of a first transaction, whatever a node says others pay. Its replacements may have to pass it, since
    /// pools ask for an eighth more of both fees; then the other limits hold.
    public var maximumTip: Wei
    /// Whether transactions have one price even where there is a fee market: `--legacy`.
    public var isLegacy: Bool

    /// A policy; tips are from 0.01 to 2 gwei and a transaction costs up to 1 ether unless others are given.
    public init(
        ceiling: Wei?, maximumCost: Wei = FeePolicy.usualMaximumCost, minimumTip: Wei = Wei(10_000_000),
        maximumTip: Wei = Wei(gwei: 2), isLegacy: Bool = false
    ) {
        self.ceiling = ceiling
        self.maximumCost = maximumCost
        self.minimumTip = minimumTip
        self.maximumTip = maximumTip
        self.isLegacy = isLegacy
    }

    /// 1 ether: what geth hands on at the most (`--rpc.txfeecap`).
    public static let usualMaximumCost = Wei(gwei: 1_000_000_000)

    /// Less than any transaction of ours costs, whatever happens to prices: its least tip alone, or the ceiling if that is
    /// less.
    package var leastCost: Wei { min(minimumTip, maximumTip, ceiling ?? .max) * GasLimit.usual }

    /// The fees of a first transaction: twice the next base fee and the recent tip, cut at the limits.
    ///
    /// Twice, since the base fee can grow by an eighth each block: this stays valid for six full blocks (EIP-1559).
    /// Throws when what would be paid now, the next base fee and the tip, passes a limit.
    public func offer(in market: FeeMarket, gasLimit: UInt64) throws(FeeRefusal) -> UnsignedTransaction.Fees {
        // The least tip is what is left below the ceiling where that is less.
        let leastTip = Swift.min(minimumTip, (ceiling ?? .max) - (market.nextBaseFee ?? .zero))
        guard let baseFee = market.nextBaseFee else {
            return .legacy(gasPrice: try checked(Swift.max(market.gasPrice, leastTip), gasLimit))
        }
        let tip = Swift.min(Swift.max(market.medianTip, leastTip), maximumTip)
        let now = try checked(baseFee + tip, gasLimit)
        // One price has to last for some blocks too, but is paid whatever the base fee is.
        if isLegacy { return .legacy(gasPrice: Swift.max(cut(baseFee.raisedByAnEighth + tip, gasLimit), now)) }
        return .dynamic(maxFeePerGas: Swift.max(cut(baseFee * 2 + tip, gasLimit), now), maxPriorityFeePerGas: tip)
    }

    /// The fees of a transaction that takes the place of `transaction`, with the same nonce and gas limit: an eighth more
    /// in both fields, so that every client's pool accepts it (they ask for 10 % or 12.5 %), or what the market asks now if
    /// that is more.
    ///
    /// Throws when that passes a limit.
    public func replacement(
        of transaction: UnsignedTransaction, in market: FeeMarket
    ) throws(FeeRefusal) -> UnsignedTransaction.Fees {
        let gasLimit = transaction.gasLimit
        switch transaction.fees {
        case .legacy(let gasPrice): return .legacy(gasPrice: try raised(gasPrice, in: market, gasLimit))
        case .accessList(let gasPrice): return .accessList(gasPrice: try raised(gasPrice, in: market, gasLimit))
        case .dynamic(let maximum, let tip):
            let baseFee = market.nextBaseFee ?? .zero
            let neededTip = Swift.max(tip.raisedByAnEighth, Swift.min(market.medianTip, maximumTip))
            let least = Swift.max(maximum.raisedByAnEighth, baseFee + neededTip)
            try check(least, gasLimit) { .replacementAboveCeiling(needed: least, ceiling: $0) }
            return .dynamic(
                maxFeePerGas: Swift.max(least, cut(baseFee * 2 + neededTip, gasLimit)), maxPriorityFeePerGas: neededTip)
        }
    }

    /// Checks what somebody else decided. Throws when a limit is passed.
    public func check(_ transaction: UnsignedTransaction) throws(FeeRefusal) {
        _ = try checked(transaction.fees.ceiling, transaction.gasLimit)
    }

    private func raised(_ gasPrice: Wei, in market: FeeMarket, _ gasLimit: UInt64) throws(FeeRefusal) -> Wei {
        let needed = Swift.max(gasPrice.raisedByAnEighth, market.nextBaseFee ?? market.gasPrice)
        try check(needed, gasLimit) { .replacementAboveCeiling(needed: needed, ceiling: $0) }
        return needed
    }

    /// The price if it passes no limit.
    private func checked(_ price: Wei, _ gasLimit: UInt64) throws(FeeRefusal) -> Wei {
        try check(price, gasLimit) { .priceAboveCeiling(current: price, ceiling: $0) }
        return price
    }

    private func check(
        _ price: Wei, _ gasLimit: UInt64, _ refusal: (Wei) -> FeeRefusal
    ) throws(FeeRefusal) {
        if let ceiling, price > ceiling { throw refusal(ceiling) }
        let cost = price * gasLimit
        guard cost <= maximumCost else { throw .costAboveMaximum(cost: cost, maximum: maximumCost) }
    }

    /// The price, or the highest that passes no limit.
    private func cut(_ price: Wei, _ gasLimit: UInt64) -> Wei {
        Swift.min(price, ceiling ?? .max, maximumCost / Swift.max(gasLimit, 1))
    }
}

extension Wei {
    /// 12.5 % more, rounded up.
    var raisedByAnEighth: Wei { scaled(by: 9, over: 8) }
}
