import BN254
@testable import Kernels

/// The sets of kernels against each other and against the definitions, on inputs with edges.
let kernelHarnesses: [Harness] = [
    Harness("kernels-vectors", maximumLength: 1024) { bytes in
        var input = Input(bytes)
        let count = Int(input.byte()) % 40
        let values = (0..<count).map { _ in input.element() }
        let factors = (0..<count).map { _ in input.element() }
        let point = input.element()
        for kernels in KernelTable.all {
            let products = Column(copying: values)
            kernels.multiply(products.slice, by: Column(copying: factors).readOnly)
            claim(products.elements == zip(values, factors).map { $0 * $1 }, "\(kernels.name): products")
            let inverses = Column(copying: values)
            kernels.invert(inverses.slice, scratch: Column(count: kernels.scratch.inversion(count)))
            claim(inverses.elements == values.map { $0.inverse ?? .zero }, "\(kernels.name): inverses")
            let value = values.reversed().reduce(Fr.zero) { $0 * point + $1 }
            claim(kernels.evaluate(Column(copying: values).readOnly, at: point) == value, "\(kernels.name): value")
        }
    },

    Harness("kernels-points", maximumLength: 256) { bytes in
        var input = Input(bytes)
        let count = 1 + Int(input.byte()) % 12
        let points = (0..<2 * count).map { _ in edgePoints[Int(input.byte()) % edgePoints.count] }
        let logRun = Int(input.byte()) & 3
        let factors = (0...(count - 1) >> logRun).map { _ in input.element() }
        for kernels in KernelTable.all {
            let sums = Storage(copying: points)
            let firsts = Storage<UInt32>(count: (count + 7) & ~7)
            for index in 0..<count { firsts[index] = UInt32(index) }
            kernels.addPairs(
                PointPairs(
                    points: sums.slice, firsts: firsts, count: count, distance: count,
                    scratch: Storage<Fq>(count: kernels.scratch.pairs(count))))
            for index in 0..<count {
                claim(sums[index] == points[index] + points[index + count], "\(kernels.name): a sum")
            }
            let products = Storage(copying: Array(points[..<count]))
            kernels.multiplyPoints(
                PointMultiples(
                    points: products.slice, factors: StorageSlice(copying: factors), logRun: logRun,
                    scratch: Storage<UInt8>(count: kernels.scratch.multipleByteCount).slice))
            for index in 0..<count {
                claim(products[index] == points[index] * factors[index >> logRun], "\(kernels.name): a multiple")
            }
        }
    },

    Harness("kernels-signatures", maximumLength: 512) { bytes in
        var input = Input(bytes)
        let count = 1 + Int(input.byte()) % 9
        let equations = (0..<count).map { _ in
            let (k, r) = (EdwardsScalar(UInt64(input.byte())), EdwardsScalar(input.uint64()))
            let c = input.edge(of: Fr.modulus) >> 4
            let error = EdwardsScalar(UInt64(input.byte() >> 6))
            return EdwardsEquation(
                s: r + EdwardsScalar(reducing: c) * k + error, c: c, key: EdwardsPoint.generator * k,
                r: EdwardsPoint.generator * r)
        }
        for kernels in KernelTable.all {
            let verdicts = Storage<Bool>(count: count)
            kernels.checkEquations(StorageSlice(copying: equations), verdicts: verdicts.slice)
            claim(verdicts.elements == equations.map(\.holds), "\(kernels.name): another verdict")
        }
    },
]

/// Equal ones, opposite ones and infinity meet often.
private let edgePoints: [G1Point] =
    [.infinity] + (1...4).flatMap { [G1Point.generator * Fr($0), -(G1Point.generator * Fr($0))] }
    + (0..<4).map { G1Point.generator * Fr(0xdead_beef_cafe_f00d &+ $0) }
