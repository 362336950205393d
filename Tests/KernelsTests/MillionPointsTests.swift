import BN254
import Kernels
import TestSupport
import Testing

/// 10^6 inputs of each kernel that works on points: the sets compute the same words.
@Suite(.serialized, .enabled(if: !MillionInputs.others.isEmpty, "\(MillionInputs.absence)"))
struct MillionPointsTests {
    private static let count = MillionInputs.blockSize

    /// Random points; one in 64 is infinity, one the same as its partner and one its opposite.
    @Test func `a million pairs of points`() {
        MillionInputs.expectAgreement { generator in
            var points = MillionInputs.points(2 * Self.count, &generator)
            for index in 0..<Self.count {
                let partner = index + Self.count
                switch generator.next() & 63 {
                case 0: points[index] = .infinity
                case 1: points[partner] = .infinity
                case 2: points[partner] = points[index]
                case 3: points[partner] = -points[index]
                default: break
                }
            }
            return { [points] kernels in
                let sums = Storage(copying: points)
                let firsts = Storage<UInt32>(count: (Self.count + 7) & ~7)
                for index in 0..<Self.count { firsts[index] = UInt32(index) }
                let scratch = Storage<Fq>(count: kernels.scratch.pairs(Self.count))
                kernels.addPairs(
                    PointPairs(
                        points: sums.slice, firsts: firsts, count: Self.count, distance: Self.count, scratch: scratch))
                return sums.elements
            }
        }
    }

    /// Lists of 5 of 100 points, so that equal and opposite ones meet, and infinity.
    @Test func `a million points in lists`() {
        MillionInputs.expectAgreement { generator in
            let (octets, length) = (25, 5)
            let bases = MillionInputs.points(100, &generator) + [.infinity]
            let entries = (0..<8 * octets * length + 16).map { _ in
                UInt32.random(in: 0..<UInt32(2 * bases.count), using: &generator)
            }
            return { kernels in
                let scaled = bases.map { G1Point(uncheckedX: $0.x, y: $0.y * kernels.ordinateScale) }
                let sums = Storage<G1Point>(count: 8 * octets)
                let scratch = Storage<UInt8>(count: kernels.scratch.listByteCount)
                let starts = (0..<octets).map { UInt32(8 * length * $0) }
                let lengths = [UInt32](repeating: UInt32(length), count: 8 * octets)
                kernels.sumLists(
                    PointLists(
                        bases: StorageSlice(copying: scaled), entries: StorageSlice(copying: entries),
                        starts: StorageSlice(copying: starts), lengths: StorageSlice(copying: lengths),
                        sums: sums.slice, scratch: scratch.slice))
                return sums.elements
            }
        }
    }

    /// Points, each with a scalar of its own; the portable set takes some 100 µs for one. One scalar in eight is an edge, one
    /// point in 64 infinity.
    @Test func `a million multiples of points`() {
        MillionInputs.expectAgreement { generator in
            var points = MillionInputs.points(Self.count, &generator)
            for index in 0..<Self.count where generator.next() & 63 == 0 { points[index] = .infinity }
            let factors = MillionInputs.columns(1, Self.count, &generator)[0].elements
            return { [points] kernels in
                let products = Storage(copying: points)
                let scratch = Storage<UInt8>(count: kernels.scratch.multipleByteCount)
                kernels.multiplyPoints(
                    PointMultiples(
                        points: products.slice, factors: StorageSlice(copying: factors), logRun: 0,
                        scratch: scratch.slice))
                return products.elements
            }
        }
    }

    /// Equations s·G = R + c·K with K = k·G and s = r + c·k, of which every other one is then made false; the
    /// portable set takes some 100 µs for one.
    @Test func `a million equations of Edwards points`() {
        MillionInputs.expectAgreement { generator in
            var equations: [EdwardsEquation] = []
            let k = EdwardsScalar.random(using: &generator)
            let key = EdwardsPoint.generator * k
            var r = EdwardsScalar.random(using: &generator)
            var point = ExtendedEdwardsPoint(EdwardsPoint.generator * r)
            var points: [ExtendedEdwardsPoint] = []
            for _ in 0..<Self.count {
                points.append(point)
                point = point + ExtendedEdwardsPoint(.generator)
            }
            for (index, point) in ExtendedEdwardsPoint.affine(points).enumerated() {
                let c = UInt256(
                    generator.next(), generator.next(), generator.next(), generator.next() & (.max >> 4))
                let s = r + EdwardsScalar(reducing: c) * k
                equations.append(
                    EdwardsEquation(
                        s: index % 2 == 0 ? s : s + EdwardsScalar(UInt64(index)), c: c, key: key, r: point))
                r += EdwardsScalar.one
            }
            return { [equations] kernels in
                let verdicts = Storage<Bool>(count: equations.count)
                kernels.checkEquations(StorageSlice(copying: equations), verdicts: verdicts.slice)
                return verdicts.elements
            }
        }
    }
}
