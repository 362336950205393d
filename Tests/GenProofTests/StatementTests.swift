import JSON
import LightClient
import NetworkFixtures
import TestSupport
import Testing

/// `verify-proof` on documents of which a part was exchanged: the proof is still valid, of what the document no longer
/// states.
@Suite(.serialized) struct StatementTests {
    private let pipeline: ProvingPipeline
    private let network = SyntheticNetwork(validators: 2, capacity: 2)

    init() throws { pipeline = try ProvingPipeline() }

    /// A document with a proof, and the same of another height.
    private func proved(_ version: ContractVersion) async throws -> (document: JSONValue, other: JSONValue) {
        try await pipeline.prepareKey(version, capacity: 2)
        func document(_ height: UInt64) async throws -> JSONValue {
            let fetched = try await pipeline.fetch(network.replies(version, height: height), version, capacity: 2)
            return try JSONValue(parsing: try await pipeline.run("gen-proof", [], input: fetched).output)
        }
        return (try await document(195), try await document(194))
    }

    private func verify(_ document: JSONValue, _ arguments: [String] = []) async throws -> (Int32, JSONReader) {
        let key = try pipeline.keyFile("v")
        let result = try await pipeline.start(
            "verify-proof", ["--key", key] + arguments, input: try document.serialized())
        guard case .exit(let code) = result.ending else { throw TestSupportError(description: result.errors) }
        let verdict = try result.outputLines.first.map { try JSONValue(parsing: $0) }
        return (code, JSONReader(verdict ?? .null))
    }

    private func expect(_ document: JSONValue, isOther reason: String, _ what: String) async throws {
        let (code, verdict) = try await verify(document)
        #expect(code == 1, "\(what)")
        #expect(try verdict.field("valid").value == false, "\(what)")
        #expect(try verdict.field("code").string() == "other-statement", "\(what)")
        #expect(try verdict.field("reason").string().contains(reason), "\(what)")
    }

    @Test("each part of the statement is compared", arguments: ContractVersion.allCases)
    func parts(version: ContractVersion) async throws {
        let (document, other) = try await proved(version)
        let (code, verdict) = try await verify(document)
        #expect(code == 0)
        #expect(try verdict.field("valid").value == true)
        #expect(try verdict.field("statement_compared").value == true)
        #expect(try verdict.field("insecure").value == true)

        var changed = document
        changed["bundle"] = other["bundle"]
        try await expect(changed, isOther: "the proof is not about what bundle states", "another bundle")

        changed = document
        changed["proof"] = other["proof"]
        try await expect(changed, isOther: "the proof is not about what bundle states", "another proof")

        let table = try StakeTableState(tagged: try JSONReader(document["stake_table"]).field("commitment").string())
        let next = StakeTableState.zero
        if version.features.hasEpochs {
            changed = document
            changed["bundle"]["next_stake"] = .string(next.tagged)
            try await expect(changed, isOther: "the proof is not about what bundle states", "another next table")
        }
        if version.features.hasAuthRoot {
            changed = document
            changed["bundle"]["auth_root"] = .string("0x" + String(repeating: "1", count: 64))
            try await expect(changed, isOther: "the proof is not about what bundle states", "another auth root")
        }
        changed = document
        changed["stake_table"]["commitment"] = .string(next.tagged)
        try await expect(changed, isOther: "voting stake table than that of stake_table", "another commitment")

        changed = document
        changed["stake_table"]["entries"] = .array(
            try JSONReader(document["stake_table"]).field("entries").elements().map(\.value).dropLast())
        try await expect(changed, isOther: "voting stake table than that of stake_table.entries", "an entry less")

        // An update beside the bundle is what is proved, and the bundle is where it comes from.
        changed = document
        changed["update"] = document["bundle"]
        changed["update"]["voting_stake_table"] = .string(table.tagged)
        #expect(try await verify(changed).0 == 0)
        var exchanged = changed
        exchanged["update"]["voting_stake_table"] = .string(next.tagged)
        try await expect(exchanged, isOther: "voting stake table than that of update", "another voting table")
        exchanged = changed
        exchanged["bundle"] = other["bundle"]
        try await expect(exchanged, isOther: "update is not what bundle states", "another origin")
        exchanged = changed
        exchanged["update"]["state"] = other["bundle"]["state"]
        for name in ["block_height", "view_number", "block_comm_root"] { exchanged["update"].remove(name) }
        try await expect(exchanged, isOther: "the proof is not about what update states", "another update")
    }

    @Test("that a document asks for nothing hides no proof")
    func nothing() async throws {
        var (document, other) = try await proved(.v3)
        document["action"] = "none"
        document["reason"] = "superseded"
        #expect(try await verify(document).0 == 0)
        document["proof"]["wireEval0"] = "0x5"
        let (code, verdict) = try await verify(document)
        #expect(code == 1)
        #expect(try verdict.field("code").string() == "does-not-verify")
        other["action"] = "none"
        other.remove("proof")
        #expect(try await verify(other).1.field("valid").value == .null)
    }

    @Test("an insecure key is said to be one, and is none for a contract")
    func insecureKey() async throws {
        var (document, _) = try await proved(.v3)
        // The hidden domain is too small for a contract in any case; what is refused first is what would have passed.
        let (code, verdict) = try await verify(document, ["--as-contract", "--allow-insecure"])
        #expect(code == 1)
        #expect(try verdict.field("code").string() == "unsupported-domain-size")
        document["proof"]["insecure"] = false
        #expect(try await verify(document).1.field("insecure").value == true, "the key's file says it")
        let key = try pipeline.keyFile("v")
        let result = try await pipeline.start(
            "verify-proof", ["--key", key], input: try document.serialized())
        #expect(result.errors.contains("insecure key: whoever knows its secret can prove anything"))
    }

    @Test("a document without its statement is told from one with it")
    func noStatement() async throws {
        var (document, _) = try await proved(.v3)
        var other = document
        other.remove("stake_table")
        #expect(try await verify(other).1.field("statement_compared").value == false, "no table that votes")
        document.remove("bundle")
        let key = try pipeline.keyFile("v")
        let result = try await pipeline.run("verify-proof", ["--key", key], input: try document.serialized())
        #expect(try JSONReader(JSONValue(parsing: result.output)).field("statement_compared").value == false)
        #expect(result.errors.contains("nothing was compared"))
    }
}
