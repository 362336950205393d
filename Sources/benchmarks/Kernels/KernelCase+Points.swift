import BN254
import BenchmarkHarness
import Kernels

extension KernelCase {
    /// The kernels on points.
    static var points: [KernelCase] {
        [
            KernelCase(name: "gather", operation: "point", floor: nil, timedSize: 4096, countedSize: 64) {
                kernels, count in
                let bases = FixedInputs.points(count)
                let entries = FixedInputs.places(count, below: 2 * count)
                let points = Storage<G1Point>(count: count)
                return Work(operations: count) { kernels.gather(bases.readOnly, entries.readOnly, to: points.slice) }
            },
            KernelCase(
                name: "addPairs", operation: "pair", floor: Floor.pointAddition, timedSize: 1024, countedSize: 64
            ) { kernels, count in
                let points = FixedInputs.points(2 * count)
                let firsts = Storage<UInt32>(count: (count + 7) & ~7)
                let scratch = Storage<Fq>(count: kernels.scratch.pairs(count))
                return Work(operations: count) {
                    for index in 0..<count { firsts[index] = UInt32(index) }
                    kernels.addPairs(
                        PointPairs(
                            points: points.slice, firsts: firsts, count: count, distance: count, scratch: scratch))
                }
            },
            // What the sums need of their scalars.
            KernelCase(name: "magnitudes", operation: "scalar", floor: nil, timedSize: 4096, countedSize: 64) {
                kernels, count in
                let scalars = FixedInputs.scalars(count)
                let magnitudes = Storage<UInt64>(count: 4 * count)
                return Work(operations: count) { kernels.magnitudes(of: scalars.readOnly, to: magnitudes.slice) }
            },
            KernelCase(name: "digits", operation: "digit", floor: nil, timedSize: 4096, countedSize: 64) {
                kernels, count in
                let words = Storage<UInt64>(count: 2 * count)
                for (index, scalar) in FixedInputs.scalars((count + 1) / 2).elements.enumerated() {
                    for limb in 0..<4 where 4 * index + limb < 2 * count {
                        words[4 * index + limb] = scalar.canonical[limb: limb]
                    }
                }
                let codes = Storage<UInt32>(count: count)
                let window = DigitWindow(
                    low: words[0..<count].readOnly, high: words[count..<2 * count].readOnly, shift: 51, width: 17)
                return Work(operations: count) { kernels.digits(window, to: codes.slice) }
            },
            // 16 points a list, eight lists side by side.
            KernelCase(name: "sumLists", operation: "point", floor: Floor.pointAddition, timedSize: 128, countedSize: 1)
            {
                kernels, octets in
                let (length, bound) = (16, 4096)
                let bases = FixedInputs.points(bound)
                for index in 0..<bound {
                    let point = bases[index]
                    bases[index] = G1Point(uncheckedX: point.x, y: point.y * kernels.ordinateScale)
                }
                let entries = FixedInputs.places(8 * length * octets + 16, below: 2 * bound)
                let (starts, lengths) = (Storage<UInt32>(count: octets), Storage<UInt32>(count: 8 * octets))
                for octet in 0..<octets { starts[octet] = UInt32(8 * length * octet) }
                for list in 0..<8 * octets { lengths[list] = UInt32(length) }
                let sums = Storage<G1Point>(count: 8 * octets)
                let scratch = Storage<UInt8>(count: kernels.scratch.listByteCount)
                return Work(operations: 8 * length * octets) {
                    kernels.sumLists(
                        PointLists(
                            bases: bases.readOnly, entries: entries.readOnly, starts: starts.readOnly,
                            lengths: lengths.readOnly, sums: sums.slice, scratch: scratch.slice))
                }
            },
        ]
    }
}
