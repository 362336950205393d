import JSON

/// Faults as `/control/faults` takes and shows them.
extension Fault {
    /// The fault that a request asks for: `kind`, its parameters, and `name`, `path`, `skip`, `count`.
    ///
    /// `height` is the network's. Throws ``NetworkError/control(_:)``.
    init(_ body: ControlBody, height: UInt64) throws(NetworkError) {
        guard let kind = try body.text("kind") else { throw .control("kind: missing") }
        effect = try FaultEffect(kind, body, height: height)
        name = try body.text("name") ?? kind
        path = try body.text("path") ?? "*"
        skip = try body.count("skip") ?? 0
        count = try body.count("count")
        parameters = body.object
        for (key, _) in parameters where !Fault.parameterNames.contains(key) {
            throw .control("\(key): no such parameter")
        }
    }

    /// The members of a request.
    private static let parameterNames: Set<String> = [
        "kind", "name", "path", "skip", "count", "status", "body", "milliseconds", "bytes", "height", "blocks", "epoch",
        "signers", "signatures", "keys", "signed",
    ]

    /// The fault with what it has done so far.
    var document: JSONValue {
        var document: JSONObject = ["name": .string(name)]
        for (key, value) in parameters { document[key] = value }
        document["path"] = .string(path)
        document["requests"] = .number(JSONNumber(requests))
        document["hits"] = .number(JSONNumber(hits))
        return .object(document)
    }
}

extension FaultEffect {
    /// The longest body that is made up, in bytes.
    static let longestBody: UInt64 = 1 << 30

    /// The effect of a kind.
    init(_ kind: String, _ body: ControlBody, height: UInt64) throws(NetworkError) {
        switch kind {
        case "status":
            guard let status = try body.count("status"), (200...599).contains(status) else {
                throw .control("status: expected 200 to 599")
            }
            self = .status(status, body: try body.text("body"))
        case "drop": self = .drop
        case "hang": self = .hang(.milliseconds(try body.count("milliseconds") ?? 1_000_000))
        case "slow": self = .slow(.milliseconds(try body.count("milliseconds") ?? 1_000))
        case "garbage": self = .garbage
        case "truncated": self = .truncated(try body.count("bytes"))
        case "oversized":
            let bytes = try body.integer("bytes") ?? 100 << 20
            guard bytes <= FaultEffect.longestBody else { throw .control("bytes: expected at most 1073741824") }
            self = .oversized(Int(bytes))
        case "not-ready": self = .notReady
        case "frozen": self = .atHeight(height)
        case "at-height":
            guard let height = try body.integer("height"), height <= NetworkSettings.maximumHeight else {
                throw .control("height: expected one up to \(NetworkSettings.maximumHeight)")
            }
            self = .atHeight(height)
        case "behind": self = .behind(try body.integer("blocks") ?? 1)
        case "wrong-epoch": self = .wrongEpoch(try FaultEffect.epoch(body))
        case "few-signers": self = .signers(try body.count("signers") ?? 1)
        case "invalid-signatures": self = .invalidSignatures(try body.count("signatures") ?? 1)
        case "unknown-keys": self = .unknownKeys(try body.count("keys") ?? 1)
        case "duplicate-keys": self = .duplicateKeys
        case "wrong-next-stake": self = .wrongNextStake(isSigned: try body.flag("signed") ?? false)
        case "two-columns": self = .twoColumns
        case "four-columns": self = .fourColumns
        case "relabelled": self = .relabelled(try FaultEffect.epoch(body))
        case "other-state": self = .otherState
        case "changed-entry": self = .changedEntry
        case "changed-order": self = .changedOrder
        case "other-table": self = .otherTable(try FaultEffect.epoch(body))
        case "capacity-exceeded": self = .capacityExceeded
        case "no-epoch-settings": self = .noEpochSettings
        case "zero-epoch-height": self = .zeroEpochHeight
        default: throw .control("kind: no such fault")
        }
    }

    private static func epoch(_ body: ControlBody) throws(NetworkError) -> UInt64 {
        guard let epoch = try body.integer("epoch"), (1...UInt64(UInt32.max)).contains(epoch) else {
            throw .control("epoch: expected one from 1 to \(UInt32.max)")
        }
        return epoch
    }
}
