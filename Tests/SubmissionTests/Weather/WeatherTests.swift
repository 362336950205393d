import Ethereum
import EthereumAccounts
import Foundation
import Submission
import TestSupport
import Testing

/// Whatever nodes and balancers do: nothing of ours is sent twice, every run ends, and the update gets on the chain.
///
/// `WEATHER_SEEDS` is the number of seeds, 10,000 if not given; `WEATHER_FIRST_SEED` the first of them.
@Suite struct WeatherTests {
    private let signer: LocalSigner
    private let contract: Address

    init() throws {
        signer = LocalSigner(try #require(PrivateKey(bytes: [UInt8](repeating: 7, count: 32))))
        contract = try #require(Address(bytes: [UInt8](repeating: 0xcc, count: 20)))
    }

    private static func number(_ name: String, default value: UInt64) -> UInt64 {
        ProcessInfo.processInfo.environment[name].flatMap(UInt64.init) ?? value
    }

    /// The seeds among `seeds` with what went wrong, up to `most` of them.
    private func storms(
        _ seeds: Range<UInt64>, most: Int, counting isFound: ([String]) -> Bool = { !$0.isEmpty },
        disguise: @escaping @Sendable (WeatherChain) -> any SubmissionChain = { $0 }
    ) async throws -> [(seed: UInt64, faults: [String])] {
        var found: [(seed: UInt64, faults: [String])] = []
        try await withThrowingTaskGroup(of: (UInt64, [String]).self) { group in
            var rest = seeds.makeIterator()
            func begin(_ seed: UInt64) {
                group.addTask { [signer, contract] in
                    (seed, try await Voyage(seed: seed, signer: signer, contract: contract, disguise: disguise).sail())
                }
            }
            for _ in 0..<ProcessInfo.processInfo.activeProcessorCount { if let seed = rest.next() { begin(seed) } }
            while let (seed, faults) = try await group.next() {
                if isFound(faults) { found.append((seed, faults)) }
                guard found.count < most else { break }
                if let seed = rest.next() { begin(seed) }
            }
            group.cancelAll()
        }
        return found
    }

    @Test("nothing is sent twice, every run ends, and after the storm the update is on the chain")
    func anyWeather() async throws {
        let first = Self.number("WEATHER_FIRST_SEED", default: 0)
        let storms = try await storms(first..<first + Self.number("WEATHER_SEEDS", default: 10_000), most: 5)
        for storm in storms { Issue.record("seed \(storm.seed): \(storm.faults.joined(separator: "; "))") }
    }

    @Test("without one of the rules something is sent twice, or in vain", arguments: FaultyRule.allCases)
    func faultyRules(rule: FaultyRule) async throws {
        let isDouble = { (faults: [String]) in faults.contains { $0.hasPrefix("nonce ") } }
        let storms = try await storms(0..<4000, most: 1, counting: isDouble) { FaultyChain($0, rule) }
        #expect(storms.count == 1, "the model does not notice \(rule.rawValue)")
    }
}
