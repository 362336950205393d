import BN254
import ConstraintSystem
import LightClient

/// The circuit of state updates: validators of a stake table, holding the threshold at least, signed a state.
///
/// It is the original's gate for gate, so that its proofs verify under the deployed keys. Source: <doc:CircuitOfAnUpdate>;
/// EspressoSystems/espresso-network `hotshot-state-prover/src/v{1,2,3}/circuit.rs`.
public struct StateCircuit: Sendable, Hashable {
    /// The contract the proofs are for.
    public let version: ContractVersion
    /// The number of validators that the circuit has slots for.
    public let capacity: Int
    /// Whether decompositions into 254 bits are checked to be canonical.
    public let rangeCheck: RangeCheck
    /// Which rows each part of the circuit takes.
    let layout: Layout

    /// The capacities of circuits: those whose gates fit into 2^25 rows in every version and with either range check.
    public static let capacities = StakeTable.capacities

    /// The circuit of one contract version.
    ///
    /// Without `rangeCheck` it is that of the deployed verifying key, see ``deployedRangeCheck(_:)``.
    /// Throws ``StateCircuitError/capacityOutOfRange(_:)``.
    public init(
        version: ContractVersion, capacity: Int, rangeCheck: RangeCheck? = nil
    ) throws(StateCircuitError) {
        guard StateCircuit.capacities.contains(capacity) else { throw .capacityOutOfRange(capacity) }
        self.version = version
        self.capacity = capacity
        self.rangeCheck = rangeCheck ?? StateCircuit.deployedRangeCheck(version)
        layout = Layout(StateConstraints(version: version, capacity: capacity, rangeCheck: self.rangeCheck))
    }

    /// The range check of the deployed verifying keys: canonical for V3, legacy for V1 and V2.
    public static func deployedRangeCheck(_ version: ContractVersion) -> RangeCheck {
        switch version {
        case .v1, .v2: .legacy
        case .v3: .canonical
        }
    }

    /// The number of gates before padding.
    public var gateCount: Int { layout.gateCount }

    /// log2 of the number of rows after padding.
    public var domainLogarithm: Int { CircuitStructure.domainLogarithm(gateCount: gateCount) }

    /// The number of rows after padding.
    public var domainSize: Int { 1 << domainLogarithm }

    /// The names of the public inputs, in order.
    public var publicInputNames: [String] { PublicInputs<Void>.names(version) }

    var constraints: StateConstraints {
        StateConstraints(version: version, capacity: capacity, rangeCheck: rangeCheck)
    }

    /// Selectors and wiring of the circuit.
    ///
    /// At capacity 200: about 50 MiB.
    public func structure() -> CircuitStructure {
        var builder = StructureBuilder(reservingGates: gateCount)
        let constraints = constraints
        let inputs = constraints.inputs(&builder, .dummy(version, capacity: capacity))
        constraints.threshold(&builder, inputs)
        constraints.schnorrKeyCommitment(&builder, inputs)
        constraints.amountCommitment(&builder, inputs)
        let validities = (0..<capacity).map { constraints.signatureValidity(&builder, inputs, slot: $0) }
        constraints.everySignerIsValid(&builder, inputs, validities)
        assert(builder.gateCount == gateCount)
        return CircuitStructure(finalizing: builder)
    }

    /// The public inputs of a proof of `update`, in the order of the contract.
    public func publicInputs(_ update: StateUpdate) -> [Fr] {
        update.statement.publicInputs(version, votingStakeTable: update.votingStakeTable)
    }
}
