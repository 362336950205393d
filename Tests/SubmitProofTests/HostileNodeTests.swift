import DevnetFixtures
import JSON
import TestSupport
import Testing

/// What nodes say about prices, gas and money: nothing absurd is signed, and what passes by itself is no reason to give
/// up.
@Suite(.serialized, .enabled(if: DevelopmentTools.areInstalled, "\(DevelopmentTools.absence)"))
struct HostileNodeTests {
    private let zeros: JSONValue = [
        "oldestBlock": "0x0", "baseFeePerGas": ["0x0", "0x0"], "gasUsedRatio": [0], "reward": [["0x0"]],
    ]

    private func lie(_ method: String, _ result: JSONValue, count: Int? = nil) -> JSONValue {
        var fault: JSONObject = ["kind": "override", "methods": [.string(method)], "result": result]
        fault["count"] = count.map { .number(JSONNumber($0)) }
        return .object(fault)
    }

    @Test("a gas price of 10,000 gwei and a history of zeros change nothing")
    func prices() async throws {
        try await ProverOnChain.with { prover in
            try await prover.fault(lie("eth_gasPrice", "0x9184e72a000"))
            try await prover.fault(lie("eth_feeHistory", zeros))
            let result = try await prover.run(["--max-gas-price", "30"], input: prover.updates.documents(110))
            #expect(result.ending == .exit(0), "\(result.errors)")
            let transaction = try result.transaction()
            let fee = try transaction.field("max_fee_per_gas").string()
            #expect(try #require(UInt64(fee.dropFirst(2), radix: 16)) < 5_000_000_000)
        }
    }

    @Test("an estimate of 30 million gas once: asked again; for ever: what no update needs is enough")
    func muchGas() async throws {
        try await ProverOnChain.with { prover in
            try await prover.fault(lie("eth_estimateGas", "0x1c9c380", count: 1))
            let once = try await prover.run(input: prover.updates.documents(110))
            #expect(once.ending == .exit(0), "\(once.errors)")
            #expect(try once.transaction().field("gas_limit").int() < 2_000_000)
            try await prover.fault(lie("eth_estimateGas", "0x1c9c380"))
            let always = try await prover.run(input: prover.updates.documents(120))
            #expect(always.ending == .exit(0), "\(always.errors)")
            #expect(try always.transaction().field("gas_limit").int() == 3_000_000)
        }
    }

    @Test("an estimate that is too low burns no fee")
    func littleGas() async throws {
        try await ProverOnChain.with { prover in
            try await prover.fault(lie("eth_estimateGas", "0x5208"))
            let result = try await prover.run(input: prover.updates.documents(110))
            #expect(result.ending == .exit(0), "\(result.errors)")
            #expect(try result.transaction().field("state").string() == "final")
        }
    }

    @Test("a balance of nothing that is said once, or by one of two nodes")
    func balance() async throws {
        try await ProverOnChain.with(["--endpoints", "2"]) { prover in
            try await prover.fault(lie("eth_getBalance", "0x0", count: 1))
            let once = try await prover.run(input: prover.updates.documents(110), ["HSP_SECOND_LOOK": "1h"])
            #expect(once.ending == .exit(0), "\(once.errors)")
            #expect(once.errors.contains("not so any more"))
            try await prover.fault(lie("eth_getBalance", "0x0"))
            let urls = prover.chain.endpoints.joined(separator: ",")
            let two = try await prover.run(
                input: prover.updates.documents(120),
                ["HSP_SECOND_LOOK": "1h", "ESPRESSO_L1_PROVIDER": urls])
            #expect(two.ending == .exit(0), "\(two.errors)")
            #expect(two.errors.contains("not so, says \(prover.chain.endpoints[1])"))
            #expect(try await prover.nonce() == 2)
        }
    }

    @Test("one of two nodes lies about the balance and the nonce at once: the other's nonce is used")
    func balanceAndNonce() async throws {
        try await ProverOnChain.with(["--endpoints", "2"]) { prover in
            try await prover.fault(lie("eth_getBalance", "0x0"))
            try await prover.fault(lie("eth_getTransactionCount", "0x5"))
            let urls = prover.chain.endpoints.joined(separator: ",")
            let result = try await prover.run(
                ["--transaction-timeout", "20s"], input: prover.updates.documents(110),
                ["HSP_SECOND_LOOK": "1h", "ESPRESSO_L1_PROVIDER": urls])
            #expect(result.ending == .exit(0), "\(result.errors)")
            #expect(try result.transaction().field("nonce").int() == 0)
        }
    }

    @Test("what a transaction may cost is said before it is sent, and has a limit")
    func cost() async throws {
        try await ProverOnChain.with { prover in
            let refused = try await prover.run(["--max-cost", "0.0001"], input: prover.updates.documents(110))
            #expect(refused.ending == .exit(75), "\(refused.errors)")
            #expect(refused.errors.contains("ether, max allowed: 0.0001 ether"))
            #expect(refused.errors.contains("hint: wait, or raise --max-cost"))
            #expect(try await prover.requests("eth_sendRawTransaction") == 0)
            let result = try await prover.run(
                input: prover.updates.documents(110), ["HSP_MAX_COST": "0.01"])
            #expect(result.ending == .exit(0), "\(result.errors)")
            let words = try #require(result.errorLines.first { $0.contains("the transaction may cost up to 0.00") })
            let (said, sent) = (
                result.errorLines.firstIndex(of: words), result.errorLines.firstIndex { $0.contains("sent 0x") }
            )
            #expect(try #require(said) < (try #require(sent)))
        }
    }

    @Test("too little ether for now is no reason to give up")
    func dearGas() async throws {
        try await ProverOnChain.with { prover in
            // A thousandth of an ether does for the usual price, not for 100 gwei.
            try await prover.chain.rpc("devnet_setBalance", [.string(ProverOnChain.account), "0x5af3107a4000"])
            try await prover.chain.rpc("devnet_setFixedBaseFee", ["0x174876e800"])
            let result = try await prover.run(input: prover.updates.documents(110))
            #expect(result.ending == .exit(75), "\(result.errors)")
            #expect(result.errors.contains("insufficient funds for now"))
        }
    }

    @Test("a transaction of before the fee market, where one is asked for")
    func legacy() async throws {
        try await ProverOnChain.with { prover in
            let result = try await prover.run(["--legacy"], input: prover.updates.documents(110))
            #expect(result.ending == .exit(0), "\(result.errors)")
            let transaction = try result.transaction()
            #expect(try transaction.optionalField("max_fee_per_gas")?.string() == nil)
            #expect(try transaction.field("gas_price").string().hasPrefix("0x"))
        }
    }
}
