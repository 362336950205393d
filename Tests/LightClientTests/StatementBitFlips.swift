import BN254
import LightClient
import TaggedBase64
import Testing

/// The statements whose wire forms differ from those of one statement in a single bit.
struct StatementBitFlips {
    struct Flip {
        let part: String
        let position: Int
        let statement: SignedStatement
    }

    private(set) var statements: [Flip] = []
    /// The number of flips that a decoder refused: an element not below r.
    private(set) var refused = 0

    /// All flips in what a contract of `version` has signed: the state, from V2 the next table, in V3 the root too.
    init(of statement: SignedStatement, signedBy version: ContractVersion) throws {
        flip(statement.state.arkBytes, "state") { bytes in
            var other = statement
            other.state = try LightClientState(tagged: TaggedBase64.text(tag: LightClientState.tag, payload: bytes))
            return other
        }
        if version == .v1 { return }
        flip(statement.nextStakeTable.arkBytes, "next stake table") { bytes in
            var other = statement
            other.nextStakeTable = try StakeTableState(
                tagged: TaggedBase64.text(tag: StakeTableState.tag, payload: bytes))
            return other
        }
        if version == .v2 { return }
        flip(statement.authRoot.bytes, "authentication root") { bytes in
            var other = statement
            other.authRoot = try #require(AuthRoot(bytes))
            return other
        }
    }

    private mutating func flip(
        _ bytes: [UInt8], _ part: String, decode: ([UInt8]) throws -> SignedStatement
    ) {
        for position in 0..<8 * bytes.count {
            var flipped = bytes
            flipped[position / 8] ^= 1 << UInt8(position % 8)
            if let statement = try? decode(flipped) {
                statements.append(Flip(part: part, position: position, statement: statement))
            } else {
                refused += 1
            }
        }
    }
}
