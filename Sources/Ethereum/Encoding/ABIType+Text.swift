extension ABIType {
    /// The type of a text without spaces: `uint256`, `(address,bytes32[])[3]`; `uint` and `int` are of 256 bits.
    ///
    /// At most 1000 characters, brackets and parentheses at most 32 deep, a fixed array at most 65536 words long.
    /// Nil for anything else.
    public init?(text: String) {
        guard text.utf8.count <= 1000 else { return nil }
        var rest = Substring(text)
        guard let type = Self.parse(&rest, depth: 0), rest.isEmpty else { return nil }
        self = type
    }

    private static let maximumDepth = 32
    private static let maximumWords = 65536

    private static func parse(_ rest: inout Substring, depth: Int) -> ABIType? {
        guard depth <= maximumDepth else { return nil }
        guard var type = rest.first == "(" ? tuple(&rest, depth: depth) : elementary(&rest) else { return nil }
        var dimensions = depth
        while rest.first == "[" {
            dimensions += 1
            guard dimensions <= maximumDepth, let close = rest.firstIndex(of: "]") else { return nil }
            let digits = rest[rest.index(after: rest.startIndex)..<close]
            rest = rest[rest.index(after: close)...]
            if digits.isEmpty {
                type = .array(type)
            } else {
                guard let count = number(digits), count <= maximumWords / max(type.headWords, 1) else { return nil }
                type = .fixedArray(type, count: count)
            }
        }
        return type
    }

    private static func tuple(_ rest: inout Substring, depth: Int) -> ABIType? {
        rest.removeFirst()
        var members: [ABIType] = []
        if rest.first == ")" {
            rest.removeFirst()
            return .tuple([])
        }
        while let member = parse(&rest, depth: depth + 1) {
            members.append(member)
            switch rest.popFirst() {
            case ",": continue
            case ")": return .tuple(members)
            default: return nil
            }
        }
        return nil
    }

    private static func elementary(_ rest: inout Substring) -> ABIType? {
        let name = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber) }
        rest = rest[name.endIndex...]
        let letters = name.prefix { $0.isLetter }
        let digits = name[letters.endIndex...]
        switch (letters, digits.isEmpty) {
        case ("address", true): return .address
        case ("bool", true): return .bool
        case ("string", true): return .string
        case ("bytes", true): return .bytes
        case ("bytes", false): return number(digits).flatMap { (1...32).contains($0) ? .fixedBytes($0) : nil }
        case ("uint", true): return .uint(bits: 256)
        case ("int", true): return .int(bits: 256)
        case ("uint", false): return width(digits).map { .uint(bits: $0) }
        case ("int", false): return width(digits).map { .int(bits: $0) }
        default: return nil
        }
    }

    private static func width(_ digits: Substring) -> Int? {
        number(digits).flatMap { (8...256).contains($0) && $0.isMultiple(of: 8) ? $0 : nil }
    }

    /// A decimal number without leading zeros.
    private static func number(_ digits: Substring) -> Int? {
        guard digits.utf8.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains), let value = Int(digits),
            digits == String(value)
        else { return nil }
        return value
    }
}

extension ABIType: CustomStringConvertible {
    /// The canonical form, as it stands in signatures: `(address,bytes32[])[3]`.
    public var description: String {
        switch self {
        case .uint(let bits): "uint\(bits)"
        case .int(let bits): "int\(bits)"
        case .address: "address"
        case .bool: "bool"
        case .fixedBytes(let count): "bytes\(count)"
        case .bytes: "bytes"
        case .string: "string"
        case .array(let element): "\(element)[]"
        case .fixedArray(let element, let count): "\(element)[\(count)]"
        case .tuple(let members): "(" + members.map(\.description).joined(separator: ",") + ")"
        }
    }
}
