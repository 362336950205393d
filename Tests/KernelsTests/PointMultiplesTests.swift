import BN254
import Kernels
import TestSupport
import Testing

/// Every set of kernels that this machine can run, on points and scalars.
@Suite struct PointMultiplesTests {
    private func expectMultiples(_ points: [G1Point], _ factors: [Fr], logRun: Int) {
        let expected = points.indices.map { points[$0] * factors[$0 >> logRun] }
        for table in KernelTable.all {
            let products = Storage(copying: points)
            let scratch = Storage<UInt8>(count: table.scratch.multipleByteCount)
            table.multiplyPoints(
                PointMultiples(
                    points: products.slice, factors: StorageSlice(copying: factors), logRun: logRun,
                    scratch: scratch.slice))
            #expect(products.elements == expected, "\(table.name)")
        }
    }

    private func points(_ count: Int) -> [G1Point] {
        var points = [JacobianPoint(G1Point.generator)]
        for _ in 1..<max(1, count) { points.append(points[points.count - 1].doubled + G1Point.generator) }
        return Array(G1Point.normalizing(points).prefix(count))
    }

    @Test(arguments: [0, 1, 7, 8, 9, 100, PointMultiples.maximumCount])
    func `random scalars, one for every point or for several`(count: Int) {
        var generator = SeededGenerator(seed: UInt64(count))
        let points = points(count)
        for logRun in [0, 2, 3, 10] {
            let factors = (0..<(count >> logRun) + 1).map { _ in Fr.random(using: &generator) }
            expectMultiples(points, factors, logRun: logRun)
        }
    }

    /// Scalars whose halves are at the ends of their range, and those that are small in either of them.
    @Test func `scalars of all kinds`() {
        let lambda = Fr(3).power(variableTime: Fr.modulus.quotientAndRemainder(dividingBy: 3).quotient)
        #expect(lambda != .one && lambda.squared * lambda == .one)
        var factors: [Fr] = [0, 1, 2, 3, -Fr(1), -Fr(2), Fr(reducing: Fr.modulus >> 1), Fr(reducing: Fr.modulus >> 2)]
        for exponent in [63, 64, 126, 127, 128, 190, 253] {
            let power = Fr(2).power(variableTime: UInt256(UInt64(exponent)))
            factors += [power, power - 1, power + 1, -power]
        }
        factors += factors.flatMap { factor in [factor * lambda, factor * lambda.squared, factor + lambda] }
        expectMultiples(points(factors.count), factors, logRun: 0)
        // Each alone, as one that needs another way must not hide the rest.
        for factor in factors { expectMultiples(points(3), [factor], logRun: 2) }
    }

    @Test func `infinity among others`() {
        var generator = SeededGenerator(seed: 1)
        var points = points(20)
        (points[0], points[19]) = (.infinity, .infinity)
        expectMultiples(points, (0..<20).map { _ in .random(using: &generator) }, logRun: 0)
        expectMultiples([.infinity], [5], logRun: 0)
    }
}
