import BN254
import LightClient
import Schnorr
import TestSupport
import Testing

/// The relay's collection of signatures, as far as these tests need it. See the article ValuesInJSON of LightClientJSON.
struct SignatureBundle: Decodable {
    let state: String
    let nextStake: String?
    let authRoot: String?
    let signatures: [String: String]
    let accumulatedWeight: String

    func statement() throws -> SignedStatement {
        SignedStatement(
            state: try LightClientState(tagged: state),
            nextStakeTable: try nextStake.map { try StakeTableState(tagged: $0) } ?? .zero,
            authRoot: try authRoot.map { try #require(AuthRoot(try hexBytes($0))) } ?? .zero)
    }

    /// Keys and signatures, ordered by the keys' texts.
    func offered() throws -> [(key: VerificationKey, signature: SchnorrSignature)] {
        try signatures.sorted { $0.key < $1.key }.map { key, signature in
            (try VerificationKey(tagged: key), try SchnorrSignature(tagged: signature))
        }
    }
}

/// An epoch's state certificate; a row is a key and one signature or, with V3's, two.
struct StateCertificate: Decodable {
    let epoch: UInt64
    let lightClientState: String
    let nextStakeTableState: String
    let authRoot: String?
    let signatures: [[String]]

    func statement() throws -> SignedStatement {
        SignedStatement(
            state: try LightClientState(tagged: lightClientState),
            nextStakeTable: try StakeTableState(tagged: nextStakeTableState),
            authRoot: try authRoot.map { try #require(AuthRoot(try hexBytes($0))) } ?? .zero)
    }

    /// Keys and the signatures in `column` of the rows.
    func offered(column: Int) throws -> [(key: VerificationKey, signature: SchnorrSignature)] {
        try signatures.map { row in
            try #require(row.indices.contains(column))
            return (try VerificationKey(tagged: row[0]), try SchnorrSignature(tagged: row[column]))
        }
    }
}

/// One validator as the query service describes it.
struct PeerConfig: Decodable {
    struct Entry: Decodable {
        let stakeKey: String
        let stakeAmount: String
    }

    let stakeTableEntry: Entry
    let stateVerKey: String

    func entry() throws -> StakeTableEntry {
        StakeTableEntry(
            consensusKey: try ConsensusKey(tagged: stakeTableEntry.stakeKey),
            stateKey: try VerificationKey(tagged: stateVerKey),
            stake: try UInt256(hexadecimal: stakeTableEntry.stakeAmount))
    }
}
