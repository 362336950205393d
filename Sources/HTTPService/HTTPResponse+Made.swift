import CMicrohttpd
import Glibc

/// An answer as libmicrohttpd takes it, given up with this value.
@safe struct MadeResponse: ~Copyable {
    let pointer: OpaquePointer

    /// Takes over what the library has made; nil when it had no memory.
    fileprivate init?(_ pointer: OpaquePointer?) {
        guard let pointer = unsafe pointer else { return nil }
        unsafe self.pointer = pointer
    }

    deinit { unsafe MHD_destroy_response(pointer) }
}

extension HTTPResponse {
    /// The bytes of a body that are kept at a time.
    private static let blockSize = 64 << 10

    /// The answer as libmicrohttpd takes it; nil if there is no memory, or a field cannot stand in a header.
    func made(for exchange: Exchange) -> MadeResponse? {
        guard let response = body.made(for: exchange, blockSize: Self.blockSize) else { return nil }
        for field in fields.all {
            guard unsafe MHD_add_response_header(response.pointer, field.name, field.value) == .YES else { return nil }
        }
        return response
    }

    /// Writes the answer to a socket as far as it can be taken at once, with the word that the connection is closed.
    func write(to socket: Int32) {
        guard case .bytes(let body) = body else { return }
        let reason = unsafe String(cString: MHD_get_reason_phrase_for(UInt32(clamping: status)))
        var lines = ["HTTP/1.1 \(status) \(reason)", "Connection: close", "Content-Length: \(body.count)"]
        lines += fields.all.map { "\($0.name): \($0.value)" }
        let bytes = Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8) + body
        _ = unsafe bytes.withUnsafeBytes {
            unsafe send(socket, $0.baseAddress, $0.count, Int32(MSG_DONTWAIT) | Int32(MSG_NOSIGNAL))
        }
    }
}

/// What the library asks for the pieces of a body.
private final class Pieces: Sendable {
    let exchange: Exchange
    let next: @Sendable () async -> [UInt8]?

    init(_ exchange: Exchange, _ next: @escaping @Sendable () async -> [UInt8]?) {
        self.exchange = exchange
        self.next = next
    }
}

extension HTTPResponse.Body {
    fileprivate func made(for exchange: Exchange, blockSize: Int) -> MadeResponse? {
        switch self {
        case .bytes(let bytes):
            let response = unsafe bytes.withUnsafeBytes {
                unsafe MHD_create_response_from_buffer(
                    $0.count, UnsafeMutableRawPointer(mutating: $0.baseAddress), .RESPMEM_MUST_COPY)
            }
            return unsafe MadeResponse(response)
        case .stream(let length, let next):
            let pieces = unsafe Unmanaged.passRetained(Pieces(exchange, next))
            let response = unsafe MHD_create_response_from_callback(
                length, blockSize,
                { pieces, _, buffer, count in
                    guard let pieces = unsafe pieces, let buffer = unsafe buffer else { return -2 }
                    let source = unsafe Unmanaged<Pieces>.fromOpaque(pieces).takeUnretainedValue()
                    // -2 is MHD_CONTENT_READER_END_WITH_ERROR, which Swift does not see.
                    guard let piece = source.exchange.fetch(atMost: count, next: source.next) else { return -2 }
                    unsafe UnsafeMutableRawBufferPointer(start: buffer, count: count).copyBytes(from: piece)
                    return piece.count
                }, unsafe pieces.toOpaque(),
                { pieces in
                    if let pieces = unsafe pieces { unsafe Unmanaged<Pieces>.fromOpaque(pieces).release() }
                })
            if unsafe response == nil { unsafe pieces.release() }
            return unsafe MadeResponse(response)
        }
    }
}
