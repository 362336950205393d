import BN254
import TaggedBase64

/// The commitment of one stake table: a hash of each column, and the stake that must sign.
///
/// The order of the fields here is that of JSON payloads, of the V1 and V2 messages and of the public inputs. The
/// Solidity struct, and with it the V3 digest, has the threshold first. Source: <doc:StatesAndStakeTables>.
public struct StakeTableState: Sendable, Hashable {
    /// The hash of the BLS keys.
    public var blsKeyCommitment: Fr
    /// The hash of the Schnorr keys.
    public var schnorrKeyCommitment: Fr
    /// The hash of the amounts.
    public var amountCommitment: Fr
    /// The stake that must have signed, as a field element.
    public var threshold: Fr

    /// A commitment.
    public init(blsKeyCommitment: Fr, schnorrKeyCommitment: Fr, amountCommitment: Fr, threshold: Fr) {
        self.blsKeyCommitment = blsKeyCommitment
        self.schnorrKeyCommitment = schnorrKeyCommitment
        self.amountCommitment = amountCommitment
        self.threshold = threshold
    }

    /// All zero: what V1 bundles in V2 shape have as their next table.
    public static let zero = StakeTableState(
        blsKeyCommitment: .zero, schnorrKeyCommitment: .zero, amountCommitment: .zero, threshold: .zero)

    /// BLS, Schnorr, amount, threshold: the order of messages and public inputs.
    public var elements: [Fr] { [blsKeyCommitment, schnorrKeyCommitment, amountCommitment, threshold] }
}

extension StakeTableState {
    /// The tag of the text form.
    public static let tag = "STAKE_TABLE_STATE"

    /// 128 bytes: the four elements little-endian.
    public var arkBytes: [UInt8] { elements.flatMap(\.littleEndianBytes) }

    /// `STAKE_TABLE_STATE~…`.
    public var tagged: String { TaggedBase64.text(tag: StakeTableState.tag, payload: arkBytes) }

    /// Decodes `STAKE_TABLE_STATE~…`.
    ///
    /// Throws `TaggedBase64Error` or `BN254Error`: wrong length, an element not below r.
    public init(tagged text: String) throws {
        let bytes = try TaggedBase64(parsing: text, expectedTag: StakeTableState.tag, maximumPayload: 128).payload
        guard bytes.count == 128 else {
            throw BN254Error.wrongLength(of: "stake table state", expected: 128, found: bytes.count)
        }
        func element(_ index: Int, _ name: String) throws(BN254Error) -> Fr {
            let value = UInt256(littleEndian: bytes.span, at: 32 * index)
            guard value < Fr.modulus else { throw .notCanonical(name) }
            return try Fr(canonical: value)
        }
        self.init(
            blsKeyCommitment: try element(0, "BLS key commitment"),
            schnorrKeyCommitment: try element(1, "Schnorr key commitment"),
            amountCommitment: try element(2, "amount commitment"),
            threshold: try element(3, "threshold"))
    }
}
