import BN254
import TurboPlonk

/// A verifying key that the project's contracts have built in, or had once. Source: <doc:KnownKeys>;
/// EspressoSystems/espresso-network `contracts/src/libraries/LightClientStateUpdateVK{,V2,V3}.sol`.
public struct KnownKey: Sendable, Hashable {
    /// The contract's major version: 1, 2 or 3.
    public let version: Int
    /// The number of stake table slots of the circuit.
    public let capacity: Int
    /// The key.
    public let verifyingKey: VerifyingKey

    /// Whether contracts of production have it, or had it.
    public let isOfProduction: Bool

    /// `v1`, `v2` or `v3`; of a key that was published and never used in production, also the first eight digits of its
    /// hash, such as `v3-01234567`.
    public var name: String {
        isOfProduction ? "v\(version)" : "v\(version)-\(verifyingKey.keccak.hexadecimalWord.dropFirst(2).prefix(8))"
    }

    /// The key in production since 2024-09, domain size 2^20, 7 public inputs.
    public static let v1 = KnownKey(version: 1, publicInputCount: 7, coordinates: coordinatesV1)
    /// The key in production since 2025-04, domain size 2^20, 11 public inputs.
    public static let v2 = KnownKey(version: 2, publicInputCount: 11, coordinates: coordinatesV2)
    /// The key in production now, domain size 2^20, 5 public inputs.
    public static let v3 = KnownKey(version: 3, publicInputCount: 5, coordinates: coordinatesV3)

    /// Those of production, by version.
    public static let production = [v1, v2, v3]
    /// Those that the repository of the contracts had for a while in 2025. They belong to versions of the circuits' library
    /// that were abandoned; a test network may still have one.
    public static let published = [
        KnownKey(version: 1, publicInputCount: 7, coordinates: earliestV1, isOfProduction: false),
        KnownKey(version: 1, publicInputCount: 7, coordinates: earlierV1, isOfProduction: false),
        KnownKey(version: 2, publicInputCount: 11, coordinates: earlierV2, isOfProduction: false),
        KnownKey(version: 3, publicInputCount: 5, coordinates: earliestV3, isOfProduction: false),
        KnownKey(version: 3, publicInputCount: 5, coordinates: earlierV3, isOfProduction: false),
    ]
    /// All of them.
    public static let all = production + published

    /// The known key that equals `verifyingKey`, if one does.
    public init?(_ verifyingKey: VerifyingKey) {
        guard let known = Self.all.first(where: { $0.verifyingKey == verifyingKey }) else { return nil }
        self = known
    }

    /// The known key called `name`, if there is one.
    public init?(name: String) {
        guard let known = Self.all.first(where: { $0.name == name }) else { return nil }
        self = known
    }

    /// A key. `coordinates` are x and y of the points in the order of ``VerifyingKey/solidityPointNames``.
    private init(version: Int, publicInputCount: Int, coordinates: [Literal256], isOfProduction: Bool = true) {
        let fields = coordinates.map { Fq(reducing: $0.value) }
        let points = stride(from: 0, to: fields.count, by: 2).map { index in
            G1Point(uncheckedX: fields[index], y: fields[index + 1])
        }
        self.version = version
        self.isOfProduction = isOfProduction
        capacity = 200
        verifyingKey = VerifyingKey(
            uncheckedDomainLogarithm: 20, publicInputCount: publicInputCount,
            selectors: VerifyingKey.selectors(inSolidityOrder: points.dropFirst(VerifyingKey.wireCount)),
            sigmas: Array(points.prefix(VerifyingKey.wireCount)), betaH: Self.aztecBetaH)
    }

    /// β·h of Aztec's ceremony. See the article Setups of SRS.
    public static let aztecBetaH: G2Point = {
        let coordinates: [Literal256] = [
            0x0118c4d5_b837bcc2_bc89b5b3_98b5974e_9f594407_3b32078b_7e231fec_938883b0,
            0x260e01b2_51f6f1c7_e7ff4e58_0791dee8_ea51d87a_358e038b_4efe30fa_c09383c1,
            0x22febda3_c0c0632a_56475b42_14e5615e_11e6dd3f_96e6cea2_854a87d4_dacc5e55,
            0x04fc6369_f7110fe3_d25156c1_bb9a7285_9cf2a046_41f99ba4_ee413c80_da6a5fe4,
        ]
        let fields = coordinates.map { Fq(reducing: $0.value) }
        return G2Point(uncheckedX: Fq2(fields[0], fields[1]), y: Fq2(fields[2], fields[3]))
    }()
}

