/// Coordinates of keys that stood in the repository of the contracts for a while. Source: EspressoSystems/espresso-network
/// `contracts/src/libraries/LightClientStateUpdateVKV3.sol`, at the commit that is named, where one is.
extension KnownKey {
    /// V3, commit 500c79ee.
    static let earlierV3: [Literal256] = [
        0x197854e4_ba92b4ec_5c6cb99e_300a5548_d6214f59_8f1ef2ae_69b18c52_92ddd100,  // sigma0
        0x19fa10ba_709454f7_f4671385_8a208f36_b7e900db_f10952d0_0bc7a0ef_d27a4071,
        0x1d7ced8c_1c7990e5_25165066_1f06bff8_bec25faa_722a4957_237d97b6_f526dc67,  // sigma1
        0x176aa2f4_45ece102_f7c762b7_dadabaaf_75ba513c_4d57acdf_db835123_8b401180,
        0x1cead510_6fcf5bb3_a29f3e0b_cda1f365_5ceec26b_c5e19916_fd772378_71c66820,  // sigma2
        0x13e5a180_bd9d4a5e_2c5de21f_2f6a1780_ccbcbf6f_ba0937c8_6b9b637e_100115a2,
        0x15b6d007_3bfaa7a3_fef01a25_71765296_c5ac5484_794994db_c4ea07e8_04f1ef4a,  // sigma3
        0x012cd575_dc2ad9af_d60b81b0_96191fc8_ed9caffc_bc22fabf_aa58462d_1696b9ad,
        0x0839cde5_769db227_08ca4a5b_e5c79365_f01fc7c5_562d5202_3ca55ad3_0b902b46,  // sigma4
        0x2f9c2e08_2f732bca_62ed9b24_179913bd_f23d38ba_5f1c86ee_0e85f48e_ed1f0560,
        0x2df4b366_7d74c0b1_defa77b1_82f4690f_06db98f6_c6c398f5_f03a45d2_04644d3f,  // q1
        0x04ca0936_e4d59224_404d26ab_8563c65f_5260c71c_38381282_74d3a65d_0c772f8f,
        0x02385e29_a6d99ebb_ede46caa_c4522168_b3e6dea8_fdaa6361_633ff7ef_4df16008,  // q2
        0x17fbb624_00ad4175_d96955fa_1e0586d5_80ae6ba5_6f307723_ea756bcb_5657c905,
        0x17da1ad1_d8e25167_2e869fb1_9893a4e2_27e8aaca_e445834d_408e20bc_87b5136a,  // q3
        0x047870ca_b7ad2901_25c8f53b_30362271_72ad6cf2_097558a5_558600e5_239fc49d,
        0x1f79350f_69903489_48159d48_506e65fd_ad6c9f71_5710ac04_79c0dc1d_74521754,  // q4
        0x2970f7d0_221814ef_532703b7_be015b2e_888d9566_49bdf8c8_520d8c88_43cd7e1b,
        0x0da0ba8d_2ebd1d23_cba23e47_9ce1d613_d699b37b_0a65fa96_bac991b9_a3e86d1a,  // qM12
        0x02626e2c_ee658db3_3b9599dd_001d4cd6_355d4e03_60c2cb4a_e1d0d8d2_cea51c67,
        0x016239b3_29117eca_c5efb2d3_25d12c7c_414f1bb2_16660ca8_a80a63b2_e6c9b750,  // qM34
        0x0e947814_c3ceee51_71779b8e_9de1e719_b3e9596c_e0a6e279_b7b3782f_54ab291d,
        0x2bebc218_168eebcf_bfc8f1e5_dab30d20_206079be_f874ac22_8a3e690c_a92b2179,  // qO
        0x1050c56b_37a35ce5_ce867690_947ef18f_c91bbfbc_64972d39_e0e240de_9097224f,
        0x10b41ad3_d09a15c7_209117f4_e78bca89_c7feff81_e317d90b_485165b3_6f1abcfc,  // qC
        0x25db7335_9eab808f_39d066cf_0f79cc45_30fcd369_40fdbc04_bed594e7_4dfb8310,
        0x2564eb65_b4fa6785_64a615c7_ce9dcd9b_62730696_c6c4819f_2cd6c8d4_3d569a44,  // qH1
        0x2197a4fd_a191b13b_a6badb43_075aa57e_fdf37f36_98530e0d_08015988_7e72a7b8,
        0x1cfb97a1_08b4ef96_b4d7e85f_ef1c32ef_47d1d39b_0d689df0_9008487b_db39c4fb,  // qH2
        0x097e54a8_35046cae_28296086_a076f9df_27d20a6f_a9054dd0_4769e138_85685933,
        0x0c4d7bf8_84e7d652_048fa302_796b25c4_a803a701_c35bb0ef_d13405cf_1247f855,  // qH3
        0x0f14ebaf_a1134024_0818dc60_4a49b16e_fb2fc44a_c9092954_b293ac45_3d452c77,
        0x277d7f6d_92d30fe7_e3eeec8e_859ef7f4_23607a9b_39cc08fa_a97e85fd_35847df3,  // qH4
        0x0d993ccf_1dd03a32_f9c040e3_54536b9c_6240926a_4990609a_ac3bffb1_31cbb33c,
        0x117596cb_de0f8167_98baff6a_26c8365e_400d4c19_37a30aeb_a9ef6dae_3e9d1317,  // qEcc
        0x0d91b410_c0f61ad1_fefe0f7d_4d746e28_ef4aa35b_db4af3da_0c909811_83bc10bc,
    ]

