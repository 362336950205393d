import BN254
import Rescue
import TestSupport
import Testing

/// The permutation and its keyed form.
struct PermutationTests {
    @Test func reference() throws {
        let vectors = try RescueVectors.load().permutation
        #expect(vectors.count == 9)
        for vector in vectors {
            let input = try RescueState(hexadecimal: vector.input)
            #expect(Rescue.permute(input).hexadecimal == vector.output, "\(vector.name)")
            #expect(Rescue.permute(input, key: .zero).hexadecimal == vector.output, "\(vector.name), key 0")
        }
    }

    @Test func keyedReference() throws {
        let vectors = try RescueVectors.load().prpKeyed
        #expect(vectors.count == 4)
        for vector in vectors {
            let key = try RescueState(hexadecimal: #require(vector.key))
            let input = try RescueState(hexadecimal: vector.input)
            #expect(Rescue.permute(input, key: key).hexadecimal == vector.output, "\(vector.name)")
        }
    }

    @Test func isABijection() throws {
        var generator = SeededGenerator(seed: 2)
        let inverse = try InversePermutation()
        let edges: [RescueState] = [.zero, RescueState(1, 2, 3, 4), RescueState(-Fr(1), -Fr(1), -Fr(1), -Fr(1))]
        let random = (0..<50).map { _ in RescueState.random(using: &generator) }
        for state in edges + random {
            #expect(try inverse(Rescue.permute(state)) == state)
            #expect(try Rescue.permute(inverse(state)) == state)
        }
    }

    @Test func everyKeySelectsABijection() throws {
        var generator = SeededGenerator(seed: 3)
        for _ in 0..<10 {
            let (key, state) = (RescueState.random(using: &generator), RescueState.random(using: &generator))
            let permuted = Rescue.permute(state, key: key)
            #expect(try InversePermutation(key: key)(permuted) == state)
            #expect(permuted != Rescue.permute(state))
        }
    }
}
