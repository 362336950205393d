import Glibc
import TestSupport

/// A connection to a server on this machine, over which exactly the given bytes are sent. Closed with its last reference.
///
/// Its functions block, for twenty seconds at the most.
final class RawConnection: Sendable {
    private let descriptor: Int32

    /// A connection to `port` of 127.0.0.1, or of ::1; `window` is how many bytes the system takes in unread. Over IPv4 it
    /// comes from 127.0.0.`host`.
    init(_ port: Int, isIPv6: Bool = false, window: Int32? = nil, from host: UInt32? = nil) throws {
        descriptor = socket(isIPv6 ? AF_INET6 : AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        if let host {
            var address = Self.v4(0)
            address.sin_addr.s_addr = in_addr_t(0x7f00_0000 + host).bigEndian
            let status = withUnsafePointer(to: address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
                }
            }
            guard status == 0 else {
                let error = errno
                close(descriptor)
                throw TestSupportError(description: "cannot bind: error \(error)")
            }
        }
        if var window {
            setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &window, socklen_t(MemoryLayout<Int32>.size))
        }
        var limit = timeval(tv_sec: 20, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        let status = isIPv6 ? connect(Self.v6(port)) : connect(Self.v4(port))
        guard status == 0 else {
            let error = errno
            close(descriptor)
            throw TestSupportError(description: "cannot connect: error \(error)")
        }
    }

    deinit { close(descriptor) }

    private static func v4(_ port: Int) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
        return address
    }

    private static func v6(_ port: Int) -> sockaddr_in6 {
        var address = sockaddr_in6()
        address.sin6_family = sa_family_t(AF_INET6)
        address.sin6_port = in_port_t(port).bigEndian
        address.sin6_addr = in6addr_loopback
        return address
    }

    private func connect<Address>(_ address: Address) -> Int32 {
        withUnsafePointer(to: address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<Address>.size))
            }
        }
    }

    /// Sends bytes; false once the server has closed the connection.
    @discardableResult
    func write(_ text: String) -> Bool {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    /// Says that nothing more will be sent.
    func endWriting() { shutdown(descriptor, Int32(SHUT_WR)) }

    /// What the server sends until it closes the connection, or resets it.
    func readToEnd() throws -> String {
        var bytes: [UInt8] = []
        while true {
            let piece = try read(upTo: 64 << 10)
            guard !piece.isEmpty else { return String(decoding: bytes, as: UTF8.self) }
            bytes += piece
        }
    }

    /// The next answer, whose body has a length. Throws `TestSupportError` if it does not come in full.
    func readAnswer(isHead: Bool = false) throws -> RawAnswer {
        var bytes: [UInt8] = []
        while !bytes.suffix(4).elementsEqual("\r\n\r\n".utf8) { bytes += try readExactly(1) }
        var answer = try RawAnswer(String(decoding: bytes, as: UTF8.self))
        guard !isHead else { return answer }
        let length = answer.fields["content-length"].flatMap { Int($0) } ?? 0
        answer.body = String(decoding: try readExactly(length), as: UTF8.self)
        return answer
    }

    /// So many bytes. Throws `TestSupportError` if they do not come.
    func readExactly(_ count: Int) throws -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count < count {
            let piece = try read(upTo: count - bytes.count)
            guard !piece.isEmpty else { throw TestSupportError(description: "the connection was closed") }
            bytes += piece
        }
        return bytes
    }

    /// Bytes, or none if the server has closed the connection. Throws `TestSupportError` if it does not do either.
    private func read(upTo count: Int) throws -> [UInt8] {
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, received in
            received = max(0, recv(descriptor, buffer.baseAddress, count, 0))
        }
        if bytes.isEmpty, errno == EAGAIN { throw TestSupportError(description: "nothing comes") }
        return bytes
    }
}

/// An answer as it came.
struct RawAnswer {
    var status: Int
    /// By name in lower case.
    var fields: [String: String] = [:]
    var body = ""

    /// The answer with a header, which ends with an empty line, and what follows it.
    init(_ text: String) throws {
        guard let end = text.firstRange(of: "\r\n\r\n") else {
            throw TestSupportError(description: "no answer: \(text)")
        }
        let lines = text[..<end.lowerBound].split(separator: "\r\n")
        guard let status = lines.first?.split(separator: " ").dropFirst().first.flatMap({ Int($0) }) else {
            throw TestSupportError(description: "no status: \(text)")
        }
        self.status = status
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2 else { throw TestSupportError(description: "no field: \(line)") }
            fields[parts[0].lowercased()] = String(parts[1].drop { $0 == " " })
        }
        body = String(text[end.upperBound...])
    }
}
