import JSON
import TestSupport

/// What relay, sequencer and validators may do wrong in a round: all kinds that `examples/devnet/network/README.md` lists,
/// for one to three requests.
///
/// Not among them is what would really be so. A next stake table that the validators have signed is the one that the contract
/// expects from then on. Another state of a block that they have signed is the one that the contract may have, so that the
/// relay's is wrong. A state of a height to come can be signed by them alone.
enum SoakFault {
    /// The kinds.
    static let kinds = [
        "status", "drop", "hang", "slow", "garbage", "truncated", "oversized", "not-ready", "frozen", "behind",
        "at-height", "wrong-epoch", "few-signers", "invalid-signatures", "unknown-keys", "duplicate-keys",
        "wrong-next-stake", "two-columns", "four-columns", "relabelled", "changed-entry", "changed-order",
        "other-table", "capacity-exceeded", "no-epoch-settings", "zero-epoch-height",
    ]
    private static let paths = ["*", "*/api/*", "*/availability/*", "*/node/*", "*/config/*", "*/validators/*"]

    /// A fault while the network is at `height`.
    static func random(upTo height: UInt64, using random: inout SeededGenerator) -> JSONValue {
        let kind = kinds[Int.random(in: 0..<kinds.count, using: &random)]
        var fault: JSONObject = ["kind": .string(kind)]
        func number(_ name: String, _ range: ClosedRange<UInt64>) {
            fault[name] = .number(JSONNumber(UInt64.random(in: range, using: &random)))
        }
        fault["count"] = .number(JSONNumber(UInt64.random(in: 1...3, using: &random)))
        fault["skip"] = .number(JSONNumber(UInt64.random(in: 0...2, using: &random)))
        fault["path"] = "*"
        switch kind {
        case "status":
            let codes: [UInt64] = [400, 403, 404, 429, 500, 502, 503, 504]
            fault["status"] = .number(JSONNumber(codes[Int.random(in: 0..<codes.count, using: &random)]))
        case "hang": number("milliseconds", 100...1000)
        case "slow": number("milliseconds", 50...600)
        case "truncated": number("bytes", 0...300)
        case "oversized": number("bytes", 1_000_000...80_000_000)
        case "behind": number("blocks", 1...12)
        case "at-height": number("height", 1...height)
        case "wrong-epoch", "relabelled", "other-table": number("epoch", 1...max(1, (height + 9) / 10))
        case "few-signers": number("signers", 0...1)
        case "invalid-signatures": number("signatures", 1...3)
        case "unknown-keys": number("keys", 1...3)
        default: break
        }
        if ["status", "drop", "hang", "slow", "garbage", "truncated", "oversized", "not-ready"].contains(kind) {
            fault["path"] = .string(paths[Int.random(in: 0..<paths.count, using: &random)])
        }
        return .object(fault)
    }
}
