import BN254
@testable import Kernels

/// The sets of kernels on lists of points, against the group's law.
let listHarnesses: [Harness] = [
    Harness("kernels-lists", maximumLength: 512) { bytes in
        var input = Input(bytes)
        let longest = input.byte() & 15 == 15 ? PointLists.maximumLength : 9
        let filling = UInt32(input.byte()) << 24 | UInt32(input.byte())
        var lengths = (0..<Int(input.byte()) % 26).map { _ in 1 + Int(input.byte()) % longest }
        lengths.sort(by: >)
        var choice = input.uint64()
        // The next bytes; where there are no more, numbers that follow from them.
        func next() -> Int {
            if !input.isEmpty { choice = choice &* 257 &+ UInt64(input.byte()) }
            choice = choice &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(choice >> 33) % (2 * Multiples.baseCount)
        }
        let lists = lengths.map { length in (0..<length).map { _ in next() } }
        let layout = Layout(lists, filling: filling)
        for (kernels, bases) in Multiples.bases {
            let sums = Storage<G1Point>(count: 8 * layout.starts.count)
            let scratch = Storage<UInt8>(count: kernels.scratch.listByteCount)
            kernels.sumLists(
                PointLists(
                    bases: bases, entries: StorageSlice(copying: layout.entries),
                    starts: StorageSlice(copying: layout.starts), lengths: StorageSlice(copying: layout.lengths),
                    sums: sums.slice, scratch: scratch.slice))
            for (index, list) in lists.enumerated() {
                claim(sums[index] == Multiples.sum(list), "\(kernels.name): the sum of list \(index)")
            }
            for index in lists.count..<sums.count { claim(sums[index].isInfinity, "\(kernels.name): an empty list") }
        }
    },

    Harness("kernels-gather", maximumLength: 256) { bytes in
        let entries = bytes.map { UInt32(Int($0) % (2 * Multiples.baseCount)) }
        for kernels in KernelTable.all {
            let points = Storage<G1Point>(count: entries.count)
            kernels.gather(Multiples.plainBases, StorageSlice(copying: entries), to: points.slice)
            for (index, entry) in entries.enumerated() {
                claim(points[index] == Multiples.sum([Int(entry)]), "\(kernels.name): point \(index)")
            }
        }
    },
]

/// Lists as the kernels take them.
private struct Layout {
    private(set) var (entries, starts, lengths): ([UInt32], [UInt32], [UInt32]) = ([], [], [])

    /// Behind a short list stand entries of the first one of its octet; `filling` says what stands behind the last.
    init(_ lists: [[Int]], filling: UInt32) {
        for first in stride(from: 0, to: lists.count, by: 8) {
            let octet = (first..<first + 8).map { $0 < lists.count ? lists[$0] : [] }
            starts.append(UInt32(entries.count))
            lengths += octet.map { UInt32($0.count) }
            for step in octet[0].indices {
                entries += octet.map { UInt32(step < $0.count ? $0[step] : octet[0][step]) }
            }
        }
        entries += [UInt32](repeating: filling, count: 16)
    }
}

/// The points k·G for k from 0, infinity, on: entry 2·k + 1 is −k·G.
private enum Multiples {
    static let baseCount = 32
    /// The largest sum that a list can have.
    private static let largest = (baseCount - 1) * PointLists.maximumLength

    private static let points: [G1Point] = {
        var points = [JacobianPoint<G1>.infinity]
        for _ in 1...largest { points.append(points[points.count - 1] + G1Point.generator) }
        return G1Point.normalizing(points)
    }()

    static let plainBases = StorageSlice(copying: Array(points.prefix(baseCount)))

    /// The bases as each set reads them.
    static let bases = KernelTable.all.map { kernels in
        (
            kernels,
            StorageSlice(
                copying: points.prefix(baseCount).map {
                    G1Point(uncheckedX: $0.x, y: $0.y * kernels.ordinateScale)
                })
        )
    }

    static func sum(_ entries: [Int]) -> G1Point {
        let sum = entries.reduce(0) { $0 + ($1 & 1 == 1 ? -($1 >> 1) : $1 >> 1) }
        return sum < 0 ? -points[-sum] : points[sum]
    }
}
