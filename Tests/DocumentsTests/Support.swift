import BN254
import DevnetFixtures
import Documents
import Ethereum
import JSON
import LightClient
import NetworkFixtures
import Testing

extension SignedState {
    /// The state at `height`, signed by all validators of the network.
    init(_ network: SyntheticNetwork, _ version: ContractVersion, height: UInt64) throws {
        let statement = try network.statement(version, height: height)
        let epoch = version.features.hasEpochs ? network.schedule.epochIfEnabled(at: height) : nil
        let table = try network.stakeTable(epoch: epoch)
        self.init(
            version: version, source: .relay, statement: statement,
            table: CommittedStakeTable(
                table, epoch: epoch, capacity: network.capacity, commitment: try network.commitment(epoch: epoch)),
            signatures: try SignatureCollection(
                network.signatures(version, on: statement, by: network.members(epoch: epoch)), on: statement,
                version: version, table: table))
    }

    /// Expects that this is `other` in every part.
    func expectEqual(_ other: SignedState, sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(version == other.version, sourceLocation: sourceLocation)
        #expect(source == other.source, sourceLocation: sourceLocation)
        #expect(statement == other.statement, sourceLocation: sourceLocation)
        #expect(table == other.table, sourceLocation: sourceLocation)
        #expect(signatures.signers == other.signatures.signers, sourceLocation: sourceLocation)
        #expect(signatures.signatures == other.signatures.signatures, sourceLocation: sourceLocation)
        #expect(signatures.weight == other.signatures.weight, sourceLocation: sourceLocation)
    }
}

extension ContractPart {
    /// A contract of `version` that has all that a contract of this version can have.
    static func example(_ network: SyntheticNetwork, _ version: ContractVersion) throws -> ContractPart {
        ContractPart(
            address: try .example, implementation: try .example, chainID: 1, version: version,
            release: "\(version.rawValue).0.0",
            block: Block(number: 17, hash: Hash256(of: [2]), timestamp: 1_700_000_000),
            finalizedState: try network.statement(version, height: 250).state,
            votingStakeTable: try network.commitment(epoch: version.features.hasEpochs ? 3 : nil),
            genesisState: try network.statement(version, height: 240).state,
            genesisStakeTable: try network.commitment(epoch: nil),
            authRoot: version.features.hasAuthRoot ? try network.statement(version, height: 250).authRoot : nil,
            epochs: version.features.hasEpochs
                ? Epochs(blocksPerEpoch: 100, epochStartBlock: 201, currentEpoch: 3) : nil,
            permissionedProver: try .example, owner: try .example,
            history: History(retentionSeconds: 864_000, count: 20, firstIndex: 3),
            verifyingKeyHash: UInt256(5), verifyingKeyName: "v3", baseFee: Wei(7),
            gasPrice: Wei(8),
            account: Account(address: try .example, balance: Wei(1_000), nonce: 4))
    }
}

extension Address {
    /// Some account.
    static var example: Address {
        get throws { try Address(text: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8") }
    }
}

extension UpdateDocument {
    /// The document as it is written.
    func text() throws -> String { try JSONValue.object(fields).serialized() }

    /// The document as the next stage reads it.
    func throughText() throws -> UpdateDocument { try UpdateDocument(JSONValue(parsing: try text())) }

    /// Expects that the document is what the JSON Schema says, without members that it does not name: for tests that are
    /// enabled if ``DevelopmentTools`` are installed.
    func expectValid(sourceLocation: SourceLocation = #_sourceLocation) async throws {
        let complaint = try await DevelopmentTools.complaint(about: try text())
        #expect(complaint == nil, sourceLocation: sourceLocation)
    }
}
