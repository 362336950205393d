import BN254

extension StakeTable {
    /// `stake` as a share of the total in per cent, with one decimal, such as `33.4 %`.
    ///
    /// It is for messages: what somebody has is rounded down, what is needed is to be rounded up. Of a table without
    /// stake every share is `0.0 %`.
    public func share(of stake: UInt256, isRoundedUp: Bool = false) -> String {
        // Both lose the bits below the 53 highest of the total: a thousand times the share then fits in 64 bits.
        let cut = max(0, totalStake.bitWidth - 53)
        let (total, part) = ((totalStake >> cut)[limb: 0], stake >> cut)
        guard total > 0 else { return "0.0 %" }
        // No signer has more than the total; the threshold of another table may be.
        guard part.bitWidth <= 53 else { return "more than 100 %" }
        let product = part[limb: 0] * 1000
        let perMille = isRoundedUp ? (product + total - 1) / total : product / total
        return "\(perMille / 10).\(perMille % 10) %"
    }
}
