import Files

/// Why a proving key file cannot be used.
public enum ProvingKeyFileError: Error, Sendable, Equatable {
    /// The file cannot be read or written.
    case file(FileError)
    /// The file is another kind of file, or was never finished.
    case notAKeyFile(path: String)
    /// The file was made on a machine that orders the bytes of a number the other way.
    case foreignByteOrder(path: String)
    /// The file has a form that this program does not know.
    case unsupportedFormat(path: String, version: UInt32)
    /// The file has not the length it had when it was made.
    case wrongLength(path: String, expected: UInt64, found: Int)
    /// Header or section table are not as they were made.
    case damagedHeader(path: String)
    /// Header or section table say what cannot be, by a defect of the program that wrote them.
    case invalidHeader(path: String, String)
    /// The contents of these sections are not as they were made.
    case damagedSections(path: String, [String])
    /// The points of the Lagrange basis are not those that belong to the powers, by a defect of the program that made them.
    case wrongLagrangeBasis(path: String)

    /// A name that stays the same between versions.
    public var code: String {
        switch self {
        case .file: "file"
        case .notAKeyFile: "not-a-key-file"
        case .foreignByteOrder: "foreign-byte-order"
        case .unsupportedFormat: "unsupported-format"
        case .wrongLength: "wrong-length"
        case .damagedHeader: "damaged-header"
        case .invalidHeader: "invalid-header"
        case .damagedSections: "damaged-sections"
        case .wrongLagrangeBasis: "wrong-lagrange-basis"
        }
    }
}

extension ProvingKeyFileError: CustomStringConvertible {
    /// One clause, lower case.
    public var description: String {
        switch self {
        case .file(let error): error.description
        case .notAKeyFile(let path): "\(path): not a proving key file"
        case .foreignByteOrder(let path): "\(path): made on a machine of the other byte order"
        case .unsupportedFormat(let path, let version):
            "\(path): key file format \(version), this program knows \(ProvingKeyHeader.formatVersion)"
        case .wrongLength(let path, let expected, let found):
            "\(path): \(found) bytes in place of \(expected), the file was cut short or added to"
        case .damagedHeader(let path): "\(path): the header is damaged"
        case .invalidHeader(let path, let reason): "\(path): invalid header, \(reason)"
        case .damagedSections(let path, let sections): "\(path): damaged: \(sections.joined(separator: ", "))"
        case .wrongLagrangeBasis(let path): "\(path): the Lagrange basis is not that of the powers"
        }
    }
}
