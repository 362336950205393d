import BN254
@testable import Kernels
import PolynomialCommitment
import Rescue

/// The sets of kernels on columns of scalars, against the definitions and so against each other.
let columnHarnesses: [Harness] = [
    // One value by the definition, at a place of the input's choice; the others are the same for all sets. And back.
    Harness("kernels-transforms", maximumLength: 384) { bytes in
        var input = Input(bytes)
        let domains = Transforms.domains[Int(input.byte()) % Transforms.domains.count]
        let element = input.element()
        let shift = element.isZero ? Fr.one : element
        let choice = Int(input.byte()) << 8 | Int(input.byte())
        var elements = Drawn(from: &input)
        guard let size = domains.first?.size, let generator = domains.first?.generator else { return }
        let coefficients = (0..<size).map { _ in elements.next() }
        let place = choice % size
        let point = shift * generator.power(variableTime: UInt256(UInt64(place)))
        let value = coefficients.reversed().reduce(Fr.zero) { $0 * point + $1 }
        var first: [Fr]?
        for (domain, kernels) in zip(domains, KernelTable.all) {
            let column = Column(copying: coefficients)
            domain.forward(column, cosetShift: shift)
            let values = column.elements
            claim(values == first ?? values, "\(kernels.name): other values")
            first = values
            let natural = Column(copying: values)
            domain.bitReverse(natural)
            claim(natural[place] == value, "\(kernels.name): another value at \(place) of \(size)")
            domain.inverse(column, cosetShift: shift)
            claim(column.elements == coefficients, "\(kernels.name): other coefficients")
        }
    },

    Harness("kernels-digits", maximumLength: 768) { bytes in
        var input = Input(bytes)
        let count = Int(input.byte()) % 20
        let scalars = (0..<count).map { _ in input.element() }
        let (shift, width) = (Int(input.byte()) & 63, 1 + Int(input.byte()) % 30)
        let reachesOn = shift + width >= 64 && input.byte() & 1 == 0
        let low = (0..<count).map { _ in input.uint64() }, high = (0..<count).map { _ in input.uint64() }
        let window = DigitWindow(
            low: StorageSlice(copying: low), high: reachesOn ? StorageSlice(copying: high) : nil, shift: shift,
            width: width)
        for kernels in KernelTable.all {
            let magnitudes = Storage<UInt64>(count: 4 * count)
            kernels.magnitudes(of: StorageSlice(copying: scalars), to: magnitudes.slice)
            claim(magnitudes.elements == scalars.flatMap(magnitude), "\(kernels.name): magnitudes")
            let codes = Storage<UInt32>(count: count)
            kernels.digits(window, to: codes.slice)
            for index in 0..<count {
                let bits = low[index] >> UInt64(shift) | (reachesOn ? high[index] << UInt64(64 - shift) : 0)
                claim(codes[index] == code(bits, width), "\(kernels.name): digit \(index)")
            }
        }
    },

    Harness("kernels-combinations", maximumLength: 512) { bytes in
        var input = Input(bytes)
        let first = Int(input.byte()) % 4, count = Int(input.byte()) % 24
        let (sourceCount, targetCount) = (Int(input.byte()) % 14, Int(input.byte()) % 4)
        // A target that is the source of this number, if there is one.
        let shared = Int(input.byte())
        var elements = Drawn(from: &input)
        let sources = elements.columns(sourceCount, first + count)
        let factors = (0..<sourceCount * targetCount).map { _ in elements.next() }
        let expected = (0..<targetCount).map { target in
            (first..<first + count).map { row in
                sources.indices.reduce(Fr.zero) { $0 + factors[target * sourceCount + $1] * sources[$1][row] }
            }
        }
        for kernels in KernelTable.all {
            let columns = sources.map { Column(copying: $0) }
            var targets = (0..<targetCount).map { _ in Column(count: first + count) }
            if shared < sourceCount, targetCount > 0 { targets[shared % targetCount] = columns[shared] }
            kernels.combine(
                LinearCombinations(
                    sources: columns.map(\.readOnly), targets: targets.map(\.slice), factors: factors,
                    rows: first..<first + count))
            claim(targets.map { Array($0.elements[first...]) } == expected, "\(kernels.name): combinations")
        }
    },

    Harness("kernels-permutation", maximumLength: 512) { bytes in
        var input = Input(bytes)
        let first = Int(input.byte()) % 4, count = Int(input.byte()) % 24
        var elements = Drawn(from: &input)
        let (wires, sigmas) = (elements.columns(5, first + count), elements.columns(5, first + count))
        let points = elements.columns(1, count)[0], pointFactors = elements.columns(1, 5)[0]
        let (beta, gamma) = (elements.next(), elements.next())
        let (identities, permuted) = products(wires, sigmas, first, points, pointFactors, beta, gamma)
        for kernels in KernelTable.all {
            let (numerators, denominators) = (Column(count: count), Column(count: count))
            kernels.permutationTerms(
                PermutationTerms(
                    wires: wires.map { StorageSlice(copying: $0) }, sigmas: sigmas.map { StorageSlice(copying: $0) },
                    rows: first..<first + count, points: StorageSlice(copying: points), pointFactors: pointFactors,
                    beta: beta, gamma: gamma, numerators: numerators.slice, denominators: denominators.slice))
            claim(numerators.elements == identities, "\(kernels.name): numerators")
            claim(denominators.elements == permuted, "\(kernels.name): denominators")
        }
    },

    Harness("kernels-quotient", maximumLength: 512) { bytes in
        var input = Input(bytes)
        let first = Int(input.byte()) % 4, count = Int(input.byte()) % 24, inputCount = Int(input.byte()) % 17
        var elements = Drawn(from: &input)
        let (wires, selectors) = (elements.columns(5, first + count), elements.columns(13, first + count))
        let sigmas = elements.columns(5, first + count)
        let others = elements.columns(max(0, inputCount - 1), count)
        // z, z(ωX), L_0 and the points.
        let rest = elements.columns(4, count)
        let pointFactors = elements.columns(1, 5)[0], publicInputFactors = elements.columns(1, inputCount)[0]
        let (lagrangeFactor, alpha, beta, gamma) = (elements.next(), elements.next(), elements.next(), elements.next())
        let (identities, permuted) = products(wires, sigmas, first, rest[3], pointFactors, beta, gamma)
        let expected = (0..<count).map { row in
            let gate = gate(wires.map { $0[first + row] }, selectors.map { $0[first + row] })
            var inputs = (publicInputFactors.first ?? .zero) * rest[2][row]
            for (factor, lagrange) in zip(publicInputFactors.dropFirst(), others) { inputs += factor * lagrange[row] }
            let argument = rest[0][row] * identities[row] - rest[1][row] * permuted[row]
            return gate + inputs + alpha * argument + lagrangeFactor * (rest[0][row] - .one) * rest[2][row]
        }
        func slices(_ columns: [[Fr]]) -> [StorageSlice<Fr>] { columns.map { StorageSlice(copying: $0) } }
        for kernels in KernelTable.all {
            let (parts, rows) = (slices(rest), first..<first + count)
            func numerators(_ selectors: [StorageSlice<Fr>], gates: StorageSlice<Fr>?) -> [Fr] {
                let numerators = Column(count: count)
                kernels.quotient(
                    QuotientTerms(
                        wires: slices(wires), selectors: selectors, sigmas: slices(sigmas), rows: rows, gates: gates,
                        product: parts[0], shiftedProduct: parts[1], lagrange: parts[2],
                        lagrangeFactor: lagrangeFactor, otherLagranges: slices(others),
                        publicInputFactors: publicInputFactors, points: parts[3], pointFactors: pointFactors,
                        alpha: alpha, beta: beta, gamma: gamma, numerators: numerators.slice))
                return numerators.elements
            }
            claim(numerators(slices(selectors), gates: nil) == expected, "\(kernels.name): quotients")
            let (low, high) = (
                [0, 1, 2, 3, 4, 5, 10, 11].map { selectors[$0] }, [6, 7, 8, 9, 12].map { selectors[$0] }
            )
            let gates = Column(count: count)
            kernels.arithmeticGates(
                ArithmeticGates(wires: slices(wires), selectors: slices(low), rows: rows, values: gates.slice))
            claim(numerators(slices(high), gates: gates.readOnly) == expected, "\(kernels.name): given gates")
        }
    },

    // By the definition, with the roots that a set has taken: an element has one fifth root. Those of the portable set take
    // forty times as long as their check, so it has its turn with one input in eight.
    Harness("kernels-rescue", maximumLength: 512) { bytes in
        var input = Input(bytes)
        let choice = input.byte()
        let isPortable = choice & 7 == 0
        let count = isPortable ? 1 : 1 + Int(choice >> 3) % 12
        var elements = Drawn(from: &input)
        let states = (0..<count).map { _ in
            RescueState(elements.next(), elements.next(), elements.next(), elements.next())
        }
        for (kernels, permutation) in Permutations.all where isPortable || kernels.name != KernelTable.portable.name {
            var permuted = states
            let rootCount = RescuePermutation.rootCount
            let roots = Column(count: rootCount * count)
            permutation.permute(&permuted, roots: roots)
            let all = roots.elements
            for (index, state) in states.enumerated() {
                let own = Array(all[rootCount * index..<rootCount * (index + 1)])
                claim(Permutations.definition(state, roots: own) == permuted[index], "\(kernels.name): a state")
            }
        }
    },
]

