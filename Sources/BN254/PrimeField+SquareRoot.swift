extension Fq {
    /// A square root, or nil for a non-residue. q ≡ 3 mod 4, so a^((q + 1)/4) squares to ±a.
    public var squareRoot: Fq? {
        let root = power(variableTime: Fq.quarterOfSuccessor)
        return root.squared == self ? root : nil
    }

    /// (q + 1)/4.
    static let quarterOfSuccessor = Fq.modulus.addingReportingOverflow(UInt256(1)).partialValue >> 2
}

extension Fr {
    /// A square root, or nil for a non-residue (Tonelli and Shanks).
    ///
    /// 1. With r − 1 = 2^28·t, t odd: x = a^((t + 1)/2) and b = a^t satisfy x² = a·b, and b lies in the subgroup of
    ///    order 2^28.
    /// 2. While b has order 2^m > 1, multiply x by the power of the 2^28-th root of unity whose square has order 2^m:
    ///    b loses a factor of two in its order. A residue reaches b = 1 in at most 27 steps.
    public var squareRoot: Fr? {
        if isZero { return .zero }
        let halfPower = power(variableTime: Fr.halfOfOddPart)
        var root = self * halfPower
        var residue = root * halfPower
        var rootOfUnity = Fr.rootOfUnity
        var logarithm = Fr.twoAdicity
        while residue != .one {
            var order = 0
            var square = residue
            while square != .one && order < logarithm {
                square = square.squared
                order += 1
            }
            guard order < logarithm else { return nil }
            for _ in 0..<(logarithm - order - 1) { rootOfUnity = rootOfUnity.squared }
            root *= rootOfUnity
            rootOfUnity = rootOfUnity.squared
            residue *= rootOfUnity
            logarithm = order
        }
        return root
    }

    /// (t − 1)/2, where r − 1 = 2^28·t.
    static let halfOfOddPart = Fr.modulus >> 29
}
