import BN254
import Foundation
import LightClient
import Schnorr
import TestSupport
import Testing

/// The reference's own JSON of the types on the wire: `Vectors/wire_samples.json`, as far as it concerns this module.
struct WireSampleTests {
    private struct File: Decodable {
        let sourceValues: SourceValues
    }

    private struct SourceValues: Decodable {
        let accumulatedWeightDec: String
        let authRoot: String
        let entries: [StakeTableVectors.Entry]
        let lightClientState: StateFields
        let nextStakeTableState: StakeTableFields
        let signerBits: [Bool]
        let v3Digest: String
    }

    /// A validator's post to the relay.
    private struct PostedSignature: Decodable {
        let key: String
        let state: String
        let nextStake: String?
        let authRoot: String?
        let signature: String
        let v2Signature: String?
    }

    /// The texts of JSON, by the name of their type.
    private let texts: [String: String]
    private let source: SourceValues
    private let statement: SignedStatement
    private let table: StakeTable

    init() throws {
        let bytes = try Bundle.module.vectors("wire_samples.json")
        let object = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
        texts = object.compactMapValues { $0 as? String }
        source = try decodeJSON(bytes, as: File.self).sourceValues
        statement = SignedStatement(
            state: try LightClientState(source.lightClientState),
            nextStakeTable: try StakeTableState(source.nextStakeTableState),
            authRoot: try #require(AuthRoot(try hexBytes(source.authRoot))))
        table = try StakeTable(source.entries)
    }

    /// The value of the JSON text named `name`.
    private func sample<Value: Decodable>(_ name: String, as type: Value.Type = Value.self) throws -> Value {
        try decodeJSON(#require(texts[name]).utf8)
    }

    @Test func stateAndCommitment() throws {
        let state = try LightClientState(tagged: sample("LightClientState"))
        #expect(state == statement.state)
        #expect(try state.tagged == sample("LightClientState"))
        #expect(try state.arkBytes == hexBytes(#require(texts["LightClientState_bytes_hex"])))
        let next = try StakeTableState(tagged: sample("StakeTableState"))
        #expect(next == statement.nextStakeTable)
        #expect(try next.tagged == sample("StakeTableState"))
        #expect(try next.arkBytes == hexBytes(#require(texts["StakeTableState_bytes_hex"])))
    }

    @Test func keysAndSignature() throws {
        let consensusKey = try ConsensusKey(tagged: sample("BLSVerKey"))
        #expect(consensusKey == table.entries[0].consensusKey)
        #expect(try consensusKey.tagged == sample("BLSVerKey"))
        let key = try VerificationKey(tagged: sample("SchnorrVerKey"))
        #expect(key == table.entries[0].stateKey)
        #expect(try key.tagged == sample("SchnorrVerKey"))
        let signature = try SchnorrSignature(tagged: sample("SchnorrSignature"))
        #expect(try signature.tagged == sample("SchnorrSignature"))
        #expect(signature.isValid(for: key, message: statement.message(.v3)))
    }

    @Test func digest() {
        #expect(statement.digest.hexadecimal == source.v3Digest)
    }

    @Test func peers() throws {
        let peers: [PeerConfig] = try sample("PeerConfig_list")
        #expect(try StakeTable(peers.map { try $0.entry() }) == table)
        #expect(table.threshold == statement.nextStakeTable.threshold.canonical)
        let large: PeerConfig = try sample("PeerConfig_large_amount")
        #expect(try large.entry().stake.hexadecimalQuantity == large.stakeTableEntry.stakeAmount)
        #expect(try large.entry().stake.decimal == "1000000000000000000000000001")
    }

    @Test(arguments: zip(ContractVersion.allCases, ["LCV1", "LCV2", "LCV3"]))
    func bundles(version: ContractVersion, prefix: String) throws {
        let bundle: SignatureBundle = try sample(prefix + "StateSignaturesBundle")
        let bundled = try bundle.statement()
        #expect(bundled.state == statement.state)
        #expect((bundle.nextStake == nil) == (version == .v1) && (bundle.authRoot == nil) == (version != .v3))
        #expect(bundled.message(version) == statement.message(version))
        try expectSigners(of: bundle.offered(), version)
        #expect(try UInt256(hexadecimal: bundle.accumulatedWeight).decimal == source.accumulatedWeightDec)
    }

    @Test(arguments: [
        ("StateCertQueryDataV1", [(1, ContractVersion.v2)]), ("LightClientStateUpdateCertificateV1", [(1, .v2)]),
        ("StateCertQueryDataV2", [(1, .v3), (2, .v2)]),
    ])
    func certificates(name: String, columns: [(column: Int, version: ContractVersion)]) throws {
        let certificate: StateCertificate = try sample(name)
        #expect(certificate.epoch == 3)
        let certified = try certificate.statement()
        for (column, version) in columns {
            #expect(certified.message(version) == statement.message(version))
            try expectSigners(of: certificate.offered(column: column), version)
        }
        #expect(certificate.signatures.allSatisfy { $0.count == columns.count + 1 })
    }

    @Test(arguments: zip(ContractVersion.allCases, ["LCV1", "LCV2", "LCV3"]))
    func postedSignatures(version: ContractVersion, prefix: String) throws {
        let post: PostedSignature = try sample(prefix + "StateSignatureRequestBody")
        let key = try VerificationKey(tagged: post.key)
        #expect(try LightClientState(tagged: post.state) == statement.state)
        let next = try post.nextStake.map { try StakeTableState(tagged: $0) }
        #expect(next == (version == .v1 ? nil : statement.nextStakeTable))
        #expect(post.authRoot == (version == .v3 ? statement.authRoot.hexadecimal : nil))
        #expect(try SchnorrSignature(tagged: post.signature).isValid(for: key, message: statement.message(version)))
        #expect((post.v2Signature != nil) == (version == .v3))
        if let second = post.v2Signature {
            #expect(try SchnorrSignature(tagged: second).isValid(for: key, message: statement.message(.v2)))
        }
    }

    /// Exactly the source's signers signed, and their stake is the weight it states.
    private func expectSigners(
        of offered: [(key: VerificationKey, signature: SchnorrSignature)], _ version: ContractVersion
    ) throws {
        let collection = try SignatureCollection(offered, on: statement, version: version, table: table)
        #expect(collection.signers == source.signerBits && collection.rejected.isEmpty)
        #expect(collection.weight.decimal == source.accumulatedWeightDec)
        #expect(collection.reaches(table.threshold))
        // The signatures of one version say nothing to another.
        for other in ContractVersion.allCases where other != version {
            let none = try SignatureCollection(offered, on: statement, version: other, table: table)
            #expect(none.rejected.count == offered.count && none.weight == .zero)
        }
    }
}
