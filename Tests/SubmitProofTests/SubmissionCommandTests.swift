import DevnetFixtures
import JSON
import LightClient
import TestSupport
import Testing

/// What the command does when nothing goes wrong.
@Suite(.serialized, .enabled(if: DevelopmentTools.areInstalled, "\(DevelopmentTools.absence)"))
struct SubmissionCommandTests {
    @Test("each proof is sent, mined and final before the next one, and the documents say so")
    func success() async throws {
        try await ProverOnChain.with { prover in
            let result = try await prover.run(input: prover.updates.documents(110, 120))
            #expect(result.ending == .exit(0), "\(result.errors)")
            #expect(try await prover.finalizedHeight() == 120)
            #expect(try await prover.nonce() == 2)
            let documents = try result.documents
            try #require(documents.count == 2)
            for (index, document) in documents.enumerated() {
                #expect(try document.field("action").string() == "update")
                let transaction = try document.field("transaction")
                #expect(try transaction.field("state").string() == "final")
                #expect(try transaction.field("nonce").int() == index)
                #expect(try transaction.field("hashes").elements().count == 1)
                #expect(try transaction.field("confirmations").int() >= 1)
                #expect(try transaction.field("event").field("height").uint64() == [110, 120][index])
                #expect(try transaction.field("event").field("view").uint64() == [117, 127][index])
                #expect(try transaction.field("gas_used").int() > 100_000)
                let (used, limit) = (try transaction.field("gas_used").int(), try transaction.field("gas_limit").int())
                #expect(used < limit && limit < 2 * used)
            }
            #expect(try prover.journal().map { try $0.field("progress").string() } == ["final", "final"])
        }
    }

    @Test("the contracts of all versions take it", arguments: [ContractVersion.v1, .v2])
    func olderVersions(version: ContractVersion) async throws {
        let updates = try await ProvedUpdates(version, heights: [150])
        let network = ProvedUpdates.network
        try await DevelopmentChain.with { chain in
            let contract = try await chain.deploy(
                version, verifyingKey: updates.verifyingKey,
                genesis: DevelopmentChain.Genesis(stakeTable: try network.commitment(epoch: nil)),
                epochs: version == .v1 ? nil : (network.schedule.blocksPerEpoch, network.schedule.epochStartBlock))
            let prover = ProverOnChain(chain: chain, contract: contract, updates: updates)
            let result = try await prover.run(input: updates.documents(150))
            #expect(result.ending == .exit(0), "\(result.errors)")
            #expect(try await prover.finalizedHeight() == 150)
            #expect(try result.transaction().field("state").string() == "final")
        }
    }

    @Test("what the contract has already is skipped: the same state is up to date, an older one superseded")
    func nothingToDo() async throws {
        try await ProverOnChain.with { prover in
            _ = try await prover.run(input: prover.updates.documents(120))
            let result = try await prover.run(input: prover.updates.documents(120, 110))
            #expect(result.ending == .exit(0), "\(result.errors)")
            let documents = try result.documents
            #expect(try documents.map { try $0.field("action").string() } == ["none", "none"])
            #expect(try documents.map { try $0.field("reason").string() } == ["up-to-date", "superseded"])
            #expect(try await prover.requests("eth_sendRawTransaction") == 1)
        }
    }

    @Test("a document that asks for nothing passes unchanged")
    func idle() async throws {
        try await ProverOnChain.with { prover in
            let idle = #"{"schema":"hotshot-state-update/1","action":"none","n":18446744073709551615}"#
            let result = try await prover.run(input: idle + "\n")
            #expect(result.ending == .exit(0))
            #expect(result.outputLines == [idle])
        }
    }

    @Test("a dry run needs no key and sends nothing")
    func dryRun() async throws {
        try await ProverOnChain.with { prover in
            let result = try await prover.run(
                ["--dry-run"], input: prover.updates.documents(110), ["ESPRESSO_ETH_MNEMONIC": nil])
            #expect(result.ending == .exit(0), "\(result.errors)")
            let transaction = try result.transaction()
            #expect(try transaction.field("state").string() == "simulated")
            #expect(try transaction.field("gas").int() > 100_000)
            #expect(try await prover.requests("eth_sendRawTransaction") == 0)
            #expect(try prover.journal().isEmpty)
        }
    }

    @Test("two confirmations are waited for")
    func confirmations() async throws {
        try await ProverOnChain.with { prover in
            let command = try prover.start(["--confirmations", "3"], input: prover.updates.documents(110))
            try await prover.wait("the mined transaction") { try await prover.nonce() == 1 }
            try await Task.sleep(for: .milliseconds(200))
            #expect(try prover.journal().map { try $0.field("progress").string() } == ["open"])
            try await prover.chain.rpc("evm_mine", [["blocks": 2]])
            let result = try await command.result()
            #expect(result.ending == .exit(0), "\(result.errors)")
            #expect(try result.transaction().field("confirmations").int() == 3)
        }
    }
}
