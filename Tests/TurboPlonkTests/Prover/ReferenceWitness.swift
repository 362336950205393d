import BN254
import ConstraintSystem
import Foundation
import Kernels
import LightClient
import PolynomialCommitment
import Schnorr
import StateCircuit
import TestSupport
import Testing
import TurboPlonk

/// What a reference proof was made from: the update, the blinding factors, and the hashes of its polynomials.
struct ReferenceWitness: Sendable {
    let name: String
    let file: WitnessFile

    init(_ name: String) throws {
        self.name = name
        file = try decodeJSON(Bundle.module.vectors("proof_\(name).json"))
    }

    var circuit: StateCircuit {
        get throws {
            try StateCircuit(version: #require(ContractVersion(rawValue: file.version)), capacity: file.capacity)
        }
    }

    var update: StateUpdate {
        get throws {
            let inputs = file.inputs
            let state = LightClientState(
                viewNumber: inputs.lightClientState.viewNumber, blockHeight: inputs.lightClientState.blockHeight,
                blockCommitmentRoot: try Fr(hexadecimal: inputs.lightClientState.blockCommRoot))
            let authRoot = try inputs.authRoot.map { try #require(AuthRoot(hexBytes($0))) }
            return StateUpdate(
                statement: SignedStatement(
                    state: state, nextStakeTable: try inputs.nextStakeTableState?.state ?? .zero,
                    authRoot: authRoot ?? .zero),
                votingStakeTable: try inputs.votingStakeTableState.state,
                validators: try inputs.entries.map { entry in
                    StakeTableEntry(
                        consensusKey: try ConsensusKey(tagged: entry.blsVerKey),
                        stateKey: try VerificationKey(tagged: entry.schnorrVerKey),
                        stake: try UInt256(decimal: entry.stakeAmountDec))
                },
                signers: inputs.signerBits,
                signatures: try inputs.signatures.map { try SchnorrSignature(tagged: $0.taggedBase64) })
        }
    }

    var blinding: BlindingFactors {
        get throws {
            func scalars(_ texts: [String]) throws -> [Fr] { try texts.map { try Fr(hexadecimal: $0) } }
            let blinding = file.blinding
            return BlindingFactors(
                insecureWires: try blinding.wiresB0B1PerWire.map(scalars),
                permutationProduct: try scalars(blinding.prodPermB0B1B2),
                quotient: try scalars(blinding.quotientSplitB0ToB3))
        }
    }

    /// The witness in five columns.
    func wires() throws -> [Column] {
        let circuit = try circuit
        let wires = (0..<5).map { _ in Column(count: circuit.domainSize) }
        try circuit.witness(of: update, into: WireColumns(wires))
        return wires
    }
}

/// The parts of a proof file that say what the proof was made from.
struct WitnessFile: Decodable, Sendable {
    struct TableState: Decodable, Sendable {
        let blsKeyComm: String
        let schnorrKeyComm: String
        let amountComm: String
        let threshold: String

        var state: StakeTableState {
            get throws {
                StakeTableState(
                    blsKeyCommitment: try Fr(hexadecimal: blsKeyComm),
                    schnorrKeyCommitment: try Fr(hexadecimal: schnorrKeyComm),
                    amountCommitment: try Fr(hexadecimal: amountComm), threshold: try Fr(hexadecimal: threshold))
            }
        }
    }

    struct Entry: Decodable, Sendable {
        let blsVerKey: String
        let schnorrVerKey: String
        let stakeAmountDec: String
    }

    struct Signature: Decodable, Sendable {
        let taggedBase64: String
    }

    struct State: Decodable, Sendable {
        let viewNumber: UInt64
        let blockHeight: UInt64
        let blockCommRoot: String
    }

    struct Inputs: Decodable, Sendable {
        let entries: [Entry]
        let lightClientState: State
        let nextStakeTableState: TableState?
        let votingStakeTableState: TableState
        let authRoot: String?
        let signerBits: [Bool]
        let signatures: [Signature]
    }

    struct Blinding: Decodable, Sendable {
        let wiresB0B1PerWire: [[String]]
        let prodPermB0B1B2: [String]
        let quotientSplitB0ToB3: [String]
    }

    struct Polynomial: Decodable, Sendable {
        let coeffsSha256: String
    }

    struct Polynomials: Decodable, Sendable {
        let wiresMasked: [Polynomial]
        let prodPermMasked: Polynomial
        let prodPermEvalsSha256Unmasked: String
        let splitQuotientMasked: [Polynomial]
        let linearization: Polynomial
    }

    let version: Int
    let capacity: Int
    let tau: String
    let inputs: Inputs
    let blinding: Blinding
    let polynomials: Polynomials
}
