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
                return Work(operations: count) { kernels.gather(bases.base, entries.base, count, points.base) }
            },
            KernelCase(
                name: "addPairs", operation: "pair", floor: Floor.pointAddition, timedSize: 1024, countedSize: 64
            ) { kernels, count in
                let points = FixedInputs.points(2 * count)
                let firsts = Storage<UInt32>(count: (count + 7) & ~7)
                let scratch = Storage<Fq>(count: PointPairs.scratchCount(pairs: count))
                return Work(operations: count) {
                    for index in 0..<count { firsts.base[index] = UInt32(index) }
                    kernels.addPairs(
                        PointPairs(
                            points: points.base, firsts: firsts.base, count: count, distance: count,
                            scratch: scratch.base))
                }
            },
        ]
    }
}
