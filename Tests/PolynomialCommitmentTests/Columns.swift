import BN254
import Kernels
import TestSupport

extension Storage where Element: Equatable {
    /// Whether both have the same elements. A test that compares arrays prints them all when it fails.
    func equals(_ other: Storage) -> Bool { elements == other.elements }
}

extension Storage where Element == Fr {
    /// `count` elements made from their places.
    convenience init(_ count: Int, _ element: (Int) -> Fr) {
        self.init(count: count)
        for index in 0..<count { self[index] = element(index) }
    }

    /// Uniform elements.
    static func random(_ count: Int, using generator: inout SeededGenerator) -> Column {
        let column = Column(count: count)
        for index in 0..<count { column[index] = .random(using: &generator) }
        return column
    }

    /// The same elements in memory of their own.
    var copy: Column { Column(copying: readOnly) }

    /// Whether every element is below r, which equality relies on.
    var isCanonical: Bool { elements.allSatisfy { $0.montgomery < Fr.modulus } }

    /// The value of the polynomial with these coefficients, lowest first: Σ cᵢ·xⁱ, power by power.
    func naiveValue(at point: Fr) -> Fr {
        var (value, power) = (Fr.zero, Fr.one)
        for coefficient in elements {
            value += coefficient * power
            power *= point
        }
        return value
    }
}