extension VerifyingKey {
    /// Whether β·h is that of Aztec's ceremony, which the contracts have built in.
    public var isOfAztecCeremony: Bool { betaH == KnownKey.aztecBetaH }
}

extension KnownKey {
    private static let coordinatesV1: [Literal256] = [
        0x23783d0e_9777b7af_65fbf849_da7edb75_e74b1eaf_503e025d_7f2f7f80_991befa2,  // sigma0
        0x2a4e2fe8_adfa53f4_68525582_d5184c4c_70bbdb94_6c21f216_418a9879_705e54a7,
        0x0624b2c1_e77f24af_ceaf3945_1743b9fa_80d5853f_ca7ba003_89c67565_0774009b,  // sigma1
        0x250d7719_e94ca2df_00dfe327_938f5a8d_4d837779_b99837ca_777a53d3_9127b179,
        0x0dc09515_152eaea6_6d0db2f5_71cc995e_369d26fe_647394f1_0db5398c_917519dc,  // sigma2
        0x1273144d_6cec2c4a_68b24a14_9379c0f5_592bb7fb_ddbe32fa_17191995_0ca404cb,
        0x119521bb_68caec21_6e2f05ee_b466fb3a_bfe1f39b_af7fe7cb_392ea057_b6a2d9bf,  // sigma3
        0x2d52adea_ba8045e5_3ab526fe_9982d0ea_452def6b_3ea0253d_27a19ef3_b46e8428,
        0x16c3b5b2_17d30297_5a920d13_374524d7_a52e4a50_fd7fb930_842271eb_f4a84efd,  // sigma4
        0x20078891_6b907b19_6972bde3_04318e88_5a252151_4b2db5e4_a11899c5_1204f089,
        0x1127581a_fe753def_ca9aef12_e7332db9_978a200b_1699ce38_88c0f3ae_a6111dc3,  // q1
        0x0881e13f_00723be1_a04872ed_02b2d078_c31e80fe_af27724e_262ce97c_2cb0bb1d,
        0x1482a3a6_bb91d648_3d153683_e2404f2f_5546e0e8_95530fdf_13209149_8406e3de,  // q2
        0x00fa52db_3d52d905_ead12481_02f3a80a_43a90d84_00c68f60_a62c543c_417b2f4b,
        0x0a57dadd_4a551995_25ac6ac6_fabc87a4_cccfdc98_142bcef9_dbf47de0_0ecc5164,  // q3
        0x18d95abd_9b8e12c3_6936aa21_8cfff582_548a6bbf_f25c338c_2006eaeb_1fe5b696,
        0x2bc40e91_dd169b8b_c143a029_52a1b6c6_e627bfeb_7a2bbe50_78e14123_f3c54c1c,  // q4
        0x108d65a2_0c579b6d_9883275e_b6889fc3_f5fc7973_5ca9f611_a13b67da_a2fbc8d0,
        0x21bc1f86_d0608e5f_0626b467_ee6f8282_b619223f_60a7acb0_fc63ba7b_daf783be,  // qM12
        0x05ef3282_f8eef015_15fb9a8a_7d6ca06b_8b007d1d_512403ef_b268fb03_ce5f09e9,
        0x2cab66c1_cb5a8386_9e73ac34_fbe46748_6999babd_541d9010_ee9a8048_06eee4ef,  // qM34
        0x2db19824_19c5a4a1_7593acff_9535fa96_7683d75c_8aec0131_9b64b84a_ada2ad84,
        0x2c38667c_6c7eb868_bdd30c34_dd3f4b84_d9b9b1a2_7d7867b3_64c8b783_1423e908,  // qO
        0x2b2cb404_4dd51165_c4813821_9d51cf8d_1689f91e_d3eeefea_d6e055eb_488a2ce2,
        0x2d48e547_03011df2_c74a14da_fde3af4f_d83ec718_75d8ddc3_55465864_0cc95501,  // qC
        0x243a99d8_0d32eb54_08b59d5b_08302bed_e070d3fb_0a8efe2f_2262f865_bffb4d0d,
        0x0455d232_5bf6269a_66f07d83_8f55f369_47a3cd9b_87edd848_0bced95c_bb45cc11,  // qH1
        0x0f66d908_5a6ed60b_83817998_7e240992_bff4c051_6ccf6ccd_e4a1ca94_ce8b9864,
        0x2bac0d23_c8585d14_87ec611b_5effc97e_5852fea4_3a7cba36_ccdd2c20_7931f394,  // qH2
        0x1860b54e_01a06aea_5adb4b13_bf5baeba_b92b7368_07a3a89f_f2040992_b06ee6ec,
        0x0c0bfa1c_2fc6f8ed_01233d51_68db1e1d_fe725504_f032f669_f50a92ae_77c72906,  // qH3
        0x0d741e12_4c7d1069_b8a400cb_cdcfd901_28a53390_1ad4de1e_037fe729_84dc34cf,
        0x01cfed30_085c9efc_e0466820_5794aa39_b1a8ee59_1234b4c7_7a22f8c2_6d899e05,  // qH4
        0x2ab68ac8_2d36cedb_647d14a5_b0035e8c_9a0be847_80b7bae1_133a27a8_80966ed1,
        0x072e1d50_f8b5cf8d_574b3847_276477d9_5bbd5116_35100084_1f728da4_4f4043b5,  // qEcc
        0x23f8ea6e_acd0876d_57220f57_eabacbe7_6a232341_1663731a_251d5dca_36f1b59f,
    ]

