import BN254
import CommandSupport
import DaemonStatus
import Documents
import JSON
import LightClient
import StageFindings

/// What the status takes from the documents that pass. What a document does not tell, or not in the known form, is nil:
/// the stages are the ones that insist.
extension UpdateDocument {
    private var networkSchedule: EpochSchedule? { try? schedule() }

    /// The contract as `read-contract` found it.
    func contract(at time: Timestamp) -> SupervisorStatus.Contract? {
        guard let contract = try? contract(), let address = try? contract.addressText(),
            let chainID = try? contract.chainID(), let version = try? contract.version(),
            let (height, view) = try? contract.heightAndView()
        else { return nil }
        return SupervisorStatus.Contract(
            address: address, chainID: chainID, version: version.rawValue, height: height, view: view,
            epoch: networkSchedule?.epochIfEnabled(at: height), readAt: time)
    }

    /// The account's balance in wei.
    var balance: UInt256? { try? contract()?.accountBalance() }

    /// The newest state that the relay had.
    var relay: SupervisorStatus.Relay? {
        guard let state = try? bundleState() else { return nil }
        return SupervisorStatus.Relay(
            height: state.blockHeight, view: state.viewNumber,
            epoch: networkSchedule?.epochIfEnabled(at: state.blockHeight))
    }

    /// The state that the document is to bring to the contract.
    var updatedState: LightClientState? {
        if let state = try? updateState() { return state }
        return try? bundleState()
    }

    /// The epoch of a height on this document's network; nil before epochs.
    func epoch(at height: UInt64) -> UInt64? { networkSchedule?.epochIfEnabled(at: height) }

    /// The time for the proof in seconds; nil if it was not made now.
    var proofSeconds: Double? { (try? provingTime()).map { Double($0) / 1000 } }

    /// The key that the proof was made with, or verified with if it was kept.
    var provingKey: SupervisorStatus.ProvingKey? {
        guard let proof = part("proof"), let capacity = try? proof.field("capacity").int(),
            let hash = try? proof.field("verifying_key_hash").string()
        else { return nil }
        let version = (try? contract()?.version()) ?? nil
        return SupervisorStatus.ProvingKey(
            version: version?.rawValue, capacity: capacity, hash: String(hash.prefix(Provider.nameLimit)),
            isInsecure: (try? proof.field("insecure").bool()) ?? false)
    }

    /// The peak memory of the process that made the proof, in bytes; nil if it was not made now.
    var proverMemory: UInt64? {
        proofSeconds == nil ? nil : part("proof").flatMap { try? $0.field("peak_memory_bytes").uint64() }
    }

    /// The base fee when the contract was read, in wei.
    var baseFee: UInt256? { amount("base_fee", of: "contract") }
    /// The most that the transaction offers for one gas, in wei.
    var offeredGasPrice: UInt256? {
        amount("max_fee_per_gas", of: "transaction") ?? amount("gas_price", of: "transaction")
    }
    /// What the transaction paid for one gas, in wei.
    var paidGasPrice: UInt256? { amount("effective_gas_price", of: "transaction") }

    // What only the status wants of a part is read here, so that no other command carries it.
    private func part(_ name: String) -> JSONReader? { (try? reader.optionalField(name)) ?? nil }

    private func amount(_ name: String, of part: String) -> UInt256? {
        guard let field = try? self.part(part)?.optionalField(name), let text = try? field.string() else { return nil }
        return try? UInt256(hexadecimal: text)
    }

    /// The state of the transaction at its end, such as `final`.
    var transactionState: String? { try? transaction()?.state() }
    /// The hash of the transaction.
    var transactionHash: String? { try? transaction()?.hash() }
    /// What the transaction cost in wei.
    var cost: UInt256? { try? transaction()?.cost() }
    /// The gas that the transaction used.
    var gasUsed: UInt64? { try? transaction()?.gasUsed() }
    /// Why there is nothing to do.
    var reasonForNothing: String? { try? reason() }
}
