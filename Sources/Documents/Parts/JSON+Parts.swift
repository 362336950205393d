import JSON
import LightClient

extension JSONValue {
    /// A string, null for none.
    static func text(_ text: String?) -> JSONValue { text.map(JSONValue.string) ?? .null }

    /// A number, null for none.
    static func integer(_ value: UInt64?) -> JSONValue { value.map { .number(JSONNumber($0)) } ?? .null }

    /// A number of blocks or a height, null for 2^64 − 1, which means "never": `jq` before 1.7 rounds that number.
    static func nullIfNever(_ value: UInt64) -> JSONValue { value == .max ? .null : .number(JSONNumber(value)) }
}

extension JSONReader {
    /// The member `name` as ``JSONValue/nullIfNever(_:)`` writes it; nil if there is no such member.
    func neverIfNull(_ name: String) throws(JSONError) -> UInt64? {
        guard let member = try object()[name] else { return nil }
        return member == .null ? .max : try field(name).uint64()
    }

    /// The number of a contract version.
    func contractVersion() throws(JSONError) -> ContractVersion {
        guard let version = ContractVersion(rawValue: try int()) else {
            throw error("expected \(ContractVersion.choices)")
        }
        return version
    }
}
