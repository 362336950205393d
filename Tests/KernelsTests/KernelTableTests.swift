import BN254
import Kernels
import TestSupport
import Testing

/// Every set of kernels that this machine can run, against the definitions.
@Suite struct KernelTableTests {
    @Test(arguments: KernelTable.all.indices)
    func `the vector kernels do what they say`(table: Int) {
        let kernels = KernelTable.all[table]
        var generator = SeededGenerator(seed: 1)
        for count in [0, 1, 2, 7, 8, 9, 33] {
            let (values, factors) = (column(count, &generator), column(count, &generator))
            let factor = Fr.random(using: &generator)
            let products = Column(copying: values.readOnly)
            kernels.multiply(products.slice, by: factors.readOnly)
            #expect(products.elements == zip(values.elements, factors.elements).map { $0 * $1 })
            let inverses = Column(copying: values.readOnly)
            for index in stride(from: 3, to: count, by: 5) { inverses[index] = .zero }
            let scratch = Column(count: kernels.scratch.inversion(count))
            for _ in 0..<2 { kernels.invert(inverses.slice, scratch: scratch) }
            #expect(inverses.elements == (0..<count).map { $0 % 5 == 3 ? .zero : values[$0] })
            kernels.invert(inverses.slice.prefix(min(count, 3)), scratch: scratch)
            #expect((0..<min(count, 3)).allSatisfy { inverses[$0] * values[$0] == .one })
            var (value, power) = (Fr.zero, Fr.one)
            for element in values.elements {
                value += element * power
                power *= factor
            }
            #expect(kernels.evaluate(values.readOnly, at: factor) == value)
        }
        let squares = column(20, &generator)
        let expected = squares.elements.map(\.squared)
        kernels.multiply(squares.slice, by: squares.readOnly)
        #expect(squares.elements == expected)
    }

    @Test(arguments: KernelTable.all.indices)
    func `gathering takes the signs from the lowest bits`(table: Int) {
        let bases = (1...5).map { G1Point.generator * Fr($0) } + [.infinity]
        let entries: [UInt32] = [0, 1, 9, 8, 4, 5, 10, 11, 0]
        let points = Storage<G1Point>(count: entries.count)
        KernelTable.all[table].gather(
            StorageSlice(copying: bases), StorageSlice(copying: entries), to: points.slice)
        #expect(
            points.elements == [
                bases[0], -bases[0], -bases[4], bases[4], bases[2], -bases[2], .infinity, .infinity, bases[0],
            ])
    }

    @Test(arguments: KernelTable.all.indices)
    func `pairs of all kinds are added`(table: Int) {
        let g = G1Point.generator
        let multiples: [G1Point] = [.infinity, g, -g, g * 2, g * -Fr(2), g * 3, g * 7]
        let pairs = multiples.flatMap { first in multiples.map { (first, $0) } }
        // Once each alone, then all together with an unused place between the pairs.
        for (first, second) in pairs {
            let points = Storage<G1Point>(count: 2)
            (points[0], points[1]) = (first, second)
            add(table, points, firsts: [0], distance: 1)
            #expect(points[0] == first + second)
            #expect(points[1] == second)
        }
        let distance = 2 * pairs.count
        let points = Storage<G1Point>(count: 2 * distance)
        for (index, pair) in pairs.enumerated() {
            (points[2 * index], points[2 * index + distance]) = pair
        }
        add(table, points, firsts: pairs.indices.reversed().map { UInt32(2 * $0) }, distance: distance)
        for (index, pair) in pairs.enumerated() {
            #expect(points[2 * index] == pair.0 + pair.1)
            #expect(points[2 * index + 1].isInfinity)
        }
    }

    private func add(_ table: Int, _ points: Storage<G1Point>, firsts: [UInt32], distance: Int) {
        let places = Storage<UInt32>(count: (firsts.count + 7) & ~7)
        for (index, first) in firsts.enumerated() { places[index] = first }
        let kernels = KernelTable.all[table]
        kernels.addPairs(
            PointPairs(
                points: points.slice, firsts: places, count: firsts.count, distance: distance,
                scratch: Storage(count: kernels.scratch.pairs(firsts.count))))
    }

    private func column(_ count: Int, _ generator: inout SeededGenerator) -> Column {
        let column = Column(count: count)
        for index in 0..<count { column[index] = .random(using: &generator) }
        return column
    }
}
