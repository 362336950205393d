import Ethereum
import Failures

/// Why no fee is offered.
public enum FeeRefusal: Error, Equatable, Sendable {
    /// A unit of gas costs more now than it may.
    case priceAboveCeiling(current: Wei, ceiling: Wei)
    /// A replacement would have to offer more for a unit of gas than it may.
    case replacementAboveCeiling(needed: Wei, ceiling: Wei)
    /// The transaction might cost more than any may.
    case costAboveMaximum(cost: Wei, maximum: Wei)

    /// A name that stays the same between versions, for programs to match.
    public var code: String {
        switch self {
        case .priceAboveCeiling: "gas-price-too-high"
        case .replacementAboveCeiling: "replacement-too-expensive"
        case .costAboveMaximum: "cost-too-high"
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
        case .costAboveMaximum(let cost, let maximum):
            "the transaction may cost up to \(cost.ether) ether, max allowed: \(maximum.ether) ether"
        }
    }
}

extension FeeRefusal: Failure {
    /// `.tryAgain`: prices fall again.
    package var failureKind: FailureKind { .tryAgain }

    /// What to do about it.
    package var hint: String? {
        switch self {
        case .priceAboveCeiling, .replacementAboveCeiling: "wait, or raise --max-gas-price"
        case .costAboveMaximum: "wait, or raise --max-cost"
        }
    }
}
