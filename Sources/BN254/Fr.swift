/// The modulus r of the scalar field of BN254, which is the base field of ed_on_bn254.
public enum ScalarModulus: PrimeModulus {
    /// r = 21888242871839275222246405745257275088548364400416034343698204186575808495617.
    @inlinable
    public static var modulus: UInt256 {
        UInt256(0x43e1_f593_f000_0001, 0x2833_e848_79b9_7091, 0xb850_45b6_8181_585d, 0x3064_4e72_e131_a029)
    }
    /// −r⁻¹ mod 2^64.
    @inlinable
    public static var negatedInverse: UInt64 { 0xc2e1_f593_efff_ffff }
    /// 2^256 mod r.
    @inlinable
    public static var r: UInt256 {
        UInt256(0xac96_341c_4fff_fffb, 0x36fc_7695_9f60_cd29, 0x666e_a36f_7879_462e, 0x0e0a_77c1_9a07_df2f)
    }
    /// 2^512 mod r.
    @inlinable
    public static var rSquared: UInt256 {
        UInt256(0x1bb8_e645_ae21_6da7, 0x53fe_3ab1_e35c_59e3, 0x8c49_833d_53bb_8085, 0x0216_d0b1_7f4e_44a5)
    }
    /// 2^768 mod r.
    @inlinable
    public static var rCubed: UInt256 {
        UInt256(0x5e94_d8e1_b4bf_0040, 0x2a48_9cbe_1cfb_b6b8, 0x893c_c664_a19f_cfed, 0x0cf8_594b_7fcc_657c)
    }
    /// `Fr element`.
    public static var name: String { "Fr element" }
}

/// The scalar field of BN254: integers modulo r (254 bits). The circuit's values, and ed_on_bn254's coordinates.
///
/// Multiplicative generator 5; r − 1 is divisible by 2^28 exactly. Source: <doc:FieldsAndCurves>.
public typealias Fr = PrimeField<ScalarModulus>

extension Fr {
    /// The largest k for which the multiplicative group has elements of order 2^k.
    public static var twoAdicity: Int { 28 }

    /// The generator of the multiplicative group, 5, which is also the shift of evaluation cosets.
    public static let multiplicativeGenerator = Fr(5)

    /// An element of order 2^28: 5^((r − 1) / 2^28).
    public static let rootOfUnity = multiplicativeGenerator.power(
        variableTime: Fr.modulus.subtractingReportingOverflow(UInt256(1)).partialValue >> 28)

    /// An element of order 2^k for `k` in 0…28: ``rootOfUnity`` to the power 2^(28 − k).
    public static func rootOfUnity(logarithmOfOrder k: Int) -> Fr {
        precondition((0...twoAdicity).contains(k))
        return (k..<twoAdicity).reduce(rootOfUnity) { root, _ in root.squared }
    }
}
