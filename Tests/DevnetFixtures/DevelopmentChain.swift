import Foundation
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

    private let process: ChainProcess
    private let client: JSONHTTPClient

    private init(process: ChainProcess, ready: JSONReader) throws {
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
        let process = try ChainProcess(options)
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
        let request: JSONValue = ["jsonrpc": "2.0", "id": 1, "method": .string(method), "params": .array(parameters)]
        let body = try await client.post(endpoint ?? url, body: Array(request.serialized().utf8))
        let reply = JSONReader(try JSONValue(parsing: body))
        if let error = try reply.optionalField("error") {
            throw TestSupportError(description: "\(method): \(try error.value.serialized())")
        }
        return try reply.field("result").value
    }
}

/// The process of a chain.
private final class ChainProcess: @unchecked Sendable {
    // Only touched by `init`, `firstLine` and `stop`, which their owner calls one after the other.
    private let process: Process
    private let input = Pipe()
    private let output = Pipe()

    init(_ options: [String]) throws {
        process = try DevelopmentTools.process(["-m", "chain", "--port", "0", "--exit-on-stdin-close"] + options)
        process.standardInput = input
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        try output.fileHandleForWriting.close()
    }

    /// The line that says the chain answers.
    func firstLine() async throws -> [UInt8] {
        let reader = output.fileHandleForReading
        return try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                var line: [UInt8] = []
                while line.last != UInt8(ascii: "\n") {
                    let more = reader.availableData
                    guard !more.isEmpty else {
                        return continuation.resume(
                            throwing: TestSupportError(description: "the development chain did not start"))
                    }
                    line += more
                }
                continuation.resume(returning: line)
            }
        }
    }

    func stop() {
        try? input.fileHandleForWriting.close()
        process.terminate()
        process.waitUntilExit()
    }
}
