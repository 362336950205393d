import TaggedBase64
import TestSupport
import Testing

@Suite struct CodecTests {
    /// RFC 4648 section 10 without the padding, and the two characters that differ from plain base64.
    @Test(arguments: [
        ("", ""), ("66", "Zg"), ("666f", "Zm8"), ("666f6f", "Zm9v"), ("666f6f62", "Zm9vYg"),
        ("666f6f6261", "Zm9vYmE"), ("666f6f626172", "Zm9vYmFy"), ("fbefbe", "----"), ("ffffff", "____"),
    ])
    func base64(hex: String, text: String) throws {
        let bytes = try hexBytes(hex)
        #expect(Base64URL.encode(bytes) == text)
        #expect(try Base64URL.decode(text[...]) == bytes)
        #expect(Base64URL.encodedLength(of: bytes.count) == text.count)
    }

    /// Of the 64 last characters after one whole byte's first, only the four that leave its unused bits clear decode.
    @Test func oneTextForEachByte() throws {
        let accepted = (UInt8(0)...127).filter { (try? Base64URL.decode("A\(Unicode.Scalar($0))")) != nil }
        #expect(String(decoding: accepted, as: UTF8.self) == "AQgw")
    }

    /// The check value of CRC-8/SMBUS, and the checksum of the worked example.
    @Test func crc8() throws {
        var crc = CRC8()
        crc.update("123456789".utf8)
        #expect(crc.value == 0xf4)

        var example = CRC8()
        example.update("LIGHT_CLIENT_STATE".utf8)
        let payload = "c9d35b0000000000a20553000000000032655565ca211e90cfd0af88bd8c85aa83dbab34ff55786fb29229e41cbe3129"
        example.update(try hexBytes(payload))
        #expect(example.value == 0xd1)
    }
}
