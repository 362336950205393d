import BN254
import JSON
import ProvingKeys
import TurboPlonk

/// What `prepare-keys` says about a key file.
public struct PreparedKey: Sendable {
    private let file: ProvingKeyFile
    private let circuit: CircuitIdentity

    /// The description of the key in `file`. Throws `.invalidHeader` for a key of another program.
    public init(_ file: ProvingKeyFile) throws(ProvingKeyFileError) {
        self.file = file
        circuit = try file.circuit
    }

    /// The verifying key, its hash, the production key it equals, and what the file says about itself.
    public var json: JSONValue {
        let key = file.verifyingKey
        var object: JSONObject = [
            "file": .string(file.path),
            "contract_version": .number(JSONNumber(circuit.contractVersion)),
            "capacity": .number(JSONNumber(circuit.capacity)),
            "range_check": .string(circuit.rangeCheck.rawValue),
            "coset_table": .bool(file.hasCosetTable),
            "lagrange_basis": .bool(file.hasLagrangeBasis),
            "insecure": .bool(file.description.isInsecure),
            "production": KnownKey(key).flatMap { $0.isOfProduction ? .string($0.name) : nil } ?? .null,
            "verifying_key_hash": .string(key.keccak.hexadecimalWord),
        ]
        for (name, value) in key.json { object[name] = value }
        return .object(object)
    }
}
