import CMicrohttpd

extension HTTPServerLimits {
    /// Why a request is refused for the size of its header; nil if it is not.
    func refusal(of connection: ConnectionHandle) -> HTTPRefusal? {
        guard microhttpd_header_size(connection.pointer) <= headerBytes else { return .header(limit: headerBytes) }
        let count = MHD_get_connection_values(connection.pointer, .HEADER_KIND, nil, nil)
        return count <= fields ? nil : .fields(limit: fields)
    }

    /// Why a request is refused for its header fields; nil if it is not.
    func refusal(of fields: HTTPFields) -> HTTPRefusal? {
        guard fields.all.allSatisfy({ $0.name.utf8.count + $0.value.utf8.count <= fieldBytes }) else {
            return .field(limit: fieldBytes)
        }
        let lengths = fields.values(of: "Content-Length")
        let codings = fields.values(of: "Transfer-Encoding")
        guard lengths.count + codings.count <= 1 else { return .ambiguousLength }
        if let coding = codings.first {
            guard coding.lowercased() == "chunked" else { return .ambiguousLength }
            return bodyBytes > 0 ? nil : .body(limit: 0)
        }
        // What is no number in 64 bits the library has refused.
        guard let length = lengths.first.flatMap({ UInt64($0) }) else { return nil }
        return length <= bodyBytes ? nil : .body(limit: bodyBytes)
    }
}

extension HTTPFields {
    /// The header of the request that a connection is at.
    init(_ connection: ConnectionHandle) {
        self.init()
        withUnsafeMutablePointer(to: &self) { fields in
            _ = MHD_get_connection_values_n(
                connection.pointer, .HEADER_KIND,
                { fields, _, name, nameCount, value, valueCount in
                    fields?.assumingMemoryBound(to: HTTPFields.self).pointee
                        .append(text(name, nameCount), text(value, valueCount))
                    return .YES
                }, fields)
        }
    }
}

/// Bytes as text, without white space at its end; what is not UTF-8 shows as `U+FFFD`.
private func text(_ bytes: UnsafePointer<CChar>?, _ count: Int) -> String {
    var bytes = UnsafeRawBufferPointer(start: bytes, count: bytes == nil ? 0 : count)[...]
    while let last = bytes.last, last == UInt8(ascii: " ") || last == UInt8(ascii: "\t") { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
}
