import BN254
import Kernels
import TestSupport
import Testing

/// Every set of kernels that this machine can run, on lists of points.
@Suite struct PointListsTests {
    private let multiples: [G1Point] = {
        var points = [JacobianPoint<G1>.infinity]
        for _ in 1...400 { points.append(points[points.count - 1] + G1Point.generator) }
        return G1Point.normalizing(points)
    }()

    /// The sums of lists of (k, sign), each of which stands for the base ±k·G, in the order of the lists.
    private func sums(_ table: KernelTable, _ lists: [[(Int, isNegative: Bool)]]) -> [G1Point] {
        let lengths = lists.map(\.count)
        precondition(lengths == lengths.sorted(by: >))
        let octets = (lists.count + 7) / 8
        let scaled = multiples.map { G1Point(uncheckedX: $0.x, y: $0.y * table.ordinateScale) }
        var (starts, entries): ([UInt32], [UInt32]) = ([], [])
        for octet in 0..<octets {
            starts.append(UInt32(entries.count))
            let first = lists[8 * octet]
            for step in first.indices {
                for lane in 0..<8 {
                    let list = 8 * octet + lane < lists.count ? lists[8 * octet + lane] : []
                    let (multiple, isNegative) = step < list.count ? list[step] : first[step]
                    entries.append(UInt32(2 * multiple + (isNegative ? 1 : 0)))
                }
            }
        }
        entries += Array(repeating: 0, count: 16)
        let paddedLengths = (lengths + Array(repeating: 0, count: 8 * octets - lengths.count)).map { UInt32($0) }
        let sums = Storage<G1Point>(count: 8 * octets)
        let scratch = Storage<UInt8>(count: table.scratch.listByteCount)
        table.sumLists(
            PointLists(
                bases: StorageSlice(copying: scaled), entries: StorageSlice(copying: entries),
                starts: StorageSlice(copying: starts), lengths: StorageSlice(copying: paddedLengths),
                sums: sums.slice, scratch: scratch.slice))
        let emptySums = sums.elements.dropFirst(lists.count)
        #expect(emptySums == ArraySlice(repeating: .infinity, count: emptySums.count))
        return Array(sums.elements.prefix(lists.count))
    }

    private func expectedSum(_ list: [(Int, isNegative: Bool)]) -> G1Point {
        G1Point.generator * list.reduce(Fr.zero) { $0 + ($1.isNegative ? -Fr(UInt64($1.0)) : Fr(UInt64($1.0))) }
    }

    private func expectSums(_ lists: [[(Int, isNegative: Bool)]]) {
        let expected = lists.map(expectedSum)
        for table in KernelTable.all { #expect(sums(table, lists) == expected, "\(table.name)") }
    }

    private func random(_ length: Int, _ generator: inout SeededGenerator) -> [(Int, isNegative: Bool)] {
        (0..<length).map { _ in (Int.random(in: 1...400, using: &generator), Bool.random(using: &generator)) }
    }

    @Test func `no lists, and lists of one point`() {
        expectSums([])
        expectSums([[(1, false)]])
        expectSums([[(1, true)]])
        expectSums((1...20).map { [($0, $0 % 3 == 0)] })
    }

    @Test func `lists of any length up to the longest`() {
        var generator = SeededGenerator(seed: 1)
        for length in [2, 3, 4, 5, 31, PointLists.maximumLength] {
            for count in [1, 7, 8, 9, 40] { expectSums((0..<count).map { _ in random(length, &generator) }) }
        }
        expectSums((1...PointLists.maximumLength).reversed().map { random($0, &generator) })
    }

    @Test func `as many lists as go together`() {
        var generator = SeededGenerator(seed: 2)
        let count = 8 * PointLists.maximumCount
        expectSums((0..<count).map { random(1 + (count - $0) / 300, &generator) })
    }

    /// The sums meet a point with the same x: at the first addition, at the last one, in one list or in all.
    @Test func `equal points, opposite points and infinity in the midst of others`() {
        var generator = SeededGenerator(seed: 3)
        let special: [[(Int, isNegative: Bool)]] = [
            [(5, false), (5, false), (9, true)], [(5, false), (5, true), (9, true)],
            [(0, false), (5, false), (9, true)], [(5, false), (0, true), (9, true)],
            [(5, false), (9, true), (0, false)], [(3, false), (4, false), (7, false)],
            [(3, false), (4, false), (7, true)], [(0, true), (0, false), (0, false)],
        ]
        for list in special {
            for place in [0, 7, 8, 100, 199] {
                var lists = (0..<200).map { _ in random(3, &generator) }
                lists[place] = list
                expectSums(lists)
            }
            expectSums(Array(repeating: list, count: 17))
        }
        expectSums(special)
    }
}
