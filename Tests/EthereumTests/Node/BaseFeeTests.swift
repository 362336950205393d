import Ethereum
import EthereumNode
import Testing

/// The base fee that follows from a block (EIP-1559).
@Suite struct BaseFeeTests {
    private func next(_ baseFee: UInt128?, used: UInt64?, limit: UInt64 = 30_000_000) -> Wei? {
        BlockHeader(
            number: 1, hash: nil, parentHash: Hash256(word: .zero), timestamp: 0,
            baseFeePerGas: baseFee.map { Wei($0) },
            gasLimit: limit, gasUsed: used
        ).nextBaseFee
    }

    @Test("the first two blocks of mainnet with a base fee, 12,965,000 and 12,965,001")
    func mainnet() {
        #expect(next(1_000_000_000, used: 30_025_257, limit: 30_029_122) == Wei(1_124_967_822))
    }

    @Test("an eighth at most, one wei at least, and nothing where the target is met")
    func bounds() {
        #expect(next(800, used: 15_000_000) == Wei(800))
        #expect(next(800, used: 30_000_000) == Wei(900))
        #expect(next(800, used: 0) == Wei(700))
        #expect(next(7, used: 15_000_001) == Wei(8))
        #expect(next(0, used: 0) == .zero)
        #expect(next(nil, used: 15_000_000) == nil)
    }

    @Test("where a node does not say what was used, or says what cannot be, the most that the fee can become")
    func unknown() {
        #expect(next(800, used: nil) == Wei(900))
        #expect(next(800, used: .max) == Wei(900))
        #expect(next(800, used: 5, limit: 0) == Wei(800))
        #expect(next(.max, used: 30_000_000) == .max)
        #expect(next(.max, used: 0, limit: .max) != nil)
    }
}
