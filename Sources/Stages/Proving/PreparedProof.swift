import Kernels
import StateCircuit
import TurboPlonk

/// An update that was checked, with all that its proof is made from: the key, and the witness unless a proof is kept.
///
/// The witness takes 160 bytes for every row of the circuit's domain: 160 MiB at capacity 200.
public struct PreparedProof: Sendable {
    /// What is to be proved.
    public let update: ProvableUpdate
    let circuit: StateCircuit
    let file: ProvingKeyFile
    /// The values of the wires, a column each; nil if a proof may be in the cache.
    let wires: [Column]?
    /// The time for opening the key and computing the witness.
    let preparationTime: Duration
}
