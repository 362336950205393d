/// A JSON number, kept as the text it was written in: `18446744073709551615`, `1e400`, `0.10` and `-0` stay so.
///
/// Two numbers are equal when their texts are: `1.0` is not `1`.
public struct JSONNumber: Sendable, Equatable {
    /// The number as written: `-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?` (RFC 8259, section 6).
    public let text: String

    /// The number `text` spells, or nil unless all of it is one JSON number.
    public init?(text: String) {
        let bytes = Array(text.utf8)
        guard NumberSyntax.end(in: bytes, from: 0) == bytes.count else { return nil }
        self.text = text
    }

    /// An unsigned integer, in decimal.
    public init(_ value: UInt64) { text = String(value) }

    /// A signed integer, in decimal.
    public init(_ value: Int) { text = String(value) }

    /// The shortest decimal number that reads back as `value`, or nil for an infinity and for NaN, which JSON lacks.
    public init?(_ value: Double) {
        guard value.isFinite else { return nil }
        text = value.description
    }

    /// A number whose text the caller has already held against the grammar.
    init(checked text: String) { self.text = text }

    /// The value, or nil unless the text is a plain integer from 0 to 2^64 − 1: no sign, no fraction, no exponent.
    public var uint64: UInt64? {
        // `UInt64.init` takes "-0".
        text.utf8.first == UInt8(ascii: "-") ? nil : UInt64(text)
    }

    /// The value, or nil unless the text is a plain integer from −2^63 to 2^63 − 1: no fraction, no exponent.
    public var int64: Int64? { Int64(text) }

    /// The nearest double; an infinity when the number is beyond the range of doubles.
    public var double: Double { Double(text) ?? .nan }

    /// Whether the text has neither fraction nor exponent.
    var isPlainInteger: Bool {
        text.utf8.allSatisfy { $0 == UInt8(ascii: "-") || NumberSyntax.isDigit($0) }
    }
}
