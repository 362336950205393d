import Documents
import Kernels
import StateCircuit
import Synchronization
import TurboPlonk

/// An update that was checked, with all that its proof is made from: the key, and the witness unless a proof is kept.
///
/// The witness takes 160 bytes for every row of the circuit's domain: 160 MiB at capacity 200.
public struct PreparedProof: Sendable {
    /// What is to be proved.
    public let update: SignedState
    let circuit: StateCircuit
    let file: ProvingKeyFile
    /// The witness; empty if a proof may be in the cache.
    let witness: Witness
    /// The time for opening the key and computing the witness.
    let preparationTime: Duration

    /// The values of the wires, a column each, which are handed out once: so their memory is free as soon as the prover has
    /// no more need of it.
    final class Witness: Sendable {
        private let wires: Mutex<[Column]?>

        init(_ wires: [Column]?) { self.wires = Mutex(wires) }

        /// The wires, the first time.
        func take() -> [Column]? {
            wires.withLock { wires in
                defer { wires = nil }
                return wires
            }
        }
    }
}
