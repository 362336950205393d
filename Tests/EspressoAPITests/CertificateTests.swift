import EspressoAPI
import JSON
import LightClient
import NetworkFixtures
import TestSupport
import Testing

/// State certificates in both shapes. See the article ValuesInJSON of LightClientJSON.
@Suite struct CertificateTests {
    private let network = SyntheticNetwork()

    @Test(arguments: [ContractVersion.v2, .v3])
    func theSignaturesOfTheVersionAreTaken(version: ContractVersion) async throws {
        let certificate = try await fetch(try network.certificate(version, epoch: 3), version)
        let statement = try network.statement(version, height: 295)
        #expect(certificate.statement == statement)
        let signatures = network.signatures(version, on: statement, by: network.members(epoch: 3))
        #expect(certificate.signatures.map(\.key) == signatures.map(\.key))
        #expect(certificate.signatures.map(\.signature) == signatures.map(\.signature))
        #expect(certificate.signatures.map(\.path) == (0..<4).map { "certificate.signatures[\($0)]" })
    }

    @Test func theSecondShapeServesV2AsWell() async throws {
        let certificate = try await fetch(try network.certificate(.v3, epoch: 3), .v2)
        let message = try network.statement(.v2, height: 295).message(.v2)
        #expect(certificate.signatures.count == 4)
        #expect(certificate.signatures.allSatisfy { $0.signature.isValid(for: $0.key, message: message) })
    }

    @Test func theArrayFormOfTheAuthRoot() async throws {
        var certificate = try network.certificate(.v3, epoch: 3)
        let root = try network.statement(.v3, height: 295).authRoot
        certificate["auth_root"] = .array(root.bytes.map { .number(JSONNumber(UInt64($0))) })
        #expect(try await fetch(certificate, .v3).statement.authRoot == root)
    }

    @Test(
        .enabled(if: SharedVectors.directory != nil, "\(SharedVectors.absence)"),
        arguments: [(1, .v2), (1, .v3), (2, .v2), (2, .v3)] as [(UInt64, ContractVersion)])
    func recordedCertificates(epoch: UInt64, version: ContractVersion) async throws {
        let source = try GivenReplies(try RecordedNetwork.protocolV4())
        let certificate = try await SequencerClient(source: source).certificate(epoch: epoch, version)
        #expect(certificate.statement.state.blockHeight == 10 * epoch - 5)
        #expect(certificate.signatures.count == 4)
        let message = certificate.statement.message(version)
        #expect(certificate.signatures.allSatisfy { $0.signature.isValid(for: $0.key, message: message) })
    }

    @Test(.enabled(if: SharedVectors.directory != nil, "\(SharedVectors.absence)"))
    func theEmptyReferenceCertificate() async throws {
        let source = GivenReplies([
            "availability/state-cert/1": try RecordedNetwork.sample("state_cert_v1_reference_empty").serialized()
        ])
        let certificate = try await SequencerClient(source: source).certificate(epoch: 1, .v2)
        #expect(certificate.statement.nextStakeTable == .zero)
        #expect(certificate.signatures.isEmpty)
    }

    static let fatal: [(ContractVersion, String, @Sendable (inout JSONValue) -> Void)] = [
        (.v2, "certificate: expected an object, found a boolean", { $0 = true }),
        (.v2, "certificate.epoch: missing", { $0.remove("epoch") }),
        (.v2, "certificate.epoch: expected 3", { $0["epoch"] = 4 }),
        (.v2, "certificate.epoch: expected a number, found a string", { $0["epoch"] = "3" }),
        (.v2, "certificate.light_client_state: missing", { $0.remove("light_client_state") }),
        (.v2, "certificate.next_stake_table_state: no ~ between tag and data", { $0["next_stake_table_state"] = "" }),
        (.v2, "certificate.signatures: expected an array, found an object", { $0["signatures"] = .object([:]) }),
        (.v3, "certificate.auth_root: missing", { $0.remove("auth_root") }),
    ]

    @Test(arguments: fatal.indices)
    func aWrongCertificateIsRefused(index: Int) async throws {
        let (version, expected, change) = Self.fatal[index]
        var certificate = try network.certificate(version, epoch: 3)
        change(&certificate)
        let path = SequencerClient.certificatePath(epoch: 3, version)
        let error = await words { _ = try await fetch(certificate, version) }
        #expect(error == "given:\(path): \(expected)")
    }

    static let single: [(ContractVersion, String, @Sendable (inout JSONValue) -> Void)] = [
        (.v2, "certificate.signatures[0]: expected an array, found a string", { $0["signatures"][0] = "" }),
        (
            .v2, "certificate.signatures[0]: 1 column, expected a key and one or two signatures",
            { $0["signatures"][0] = [""] }
        ),
        (
            .v3, "certificate.signatures[1]: 4 columns, expected a key and one or two signatures",
            { $0["signatures"][1] = ["", "", "", ""] }
        ),
        (
            .v3, "certificate.signatures[1][1]: expected a string, found an object",
            { $0["signatures"][1][1] = ["v3": ""] }
        ),
        (.v3, "certificate.signatures[1][0]: no ~ between tag and data", { $0["signatures"][1] = ["", ""] }),
        (.v3, "certificate.signatures[2][0]: no ~ between tag and data", { $0["signatures"][2][0] = "" }),
        (.v3, "certificate.signatures[2][1]: expected a string, found null", { $0["signatures"][2][1] = nil }),
        (.v2, "certificate.signatures[3][1]: expected a string, found null", { $0["signatures"][3][1] = nil }),
    ]

    @Test(arguments: single.indices)
    func aRowThatCannotBeDecodedLeavesTheOthers(index: Int) async throws {
        let (version, expected, change) = Self.single[index]
        var document = try network.certificate(version, epoch: 3)
        change(&document)
        let certificate = try await fetch(document, version)
        #expect(certificate.undecodable.map(\.error.description) == [expected])
        #expect(certificate.undecodable.map(\.hasUnknownShape) == [index < 4])
        #expect(certificate.signatures.count == 3)
    }

    /// As networks hand them out where nobody signs for V2 any more.
    @Test func rowsWithoutTheV2Signature() async throws {
        var document = try network.certificate(.v3, epoch: 3)
        let whole = try await fetch(document, .v3)
        for row in 0..<document["signatures"].count {
            let columns = document["signatures"][row]
            document["signatures"][row] = [columns[0], columns[1]]
        }
        let certificate = try await fetch(document, .v3)
        #expect(certificate.undecodable.isEmpty)
        #expect(certificate.signatures.map(\.signature) == whole.signatures.map(\.signature))
    }

    private func fetch(_ certificate: JSONValue, _ version: ContractVersion) async throws -> StateBundle {
        let path = SequencerClient.certificatePath(epoch: 3, version)
        let source = GivenReplies([path: try certificate.serialized()])
        return try await SequencerClient(source: source).certificate(epoch: 3, version)
    }
}
