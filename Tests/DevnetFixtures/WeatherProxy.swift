import HTTPTransport
import JSON
import TestSupport

/// A proxy before a chain whose answers are those of real providers on their bad days: `examples/devnet/weather`.
///
///     try await WeatherProxy.with(before: chain, ports: 2) { weather in
///         try await weather.rpc("weather_set", [["mood": "lag", "blocks": 3]], at: weather.urls[1])
///     }
///
/// The methods that control it are listed in `examples/devnet/weather/README.md`.
public final class WeatherProxy: Sendable {
    /// The ports, `http://127.0.0.1:PORT`, each with moods of its own.
    public let urls: [String]

    private let process: DevelopmentProgram
    private let client: JSONHTTPClient

    private init(process: DevelopmentProgram, ready: JSONReader) throws {
        self.process = process
        urls = try ready.field("ports").elements().map { (element) throws(JSONError) in try element.string() }
        client = JSONHTTPClient(policy: HTTPPolicy(attempts: 1), version: "0.0.0")
    }

    /// Runs `body` with a proxy that is stopped afterwards, also when `body` throws.
    public static func with<Result>(
        before chain: DevelopmentChain, ports: Int, _ body: (WeatherProxy) async throws -> Result
    ) async throws -> Result {
        let process = try DevelopmentProgram("weather", ["--node", chain.url, "--ports", "\(ports)"])
        do {
            let line = try await process.firstLine()
            let proxy = try WeatherProxy(process: process, ready: JSONReader(try JSONValue(parsing: line)))
            do {
                let result = try await body(proxy)
                await proxy.client.shutdown()
                process.stop()
                return result
            } catch {
                await proxy.client.shutdown()
                throw error
            }
        } catch {
            process.stop()
            throw error
        }
    }

    /// The result of a method that controls the weather, at the first port unless another is named.
    @discardableResult
    public func rpc(
        _ method: String, _ parameters: [JSONValue] = [], at url: String? = nil
    ) async throws -> JSONValue {
        try await client.result(of: method, parameters, at: url ?? urls[0])
    }
}
