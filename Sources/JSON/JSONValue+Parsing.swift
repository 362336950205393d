import CJansson

extension JSONValue {
    /// Parses one JSON document (RFC 8259) in UTF-8, with white space around it but nothing else.
    ///
    /// Numbers keep their text, members their order and strings their NULs. Keys may not contain a NUL or occur twice.
    /// - Throws: `syntax`, `truncated`, `duplicateKey`, `tooLarge`, `tooDeep`, `invalidValue` (a NUL in a key) or
    ///   `outOfMemory`.
    public init(parsing document: [UInt8], limits: JSONLimits = JSONLimits()) throws(JSONError) {
        let scan = try DocumentScan(document, limits: limits)
        let flags = JSON_DECODE_ANY | JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL
        var failure = json_error_t()
        let parsed = unsafe scan.blanked.withUnsafeBytes { bytes in
            unsafe json_loadb(bytes.baseAddress, bytes.count, Int(flags), &failure)
        }
        guard let root = unsafe JanssonNode(parsed) else {
            throw JSONError(failure, in: document, endsInside: scan.endsInside)
        }
        var numbers = NumberReader(document: document, starts: scan.numberStarts)
        self = try unsafe JSONValue(root.pointer, numbers: &numbers)
    }

    /// Parses one JSON document given as text; the same as parsing its UTF-8 bytes.
    public init(parsing document: String, limits: JSONLimits = JSONLimits()) throws(JSONError) {
        self = try JSONValue(parsing: Array(document.utf8), limits: limits)
    }

    /// The value of a jansson node. Visits the nodes in document order, as `numbers` demands.
    private init(_ node: JanssonNode.Pointer, numbers: inout NumberReader) throws(JSONError) {
        switch unsafe node.pointee.type {
        case JSON_OBJECT:
            var members: [JSONObject.Element] = []
            unsafe members.reserveCapacity(json_object_size(node))
            var iterator = unsafe json_object_iter(node)
            while let member = unsafe iterator {
                guard let key = unsafe json_object_iter_key(member), let value = unsafe json_object_iter_value(member)
                else {
                    throw .corrupt
                }
                let name = unsafe String(janssonBytes: key, count: json_object_iter_key_len(member))
                unsafe members.append((name, try JSONValue(value, numbers: &numbers)))
                unsafe iterator = json_object_iter_next(node, member)
            }
            self = .object(JSONObject(distinct: members))
        case JSON_ARRAY:
            let count = unsafe json_array_size(node)
            var elements: [JSONValue] = []
            elements.reserveCapacity(count)
            for index in 0..<count {
                guard let element = unsafe json_array_get(node, index) else { throw .corrupt }
                unsafe elements.append(try JSONValue(element, numbers: &numbers))
            }
            self = .array(elements)
        case JSON_STRING:
            guard let bytes = unsafe json_string_value(node) else { throw .corrupt }
            self = unsafe .string(String(janssonBytes: bytes, count: json_string_length(node)))
        case JSON_INTEGER:
            guard let number = numbers.next() else { throw .corrupt }
            self = .number(number)
        case JSON_TRUE: self = .bool(true)
        case JSON_FALSE: self = .bool(false)
        case JSON_NULL: self = .null
        default: throw .corrupt
        }
    }
}

/// Reads the numbers of a scanned document one after the other.
private struct NumberReader {
    let document: [UInt8]
    let starts: [UInt32]
    private var count = 0

    init(document: [UInt8], starts: [UInt32]) {
        self.document = document
        self.starts = starts
    }

    mutating func next() -> JSONNumber? {
        guard count < starts.count else { return nil }
        let text = document[Int(starts[count])...].prefix { !NumberSyntax.mayFollow($0) }
        count += 1
        return JSONNumber(checked: String(decoding: text, as: UTF8.self))
    }
}

extension String {
    /// A copy of `count` bytes that jansson has found to be UTF-8.
    fileprivate init(janssonBytes bytes: UnsafePointer<CChar>, count: Int) {
        unsafe self.init(decoding: UnsafeRawBufferPointer(start: bytes, count: count), as: UTF8.self)
    }
}

extension JSONError {
    /// jansson's answer does not fit the document it was given.
    fileprivate static let corrupt = JSONError(reason: "jansson returned an inconsistent value", code: .internal)
}
