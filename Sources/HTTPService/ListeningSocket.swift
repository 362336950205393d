import Glibc

/// A socket that listens for connections.
struct ListeningSocket {
    /// Connections that the system keeps until they are accepted.
    private static let backlog: Int32 = 256

    /// The descriptor.
    let descriptor: Int32
    /// The port, also where any free one was asked for.
    let port: Int

    /// A socket on `port` of `host`, 0 being any free one; `host` is a name, or an address of IPv4 or IPv6.
    ///
    /// Of a name's addresses it is the first that this machine has. Throws ``ListenError``.
    init(host: String, port: Int) throws(ListenError) {
        var code = EADDRNOTAVAIL
        for address in try Self.addresses(of: host, port: port) {
            do throws(Errno) {
                self = try ListeningSocket(address)
                return
            } catch {
                code = error.code
                guard [EADDRNOTAVAIL, EAFNOSUPPORT].contains(code) else { break }
            }
        }
        throw .refused(host: host, port: port, code: code)
    }

    private struct Errno: Error {
        let code = Glibc.errno
    }

    /// A socket address as the system takes it.
    private typealias Address = (family: Int32, bytes: [UInt8])

    private init(_ address: Address) throws(Errno) {
        let descriptor = socket(address.family, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw Errno() }
        // A server that has just ended leaves connections behind which would keep the port for a minute.
        var isOn: Int32 = 1
        unsafe setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &isOn, socklen_t(MemoryLayout<Int32>.size))
        guard unsafe Self.withAddress(address.bytes, { unsafe bind(descriptor, $0, $1) }) == 0,
            listen(descriptor, Self.backlog) == 0,
            let port = Self.port(of: descriptor)
        else {
            let error = Errno()
            close(descriptor)
            throw error
        }
        self.descriptor = descriptor
        self.port = port
    }

    private static func withAddress<Result>(
        _ bytes: [UInt8], _ body: (UnsafePointer<sockaddr>?, socklen_t) -> Result
    ) -> Result {
        unsafe bytes.withUnsafeBytes {
            unsafe body($0.assumingMemoryBound(to: sockaddr.self).baseAddress, socklen_t($0.count))
        }
    }

    private static func port(of descriptor: Int32) -> Int? {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let status = unsafe withUnsafeMutablePointer(to: &storage) {
            unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe getsockname(descriptor, $0, &length) }
        }
        guard status == 0 else { return nil }
        // The port is at the same place in the addresses of both families.
        return unsafe withUnsafeBytes(of: storage) { unsafe Int($0[2]) << 8 | Int($0[3]) }
    }

    private static func addresses(of host: String, port: Int) throws(ListenError) -> [Address] {
        var hints = unsafe addrinfo()
        unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        unsafe hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV
        var found: UnsafeMutablePointer<addrinfo>?
        guard !host.utf8.contains(0) else { throw .unknownHost }
        let status = unsafe getaddrinfo(host, String(port), &hints, &found)
        guard status == 0 else {
            throw [EAI_AGAIN, EAI_MEMORY, EAI_SYSTEM].contains(status) ? .noAnswer : .unknownHost
        }
        defer { unsafe freeaddrinfo(found) }
        var addresses: [Address] = []
        var next = unsafe found
        while let entry = unsafe next?.pointee {
            let bytes = unsafe UnsafeRawBufferPointer(start: entry.ai_addr, count: Int(entry.ai_addrlen))
            unsafe addresses.append((entry.ai_family, Array(bytes)))
            unsafe next = entry.ai_next
        }
        return addresses
    }
}
