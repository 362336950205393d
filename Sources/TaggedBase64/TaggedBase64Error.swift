/// Why a text is not the tagged base64 that was asked for. Its description never quotes more than a few characters.
public enum TaggedBase64Error: Error, Equatable, Sendable {
    /// There is no `~`.
    case missingSeparator
    /// A character of the tag that is none of `A–Z a–z 0–9 - _`.
    case badTagCharacter(Unicode.Scalar)
    /// A well-formed tag, but not the one asked for; `found` is cut to 32 characters.
    case wrongTag(expected: String, found: String)
    /// Nothing follows the `~`.
    case emptyData
    /// More data than a payload of `maximum` bytes needs.
    case payloadTooLong(maximum: Int)
    /// An `=`: the data is written without padding.
    case padding
    /// A character of the data that is none of `A–Z a–z 0–9 - _`; `offset` counts from the `~`, starting at 0.
    case badDataCharacter(Unicode.Scalar, offset: Int)
    /// A number of data characters that no number of bytes has: 1 modulo 4.
    case impossibleLength(Int)
    /// The last character has bits set that belong to no byte.
    case nonCanonicalEnding
    /// The last byte is not the checksum of the tag and the others.
    case checksumMismatch

    /// A name that stays the same between versions, for programs to match.
    public var code: String {
        switch self {
        case .missingSeparator: "missing-separator"
        case .badTagCharacter: "bad-tag-character"
        case .wrongTag: "wrong-tag"
        case .emptyData: "empty-data"
        case .payloadTooLong: "payload-too-long"
        case .padding: "padding"
        case .badDataCharacter: "bad-data-character"
        case .impossibleLength: "impossible-length"
        case .nonCanonicalEnding: "non-canonical-ending"
        case .checksumMismatch: "checksum-mismatch"
        }
    }
}

extension TaggedBase64Error: CustomStringConvertible {
    /// One line without a full stop, such as `expected tag SCHNORR_VER_KEY, found SCHNORR_SIG`.
    public var description: String {
        switch self {
        case .missingSeparator: "no ~ between tag and data"
        case .badTagCharacter(let character): "character \(visible(character)) in the tag"
        case .wrongTag(let expected, let found): "expected tag \(expected), found \(shown(found))"
        case .emptyData: "no data after the ~"
        case .payloadTooLong(let maximum): "payload longer than \(maximum) bytes"
        case .padding: "padding character = in the data"
        case .badDataCharacter(let character, let offset):
            "character \(visible(character)) at offset \(offset) of the data"
        case .impossibleLength(let count): "\(count) characters of data are no whole number of bytes"
        case .nonCanonicalEnding: "unused bits set in the last character"
        case .checksumMismatch: "checksum mismatch"
        }
    }

    /// A tag of the form that the network's tags have; any other may be part of a secret and is not shown.
    private func shown(_ tag: String) -> String {
        guard !tag.isEmpty else { return "none" }
        return tag.utf8.allSatisfy { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) || $0 == UInt8(ascii: "_") }
            ? tag : "another of \(tag.utf8.count) characters"
    }

    /// Printable ASCII in double quotes, anything else by its number.
    private func visible(_ character: Unicode.Scalar) -> String {
        let number = String(character.value, radix: 16, uppercase: true)
        return (0x21...0x7e).contains(character.value)
            ? "\"\(character)\"" : "U+" + String(repeating: "0", count: max(0, 4 - number.count)) + number
    }
}
