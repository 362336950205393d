import BN254
import JSON
import LightClient
import LightClientJSON

/// The keys of a state in the document: the tagged text, and beside it what the text holds, as plain values.
///
///     "state":"LIGHT_CLIENT_STATE~…","block_height":250,"view_number":257,"block_comm_root":"0x0123…"
///
/// The plain values are for people and for `jq`. They may be missing, as older versions did not write them; where they
/// stand they must be those of the state.
struct StateFields {
    /// The key of the tagged text.
    let state: String
    let height: String
    let view: String
    let root: String

    /// `state` of `bundle` and `update`: what was signed.
    static let signed = StateFields(state: "state", prefix: "")
    /// `finalized_state` of `contract`.
    static let finalized = StateFields(state: "finalized_state", prefix: "")
    /// `genesis_state` of `contract`.
    static let genesis = StateFields(state: "genesis_state", prefix: "genesis_")
    /// `finalized_state` of `update`: what the contract holds before it.
    static let finalizedBefore = StateFields(state: "finalized_state", prefix: "finalized_")

    private init(state: String, prefix: String) {
        self.state = state
        height = prefix + "block_height"
        view = prefix + "view_number"
        root = prefix + "block_comm_root"
    }

    /// Adds `state` to `object`: the tagged text, then the plain values.
    func write(_ value: LightClientState, to object: inout JSONObject) {
        object[state] = .string(value.tagged)
        object[height] = .number(JSONNumber(value.blockHeight))
        object[view] = .number(JSONNumber(value.viewNumber))
        object[root] = .string(value.blockCommitmentRoot.hexadecimal)
    }

    /// Adds `value` to `object` in the order of `contract`: view, height and root, then the tagged text.
    func writePlainFirst(_ value: LightClientState, to object: inout JSONObject) {
        object[view] = .number(JSONNumber(value.viewNumber))
        object[height] = .number(JSONNumber(value.blockHeight))
        object[root] = .string(value.blockCommitmentRoot.hexadecimal)
        object[state] = .string(value.tagged)
    }

    /// Reads the state from `object`. Throws unless the text is there and the plain values are its own.
    func read(_ object: JSONReader) throws(JSONError) -> LightClientState {
        let text = try object.field(state)
        let value = try text.lightClientState()
        for (key, expected) in [(height, value.blockHeight), (view, value.viewNumber)] {
            guard let plain = try object.optionalField(key), try plain.uint64() != expected else { continue }
            throw plain.error("expected \(expected) as in \(text.path), found \(try plain.uint64())")
        }
        if let plain = try object.optionalField(root) {
            let expected = value.blockCommitmentRoot
            guard try plain.uint256() == expected.canonical else {
                throw plain.error("expected \(expected.hexadecimal) as in \(text.path)")
            }
        }
        return value
    }

    /// Throws if `object` has the text and beside it a plain value that is not the text's own.
    func check(_ object: JSONReader) throws(JSONError) {
        let members = try object.object()
        guard members[state] != nil, [height, view, root].contains(where: { members[$0] != nil }) else { return }
        _ = try read(object)
    }
}
