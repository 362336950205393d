import BN254
import CommandSupport
import ContractReading
import Ethereum
import EthereumNode
import HTTPTransport
import JSON
import Logging
import LoopbackHTTP
import Submission
import Synchronization
import Testing
import TransactionFees

/// No node alone decides what is paid, nor that an account has nothing.
@Suite struct NodePriceTests {
    /// What a node says.
    struct Node: Sendable {
        var chainID: UInt64 = 1
        /// The base fee of every block; none if nil.
        var baseFee: UInt64? = 1_000_000_000
        /// The base fees of the history; it is refused if nil.
        var history: [UInt64]? = [1_000_000_000, 1_000_000_000]
        var gasPrice: UInt64? = 2_000_000_000
        /// What estimates say, the last one for ever.
        var estimates: [UInt64] = [500_000]
        /// What balances are, the last one for ever.
        var balances: [UInt64] = [1_000_000_000_000_000_000]
    }

    /// Runs `body` with the chain that nodes show.
    private func with<Result>(
        _ nodes: [Node], asking time: Duration = .zero, _ body: (ContractChain, [String]) async throws -> Result
    ) async throws -> Result {
        try await serve(nodes[...]) { urls in try await ask(urls, time, body) }
    }

    private func serve<Result>(
        _ nodes: ArraySlice<Node>, _ urls: [String] = [], _ body: ([String]) async throws -> Result
    ) async throws -> Result {
        guard let node = nodes.first else { return try await body(urls) }
        return try await LoopbackServer.with(Self.handler(node)) { server in
            try await serve(nodes.dropFirst(), urls + [server.url], body)
        }
    }

    private func ask<Result>(
        _ urls: [String], _ time: Duration, _ body: (ContractChain, [String]) async throws -> Result
    ) async throws -> Result {
        try await JSONHTTPClient.withClient(policy: .ethereumNode, version: "0") { http in
            let client = EthereumClient(urls: urls, http: http)
            let corroboration = Corroboration(
                client: client, headAge: HeadAge(limit: nil), time: time, pause: .milliseconds(50),
                logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
            return try await body(ContractChain(corroboration, contract: .zero), urls)
        }
    }

    private static func handler(_ node: Node) -> LoopbackServer.Handler {
        let counts = Mutex<[String: Int]>([:])
        return { request in
            guard let body = try? JSONValue(parsing: request.body) else { return .json("", status: 400) }
            let requests = if case .array(let elements) = body { elements } else { [body] }
            let answers = requests.map { request -> JSONValue in
                let reader = JSONReader(request)
                guard let id = try? reader.field("id").value, let method = try? reader.field("method").string(),
                    let parameters = try? reader.field("params").elements().map(\.value)
                else { return .null }
                let count = counts.withLock { counts in
                    counts[method, default: 0] += 1
                    return counts[method, default: 1] - 1
                }
                guard let result = node.answer(method, parameters, count) else {
                    return [
                        "jsonrpc": "2.0", "id": id,
                        "error": ["code": -32601, "message": "the method is not available"],
                    ]
                }
                return ["jsonrpc": "2.0", "id": id, "result": result]
            }
            let answer = if case .array = body { JSONValue.array(answers) } else { answers[0] }
            return .json((try? answer.serialized()) ?? "")
        }
    }

    // MARK: - Prices

    @Test("the base fee is that of the next block, and the gas price decides nothing")
    func usual() async throws {
        let market = try await with([Node(gasPrice: 10_000_000_000_000)]) { chain, _ in try await chain.market() }
        #expect(market.nextBaseFee == Wei(gwei: 1))
        let fees = try FeePolicy(ceiling: nil).offer(in: market, gasLimit: 600_000)
        #expect(fees == .dynamic(maxFeePerGas: Wei(2_010_000_000), maxPriorityFeePerGas: Wei(10_000_000)))
    }

    @Test("a node without history and gas price will do")
    func poor() async throws {
        let market = try await with([Node(history: nil, gasPrice: nil)]) { chain, _ in try await chain.market() }
        // The block is full to the half.
        #expect(market.nextBaseFee == Wei(gwei: 1))
    }

    @Test("a history of zeros is no reason for a legacy transaction")
    func zeros() async throws {
        let market = try await with([Node(history: [0, 0])]) { chain, _ in try await chain.market() }
        #expect(market.nextBaseFee == Wei(gwei: 1))
    }

    @Test("blocks without a base fee, and a history that has one")
    func historyOnly() async throws {
        for chainID in [1, 77] as [UInt64] {
            let market = try await with([Node(chainID: chainID, baseFee: nil)]) { chain, _ in try await chain.market() }
            #expect(market.nextBaseFee == Wei(gwei: 1))
        }
    }

    @Test("a chain that is known to have base fees never gets a legacy transaction", arguments: FeeMarket.chains)
    func knownChains(chainID: UInt64) async throws {
        let node = Node(chainID: chainID, baseFee: nil, history: [0, 0], gasPrice: 10_000_000_000_000)
        for nodes in [[node], [node, node]] {
            await #expect { try await with(nodes) { chain, _ in try await chain.market() } } throws: { error in
                guard case .invalidReply(let reason)? = (error as? NodeError)?.kind else { return false }
                return reason == "block 9 without baseFeePerGas, on chain \(chainID), which has one"
            }
        }
        let market = try await with([node, Node(chainID: chainID)]) { chain, _ in try await chain.market() }
        #expect(market.nextBaseFee == Wei(gwei: 1))
    }

