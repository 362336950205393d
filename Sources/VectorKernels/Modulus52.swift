#if arch(x86_64)
    /// Five limbs of 52 bits, least significant first; the last one may have more.
    struct Limbs {
        var l0, l1, l2, l3, l4: UInt64

        @inline(__always)
        init(_ l0: UInt64, _ l1: UInt64, _ l2: UInt64, _ l3: UInt64, _ l4: UInt64) {
            (self.l0, self.l1, self.l2, self.l3, self.l4) = (l0, l1, l2, l3, l4)
        }
    }

    /// A modulus p between 2^253 and 2^254, with what multiplication modulo p in five limbs of 52 bits needs.
    protocol Modulus52: ModulusArithmetic {
        /// p.
        static var p: Limbs { get }
        /// −p⁻¹ mod 2^52.
        static var negatedInverse: UInt64 { get }
        /// 2^(−52k) mod p for k = 1, 2, 3, 4.
        static var fold1: Limbs { get }
        static var fold2: Limbs { get }
        static var fold3: Limbs { get }
        static var fold4: Limbs { get }
        /// Multiples of p.
        static var times4: Limbs { get }
        static var times8: Limbs { get }
        /// ⌊2^274 / p⌋ − 1.
        static var quotientFactor: UInt64 { get }
        /// 2^260 mod p: the form of 1.
        static var one: Limbs { get }
    }

    /// r, the modulus of the scalar field, in limbs of 52 bits.
    enum ScalarModulus52: Modulus52 {
        static var p: Limbs {
            Limbs(
                0x0001_f593_f000_0001, 0x0004_879b_9709_143e, 0x0001_8158_5d28_33e8, 0x000a_029b_8504_5b68,
                0x3064_4e72_e131)
        }
        static var negatedInverse: UInt64 { 0x0001_f593_efff_ffff }
        static var fold1: Limbs {
            Limbs(
                0x0008_2e64_4ee4_c3d2, 0x000f_9389_3c98_b1de, 0x000d_46fe_04d0_a4c7, 0x0008_f0aa_d55e_2a1f,
                0x05ed_0447_de83)
        }
        static var fold2: Limbs {
            Limbs(
                0x0007_4ecc_ce9a_797a, 0x0001_6ddc_c30b_d8a4, 0x0004_9ecd_3539_499e, 0x000b_23a6_fcc5_92b8,
                0x0e3b_d49f_6ee5)
        }
        static var fold3: Limbs {
            Limbs(
                0xe8c6_5656_7d77, 0x0004_30d0_5713_ae61, 0x000e_a3ba_6b16_7128, 0x000a_7dae_55c5_a296, 0x1b4a_fd51_3572)
        }
        static var fold4: Limbs {
            Limbs(
                0x0002_2e24_00e2_f27d, 0x0003_23b4_6ea1_9686, 0x000e_6c43_f0df_672d, 0x0007_8240_14c3_9e8b,
                0x0c6b_48af_e1b8)
        }
        static var times4: Limbs {
            Limbs(
                0x0007_d64f_c000_0004, 0x0002_1e6e_5c24_50f8, 0x0006_0561_74a0_cfa1, 0x0008_0a6e_1411_6da0,
                0xc191_39cb_84c6)
        }
        static var times8: Limbs {
            Limbs(
                0x000f_ac9f_8000_0008, 0x0004_3cdc_b848_a1f0, 0x000c_0ac2_e941_9f42, 0x14dc_2822_db40,
                0x0001_8322_7397_098d)
        }
        static var quotientFactor: UInt64 { 0x0015_291c }
        static var one: Limbs {
            Limbs(
                0x000b_6b75_3fff_ffac, 0x0003_80f2_7105_5b9d, 0x0001_8f01_6ece_f7c8, 0x0007_24f8_5a92_01d8,
                0x1f16_424e_1bb7)
        }
    }

    /// q, the modulus of the field of coordinates, in limbs of 52 bits.
    enum CoordinateModulus52: Modulus52 {
        static var p: Limbs {
            Limbs(
                0x8c16_d87c_fd47, 0x0009_1687_1ca8_d3c2, 0x0001_8158_5d97_816a, 0x000a_029b_8504_5b68, 0x3064_4e72_e131)
        }
        static var negatedInverse: UInt64 { 0x0002_0782_e486_6389 }
        static var fold1: Limbs {
            Limbs(
                0x000c_93a3_dee2_2c55, 0x000e_15f4_ea25_0777, 0x0003_7f0b_49e7_cd63, 0x0002_079e_650a_0895,
                0x0623_4192_d7a1)
        }
        static var fold2: Limbs {
            Limbs(
                0x000a_d9de_1582_c255, 0x0008_ad2b_c2a5_fd8b, 0x9ad1_fe48_9ff8, 0x0008_774e_6c3b_dfd7, 0x131d_64f7_d9d6)
        }
        static var fold3: Limbs {
            Limbs(
                0x000e_3318_48a1_97b9, 0x000d_e353_6be7_dcf5, 0x0009_3519_97b4_7594, 0x000e_3417_94cf_add0,
                0x18ce_fbcf_2e96)
        }
        static var fold4: Limbs {
            Limbs(
                0x0008_a16b_b663_3b48, 0x43d9_5794_2a28, 0x000b_109e_04f8_f77c, 0x000b_2269_cd91_3056, 0x1a8b_3dc9_7a74)
        }
        static var times4: Limbs {
            Limbs(
                0x0002_305b_61f3_f51c, 0x0004_5a1c_72a3_4f08, 0x0006_0561_765e_05aa, 0x0008_0a6e_1411_6da0,
                0xc191_39cb_84c6)
        }
        static var times8: Limbs {
            Limbs(
                0x0004_60b6_c3e7_ea38, 0x0008_b438_e546_9e10, 0x000c_0ac2_ecbc_0b54, 0x14dc_2822_db40,
                0x0001_8322_7397_098d)
        }
        static var quotientFactor: UInt64 { 0x0015_291c }
        static var one: Limbs {
            Limbs(
                0x0002_0880_f6fc_e4b4, 0x0004_9baa_989a_8455, 0x0001_8f01_4a49_8908, 0x0007_24f8_5a92_01d8,
                0x1f16_424e_1bb7)
        }
    }
#endif
