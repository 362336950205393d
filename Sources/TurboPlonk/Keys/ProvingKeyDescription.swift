import BN254
import ConstraintSystem
import Files

/// What a proving key file says about itself, apart from the verifying key.
public struct ProvingKeyDescription: Sendable, Hashable {
    /// The contract's major version: 1 to 65535.
    public var contractVersion: Int
    /// The number of slots of the stake table: 1 to 2^28.
    public var capacity: Int
    /// How the circuit decomposes an element into 254 bits.
    public var rangeCheck: RangeCheck
    /// Whether somebody knows the secret of the setup, so that proofs prove nothing.
    public var isInsecure: Bool
    /// Which setup it was made from: the SHA-256 of the setup's file or, without one, of its β·h.
    public var setup: SHA256Sum
    /// The version of the program that made the file, at most 31 bytes of UTF-8; what is longer is cut.
    public var creator: String

    /// A description.
    public init(
        contractVersion: Int, capacity: Int, rangeCheck: RangeCheck, isInsecure: Bool, setup: SHA256Sum, creator: String
    ) {
        self.contractVersion = contractVersion
        self.capacity = capacity
        self.rangeCheck = rangeCheck
        self.isInsecure = isInsecure
        self.setup = setup
        self.creator = creator
    }

    /// A circuit of this product: which contract it is for, how large and of which kind it is.
    public struct Circuit: Sendable, Hashable {
        /// The contract's major version.
        public let contractVersion: Int
        /// The number of slots of the stake table.
        public let capacity: Int
        /// How the circuit decomposes an element into 254 bits.
        public let rangeCheck: RangeCheck
    }

    /// The circuit the key is for.
    public var circuit: Circuit {
        Circuit(contractVersion: contractVersion, capacity: capacity, rangeCheck: rangeCheck)
    }

    /// The usual name of the file: `v3-cap200-canonical-aztec.hspkey`.
    ///
    /// In place of `aztec` stands `srs-` or `insecure-` and 8 digits of the hash of β·h for another setup.
    public func fileName(betaH: G2Point) -> String {
        namePrefix + setupName(betaH) + ProvingKeyDescription.nameSuffix
    }

    /// The beginning of the name, which all keys of the circuit share.
    var namePrefix: String {
        ProvingKeyDescription.namePrefix(
            contractVersion: contractVersion, capacity: capacity, rangeCheck: rangeCheck)
    }

    static func namePrefix(contractVersion: Int, capacity: Int, rangeCheck: RangeCheck) -> String {
        "v\(contractVersion)-cap\(capacity)-\(rangeCheck.rawValue)-"
    }

    static let nameSuffix = ".hspkey"

    private func setupName(_ betaH: G2Point) -> String {
        if !isInsecure && betaH == KnownKey.aztecBetaH { return "aztec" }
        let digits = SHA256Sum(of: betaH.arkCompressed).description.prefix(8)
        return (isInsecure ? "insecure-" : "srs-") + digits
    }
}
