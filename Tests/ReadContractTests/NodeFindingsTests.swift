import ContractReading
import Testing

/// How nodes do beside each other, by the heights that they tell.
@Suite struct NodeFindingsTests {
    @Test(
        arguments: [
            (100, 100, false), (95, 100, false), (94, 100, true), (0, 5, false), (0, 6, true), (101, 100, false),
            (.max, 100, false), (.max, .max, false), (0, .max, true), (.max - 5, .max, false), (.max - 6, .max, true),
        ] as [(UInt64, UInt64, Bool)])
    func `a node is late that is more than a minute's blocks behind, whatever number it tells`(
        height: UInt64, newest: UInt64, isLate: Bool
    ) {
        #expect(NodeFindings.isLate(height, beside: newest) == isLate)
    }

    @Test(
        arguments: [
            ([], 0), ([7], 7), ([7, 9], 9), ([.max, 100, 99], 100), ([99, .max, 100, 98], 100), ([5, 5, 5], 5),
        ] as [([UInt64], UInt64)])
    func `one of three nodes that invents a block makes nobody late`(heights: [UInt64], newest: UInt64) {
        #expect(NodeFindings.newest(heights) == newest)
    }
}
