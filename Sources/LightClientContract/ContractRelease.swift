import LightClient

/// What the contract's `getVersion()` returns.
public struct ContractRelease: Hashable, Sendable, CustomStringConvertible {
    /// 1, 2 or 3 in the contracts that exist.
    public let major: UInt8
    /// The minor version.
    public let minor: UInt8
    /// The patch version.
    public let patch: UInt8

    /// A release.
    public init(major: UInt8, minor: UInt8, patch: UInt8) {
        self.major = major
        self.minor = minor
        self.patch = patch
    }

    /// The version that decides on functions and circuits; nil for a major version nobody here knows.
    public var version: ContractVersion? { ContractVersion(rawValue: Int(major)) }

    /// Such as `3.0.0`.
    public var description: String { "\(major).\(minor).\(patch)" }
}
