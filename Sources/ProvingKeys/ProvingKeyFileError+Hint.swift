import TurboPlonk

extension ProvingKeyFileError {
    /// What to do about it with this product, where that is plain.
    public var hint: String? {
        switch self {
        case .notAKeyFile, .file, .invalidHeader: nil
        case .foreignByteOrder, .unsupportedFormat, .wrongLength, .damagedHeader, .damagedSections,
            .wrongLagrangeBasis:
            "make it again: prepare-keys --force"
        }
    }
}
