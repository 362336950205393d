/// The major version of the light client contract, which fixes what is signed and what is proved.
public enum ContractVersion: Int, Sendable, Hashable, CaseIterable {
    /// No epochs: three public values are signed.
    case v1 = 1
    /// Epochs; the next stake table is signed as well.
    case v2 = 2
    /// One digest is signed, which covers the authentication root too.
    case v3 = 3
}
