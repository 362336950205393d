import BN254

/// A value of an ``ABIType``.
public enum ABIValue: Hashable, Sendable {
    /// Of `uintN`.
    case uint(UInt256)
    /// Of `intN`: the integer mod 2^256, that is in two's complement.
    case int(twosComplement: UInt256)
    /// Of `address`.
    case address(Address)
    /// Of `bool`.
    case bool(Bool)
    /// Of `bytes` or `bytesN`.
    case bytes([UInt8])
    /// Of `string`.
    case string(String)
    /// Of arrays and tuples, in order.
    case list([ABIValue])
}