extension Input {
    /// An element that may be at an end of the range, as an integer or in memory.
    mutating func element() -> Fr {
        let value = edge(of: Fr.modulus)
        return byte() & 1 == 1 && value < Fr.modulus ? Fr(uncheckedMontgomery: value) : Fr(reducing: value)
    }
}

/// Any number of elements, drawn from the few of an input.
private struct Drawn {
    private let elements: [Fr]
    private var state: UInt64

    init(from input: inout Input) {
        elements = [.zero, .one] + (0..<1 + Int(input.byte() & 7)).map { _ in input.element() }
        state = input.uint64()
    }

    mutating func next() -> Fr {
        // Knuth's linear congruences; the upper bits are the better ones.
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return elements[Int(state >> 33) % elements.count]
    }

    mutating func columns(_ number: Int, _ count: Int) -> [[Fr]] {
        (0..<number).map { _ in (0..<count).map { _ in next() } }
    }
}

private enum Transforms {
    /// For each size the domains of all sets: of one row and of many, with eight lanes and with one.
    static let domains = [3, 6, 7, 8, 9, 11].map { logarithm in
        KernelTable.all.map { EvaluationDomain(logarithm: logarithm, kernels: $0) }
    }
}

/// Twice the absolute value, and the sign in the highest bit.
private func magnitude(_ scalar: Fr) -> [UInt64] {
    let value = scalar.canonical
    let opposite = Fr.modulus &- value
    let isNegative = opposite < value
    let shorter = isNegative ? opposite : value
    let twice = shorter &+ shorter
    return [twice.limb0, twice.limb1, twice.limb2, twice.limb3 | (isNegative ? 1 << 63 : 0)]
}

