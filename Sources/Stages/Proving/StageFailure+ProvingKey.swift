import ConstraintSystem
import TurboPlonk

extension StageFailure {
    /// The failure of a command that needed a proving key.
    ///
    /// No key, or none at the path that was named: `.missingFile`; a file that is no key or is damaged: `.badDocument`.
    public init(_ error: ProvingKeyFileError) {
        switch error {
        case .file(let error): self.init(error)
        case .noKey: self.init(.missingFile, error.description, hint: error.hint)
        case .ambiguous: self.init(.configuration, error.description, hint: error.hint)
        case .notAKeyFile, .foreignByteOrder, .unsupportedFormat, .wrongLength, .damagedHeader, .invalidHeader,
            .damagedSections, .wrongLagrangeBasis:
            self.init(.badDocument, error.description, hint: error.hint)
        }
    }
}

extension ProvingKeyDescription.RangeCheck {
    /// The range check of a circuit, as a key file names it.
    public init(_ rangeCheck: RangeCheck) {
        switch rangeCheck {
        case .canonical: self = .canonical
        case .legacy: self = .legacy
        }
    }
}
