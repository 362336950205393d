import Ethereum
import EthereumNode
import Submission
import Testing
import TransactionFees

/// What transactions offer for gas.
@Suite struct FeePolicyTests {
    private let market = FeeMarket(gasPrice: Wei(gwei: 1), nextBaseFee: Wei(gwei: 1), recentTips: [])

    private func dynamic(_ maximum: UInt128, _ tip: UInt128) -> UnsignedTransaction.Fees {
        .dynamic(maxFeePerGas: Wei(maximum), maxPriorityFeePerGas: Wei(tip))
    }

    /// What is offered for a transaction of 600,000 gas.
    private func offer(_ policy: FeePolicy, _ market: FeeMarket) throws -> UnsignedTransaction.Fees {
        try policy.offer(in: market, gasLimit: 600_000)
    }

    /// The same in place of a transaction that offers `fees`.
    private func replacement(
        _ policy: FeePolicy, _ fees: UnsignedTransaction.Fees, _ market: FeeMarket
    ) throws -> UnsignedTransaction.Fees {
        let transaction = UnsignedTransaction(chainID: 1, nonce: 0, fees: fees, gasLimit: 600_000, to: nil)
        return try policy.replacement(of: transaction, in: market)
    }

    @Test("a first offer is twice the base fee and the median of recent tips")
    func offer() throws {
        var market = market
        market.recentTips = [5, 1, 3].map { Wei($0 * 10_000_000) }
        #expect(try offer(FeePolicy(ceiling: nil), market) == dynamic(2_030_000_000, 30_000_000))
    }

    @Test("tips stay between the floor and the cap, whatever a node says")
    func tipBounds() throws {
        var market = market
        #expect(try offer(FeePolicy(ceiling: nil), market) == dynamic(2_010_000_000, 10_000_000))
        market.recentTips = [Wei(gwei: 1_000_000)]
        #expect(try offer(FeePolicy(ceiling: nil), market) == dynamic(4_000_000_000, 2_000_000_000))
        let policy = FeePolicy(ceiling: nil, maximumTip: Wei(5))
        #expect(try offer(policy, market) == dynamic(2_000_000_005, 5))
    }

    @Test("where even the cost of a transaction is above what a number can be, the price is not cut below today's")
    func greatestCost() throws {
        let market = FeeMarket(gasPrice: .zero, nextBaseFee: Wei(1 << 100), recentTips: [])
        for isLegacy in [false, true] {
            let policy = FeePolicy(ceiling: nil, maximumCost: .max, isLegacy: isLegacy)
            #expect(try policy.offer(in: market, gasLimit: 1 << 40).ceiling > Wei(1 << 100))
        }
    }

    @Test("an account is too poor for good only if it cannot pay the least that is ever offered")
    func leastCost() throws {
        for policy in [
            FeePolicy(ceiling: nil), FeePolicy(ceiling: nil, maximumTip: Wei(1_000_000)),
            FeePolicy(ceiling: Wei(1_000_000)), FeePolicy(ceiling: Wei(1_000_000), isLegacy: true),
        ] {
            var market = market
            market.nextBaseFee = Wei(7)
            #expect(policy.leastCost <= (try offer(policy, market).ceiling) * GasLimit.usual)
        }
        #expect(FeePolicy(ceiling: nil).leastCost == Wei(10_000_000) * GasLimit.usual)
        #expect(FeePolicy(ceiling: nil, maximumTip: Wei(5)).leastCost == Wei(5) * GasLimit.usual)
    }

