import EspressoAPI
import JSON
import LightClient
import NetworkFixtures
import Testing

/// What validators serve of their own signatures. See the article ValidatorSignatures of EspressoAPI.
@Suite struct ValidatorSignatureTests {
    private let network = SyntheticNetwork()

    private func fetch(_ document: JSONValue, _ version: ContractVersion) async throws -> StateBundle {
        let source = GivenReplies([ValidatorClient.signaturePath(height: 250): try document.serialized()])
        return try await ValidatorClient(source: source).signature(height: 250, version)
    }

    @Test(arguments: ContractVersion.allCases) func eachFormHasItsSignature(version: ContractVersion) async throws {
        let bundle = try await fetch(try network.validatorSignature(version, height: 250, by: 2), version)
        #expect(bundle.statement == (try network.statement(version, height: 250)))
        let signature = try #require(bundle.signatures.first)
        #expect(bundle.signatures.count == 1 && signature.key == network.validators[2].stateKey)
        #expect(signature.signature.isValid(for: signature.key, message: bundle.statement.message(version)))
    }

    @Test func thatOfV3ServesV2() async throws {
        let bundle = try await fetch(try network.validatorSignature(.v3, height: 250, by: 0), .v2)
        let signature = try #require(bundle.signatures.first)
        #expect(signature.path == "signature.v2_signature")
        #expect(signature.signature.isValid(for: signature.key, message: bundle.statement.message(.v2)))
    }

    static let wrong: [(ContractVersion, String, @Sendable (inout JSONValue) -> Void)] = [
        (.v3, "signature: expected an object, found an array", { $0 = [] }),
        (.v3, "signature.signature: missing", { $0.remove("signature") }),
        (.v3, "signature.auth_root: missing", { $0.remove("auth_root") }),
        (.v3, "signature.key: no ~ between tag and data", { $0["key"] = "k" }),
        (.v3, "signature.state: checksum mismatch", { $0["state"] = $0["state"].damaged }),
        (.v3, "signature.next_stake: missing", { $0.remove("next_stake") }),
        (.v2, "signature.v2_signature: expected a string, found a number", { $0["v2_signature"] = 2 }),
        // Only a node from before V2 has one for such a contract.
        (.v1, "signature.signature: not one for contract version 1", { _ in }),
    ]

    @Test(arguments: wrong.indices) func aWrongReplyIsRefused(index: Int) async throws {
        let (version, expected, change) = Self.wrong[index]
        var document = try network.validatorSignature(.v3, height: 250, by: 0)
        change(&document)
        let error = await words { _ = try await fetch(document, version) }
        #expect(error == "given:state-signature/block/250: \(expected)")
    }

    @Test func anotherBlockIsRefused() async throws {
        let document = try network.validatorSignature(.v3, height: 251, by: 0)
        let error = await words { _ = try await fetch(document, .v3) }
        #expect(error == "given:state-signature/block/250: signature.state: a state of block 251")
    }

    @Test func heights() async throws {
        let validator = ValidatorClient(source: GivenReplies([ValidatorClient.heightPath: "250"]))
        #expect(try await validator.newestHeight() == 250)
        for text in ["-1", "\"250\"", "{}", "1.5"] {
            let validator = ValidatorClient(source: GivenReplies([ValidatorClient.heightPath: text]))
            await #expect(throws: ReplyError.self) { try await validator.newestHeight() }
        }
    }
}
