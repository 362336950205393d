import DevnetFixtures
import JSON
import TestSupport
import Testing

/// What the chain, its nodes and other people can do to a transaction: each fault has one stated outcome.
@Suite(.serialized, .enabled(if: DevelopmentTools.areInstalled, "\(DevelopmentTools.absence)"))
struct FaultTests {
    /// Long enough that no fee is raised in these tests unless they want it.
    private let patient = ["--transaction-timeout", "60s"]

    @Test("the answer to the sending is lost: the transaction is not sent twice", arguments: ["lostReply", "drop"])
    func lostReply(kind: String) async throws {
        try await ProverOnChain.with { prover in
            try await prover.fault(["kind": .string(kind), "methods": ["eth_sendRawTransaction"], "count": 1])
            let result = try await prover.run(patient, input: prover.updates.documents(110))
            #expect(result.ending == .exit(0), "\(result.errors)")
            #expect(try await prover.nonce() == 1)
            #expect(try result.transaction().field("hashes").elements().count == 1)
        }
    }

    @Test("a transaction that is not mined is replaced with the same nonce and an eighth more, then mined")
    func stuck() async throws {
        try await ProverOnChain.with { prover in
            try await prover.chain.rpc("evm_setAutomine", [false])
            let command = try prover.start(input: prover.updates.documents(110))
            try await prover.wait("two replacements") {
                try prover.journal().contains { try $0.field("transactions").elements().count >= 3 }
            }
            try await prover.waitForPending()
            let pending = try await prover.pending()
            #expect(pending.count == 1, "all replacements have one nonce")
            try await prover.chain.rpc("evm_mine")
            let result = try await command.result()
            #expect(result.ending == .exit(0), "\(result.errors)")
            #expect(try await prover.nonce() == 1)
            #expect(try await prover.finalizedHeight() == 110)
            let transaction = try result.transaction()
            #expect(try transaction.field("state").string() == "final")
            #expect(try transaction.field("hashes").elements().count >= 3)
        }
    }

    @Test("the fee is not raised above the ceiling: the transaction waits")
    func stuckAtCeiling() async throws {
        try await ProverOnChain.with(["--fixed-base-fee", "1000000000"]) { prover in
            try await prover.chain.rpc("evm_setAutomine", [false])
            let command = try prover.start(
                ["--max-gas-price", "2.02"], input: prover.updates.documents(110))
            try await prover.waitForPending()
            try await Task.sleep(for: .milliseconds(900))
            #expect(try prover.journal().map { try $0.field("transactions").elements().count } == [1])
            try await prover.chain.rpc("evm_mine")
            let result = try await command.result()
            #expect(result.ending == .exit(0), "\(result.errors)")
            #expect(result.errors.contains("max allowed: 2.02 gwei"))
        }
    }

    @Test("a transaction dropped from the pool is sent again, the same bytes")
    func dropped() async throws {
        try await ProverOnChain.with { prover in
            try await prover.chain.rpc("evm_setAutomine", [false])
            let command = try prover.start(patient, input: prover.updates.documents(110))
            try await prover.waitForPending()
            let first = try await prover.pending().map { try $0.field("hash").string() }
            try await prover.chain.rpc("devnet_dropAllTransactions")
            try await prover.waitForPending()
            #expect(try await prover.pending().map { try $0.field("hash").string() } == first)
            try await prover.chain.rpc("evm_mine")
            let result = try await command.result()
            #expect(result.ending == .exit(0), "\(result.errors)")
            #expect(result.errors.contains("does not know"))
        }
    }

    @Test("somebody replaces the transaction: once that is sure, the state is sent with the next nonce")
    func replacedFromOutside() async throws {
        try await ProverOnChain.with { prover in
            try await prover.chain.rpc("evm_setAutomine", [false])
            let command = try prover.start(patient, input: prover.updates.documents(110))
            try await prover.waitForPending()
            let account = JSONValue.string(ProverOnChain.account)
            try await prover.chain.rpc(
                "eth_sendTransaction",
                [
                    [
                        "from": account, "to": account, "nonce": "0x0", "maxFeePerGas": "0x174876e800",
                        "maxPriorityFeePerGas": "0x174876e800",
                    ]
                ])
            try await prover.chain.rpc("evm_setAutomine", [true])
            try await prover.chain.rpc("evm_mine")
            let result = try await command.result()
            #expect(result.ending == .exit(0), "\(result.errors)")
            #expect(try await prover.nonce() == 2)
            #expect(try result.transaction().field("nonce").int() == 1)
            #expect(try prover.journal().map { try $0.field("progress").string() } == ["replaced", "final"])
        }
    }

