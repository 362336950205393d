import BN254
import ConstraintSystem
import Foundation
import LightClient
import StateCircuit
import TestSupport

/// What the reference prints about one circuit: `Vectors/circuit_v*_cap*.json`.
///
/// Hashes are SHA-256 of elements as 32 bytes or of integers as 4 bytes, least significant first.
struct ReferenceCircuit: Decodable {
    struct Column: Decodable {
        let sha256: String
        let nonzero: Int
    }

    struct Instance: Decodable {
        let numEntries: Int
        let publicInputs: [String]
        let satisfied: Bool
        let wireValuesSha256: [String]
        let witnessSha256: String
    }

    /// The numbers of gates and variables at the end of a stage.
    struct Stage: Decodable, Equatable {
        let name: String
        let gates: Int
        let variables: Int

        init(from decoder: any Decoder) throws {
            var list = try decoder.unkeyedContainer()
            name = try list.decode(String.self)
            gates = try list.decode(Int.self)
            variables = try list.decode(Int.self)
        }

        init(name: String, gates: Int, variables: Int) {
            self.name = name
            self.gates = gates
            self.variables = variables
        }
    }

    let version: Int
    let capacity: Int
    let variant: String
    let domainLog2: Int
    let numGatesBeforePadding: Int
    let numVariables: Int
    let numPublicInputs: Int
    let pubInputGateIdsAfterRearrange: [Int]
    let stagesNumGatesNumVars: [Stage]
    let selectorsSha256: [String: Column]
    let sigmaEvalsSha256: [String]
    let wireVariablesSha256U32Le: [String]
    let wirePermutationSha256U32LeOfWireTimesNPlusGate: String
    let instance: Instance

    /// The names of the files, without the extension.
    static let names = [
        "circuit_v1_cap2", "circuit_v1_cap10", "circuit_v1_cap200", "circuit_v1_fixed_cap10",
        "circuit_v2_cap2", "circuit_v2_cap10", "circuit_v2_cap200", "circuit_v2_fixed_cap10",
        "circuit_v3_cap2", "circuit_v3_cap3", "circuit_v3_cap10", "circuit_v3_cap20", "circuit_v3_cap200",
        "circuit_v3_compat_cap10",
    ]

    /// The reference's names of the selectors, in order.
    static let selectorNames = [
        "q_lc0", "q_lc1", "q_lc2", "q_lc3", "q_mul0", "q_mul1", "q_hash0", "q_hash1", "q_hash2", "q_hash3", "q_o",
        "q_c", "q_ecc",
    ]

    static func load(_ name: String) throws -> ReferenceCircuit {
        try decodeJSON(Bundle.module.vectors(name + ".json"))
    }

    /// The circuit as the product makes it.
    func circuit() throws -> StateCircuit {
        guard let version = ContractVersion(rawValue: version) else {
            throw TestSupportError(description: "no version \(version)")
        }
        return try StateCircuit(
            version: version, capacity: capacity, rangeCheck: variant == "fixed" ? .canonical : .legacy)
    }
}
