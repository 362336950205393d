/// Bytes written as `TAG~DATA`, where DATA is base64url without padding of the payload and one checksum byte.
///
/// Decoding is strict: each payload has exactly one text under its tag. What the payload means, and that it has the
/// length its tag implies, is for the caller to check: a checksum of 8 bits lets one damaged text in 256 through.
/// Source: <doc:TaggedText>; EspressoSystems/tagged-base64 `src/lib.rs`.
public struct TaggedBase64: Sendable, Equatable {
    /// The kind of value, such as `SCHNORR_VER_KEY`: any number of characters `A–Z a–z 0–9 - _`.
    public let tag: String
    /// The bytes without the checksum.
    public let payload: [UInt8]

    /// Throws `.badTagCharacter`.
    public init(tag: String, payload: [UInt8]) throws(TaggedBase64Error) {
        try Self.checkCharacters(ofTag: tag[...])
        self.tag = tag
        self.payload = payload
    }

    /// Decodes `text`, which has `expectedTag`, or any tag when that is nil, and at most `maximumPayload` bytes.
    ///
    /// Throws the first failure found from left to right; a wrong tag comes before anything wrong in the data.
    public init(parsing text: String, expectedTag: String? = nil, maximumPayload: Int) throws(TaggedBase64Error) {
        guard let separator = text.unicodeScalars.firstIndex(of: "~") else { throw .missingSeparator }
        let tag = text[..<separator]
        try Self.checkCharacters(ofTag: tag)
        if let expectedTag, expectedTag != tag {
            throw .wrongTag(expected: expectedTag, found: String(tag.prefix(32)))
        }

        let data = text[text.unicodeScalars.index(after: separator)...]
        guard data.utf8.count <= Base64URL.encodedLength(of: maximumPayload + 1) else {
            throw .payloadTooLong(maximum: maximumPayload)
        }
        var bytes = try Base64URL.decode(data)
        guard let checksum = bytes.popLast() else { throw .emptyData }
        guard checksum == Self.checksum(tag: tag, payload: bytes) else { throw .checksumMismatch }
        self.tag = String(tag)
        self.payload = bytes
    }

    /// CRC-8 of the tag and the payload, XOR the payload's length modulo 256.
    private static func checksum(tag: Substring, payload: [UInt8]) -> UInt8 {
        var crc = CRC8()
        crc.update(tag.utf8)
        crc.update(payload)
        return crc.value ^ UInt8(truncatingIfNeeded: payload.count)
    }

    private static func checkCharacters(ofTag tag: Substring) throws(TaggedBase64Error) {
        for character in tag.unicodeScalars {
            guard character.isASCII, Base64URL.isInAlphabet(UInt8(character.value)) else {
                throw .badTagCharacter(character)
            }
        }
    }
}

extension TaggedBase64: CustomStringConvertible {
    /// The text, `TAG~DATA`.
    public var description: String { TaggedBase64.text(tag: tag, payload: payload) }

    /// The text, `tag~DATA`, for a tag that is known to have no character outside the alphabet.
    public static func text(tag: String, payload: [UInt8]) -> String {
        assert((try? checkCharacters(ofTag: tag[...])) != nil)
        return tag + "~" + Base64URL.encode(payload + [checksum(tag: tag[...], payload: payload)])
    }
}
