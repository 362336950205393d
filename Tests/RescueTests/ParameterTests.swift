import BN254
import Rescue
import Testing

/// The constants of Rescue are the reference's.
struct ParameterTests {
    private let vectors: RescueVectors

    init() throws { vectors = try RescueVectors.load() }

    @Test func field() throws {
        #expect(try Fr.modulus == UInt256(hexadecimal: vectors.modulus))
    }

    @Test func shape() {
        #expect(vectors.stateSize == RescueState.zero.elements.count)
        #expect(vectors.rate == RescueSponge.rate)
        // A round is two half rounds, and there is one key before the first.
        #expect(Rescue.permutationRoundKeys.count == 2 * vectors.rounds + 1)
        #expect(RescueConstants.keyInjection.count == 2 * vectors.rounds)
    }

    @Test func matrix() {
        #expect(RescueConstants.mds.indices.map { RescueConstants.mds[$0].hexadecimal } == vectors.mdsRows)
    }

    /// Every square submatrix of a matrix of maximum distance is invertible; those of one and two rows are checked here,
    /// and the whole one by the inverse permutation.
    @Test func matrixIsOfMaximumDistance() {
        let rows = RescueConstants.mds.indices.map { RescueConstants.mds[$0].elements }
        for (i, top) in rows.enumerated() {
            #expect(top.allSatisfy { !$0.isZero })
            for bottom in rows[(i + 1)...] {
                for left in 0..<4 {
                    for right in left + 1..<4 { #expect(top[left] * bottom[right] != top[right] * bottom[left]) }
                }
            }
        }
    }

    @Test func initialVectorAndKeyInjection() {
        #expect(RescueConstants.initialVector.hexadecimal == vectors.initVec)
        #expect(RescueConstants.keyInjection.map(\.hexadecimal) == vectors.keyInjection24X4)
    }

    @Test func roundKeysOfThePermutation() {
        #expect(Rescue.permutationRoundKeys.map(\.hexadecimal) == vectors.permutationRoundKeys25X4)
        #expect(Rescue.roundKeys(for: .zero) == Rescue.permutationRoundKeys)
    }

    @Test func inverseExponent() throws {
        #expect(vectors.alpha == 5)
        #expect(try FifthRoot.exponent == UInt256(hexadecimal: vectors.alphaInv))
    }
}
