import BN254

/// One step of a program that computes a power:
/// `registers[target] = registers[base]^(2^squarings)·registers[factor]`.
///
/// Register 0 has the base of the power; the last step's target has the result.
public struct PowerStep: Sendable, Hashable, BitwiseCopyable {
    /// Registers are below this.
    public static let registerCount = 32

    /// Where the product goes; not 0.
    public var target: UInt8
    /// What is squared.
    public var base: UInt8
    /// How often.
    public var squarings: UInt8
    /// What it is then multiplied with.
    public var factor: UInt8

    /// A step. Traps for a register that is not there.
    public init(target: UInt8, base: UInt8, squarings: UInt8, factor: UInt8) {
        let registers = 0..<UInt8(PowerStep.registerCount)
        precondition(registers.contains(target) && registers.contains(base) && registers.contains(factor))
        precondition(target != 0)
        self.target = target
        self.base = base
        self.squarings = squarings
        self.factor = factor
    }

    /// The power of `x` that `steps` compute; `x` itself without steps.
    public static func power(of x: Fr, _ steps: Storage<PowerStep>) -> Fr {
        withUnsafeTemporaryAllocation(of: Fr.self, capacity: registerCount) { registers in
            registers.initialize(repeating: x)
            var result = x
            for index in 0..<steps.count {
                let step = steps[index]
                result =
                    registers[Int(step.base)].squared(times: Int(step.squarings)) * registers[Int(step.factor)]
                registers[Int(step.target)] = result
            }
            return result
        }
    }
}

/// The constants of a Rescue permutation of four scalars, as one set of kernels reads them.
///
/// A key is added; then every double round takes the root of each element, multiplies by the matrix, adds a key, takes the
/// fifth powers, multiplies by the matrix, and adds a key.
public struct RescueTable: Sendable {
    /// The number of double rounds.
    public let doubleRounds: Int
    /// How a root is computed.
    public let root: Storage<PowerStep>
    /// The matrix, row by row, times ``KernelTable/factorScale``.
    let matrix: Storage<Fr>
    /// The keys, 2·doubleRounds + 1 times four elements, times ``KernelTable/factorScale``.
    let roundKeys: Storage<Fr>

    /// The table for `kernels`: 16 elements of matrix, row by row, and an odd number of keys of four elements each.
    public init(matrix: [Fr], roundKeys: [Fr], root: [PowerStep], for kernels: KernelTable) {
        precondition(matrix.count == 16 && roundKeys.count % 8 == 4 && !root.isEmpty)
        doubleRounds = roundKeys.count / 8
        self.root = Storage(copying: root)
        (self.matrix, self.roundKeys) = (Storage(count: 16), Storage(count: roundKeys.count))
        for (index, element) in matrix.enumerated() { self.matrix[index] = element * kernels.factorScale }
        for (index, element) in roundKeys.enumerated() { self.roundKeys[index] = element * kernels.factorScale }
    }
}

/// States of a Rescue permutation, each of which is permuted once.
public struct RescueStates {
    /// The states, four elements each; the permuted ones replace them.
    let states: MutableStorageSlice<Fr>
    /// The constants, for this set of kernels.
    let table: RescueTable
    /// Takes the roots, if anybody wants them: 4·doubleRounds elements for every state, in the order of computation.
    let roots: MutableStorageSlice<Fr>?

    /// These states. Traps unless there are four elements for each, and as many roots as they have, if any.
    public init(states: MutableStorageSlice<Fr>, table: RescueTable, roots: MutableStorageSlice<Fr>? = nil) {
        precondition(states.count.isMultiple(of: 4))
        precondition(roots.map { $0.count == table.doubleRounds * states.count } ?? true)
        self.states = states
        self.table = table
        self.roots = roots
    }

    /// The number of states.
    var count: Int { states.count / 4 }
}
