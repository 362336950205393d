import DevnetFixtures
import JSON
import LightClient
import TestSupport
import Testing

/// What is checked before anything is spent: each finding has its exit code, and nothing is sent.
@Suite(.serialized, .enabled(if: DevelopmentTools.areInstalled, "\(DevelopmentTools.absence)"))
struct CheckTests {
    /// Runs with something wrong, and expects a code, words, and that nothing was sent.
    private func expect(
        _ code: Int32, _ words: String, _ prover: ProverOnChain, _ arguments: [String] = [], input: String? = nil,
        _ changes: [String: String?] = [:]
    ) async throws {
        let result = try await prover.run(arguments, input: input ?? prover.updates.documents(110), changes)
        #expect(result.ending == .exit(code), "\(result.errors)")
        #expect(result.errors.contains(words), "\(result.errors)")
        #expect(result.output.isEmpty)
        #expect(try await prover.requests("eth_sendRawTransaction") == 0)
        #expect(try prover.journal().isEmpty)
    }

    @Test("the contract, the chain and the account")
    func surroundings() async throws {
        try await ProverOnChain.with { prover in
            let address = "ESPRESSO_LIGHT_CLIENT_PROXY_ADDRESS"
            try await expect(78, "is not a proxy", prover, input: nil, [address: prover.contract.implementation])
            try await expect(78, "there is no contract", prover, input: nil, [address: ProverOnChain.account])
            try await expect(78, "chain", prover, ["--chain-id", "5"])
            try await expect(64, "no account", prover, input: nil, ["ESPRESSO_ETH_MNEMONIC": nil])
            try await expect(
                69, "l1 provider", prover, ["--l1-timeout", "2s"], input: nil,
                ["ESPRESSO_L1_PROVIDER": "http://127.0.0.1:1"])
            try await prover.chain.rpc("devnet_setBalance", [.string(ProverOnChain.account), "0x0"])
            try await expect(78, "insufficient funds", prover)
            try await expect(75, "insufficient funds for now", prover, input: nil, ["HSP_TRIES_AGAIN": "yes"])
            try await prover.chain.rpc("devnet_setBalance", [.string(ProverOnChain.account), "0xffffffff"])
            try await expect(78, "insufficient funds", prover)
        }
    }

    @Test("the price: strictly above the ceiling is too much, with both figures in gwei")
    func price() async throws {
        try await ProverOnChain.with(["--fixed-base-fee", "3000000000"]) { prover in
            try await expect(75, "max allowed: 0.5 gwei", prover, ["--max-gas-price", "0.5"])
            try await expect(
                75, "gas price too high: current", prover, input: nil,
                ["ESPRESSO_STATE_PROVER_MAX_GAS_PRICE_IN_GWEI": "2.999999999"])
            let gwei = try await prover.text("eth_gasPrice", [])
            let price = try #require(UInt64(gwei.dropFirst(2), radix: 16))
            let exact = "\(price / 1_000_000_000).\(String(String(price % 1_000_000_000 + 1_000_000_000).dropFirst()))"
            let result = try await prover.run(
                ["--max-gas-price", exact], input: prover.updates.documents(110))
            #expect(result.ending == .exit(0), "\(result.errors)")
            let fee = try result.transaction().field("max_fee_per_gas").string()
            #expect(UInt64(fee.dropFirst(2), radix: 16) == price, "the ceiling is what the transaction carries")
        }
    }

    @Test("another prover is the permitted one: 77 before anything else, and a dry run as that one passes")
    func permission() async throws {
        try await ProverOnChain.with(permissionedProver: DevelopmentChain.firstAccount) { prover in
            let rule = "the contract takes submissions from \(DevelopmentChain.firstAccount) only"
            try await expect(77, "\(rule), not from \(ProverOnChain.account)\n", prover)
            let words = prover.environment.keys.filter { $0.hasSuffix("_ETH_MNEMONIC") }
            try await expect(
                77, "\(rule), and no account is named\n", prover, ["--dry-run"], input: nil,
                Dictionary(uniqueKeysWithValues: words.map { ($0, nil) }))
            // Below the daemon one node's word ends nothing.
            try await expect(75, rule, prover, input: nil, ["HSP_TRIES_AGAIN": "yes"])
            let result = try await prover.run(
                ["--dry-run", "--from", DevelopmentChain.firstAccount], input: prover.updates.documents(110),
                ["ESPRESSO_ETH_MNEMONIC": nil])
            #expect(result.ending == .exit(0), "\(result.errors)")
            let allowed = try await prover.run(
                input: prover.updates.documents(110), ["ESPRESSO_STATE_PROVER_ACCOUNT_INDEX": "0"])
            #expect(allowed.ending == .exit(0), "\(allowed.errors)")
        }
    }

