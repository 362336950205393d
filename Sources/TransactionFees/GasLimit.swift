/// How much gas a transaction may use. Source: <doc:WhatIsPaid>.
package enum GasLimit {
    /// The most that any transaction may use: 2^24 (EIP-7825).
    package static let protocolLimit: UInt64 = 1 << 24
    /// What every update of the published contracts fits in; the dearest is the first of V3, 593,070. Gas that is not
    /// used costs nothing, gas that is missing costs all of it: a node that says less is not believed.
    package static let usual: UInt64 = 660_000
    /// What no update needs: four times as much as the dearest. A node that says more is not the only one asked.
    package static let implausible: UInt64 = 2_400_000

    /// A quarter more than was estimated, since the contract's state may change before the transaction is mined; at least
    /// the usual, at most what a block can hold and the protocol allows. Nil if the estimate does not fit in that.
    package static func forEstimate(_ estimate: UInt64, blockLimit: UInt64) -> UInt64? {
        let most = min(blockLimit, protocolLimit)
        guard estimate <= most else { return nil }
        return min(max(estimate + estimate / 4, usual), most)
    }
}