    @Test("the price is what would be paid now; it fails only when it is strictly above the ceiling")
    func ceiling() throws {
        var market = market
        market.recentTips = [Wei(500_000_001)]
        #expect(throws: FeeRefusal.priceAboveCeiling(current: Wei(1_500_000_001), ceiling: Wei(1_500_000_000))) {
            try offer(FeePolicy(ceiling: Wei(1_500_000_000)), market)
        }
        market.recentTips = [Wei(500_000_000)]
        #expect(try offer(FeePolicy(ceiling: Wei(1_500_000_000)), market) == dynamic(1_500_000_000, 500_000_000))
        let refusal = FeeRefusal.priceAboveCeiling(current: Wei(1_500_000_001), ceiling: Wei(1_500_000_000))
        #expect("\(refusal)" == "gas price too high: current 1.500000001 gwei, max allowed: 1.5 gwei")
        #expect(refusal.hint == "wait, or raise --max-gas-price")
    }

    @Test("the least tip never beats a lower ceiling")
    func lowCeiling() throws {
        #expect(try offer(FeePolicy(ceiling: Wei(gwei: 1)), market) == dynamic(1_000_000_000, 0))
        let quiet = FeeMarket(gasPrice: .zero, nextBaseFee: Wei(7), recentTips: [])
        #expect(try offer(FeePolicy(ceiling: Wei(1_000_000)), quiet) == dynamic(1_000_000, 999_993))
        let old = FeeMarket(gasPrice: Wei(7), nextBaseFee: nil, recentTips: [])
        #expect(try offer(FeePolicy(ceiling: Wei(1_000_000)), old) == .legacy(gasPrice: Wei(1_000_000)))
    }

    @Test("a ceiling below the next base fee offers nothing, even when the node's price is lower")
    func ceilingBelowBaseFee() throws {
        let market = FeeMarket(gasPrice: Wei(gwei: 1), nextBaseFee: Wei(gwei: 3), recentTips: [])
        #expect(throws: FeeRefusal.priceAboveCeiling(current: Wei(gwei: 3), ceiling: Wei(gwei: 2))) {
            try offer(FeePolicy(ceiling: Wei(gwei: 2)), market)
        }
    }

    @Test("what a node calls the gas price decides nothing where there is a base fee")
    func gasPriceOfANode() throws {
        let market = FeeMarket(gasPrice: Wei(gwei: 10_000), nextBaseFee: Wei(gwei: 1), recentTips: [])
        for policy in [FeePolicy(ceiling: nil), FeePolicy(ceiling: Wei(gwei: 30))] {
            let fees = try offer(policy, market)
            #expect(fees == dynamic(2_010_000_000, 10_000_000))
            #expect(try replacement(policy, fees, market) == dynamic(2_261_250_000, 11_250_000))
        }
        #expect(
            try offer(FeePolicy(ceiling: nil, isLegacy: true), market) == .legacy(gasPrice: Wei(1_135_000_000)))
    }

    @Test(
        "nothing may cost more than the maximum: first offers are cut at it, and refused when it does not suffice now")
    func maximumCost() throws {
        // 600,000 gas at 1.5 gwei.
        let policy = FeePolicy(ceiling: nil, maximumCost: Wei(gwei: 900_000))
        #expect(try offer(policy, market) == dynamic(1_500_000_000, 10_000_000))
        let refusal = FeeRefusal.costAboveMaximum(cost: Wei(gwei: 906_000), maximum: Wei(gwei: 900_000))
        var dear = market
        dear.nextBaseFee = Wei(gwei: 1) + Wei(500_000_000)
        #expect(throws: refusal) { try offer(policy, dear) }
        #expect("\(refusal)" == "the transaction may cost up to 0.000906 ether, max allowed: 0.0009 ether")
        #expect(refusal.hint == "wait, or raise --max-cost")
        let fees = dynamic(1_500_000_000, 10_000_000)
        #expect(throws: FeeRefusal.self) { try replacement(policy, fees, market) }
        #expect(throws: FeeRefusal.self) { try replacement(policy, .legacy(gasPrice: Wei(1_400_000_000)), market) }
        let old = FeeMarket(gasPrice: Wei(gwei: 10_000), nextBaseFee: nil, recentTips: [])
        #expect(throws: FeeRefusal.costAboveMaximum(cost: Wei(gwei: 6_000_000_000), maximum: Wei(gwei: 1_000_000_000)))
        {
            try offer(FeePolicy(ceiling: nil), old)
        }
    }

    @Test("no number of a node makes the arithmetic trap", arguments: [Wei.zero, Wei(1), Wei.max])
    func hugeNumbers(price: Wei) throws {
        for gasLimit in [0, 1, UInt64.max] {
            for baseFee in [Wei.zero, price, nil] {
                let market = FeeMarket(gasPrice: price, nextBaseFee: baseFee, recentTips: [price])
                guard let fees = try? FeePolicy(ceiling: nil).offer(in: market, gasLimit: gasLimit) else { continue }
                #expect(fees.ceiling * gasLimit <= FeePolicy.usualMaximumCost)
            }
        }
    }

    @Test("a replacement offers an eighth more in both fields, rounded up")
    func replacement() throws {
        let replaced = try replacement(FeePolicy(ceiling: nil), dynamic(8_000_000_001, 80_000_001), market)
        #expect(replaced == dynamic(9_000_000_002, 90_000_002))
    }

    @Test("a replacement follows a market that has grown dearer")
    func replacementInDearMarket() throws {
        let market = FeeMarket(gasPrice: Wei(gwei: 50), nextBaseFee: Wei(gwei: 50), recentTips: [Wei(gwei: 1)])
        let replaced = try replacement(FeePolicy(ceiling: nil), dynamic(2_000_000_000, 10_000_000), market)
        #expect(replaced == dynamic(101_000_000_000, 1_000_000_000))
    }

    @Test("no replacement passes the ceiling")
    func replacementCeiling() throws {
        let fees = dynamic(1_000_000_000, 10_000_000)
        #expect(throws: FeeRefusal.replacementAboveCeiling(needed: Wei(1_125_000_000), ceiling: Wei(1_100_000_000))) {
            try replacement(FeePolicy(ceiling: Wei(1_100_000_000)), fees, market)
        }
    }

    @Test("a tip at its cap can be replaced: the base fee goes from 1 to 20 gwei")
    func tipAtTheCap() throws {
        let policy = FeePolicy(ceiling: nil)
        var market = market
        market.recentTips = [Wei(gwei: 5)]
        let first = try offer(policy, market)
        #expect(first == dynamic(4_000_000_000, 2_000_000_000))
        market.nextBaseFee = Wei(gwei: 20)
        #expect(try replacement(policy, first, market) == dynamic(42_250_000_000, 2_250_000_000))
    }

    @Test("replacements grow by an eighth at least, and end at the ceiling or at the maximum")
    func escalation() throws {
        for policy in [
            FeePolicy(ceiling: Wei(gwei: 20)), FeePolicy(ceiling: nil, maximumCost: Wei(gwei: 20 * 600_000)),
        ] {
            var fees = try offer(policy, market)
            var steps = 0
            while let next = try? replacement(policy, fees, market), steps < 100 {
                guard case .dynamic(let old, let oldTip) = fees, case .dynamic(let new, let newTip) = next else {
                    return
                }
                #expect(new.amount * 8 >= old.amount * 9 && newTip.amount * 8 >= oldTip.amount * 9)
                #expect(new <= Wei(gwei: 20) && newTip <= new)
                (fees, steps) = (next, steps + 1)
            }
            #expect((16..<100).contains(steps))
        }
    }

    @Test("before London there is one price")
    func legacy() throws {
        let market = FeeMarket(gasPrice: Wei(gwei: 8), nextBaseFee: nil, recentTips: [])
        let policy = FeePolicy(ceiling: Wei(gwei: 9))
        let fees = try offer(policy, market)
        #expect(fees == .legacy(gasPrice: Wei(gwei: 8)))
        #expect(try replacement(policy, fees, market) == .legacy(gasPrice: Wei(gwei: 9)))
        #expect(throws: FeeRefusal.self) { try replacement(policy, .legacy(gasPrice: Wei(gwei: 9)), market) }
    }
}

