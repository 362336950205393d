import Foundation
import JSON
import LightClient
import NetworkFixtures
import ProvingKeys
import TestSupport
import Testing
import TurboPlonk

@Suite(.serialized) struct GenProofTests {
    private let pipeline: ProvingPipeline
    private let network = SyntheticNetwork(validators: 3, capacity: 2)

    init() throws { pipeline = try ProvingPipeline() }

    @Test("a fetched state is proved, and the proof is valid for verify-proof", arguments: ContractVersion.allCases)
    func proof(version: ContractVersion) async throws {
        let network = SyntheticNetwork(validators: 2, capacity: 2)
        try await pipeline.prepareKey(version, capacity: 2)
        let height: UInt64 = version == .v1 ? 150 : 195
        let fetched = try await pipeline.fetch(network.replies(version, height: height), version, capacity: 2)
        let generated = try await pipeline.run("gen-proof", [], input: fetched)
        #expect(generated.errors.contains("insecure key"))

        var made = try document(generated.output)
        let proof = try JSONReader(.object(made)).field("proof")
        #expect(try proof.field("insecure").bool())
        #expect(try proof.field("capacity").int() == 2)
        #expect(try proof.field("public_inputs").elements().count == [7, 11, 5][version.rawValue - 1])
        made["proof"] = nil
        #expect(try made == document(fetched))

        let key = try pipeline.keyFile("v\(version.rawValue)-cap2-")
        let verified = try await pipeline.run("verify-proof", ["--key", key], input: generated.output)
        #expect(try document(verified.output)["valid"] == true)
    }

    @Test("several documents are proved one after another, one that asks for nothing passes unchanged")
    func stream() async throws {
        let network = SyntheticNetwork(validators: 2, capacity: 2)
        try await pipeline.prepareKey(.v3, capacity: 2)
        let fetched = try await pipeline.fetch(network.replies(.v3, height: 195), .v3, capacity: 2)
        let idle = #"{"schema":"hotshot-state-update/1","action":"none","n":18446744073709551615}"#
        let generated = try await pipeline.run("gen-proof", [], input: fetched + idle + "\n" + fetched)
        #expect(generated.outputLines.count == 3)
        #expect(generated.outputLines[1] == idle)
        let proofs = try [0, 2].map { try document(generated.outputLines[$0])["proof"] }
        #expect(proofs[0] != nil && proofs[0] != proofs[1], "blinding makes proofs of one statement differ")
        let key = try pipeline.keyFile("v3-cap2-")
        _ = try await pipeline.run("verify-proof", ["--key", key], input: generated.output)
    }

    @Test("without a key the command says how to make one")
    func missingKey() async throws {
        let network = SyntheticNetwork(validators: 2, capacity: 2)
        let fetched = try await pipeline.fetch(network.replies(.v3, height: 195), .v3, capacity: 2)
        let result = try await pipeline.start("gen-proof", [], input: fetched)
        #expect(result.ending == .exit(66))
        #expect(result.errors.contains("prepare-keys"))
        #expect(result.output.isEmpty)
    }

    @Test("a caller that makes missing keys is told which one", arguments: ["auto", "legacy"])
    func missingKeyNote(rangeCheck: String) async throws {
        let network = SyntheticNetwork(validators: 2, capacity: 2)
        let fetched = try await pipeline.fetch(network.replies(.v3, height: 195), .v3, capacity: 2)
        let note = pipeline.folder.path + "/note"
        let arguments = ["--range-check", rangeCheck]
        let wanted =
            ["--contract-version", "3", "--stake-table-capacity", "2"] + (rangeCheck == "auto" ? [] : arguments)
        let typed = try await pipeline.start("gen-proof", arguments, input: fetched)
        #expect(typed.errorLines.last == "gen-proof: hint: make one: prepare-keys \(wanted.joined(separator: " "))")

        let noted = try await pipeline.start("gen-proof", arguments + ["--missing-key", note], input: fetched)
        #expect(noted.ending == .exit(66))
        #expect(try pipeline.folder.text(of: "note") == wanted.map { $0 + "\n" }.joined())
        #expect(noted.errorLines.count == 1 && noted.errors.hasSuffix("; it is to be made\n"), "\(noted.errors)")

        // What it is told makes the very key.
        _ = try await pipeline.run("prepare-keys", wanted + ["--insecure-tau", "0x7"])
        try FileManager.default.removeItem(atPath: note)
        let proved = try await pipeline.run("gen-proof", arguments + ["--missing-key", note], input: fetched)
        #expect(proved.outputLines.count == 1 && !FileManager.default.fileExists(atPath: note))
    }

    @Test("a key file that was named is not to be made; a note that cannot be left is a failure that may pass")
    func noMissingKeyNote() async throws {
        let network = SyntheticNetwork(validators: 2, capacity: 2)
        let fetched = try await pipeline.fetch(network.replies(.v3, height: 195), .v3, capacity: 2)
        let note = pipeline.folder.path + "/note"
        let named = try await pipeline.start(
            "gen-proof", ["--key", "/none/such", "--missing-key", note], input: fetched)
        #expect(named.ending == .exit(66))
        #expect(!FileManager.default.fileExists(atPath: note))
        let lost = try await pipeline.start("gen-proof", ["--missing-key", "/dev/null/note"], input: fetched)
        #expect(lost.ending == .exit(74), "\(lost.errors)")
    }