    @Test("documents whose parts do not belong together")
    func documents() async throws {
        try await ProverOnChain.with { prover in
            let updates = prover.updates
            func changed(_ change: (inout JSONObject) throws -> Void) throws -> String {
                try updates.document(110, change)
            }
            func proof(_ change: @escaping (inout JSONObject) throws -> Void) throws -> String {
                try changed { document in
                    var proof = try JSONReader(.object(document)).field("proof").object()
                    try change(&proof)
                    document["proof"] = .object(proof)
                }
            }
            try await expect(65, "document 1: line 1", prover, input: "{")
            try await expect(65, "proof: missing", prover, input: try changed { $0["proof"] = nil })
            try await expect(65, "bundle: missing", prover, input: try changed { $0["bundle"] = nil })
            try await expect(
                65, "public inputs are not those", prover,
                input: try proof { $0["public_inputs"] = ["0x1", "0x2", "0x3", "0x4", "0x5"] })
            try await expect(
                65, "does not verify under the contract's key", prover, input: try proof { $0["wireEval0"] = "0x1" })
            try await expect(65, "wire0", prover, input: try proof { $0["wire0"] = ["x": "0x1", "y": "0x1"] })
            try await expect(
                78, "verifies with another key", prover, input: try proof { $0["verifying_key_hash"] = "0x1" })
            try await expect(
                75, "for chain 5", prover, input: try changed { $0["contract"] = ["chain_id": 5] })
            try await expect(
                78, "for chain 5", prover, ["--chain-id", "31337"],
                input: try changed { $0["contract"] = ["chain_id": 5] })
            try await expect(
                78, "for contract", prover,
                input: try changed { $0["contract"] = ["address": .string(ProverOnChain.account)] })
            try await expect(
                75, "the update is for contract version 2, the contract is of version 3 now", prover,
                input: try changed { $0["contract"] = ["version": 2] })
        }
    }

    @Test("a signer that cannot be started is a setting, one that fails or answers nonsense is not")
    func signers() async throws {
        try await ProverOnChain.with { prover in
            for (code, words, signer) in [
                (78, "cannot start the signer", "/nonexistent/signer"), (76, "ended with exit code 1", "false"),
                (76, "answered neither", "echo no"),
            ] as [(Int32, String, String)] {
                try await expect(code, words, prover, ["--signer", signer, "--from", ProverOnChain.account])
            }
        }
    }

    @Test("options that exclude each other")
    func usage() async throws {
        try await ProverOnChain.with { prover in
            try await expect(64, "exclude each other", prover, ["--dry-run", "--unsigned"])
            try await expect(64, "give one of", prover, ["--keystore", "a", "--private-key-file", "b"])
            let settings = try TemporaryFolder()
            let file = try settings.write(#"{"eth-mnemonic-file": "a", "keystore": "b"}"#, to: "config.json")
            let two = try await prover.run(
                ["--config", file], input: prover.updates.documents(110), ["ESPRESSO_ETH_MNEMONIC": nil])
            #expect(two.ending == .exit(78))
            #expect(two.errors.contains("give one of --eth-mnemonic-file and --keystore"))
            #expect(two.errors.contains("keystore comes from: file \(file)"), "\(two.errors)")
            // A mnemonic in the environment goes before either.
            let one = try await prover.run(["--config", file, "--dry-run"], input: prover.updates.documents(110))
            #expect(one.ending == .exit(0), "\(one.errors)")
            try await expect(64, "--from", prover, ["--signer", "true"])
            try await expect(64, "--max-gas-price", prover, ["--max-gas-price", "-1"])
            try await expect(
                66, "no such file", prover, ["--keystore", "/nonexistent", "--keystore-password-file", "x"])
        }
    }
}