    private static let coordinatesV2: [Literal256] = [
        0x26867ee5_8aaf860f_c9e0e3a7_8666ffc5_1f3ba1ad_8ae001c1_96830c55_b5af0b8c,  // sigma0
        0x091230ad_b753f828_15151277_060cc56b_546bb2e9_50a0de19_ed061ec6_8c071a90,
        0x02a509a0_6d8c56f8_3f204688_ff6e42ea_c6e3cbdd_063b0971_a3af953e_81badbb6,  // sigma1
        0x06f43ed2_b9cece35_d1201abc_13ffdaea_35560cf0_f1446277_138ce812_b9ad9f39,
        0x1a588c99_ad88f789_c87722b0_61bb5535_daa0abcc_1dc6d176_d7fea51e_5d80b926,  // sigma2
        0x2062b995_e61a6ab8_aab6cd6e_7520b879_d84f965a_b1f094c1_04f0c121_3b28038b,
        0x21a2fd76_6a0cebec_fdbfdfe5_6139a1bb_d9aec15e_2e35be8e_f01934a0_ec438685,  // sigma3
        0x20fe500a_c7d1aa78_20db8c6f_7f9d509e_3b2e8873_1e3a12dd_65f06f43_ca930da0,
        0x0ab53d12_85c7f481_9b3ff6e1_ddada6bf_2515d34b_baf61186_c6a04be4_7dfd65a3,  // sigma4
        0x0b80a987_8082cdfd_d9fcc16b_b33fa424_c0ad66b8_1949bf64_2153d3c7_ad082f22,
        0x1b900f8e_5f8e8064_a5888a1b_d796b54a_2652fc02_034fe4b6_e6fc8d66_50f7453b,  // q1
        0x00cca258_a8832c64_d1f8e172_1a78fc25_b13d29ad_bb81e35a_79fc2f49_f8902786,
        0x0d1d3348_d642e6f2_e9739d73_5d8c7236_76dbaefd_cbb4e966_41defa35_3d26ebb3,  // q2
        0x14fe9d6a_335104e7_491ca6d5_086113e6_b0f52946_960d7266_64667bd5_8539d41e,
        0x1da94364_440c4e3f_b8af2d36_3cdefa4e_dda43757_9e1b056a_16a5e9a1_1dffa2ab,  // q3
        0x0a077bd3_07ed3122_2db55cb0_128bafce_5e22557b_57f5ac91_5359c502_96cb5c77,
        0x28ff80b1_33d98923_5c7129de_a54469b7_80ac4717_44929006_7e7c9a7d_5be7dbd5,  // q4
        0x1c0fc22e_ef23b50a_2ddc553f_9fc1b61f_d8c57a58_ca321a82_9c7ec255_f757b3a6,
        0x003c4e21_e5dfba62_a5b1702f_b0ef234b_fe95a777_01a45688_2350526d_140243f5,  // qM12
        0x06012db8_2876ba33_e6e8f80a_51013662_e56c4abc_86a7d85c_272e19a6_d7f57d0b,
        0x16d5247d_bdeae1df_70093e5e_e7727295_9661e0fb_abda4317_77fa729f_5b532f44,  // qM34
        0x008d9ee0_0f799cf0_0608b082_d03b9de5_a42b8126_c35fbfbd_1e602108_df10e0e3,
        0x2f526c69_81643ff6_f6e9d2b5_a921e06c_f95f2746_29b5a145_bd552b7f_da6a8700,  // qO
        0x2fe7108f_d4e24231_f3dadb6e_09072e10_6fca0694_fe39dff9_6557a882_21a89a50,
        0x26a35685_98a6981e_6325f481_6736e381_087b5b0e_4b27ef36_4d8ae1e2_9fe9df99,  // qC
        0x1db81cdf_82a9ec99_f3c9716d_f22d3831_7e6bb84f_c57d2f0e_7b2bc8a0_569f7cc4,
        0x00998880_88e11de6_ed086c99_b9bba986_d908df5b_0c500768_0d97567d_48571994,  // qH1
        0x1f91576e_adffff93_2b6e54ba_b022f93f_6fec3e5b_7674d000_6bc5f222_3527a348,
        0x0068b3c1_17ee7e84_d6b670b6_af201977_59ec80d3_4f3c5943_28663031_e9cd7e02,  // qH2
        0x1c3832e2_48773466_80e7047b_ae2cfcd5_1fafe3e7_caf199e9_dfc8e8f1_0c2b6943,
        0x164cdd9a_d5d4e96e_109073e8_e735cd4a_c64aba6d_daa244da_6701369c_8cba5daf,  // qH3
        0x16c41e64_7f1ab0d4_5c891544_299e4ef9_c004d8bc_0a3bf096_dc38ce8e_d90c0d67,
        0x134ba7a9_567ba20e_1f35959e_e8c2cd68_8d3a962b_b1797e8a_b8e51176_8de0ce83,  // qH4
        0x02e4d286_c9435f7b_d94c1a2c_78b99966_d06faca1_ae45de78_149950a4_fefcd6e7,
        0x039a0b2d_920f29e3_5cb2a9e1_ec6cc22a_c1d482af_45e47399_724a0745_d542e839,  // qEcc
        0x15ac2658_bfdd2227_aebf8e20_935935a6_48819e1d_cea807da_1c838abf_a7896c63,
    ]

