import BN254

extension ABI {
    /// The encoding of the arguments of a function, a tuple's members: offsets count from its start.
    ///
    /// Throws ``ABIError/mismatch(type:)``.
    public static func encode(arguments: [ABIValue], as types: [ABIType]) throws(ABIError) -> [UInt8] {
        guard arguments.count == types.count else { throw .mismatch(type: .tuple(types)) }
        var head: [UInt8] = []
        var tail: [UInt8] = []
        let headLength = types.reduce(0) { $0 + $1.headWords } * wordLength
        for (argument, type) in zip(arguments, types) {
            let content = try encodeContent(argument, as: type)
            if type.isDynamic {
                head += UInt256(UInt64(headLength + tail.count)).bigEndianBytes
                tail += content
            } else {
                head += content
            }
        }
        return head + tail
    }

    /// The encoding of one argument: behind an offset of 32 if its type is dynamic.
    ///
    /// Throws ``ABIError/mismatch(type:)``.
    public static func encode(_ value: ABIValue, as type: ABIType) throws(ABIError) -> [UInt8] {
        try encode(arguments: [value], as: [type])
    }

    /// What stands in the head if the type is static, in the tail if it is dynamic.
    private static func encodeContent(_ value: ABIValue, as type: ABIType) throws(ABIError) -> [UInt8] {
        switch (type, value) {
        case (.uint(let bits), .uint(let integer)) where integer.bitWidth <= bits:
            return integer.bigEndianBytes
        case (.int(let bits), .int(let integer)) where isInteger(integer, ofBits: bits):
            return integer.bigEndianBytes
        case (.address, .address(let address)):
            return address.word.bigEndianBytes
        case (.bool, .bool(let bool)):
            return UInt256(bool ? 1 : 0).bigEndianBytes
        case (.fixedBytes(let count), .bytes(let bytes)) where bytes.count == count:
            return padded(bytes)
        case (.bytes, .bytes(let bytes)):
            return counted(bytes)
        case (.string, .string(let text)):
            return counted(Array(text.utf8))
        case (.array(let element), .list(let values)):
            let types = [ABIType](repeating: element, count: values.count)
            return try UInt256(UInt64(values.count)).bigEndianBytes + encode(arguments: values, as: types)
        case (.fixedArray(let element, let count), .list(let values)) where values.count == count:
            return try encode(arguments: values, as: [ABIType](repeating: element, count: count))
        case (.tuple(let types), .list(let values)) where values.count == types.count:
            return try encode(arguments: values, as: types)
        default:
            throw .mismatch(type: type)
        }
    }

    /// Whether the bits from the sign bit of an integer of so many bits upwards are all the same.
    static func isInteger(_ word: UInt256, ofBits bits: Int) -> Bool {
        let high = word >> (bits - 1)
        return high.isZero || high == UInt256.max >> (bits - 1)
    }

    private static func counted(_ bytes: [UInt8]) -> [UInt8] {
        UInt256(UInt64(bytes.count)).bigEndianBytes + padded(bytes)
    }

    /// The bytes and zeros up to a whole number of words.
    private static func padded(_ bytes: [UInt8]) -> [UInt8] {
        let missing = (wordLength - bytes.count % wordLength) % wordLength
        return bytes + [UInt8](repeating: 0, count: missing)
    }
}
