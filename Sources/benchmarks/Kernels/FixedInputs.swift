import BN254
import Kernels
import PolynomialCommitment

/// Inputs that look random and are the same at every run.
enum FixedInputs {
    /// 7^(2^100) and 5^(2^100): all their powers have full length.
    private static let bases = [Fr(7), Fr(5)].map { (0..<100).reduce($0) { power, _ in power.squared } }

    /// Scalars of full length.
    static func scalars(_ count: Int, series: Int = 0) -> Column {
        let base = bases[series]
        let column = Polynomial.powers(of: base, count: count + 1)
        return Column(copying: column[1..<count + 1].readOnly)
    }

    /// Different points, none of them infinity.
    static func points(_ count: Int) -> Storage<G1Point> { InsecurePowers.powers(of: bases[0], count: count) }

    /// Numbers below `bound`, a power of two, in no order.
    static func places(_ count: Int, below bound: Int) -> Storage<UInt32> {
        let places = Storage<UInt32>(count: count)
        for index in 0..<count { places[index] = UInt32(index &* 0x9e37_79b1 & (bound - 1)) }
        return places
    }
}

/// Keeps a result alive, so that the work for it is not optimised away.
@_optimize(none)
func consume<Value>(_ value: Value) {}
