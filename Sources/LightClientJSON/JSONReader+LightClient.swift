import BN254
import JSON
import LightClient
import Schnorr

extension JSONReader {
    /// A 256-bit amount: a string with a hexadecimal quantity (`"0x22"`) or decimal digits, or a number.
    ///
    /// Source: <doc:ValuesInJSON>.
    public func uint256() throws(JSONError) -> UInt256 {
        if case .number(let number) = value {
            return try parsed { () throws(BN254Error) in try UInt256(decimal: number.text) }
        }
        let text = try string()
        return try parsed { () throws(BN254Error) in
            text.hasPrefix("0x") ? try UInt256(hexadecimal: text) : try UInt256(decimal: text)
        }
    }

    /// 32 raw bytes: `"0x"` and 64 hexadecimal digits, or an array of 32 numbers from 0 to 255 (as in 2025).
    ///
    /// Source: <doc:ValuesInJSON>.
    public func authRoot() throws(JSONError) -> AuthRoot {
        let bytes: [UInt8]
        if case .array = value {
            bytes = try elements().map { (element) throws(JSONError) in
                guard let byte = UInt8(exactly: try element.uint64()) else {
                    throw element.error("expected a number from 0 to 255", code: .outOfRange)
                }
                return byte
            }
        } else {
            let text = try string()
            guard text.hasPrefix("0x"), text.utf8.count == 66 else {
                throw error("expected 0x and 64 hexadecimal digits")
            }
            bytes = try parsed { () throws(BN254Error) in try UInt256(hexadecimal: text).bigEndianBytes }
        }
        guard let root = AuthRoot(bytes) else { throw error("expected 32 bytes, found \(bytes.count)") }
        return root
    }

    /// `LIGHT_CLIENT_STATE~…`.
    public func lightClientState() throws(JSONError) -> LightClientState {
        try decode(LightClientState.init(tagged:))
    }

    /// `STAKE_TABLE_STATE~…`.
    public func stakeTableState() throws(JSONError) -> StakeTableState {
        try decode(StakeTableState.init(tagged:))
    }

    /// `SCHNORR_VER_KEY~…`.
    public func verificationKey() throws(JSONError) -> VerificationKey {
        try decode(VerificationKey.init(tagged:))
    }

    /// `SCHNORR_SIG~…`.
    public func schnorrSignature() throws(JSONError) -> SchnorrSignature {
        try decode(SchnorrSignature.init(tagged:))
    }

    private func parsed<Value>(_ body: () throws(BN254Error) -> Value) throws(JSONError) -> Value {
        do throws(BN254Error) {
            return try body()
        } catch {
            throw self.error(error.description)
        }
    }
}
