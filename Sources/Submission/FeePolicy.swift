import Ethereum
import Failures

/// What a transaction offers for gas: frugal at first, a little more each time it has to be replaced, never above the
/// ceiling.
public struct FeePolicy: Sendable, Hashable {
    /// The most that a unit of gas may ever cost: `--max-gas-price`.
    public var ceiling: Wei?
    /// The least tip: some pools and block producers drop transactions that offer less.
    public var minimumTip: Wei
    /// The most tip, whatever a node says others pay.
    public var maximumTip: Wei

    /// A policy; tips are from 0.01 to 2 gwei unless others are given.
    public init(ceiling: Wei?, minimumTip: Wei = Wei(10_000_000), maximumTip: Wei = Wei(gwei: 2)) {
        self.ceiling = ceiling
        self.minimumTip = minimumTip
        self.maximumTip = maximumTip
    }

    /// The fees of a first transaction: twice the next base fee and the recent tip, cut at the ceiling.
    ///
    /// Twice, since the base fee can grow by an eighth each block: this stays valid for six full blocks (EIP-1559).
    /// Throws when the current price passes the ceiling, or the ceiling does not pay the next base fee.
    public func offer(in market: FeeMarket) throws(FeeRefusal) -> UnsignedTransaction.Fees {
        if let ceiling, market.gasPrice > ceiling {
            throw .priceAboveCeiling(current: market.gasPrice, ceiling: ceiling)
        }
        guard let baseFee = market.nextBaseFee else { return .legacy(gasPrice: Swift.max(market.gasPrice, minimumTip)) }
        if let ceiling, baseFee > ceiling { throw .priceAboveCeiling(current: baseFee, ceiling: ceiling) }
        let tip = Swift.min(Swift.max(market.medianTip, minimumTip), maximumTip)
        let wanted = baseFee * 2 + tip
        let maximum = ceiling.map { Swift.min($0, wanted) } ?? wanted
        return .dynamic(maxFeePerGas: maximum, maxPriorityFeePerGas: Swift.min(tip, maximum))
    }

    /// The fees of a transaction that takes the place of one with the same nonce: an eighth more in both fields, so that
    /// every client's pool accepts it (they ask for 10 % or 12.5 %), or what the market asks now if that is more.
    ///
    /// Throws when that passes the ceiling or the largest tip.
    public func replacement(
        of fees: UnsignedTransaction.Fees, in market: FeeMarket
    ) throws(FeeRefusal) -> UnsignedTransaction.Fees {
        if let ceiling, market.gasPrice > ceiling {
            throw .priceAboveCeiling(current: market.gasPrice, ceiling: ceiling)
        }
        switch fees {
        case .legacy(let gasPrice): return .legacy(gasPrice: try raised(gasPrice, in: market))
        case .accessList(let gasPrice): return .accessList(gasPrice: try raised(gasPrice, in: market))
        case .dynamic(let maximum, let tip):
            let neededTip = Swift.max(tip.raisedByAnEighth, Swift.min(market.medianTip, maximumTip))
            guard tip.raisedByAnEighth <= maximumTip else {
                throw .replacementAboveCeiling(needed: tip.raisedByAnEighth, ceiling: maximumTip)
            }
            let least = Swift.max(maximum.raisedByAnEighth, (market.nextBaseFee ?? .zero) + neededTip)
            if let ceiling, least > ceiling { throw .replacementAboveCeiling(needed: least, ceiling: ceiling) }
            let wanted = Swift.max(least, (market.nextBaseFee ?? .zero) * 2 + neededTip)
            return .dynamic(
                maxFeePerGas: ceiling.map { Swift.min($0, wanted) } ?? wanted, maxPriorityFeePerGas: neededTip)
        }
    }

    private func raised(_ gasPrice: Wei, in market: FeeMarket) throws(FeeRefusal) -> Wei {
        let needed = Swift.max(gasPrice.raisedByAnEighth, market.gasPrice)
        if let ceiling, needed > ceiling { throw .replacementAboveCeiling(needed: needed, ceiling: ceiling) }
        return needed
    }
}

extension Wei {
    /// 12.5 % more, rounded up.
    var raisedByAnEighth: Wei { scaled(by: 9, over: 8) }
}

/// Why no fee is offered.
public enum FeeRefusal: Error, Equatable, Sendable {
    /// A unit of gas costs more now than it may.
    case priceAboveCeiling(current: Wei, ceiling: Wei)
    /// A replacement would have to offer more than it may.
    case replacementAboveCeiling(needed: Wei, ceiling: Wei)

    /// A name that stays the same between versions, for programs to match.
    public var code: String {
        switch self {
        case .priceAboveCeiling: "gas-price-too-high"
        case .replacementAboveCeiling: "replacement-too-expensive"
        }
    }
}

extension FeeRefusal: CustomStringConvertible {
    /// What is wrong, with both figures.
    public var description: String {
        switch self {
        case .priceAboveCeiling(let current, let ceiling):
            "gas price too high: current \(current.gwei) gwei, max allowed: \(ceiling.gwei) gwei"
        case .replacementAboveCeiling(let needed, let ceiling):
            "a replacement must offer \(needed.gwei) gwei, max allowed: \(ceiling.gwei) gwei"
        }
    }
}

extension FeeRefusal: Failure {
    /// `.tryAgain`: prices fall again.
    package var failureKind: FailureKind { .tryAgain }

    /// What to do about it.
    package var hint: String? { "wait, or raise --max-gas-price" }
}
