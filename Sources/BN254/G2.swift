/// The sextic twist y² = x³ + 3/ξ over Fq2, ξ = 9 + u, with a subgroup of order r. Source: <doc:FieldsAndCurves>.
public enum G2: ShortWeierstrassCurve {
    /// The field of the coordinates.
    public typealias BaseField = Fq2

    /// 3/(9 + u).
    public static let b = Fq2(
        Fq(
            reducing: UInt256(
                0x3267_e6dc_24a1_38e5, 0xb5b4_c5e5_59db_efa3, 0x81be_1899_1be0_6ac3, 0x2b14_9d40_ceb8_aaae)),
        Fq(
            reducing: UInt256(
                0xe4a2_bd06_85c3_15d2, 0xa74f_a084_e52d_1852, 0xcd2c_afad_eed8_fdf4, 0x0097_13b0_3af0_fed4)))

    /// The generator of Ethereum's precompiles and of the SRS.
    public static let generator = AffinePoint<G2>(
        uncheckedX: Fq2(
            Fq(
                reducing: UInt256(
                    0x46de_bd5c_d992_f6ed, 0x6743_22d4_f75e_dadd, 0x426a_0066_5e5c_4479, 0x1800_deef_121f_1e76)),
            Fq(
                reducing: UInt256(
                    0x97e4_85b7_aef3_12c2, 0xf1aa_4933_35a9_e712, 0x7260_bfb7_31fb_5d25, 0x198e_9393_920d_483a))),
        y: Fq2(
            Fq(
                reducing: UInt256(
                    0x4ce6_cc01_66fa_7daa, 0xe3d1_e769_0c43_d37b, 0x4aab_7180_8dcb_408f, 0x12c8_5ea5_db8c_6deb)),
            Fq(
                reducing: UInt256(
                    0x55ac_dadc_d122_975b, 0xbc4b_3133_70b3_8ef3, 0xec9e_99ad_690c_3395, 0x0906_89d0_585f_f075))))

    /// Whether ψ(Q) = [t − 1]Q, where t − 1 = 6x² and x is the parameter of the curve.
    ///
    /// 1. ψ, the Frobenius map of the curve carried over to the twist, satisfies ψ² − t·ψ + q = 0 on every point of the
    ///    twist over Fq2.
    /// 2. So ψ(Q) = [t − 1]Q gives ((t − 1)² − t(t − 1) + q)·Q = (q + 1 − t)·Q = r·Q = 0.
    /// 3. On the subgroup of order r, ψ is multiplication by q ≡ t − 1 mod r, so no point of it fails.
    public static func isInSubgroup(_ point: AffinePoint<G2>) -> Bool {
        let multiple = JacobianPoint(point).multiplied(variableTime: traceMinusOne)
        return multiple == JacobianPoint(frobenius(point))
    }

    /// ψ: (x, y) ↦ (x^q·ξ^((q − 1)/3), y^q·ξ^((q − 1)/2)).
    static func frobenius(_ point: AffinePoint<G2>) -> AffinePoint<G2> {
        AffinePoint(
            uncheckedX: point.x.conjugate * Fq12.frobeniusCoefficients[0][2],
            y: point.y.conjugate * Fq12.frobeniusCoefficients[0][3])
    }

    /// 6x² with x = 4965661367192848881: the trace of Frobenius less one, which is q − r.
    static let traceMinusOne = Fq.modulus.subtractingReportingOverflow(Fr.modulus).partialValue

    /// `G2`.
    public static var name: String { "G2" }
}

/// A point of the twist: 128 bytes, two ``Fq2`` coordinates.
public typealias G2Point = AffinePoint<G2>
