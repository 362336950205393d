import Ethereum

extension BlockHeader {
    /// The base fee of the block after this one, which follows from this one alone (EIP-1559); nil before London.
    ///
    /// The gas used counts as the limit where it is above, which no block's is. Where the node does not say what was
    /// used, this is the most that the fee can become: an eighth more.
    public var nextBaseFee: Wei? {
        guard let baseFeePerGas else { return nil }
        let target = gasLimit / 2
        guard target > 0 else { return baseFeePerGas }
        let used = min(gasUsed ?? gasLimit, gasLimit)
        /// An eighth of the fee times the share of the target by which it was missed, rounded down.
        func change(_ distance: UInt64) -> Wei {
            Wei((baseFeePerGas * distance).amount / UInt128(target) / 8)
        }
        if used > target { return baseFeePerGas + max(change(used - target), Wei(1)) }
        return baseFeePerGas - change(target - used)
    }
}
