import BN254
import Foundation
import TestSupport
import Testing

@Suite(.enabled(if: SharedVectors.directory != nil, "\(SharedVectors.absence)"))
struct ValidatorKeyTests {
    private struct Validator: Decodable { let stakeTableKey: String }

    /// The hundred BLS keys of a live network are points of the subgroup of G2, uncompressed.
    @Test func keysOfALiveNetwork() throws {
        let data = Data(try SharedVectors.sample("decaf_validators_2025.json"))
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let validators = try decoder.decode([String: Validator].self, from: data)
        #expect(validators.count == 100)
        for validator in validators.values {
            let text = validator.stakeTableKey
            let tag = "BLS_VER_KEY~"
            try #require(text.hasPrefix(tag))
            let standard = text.dropFirst(tag.count)
                .replacingOccurrences(of: "-", with: "+").replacingOccurrences(of: "_", with: "/")
            let padding = String(repeating: "=", count: (4 - standard.count % 4) % 4)
            // The last byte is a checksum of the tag and the payload.
            let payload = [UInt8](try #require(Data(base64Encoded: standard + padding)).dropLast())
            let key = try G2Point(arkUncompressed: payload)
            #expect(!key.isInfinity && key.arkUncompressed == payload)
            #expect(Textbook.product(key, PrimeFieldCase.scalar.p).isInfinity)
            #expect(try G2Point(arkCompressed: key.arkCompressed) == key)
        }
    }
}