    /// V3, the first one, of about 2025-08.
    static let earliestV3: [Literal256] = [
        0x16c1b163_2363af84_48a7c7d2_48805c17_849b9e19_aeb62d14_1535c101_59b0e549,  // sigma0
        0x2bfe19b5_db372156_e32e15bd_635a784d_d6801a7b_81cef042_046f932b_13782cd6,
        0x2ca08b74_26ae2a87_9a201bd9_6909db6c_627c4a8a_be9747cc_82997e4f_5fce6b3f,  // sigma1
        0x03dadc1f_97068379_46aa9b56_21d1f7b7_da6663c6_66865e2e_9f081ed8_dcad5378,
        0x160318f2_ef1ef58d_c7ea7e89_9d6606aa_aae66fa3_cbf8d5ba_e8ce46dc_65f21790,  // sigma2
        0x10529238_3887ba73_5d440de9_cdeb1009_c4aa0e20_0e6781b2_861f7c61_14da9c4a,
        0x300c0e13_78d63820_fffacd81_318daac2_13fdf6ef_86a0b948_9087c762_90cea8fb,  // sigma3
        0x2f63a5f6_aba0c984_3dec4520_92af01b4_05a6074b_652db224_6f517067_ff6fb783,
        0x0567d525_b146e6fd_614f7b73_d3047135_fcd81373_616e2420_7ab9f8d9_9d5c8cf9,  // sigma4
        0x013ac106_581a68ae_bca263c2_7ec7fa53_c6b1429c_8828e87f_c620f6d0_238c8213,
        0x10dbfedd_493a8cbb_ef5d6346_ccdd8ab0_fe3f3cf0_261a1314_35cd4e6a_8fb8fade,  // q1
        0x07d48caa_7a525f2a_8704bf73_72d9a183_f5d08679_050f236b_39a0e62b_4a42fbfc,
        0x1e85fc7a_bf0fff2d_0d62fb67_8085392a_e36e36aa_b232533e_2eb6f5c4_479840c4,  // q2
        0x127619ba_17a06cb7_39da010c_032f4a85_b71d9abf_0de7a8ee_01c7ccb1_dd2925f2,
        0x25df6164_eca3502c_92d72a14_3cfc6de7_890b04f6_f7770240_4e8f38f6_e98b00fe,  // q3
        0x05873b21_45c02123_2a2acd9b_c299bf51_6aaf4cc5_35d12398_98b114f4_3607b9e3,
        0x22ae9a99_df003f27_a03da15e_f41b7d90_2f47b147_ecdc5def_8a3cfd70_8a0dcd02,  // q4
        0x25339a8d_efa5de49_9f41ff48_f450a969_b833d0e6_f2b176e3_d0657215_f0e13220,
        0x12a45f83_42c1f281_c02cc4a2_00292fef_b288e6ce_67582145_2baa6242_4b03fd1a,  // qM12
        0x25ad0826_fac2d04b_0b0b2595_270d89f0_bc41ce3b_08b0c3e3_3f85959f_04361e4c,
        0x195e7896_b3215c0a_bdb19c80_d81e03dd_26fc8092_4239583d_abf3336e_711f3473,  // qM34
        0x1676326e_1d9a90da_7449d0c9_ac392918_fa7c608b_c80c4efd_0f805f42_d5151425,
        0x01edff1c_3369046e_d630565d_4f65fec7_0e2573a0_99b09a1e_832f9b7a_d13fb083,  // qO
        0x1b8ca144_0500a387_0c11e92e_61c8edef_a7cc8957_2bb867f2_1d6522cd_e0b35eed,
        0x04251a28_5ebe6642_65ae2fb2_7df92912_4e7da5bb_5444e66d_bd1442c9_f945a570,  // qC
        0x02af9a85_fa2abd83_72fcd4ba_7fe91bd5_86dbbe41_b8dbe6ec_45fbae82_cb61a6c7,
        0x285b35f5_e2635988_ea3437ae_87a35b18_5203e432_a5ef168a_ae1689e4_7e3a03c7,  // qH1
        0x28382f7d_a1a390a8_44c94b4b_3bb75d97_c850d91d_b53a87fd_f4e05fa2_c576c9d4,
        0x1ea8baa2_f6fb8646_6af3c235_0bb698d8_038416fb_c82f8f75_991f6c19_0b861a0d,  // qH2
        0x0f20f82a_6e4a0f24_e7a20e36_c89f5663_f0ea4093_5f1943c2_d3dadcee_b6f6e4d1,
        0x104c9b90_2b47821d_8d3318e0_978fcaf4_faf1881b_7c87ea2e_88426da9_9ccc5096,  // qH3
        0x26db1152_58030c94_af87db76_1d96f844_72105d98_e55b1aa2_b42ed46c_32d53876,
        0x05560f03_f81c1939_1b17caf7_90bbf2fb_974f32b4_4544943c_e994b4b7_8e138734,  // qH4
        0x121dcbf4_3887c467_c0a34c6d_eb6fd550_a6f6726b_ba4b8270_e69aa9df_bcf9afd5,
        0x1ef3c93d_e0eda456_2d45cd73_db9b337b_e463b9de_cc40f40e_3542a389_84d28329,  // qEcc
        0x1a828206_b67ca2f8_cb78a59a_cf966121_b5e289d6_03e803da_8627196c_c00af7da,
    ]
}