    @Test("on another chain one node with a base fee is enough")
    func contradiction() async throws {
        let node = Node(chainID: 77, baseFee: nil, history: nil)
        let market = try await with([node, Node(chainID: 77)]) { chain, _ in try await chain.market() }
        #expect(market.nextBaseFee == Wei(gwei: 1))
    }

    @Test("a chain without base fees: several blocks of one node, or two nodes", arguments: [1, 2])
    func legacy(count: Int) async throws {
        let node = Node(chainID: 77, baseFee: nil, history: nil)
        let market = try await with(Array(repeating: node, count: count)) { chain, _ in try await chain.market() }
        #expect(market == FeeMarket(gasPrice: Wei(gwei: 2), nextBaseFee: nil, recentTips: []))
    }

    @Test("there the gas price must be told")
    func noPrice() async throws {
        let node = Node(chainID: 77, baseFee: nil, history: nil, gasPrice: nil)
        await #expect(throws: NodeError.self) { try await with([node]) { chain, _ in try await chain.market() } }
    }

    // MARK: - Gas

    @Test(
        "an estimate that no update needs is asked of the others, or again",
        arguments: [
            ([[30_000_000, 500_000]], 500_000), ([[30_000_000]], 2_400_000), ([[30_000_000], [500_000]], 500_000),
            ([[30_000_000], [15_000_000]], 2_400_000), ([[2_400_000], [500_000]], 2_400_000),
        ] as [([[UInt64]], UInt64)])
    func estimates(nodes: [[UInt64]], gas: UInt64) async throws {
        let outcome = try await with(nodes.map { Node(estimates: $0) }) { chain, _ in
            try await chain.estimateGas(CallRequest(from: nil, to: .zero, data: []))
        }
        #expect(outcome == .returned(gas))
    }

    // MARK: - Balance

    @Test(
        "an account is poor if two nodes say so, or one insists",
        arguments: [
            ([[0]], .milliseconds(200), true), ([[0, 0, 5_000]], .seconds(3600), false),
            ([[0], [0]], .seconds(3600), true), ([[0], [5_000]], .seconds(3600), false),
            ([[999], [0]], .seconds(3600), true),
        ] as [([[UInt64]], Duration, Bool)])
    func poverty(nodes: [[UInt64]], time: Duration, isPoor: Bool) async throws {
        let isConfirmed = try await with(nodes.map { Node(balances: $0) }, asking: time) { chain, _ in
            try await chain.confirmsPoverty(of: .zero, below: Wei(1000))
        }
        #expect(isConfirmed == isPoor)
    }
}

extension NodePriceTests.Node {
    /// The result of the question of a method that is asked for the `count`-th time, from 0; nil for none.
    fileprivate func answer(_ method: String, _ parameters: [JSONValue], _ count: Int) -> JSONValue? {
        func quantity(_ number: UInt64) -> JSONValue { .string(UInt256(number).hexadecimalQuantity) }
        switch method {
        case "eth_chainId": return quantity(chainID)
        case "eth_gasPrice": return gasPrice.map(quantity)
        case "eth_estimateGas": return estimates.isEmpty ? nil : quantity(estimates[min(count, estimates.count - 1)])
        case "eth_getBalance": return balances.isEmpty ? nil : quantity(balances[min(count, balances.count - 1)])
        case "eth_feeHistory":
            guard let history else { return nil }
            let ratios = (1..<max(history.count, 1)).map { _ in JSONValue.number(JSONNumber(0)) }
            return [
                "oldestBlock": "0x8", "baseFeePerGas": .array(history.map(quantity)), "gasUsedRatio": .array(ratios),
                "reward": .array(ratios.map { _ in .array(["0x0"]) }),
            ]
        case "eth_getBlockByNumber":
            var number: UInt64 = 9
            if case .string(let text)? = parameters.first, let asked = UInt256(quantity: text)?.uint64 {
                number = asked
            }
            var block: JSONObject = [
                "number": quantity(number), "hash": .string(UInt256(number).hexadecimalWord),
                "parentHash": .string(UInt256(number - 1).hexadecimalWord), "timestamp": "0x1", "gasLimit": "0x64",
                "gasUsed": "0x32",
            ]
            block["baseFeePerGas"] = baseFee.map(quantity)
            return .object(block)
        default: return nil
        }
    }
}
