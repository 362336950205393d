import DevnetFixtures
import Foundation
import JSON
import TestSupport
import Testing

/// The process ends in the middle: the next run goes on where it stopped, and nothing is sent with a second nonce.
@Suite(.serialized, .enabled(if: DevelopmentTools.areInstalled, "\(DevelopmentTools.absence)"))
struct CrashTests {
    /// Ends the process while a node does not answer `method`, and runs again.
    @Test(
        "killed while the node is asked", arguments: ["eth_call", "eth_estimateGas", "eth_sendRawTransaction"])
    func killedInRequest(method: String) async throws {
        try await ProverOnChain.with { prover in
            // eth_call is also how the contract is read: the last of a run is the simulation, so all of them hang.
            try await prover.fault(["kind": "hang", "ms": 20_000, "methods": [.string(method)], "count": 1])
            let command = try prover.start(input: prover.updates.documents(110))
            try await prover.wait("the request") { try await prover.requests(method) >= 1 }
            try await Task.sleep(for: .milliseconds(100))
            command.send(SIGKILL)
            #expect(try await command.result().ending == .signal(SIGKILL))
            #expect(try prover.journal().count == (method == "eth_sendRawTransaction" ? 1 : 0))
            try await restart(prover)
        }
    }

    @Test("killed when the transaction was sent and the answer had not come")
    func killedAfterSending() async throws {
        try await ProverOnChain.with { prover in
            try await prover.chain.rpc("evm_setAutomine", [false])
            try await prover.fault([
                "kind": "delay", "ms": 20_000, "methods": ["eth_getTransactionReceipt"], "count": 1,
            ])
            let command = try prover.start(input: prover.updates.documents(110))
            try await prover.waitForPending()
            command.send(SIGKILL)
            _ = try await command.result()
            try await prover.chain.rpc("devnet_clearFaults")
            try await prover.chain.rpc("evm_setAutomine", [true])
            try await restart(prover)
        }
    }

    @Test("killed between two replacements")
    func killedBetweenReplacements() async throws {
        try await ProverOnChain.with { prover in
            try await prover.chain.rpc("evm_setAutomine", [false])
            let command = try prover.start(input: prover.updates.documents(110))
            try await prover.wait("a replacement") {
                try prover.journal().contains { try $0.field("transactions").elements().count >= 2 }
            }
            command.send(SIGKILL)
            _ = try await command.result()
            try await prover.chain.rpc("evm_setAutomine", [true])
            try await prover.chain.rpc("evm_mine")
            try await restart(prover)
        }
    }

    @Test("killed when it was mined and not final")
    func killedBeforeFinal() async throws {
        try await ProverOnChain.with { prover in
            let command = try prover.start(["--confirmations", "5"], input: prover.updates.documents(110))
            try await prover.wait("the mined transaction") { try await prover.nonce() == 1 }
            command.send(SIGKILL)
            _ = try await command.result()
            #expect(try prover.journal().map { try $0.field("progress").string() } == ["open"])
            try await restart(prover)
        }
    }

    @Test("SIGTERM ends it with 143 and leaves the entry open")
    func terminated() async throws {
        try await ProverOnChain.with { prover in
            try await prover.chain.rpc("evm_setAutomine", [false])
            let command = try prover.start(["--transaction-timeout", "60s"], input: prover.updates.documents(110))
            try await prover.waitForPending()
            command.send(SIGTERM)
            let result = try await command.result()
            #expect(result.ending == .exit(143), "\(result.errors)")
            #expect(result.output.isEmpty)
            #expect(try prover.journal().map { try $0.field("progress").string() } == ["open"])
            try await prover.chain.rpc("evm_setAutomine", [true])
            try await prover.chain.rpc("evm_mine")
            try await restart(prover)
        }
    }

    @Test("without documents the next run finishes what was left")
    func noDocuments() async throws {
        try await ProverOnChain.with { prover in
            try await prover.chain.rpc("evm_setAutomine", [false])
            let command = try prover.start(input: prover.updates.documents(110))
            try await prover.waitForPending()
            command.send(SIGKILL)
            _ = try await command.result()
            try await prover.chain.rpc("evm_setAutomine", [true])
            try await prover.chain.rpc("evm_mine")
            let result = try await prover.run(input: "")
            #expect(result.ending == .exit(0), "\(result.errors)")
            #expect(try prover.journal().map { try $0.field("progress").string() } == ["final"])
        }
    }

    @Test("a block that is undone after it was final: the transaction is followed again")
    func deepReorganisation() async throws {
        try await ProverOnChain.with { prover in
            _ = try await prover.run(input: prover.updates.documents(110))
            try await prover.chain.rpc("devnet_reorg", [1, ["dropTransactions": true]])
            #expect(try await prover.nonce() == 0)
            let result = try await prover.run(input: prover.updates.documents(120))
            #expect(result.ending == .exit(0), "\(result.errors)")
            #expect(try await prover.nonce() == 2)
            #expect(try await prover.finalizedHeight() == 120)
        }
    }

    /// The next run with the same document ends well, and one transaction of the account is on the chain.
    private func restart(_ prover: ProverOnChain) async throws {
        let result = try await prover.run(input: prover.updates.documents(110))
        #expect(result.ending == .exit(0), "\(result.errors)")
        #expect(try await prover.nonce() == 1)
        #expect(try await prover.finalizedHeight() == 110)
        #expect(try prover.journal().map { try $0.field("progress").string() } == ["final"])
        #expect(try result.transaction().field("state").string() == "final")
    }
}
