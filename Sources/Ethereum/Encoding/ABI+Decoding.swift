import BN254

extension ABI {
    /// The arguments that `bytes` encode, which may be followed by other data.
    ///
    /// Strict: padding is zero, booleans are 0 or 1, texts UTF-8. Work and memory are proportional to the input: no
    /// word is read twice. Throws ``ABIError``.
    public static func decode(arguments bytes: [UInt8], as types: [ABIType]) throws(ABIError) -> [ABIValue] {
        var decoder = ABIDecoder(bytes: bytes)
        return try decoder.members(types, at: 0)
    }

    /// The one argument that `bytes` encode, as ``encode(_:as:)`` does.
    public static func decode(_ bytes: [UInt8], as type: ABIType) throws(ABIError) -> ABIValue {
        guard let value = try decode(arguments: bytes, as: [type]).first else { throw .truncated(type: type) }
        return value
    }
}

private struct ABIDecoder {
    let bytes: [UInt8]
    /// The words that may still be read: as many as there are.
    private var budget: Int

    init(bytes: [UInt8]) {
        self.bytes = bytes
        budget = (bytes.count + ABI.wordLength - 1) / ABI.wordLength
    }

    /// The values whose heads stand from `base` on, from where their offsets count.
    mutating func members(_ types: [ABIType], at base: Int) throws(ABIError) -> [ABIValue] {
        var values: [ABIValue] = []
        var head = base
        for type in types {
            values.append(try member(type, base: base, head: head))
            head += type.headWords * ABI.wordLength
        }
        return values
    }

    private mutating func elements(_ type: ABIType, count: Int, at base: Int) throws(ABIError) -> [ABIValue] {
        let stride = type.headWords * ABI.wordLength
        // Elements without data would make a short input stand for any number of them.
        guard count == 0 || stride > 0 else { throw .overlapping }
        guard count <= (bytes.count - base) / max(stride, 1) else { throw .truncated(type: type) }
        var values: [ABIValue] = []
        for index in 0..<count { values.append(try member(type, base: base, head: base + index * stride)) }
        return values
    }

    private mutating func member(_ type: ABIType, base: Int, head: Int) throws(ABIError) -> ABIValue {
        guard type.isDynamic else { return try content(type, at: head) }
        return try content(type, at: base + length(at: head, from: base, for: type))
    }

    private mutating func content(_ type: ABIType, at offset: Int) throws(ABIError) -> ABIValue {
        switch type {
        case .uint(let bits):
            let word = try word(at: offset, for: type)
            guard word.bitWidth <= bits else { throw .invalid(type: type) }
            return .uint(word)
        case .int(let bits):
            let word = try word(at: offset, for: type)
            guard ABI.isInteger(word, ofBits: bits) else { throw .invalid(type: type) }
            return .int(twosComplement: word)
        case .address:
            guard let address = Address(word: try word(at: offset, for: type)) else { throw .invalid(type: type) }
            return .address(address)
        case .bool:
            let word = try word(at: offset, for: type)
            guard word.bitWidth <= 1 else { throw .invalid(type: type) }
            return .bool(!word.isZero)
        case .fixedBytes(let count):
            return .bytes(try padded(count, at: offset, for: type))
        case .bytes:
            return .bytes(try counted(at: offset, for: type))
        case .string:
            guard let text = String(validating: try counted(at: offset, for: type), as: UTF8.self) else {
                throw .invalid(type: type)
            }
            return .string(text)
        case .array(let element):
            let base = offset + ABI.wordLength
            let count = try length(at: offset, from: base, for: type)
            return .list(try elements(element, count: count, at: base))
        case .fixedArray(let element, let count):
            return .list(try elements(element, count: count, at: offset))
        case .tuple(let members):
            return .list(try self.members(members, at: offset))
        }
    }

    private mutating func counted(at offset: Int, for type: ABIType) throws(ABIError) -> [UInt8] {
        let start = offset + ABI.wordLength
        return try padded(length(at: offset, from: start, for: type), at: start, for: type)
    }

    /// `count` bytes, after which a whole number of words is filled with zeros.
    private mutating func padded(_ count: Int, at offset: Int, for type: ABIType) throws(ABIError) -> [UInt8] {
        let words = (count + ABI.wordLength - 1) / ABI.wordLength
        try take(words: words, at: offset, for: type)
        let end = offset + count
        guard bytes[end..<offset + words * ABI.wordLength].allSatisfy({ $0 == 0 }) else { throw .invalid(type: type) }
        return Array(bytes[offset..<end])
    }

    /// The word at `offset` as a number of bytes or elements, of which no more than the data behind `start` has bytes.
    private mutating func length(at offset: Int, from start: Int, for type: ABIType) throws(ABIError) -> Int {
        let word = try word(at: offset, for: type)
        guard let value = word.uint64, value <= UInt64(max(bytes.count - start, 0)) else {
            throw .truncated(type: type)
        }
        return Int(value)
    }

    private mutating func word(at offset: Int, for type: ABIType) throws(ABIError) -> UInt256 {
        try take(words: 1, at: offset, for: type)
        return UInt256(bigEndian: bytes.span, at: offset)
    }

    private mutating func take(words: Int, at offset: Int, for type: ABIType) throws(ABIError) {
        guard offset <= bytes.count, words * ABI.wordLength <= bytes.count - offset else {
            throw .truncated(type: type)
        }
        guard words <= budget else { throw .overlapping }
        budget -= words
    }
}
