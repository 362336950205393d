import BN254
import Ethereum
import JSON

extension JSONReader {
    /// A quantity below 2^256: `0x` and 1 to 64 digits. The specification has no leading zeros; some nodes write them, and
    /// they do not change the number. Some write `0X`, a mere `0x` for zero, or a number of JSON.
    func quantity() throws(JSONError) -> UInt256 {
        if case .number(let number) = value, let plain = number.uint64 { return UInt256(plain) }
        let text = try string()
        let digits = text.hasPrefix("0x") || text.hasPrefix("0X") ? text.dropFirst(2) : nil
        guard let digits, let value = try? UInt256(hexadecimal: "0x" + (digits.isEmpty ? "0" : digits)) else {
            throw error("expected a quantity: 0x and 1 to 64 digits")
        }
        return value
    }

    /// A quantity below 2^64.
    func uint64Quantity() throws(JSONError) -> UInt64 {
        guard let value = try quantity().uint64 else { throw error("2^64 or more", code: .outOfRange) }
        return value
    }

    /// The number of a block, below 2^63: so no sum of two of them passes 2^64.
    func blockNumber() throws(JSONError) -> UInt64 {
        let number = try uint64Quantity()
        guard number < 1 << 63 else { throw error("2^63 or more", code: .outOfRange) }
        return number
    }

    /// An amount below 2^128 wei.
    func wei() throws(JSONError) -> Wei {
        guard let value = Wei(try quantity()) else { throw error("2^128 wei or more", code: .outOfRange) }
        return value
    }

    /// Data: `0x` and two digits a byte.
    func data() throws(JSONError) -> [UInt8] {
        guard let bytes = [UInt8](data: try string()) else { throw error("expected 0x and an even number of digits") }
        return bytes
    }

    /// Data of 32 bytes, or a quantity.
    func word() throws(JSONError) -> UInt256 { try quantity() }

    /// Data of 32 bytes.
    func hash() throws(JSONError) -> Hash256 {
        guard let hash = Hash256(bytes: try data()) else { throw error("expected 32 bytes") }
        return hash
    }

    /// Data of 20 bytes.
    func address() throws(JSONError) -> Address {
        guard let address = Address(bytes: try data()) else { throw error("expected 20 bytes") }
        return address
    }
}
