import BN254
import StateCircuit
import TurboPlonk

/// What a key has beyond the columns of its circuit.
enum KeyTable: CaseIterable, Sendable {
    case none, cosets, lagrangeBasis
    /// A coset table of which every other column would have to be fetched from the disk.
    case cachedCosets
}

extension StateCircuit {
    /// The key of the circuit for the powers of a known τ.
    func key(insecureTau tau: Fr, table: KeyTable = .lagrangeBasis) throws -> ProvingKey {
        let setup = UniversalSetup.insecure(tau: tau, rowCount: domainSize)
        return try KeyGeneration(of: structure(), from: setup).key(
            hasCosetTable: table == .cosets || table == .cachedCosets, hasLagrangeBasis: table == .lagrangeBasis)
    }
}
