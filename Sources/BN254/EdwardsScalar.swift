/// The order l of the prime-order subgroup of ed_on_bn254.
public enum EdwardsScalarModulus: PrimeModulus {
    /// l = 2736030358979909402780800718157159386076813972158567259200215660948447373041.
    @inlinable
    public static var modulus: UInt256 {
        UInt256(0x6772_97dc_3921_26f1, 0xab3e_edb8_3920_ee0a, 0x370a_08b6_d030_2b0b, 0x060c_89ce_5c26_3405)
    }
    /// −l⁻¹ mod 2^64.
    @inlinable
    public static var negatedInverse: UInt64 { 0x532c_e5ae_bc48_f5ef }
    /// 2^256 mod l.
    @inlinable
    public static var r: UInt256 {
        UInt256(0x0733_15de_a08f_9c76, 0xe7ac_ffc6_a098_f24b, 0xf85a_9201_d818_f015, 0x01f1_6424_e1bb_7724)
    }
    /// 2^512 mod l.
    @inlinable
    public static var rSquared: UInt256 {
        UInt256(0x35e4_4abe_e7ec_b21e, 0x7464_6cac_f5f8_4ec4, 0xe472_df20_3faa_158f, 0x0445_b524_f1ba_50a8)
    }
    /// 2^768 mod l.
    @inlinable
    public static var rCubed: UInt256 {
        UInt256(0x3088_6e7b_4291_7c21, 0x98da_e87b_55d7_cd2a, 0xeefe_3d08_cc60_8b7b, 0x02b4_dbff_b2bc_97aa)
    }
    /// `ed_on_bn254 scalar`.
    public static var name: String { "ed_on_bn254 scalar" }
}

/// The scalar field of ed_on_bn254: integers modulo l (251 bits).
///
/// Source: <doc:FieldsAndCurves>.
public typealias EdwardsScalar = PrimeField<EdwardsScalarModulus>
