import DevnetFixtures
import JSON
import NetworkFixtures
import TestSupport
import Testing

/// Nodes of different makes, and nodes that do not agree.
@Suite(.serialized, .enabled(if: DevelopmentTools.areInstalled, "\(DevelopmentTools.absence)"))
struct NodeTests {
    @Test(
        "the refusals of every client are understood: a lost answer and a stuck transaction end well",
        arguments: ["reth", "nethermind", "erigon", "besu"])
    func words(client: String) async throws {
        try await ProverOnChain.with(["--client", client]) { prover in
            try await prover.fault(["kind": "lostReply", "methods": ["eth_sendRawTransaction"], "count": 1])
            let first = try await prover.run(
                ["--transaction-timeout", "60s"], input: prover.updates.documents(110))
            #expect(first.ending == .exit(0), "\(first.errors)")
            try await prover.chain.rpc("evm_setAutomine", [false])
            let second = try prover.start(input: prover.updates.documents(120))
            try await prover.wait("a replacement") {
                try prover.journal().contains { try $0.field("transactions").elements().count >= 2 }
            }
            try await prover.waitForPending()
            try await prover.chain.rpc("evm_mine")
            let result = try await second.result()
            #expect(result.ending == .exit(0), "\(result.errors)")
            #expect(try await prover.nonce() == 2)
            #expect(try await prover.finalizedHeight() == 120)
        }
    }

    @Test("one node is dead and two disagree, taking turns: two submissions, two transactions")
    func disagreement() async throws {
        try await ProverOnChain.with(["--endpoints", "2"]) { prover in
            let dead = prover.chain.endpoints[1]
            try await prover.chain.rpc("devnet_closeEndpoint", [.string(dead)])
            // One is always a block behind. Both fail now and then, and each failure is the other one's turn.
            func failures(_ skips: [Int]) -> [JSONValue] {
                skips.map { ["kind": "http", "status": 503, "skip": .number(JSONNumber($0)), "count": 1] }
            }
            let lag: JSONValue = ["kind": "lag", "blocks": 1]
            let opened = JSONReader(
                try await prover.chain.rpc(
                    "devnet_openEndpoint", [["faults": .array([lag] + failures([4, 8, 12, 16]))]]))
            for failure in failures([6, 12, 18, 24]) { try await prover.fault(failure) }
            try await prover.chain.rpc("evm_setIntervalMining", [.number(JSONNumber(1))])
            let urls = [dead, prover.chain.url, try opened.field("url").string()]
            let result = try await prover.run(
                ["--transaction-timeout", "60s", "--l1-consecutive-failure-tolerance", "1"],
                input: prover.updates.documents(110, 120),
                ["ESPRESSO_L1_PROVIDER": urls.joined(separator: ",")])
            #expect(result.ending == .exit(0), "\(result.errors)")
            for url in urls.dropFirst() {
                #expect(result.errors.contains("\(url)"), "both nodes had their turn: \(result.errors)")
            }
            // Those that did not come up must not hit what is asked now.
            try await prover.chain.rpc("devnet_clearFaults")
            #expect(try await prover.nonce() == 2)
            #expect(try await prover.finalizedHeight() == 120)
        }
    }

