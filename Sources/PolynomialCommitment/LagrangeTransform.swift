import BN254
import Kernels

/// From the powers τ^i·G of a number that nobody knows to the values at τ of the Lagrange polynomials, times G.
///
/// For n = 2^k and ω of order n, L_j is the polynomial of degree below n that is 1 at ω^j and 0 at the other powers of
/// ω, and L_j(τ)·G = 1/n·Σ_i ω^(−ij)·τ^i·G: an inverse Fourier transform whose elements are points. With these points a
/// commitment is made from values instead of coefficients.
///
///     let points = try LagrangeTransform.basis(powers: powers.readOnly) { done in print(done) }
///
/// Level s = 0, …, k − 1 splits the points into 2^s blocks; points u in the upper half of block t and v half a block later
/// become u + w·v and u − w·v, with w = ω^(−e), e being the k − 1 bits of t backwards. The last level divides by n, too.
/// That makes about n·k/2 multiplications of points by scalars; see `KernelTable/multiplyPoints`. The results come out in
/// bit-reversed order.
public struct LagrangeTransform: Sendable {
    /// The u and v of a task.
    private static let taskLength = PointMultiples.maximumCount

    /// k, the number of levels.
    public let levelCount: Int
    /// n, the number of points.
    public let size: Int
    /// 1, ω^−1, ω^−2, … up to ω^−(n/2 − 1).
    private let roots: Column
    private let sizeInverse: Fr

    /// The transform of 2^logarithm points, `logarithm` in ``EvaluationDomain/logarithms``; traps for others.
    public init(logarithm: Int) {
        precondition(EvaluationDomain.logarithms.contains(logarithm), "domains have 2^0 to 2^25 elements")
        (levelCount, size) = (logarithm, 1 << logarithm)
        let root = Fr.rootOfUnity(logarithmOfOrder: logarithm)
        // ω^(n − 1) = ω^−1, and 1/n is the product of the halves (r + 1)/2.
        roots = Polynomial.powers(of: root.power(variableTime: UInt256(UInt64(size - 1))), count: max(1, size / 2))
        let half = Fr(reducing: (Fr.modulus >> 1).addingReportingOverflow(UInt256(1)).partialValue)
        sizeInverse = half.power(variableTime: UInt256(UInt64(logarithm)))
    }

    /// The points L_0(τ)·G, L_1(τ)·G, … of the powers 1·G, τ·G, …, of which there are 2^k.
    ///
    /// `progress` is called with the part that is done, 0 to 1, many times a second; what it throws ends the work.
    public static func basis(
        powers: StorageSlice<G1Point>, progress: (Double) throws -> Void
    ) rethrows -> Storage<G1Point> {
        precondition(powers.count.nonzeroBitCount == 1)
        let transform = LagrangeTransform(logarithm: powers.count.trailingZeroBitCount)
        let points = Storage(copying: powers)
        for level in 0..<transform.levelCount {
            try transform.perform(level: level, on: points) { done in
                try progress((Double(level) + done) / Double(transform.levelCount))
            }
        }
        transform.bitReverse(points)
        return points
    }

    /// Does one level, in place; the levels from 0 on, and then ``bitReverse(_:)``, make the transform.
    ///
    /// `progress` is called with the part of the level that is done, 0 to 1. If it throws, the level is done in parts: to
    /// go on later, keep a copy of the points between two levels.
    public func perform(
        level: Int, on points: Storage<G1Point>, progress: (Double) throws -> Void
    ) rethrows {
        precondition((0..<levelCount).contains(level) && points.count == size)
        let tasks = (size / 2 + LagrangeTransform.taskLength - 1) / LagrangeTransform.taskLength
        // A few tasks a thread at a time: a fraction of a second.
        let step = 8 * Parallel.threads
        for first in stride(from: 0, to: tasks, by: step) {
            try progress(Double(first) / Double(tasks))
            Parallel.forEach(min(step, tasks - first), state: Scratch.init) { scratch, task in
                perform(level: level, task: first + task, points, scratch)
            }
        }
        try progress(1)
    }

    /// Moves every point to the place whose k bits are those of its own place backwards.
    public func bitReverse(_ points: Storage<G1Point>) {
        precondition(points.count == size)
        for place in 0..<size {
            let other = LagrangeTransform.reversed(place, bits: levelCount)
            if place < other { points.slice.swapAt(place, other) }
        }
    }

    private static func reversed(_ value: Int, bits: Int) -> Int {
        bits == 0 ? 0 : Int(bitPattern: UInt(bitPattern: value).bitReversed >> UInt(Int.bitWidth - bits))
    }

    /// The memory of a thread: u, u again, w·v and −w·v; the places of both u; factors; what the kernels need.
    private struct Scratch {
        let points = Storage<G1Point>(count: 4 * taskLength)
        let places = Storage<UInt32>(count: 2 * taskLength)
        let factors = Storage<Fr>(count: taskLength)
        let products = Storage<UInt8>(count: KernelTable.current.scratch.multipleByteCount)
        let sums = Storage<Fq>(count: KernelTable.current.scratch.pairs(2 * taskLength))
    }

    private func perform(level: Int, task: Int, _ points: Storage<G1Point>, _ scratch: Scratch) {
        let range = task * LagrangeTransform.taskLength..<min((task + 1) * LagrangeTransform.taskLength, size / 2)
        let (count, half) = (range.count, size >> (level + 1))
        let isLast = level == levelCount - 1
        // Butterfly number b is number b mod half in its block.
        func place(_ index: Int) -> Int { 2 * index - index % half }
        let (first, second) = (scratch.points[0..<2 * count], scratch.points[2 * count..<4 * count])
        for (offset, index) in range.enumerated() {
            first[offset] = points[place(index)]
            second[offset] = points[place(index) + half]
        }
        // In block 0 all w are 1.
        if isLast || range.upperBound > half {
            let run = min(half, count)
            for index in 0..<count / run {
                let exponent = LagrangeTransform.reversed(range.lowerBound / half + index, bits: levelCount - 1)
                scratch.factors[index] = roots[exponent] * (isLast ? sizeInverse : .one)
            }
            multiply(second.prefix(count), logRun: run.trailingZeroBitCount, scratch)
        }
        if isLast {
            scratch.factors[0] = sizeInverse
            multiply(first.prefix(count), logRun: count.trailingZeroBitCount, scratch)
        }
        for offset in 0..<count {
            first[count + offset] = first[offset]
            second[count + offset] = -second[offset]
        }
        for index in 0..<2 * count { scratch.places[index] = UInt32(truncatingIfNeeded: index) }
        KernelTable.current.addPairs(
            PointPairs(
                points: scratch.points.slice, firsts: scratch.places, count: 2 * count, distance: 2 * count,
                scratch: scratch.sums))
        for (offset, index) in range.enumerated() {
            points[place(index)] = first[offset]
            points[place(index) + half] = first[count + offset]
        }
    }

    private func multiply(
        _ points: MutableStorageSlice<G1Point>, logRun: Int, _ scratch: Scratch
    ) {
        KernelTable.current.multiplyPoints(
            PointMultiples(
                points: points, factors: scratch.factors.readOnly, logRun: logRun, scratch: scratch.products.slice))
    }
}
