import CommandSupport
import ProvingKeys
import TurboPlonk

extension StageFailure {
    /// The failure of a command that needed a proving key.
    ///
    /// None at the path that was named: `.missingFile`; a file that is no key or is damaged: `.badDocument`.
    public init(_ error: ProvingKeyFileError) {
        switch error {
        case .file(let error): self.init(error)
        case .notAKeyFile, .foreignByteOrder, .unsupportedFormat, .wrongLength, .damagedHeader, .invalidHeader,
            .damagedSections, .wrongLagrangeBasis:
            self.init(.badDocument, error.description, hint: error.hint)
        }
    }

    /// The failure of a command whose input is documents, and whose key is part of its configuration.
    ///
    /// A file that is no key or is damaged: `.configuration`, lest a document be blamed for it.
    package init(ofKeyInUse error: ProvingKeyFileError) {
        let failure = StageFailure(error)
        guard failure.status == .badDocument else {
            self = failure
            return
        }
        var hint = failure.hint
        if case .damagedSections(let path, _) = error {
            hint = "look at all of it with prepare-keys --check \(path), make it again with prepare-keys --force"
        }
        self.init(.configuration, failure.message, hint: hint)
    }

    /// The failure of a command that looked for its key in a catalog.
    ///
    /// No key: `.missingFile`; several: `.configuration`; one that cannot be used: as ``init(ofKeyInUse:)``.
    package init(ofKeyInUse error: ProvingKeyCatalogError) {
        switch error {
        case .unusable(let error): self.init(ofKeyInUse: error)
        case .noKey: self.init(.missingFile, error.description, hint: error.hint)
        case .ambiguous: self.init(.configuration, error.description, hint: error.hint)
        }
    }
}
