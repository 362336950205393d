import Foundation
import Glibc
import TestSupport

/// An HTTP client that sends exactly the bytes it is given.
struct WireClient {
    let port: Int

    /// A client for a server's URL, which ends in its port.
    init(_ url: String) throws {
        guard let port = url.split(separator: ":").last.flatMap({ Int($0) }) else {
            throw TestSupportError(description: "no port in \(url)")
        }
        self.port = port
    }

    /// An answer as it came.
    struct Answer {
        var status: Int
        var headers: [String: String]
        var body: String
    }

    /// Sends a request without a body and reads the answer.
    func send(_ method: String, _ target: String, headers: [String] = []) async throws -> Answer {
        let lines = ["\(method) \(target) HTTP/1.1", "Host: localhost", "Connection: close"] + headers
        return try await exchange(lines.joined(separator: "\r\n") + "\r\n\r\n")
    }

    /// Sends `request` and reads until the server closes the connection.
    func exchange(_ request: String) async throws -> Answer {
        let connection = try Connection(port: port)
        return try await withCheckedThrowingContinuation { continuation in
            // A thread of its own, since it blocks.
            Thread.detachNewThread {
                continuation.resume(
                    with: Result {
                        connection.write(request)
                        return try Self.parse(connection.readToEnd())
                    })
            }
        }
    }

    private static func parse(_ bytes: [UInt8]) throws -> Answer {
        let text = String(decoding: bytes, as: UTF8.self)
        guard let end = text.firstRange(of: "\r\n\r\n") else {
            throw TestSupportError(description: "no answer: \(text.prefix(200))")
        }
        let lines = text[..<end.lowerBound].split(separator: "\r\n")
        guard let status = lines[0].split(separator: " ").dropFirst().first.flatMap({ Int($0) }) else {
            throw TestSupportError(description: "no status: \(lines[0])")
        }
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            headers[parts[0].lowercased()] = parts.count > 1 ? parts[1].trimmingCharacters(in: .whitespaces) : ""
        }
        return Answer(status: status, headers: headers, body: String(text[end.upperBound...]))
    }

    /// A connection to a port of this machine, closed with its last reference.
    final class Connection: Sendable {
        private let descriptor: Int32

        init(port: Int) throws {
            descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = in_port_t(port).bigEndian
            address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
            let status = withUnsafePointer(to: &address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
                }
            }
            guard status == 0 else { throw TestSupportError(description: "cannot connect: error \(errno)") }
            var limit = timeval(tv_sec: 20, tv_usec: 0)
            setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
            setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        }

        deinit { close(descriptor) }

        func write(_ text: String) {
            var rest = Array(text.utf8)[...]
            while !rest.isEmpty {
                let count = rest.withUnsafeBytes {
                    Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
                }
                guard count > 0 else { return }
                rest = rest.dropFirst(count)
            }
        }

        func readToEnd() -> [UInt8] {
            var bytes: [UInt8] = []
            var buffer = [UInt8](repeating: 0, count: 64 << 10)
            while true {
                let count = recv(descriptor, &buffer, buffer.count, 0)
                guard count > 0 else { return bytes }
                bytes += buffer.prefix(count)
            }
        }

        /// Reads once: what there is, at least a byte unless the server closed.
        func readSome() -> String {
            var buffer = [UInt8](repeating: 0, count: 64 << 10)
            let count = recv(descriptor, &buffer, buffer.count, 0)
            return String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
        }
    }
}
