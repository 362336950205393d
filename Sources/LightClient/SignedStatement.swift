import BN254
import Keccak

/// What the validators sign: a state, the stake table that follows it, and (V3) the authentication root.
///
/// Source: <doc:WhatIsSigned>; EspressoSystems/espresso-network `crates/hotshot/types/src/light_client.rs`.
public struct SignedStatement: Sendable, Hashable {
    /// The state.
    public var state: LightClientState
    /// The table after this state: the voting table itself except at an epoch root.
    public var nextStakeTable: StakeTableState
    /// 32 raw bytes, which may exceed r as an integer; all zero before protocol 0.4.
    public var authRoot: AuthRoot

    /// A statement.
    public init(state: LightClientState, nextStakeTable: StakeTableState, authRoot: AuthRoot = .zero) {
        self.state = state
        self.nextStakeTable = nextStakeTable
        self.authRoot = authRoot
    }

    /// This statement without what a contract of `version` does not know: those parts are zero.
    public func restricted(to version: ContractVersion) -> SignedStatement {
        SignedStatement(
            state: state, nextStakeTable: version.features.hasEpochs ? nextStakeTable : .zero,
            authRoot: version.features.hasAuthRoot ? authRoot : .zero)
    }

    /// The field elements that a validator signs for a contract of `version`.
    public func message(_ version: ContractVersion) -> [Fr] {
        switch version.features.signedForm {
        case .state: state.elements
        case .stateAndNextStakeTable: state.elements + nextStakeTable.elements
        case .digest: [digest]
        }
    }

    /// The V3 digest: ``keccak`` big-endian, reduced modulo r.
    public var digest: Fr { Fr(reducing: UInt256(bigEndian: keccak.span)) }

    /// The keccak-256 of ``preimage``, 32 bytes.
    public var keccak: [UInt8] { Keccak256.hash(preimage) }

    /// The 256 bytes that the V3 digest covers: eight words.
    ///
    /// They are the Solidity structs, so the threshold comes first among the fields of the table.
    public var preimage: [UInt8] {
        let words: [UInt256] = [
            UInt256(state.viewNumber), UInt256(state.blockHeight), state.blockCommitmentRoot.canonical,
            nextStakeTable.threshold.canonical, nextStakeTable.blsKeyCommitment.canonical,
            nextStakeTable.schnorrKeyCommitment.canonical, nextStakeTable.amountCommitment.canonical,
        ]
        return words.flatMap(\.bigEndianBytes) + authRoot.bytes
    }

    /// The number of public inputs of a proof for a contract of `version`.
    public static func publicInputCount(_ version: ContractVersion) -> Int {
        switch version.features.signedForm {
        case .state: 7
        case .stateAndNextStakeTable: 11
        case .digest: 5
        }
    }

    /// The public inputs of the proof for a contract of `version`, `votingStakeTable` being the table that votes.
    public func publicInputs(_ version: ContractVersion, votingStakeTable: StakeTableState) -> [Fr] {
        switch version.features.signedForm {
        case .state: state.elements + votingStakeTable.elements
        case .stateAndNextStakeTable: state.elements + votingStakeTable.elements + nextStakeTable.elements
        case .digest: votingStakeTable.elements + [digest]
        }
    }
}

/// The root of the authentication table: 32 raw bytes.
public struct AuthRoot: Sendable, Hashable {
    /// 32 bytes.
    public let bytes: [UInt8]

    /// The root of exactly 32 bytes, or nil for another number.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        self.bytes = bytes
    }

    private init() { bytes = [UInt8](repeating: 0, count: 32) }

    /// All zero.
    public static let zero = AuthRoot()

    /// `0x` and 64 hexadecimal digits.
    public var hexadecimal: String { UInt256(bigEndian: bytes.span).hexadecimalWord }
}
