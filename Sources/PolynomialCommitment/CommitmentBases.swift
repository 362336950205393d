import BN254
import Kernels

/// Points of G1 to be multiplied by scalars and added up, again and again: a copy of them as the kernels like it best.
///
/// It is in memory of its own, 64 bytes a point, on huge pages if there is a point for every byte of one or more: sums
/// read bases in random order, and an mmapped file has small pages.
public struct CommitmentBases: Sendable {
    /// The points, their y times `KernelTable/ordinateScale`.
    private let points: Storage<G1Point>

    /// A copy of `points`, and of `others` behind them: of these a few.
    ///
    /// The points may come from a damaged file, and the kernels take no coordinate that is not below the modulus: where one
    /// is not, the generator stands in for the point. Sums are wrong then, and their proofs do not verify.
    public init(_ points: StorageSlice<G1Point>, followedBy others: [G1Point] = []) {
        let copy = Storage<G1Point>(uninitializedCount: points.count + others.count)
        let scale = Scale(KernelTable.current.ordinateScale)
        Parallel.chunks(of: points.count, minimum: 1 << 10) { range in
            for index in range {
                copy[index] = CommitmentBases.scaled(points[index], by: scale)
            }
        }
        for (index, point) in others.enumerated() {
            copy[points.count + index] = CommitmentBases.scaled(point, by: scale)
        }
        self.points = copy
    }

    /// `point`, or the generator in its place where a coordinate is not below the modulus: no arithmetic takes such.
    @inline(__always)
    package static func canonical(_ point: G1Point) -> G1Point {
        point.x.montgomery < Fq.modulus && point.y.montgomery < Fq.modulus ? point : .generator
    }

    @inline(__always)
    private static func scaled(_ point: G1Point, by scale: Scale) -> G1Point {
        let point = canonical(point)
        return G1Point(uncheckedX: point.x, y: scale.times(point.y))
    }

    /// The number of points.
    public var count: Int { points.count }

    /// The points, their y times `KernelTable/ordinateScale`.
    var scaledPoints: StorageSlice<G1Point> { points.readOnly }
}

/// A factor of many elements: what the sets of kernels ask for takes no multiplication.
private enum Scale {
    case one
    case quarter
    case other(Fq)

    init(_ factor: Fq) {
        self = factor == .one ? .one : factor * 4 == .one ? .quarter : .other(factor)
    }

    /// `value` times the factor.
    @inline(__always)
    func times(_ value: Fq) -> Fq {
        switch self {
        case .one: value
        case .quarter: Scale.quarter(of: value)
        case .other(let factor): value * factor
        }
    }

    /// value/4.
    ///
    /// 1. p is 3 modulo 4, so value + (value mod 4)·p is a multiple of 4.
    /// 2. It is below 4p < 2^256: a quarter of it is below p.
    @inline(__always)
    private static func quarter(of value: Fq) -> Fq {
        assert(Fq.modulus.limb0 & 3 == 3)
        let (integer, modulus) = (value.montgomery, Fq.modulus)
        let once = modulus.masked(0 &- (integer.limb0 & 1))
        let twice = (modulus &+ modulus).masked(0 &- (integer.limb0 >> 1 & 1))
        let sum = integer &+ once &+ twice
        return Fq(
            uncheckedMontgomery: UInt256(
                sum.limb0 >> 2 | sum.limb1 << 62, sum.limb1 >> 2 | sum.limb2 << 62,
                sum.limb2 >> 2 | sum.limb3 << 62, sum.limb3 >> 2))
    }
}
