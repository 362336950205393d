/// Why a value was not encoded, or data not decoded, as a type.
public enum ABIError: Error, Equatable, Sendable {
    /// The value is not one of the type.
    case mismatch(type: ABIType)
    /// The data end within a value of the type.
    case truncated(type: ABIType)
    /// The data are no value of the type: out of range, or padding that is not zero, or text that is not UTF-8.
    case invalid(type: ABIType)
    /// Offsets make the same data stand for several values, or the type's values have no data.
    case overlapping

    /// A name that stays the same between versions, for programs to match.
    public var code: String {
        switch self {
        case .mismatch: "abi-mismatch"
        case .truncated: "abi-truncated"
        case .invalid: "abi-invalid"
        case .overlapping: "abi-overlapping"
        }
    }
}

extension ABIError: CustomStringConvertible {
    /// What is wrong, on one line.
    public var description: String {
        switch self {
        case .mismatch(let type): "the value is no \(type)"
        case .truncated(let type): "the data end within a value of type \(type)"
        case .invalid(let type): "the data are no value of type \(type)"
        case .overlapping: "values share their data"
        }
    }
}
