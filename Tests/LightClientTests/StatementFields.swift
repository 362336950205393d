import BN254
import LightClient

/// A light-client state as the reference prints it, field by field.
struct StateFields: Decodable {
    let viewNumber: UInt64
    let blockHeight: UInt64
    let blockCommRoot: String
}

/// The commitment of a stake table as the reference prints it, field by field.
struct StakeTableFields: Decodable {
    let blsKeyComm: String
    let schnorrKeyComm: String
    let amountComm: String
    let threshold: String
}

extension LightClientState {
    /// The state of hexadecimal fields.
    init(_ fields: StateFields) throws {
        self.init(
            viewNumber: fields.viewNumber, blockHeight: fields.blockHeight,
            blockCommitmentRoot: try Fr(hexadecimal: fields.blockCommRoot))
    }
}

extension StakeTableState {
    /// The commitment of hexadecimal fields.
    init(_ fields: StakeTableFields) throws {
        self.init(
            blsKeyCommitment: try Fr(hexadecimal: fields.blsKeyComm),
            schnorrKeyCommitment: try Fr(hexadecimal: fields.schnorrKeyComm),
            amountCommitment: try Fr(hexadecimal: fields.amountComm),
            threshold: try Fr(hexadecimal: fields.threshold))
    }
}