    private static let coordinatesV3: [Literal256] = [
        0x2949260d_c9e9621b_b41dcb96_ba7054b4_bd5e7e23_0fdba5f3_41126040_1c55f59d,  // sigma0
        0x05d03697_3845e2e9_d2ad9a79_5b351535_a2576d51_d27f21ff_8372be92_bd6f3946,
        0x0ba2c5ae_9360efec_9e3968e3_3f57fd33_059e5738_5c1ea7db_6430426b_82e0871a,  // sigma1
        0x1e333b53_98c95319_4076772a_861b7bf6_a4c80c4a_4c2e54eb_9ca67aec_5ff19fc9,
        0x0d9e9b9f_38dd9fbb_d5cd8b5a_1d1c8aa4_e777e526_e06efe39_345bf3ce_4c5bb4aa,  // sigma2
        0x10417eaf_9ba330bb_f56caf33_1a362114_153a9c95_ae914fbd_1f99cb84_d59fbf56,
        0x155dfc3a_039f16ab_99fa9663_569ff06e_5bfda917_48a79821_d80dafc7_f1d92e5e,  // sigma3
        0x15daee81_e8ffcac8_86bf9cc7_453d659a_987da1fe_b893c1fe_9a94583f_337f6dfa,
        0x1c6f9957_27083f56_734a4863_c3bf4433_b5353ad8_d20f15d5_54a8cd2b_e28ef92d,  // sigma4
        0x0736ebbf_0d73d42c_428d5dd6_6ba4d9d9_513a642d_94147db6_29964d6d_032776a8,
        0x2c4aa1a4_2d17f226_532742b7_da21ed90_8ee6a1c1_3d824b26_9d21abcd_59c86723,  // q1
        0x05c4163c_a9cab2e6_5abbb41b_6175591c_f9246000_0c96fb9d_aa1f01d5_0af4936c,
        0x215ecf68_3c65ee3d_ca3c2fc0_4b4864b1_f2a538ef_923af638_0d420fa6_b5a9f496,  // q2
        0x1d03c378_f3d7063d_12c459ac_659ce7a2_7c439cd6_ad184c17_2352815f_3a380d37,
        0x20bc2954_8f10bd07_fde418d4_9a5692f8_91969457_1ab64c90_f583dc43_4a5fec0c,  // q3
        0x244e5fcb_51c747a5_6fe6fdb3_2f0b01ef_3bc55627_f6f9afcd_98dddbed_e50308a3,
        0x0e3646b3_52d00a34_82e89811_f4966fb6_46889dad_b561ebb7_bb7c223e_8196d5b3,  // q4
        0x1b10219a_6293abaf_30388f39_e4c7b925_f89b6f57_cb81654e_1ad75529_4e790f09,
        0x2b29b36c_d6d33062_a9a86e24_bd178d69_b1cebdc1_a39c7977_d547e761_7b5747f9,  // qM12
        0x17062161_c0a63cd1_7cee5b14_821d7820_e7fa4323_23b122ba_59c44dd0_1f6a9238,
        0x1198db3c_ec1a66cc_db90886b_b96fcf17_5316c6ea_78f73f23_f4a11bcf_4320e11a,  // qM34
        0x063b1f96_3e732bd2_0d86e1fe_f855788c_1aacf26b_abb526d8_4e30633a_2b5a9469,
        0x23809a6a_5bb0bf08_8f97efe1_5168a394_71a3a4e4_1b8d6db0_100e15fa_68b09f63,  // qO
        0x0aba7b69_ab7fdda6_8dac9065_a5ee9fb5_0abfe57b_db5ab359_cc5b56df_f65cbea1,
        0x1f038064_d3ca1f37_c56ecfe4_1701f15a_412c63d3_c9ad52fc_fd3fd4c6_4da8b5f2,  // qC
        0x2689fe5c_c59e4be1_12c24799_69c25a7f_603a5d71_a2e79244_80c9f4ea_fc2c298f,
        0x113021e9_3328a915_31e40871_481c4714_e0b99a6a_fb10c779_eeb2b07a_7ae6f4e7,  // qH1
        0x1a36bb26_20cdb40c_4dad2525_7716a9d8_eb1e45f7_15ada98e_424697aa_f4d95c86,
        0x08f3f88f_fb9e4326_1294b7fa_f582c513_f9c7d074_9db6dcc4_34d7493b_8c975b2f,  // qH2
        0x2e3e0458_741119ad_1422072b_6815fda8_0a389664_0f018d28_2c88f150_6b54e0e6,
        0x100a5c0a_4e1ac279_1d1f68bc_9c25b39c_cfbb5d62_8c53d554_7f89aa0c_ab8324d2,  // qH3
        0x05bf9e97_428c387f_bbc5f9cb_f6effb33_b5765549_4c2ab9f7_cc5d445a_0ea56bea,
        0x067f3e0c_e69cbbe3_2337f053_8bf6119c_72f7fd4d_92857b78_5caf04a2_25b94d46,  // qH4
        0x211a0762_71069fb1_fae1522a_b8a47794_80b50ed8_c4648d20_1341e444_e8ee2d15,
        0x0b931b96_997d9db8_bc198c75_0098cad2_960df407_880f7b2c_b51c8537_6d5fc849,  // qEcc
        0x0e9121af_76d7d961_6432ded6_a4de93cf_146f5b73_53a74f8a_7265d637_7fd4edc7,
    ]
}
