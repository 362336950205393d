import Ethereum

/// A light client contract of a public network, by the address of its proxy.
///
/// Source: EspressoSystems/espresso-network `contracts/rust/deployment-info/deployments/*.toml`.
public struct KnownDeployment: Sendable, Hashable {
    /// The network's name.
    public let name: String
    /// The chain that the contract is on.
    public let chainID: UInt64
    /// The address of the proxy.
    public let address: Address

    /// The deployment at `address`; nil if none is known there.
    public init?(_ address: Address) {
        guard let known = Self.all.first(where: { $0.address == address }) else { return nil }
        self = known
    }

    private init?(_ name: String, on chainID: UInt64, at address: String) {
        guard let address = try? Address(text: address) else { return nil }
        self.name = name
        self.chainID = chainID
        self.address = address
    }

    /// All that are known here.
    public static let all: [KnownDeployment] = [
        KnownDeployment("mainnet", on: 1, at: "0x95Ca91Cea73239b15E5D2e5A74d02d6b5E0ae458"),
        KnownDeployment("decaf", on: 11_155_111, at: "0x303872bb82a191771321d4828888920100d0b3e4"),
        KnownDeployment("hoodi", on: 560_048, at: "0x578767719287386043d3aaf2f5a68993c3a42cd5"),
    ].compactMap { $0 }
}
