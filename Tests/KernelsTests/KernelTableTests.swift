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
            let products = Column(copying: values.readOnly, count: count)
            kernels.multiply(products.base, factors.base, count)
            #expect(products.elements == zip(values.buffer, factors.buffer).map { $0 * $1 })
            let inverses = Column(copying: values.readOnly, count: count)
            for index in stride(from: 3, to: count, by: 5) { inverses.base[index] = .zero }
            let scratch = Column(count: KernelTable.inversionScratchCount(count))
            for _ in 0..<2 { kernels.invert(inverses.base, count, scratch.base) }
            #expect(inverses.elements == values.buffer.indices.map { $0 % 5 == 3 ? .zero : values.base[$0] })
            kernels.invert(inverses.base, min(count, 3), scratch.base)
            #expect((0..<min(count, 3)).allSatisfy { inverses.base[$0] * values.base[$0] == .one })
            var (value, power) = (Fr.zero, Fr.one)
            for element in values.buffer {
                value += element * power
                power *= factor
            }
            #expect(kernels.evaluate(values.base, factor, count) == value)
        }
        let squares = column(20, &generator)
        let expected = squares.buffer.map(\.squared)
        kernels.multiply(squares.base, squares.base, 20)
        #expect(squares.elements == expected)
    }

    @Test(arguments: KernelTable.all.indices)
    func `gathering takes the signs from the lowest bits`(table: Int) {
        let bases = (1...5).map { G1Point.generator * Fr($0) } + [.infinity]
        let entries: [UInt32] = [0, 1, 9, 8, 4, 5, 10, 11, 0]
        let points = Storage<G1Point>(count: entries.count)
        KernelTable.all[table].gather(bases, entries, entries.count, points.base)
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
            (points.base[0], points.base[1]) = (first, second)
            add(table, points, firsts: [0], distance: 1)
            #expect(points.base[0] == first + second)
            #expect(points.base[1] == second)
        }
        let distance = 2 * pairs.count
        let points = Storage<G1Point>(count: 2 * distance)
        for (index, pair) in pairs.enumerated() {
            (points.base[2 * index], points.base[2 * index + distance]) = pair
        }
        add(table, points, firsts: pairs.indices.reversed().map { UInt32(2 * $0) }, distance: distance)
        for (index, pair) in pairs.enumerated() {
            #expect(points.base[2 * index] == pair.0 + pair.1)
            #expect(points.base[2 * index + 1].isInfinity)
        }
    }

    private func add(_ table: Int, _ points: Storage<G1Point>, firsts: [UInt32], distance: Int) {
        let places = Storage<UInt32>(count: (firsts.count + 7) & ~7)
        for (index, first) in firsts.enumerated() { places.base[index] = first }
        let scratch = Storage<Fq>(count: PointPairs.scratchCount(pairs: firsts.count))
        withExtendedLifetime((points, places, scratch)) {
            KernelTable.all[table].addPairs(
                PointPairs(
                    points: points.base, firsts: places.base, count: firsts.count, distance: distance,
                    scratch: scratch.base))
        }
    }

    private func column(_ count: Int, _ generator: inout SeededGenerator) -> Column {
        let column = Column(count: count)
        for index in 0..<count { column.base[index] = .random(using: &generator) }
        return column
    }
}
