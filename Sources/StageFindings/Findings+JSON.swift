import BN254
import CommandSupport
import JSON

/// The form of the file, as stages write it. The daemon alone reads it. Amounts of wei and stake are hexadecimal quantities,
/// as in the update document.
extension Findings {
    /// What the `schema` field holds.
    package static let schema = "stage-findings/1"

    /// The document.
    package var json: JSONValue {
        var failovers = JSONObject()
        for role in Provider.Role.allCases where self.failovers[role] != nil {
            failovers[role.rawValue] = .integer(self.failovers[role])
        }
        return [
            "schema": .string(Self.schema), "providers": .array(providers.map(\.json)),
            "failovers": .object(failovers), "signatures": signatures?.json ?? .null,
            "account": account.map { .string($0) } ?? .null,
            "pending_transactions": pending.map { .array($0.map(\.json)) } ?? .null,
            "settled_transactions": .array(settled.map(\.json)),
            "network": network.map { .string($0) } ?? .null,
        ]
    }
}

extension Findings.Signatures {
    /// For files.
    package var json: JSONValue {
        [
            "valid": .integer(valid), "dropped": .integer(dropped), "weight": .wei(weight),
            "threshold": .wei(threshold),
        ]
    }
}

extension Findings.PendingTransaction {
    /// For files.
    package var json: JSONValue {
        [
            "nonce": .integer(nonce), "hash": .string(hash), "height": .integer(height), "attempts": .integer(attempts),
            "offered_gas_price": .wei(offeredGasPrice),
        ]
    }
}

extension Findings.SettledTransaction {
    /// For files.
    package var json: JSONValue {
        [
            "hash": .string(hash), "state": .string(state), "gas_used": .integer(gasUsed), "cost": .wei(cost),
            "at": .integer(at),
        ]
    }
}

extension Provider {
    /// For files.
    package var json: JSONValue {
        [
            "role": .string(role.rawValue), "name": .string(name),
            "state": state.map { .string($0.rawValue) } ?? .null,
            "reason": reason.map { .string($0) } ?? .null, "height": .integer(height), "asked_at": .time(askedAt),
        ]
    }
}

/// Values as the daemon's files have them.
extension JSONValue {
    /// RFC 3339 in UTC with milliseconds; null for nil.
    package static func time(_ time: Timestamp?) -> JSONValue { time.map { .string($0.description) } ?? .null }
    /// A number; null for nil.
    package static func integer(_ value: UInt64?) -> JSONValue { value.map { .number(JSONNumber($0)) } ?? .null }
    /// A hexadecimal quantity; null for nil.
    package static func wei(_ value: UInt256?) -> JSONValue {
        value.map { .string($0.hexadecimalQuantity) } ?? .null
    }
}
