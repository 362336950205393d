import Ethereum
import EthereumNode

/// What gas costs now, as a node sees it.
public struct FeeMarket: Sendable, Hashable {
    /// `eth_gasPrice`. It decides where there is no fee market, and nowhere else.
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

    /// A market from the newest block and the fees of the blocks up to it, nil where a node does not tell them.
    ///
    /// The base fee follows from the block. The history's own counts where the two can be true together, since it is exact
    /// on chains with other rules, or where the block has none. A history that ends in 0 says nothing: chains before London
    /// have such ones. Blocks without transactions say nothing about tips.
    package init(gasPrice: Wei, head: BlockHeader, history: FeeHistory?) {
        let used = zip(history?.rewards ?? [], history?.gasUsedRatio ?? []).filter { $1 > 0 }
        let told = history?.baseFeePerGas.last.flatMap { $0 == .zero ? nil : $0 }
        var nextBaseFee = head.nextBaseFee ?? told
        if let told, let now = head.baseFeePerGas, told >= now - now / 8, told <= now + max(now / 8, Wei(1)) {
            nextBaseFee = told
        }
        self.init(gasPrice: gasPrice, nextBaseFee: nextBaseFee, recentTips: used.compactMap { $0.0.first })
    }

    /// The middle one of the recent tips, the lower of two; zero when there is none.
    var medianTip: Wei {
        guard !recentTips.isEmpty else { return .zero }
        return recentTips.sorted()[(recentTips.count - 1) / 2]
    }

    /// The chains that are known to have a fee market: a node whose blocks have no base fee there is at fault. Mainnet,
    /// Sepolia, Holesky, Hoodi, and the usual number of development chains.
    package static let chains: Set<UInt64> = [1, 11_155_111, 17_000, 560_048, 31_337]
}
