import CJansson

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension JSONValue {
    /// The document on one line, without any space that is not needed and without a newline at the end.
    ///
    /// Numbers come out as they are, members in their order; beyond ASCII nothing is escaped.
    /// - Throws: `tooDeep` beyond ``JSONLimits/deepest`` levels, `invalidValue` for a NUL in a key, `outOfMemory`.
    public func serialized() throws(JSONError) -> String {
        try serialized(format: JSON_COMPACT)
    }

    /// The document spread over lines, indented by two spaces a level, without a newline at the end.
    /// - Throws: what ``serialized()`` throws.
    public func prettyPrinted() throws(JSONError) -> String {
        try serialized(format: 2)  // JSON_INDENT(2), a macro that is not imported
    }

    private func serialized(format: Int32) throws(JSONError) -> String {
        var builder = NodeBuilder()
        let root = try builder.node(self, depth: 0)
        guard let dumped = unsafe json_dumps(root.pointer, Int(format | JSON_ENCODE_ANY)) else { throw .noMemory }
        defer { unsafe free(dumped) }
        let bytes = unsafe UnsafeRawBufferPointer(start: dumped, count: strlen(dumped))
        return unsafe Self.restoring(builder.numbers, in: Span(_unsafeBytes: bytes))
    }

    /// Puts the numbers back in the place of the zeros that stand for them outside strings.
    private static func restoring(_ numbers: [JSONNumber], in dumped: Span<UInt8>) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(numbers.reduce(dumped.count) { $0 + $1.text.utf8.count })
        var remaining = numbers[...]
        var isInString = false
        var isEscaped = false
        for index in dumped.indices {
            let byte = dumped[index]
            if isInString {
                isInString = isEscaped || byte != UInt8(ascii: "\"")
                isEscaped = !isEscaped && byte == UInt8(ascii: "\\")
            } else if byte == UInt8(ascii: "0"), let number = remaining.popFirst() {
                bytes += number.text.utf8
                continue
            } else {
                isInString = byte == UInt8(ascii: "\"")
            }
            bytes.append(byte)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// Builds jansson's form of a value, with a zero for each number, and collects the numbers in the order of printing.
private struct NodeBuilder {
    private(set) var numbers: [JSONNumber] = []

    mutating func node(_ value: JSONValue, depth: Int) throws(JSONError) -> JanssonNode {
        switch value {
        case .null: return try unsafe made(json_null())
        case .bool(let bool): return try unsafe made(bool ? json_true() : json_false())
        case .number(let number):
            numbers.append(number)
            return try unsafe made(json_integer(0))
        case .string(let string): return try unsafe made(Self.withBytes(of: string, json_stringn_nocheck))
        case .array(let elements):
            let array = try unsafe container(json_array(), depth: depth)
            for element in elements {
                let node = try unsafe node(element, depth: depth + 1).release()
                guard unsafe json_array_append_new(array.pointer, node) == 0 else { throw .noMemory }
            }
            return array
        case .object(let members):
            let object = try unsafe container(json_object(), depth: depth)
            for (key, value) in members {
                guard !key.utf8.contains(0) else {
                    throw JSONError(reason: "NUL in a key", code: .invalidValue)
                }
                let node = try unsafe node(value, depth: depth + 1).release()
                let status = unsafe Self.withBytes(of: key) { bytes, count in
                    unsafe json_object_setn_new_nocheck(object.pointer, bytes, count, node)
                }
                guard status == 0 else { throw .noMemory }
            }
            return object
        }
    }

    private func made(_ reference: JanssonNode.Pointer?) throws(JSONError) -> JanssonNode {
        guard let node = unsafe JanssonNode(reference) else { throw .noMemory }
        return node
    }

    private func container(_ reference: JanssonNode.Pointer?, depth: Int) throws(JSONError) -> JanssonNode {
        let node = try unsafe made(reference)
        guard depth < JSONLimits.deepest else {
            throw JSONError(reason: "nested more than \(JSONLimits.deepest) levels deep", code: .tooDeep)
        }
        return node
    }

    private static func withBytes<Result>(of string: String, _ body: (UnsafePointer<CChar>?, Int) -> Result) -> Result {
        var string = string
        return string.withUTF8 { bytes in
            unsafe bytes.withMemoryRebound(to: CChar.self) { unsafe body($0.baseAddress, $0.count) }
        }
    }
}

extension JSONError {
    fileprivate static let noMemory = JSONError(reason: "out of memory", code: .outOfMemory)
}
