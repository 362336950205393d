import TaggedBase64
import TestSupport
import Testing

private let stateTag = "LIGHT_CLIENT_STATE"

/// The state of a real network, and its payload.
private let state = "LIGHT_CLIENT_STATE~ydNbAAAAAACiBVMAAAAAADJlVWXKIR6Qz9CviL2MhaqD26s0_1V4b7KSKeQcvjEp4Q"
private let statePayload = """
    c9d35b0000000000a20553000000000032655565ca211e90cfd0af88bd8c85aa83dbab34ff55786fb29229e41cbe3129
    """

private let key =
    "SCHNORR_VER_KEY~qmkGszPYDPIXAgxSlM-TpS7f0XnEvau5CSs64zOJoCrlniEg05jcVLGgkiq5001241VBm1nRE9PJNLi3ppnFA_A"
private let signature =
    "SCHNORR_SIG~tXwI04NGHKJT8HRwq3a2E1TJ-IOHHkRIqBnCnBcaYgQEdHysZJ5EbVhMtFbbZXr1lmu0YIGZJaFqOMe0B_L5GSMxuuGTQq_XQdZI9N2a"
    + "4zfpZwXWc99obfhptwjpKJcsIg"

private let defaultSignature =
    "SCHNORR_SIG~" + String(repeating: "A", count: 86) + "E" + String(repeating: "A", count: 41) + "YA"
private let blsKey =
    "BLS_VER_KEY~-Wp2Wf1dfSBbBPKmGt2MRGlxspgopylFYb_Nm_xFuB1c4JdHGXp2GGl-BJyByexp3GXhUMrtcKjc1A-egq15K2FvgVvmX5iMAAhV"
    + "LLSqTo7HqACcYmXQe_Y9MfBO-_otfBsTbtGtsjnDI0Rb5-9XHD9-oj7KviBQBeZeGa1xUaDi"

@Suite struct TaggedBase64Tests {
    @Test func stateOfARealNetwork() throws {
        let decoded = try TaggedBase64(parsing: state, expectedTag: stateTag, maximumPayload: 48)
        #expect(decoded.tag == stateTag)
        #expect(try decoded.payload == hexBytes(statePayload))
        #expect(decoded.description == state)
    }

    @Test(arguments: [
        (stateTag, 48, stateTag + "~" + String(repeating: "A", count: 63) + "ABA"),
        ("STAKE_TABLE_STATE", 128, "STAKE_TABLE_STATE~" + String(repeating: "A", count: 169) + "AB8"),
    ])
    func zeros(tag: String, count: Int, text: String) throws {
        let zeros = [UInt8](repeating: 0, count: count)
        #expect(try TaggedBase64(tag: tag, payload: zeros).description == text)
        #expect(try TaggedBase64(parsing: text, expectedTag: tag, maximumPayload: count).payload == zeros)
    }

    @Test(arguments: [
        (key, 64),
        (signature, 96),
        ("SCHNORR_VER_KEY~-71gzUe6oKEqNKwj40xbyfWHi2_EFvtsKk0E5tOCOQ9BHor1_-9FYItP0bth1hMdcCy3gFpH_R2YLcBhnmuTKEE", 64),
        (defaultSignature, 96),
        (blsKey, 128),
    ])
    func textsOfTheReference(text: String, count: Int) throws {
        let decoded = try TaggedBase64(parsing: text, maximumPayload: count)
        #expect(decoded.payload.count == count)
        #expect(decoded.description == text)
        #expect(throws: TaggedBase64Error.payloadTooLong(maximum: count - 1)) {
            try TaggedBase64(parsing: text, maximumPayload: count - 1)
        }
    }

    @Test func roundTripOfRandomPayloads() throws {
        var generator = SeededGenerator(seed: 2)
        for length in 0...200 {
            let tag = String(repeating: "aZ09-_", count: length % 7)
            let value = try TaggedBase64(tag: tag, payload: generator.bytes(length))
            #expect(try TaggedBase64(parsing: value.description, expectedTag: tag, maximumPayload: length) == value)
        }
    }

    @Test(arguments: ["A/B", "A B", "A~B", "A=", "TÄG"])
    func aTagOutsideTheAlphabetIsNotEncoded(tag: String) {
        #expect(throws: TaggedBase64Error.self) { try TaggedBase64(tag: tag, payload: []) }
    }
}

@Suite struct MalformedTextTests {
    private static let keyData = String(key.dropFirst("SCHNORR_VER_KEY~".count))

