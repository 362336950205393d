import Ethereum
import EthereumNode
import Submission
import Testing

/// What transactions offer for gas.
@Suite struct FeePolicyTests {
    private let market = FeeMarket(gasPrice: Wei(gwei: 1), nextBaseFee: Wei(gwei: 1), recentTips: [])

    private func dynamic(_ maximum: UInt128, _ tip: UInt128) -> UnsignedTransaction.Fees {
        .dynamic(maxFeePerGas: Wei(maximum), maxPriorityFeePerGas: Wei(tip))
    }

    @Test("a first offer is twice the base fee and the median of recent tips")
    func offer() throws {
        var market = market
        market.recentTips = [5, 1, 3].map { Wei($0 * 10_000_000) }
        #expect(try FeePolicy(ceiling: nil).offer(in: market) == dynamic(2_030_000_000, 30_000_000))
    }

    @Test("tips stay between the floor and the cap, whatever a node says")
    func tipBounds() throws {
        var market = market
        #expect(try FeePolicy(ceiling: nil).offer(in: market) == dynamic(2_010_000_000, 10_000_000))
        market.recentTips = [Wei(gwei: 1_000_000)]
        #expect(try FeePolicy(ceiling: nil).offer(in: market) == dynamic(4_000_000_000, 2_000_000_000))
    }

    @Test("the price fails only when it is strictly above the ceiling, with both figures in gwei")
    func ceiling() throws {
        #expect(try FeePolicy(ceiling: Wei(gwei: 1)).offer(in: market) == dynamic(1_000_000_000, 10_000_000))
        var market = market
        market.gasPrice = Wei(1_500_000_001)
        #expect(throws: FeeRefusal.priceAboveCeiling(current: Wei(1_500_000_001), ceiling: Wei(1_500_000_000))) {
            try FeePolicy(ceiling: Wei(1_500_000_000)).offer(in: market)
        }
        let refusal = FeeRefusal.priceAboveCeiling(current: Wei(1_500_000_001), ceiling: Wei(1_500_000_000))
        #expect("\(refusal)" == "gas price too high: current 1.500000001 gwei, max allowed: 1.5 gwei")
    }

    @Test("a ceiling below the next base fee offers nothing, even when the node's price is lower")
    func ceilingBelowBaseFee() throws {
        let market = FeeMarket(gasPrice: Wei(gwei: 1), nextBaseFee: Wei(gwei: 3), recentTips: [])
        #expect(throws: FeeRefusal.priceAboveCeiling(current: Wei(gwei: 3), ceiling: Wei(gwei: 2))) {
            try FeePolicy(ceiling: Wei(gwei: 2)).offer(in: market)
        }
    }

    @Test("a replacement offers an eighth more in both fields, rounded up")
    func replacement() throws {
        let replaced = try FeePolicy(ceiling: nil).replacement(of: dynamic(8_000_000_001, 80_000_001), in: market)
        #expect(replaced == dynamic(9_000_000_002, 90_000_002))
    }

    @Test("a replacement follows a market that has grown dearer")
    func replacementInDearMarket() throws {
        let market = FeeMarket(gasPrice: Wei(gwei: 50), nextBaseFee: Wei(gwei: 50), recentTips: [Wei(gwei: 1)])
        let replaced = try FeePolicy(ceiling: nil).replacement(of: dynamic(2_000_000_000, 10_000_000), in: market)
        #expect(replaced == dynamic(101_000_000_000, 1_000_000_000))
    }

    @Test("no replacement passes the ceiling or the largest tip")
    func replacementCeiling() throws {
        let fees = dynamic(1_000_000_000, 10_000_000)
        #expect(throws: FeeRefusal.replacementAboveCeiling(needed: Wei(1_125_000_000), ceiling: Wei(1_100_000_000))) {
            try FeePolicy(ceiling: Wei(1_100_000_000)).replacement(of: fees, in: market)
        }
        #expect(throws: FeeRefusal.replacementAboveCeiling(needed: Wei(11_250_000), ceiling: Wei(11_000_000))) {
            try FeePolicy(ceiling: nil, maximumTip: Wei(11_000_000)).replacement(of: fees, in: market)
        }
    }

    @Test("replacements grow for ever by an eighth at least, and end at the ceiling")
    func escalation() throws {
        let policy = FeePolicy(ceiling: Wei(gwei: 20))
        var fees = try policy.offer(in: market)
        for step in 0..<100 {
            guard let next = try? policy.replacement(of: fees, in: market) else {
                #expect(step > 15)
                return
            }
            guard case .dynamic(let old, let oldTip) = fees, case .dynamic(let new, let newTip) = next else { return }
            #expect(new.amount * 8 >= old.amount * 9 && newTip.amount * 8 >= oldTip.amount * 9)
            #expect(new <= Wei(gwei: 20) && newTip <= new)
            fees = next
        }
        Issue.record("the ceiling was never reached")
    }

    @Test("before London there is one price")
    func legacy() throws {
        let market = FeeMarket(gasPrice: Wei(gwei: 8), nextBaseFee: nil, recentTips: [])
        let policy = FeePolicy(ceiling: Wei(gwei: 9))
        let fees = try policy.offer(in: market)
        #expect(fees == .legacy(gasPrice: Wei(gwei: 8)))
        #expect(try policy.replacement(of: fees, in: market) == .legacy(gasPrice: Wei(gwei: 9)))
        #expect(throws: FeeRefusal.self) { try policy.replacement(of: .legacy(gasPrice: Wei(gwei: 9)), in: market) }
    }

    @Test("blocks without transactions say nothing about tips")
    func emptyBlocks() {
        let history = FeeHistory(
            oldestBlock: 1, baseFeePerGas: [Wei(7), Wei(8), Wei(9)], rewards: [[Wei(0)], [Wei(5)]],
            gasUsedRatio: [0, 0.5])
        let market = FeeMarket(gasPrice: Wei(1), history: history)
        #expect(market == FeeMarket(gasPrice: Wei(1), nextBaseFee: Wei(9), recentTips: [Wei(5)]))
    }
}
