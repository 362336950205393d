import BN254
import TestSupport
import Testing

struct BatchInversionTests {
    @Test func emptyAndAllZero() {
        var none: [Fr] = []
        none.invertAll()
        #expect(none.isEmpty)
        var zeros = [Fr](repeating: .zero, count: 3)
        zeros.invertAll()
        #expect(zeros == [.zero, .zero, .zero])
    }

    /// Every pattern of zeros and non-zeros among up to eight elements.
    @Test func zerosAnywhere() throws {
        var generator = SeededGenerator(seed: 11)
        for count in 1...8 {
            for pattern in 0..<(1 << count) {
                let elements: [Fq] = (0..<count).map { pattern >> $0 & 1 == 1 ? .zero : .random(using: &generator) }
                var inverses = elements
                inverses.invertAll()
                try #require(inverses == elements.map { $0.inverse ?? .zero }, "\(elements)")
            }
        }
    }

    @Test func manyElementsOfAnExtension() throws {
        var generator = SeededGenerator(seed: 12)
        let elements: [Fq2] = (0..<1000).map { $0 % 7 == 3 ? .zero : .random(using: &generator) }
        var inverses = elements
        inverses.invertAll()
        for (element, inverse) in zip(elements, inverses) {
            try #require(element.isZero ? inverse.isZero : element * inverse == .one)
        }
    }
}
