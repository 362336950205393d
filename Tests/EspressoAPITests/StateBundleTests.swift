import BN254
import EspressoAPI
import JSON
import LightClient
import NetworkFixtures
import TestSupport
import Testing

/// The relay's bundles in all their shapes. See the article ValuesInJSON of LightClientJSON.
@Suite struct StateBundleTests {
    private let network = SyntheticNetwork()

    @Test(arguments: ContractVersion.allCases)
    func everythingSignedIsDecoded(version: ContractVersion) throws {
        let decoded = try decode(try network.bundle(version, height: 250), version)
        let statement = try network.statement(version, height: 250)
        #expect(decoded.statement == statement)
        #expect(decoded.undecodable.isEmpty)
        let members = network.members(epoch: version == .v1 ? nil : 3)
        let signatures = network.signatures(version, on: statement, by: members)
        #expect(decoded.signatures.map(\.key) == signatures.map(\.key))
        #expect(decoded.signatures.map(\.signature) == signatures.map(\.signature))
        #expect(decoded.signatures.map(\.path) == signatures.indices.map { "bundle.signatures[\($0)]" })
    }

    @Test func aV1BundleMayStateItsEmptyNextTable() throws {
        var bundle = try network.bundle(.v1, height: 250)
        for nextStake in [.string(StakeTableState.zero.tagged), .null] as [JSONValue] {
            bundle["next_stake"] = nextStake
            #expect(try decode(bundle, .v1).statement.nextStakeTable == .zero)
        }
    }

    @Test func theAuthRootMayBeHexadecimalOrAnArrayOfBytes() throws {
        var bundle = try network.bundle(.v3, height: 250)
        let root = try network.statement(.v3, height: 250).authRoot
        #expect(bundle["auth_root"] == .string(root.hexadecimal))
        bundle["auth_root"] = .array(root.bytes.map { .number(JSONNumber(UInt64($0))) })
        #expect(try decode(bundle, .v3).statement.authRoot == root)
        bundle["auth_root"] = .string("0x" + String(repeating: "fF", count: 32))
        #expect(try decode(bundle, .v3).statement.authRoot == AuthRoot([UInt8](repeating: 255, count: 32)))
    }

    @Test(arguments: ContractVersion.allCases)
    func unknownFieldsAndTheStatedWeightAreNotLookedAt(version: ContractVersion) throws {
        let plain = try network.bundle(version, height: 250)
        var other = plain
        other["accumulated_weight"] = "nonsense"
        other["unknown"] = ["deeper": [nil, true]]
        #expect(try decode(other, version).statement == decode(plain, version).statement)
        other.remove("accumulated_weight")
        #expect(try decode(other, version).signatures.count == decode(plain, version).signatures.count)
    }

    @Test func noSignatureAtAllIsABundleStill() throws {
        var bundle = try network.bundle(.v2, height: 250)
        bundle["signatures"] = .object([:])
        #expect(try decode(bundle, .v2).signatures.isEmpty)
    }

    @Test(
        .enabled(if: SharedVectors.directory != nil, "\(SharedVectors.absence)"),
        arguments: [
            (
                "v1_mainnet", ContractVersion.v1, 6_628_447, 6_347_769, 34,
                "365310754926279322650479533174375911924295575969138656438953802428297987673", "0"
            ),
            (
                "v2_decaf", .v2, 6_017_993, 5_440_930, 29,
                "18632714408800764297948788612484693344636428697504742877872317779832359707954",
                "31133333333333333333334"
            ),
        ] as [(String, ContractVersion, UInt64, UInt64, Int, String, String)])
    func recordedBundles(
        name: String, version: ContractVersion, view: UInt64, height: UInt64, signers: Int, root: String,
        threshold: String
    ) throws {
        let bundle = try decode(try RecordedNetwork.sample("state_bundle_\(name)_2025-10-01"), version)
        #expect(bundle.statement.state.viewNumber == view)
        #expect(bundle.statement.state.blockHeight == height)
        #expect(bundle.statement.state.blockCommitmentRoot.canonical.decimal == root)
        #expect(bundle.statement.nextStakeTable.threshold.canonical.decimal == threshold)
        #expect(bundle.signatures.count == signers)
        let message = bundle.statement.message(version)
        #expect(bundle.signatures.allSatisfy { $0.signature.isValid(for: $0.key, message: message) })
    }

    private func decode(_ bundle: JSONValue, _ version: ContractVersion) throws -> StateBundle {
        try StateBundle(relay: JSONReader(bundle, path: "bundle"), version: version)
    }
}
