import BN254
import Rescue
import TaggedBase64

/// A validator's BLS key for consensus: a point of G2. The prover only hashes it, in stake-table commitments.
public struct ConsensusKey: Sendable, Hashable {
    /// The point.
    public let point: G2Point

    /// The key of a point on the curve.
    public init(_ point: G2Point) { self.point = point }

    /// The tag of the text form.
    public static let tag = "BLS_VER_KEY"

    /// `BLS_VER_KEY~…`.
    public var tagged: String { TaggedBase64.text(tag: ConsensusKey.tag, payload: point.arkUncompressed) }

    /// Decodes `BLS_VER_KEY~…`: 128 bytes, x and y, flags in the last byte.
    ///
    /// The point is checked to be on the curve. It enters no pairing here, so the subgroup is not checked, as the
    /// network's own decoder does not.
    /// Throws `TaggedBase64Error` or `BN254Error`.
    public init(tagged text: String) throws {
        let payload = try TaggedBase64(parsing: text, expectedTag: ConsensusKey.tag, maximumPayload: 128).payload
        self.init(try G2Point(arkUncompressed: payload, checkingSubgroup: false))
    }

    /// Three elements: the compressed form in chunks of 31, 31 and 2 bytes, little-endian.
    ///
    /// The flags of the compressed form thus enter the third element. Source: <doc:StatesAndStakeTables>.
    public var elements: [Fr] { Rescue.elements(of: point.arkCompressed) }
}