    @Test("the chain is reorganised before the transaction is final: it is waited for again", arguments: [1, 2])
    func reorganisation(depth: Int) async throws {
        try await ProverOnChain.with { prover in
            let command = try prover.start(patient + ["--confirmations", "3"], input: prover.updates.documents(110))
            try await prover.wait("the mined transaction") { try await prover.nonce() == 1 }
            if depth > 1 { try await prover.chain.rpc("evm_mine") }
            try await Task.sleep(for: .milliseconds(300))
            try await prover.chain.rpc("evm_setAutomine", [false])
            try await prover.chain.rpc("devnet_reorg", [.number(JSONNumber(depth))])
            #expect(try await prover.nonce() == 0)
            try await Task.sleep(for: .milliseconds(300))
            try await prover.chain.rpc("evm_mine", [["blocks": 3]])
            let result = try await command.result()
            #expect(result.ending == .exit(0), "\(result.errors)")
            #expect(result.errors.contains("reorganised"))
            #expect(try await prover.nonce() == 1)
            #expect(try await prover.finalizedHeight() == 110)
        }
    }

    @Test("a reorganisation that also loses the transaction: the same bytes are sent again")
    func reorganisationWithLoss() async throws {
        try await ProverOnChain.with { prover in
            let command = try prover.start(patient + ["--confirmations", "3"], input: prover.updates.documents(110))
            try await prover.wait("the mined transaction") { try await prover.nonce() == 1 }
            try await Task.sleep(for: .milliseconds(300))
            try await prover.chain.rpc("evm_setAutomine", [false])
            try await prover.chain.rpc("devnet_reorg", [1, ["dropTransactions": true]])
            try await prover.waitForPending()
            try await prover.chain.rpc("evm_mine", [["blocks": 3]])
            let result = try await command.result()
            #expect(result.ending == .exit(0), "\(result.errors)")
            #expect(try result.transaction().field("hashes").elements().count == 1)
        }
    }

    @Test("another prover is faster between the check and the sending: ours reverts, and that is no failure")
    func race() async throws {
        try await ProverOnChain.with { prover in
            let call = try await prover.callData(110)
            try await prover.fault([
                "kind": "before", "methods": ["eth_sendRawTransaction"],
                "do": [["method": "eth_sendTransaction", "params": [call]]],
            ])
            let result = try await prover.run(input: prover.updates.documents(110))
            #expect(result.ending == .exit(0), "\(result.errors)")
            let document = try #require(try result.documents.first)
            #expect(try document.field("action").string() == "none")
            #expect(try document.field("reason").string() == "superseded")
            let transaction = try document.field("transaction")
            #expect(try transaction.field("state").string() == "reverted")
            let error = try transaction.field("error")
            #expect(try error.field("name").string() == "OutdatedState")
            #expect(try error.field("selector").string() == "0x051c46ef")
            #expect(try !error.field("advice").string().isEmpty)
        }
    }

    @Test("another prover is faster while ours waits: it is abandoned, and its nonce used for the next state")
    func raceWhileWaiting() async throws {
        try await ProverOnChain.with { prover in
            let call = try await prover.callData(110)
            try await prover.chain.rpc("evm_setAutomine", [false])
            try await prover.chain.rpc("devnet_hold", [["from": .string(ProverOnChain.account)]])
            let command = try prover.start(patient, input: prover.updates.documents(110, 120))
            try await prover.waitForPending()
            let abandoned = try await prover.pending().map { try $0.field("hash").string() }
            try await prover.chain.rpc("eth_sendTransaction", [call])
            try await prover.chain.rpc("evm_mine")
            // It is in the journal before it is sent, and until then the first one could still be mined.
            try await prover.wait("the replacement") {
                let pending = try await prover.pending().map { try $0.field("hash").string() }
                return try prover.journal().count == 2 && !pending.isEmpty && Set(pending).isDisjoint(with: abandoned)
            }
            try await prover.chain.rpc("devnet_hold", [false])
            try await prover.chain.rpc("evm_mine")
            let result = try await command.result()
            #expect(result.ending == .exit(0), "\(result.errors)")
            let documents = try result.documents
            #expect(try documents.map { try $0.field("action").string() } == ["none", "update"])
            #expect(try documents[1].field("transaction").field("nonce").int() == 0, "the nonce of the abandoned one")
            #expect(try await prover.nonce() == 1)
            #expect(try await prover.finalizedHeight() == 120)
        }
    }

