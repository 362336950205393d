import Files

/// The setup of production: Aztec's Ignition ceremony, as the `ark-srs` library publishes it. Source: <doc:Setups>.
public enum AztecCeremony {
    /// A file that is published.
    public struct Published: Sendable, Hashable {
        /// The degree of the highest power in it.
        public let degree: Int
        /// The SHA-256 of the file.
        public let checksum: SHA256Sum

        /// The length of the file in bytes.
        public var byteCount: Int { SRSLayout.byteCount(powerCount: degree + 1) }

        /// `kzg10-aztec20-srs-{degree}.bin`, which is also the name of the asset for download.
        public var fileName: String { "kzg10-aztec20-srs-\(degree).bin" }
    }

    /// The files that are published, by degree.
    public static let published = [
        Published(1024, 0x0e2a_5fb1_d910_2ee5, 0xb067_2347_2b23_f4f2, 0x9f93_8712_251a_7b5b, 0x75ee_d4df_4049_871c),
        Published(16392, 0x386d_2477_3c0c_cffd, 0x7c75_10ae_9289_7c53, 0xcf9f_8491_cc75_a82f, 0x62d3_384e_8a25_9bcb),
        Published(32776, 0xc755_e391_fb00_4ce3, 0xdec8_b2f2_bd40_c8b0, 0x7925_8a01_fcea_2795, 0x41c5_7194_7742_c990),
        Published(65544, 0x8d4a_6edc_a593_f3d2, 0xa0ff_89b4_a2e6_04dc, 0xf482_0b03_65c0_5172, 0x9231_f079_5d30_828a),
        Published(131_080, 0x41eb_c220_9b87_3f24, 0xc5b5_641b_a38b_1160, 0xe7c6_dda7_479f_2a0c, 0x39b8_ab8f_a6fb_d219),
        Published(262_152, 0xf3b8_f189_9786_1e99, 0x3d5a_3ff8_e524_df19, 0x7b1a_e4fe_10d7_6331, 0x166e_de48_e49b_0a13),
        Published(524_296, 0x44dc_8de2_51c6_35d1, 0x2447_de01_8f51_4895, 0x2b0b_e492_3011_9a10, 0xeb81_4b53_55e0_b9da),
        Published(
            1_048_584, 0xcded_83e8_2e4b_49fe, 0xe4cb_2e0f_374f_9969, 0x54fe_1254_8ad3_9100, 0x432e_e493_069e_f09d),
    ]

    /// The file published for exactly this degree.
    public static func published(degree: Int) -> Published? {
        published.first { $0.degree == degree }
    }

    /// The smallest published file for circuits of `domainSize` rows, which need the degree n + 2; nil beyond 2^20.
    public static func published(forDomainSize domainSize: Int) -> Published? {
        published.first { $0.degree >= domainSize + 2 }
    }

    /// Where the original keeps the file: `ark-srs/aztec20` in the user's data folder, `$XDG_DATA_HOME` or
    /// `~/.local/share`; nil when the environment names neither that nor `$HOME`.
    public static func cachePath(of file: Published, environment: [String: String]) -> String? {
        guard let folder = BaseFolder.data.path(environment: environment) else { return nil }
        return "\(folder)/ark-srs/aztec20/\(file.fileName)"
    }
}

extension AztecCeremony.Published {
    fileprivate init(_ degree: Int, _ first: UInt64, _ second: UInt64, _ third: UInt64, _ fourth: UInt64) {
        self.init(degree: degree, checksum: SHA256Sum(first, second, third, fourth))
    }
}
