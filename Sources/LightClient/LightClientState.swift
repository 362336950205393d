import BN254
import TaggedBase64

/// The state of the consensus network that the contract keeps: what validators sign.
public struct LightClientState: Sendable, Hashable {
    /// The view in which the block was decided.
    public var viewNumber: UInt64
    /// The block's height.
    public var blockHeight: UInt64
    /// The root of the block commitments' Merkle tree.
    public var blockCommitmentRoot: Fr

    /// A state.
    public init(viewNumber: UInt64, blockHeight: UInt64, blockCommitmentRoot: Fr) {
        self.viewNumber = viewNumber
        self.blockHeight = blockHeight
        self.blockCommitmentRoot = blockCommitmentRoot
    }

    /// View, height, root: the order of the V1 message and of the public inputs.
    public var elements: [Fr] { [Fr(viewNumber), Fr(blockHeight), blockCommitmentRoot] }
}

extension LightClientState {
    /// The tag of the text form.
    public static let tag = "LIGHT_CLIENT_STATE"

    /// 48 bytes: view and height as u64, root, all little-endian.
    public var arkBytes: [UInt8] {
        UInt256(viewNumber).littleEndianBytes.prefix(8) + UInt256(blockHeight).littleEndianBytes.prefix(8)
            + blockCommitmentRoot.littleEndianBytes
    }

    /// `LIGHT_CLIENT_STATE~…`.
    public var tagged: String { TaggedBase64.text(tag: LightClientState.tag, payload: arkBytes) }

    /// Decodes `LIGHT_CLIENT_STATE~…`.
    ///
    /// Throws `TaggedBase64Error` or `BN254Error`: wrong length, root not below r.
    public init(tagged text: String) throws {
        let bytes = try TaggedBase64(parsing: text, expectedTag: LightClientState.tag, maximumPayload: 48).payload
        guard bytes.count == 48 else {
            throw BN254Error.wrongLength(of: "light client state", expected: 48, found: bytes.count)
        }
        let root = UInt256(littleEndian: bytes.span, at: 16)
        guard root < Fr.modulus else { throw BN254Error.notCanonical("block commitment root") }
        self.init(
            viewNumber: UInt64(littleEndian: bytes.span, at: 0), blockHeight: UInt64(littleEndian: bytes.span, at: 8),
            blockCommitmentRoot: try Fr(canonical: root))
    }
}