/// The digit's definition: (b_c … b_1) + b_0 − 2^c·b_c.
private func code(_ bits: UInt64, _ width: Int) -> UInt32 {
    let bits = bits & (1 << UInt64(width + 1) - 1)
    let isNegative = bits >> UInt64(width) == 1
    let digit = Int64(bits >> 1) + Int64(bits & 1) - (isNegative ? 1 << Int64(width) : 0)
    return UInt32(2 * digit.magnitude) | (isNegative ? 1 : 0)
}

/// Π (w_i + γ + β·k_i·x) and Π (w_i + γ + β·σ_i) for every row.
private func products(
    _ wires: [[Fr]], _ sigmas: [[Fr]], _ first: Int, _ points: [Fr], _ pointFactors: [Fr], _ beta: Fr, _ gamma: Fr
) -> (identities: [Fr], permuted: [Fr]) {
    func product(_ row: Int, _ term: (Int) -> Fr) -> Fr {
        (0..<5).reduce(Fr.one) { $0 * (wires[$1][first + row] + gamma + term($1)) }
    }
    return (
        points.indices.map { row in product(row) { pointFactors[$0] * points[row] } },
        points.indices.map { row in product(row) { beta * sigmas[$0][first + row] } }
    )
}

/// The gate's equation.
private func gate(_ w: [Fr], _ q: [Fr]) -> Fr {
    var sum = q[11] - q[10] * w[4] + q[12] * w.reduce(.one) { $0 * $1 }
    for index in 0..<4 {
        sum += q[index] * w[index] + q[6 + index] * w[index].squared.squared * w[index]
    }
    return sum + q[4] * w[0] * w[1] + q[5] * w[2] * w[3]
}

private enum Permutations {
    static let all = KernelTable.all.map { ($0, RescuePermutation($0)) }

    /// What the rounds give with these roots; nil unless each is one.
    static func definition(_ state: RescueState, roots: [Fr]) -> RescueState? {
        let (keys, matrix) = (Rescue.permutationRoundKeys, RescueConstants.mds)
        func product(_ row: RescueState, _ s: [Fr]) -> Fr {
            row.s0 * s[0] + row.s1 * s[1] + row.s2 * s[2] + row.s3 * s[3]
        }
        func affine(_ s: [Fr], _ key: RescueState) -> [Fr] {
            zip((0..<4).map { product(matrix[$0], s) }, key.elements).map { $0 + $1 }
        }
        func fifthPowers(_ s: [Fr]) -> [Fr] { s.map { $0.squared.squared * $0 } }
        var s = (state + keys[0]).elements
        for round in 0..<keys.count / 2 {
            let own = Array(roots[4 * round..<4 * round + 4])
            guard own.allSatisfy({ $0.montgomery < Fr.modulus }), fifthPowers(own) == s else { return nil }
            s = affine(fifthPowers(affine(own, keys[2 * round + 1])), keys[2 * round + 2])
        }
        return RescueState(s[0], s[1], s[2], s[3])
    }
}
