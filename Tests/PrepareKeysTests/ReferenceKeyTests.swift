import JSON
import ProvingKeys
import TestSupport
import Testing
import TurboPlonk

/// The whole way from the circuit to the key file gives the commitments of the original.
@Suite(.enabled(if: SharedVectors.directory != nil, "\(SharedVectors.absence)"))
struct ReferenceKeyTests {
    @Test(arguments: [
        (3, 2, "canonical"), (3, 3, "canonical"), (3, 10, "canonical"), (1, 2, "legacy"), (2, 2, "legacy"),
    ])
    func keysAreThoseOfTheReference(version: Int, capacity: Int, rangeCheck: String) async throws {
        let preparation = try Preparation()
        let key = try await preparation.key([
            "--contract-version", "\(version)", "--stake-table-capacity", "\(capacity)", "--insecure-tau",
            Preparation.referenceTau,
        ])
        let reference = try referenceKey("v\(version)_cap\(capacity)")
        for member in comparedMembers { #expect(key[member] == reference[member], "\(member)") }
        #expect(key["contract_version"] == .number(JSONNumber(version)))
        #expect(key["capacity"] == .number(JSONNumber(capacity)))
        #expect(key["range_check"] == .string(rangeCheck))
        #expect(key["insecure"] == true)
        #expect(key["production"] == .null)

        let name = "v\(version)-cap\(capacity)-\(rangeCheck)-insecure-8d615613.hspkey"
        #expect(key["file"] == .string("\(preparation.keys)/\(name)"))
        let file = try ProvingKeyCatalog(folder: preparation.keys).find(
            CircuitIdentity(
                contractVersion: version, capacity: capacity, rangeCheck: rangeCheck == "legacy" ? .legacy : .canonical)
        )
        #expect(key["verifying_key_hash"] == .string(file.verifyingKey.keccak.hexadecimalWord))
        try await file.verifySections()
        #expect(file.hasLagrangeBasis)
        try file.verifyLagrangeBasis()
    }

    /// The other range check is another circuit.
    @Test func theRangeCheckDecides() async throws {
        let preparation = try Preparation()
        let key = try await preparation.key([
            "-s", "2", "--range-check", "legacy", "--insecure-tau", Preparation.referenceTau,
        ])
        #expect(try key["selector_comms"] != referenceKey("v3_cap2")["selector_comms"])
        #expect(key["range_check"] == "legacy")
    }

    /// A file with the same secret gives the same key, which nobody can know to be insecure.
    @Test func aSetupFromAFileGivesTheSameKey() async throws {
        let preparation = try Preparation()
        let setup = try preparation.writeSetup(count: 16387, to: "setup.bin")
        let reference = try referenceKey("v3_cap2")
        for (arguments, environment) in [(["--srs", setup], [:]), ([], ["AZTEC_SRS_PATH": setup])] {
            let key = try await preparation.key(["-s", "2", "--force"] + arguments, environment: environment)
            for member in comparedMembers { #expect(key[member] == reference[member], "\(member)") }
            #expect(key["insecure"] == false)
            #expect(key["file"] == .string("\(preparation.keys)/v3-cap2-canonical-srs-8d615613.hspkey"))
        }
    }

    @Test func theRealCeremonyIsRecognised() async throws {
        let preparation = try Preparation()
        let directory = try #require(SharedVectors.directory)
        let setup = directory.appendingPathComponent("vectors/aztec/kzg10-aztec20-srs-32768.bin").path
        let key = try await preparation.key(["-s", "2", "--srs", setup])
        #expect(try await preparation.key(["--check", preparation.keys + "/v3-cap2-canonical-aztec.hspkey"]) == key)
        #expect(key["lagrange_basis"] == true)
        #expect(key["file"] == .string("\(preparation.keys)/v3-cap2-canonical-aztec.hspkey"))
        #expect(key["insecure"] == false)
        #expect(key["solidity_g2LSB"] == "0xb0838893ec1f237e8b07323b0744599f4e97b598b3b589bcc2bc37b8d5c41801")
    }
}