    @Test("the base fee jumps between the check and the sending: more is offered at once")
    func baseFeeJump() async throws {
        try await ProverOnChain.with(["--reject-underpriced"]) { prover in
            try await prover.fault(Self.jump)
            let result = try await prover.run(patient, input: prover.updates.documents(110))
            #expect(result.ending == .exit(0), "\(result.errors)")
            #expect(try await prover.nonce() == 1)
            #expect(try result.transaction().field("hashes").elements().count >= 2)
        }
    }

    @Test("the base fee jumps above the ceiling: 75, and the next run sends when gas is cheap again")
    func baseFeeJumpAboveCeiling() async throws {
        try await ProverOnChain.with(["--reject-underpriced"]) { prover in
            try await prover.fault(Self.jump)
            let refused = try await prover.run(
                patient + ["--max-gas-price", "20"], input: prover.updates.documents(110))
            #expect(refused.ending == .exit(75), "\(refused.errors)")
            #expect(refused.errors.contains("max allowed: 20 gwei"), "\(refused.errors)")
            #expect(try await prover.nonce() == 0)
            try await prover.chain.rpc("devnet_setNextBlockBaseFee", ["0x3b9aca00"])
            try await prover.chain.rpc("evm_mine")
            let result = try await prover.run(
                patient + ["--max-gas-price", "20"], input: prover.updates.documents(110))
            #expect(result.ending == .exit(0), "\(result.errors)")
            #expect(try await prover.nonce() == 1)
        }
    }

    private static let jump: JSONValue = [
        "kind": "before", "methods": ["eth_sendRawTransaction"],
        "do": [
            ["method": "devnet_setNextBlockBaseFee", "params": ["0x174876e800"]], ["method": "evm_mine", "params": []],
        ],
    ]

    @Test("a node that fails now and then, or lags, delays and does not mislead")
    func badNode() async throws {
        try await ProverOnChain.with { prover in
            for fault: JSONValue in [
                ["kind": "lag", "blocks": 1, "skip": 12, "count": 40],
                ["kind": "http", "status": 503, "methods": ["eth_getTransactionReceipt"], "count": 3],
                ["kind": "nullResult", "methods": ["eth_getTransactionReceipt"], "skip": 3, "count": 2],
            ] {
                try await prover.fault(fault)
            }
            let result = try await prover.run(
                patient + ["--l1-consecutive-failure-tolerance", "1000"], input: prover.updates.documents(110, 120))
            #expect(result.ending == .exit(0), "\(result.errors)")
            #expect(try await prover.nonce() == 2)
        }
    }

    @Test("a submission without an end is left to the next run in time")
    func timeout() async throws {
        try await ProverOnChain.with { prover in
            try await prover.chain.rpc("evm_setAutomine", [false])
            let result = try await prover.run(
                patient + ["--submit-timeout", "500ms"], input: prover.updates.documents(110))
            #expect(result.ending == .exit(75), "\(result.errors)")
            #expect(try prover.journal().map { try $0.field("progress").string() } == ["open"])
            try await prover.chain.rpc("evm_mine")
            let next = try await prover.run(input: prover.updates.documents(110))
            #expect(next.ending == .exit(0), "\(next.errors)")
            #expect(try next.transaction().field("state").string() == "final")
            #expect(try await prover.nonce() == 1)
        }
    }
}

extension ProverOnChain {
    /// The same call from the chain's first account, as `eth_sendTransaction` takes it.
    func callData(_ height: UInt64) async throws -> JSONValue {
        let result = try await run(["--unsigned"], input: updates.documents(height))
        return [
            "from": .string(DevelopmentChain.firstAccount), "to": .string(contract.address),
            "data": try result.transaction().field("data").value, "gas": "0x2dc6c0",
        ]
    }
}
