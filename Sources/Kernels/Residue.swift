import BN254

/// An integer below 4r that stands for the element of Fr whose Montgomery form it is congruent to modulo r.
///
/// r < 2^254, so 4r < 2^256 and nothing overflows; every method says how small its operands must be.
struct Residue {
    /// The integer.
    var value: UInt256

    @inline(__always)
    init(_ value: UInt256) {
        self.value = value
    }

    /// 2r.
    @inline(__always)
    private static var twiceModulus: UInt256 { Fr.modulus &+ Fr.modulus }

    /// The memory of scalars as residues: both are one ``UInt256``.
    @inline(__always)
    static func pointer(_ scalars: UnsafeMutablePointer<Fr>) -> UnsafeMutablePointer<Residue> {
        UnsafeMutableRawPointer(scalars).assumingMemoryBound(to: Residue.self)
    }

    /// The same element below 2r, from below 4r.
    @inline(__always)
    var below2r: Residue {
        assert(value < Residue.twiceModulus || value &- Residue.twiceModulus < Residue.twiceModulus)
        // The difference lies between −2r and 2r, and 2r < 2^255, so bit 255 is its sign.
        let difference = value &- Residue.twiceModulus
        return Residue(difference &+ Residue.twiceModulus.masked(difference.signMask))
    }

    /// The same element below r, from below 2r.
    @inline(__always)
    var belowR: Residue { Residue(Fr(belowTwiceModulus: value).montgomery) }

    /// The sum, below 4r, of two below 2r.
    @inline(__always)
    func adding(_ other: Residue) -> Residue {
        assert(value < Residue.twiceModulus && other.value < Residue.twiceModulus)
        return Residue(value &+ other.value)
    }

    /// The difference, below 4r, of two below 2r: `self − other + 2r`, which is above 0.
    @inline(__always)
    func subtracting(_ other: Residue) -> Residue {
        assert(value < Residue.twiceModulus && other.value < Residue.twiceModulus)
        return Residue(value &- other.value &+ Residue.twiceModulus)
    }

    /// The product, below 2r, of any integer below 2^256 and an element.
    @inline(__always)
    func multiplied(by factor: Fr) -> Residue { Residue(Fr.multiplyUnreduced(value, factor.montgomery)) }

    /// The quotient by 2^k, below r, of one below 2r; `k` in 0..<64.
    ///
    /// A step of Montgomery's reduction with k bits for a word: m < 2^k is chosen so that `value + m·r` is divisible by
    /// 2^k. The quotient is below (2r + (2^k − 1)·r) / 2^k = r·(1 + 2^(−k)) ≤ 2r, and one subtraction makes it canonical.
    @inline(__always)
    func divided(byPowerOfTwo k: Int) -> Residue {
        assert(value < Residue.twiceModulus && (0..<64).contains(k))
        guard k > 0 else { return belowR }
        let m = value.limb0 &* ScalarModulus.negatedInverse & (1 << UInt64(k) &- 1)
        let p = Fr.modulus
        let (s0, c0) = Fr.multiplyAdd(m, p.limb0, value.limb0, 0)
        let (s1, c1) = Fr.multiplyAdd(m, p.limb1, value.limb1, c0)
        let (s2, c2) = Fr.multiplyAdd(m, p.limb2, value.limb2, c1)
        let (s3, s4) = Fr.multiplyAdd(m, p.limb3, value.limb3, c2)
        let (right, left) = (UInt64(k), UInt64(64 - k))
        return Residue(
            UInt256(
                s0 >> right | s1 << left, s1 >> right | s2 << left, s2 >> right | s3 << left, s3 >> right | s4 << left)
        ).belowR
    }
}
