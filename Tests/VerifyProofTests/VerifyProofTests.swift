import BN254
import JSON
import ProofDocuments
import ProvingKeys
import TestSupport
import Testing
import TurboPlonk

@Suite("verify-proof")
struct VerifyProofTests {
    private let example: ProofExample
    private let command: BuiltCommand

    init() throws {
        example = try ProofExample()
        command = try BuiltCommand("verify-proof")
    }

    @Test("a document with a valid proof gets one line that says so")
    func valid() async throws {
        let result = try await command.run(["--vk", example.keyPath], input: example.document())
        #expect(result.ending == .exit(0))
        #expect(
            result.errorLines == [
                "verify-proof: warning: 1 valid only for an insecure key: whoever knows its secret can prove anything",
                "verify-proof: warning: 1 valid, but the document lacks what the proof is of: nothing was compared",
            ])
        let verdict = try #require(try result.verdicts.first)
        #expect(
            try verdict.object() == [
                "valid": true, "document": 1, "statement_compared": false, "insecure": true,
                "verifying_key_hash": .string(example.key.keccak.hexadecimalWord),
                "known_key": nil, "domain_size": 16384, "contract_domain_size": false, "aztec_ceremony": false,
            ])
        #expect(result.outputLines.count == 1)
    }

    @Test("a proof is taken in every form, with the inputs inside or beside it")
    func forms() async throws {
        var inside = example.field
        let inputs = inside["public_inputs"]
        inside["public_inputs"] = nil
        let beside: JSONValue = ["proof": .object(inside), "public_inputs": try #require(inputs)]
        let input =
            try example.document() + example.bare(.string(example.tagged))
            + example.bare(.string(example.arkCompressed)) + example.bare(.string("0x" + example.arkCompressed))
            + example.bare(.object(example.field)) + beside.prettyPrinted()
        let result = try await command.run(["--vk", example.keyPath], input: input)
        #expect(result.ending == .exit(0))
        #expect(try result.validity == [JSONValue](repeating: true, count: 6))
    }

    @Test("one bad proof among good ones is named, and the command exits with 1")
    func oneBad() async throws {
        let bad = try example.document { $0["wireEval3"] = "0x5" }
        let input = try example.document() + bad + example.document()
        let result = try await command.run(["--vk", example.keyPath], input: input)
        #expect(result.ending == .exit(1))
        #expect(try result.validity == [true, false, true])
        let verdict = try result.verdicts[1]
        #expect(try verdict.field("code").string() == "does-not-verify")
        #expect(try verdict.field("reason").string() == "the proof does not verify")
        #expect(try verdict.field("document").int() == 2)
        #expect(result.errorLines.last == "verify-proof: error: 1 of 3 proofs not valid")
    }

    @Test("a proof that the contract would refuse to decode is invalid, the reason naming the field")
    func undecodable() async throws {
        let input =
            try example.document { $0["split2"] = ["x": "0x1", "y": "0x1"] }
            + example.document { $0["prodPerm"] = ["x": .string(Fq.modulus.hexadecimalWord), "y": "0x0"] }
            + example.document { $0["sigmaEval0"] = .string(Fr.modulus.hexadecimalWord) }
            + example.document { $0["public_inputs"] = ["0x1", .string(UInt256.max.hexadecimalWord)] }
            + example.document { $0["public_inputs"] = ["0x1"] }
            + example.document { $0["verifying_key_hash"] = "0x7" }
            + example.document { $0["zeta"] = ["x": "0x0", "y": "0x0"] }
        let result = try await command.run(["--vk", example.keyPath], input: input)
        #expect(result.ending == .exit(1))
        #expect(try result.validity == [JSONValue](repeating: false, count: 7))
        let word = UInt256(7).hexadecimalWord
        #expect(
            try result.verdicts.map { try $0.field("reason").string() } == [
                "split2: point is not on G1", "prodPerm: x of the G1 point is not below the modulus",
                "sigmaEval0: Fr element is not below the modulus",
                "proof.public_inputs[1]: Fr element is not below the modulus",
                "the key takes 5 public inputs, found 1", "the proof is for verifying key \(word)",
                "the proof does not verify",
            ])
    }

    @Test("a malformed document ends the command with 65, after the verdicts on those before it")
    func malformed() async throws {
        let good = try example.document()
        let cases: [(String, String)] = try [
            ("{", "unexpected end"),
            (#"{"proof":{}}"#, "proof.wire0: missing"),
            (#"{"public_inputs":[]}"#, "proof: missing"),
            (example.document { $0["wire1"] = ["x": "0x1"] }, "proof.wire1.y: missing"),
            (example.document { $0["wireEval0"] = "0xg" }, "proof.wireEval0: not a hexadecimal number"),
            (example.document { $0["public_inputs"] = nil }, "public_inputs: missing"),
            (example.bare(.string(example.tagged + "A")), "proof: payload longer than 1185 bytes"),
            (example.bare(.string("PROOF~AAAA")), "proof: checksum mismatch"),
            (example.bare("abc"), "proof: expected an object, hexadecimal digits or PROOF~…"),
            (example.bare("abcd"), "proof: a proof takes 769 bytes, found 2"),
            (#"{"schema":"other","proof":{}}"#, #"schema: expected "hotshot-state-update/1""#),
        ]
        for (text, reason) in cases {
            let result = try await command.run(["--vk", example.keyPath], input: good + text)
            #expect(result.ending == .exit(65), "\(text.prefix(60))")
            #expect(try result.validity == [true])
            #expect(result.errors.hasPrefix("verify-proof: standard input: document 2: "), "\(result.errors)")
            if text != "{" { #expect(result.errors.contains(reason), "\(result.errors)") }
        }
    }

    @Test("no document at all is an error: silence must not pass for a verdict")
    func empty() async throws {
        let result = try await command.run(["--known", "v3"])
        #expect(result.ending == .exit(65))
        #expect(result.output == "")
        #expect(result.errors == "verify-proof: standard input: no document\n")
    }

    @Test("a document that asks for nothing is said to have nothing, and does not fail")
    func nothingToVerify() async throws {
        let nothing = #"{"schema":"hotshot-state-update/1","action":"none","reason":"up-to-date"}"#
        let result = try await command.run(["--vk", example.keyPath], input: nothing + example.document())
        #expect(result.ending == .exit(0))
        #expect(try result.validity == [nil, true])
    }

    @Test("many documents are verified in several batches, each verdict in its place")
    func manyDocuments() async throws {
        let good = try example.document()
        let bad = try example.document { $0["prodPermZetaOmegaEval"] = "0x1" }
        let input = (0..<300).map { $0 == 290 ? bad : good }.joined()
        let result = try await command.run(["--vk", example.keyPath], input: input)
        #expect(result.ending == .exit(1))
        #expect(try result.validity == (0..<300).map { .bool($0 != 290) })
    }

    @Test("a known key is recognised by name, and its contract's domain size passes")
    func knownKey() async throws {
        // The proof is of another key: what matters is how the key is described.
        let result = try await command.run(
            ["--known", "v3", "--as-contract"], input: example.bare(.string(example.tagged)))
        #expect(result.ending == .exit(1))
        let verdict = try #require(try result.verdicts.first)
        #expect(try verdict.field("known_key").string() == "v3")
        #expect(try verdict.field("contract_domain_size").bool())
        #expect(try verdict.field("aztec_ceremony").bool())
        #expect(try verdict.field("code").string() == "does-not-verify")
    }

    @Test("--as-contract refuses a domain that the contracts do not know")
    func asContract() async throws {
        let result = try await command.run(["--vk", example.keyPath, "--as-contract"], input: example.document())
        #expect(result.ending == .exit(1))
        #expect(try result.verdicts.map { try $0.field("code").string() } == ["unsupported-domain-size"])
    }

    @Test("for a contract a known key passes, and an insecure one only where it is allowed")
    func insecureForAContract() async throws {
        // A key with a domain that contracts know, and a file that says that its secret is known.
        let known = try #require(KnownKey(name: "v3")).verifyingKey
        var object = known.json
        object["insecure"] = true
        let path = try example.write(try JSONValue.object(object).serialized(), to: "insecure.json")
        let input = try example.bare(.string(example.tagged))
        func code(_ arguments: [String]) async throws -> String {
            let result = try await command.run(["--vk", path] + arguments, input: input)
            #expect(result.ending == .exit(1))
            return try #require(try result.verdicts.first).field("code").string()
        }
        #expect(try await code(["--as-contract"]) == "insecure-key")
        #expect(try await code(["--as-contract", "--allow-insecure"]) == "does-not-verify")
        #expect(try await code([]) == "does-not-verify")
    }

    @Test("the key is one of three, and its file exists and holds a key")
    func keyOptions() async throws {
        func check(_ arguments: [String], _ code: Int32, _ message: String) async throws {
            let result = try await command.run(arguments, input: example.document())
            #expect(result.ending == .exit(code))
            #expect(result.output == "")
            #expect(result.errorLines.first?.hasPrefix("verify-proof: \(message)") == true, "\(result.errors)")
        }
        try await check([], 64, "give one of --known, --vk and --key")
        try await check(["--known", "v1", "--vk", example.keyPath], 64, "give one of")
        try await check(["--known", "v4"], 64, #"--known: expected v1, v2 or v3, got 2 characters"#)
        try await check(["--vk", "/no/such.json"], 66, "/no/such.json: no such verifying key file")
        try await check(["--key", "/no/such/file"], 66, "")
        let empty = try example.write("{}", to: "empty.json")
        try await check(["--vk", empty], 78, "\(empty): beta_h: missing")
        let text = try example.write("no key", to: "text.json")
        try await check(["--vk", text], 78, "\(text): expected a JSON object or the hexadecimal digits of 40 words")
    }
}
