import BN254
import Ethereum
import JSON
import PublicVectors
import TestSupport
import Testing

@Suite(.enabled(if: SharedVectors.directory != nil, "\(SharedVectors.absence)"))
struct ABIVectorTests {
    @Test func ethers() throws {
        var generator = SeededGenerator(seed: 31)
        let cases = try publicVectors("ethers/abi.json").elements()
        #expect(cases.count == 260)
        for vector in cases {
            let type = try #require(ABIType(text: vector.text("type")), "\(vector.path)")
            let value = try value(vector.field("verbose"), as: type)
            let encoding = try vector.bytes("encoded")
            #expect(try ABI.encode(value, as: type) == encoding, "\(type)")
            #expect(try ABI.decode(encoding, as: type) == value, "\(type)")
            guard !encoding.isEmpty else { continue }
            let cut = Array(encoding.prefix(Int.random(in: 0..<encoding.count, using: &generator)))
            #expect(throws: ABIError.self, "\(type)") { try ABI.decode(cut, as: type) }
        }
    }

    private func value(_ reader: JSONReader, as type: ABIType) throws -> ABIValue {
        let content = try reader.field("value")
        switch type {
        case .uint: return .uint(word(try content.string()))
        case .int: return .int(twosComplement: word(try content.string()))
        case .address: return .address(try Address(text: content.string()))
        case .bool: return .bool(try content.bool())
        case .fixedBytes, .bytes: return .bytes(try content.bytes())
        case .string: return .string(try content.string())
        case .array(let element), .fixedArray(let element, _):
            return .list(try content.elements().map { try value($0, as: element) })
        case .tuple(let members):
            return .list(try zip(content.elements(), members).map { try value($0, as: $1) })
        }
    }

    /// A decimal number mod 2^256.
    private func word(_ decimal: String) -> UInt256 {
        let digits = bigEndianBytes(decimal: decimal.drop { $0 == "-" })
        let padded = [UInt8](repeating: 0, count: 32 - digits.count) + digits
        let magnitude = UInt256(bigEndian: padded.span)
        return decimal.hasPrefix("-") ? UInt256.zero.subtractingReportingOverflow(magnitude).partialValue : magnitude
    }
}
