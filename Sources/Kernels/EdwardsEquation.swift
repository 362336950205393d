import BN254

/// The equation s·G = R + c·K of points of ed_on_bn254, G being the generator, which makes a signature valid.
@frozen
public struct EdwardsEquation: Sendable, Hashable {
    /// s, below the order l of the subgroup.
    public var s: EdwardsScalar
    /// c, below 2^252.
    public var c: UInt256
    /// K.
    public var key: EdwardsPoint
    /// R.
    public var r: EdwardsPoint

    /// An equation. Traps if c is 2^252 or more.
    public init(s: EdwardsScalar, c: UInt256, key: EdwardsPoint, r: EdwardsPoint) {
        precondition(c.bitWidth <= 252)
        self.s = s
        self.c = c
        self.key = key
        self.r = r
    }

    /// Whether it holds, and K is not of small order. Variable time.
    public var holds: Bool {
        guard !key.hasSmallOrder else { return false }
        let difference = ExtendedEdwardsPoint.sum(variableTime: [
            (s.canonical, ExtendedEdwardsPoint(.generator)), (c, ExtendedEdwardsPoint(-key)),
        ])
        return difference == ExtendedEdwardsPoint(r)
    }
}