    /// The malformed keys of the reference, and a text for every other failure.
    @Test(
        arguments: [
            (key.dropLast() + "B", .nonCanonicalEnding, "unused bits set in the last character"),
            (key.replacingFirst("qmkGs", "qmkGA"), .checksumMismatch, "checksum mismatch"),
            (
                signature, .wrongTag(expected: "SCHNORR_VER_KEY", found: "SCHNORR_SIG"),
                "expected tag SCHNORR_VER_KEY, found SCHNORR_SIG"
            ),
            (String(key.dropLast(4)), .nonCanonicalEnding, "unused bits set in the last character"),
            ("SCHNORR/VER/KEY~" + keyData, .badTagCharacter("/"), #"character "/" in the tag"#),
            (
                "SCHNORR_SIG~" + keyData, .wrongTag(expected: "SCHNORR_VER_KEY", found: "SCHNORR_SIG"),
                "expected tag SCHNORR_VER_KEY, found SCHNORR_SIG"
            ),
            (
                "schnorr_VER_KEY~" + keyData, .wrongTag(expected: "SCHNORR_VER_KEY", found: "schnorr_VER_KEY"),
                "expected tag SCHNORR_VER_KEY, found another of 15 characters"
            ),
            (
                "~" + keyData, .wrongTag(expected: "SCHNORR_VER_KEY", found: ""),
                "expected tag SCHNORR_VER_KEY, found none"
            ),
            ("", .missingSeparator, "no ~ between tag and data"),
            ("SCHNORR_VER_KEY", .missingSeparator, "no ~ between tag and data"),
            ("SCHNORR\nVER_KEY~" + keyData, .badTagCharacter("\n"), "character U+000A in the tag"),
            ("SCHNORR_VER_KEY~", .emptyData, "no data after the ~"),
            ("SCHNORR_VER_KEY~A", .impossibleLength(1), "1 characters of data are no whole number of bytes"),
            ("SCHNORR_VER_KEY~AAAAA", .impossibleLength(5), "5 characters of data are no whole number of bytes"),
            ("SCHNORR_VER_KEY~AA==", .padding, "padding character = in the data"),
            (
                key.replacingFirst("qmkGs", "qmk+s"), .badDataCharacter("+", offset: 3),
                #"character "+" at offset 3 of the data"#
            ),
            (
                key.replacingFirst("qmkGs", "q~kGs"), .badDataCharacter("~", offset: 1),
                #"character "~" at offset 1 of the data"#
            ),
            (
                "SCHNORR_VER_KEY~\u{301}A", .badDataCharacter("\u{301}", offset: 0),
                "character U+0301 at offset 0 of the data"
            ),
            (
                "SCHNORR_VER_KEY~\u{1F600}", .badDataCharacter("\u{1F600}", offset: 0),
                "character U+1F600 at offset 0 of the data"
            ),
            (key + "AAA", .payloadTooLong(maximum: 64), "payload longer than 64 bytes"),
        ] as [(String, TaggedBase64Error, String)])
    func isRefused(text: String, failure: TaggedBase64Error, description: String) {
        #expect(throws: failure) {
            try TaggedBase64(parsing: text, expectedTag: "SCHNORR_VER_KEY", maximumPayload: 64)
        }
        #expect(failure.description == description)
    }

    @Test(arguments: ["SCHNORR_SIG~", "schnorr_VER_KEY~", "~"])
    func theChecksumCoversTheTag(prefix: String) {
        #expect(throws: TaggedBase64Error.checksumMismatch) {
            try TaggedBase64(parsing: prefix + Self.keyData, maximumPayload: 64)
        }
    }

    @Test func aQuotedTagIsCut() {
        let text = String(repeating: "A", count: 100_000) + "~AA"
        #expect(throws: TaggedBase64Error.wrongTag(expected: "X", found: String(repeating: "A", count: 32))) {
            try TaggedBase64(parsing: text, expectedTag: "X", maximumPayload: 64)
        }
    }

    @Test(arguments: [state, key, signature])
    func everyChangeOfOneCharacterIsRefused(text: String) {
        let characters = Array(text.utf8)
        for position in characters.indices {
            for replacement in UInt8(0)...127 where replacement != characters[position] {
                var changed = characters
                changed[position] = replacement
                #expect(throws: TaggedBase64Error.self, "byte \(replacement) at \(position)") {
                    try TaggedBase64(parsing: String(decoding: changed, as: UTF8.self), maximumPayload: 128)
                }
            }
        }
    }

    @Test(arguments: [state, key, signature])
    func everyTruncationIsRefused(text: String) {
        for length in 0..<text.count {
            #expect(throws: TaggedBase64Error.self, "the first \(length) characters") {
                try TaggedBase64(parsing: String(text.prefix(length)), maximumPayload: 128)
            }
        }
    }

    @Test func codesAreDistinct() {
        let failures: [TaggedBase64Error] = [
            .missingSeparator, .badTagCharacter("/"), .wrongTag(expected: "A", found: "B"), .emptyData,
            .payloadTooLong(maximum: 1), .padding, .badDataCharacter("/", offset: 0), .impossibleLength(1),
            .nonCanonicalEnding, .checksumMismatch,
        ]
        #expect(Set(failures.map(\.code)).count == failures.count)
    }
}

extension String {
    fileprivate func replacingFirst(_ part: String, _ replacement: String) -> String {
        replacing(part, with: replacement, maxReplacements: 1)
    }
}
