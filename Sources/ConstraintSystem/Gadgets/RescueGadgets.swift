import BN254
import Rescue

/// The Rescue permutation and sponge. Source: <doc:Gadgets>; jellyfish `rescue/src/gadgets/native.rs`.
extension CircuitBuilder {
    /// The permutation of four variables: 148 gates.
    @inlinable
    public mutating func rescuePermutation(_ input: InlineArray<4, Variable>) -> InlineArray<4, Variable> {
        let matrix = RescueParameters.matrix
        let roundKeys = RescueParameters.roundKeys
        // All at once, which takes a fraction of the time of one after the other.
        let allRoots = values(from: [input[0], input[1], input[2], input[3]], RescueParameters.fifthRoots)
        var state = InlineArray<4, Variable> { add(input[$0], constant: roundKeys[0][$0]) }
        for round in 0..<(roundKeys.count - 1) {
            let key = roundKeys[round + 1]
            if round.isMultiple(of: 2) {
                let roots = InlineArray<4, Variable> { [state] element in
                    let root = variable(2 * round + element, of: allRoots)
                    append(.fifthRoot, root, zero, zero, zero, state[element])
                    return root
                }
                state = InlineArray<4, Variable> { row in
                    output(
                        .rescueAffine(round: UInt8(round), row: UInt8(row)), roots[0], roots[1], roots[2], roots[3]
                    ) { matrix[row].product($0, $1, $2, $3) + key[row] }
                }
            } else {
                let outputs = values(from: [state[0], state[1], state[2], state[3]]) { values in
                    let powers = values.map(\.fifthPower)
                    return (0..<4).map { matrix[$0].product(powers[0], powers[1], powers[2], powers[3]) + key[$0] }
                }
                state = InlineArray<4, Variable> { [state] row in
                    let output = variable(row, of: outputs)
                    append(
                        .rescueFifthPowers(round: UInt8(round), row: UInt8(row)),
                        state[0], state[1], state[2], state[3], output)
                    return output
                }
            }
        }
        return state
    }

    /// The hash of any number of variables: bit padding, three absorbed by each permutation.
    ///
    /// The first block is permuted as it is, variable 0 as the capacity; every further one takes four additions.
    @inlinable
    public mutating func rescueHash(_ input: [Variable]) -> Variable {
        var padded = input + [one]
        while !padded.count.isMultiple(of: 3) { padded.append(zero) }
        var state = rescuePermutation([padded[0], padded[1], padded[2], zero])
        for start in stride(from: 3, to: padded.count, by: 3) {
            let block: InlineArray<4, Variable> = [padded[start], padded[start + 1], padded[start + 2], zero]
            let sum = InlineArray<4, Variable> { add(state[$0], block[$0]) }
            state = rescuePermutation(sum)
        }
        return state[0]
    }
}

/// Rescue's constants, where gadgets can inline their use.
@usableFromInline
enum RescueParameters {
    /// The rows of the matrix.
    @usableFromInline static let matrix = RescueConstants.mds
    /// The 25 round keys of the key 0.
    @usableFromInline static let roundKeys = Rescue.permutationRoundKeys

    /// The fifth roots that the permutation of four elements takes, in order.
    @usableFromInline
    static func fifthRoots(_ elements: [Fr]) -> [Fr] {
        RescuePermutation.current.fifthRoots(
            of: RescueState(elements[0], elements[1], elements[2], elements[3]))
    }
}

extension RescueState {
    /// Element `index` in 0…3.
    @inlinable
    @inline(__always)
    subscript(index: Int) -> Fr {
        switch index {
        case 0: s0
        case 1: s1
        case 2: s2
        default: s3
        }
    }

    /// The inner product with (a, b, c, d).
    @inlinable
    @inline(__always)
    func product(_ a: Fr, _ b: Fr, _ c: Fr, _ d: Fr) -> Fr { s0 * a + s1 * b + (s2 * c + s3 * d) }
}

extension Fr {
    /// a⁵.
    @inlinable
    @inline(__always)
    var fifthPower: Fr { squared.squared * self }
}