    @Test("a key store opens with its password, and with no other")
    func keyStore() async throws {
        try await ProverOnChain.with { prover in
            let folder = try TemporaryFolder()
            // The second account's key, 1024 rounds of PBKDF2, password "correct horse".
            let store = try folder.write(
                """
                {"version":3,"address":"70997970c51812dc3a010c7d01b50e0d17dc79c8","crypto":{"cipher":"aes-128-ctr",\
                "ciphertext":"d5454a0bfa40bfcc78eb4bd814488e40d1ac5223f773cbd2cccaa23361d3473c",\
                "cipherparams":{"iv":"000102030405060708090a0b0c0d0e0f"},"kdf":"pbkdf2","kdfparams":{"c":1024,\
                "dklen":32,"prf":"hmac-sha256",\
                "salt":"000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"},\
                "mac":"436340750c92f9a5e590c2effe5840a35b12c93d268712c2b925f538ee53966a"}}
                """, to: "store")
            let none: [String: String?] = ["ESPRESSO_ETH_MNEMONIC": nil]
            let wrong = try await prover.run(
                ["--keystore", store], input: prover.updates.documents(110),
                none.merging(["ESPRESSO_STATE_PROVER_KEYSTORE_PASSWORD": "wrong horse"]) { $1 })
            #expect(wrong.ending != .exit(0))
            #expect(!wrong.errors.contains("wrong horse"))
            // A line end at the end of the file is no part of the password. A blank is.
            let blank = try folder.write("correct horse \n", to: "blank")
            let other = try await prover.run(
                ["--keystore", store, "--keystore-password-file", blank], input: prover.updates.documents(110), none)
            #expect(other.errors.contains("password"))
            let file = try folder.write("\u{feff}correct horse\r\n", to: "password")
            let dry = try await prover.run(
                ["--keystore", store, "--keystore-password-file", file, "--dry-run"],
                input: prover.updates.documents(110), none)
            #expect(dry.ending == .exit(0), "\(dry.errors)")
            let right = try await prover.run(
                ["--keystore", store], input: prover.updates.documents(110),
                none.merging(["ESPRESSO_STATE_PROVER_KEYSTORE_PASSWORD": "correct horse"]) { $1 })
            #expect(right.ending == .exit(0), "\(right.errors)")
            #expect(try right.transaction().field("from").string() == ProverOnChain.account)
            #expect(try await prover.finalizedHeight() == 110)
        }
    }

    @Test("what the contract refuses is named, with advice, and costs nothing")
    func refusal() async throws {
        let updates = try await ProvedUpdates.shared
        try await DevelopmentChain.with { chain in
            let genesis = DevelopmentChain.Genesis(stakeTable: try ProvedUpdates.network.commitment(epoch: nil))
            // With epochs from block 1 on, the root of the first epoch has to come before height 110.
            let contract = try await chain.deploy(
                .v3, verifyingKey: updates.verifyingKey, genesis: genesis, epochs: (100, 1))
            let prover = ProverOnChain(chain: chain, contract: contract, updates: updates)
            let result = try await prover.run(["--log-format", "json"], input: updates.documents(110))
            #expect(result.ending == .exit(76), "\(result.errors)")
            let errors = try result.errors.split(separator: "\n").map { JSONReader(try JSONValue(parsing: "\($0)")) }
            #expect(
                try errors.contains {
                    try $0.optionalField("message")?.string().contains("MissingEpochRootUpdate") == true
                },
                "\(result.errors)")
            #expect(try await prover.nonce() == 0)
        }
    }

    @Test("versions 1 and 2 of the contract refuse with a text, which has the same advice")
    func refusalByText() async throws {
        let updates = try await ProvedUpdates(.v1, heights: [150])
        try await DevelopmentChain.with { chain in
            let contract = try await chain.deploy(
                .v1, verifyingKey: updates.verifyingKey,
                genesis: DevelopmentChain.Genesis(stakeTable: try ProvedUpdates.network.commitment(epoch: nil)),
                epochs: nil)
            let prover = ProverOnChain(chain: chain, contract: contract, updates: updates)
            // A state, and a proof whose first point is (1, 1).
            let words = [150, 150, 5, 1, 1] + [Int](repeating: 0, count: 34)
            let digits = words.map { word in
                let text = String(word, radix: 16)
                return String(repeating: "0", count: 64 - text.count) + text
            }
            let call: JSONValue = ["to": .string(contract.address), "data": .string("0x2063d4f7" + digits.joined())]
            let refusal = try #require(
                await #expect(throws: TestSupportError.self) { try await chain.rpc("eth_call", [call, "latest"]) })
            let error = JSONReader(try JSONValue(parsing: String(refusal.description.dropFirst("eth_call: ".count))))
            #expect(try error.field("message").string() == "execution reverted: Bn254: invalid G1 point")
            // The command would not send such a proof, so here the node says the same of a good one.
            try await prover.fault([
                "kind": "rpcError", "methods": ["eth_estimateGas"], "code": try error.field("code").value,
                "message": try error.field("message").value, "data": try error.field("data").value,
            ])
            let result = try await prover.run(input: updates.documents(150))
            #expect(result.ending == .exit(76), "\(result.errors)")
            for words in [
                "Error(Bn254: invalid G1 point): a point of the proof is not on the curve",
                "hint: the submission is damaged: prove again",
            ] {
                #expect(result.errors.contains(words), "\(result.errors)")
            }
            #expect(try await prover.nonce() == 0)
        }
    }
}
