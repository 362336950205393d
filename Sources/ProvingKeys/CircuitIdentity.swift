import BN254
import ConstraintSystem
import Files
import TurboPlonk

/// Which of the product's circuits a key is for: for which contract, how large and of which kind.
public struct CircuitIdentity: Sendable, Hashable {
    /// The contract's major version: 1 to 65535.
    public let contractVersion: Int
    /// The number of slots of the stake table: 1 to 2^28.
    public let capacity: Int
    /// How the circuit decomposes an element into 254 bits.
    public let rangeCheck: RangeCheck

    /// A circuit; whether it can be made is another question.
    public init(contractVersion: Int, capacity: Int, rangeCheck: RangeCheck) {
        self.contractVersion = contractVersion
        self.capacity = capacity
        self.rangeCheck = rangeCheck
    }

    /// What its key is called, of whatever setup: `v3-cap200-canonical`.
    public var name: String { "v\(contractVersion)-cap\(capacity)-\(rangeCheck.rawValue)" }

    /// The usual name of its key's file: `v3-cap200-canonical-aztec.hspkey`.
    ///
    /// In place of `aztec` stands `srs-` or `insecure-` and 8 digits of the hash of β·h for another setup.
    public func fileName(betaH: G2Point, isInsecure: Bool) -> String {
        namePrefix + CircuitIdentity.setupName(betaH, isInsecure: isInsecure) + CircuitIdentity.nameSuffix
    }

    /// The beginning of the name, which all keys of the circuit share.
    var namePrefix: String { name + "-" }

    static let nameSuffix = ".hspkey"

    private static func setupName(_ betaH: G2Point, isInsecure: Bool) -> String {
        if !isInsecure && betaH == KnownKey.aztecBetaH { return "aztec" }
        return (isInsecure ? "insecure-" : "srs-") + SHA256Sum(of: betaH.arkCompressed).description.prefix(8)
    }
}

extension CircuitIdentity {
    /// What stands in the key file: contract version, capacity, range check (0: canonical, 1: legacy).
    ///
    /// Traps for negative numbers and those of 2^32 and more, which no circuit has.
    public var label: ProvingKeyLabel {
        ProvingKeyLabel(UInt32(contractVersion), UInt32(capacity), CircuitIdentity.number(of: rangeCheck))
    }

    /// The circuit that a label names. Throws a clause that says why it names none.
    init(_ label: ProvingKeyLabel) throws(Flaw) {
        guard (1...65535).contains(label.first) else { throw Flaw(reason: "contract version \(label.first)") }
        guard (1...1 << 28).contains(label.second) else { throw Flaw(reason: "capacity \(label.second)") }
        let rangeCheck = RangeCheck.allCases.first { CircuitIdentity.number(of: $0) == label.third }
        guard let rangeCheck else { throw Flaw(reason: "range check \(label.third)") }
        self.init(contractVersion: Int(label.first), capacity: Int(label.second), rangeCheck: rangeCheck)
    }

    /// What a label says that cannot be.
    struct Flaw: Error {
        let reason: String
    }

    private static func number(of rangeCheck: RangeCheck) -> UInt32 {
        switch rangeCheck {
        case .canonical: 0
        case .legacy: 1
        }
    }
}

extension ProvingKeyFile {
    /// Which of the product's circuits the key is for.
    ///
    /// Throws `ProvingKeyFileError.invalidHeader` for a key of another program.
    public var circuit: CircuitIdentity {
        get throws(ProvingKeyFileError) {
            do throws(CircuitIdentity.Flaw) {
                return try CircuitIdentity(description.label)
            } catch {
                throw .invalidHeader(path: path, error.reason)
            }
        }
    }
}
