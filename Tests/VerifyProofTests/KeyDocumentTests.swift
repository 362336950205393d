import BN254
import Foundation
import JSON
import ProofDocuments
import ProvingKeys
import TestSupport
import Testing
import TurboPlonk

@Suite("Verifying key documents")
struct KeyDocumentTests {
    private func reference() throws -> JSONObject {
        try JSONReader(JSONValue(parsing: Bundle.module.vectors("vk_v3_cap2.json"))).object()
    }

    private func key(_ document: JSONObject) throws -> VerifyingKey {
        try VerifyingKey(document: JSONReader(.object(document)))
    }

    @Test("a written key is the reference's, member by member, and reads back")
    func roundTrip() throws {
        let reference = try reference()
        let key = try key(reference)
        for (name, value) in key.json { #expect(reference[name] == value, "\(name)") }
        #expect(try self.key(key.json) == key)
    }

    @Test("known keys survive both forms of a file", arguments: KnownKey.all)
    func knownKeys(known: KnownKey) throws {
        let key = known.verifyingKey
        #expect(try self.key(key.json) == key)
        let digits = key.hexadecimalWords.dropFirst(2)
        let lines = "  " + digits.prefix(64) + "\n" + digits.dropFirst(64)
        for text in ["\(digits)", "0x\(digits)\n", "\"0x\(digits.uppercased())\"", lines] {
            #expect(try VerifyingKey(file: Array(text.utf8)) == key)
        }
        #expect(throws: JSONError.self) { try VerifyingKey(file: Array(digits.dropLast(2).utf8)) }
        #expect(throws: JSONError.self) { try VerifyingKey(file: Array(digits.dropLast().utf8)) }
    }

    @Test("what is the same in every key may be missing")
    func optionalMembers() throws {
        let reference = try reference()
        var short = reference
        for name in ["k", "h", "solidity_g2LSB", "solidity_g2MSB"] { short[name] = nil }
        #expect(try key(short) == key(reference))
    }

    @Test("a member that is no key's, or contradicts another, is refused by name")
    func refusals() throws {
        let reference = try reference()
        let one: JSONValue = ["x": "0x1", "y": "0x1"]
        let changes: [(name: String, value: JSONValue, error: String)] = [
            ("domain_size", 16383, "domain size 16383 is not a power of two up to 2^28"),
            ("num_inputs", 16385, "16385 public inputs, more than the domain has rows"),
            ("num_inputs", "5", "num_inputs: expected a number, found a string"),
            ("k", ["0x1"], "k: not the coset constants of the contracts"),
            ("sigma_comms", [one], "sigma_comms[0]: point is not on G1"),
            ("sigma_comms", [["x": "0x1", "y": "0x2"]], "permutation commitments: expected 5, found 1"),
            ("selector_comms", [], "selector commitments: expected 13, found 0"),
            ("beta_h", one, "beta_h.x: expected an object, found a string"),
            ("solidity_g2LSB", "0x1", "solidity_g2LSB: not that of beta_h"),
            ("solidity_g2MSB", "0x1", "solidity_g2MSB: not that of beta_h"),
            ("h", try #require(reference["beta_h"]), "h: not the standard generator of G2"),
        ]
        for change in changes {
            var document = reference
            document[change.name] = change.value
            let error = #expect(throws: JSONError.self) { try key(document) }
            #expect(error?.description == change.error)
        }
    }
}
