import BN254
import Failures
import Files

/// Why a structured reference string cannot be used.
public enum SRSError: Error, Sendable, Equatable {
    /// The file cannot be read or written.
    case file(FileError)
    /// The file is too short to hold anything, or its count of powers does not fit its length.
    case wrongLength(byteCount: Int, powers: UInt64)
    /// A part that is always empty in this setup, the powers of γ·g or the negative powers of h, is not.
    case unexpectedPart(String)
    /// The power at `index` is no point of G1 other than infinity, or is not encoded as ark-serialize does.
    case badPower(index: Int, BN254Error?)
    /// h or β·h is no point of G2's subgroup other than infinity, or is not encoded as ark-serialize does.
    case badPoint(String, BN254Error?)
    /// The power at index 0 is not the standard generator of G1, or h not that of G2.
    case notGenerator(String)
    /// The file has not the checksum that is published for its degree.
    case wrongChecksum(degree: Int, expected: SHA256Sum, found: SHA256Sum)
    /// The powers are not those of one number, the one in β·h.
    case notConsecutive
    /// More powers are needed than the file has.
    case tooFewPowers(needed: Int, found: Int)

    /// A name that stays the same between versions.
    public var code: String {
        switch self {
        case .file: "file"
        case .wrongLength: "wrong-length"
        case .unexpectedPart: "unexpected-part"
        case .badPower: "bad-power"
        case .badPoint: "bad-point"
        case .notGenerator: "not-generator"
        case .wrongChecksum: "wrong-checksum"
        case .notConsecutive: "not-consecutive"
        case .tooFewPowers: "too-few-powers"
        }
    }
}

extension SRSError: CustomStringConvertible {
    /// One clause, lower case, without the file's name but for ``file(_:)``.
    public var description: String {
        switch self {
        case .file(let error): error.description
        case .wrongLength(let byteCount, let powers):
            "not an ark-srs file, or cut short: \(byteCount) bytes cannot hold the \(powers) powers announced"
        case .unexpectedPart(let part): "not a kzg10 setup in ark-srs layout: \(part) are not empty"
        case .badPower(let index, let reason): "power \(index): \(reason?.description ?? "infinity")"
        case .badPoint(let name, let reason): "\(name): \(reason?.description ?? "infinity")"
        case .notGenerator(let name): "\(name) is not the standard generator"
        case .wrongChecksum(let degree, let expected, let found):
            "sha-256 \(found) is not the one published for degree \(degree), \(expected)"
        case .notConsecutive: "the powers do not fit together, or do not fit β·h"
        case .tooFewPowers(let needed, let found): "\(needed) powers are needed, the file has \(found)"
        }
    }
}

extension SRSError: Failure {
    /// That of the file error; `.configuration` for a setup too small for the circuit; else `.badDocument`.
    package var failureKind: FailureKind {
        switch self {
        case .file(let error): error.failureKind
        case .tooFewPowers: .configuration
        case .wrongLength, .unexpectedPart, .badPower, .badPoint, .notGenerator, .wrongChecksum, .notConsecutive:
            .badDocument
        }
    }

    /// What to do about it, where that helps.
    package var hint: String? {
        switch self {
        case .file(let error) where error.isMissing:
            "see --srs, --download and --insecure-tau in prepare-keys --help"
        case .file(let error): error.hint
        case .tooFewPowers: "take the file of a higher degree"
        default: nil
        }
    }

    /// Only the error of a file has its name.
    package var namesPlace: Bool {
        if case .file = self { true } else { false }
    }
}
