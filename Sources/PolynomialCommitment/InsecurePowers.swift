import BN254
import Kernels

/// Powers of a *known* τ, times the generator of G1: for tests and trials only.
///
/// Whoever knows τ can open a commitment to any value. Real powers come from a ceremony after which nobody knows it.
public enum InsecurePowers {
    /// The powers that one task makes, which share inversions.
    private static let chunkLength = 2048

    /// τ^0·G, τ^1·G, …, `count` ≥ 0 points.
    public static func powers(of tau: Fr, count: Int) -> Storage<G1Point> {
        multiples(Polynomial.powers(of: tau, count: count))
    }

    /// L_0(τ)·G, L_1(τ)·G, …, n points, with L_j the Lagrange polynomials of the domain: what
    /// ``LagrangeTransform/basis(powers:progress:)`` makes of the powers.
    public static func lagrangeBasis(of tau: Fr, domain: EvaluationDomain) -> Storage<G1Point> {
        let scalars = Polynomial.powers(of: tau, count: domain.size)
        // L_j(τ) = 1/n·Σ_i ω^(−ij)·τ^i: coefficient j of the polynomial that is τ^i at ω^i.
        domain.interpolate(scalars)
        return multiples(scalars)
    }

    /// The multiples of G by `scalars`.
    ///
    /// Each is the sum of one multiple of G for every byte of the scalar, taken from a table; for thousands at a time, so
    /// that the additions can be affine.
    private static func multiples(_ scalars: Column) -> Storage<G1Point> {
        let table = makeTable()
        let count = scalars.count
        let multiples = Storage<G1Point>(count: count)
        let chunks = (count + chunkLength - 1) / chunkLength
        Parallel.forEach(chunks, state: Scratch.init) { scratch, chunk in
            let range = chunk * chunkLength..<min((chunk + 1) * chunkLength, count)
            let points = scratch.points.slice
            let digits = range.map { scalars[$0].canonical.littleEndianBytes }
            for window in 0..<32 {
                for (index, bytes) in digits.enumerated() {
                    scratch.entries[index] = UInt32(256 * window + Int(bytes[window])) << 1
                }
                // The first summands become the sums, the others come one by one into the second half.
                let place = window == 0 ? 0 : chunkLength
                KernelTable.current.gather(
                    table.readOnly, scratch.entries.readOnly.prefix(digits.count),
                    to: points[place..<place + digits.count])
                if window == 0 { continue }
                for index in digits.indices { scratch.adder.append(index, points, distance: chunkLength) }
                scratch.adder.flush(points, distance: chunkLength)
            }
            multiples[range].update(from: points.prefix(range.count).readOnly)
        }
        return multiples
    }

    /// The points byte·2^(8·window)·G at places 256·window + byte.
    private static func makeTable() -> Storage<G1Point> {
        var multiples: [JacobianPoint<G1>] = []
        var unit = JacobianPoint(G1Point.generator)
        for _ in 0..<32 {
            var multiple = JacobianPoint<G1>.infinity
            for _ in 0..<256 {
                multiples.append(multiple)
                multiple = multiple + unit
            }
            unit = multiple
        }
        return Storage(copying: G1Point.normalizing(multiples))
    }

    private struct Scratch {
        let points = Storage<G1Point>(count: 2 * chunkLength)
        let entries = Storage<UInt32>(count: chunkLength)
        var adder = PairAdder()
    }
}
