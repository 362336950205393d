/// Base64 with the URL-safe alphabet and without padding (RFC 4648 section 5). Not for secrets: it looks up tables.
package enum Base64URL {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

    /// For each byte its six bits, or `none` for a byte outside the alphabet.
    private static let values: [UInt8] = {
        var values = [UInt8](repeating: none, count: 256)
        for (value, character) in alphabet.enumerated() {
            values[Int(character)] = UInt8(value)
        }
        return values
    }()

    private static let none: UInt8 = 0xff

    /// Whether `character` is one of `A–Z a–z 0–9 - _`.
    package static func isInAlphabet(_ character: UInt8) -> Bool {
        values[Int(character)] != none
    }

    /// Characters that `count` bytes take.
    package static func encodedLength(of count: Int) -> Int {
        count / 3 * 4 + [0, 2, 3][count % 3]
    }

    /// The characters for `bytes`: 4 for each 3, then 2 for one byte more or 3 for two.
    package static func encode(_ bytes: [UInt8]) -> String {
        var characters: [UInt8] = []
        characters.reserveCapacity(encodedLength(of: bytes.count))
        var pending: UInt32 = 0
        var pendingBits = 0
        for byte in bytes {
            pending = pending << 8 | UInt32(byte)
            pendingBits += 8
            while pendingBits >= 6 {
                pendingBits -= 6
                characters.append(alphabet[Int(pending >> pendingBits & 0x3f)])
            }
        }
        if pendingBits > 0 {
            characters.append(alphabet[Int(pending << (6 - pendingBits) & 0x3f)])
        }
        return String(decoding: characters, as: UTF8.self)
    }

    /// The bytes that `text` stands for; exactly one text decodes to any bytes.
    ///
    /// Throws `.padding`, `.badDataCharacter`, `.impossibleLength` or `.nonCanonicalEnding`.
    package static func decode(_ text: Substring) throws(TaggedBase64Error) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count / 4 * 3 + 2)
        var pending: UInt32 = 0
        var pendingBits = 0
        for (offset, character) in text.unicodeScalars.enumerated() {
            guard character != "=" else { throw .padding }
            guard character.isASCII, values[Int(character.value)] != none else {
                throw .badDataCharacter(character, offset: offset)
            }
            pending = pending << 6 | UInt32(values[Int(character.value)])
            pendingBits += 6
            if pendingBits >= 8 {
                pendingBits -= 8
                bytes.append(UInt8(truncatingIfNeeded: pending >> pendingBits))
            }
        }
        guard pendingBits < 6 else { throw .impossibleLength(text.utf8.count) }
        guard pending & (1 << pendingBits - 1) == 0 else { throw .nonCanonicalEnding }
        return bytes
    }
}