    /// A document with something changed, and how gen-proof must end for it.
    struct Refusal: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let code: Int32
        let message: String
        let change: @Sendable (inout JSONValue) -> Void
    }

    static let refusals = [
        Refusal(testDescription: "no signature", code: 75, message: "have 0.0 % of the stake, 33.4 % needed") {
            $0["bundle"]["signatures"] = [:]
        },
        Refusal(
            testDescription: "the signature of another state", code: 65,
            message: "none of 2 signatures verifies over this state"
        ) {
            for field in ["block_height", "view_number", "block_comm_root"] { $0["bundle"].remove(field) }
            $0["bundle"]["state"] = .string(
                LightClientState(viewNumber: 1, blockHeight: 195, blockCommitmentRoot: 1).tagged)
        },
        Refusal(
            testDescription: "another root for validators to sign", code: 65,
            message: "they cover state, next_stake and auth_root"
        ) {
            $0["bundle"]["auth_root"] = .string("0x" + String(repeating: "12", count: 32))
        },
        Refusal(
            testDescription: "a height that is not the state's", code: 65,
            message: "bundle.block_height: expected 195 as in bundle.state, found 194"
        ) {
            $0["bundle"]["block_height"] = 194
        },
        Refusal(
            testDescription: "a stake changed", code: 65,
            message: "stake_table.entries: they do not have the commitment that the document states"
        ) {
            $0["stake_table"]["entries"][0]["stake_amount"] = "0x1"
        },
        Refusal(
            testDescription: "a bundle for another version", code: 75,
            message: "the bundle is for contract version 3, the contract is of version 2"
        ) {
            $0["contract"] = ["version": 2]
        },
        Refusal(testDescription: "another voting table in the contract", code: 75, message: "not the one that votes") {
            $0["contract"] = ["version": 3, "voting_stake_table": .string(StakeTableState.zero.tagged)]
        },
        Refusal(testDescription: "another key in the contract", code: 75, message: "another key") {
            $0["contract"] = ["version": 3, "verifying_key_hash": "0x1"]
        },
        Refusal(testDescription: "another contract version", code: 65, message: "contract.version") {
            $0["contract"] = ["version": 4]
        },
        Refusal(testDescription: "a key changed", code: 65, message: "stake_table.entries[1].state_ver_key") {
            $0["stake_table"]["entries"][1]["state_ver_key"] = "SCHNORR_VER_KEY~AAAA"
        },
        Refusal(testDescription: "a stake of 2^256", code: 65, message: "stake_table.entries[0].stake_amount") {
            $0["stake_table"]["entries"][0]["stake_amount"] = .string("0x1" + String(repeating: "0", count: 64))
        },
        Refusal(testDescription: "no stake table", code: 65, message: "stake_table: missing") {
            $0.remove("stake_table")
        },
        Refusal(testDescription: "a capacity of none", code: 65, message: "stake_table.capacity") {
            $0["stake_table"]["capacity"] = 0
        },
        Refusal(testDescription: "a capacity below the validators", code: 78, message: "more than its capacity of 1") {
            $0["stake_table"]["capacity"] = 1
        },
        Refusal(testDescription: "another schema", code: 65, message: "schema") { $0["schema"] = "x" },
    ]

    @Test("what cannot be proved is refused before the first second of proving", arguments: refusals)
    func refusal(_ refusal: Refusal) async throws {
        let network = SyntheticNetwork(validators: 2, capacity: 2)
        // The refusals that need no key come without one: nothing was opened, let alone proved.
        if refusal.message == "another key" { try await pipeline.prepareKey(.v3, capacity: 2) }
        let fetched = try await pipeline.fetch(network.replies(.v3, height: 195), .v3, capacity: 2)
        var changed = try JSONValue(parsing: fetched)
        refusal.change(&changed)
        let result = try await pipeline.start("gen-proof", [], input: changed.serialized())
        #expect(result.ending == .exit(refusal.code), "\(result.errors)")
        #expect(result.errors.contains(refusal.message), "\(result.errors)")
        #expect(result.output.isEmpty)
    }

    @Test("a contract with a known key that is another one: 78; below the daemon 75, since one node has said so")
    func knownKey() async throws {
        try await pipeline.prepareKey(.v3, capacity: 2)
        let network = SyntheticNetwork(validators: 2, capacity: 2)
        var document = try JSONValue(
            parsing: try await pipeline.fetch(network.replies(.v3, height: 195), .v3, capacity: 2))
        let hash = try #require(KnownKey.all.first).verifyingKey.keccak.hexadecimalWord
        document["contract"] = ["version": 3, "verifying_key_hash": .string(hash)]
        for (variables, code) in [([:], 78), (["HSP_TRIES_AGAIN": "yes"], 75)] as [([String: String], Int32)] {
            let result = try await pipeline.start("gen-proof", [], input: document.serialized(), variables)
            #expect(result.ending == .exit(code), "\(result.errors)")
            #expect(result.errors.contains("the contract verifies with another key than "))
        }
    }
}
