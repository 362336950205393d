import BN254
import TestSupport
import Testing
import TurboPlonk

@Suite("A point beside a domain")
struct DomainPointTests {
    @Test("the values are those of Lagrange's formula, in the domain too", arguments: [0, 1, 2, 3, 5])
    func values(logarithm: Int) throws {
        let size = 1 << logarithm
        let generator = Fr.rootOfUnity(logarithmOfOrder: logarithm)
        let domain = (0..<size).map { generator.power(variableTime: UInt256(UInt64($0))) }
        var random = SeededGenerator(seed: 1)
        let inputs = (0..<size).map { _ in Fr.random(using: &random) }
        for zeta in domain + [.zero, 2, Fr.random(using: &random)] {
            let point = DomainPoint(zeta, domainLogarithm: logarithm)
            #expect(point.generator == generator && point.shifted == zeta * generator)
            #expect(point.vanishing == domain.reduce(Fr.one) { $0 * (zeta - $1) })
            #expect(point.firstLagrange == lagrange(0, of: domain, at: zeta))
            for count in 0...size {
                let expected = (0..<count).reduce(Fr.zero) { $0 + inputs[$1] * lagrange($1, of: domain, at: zeta) }
                #expect(point.publicInput(Array(inputs.prefix(count))) == expected)
            }
        }
    }

    @Test("the generator is the reference's", arguments: ReferenceProof.names)
    func generator(name: String) throws {
        let reference = try ReferenceProof(name)
        let key = try reference.verifyingKey
        #expect(DomainPoint(7, domainLogarithm: key.domainLogarithm).generator.hexadecimal == reference.file.omega)
    }

    /// Π_{j ≠ i} (X − x_j) / (x_i − x_j), straight from the definition.
    private func lagrange(_ index: Int, of domain: [Fr], at zeta: Fr) -> Fr {
        domain.indices.filter { $0 != index }.reduce(Fr.one) { product, other in
            product * (zeta - domain[other]) * ((domain[index] - domain[other]).inverse ?? .zero)
        }
    }
}
