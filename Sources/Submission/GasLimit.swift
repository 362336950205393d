/// How much gas a transaction may use.
enum GasLimit {
    /// A quarter more than was estimated, since the contract's state may change before the transaction is mined; at most
    /// what a block can hold. Nil if the estimate does not fit in a block.
    static func forEstimate(_ estimate: UInt64, blockLimit: UInt64) -> UInt64? {
        guard estimate <= blockLimit else { return nil }
        let (sum, overflow) = estimate.addingReportingOverflow(estimate / 4)
        return overflow ? blockLimit : min(sum, blockLimit)
    }
}
