import Ethereum
import EthereumNode

/// What gas costs now, as a node sees it.
public struct FeeMarket: Sendable, Hashable {
    /// `eth_gasPrice`: what the original compares with its maximum.
    public var gasPrice: Wei
    /// The base fee of the next block; nil on a chain without a fee market (EIP-1559).
    public var nextBaseFee: Wei?
    /// The tip at the 20th percentile of each recent block that has transactions.
    public var recentTips: [Wei]

    /// A market.
    public init(gasPrice: Wei, nextBaseFee: Wei?, recentTips: [Wei]) {
        self.gasPrice = gasPrice
        self.nextBaseFee = nextBaseFee
        self.recentTips = recentTips
    }

    /// The number of blocks that are looked at.
    package static let blockCount = 20
    /// The percentile of a block's tips, by gas, that is frugal and yet was mined.
    package static let percentile = 20.0

    /// A market from the fees of recent blocks. Blocks without transactions say nothing about tips.
    public init(gasPrice: Wei, history: FeeHistory) {
        let used = zip(history.rewards, history.gasUsedRatio).filter { $1 > 0 }
        self.init(
            gasPrice: gasPrice,
            // A chain before London reports base fees of zero.
            nextBaseFee: history.baseFeePerGas.last.flatMap { $0 == .zero ? nil : $0 },
            recentTips: used.compactMap { $0.0.first })
    }

    /// The middle one of the recent tips, the lower of two; zero when there is none.
    var medianTip: Wei {
        guard !recentTips.isEmpty else { return .zero }
        return recentTips.sorted()[(recentTips.count - 1) / 2]
    }
}
