import HTTPTransport
import JSON
import TestSupport

/// An Ethereum chain on this machine that executes real contracts and fails on demand: `examples/devnet/chain`.
///
///     try await DevelopmentChain.with { chain in
///         let contract = try await chain.deploy(.v3, verifyingKey: key, genesis: genesis, epochs: (100, 1))
///         try await chain.rpc("evm_mine")
///     }
///
/// It ends with its standard input, so also when the tests are killed. Methods that control it, and faults, are listed
/// in `examples/devnet/chain/README.md`.
public final class DevelopmentChain: Sendable {
    /// The address that stands before all contracts here: the first account, which deploys them.
    public static let firstAccount = "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266"
    /// The words of the accounts, known to everybody.
    public static let mnemonic = "test test test test test test test test test test test junk"

    /// The first endpoint, `http://127.0.0.1:PORT`.
    public let url: String
    /// All endpoints, each with its own faults.
    public let endpoints: [String]
    /// The chain's number.
    public let chainID: UInt64

    private let process: DevelopmentProgram
    private let client: JSONHTTPClient

    private init(process: DevelopmentProgram, ready: JSONReader) throws {
        self.process = process
        url = try ready.field("url").string()
        endpoints = try ready.field("endpoints").elements().map { (element) throws(JSONError) in
            try element.string()
        }
        chainID = try ready.field("chain_id").uint64()
        client = JSONHTTPClient(policy: HTTPPolicy(attempts: 1), version: "0.0.0")
    }

    /// Starts a chain on free ports; whoever starts it stops it. Options are those of the program.
    public static func start(_ options: [String] = []) async throws -> DevelopmentChain {
        let process = try DevelopmentProgram("chain", options)
        do {
            let line = try await process.firstLine()
            return try DevelopmentChain(process: process, ready: JSONReader(try JSONValue(parsing: line)))
        } catch {
            process.stop()
            throw error
        }
    }

    /// Runs `body` with a chain that is stopped afterwards, also when `body` throws.
    public static func with<Result>(
        _ options: [String] = [], _ body: (DevelopmentChain) async throws -> Result
    ) async throws -> Result {
        let chain = try await start(options)
        do {
            let result = try await body(chain)
            await chain.stop()
            return result
        } catch {
            await chain.stop()
            throw error
        }
    }

    /// Ends the chain.
    public func stop() async {
        await client.shutdown()
        process.stop()
    }

    /// The result of a JSON-RPC method, at the first endpoint unless another is named. Throws if the chain refuses.
    @discardableResult
    public func rpc(
        _ method: String, _ parameters: [JSONValue] = [], at endpoint: String? = nil
    ) async throws -> JSONValue {
        try await client.result(of: method, parameters, at: endpoint ?? url)
    }
}

extension JSONHTTPClient {
    /// The result of a JSON-RPC method. Throws if the server refuses.
    func result(of method: String, _ parameters: [JSONValue], at url: String) async throws -> JSONValue {
        let request: JSONValue = ["jsonrpc": "2.0", "id": 1, "method": .string(method), "params": .array(parameters)]
        let body = try await post(url, body: Array(request.serialized().utf8))
        let reply = JSONReader(try JSONValue(parsing: body))
        if let error = try reply.optionalField("error") {
            throw TestSupportError(description: "\(method): \(try error.value.serialized())")
        }
        return try reply.field("result").value
    }
}
