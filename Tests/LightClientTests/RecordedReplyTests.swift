import BN254
import Foundation
import LightClient
import Schnorr
import TestSupport
import Testing

/// Replies recorded from real networks. Their decoded values are known.
@Suite(.enabled(if: SharedVectors.directory != nil, "\(SharedVectors.absence)"))
struct RecordedReplyTests {
    private struct NetworkConfig: Decodable {
        struct Config: Decodable {
            let knownNodesWithStake: [PeerConfig]
        }
        let config: Config
    }

    private func sample<Value: Decodable>(_ name: String, as type: Value.Type = Value.self) throws -> Value {
        try decodeJSON(SharedVectors.sample(name))
    }

    /// The five validators of the recorded chain of protocol 0.4.
    private func genesisTable() throws -> StakeTable {
        let network: NetworkConfig = try sample("legacy_chain_v4_network_config.json")
        return try StakeTable(network.config.knownNodesWithStake.map { try $0.entry() })
    }

    @Test func mainnetBundle() throws {
        let bundle: SignatureBundle = try sample("state_bundle_v1_mainnet_2025-10-01.json")
        let statement = try bundle.statement()
        #expect(statement.state.viewNumber == 6_628_447 && statement.state.blockHeight == 6_347_769)
        #expect(
            statement.state.blockCommitmentRoot.description
                == "365310754926279322650479533174375911924295575969138656438953802428297987673")
        #expect(statement.state.tagged == bundle.state)
        let offered = try bundle.offered()
        #expect(offered.count == 34)
        expectAllValid(offered, on: statement, .v1)
        try expectEveryBitToCount(offered, on: statement, .v1)
    }

    @Test func decafBundle() throws {
        let bundle: SignatureBundle = try sample("state_bundle_v2_decaf_2025-10-01.json")
        let statement = try bundle.statement()
        #expect(statement.state.viewNumber == 6_017_993 && statement.state.blockHeight == 5_440_930)
        #expect(
            statement.message(.v2).dropFirst(2).map(\.description) == [
                "18632714408800764297948788612484693344636428697504742877872317779832359707954",
                "5490385134377297636387000519647556083683772901945725201822458095656291491784",
                "14601927921239021516057983361611232170108665799856386281122914732387639267609",
                "19784410285594923060166804525408784481227654809504632125219646845590072529721",
                "31133333333333333333334",
            ])
        #expect(statement.state.tagged == bundle.state && statement.nextStakeTable.tagged == bundle.nextStake)
        let offered = try bundle.offered()
        #expect(offered.count == 29)
        expectAllValid(offered, on: statement, .v2)
        try expectEveryBitToCount(offered, on: statement, .v2)
    }

    @Test func certificates() throws {
        let certificates: [StateCertificate] = try sample("legacy_chain_v4_state_certs.json")
        let digests = [
            "0x1b1f9fe90087287fb1afd345a9d99f9b0120e4a0b61ad642f04dc0c78545f710",
            "0x049dd0608923723f5001512f9164ef96386279cc27a5ba2361d249d89045fe53",
        ]
        try #require(certificates.map(\.epoch) == [1, 2])
        let schedule = EpochSchedule(blocksPerEpoch: 10, epochStartBlock: 1)
        for (certificate, digest) in zip(certificates, digests) {
            let statement = try certificate.statement()
            #expect(statement.digest.hexadecimal == digest)
            #expect(try statement.state.blockHeight == schedule.rootBlock(of: certificate.epoch))
            #expect(certificate.signatures.allSatisfy { $0.count == 3 })
            // A row is a key, its V3 signature and its V2 signature.
            let offered = try certificate.offered(column: 1)
            expectAllValid(offered, on: statement, .v3)
            expectAllValid(try certificate.offered(column: 2), on: statement, .v2)
            // In epoch 2 the next table is not the one that votes.
            if certificate.epoch == 2 { try expectEveryBitToCount(offered, on: statement, .v3) }
            // The five validators of the genesis, with a stake of one each, vote in both epochs.
            let table = try genesisTable()
            let collection = try SignatureCollection(offered, on: statement, version: .v3, table: table)
            #expect(collection.rejected.isEmpty && collection.weight == UInt256(UInt64(offered.count)))
            #expect(collection.reaches(table.threshold))
        }
    }

    @Test func genesisTableIsTheNextTableOfEpochOne() throws {
        let certificates: [StateCertificate] = try sample("legacy_chain_v4_state_certs.json")
        let table = try genesisTable()
        #expect(table.entries.count == 5)
        let expected = try certificates.map { try StakeTableState(tagged: $0.nextStakeTableState) }
        #expect(try table.commitment(capacity: 200) == expected.first)
        #expect(expected.last?.threshold.description == "1900333333333333333334")
    }

    @Test func emptyCertificate() throws {
        let certificate: StateCertificate = try sample("state_cert_v1_reference_empty.json")
        let statement = try certificate.statement()
        #expect(statement.message(.v2) == [Fr](repeating: .zero, count: 7))
        #expect(statement.state.tagged == certificate.lightClientState)
        #expect(StakeTableState.zero.tagged == certificate.nextStakeTableState)
    }

    @Test func decafValidators() throws {
        struct Validator: Decodable {
            let stakeTableKey: String
            let stateVerKey: String
        }
        let validators: [String: Validator] = try sample("decaf_validators_2025.json")
        #expect(validators.count == 100)
        for (account, validator) in validators {
            let consensusKey = try ConsensusKey(tagged: validator.stakeTableKey)
            #expect(consensusKey.tagged == validator.stakeTableKey, "\(account)")
            #expect(!consensusKey.point.isInfinity && consensusKey.point.isInSubgroup, "\(account)")
            let key = try VerificationKey(tagged: validator.stateVerKey)
            #expect(key.tagged == validator.stateVerKey, "\(account)")
            #expect(!key.point.hasSmallOrder && key.point.isInSubgroup, "\(account)")
        }
    }

    private func expectAllValid(
        _ offered: [(key: VerificationKey, signature: SchnorrSignature)], on statement: SignedStatement,
        _ version: ContractVersion
    ) {
        let message = statement.message(version)
        #expect(!offered.isEmpty && Set(offered.map(\.key)).count == offered.count)
        for (key, signature) in offered { #expect(signature.isValid(for: key, message: message), "\(key.tagged)") }
    }

    /// With any bit of the statement flipped, as far as `version` signs it, a signature does not verify.
    ///
    /// The signatures take turns, since a verification hashes the message into one challenge, whoever signed.
    private func expectEveryBitToCount(
        _ offered: [(key: VerificationKey, signature: SchnorrSignature)], on statement: SignedStatement,
        _ version: ContractVersion
    ) throws {
        let flipped = try StatementBitFlips(of: statement, signedBy: version)
        for (index, flip) in flipped.statements.enumerated() {
            let (key, signature) = offered[index % offered.count]
            let message = flip.statement.message(version)
            #expect(!signature.isValid(for: key, message: message), "\(flip.part), bit \(flip.position)")
        }
        // Refused are the two bits of each element that are above r, and at most one more, which takes it past r.
        let elements = version == .v1 ? 1 : 5
        #expect((2 * elements...3 * elements).contains(flipped.refused))
    }
}
