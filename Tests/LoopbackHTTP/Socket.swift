import Glibc

/// What the operating system refused a server.
public struct SocketError: Error, CustomStringConvertible {
    /// Which call failed, and why.
    public let description: String

    init(_ call: String) { description = unsafe "\(call): \(String(cString: strerror(errno)))" }
}

/// A TCP socket of the loopback interface that never blocks; closed with this object.
final class Socket: Sendable {
    enum Family {
        case ipv4, ipv6
    }

    let descriptor: Int32

    init(_ descriptor: Int32) {
        self.descriptor = descriptor
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
    }

    deinit { close(descriptor) }

    private convenience init(_ family: Family) throws {
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        let descriptor = socket(family == .ipv4 ? AF_INET : AF_INET6, kind, 0)
        guard descriptor >= 0 else { throw SocketError("socket") }
        self.init(descriptor)
    }

    /// A socket that listens on a port, a free one for 0, of 127.0.0.1 or ::1.
    static func listening(on family: Family, port: Int, backlog: Int32 = 128) throws -> Socket {
        let socket = try Socket(family)
        var yes: Int32 = 1
        if family == .ipv6 {
            unsafe setsockopt(
                socket.descriptor, Int32(IPPROTO_IPV6), IPV6_V6ONLY, &yes, socklen_t(MemoryLayout<Int32>.size))
        } else {
            unsafe setsockopt(socket.descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        }
        guard unsafe withLoopback(family, port, { unsafe bind(socket.descriptor, $0, $1) }) == 0 else {
            throw SocketError("bind")
        }
        guard listen(socket.descriptor, backlog) == 0 else { throw SocketError("listen") }
        return socket
    }

    /// A socket that is connected, or being connected, to a port of 127.0.0.1 or ::1.
    static func connected(to family: Family, port: Int) throws -> Socket {
        let socket = try Socket(family)
        let code = unsafe withLoopback(family, port) { unsafe connect(socket.descriptor, $0, $1) }
        guard code == 0 || errno == EINPROGRESS else { throw SocketError("connect") }
        return socket
    }

    /// Two ends of one line.
    static func pair() throws -> (Socket, Socket) {
        var ends: [Int32] = [0, 0]
        guard unsafe socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &ends) == 0 else {
            throw SocketError("socketpair")
        }
        return (Socket(ends[0]), Socket(ends[1]))
    }

    /// The port of this end.
    func port() throws -> Int {
        var address = sockaddr_in6()
        var length = socklen_t(MemoryLayout<sockaddr_in6>.size)
        let code = unsafe withUnsafeMutableBytes(of: &address) { bytes in
            guard let base = bytes.baseAddress else { return Int32(-1) }
            return unsafe getsockname(descriptor, base.assumingMemoryBound(to: sockaddr.self), &length)
        }
        guard code == 0 else { throw SocketError("getsockname") }
        // The port is at the same place in both families.
        return Int(UInt16(bigEndian: address.sin6_port))
    }

    /// The next connection, nil if none waits.
    func accepted() -> Socket? {
        let descriptor = accept(descriptor, nil, nil)
        return descriptor >= 0 ? Socket(descriptor) : nil
    }

    /// Whether it becomes writable within some milliseconds: for one being connected, whether it is.
    func isWritable(within milliseconds: Int32) -> Bool {
        var interest = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        return unsafe poll(&interest, 1, milliseconds) == 1
    }

    /// Some bytes; none at the end; nil if there are none yet.
    func read() -> [UInt8]? {
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        let count = unsafe recv(descriptor, &buffer, buffer.count, 0)
        if count < 0 { return errno == EAGAIN || errno == EINTR ? nil : [] }
        return Array(buffer[..<count])
    }

    /// How many of the bytes left, nil if the connection is broken.
    func write(_ bytes: ArraySlice<UInt8>) -> Int? {
        let count = unsafe bytes.withUnsafeBytes {
            unsafe send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
        }
        if count < 0 { return errno == EAGAIN || errno == EINTR ? 0 : nil }
        return count
    }

    func write(_ bytes: [UInt8]) -> Int? { write(bytes[...]) }

    private static func withLoopback(
        _ family: Family, _ port: Int, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) -> Int32 {
        let port = in_port_t(truncatingIfNeeded: port).bigEndian
        switch family {
        case .ipv4:
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = port
            address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
            return unsafe withSocketAddress(&address, body)
        case .ipv6:
            var address = sockaddr_in6()
            address.sin6_family = sa_family_t(AF_INET6)
            address.sin6_port = port
            address.sin6_addr = in6addr_loopback
            return unsafe withSocketAddress(&address, body)
        }
    }

    private static func withSocketAddress<Address>(
        _ address: inout Address, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) -> Int32 {
        unsafe withUnsafeBytes(of: &address) { bytes in
            guard let base = bytes.baseAddress else { return -1 }
            return unsafe body(base.assumingMemoryBound(to: sockaddr.self), socklen_t(bytes.count))
        }
    }
}
