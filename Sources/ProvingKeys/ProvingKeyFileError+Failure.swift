import Failures
import TurboPlonk

extension ProvingKeyFileError: Failure {
    /// None at the path that was named: `.missingFile`; a file that is no key or is damaged: `.badDocument`.
    package var failureKind: FailureKind {
        switch self {
        case .file(let error): error.failureKind
        case .notAKeyFile, .foreignByteOrder, .unsupportedFormat, .wrongLength, .damagedHeader, .invalidHeader,
            .damagedSections, .wrongLagrangeBasis:
            .badDocument
        }
    }

    /// What to do about it with this product, where that is plain.
    public var hint: String? {
        switch self {
        case .file(let error): error.hint
        case .notAKeyFile, .invalidHeader: nil
        case .foreignByteOrder, .unsupportedFormat, .wrongLength, .damagedHeader, .damagedSections,
            .wrongLagrangeBasis:
            "make it again: prepare-keys --force"
        }
    }

    /// The text has the path.
    package var namesPlace: Bool { true }
}
