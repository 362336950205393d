import CMicrohttpd

/// A connection of libmicrohttpd, valid until the library says that it is closed.
@safe struct ConnectionHandle: Hashable, @unchecked Sendable {
    // Of the library's functions only the one to resume is called from other threads than its own, and that takes a lock.
    private let pointer: OpaquePointer

    /// The connection at `pointer`.
    init(_ pointer: OpaquePointer) { unsafe self.pointer = pointer }

    static func == (left: ConnectionHandle, right: ConnectionHandle) -> Bool {
        unsafe left.pointer == right.pointer
    }

    func hash(into hasher: inout Hasher) { unsafe hasher.combine(pointer) }

    /// The connection's descriptor.
    var socket: Int32 { unsafe microhttpd_socket(pointer) }

    /// The address of the peer.
    var peer: PeerAddress { unsafe PeerAddress(microhttpd_peer(pointer)) }

    /// The bytes of the request's line and header fields, once they have come.
    var headerSize: Int { unsafe microhttpd_header_size(pointer) }

    /// The number of the request's header fields.
    var fieldCount: Int { Int(unsafe MHD_get_connection_values(pointer, .HEADER_KIND, nil, nil)) }

    /// The request's header fields.
    var fields: HTTPFields {
        var fields = HTTPFields()
        unsafe withUnsafeMutablePointer(to: &fields) { fields in
            _ = unsafe MHD_get_connection_values_n(
                pointer, .HEADER_KIND,
                { fields, _, name, nameCount, value, valueCount in
                    unsafe fields?.assumingMemoryBound(to: HTTPFields.self).pointee
                        .append(text(name, nameCount), text(value, valueCount))
                    return .YES
                }, fields)
        }
        return fields
    }

    /// The library forgets about the connection until it is resumed.
    func suspend() { unsafe MHD_suspend_connection(pointer) }

    /// The library goes on with a connection that was suspended.
    func resume() { unsafe MHD_resume_connection(pointer) }

    /// Answers the request. False if the library takes no answer now.
    func queue(_ response: borrowing MadeResponse, status: Int) -> Bool {
        unsafe MHD_queue_response(pointer, UInt32(clamping: status), response.pointer) == .YES
    }
}

/// Bytes as text, without white space at its end; what is not UTF-8 shows as `U+FFFD`.
private func text(_ bytes: UnsafePointer<CChar>?, _ count: Int) -> String {
    var bytes = unsafe UnsafeRawBufferPointer(start: bytes, count: bytes == nil ? 0 : count)[...]
    while let last = unsafe bytes.last, last == UInt8(ascii: " ") || last == UInt8(ascii: "\t") {
        unsafe bytes.removeLast()
    }
    return unsafe String(decoding: bytes, as: UTF8.self)
}
