extension HTTPServerLimits {
    /// Why a request is refused for the size of its header; nil if it is not.
    func refusal(of connection: ConnectionHandle) -> HTTPRefusal? {
        guard connection.headerSize <= headerBytes else { return .header(limit: headerBytes) }
        return connection.fieldCount <= fields ? nil : .fields(limit: fields)
    }

    /// Why a request is refused for its header fields; nil if it is not.
    func refusal(of fields: HTTPFields) -> HTTPRefusal? {
        guard fields.all.allSatisfy({ $0.name.utf8.count + $0.value.utf8.count <= fieldBytes }) else {
            return .field(limit: fieldBytes)
        }
        // The library takes a carriage return within a line for a character like any other.
        guard !fields.all.contains(where: { $0.value.utf8.contains { $0 < 0x20 && $0 != 0x09 || $0 == 0x7f } }) else {
            return .control
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