/// What a node's answers say about prices.
@Suite struct FeeMarketTests {
    private func head(_ baseFee: UInt128?, used: UInt64? = 15_000_000) -> BlockHeader {
        BlockHeader(
            number: 9, hash: nil, parentHash: Hash256(word: .zero), timestamp: 0,
            baseFeePerGas: baseFee.map { Wei($0) },
            gasLimit: 30_000_000, gasUsed: used)
    }

    private func history(_ fees: [UInt128], tips: [UInt128] = [], used: [Double] = []) -> FeeHistory {
        FeeHistory(
            oldestBlock: 1, baseFeePerGas: fees.map { Wei($0) }, rewards: tips.map { [Wei($0)] }, gasUsedRatio: used)
    }

    @Test("blocks without transactions say nothing about tips")
    func emptyBlocks() {
        let market = FeeMarket(
            gasPrice: Wei(1), head: head(800), history: history([700, 800, 810], tips: [0, 5], used: [0, 0.5]))
        #expect(market == FeeMarket(gasPrice: Wei(1), nextBaseFee: Wei(810), recentTips: [Wei(5)]))
    }

    @Test("the base fee of the history counts only if it can follow the newest block")
    func contradictions() {
        for (told, expected) in [
            (0, 800), (699, 800), (700, 700), (900, 900), (901, 800), (1 << 127, 800),
        ] as [(UInt128, UInt128)] {
            let market = FeeMarket(gasPrice: .zero, head: head(800), history: history([1, told]))
            #expect(market.nextBaseFee == Wei(expected), "\(told)")
        }
    }

    @Test("without a history the base fee follows from the newest block, and without that from the history")
    func halves() {
        #expect(FeeMarket(gasPrice: .zero, head: head(800, used: 30_000_000), history: nil).nextBaseFee == Wei(900))
        #expect(FeeMarket(gasPrice: .zero, head: head(nil), history: history([1, 801])).nextBaseFee == Wei(801))
        #expect(FeeMarket(gasPrice: Wei(5), head: head(nil), history: history([0, 0])).nextBaseFee == nil)
    }
}

/// How much gas is allowed for.
@Suite struct GasLimitTests {
    @Test(
        "a quarter more than estimated, never less than an update needs, never more than block and protocol allow",
        arguments: [
            (593_070, 30_000_000, 741_337), (527_680, 30_000_000, 660_000), (21_000, 30_000_000, 660_000),
            (527_680, 600_000, 600_000), (15_000_000, 30_000_000, 16_777_216), (16_777_217, 30_000_000, nil),
            (700_000, 600_000, nil), (.max, .max, nil), (0, 30_000_000, 660_000),
        ] as [(UInt64, UInt64, UInt64?)])
    func limits(estimate: UInt64, block: UInt64, limit: UInt64?) {
        #expect(GasLimit.forEstimate(estimate, blockLimit: block) == limit)
    }
}
