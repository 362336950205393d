import BN254
import JSON
import TurboPlonk

/// What `prepare-keys` says about a key file.
public struct PreparedKey: Sendable {
    private let file: ProvingKeyFile

    /// The description of the key in `file`.
    public init(_ file: ProvingKeyFile) { self.file = file }

    /// The verifying key, its hash, the production key it equals, and what the file says about itself.
    public var json: JSONValue {
        let (key, description) = (file.verifyingKey, file.description)
        var object: JSONObject = [
            "file": .string(file.path),
            "contract_version": .number(JSONNumber(description.contractVersion)),
            "capacity": .number(JSONNumber(description.capacity)),
            "range_check": .string(description.rangeCheck.rawValue),
            "coset_table": .bool(file.hasCosetTable),
            "lagrange_basis": .bool(file.hasLagrangePowers),
            "insecure": .bool(description.isInsecure),
            "production": KnownKey(key).map { .string($0.name) } ?? .null,
            "verifying_key_hash": .string(key.keccak.hexadecimalWord),
        ]
        for (name, value) in key.json { object[name] = value }
        return .object(object)
    }
}
