import BN254
import Foundation
import LightClient
import TestSupport
import Testing

/// What validators sign, per version of the contract: `Vectors/digest_v{1,2,3}.json`.
struct SignedStatementTests {
    private struct Vectors<Case: Decodable>: Decodable {
        let cases: [Case]
    }

    /// V1 and V2: the message itself is signed. The voting table is the one of the V3 case of the same name.
    private struct MessageCase: Decodable {
        let name: String
        let lightClientState: StateFields
        let nextStakeTable: StakeTableFields?
        let message: [String]
        let publicInputs: [String]
    }

    private struct DigestCase: Decodable {
        let name: String
        let lightClientState: StateFields
        let lightClientStateTagged: String
        let votingStakeTable: StakeTableFields
        let nextStakeTable: StakeTableFields
        let nextStakeTableTagged: String
        let authRoot: String
        let preimageHex: String
        let keccak256: String
        let digestField: String
        let digestDec: String

        func statement() throws -> SignedStatement {
            SignedStatement(
                state: try LightClientState(lightClientState), nextStakeTable: try StakeTableState(nextStakeTable),
                authRoot: try #require(AuthRoot(try hexBytes(authRoot))))
        }
    }

    private let digestCases: [DigestCase]

    init() throws {
        let vectors: Vectors<DigestCase> = try decodeJSON(Bundle.module.vectors("digest_v3.json"))
        digestCases = vectors.cases
        try #require(digestCases.count == 5)
    }

    @Test(arguments: [(ContractVersion.v1, "digest_v1.json", 3, 7), (.v2, "digest_v2.json", 7, 11)])
    func messages(version: ContractVersion, file: String, elements: Int, inputs: Int) throws {
        let vectors: Vectors<MessageCase> = try decodeJSON(Bundle.module.vectors(file))
        try #require(vectors.cases.map(\.name) == digestCases.map(\.name))
        for (vector, digestCase) in zip(vectors.cases, digestCases) {
            let statement = SignedStatement(
                state: try LightClientState(vector.lightClientState),
                nextStakeTable: try vector.nextStakeTable.map { try StakeTableState($0) } ?? .zero)
            #expect(vector.message.count == elements && vector.publicInputs.count == inputs)
            #expect(statement.message(version).map(\.hexadecimal) == vector.message, "\(vector.name)")
            let voting = try StakeTableState(digestCase.votingStakeTable)
            let publicInputs = statement.publicInputs(version, votingStakeTable: voting)
            #expect(publicInputs.map(\.hexadecimal) == vector.publicInputs, "\(vector.name)")
        }
    }

    @Test func digest() throws {
        for vector in digestCases {
            let statement = try vector.statement()
            #expect(try statement.preimage == hexBytes(vector.preimageHex), "\(vector.name)")
            #expect(try statement.keccak == hexBytes(vector.keccak256), "\(vector.name)")
            #expect(statement.digest.hexadecimal == vector.digestField, "\(vector.name)")
            #expect(statement.digest.description == vector.digestDec, "\(vector.name)")
            #expect(statement.authRoot.hexadecimal == vector.authRoot, "\(vector.name)")
            #expect(statement.message(.v3) == [statement.digest])
            let fields = vector.votingStakeTable
            let publicInputs = statement.publicInputs(.v3, votingStakeTable: try StakeTableState(fields))
            #expect(
                publicInputs.map(\.hexadecimal)
                    == [fields.blsKeyComm, fields.schnorrKeyComm, fields.amountComm, fields.threshold]
                    + [vector.digestField])
        }
    }

    @Test func texts() throws {
        for vector in digestCases {
            let statement = try vector.statement()
            #expect(statement.state.tagged == vector.lightClientStateTagged, "\(vector.name)")
            #expect(try LightClientState(tagged: vector.lightClientStateTagged) == statement.state, "\(vector.name)")
            #expect(statement.nextStakeTable.tagged == vector.nextStakeTableTagged, "\(vector.name)")
            #expect(
                try StakeTableState(tagged: vector.nextStakeTableTagged) == statement.nextStakeTable, "\(vector.name)")
        }
    }

    /// The reference's cases include an authentication root above r, which is not reduced.
    @Test func authRootIsRaw() throws {
        let largest = try #require(AuthRoot([UInt8](repeating: 0xff, count: 32)))
        #expect(digestCases.contains { $0.authRoot == largest.hexadecimal })
        let reduced = try #require(AuthRoot(Fr(reducing: .max).bigEndianBytes))
        var statement = try digestCases[0].statement()
        statement.authRoot = largest
        let digest = statement.digest
        statement.authRoot = reduced
        #expect(statement.digest != digest)
    }

    @Test func authRootLength() {
        for count in [0, 31, 33, 64] { #expect(AuthRoot([UInt8](repeating: 0, count: count)) == nil) }
        #expect(AuthRoot([UInt8](repeating: 0, count: 32)) == .zero)
    }

    /// V1 ignores the next table, V1 and V2 ignore the authentication root, and V3 covers both.
    @Test func whatEachVersionCovers() throws {
        let statement = try digestCases[1].statement()
        var otherTable = statement, otherRoot = statement, otherState = statement
        otherTable.nextStakeTable.threshold += 1
        otherRoot.authRoot = try #require(AuthRoot([UInt8](repeating: 1, count: 32)))
        otherState.state.viewNumber += 1
        let covered = ContractVersion.allCases.map { version in
            [otherTable, otherRoot, otherState].map { $0.message(version) != statement.message(version) }
        }
        #expect(covered == [[false, false, true], [true, false, true], [true, true, true]])
    }
}
