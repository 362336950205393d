import Dispatch
import Glibc
import Synchronization

/// Connections of this machine with itself, byte by byte.
enum Loopback {
    private static func address(port: Int) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
        return address
    }

    private static func withAddress<Result>(
        _ port: Int, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result
    ) -> Result {
        let size = MemoryLayout<sockaddr_in>.size
        return unsafe withUnsafePointer(to: address(port: port)) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe body($0, socklen_t(size)) }
        }
    }

    private static func tcpSocket() -> Int32 { socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0) }

    /// A listening socket and its port.
    static func listener() -> (descriptor: Int32, port: Int) {
        let descriptor = tcpSocket()
        precondition(unsafe withAddress(0) { unsafe bind(descriptor, $0, $1) } == 0 && listen(descriptor, 16) == 0)
        var address = sockaddr_in()
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                _ = unsafe getsockname(descriptor, $0, &size)
            }
        }
        return (descriptor, Int(address.sin_port.bigEndian))
    }

    /// A connection to `port`; nil if the machine has none at the moment.
    static func connection(to port: Int) -> Int32? {
        let descriptor = tcpSocket()
        guard unsafe withAddress(port, { unsafe connect(descriptor, $0, $1) }) == 0 else {
            close(descriptor)
            return nil
        }
        // A server waits for the next request where it has overlooked that there will be none. Here nobody waits for it, and
        // the connection is cut off, so that it overlooks nothing.
        var patience = timeval(tv_sec: 0, tv_usec: 50_000)
        var cut = linger(l_onoff: 1, l_linger: 0)
        var isOn: Int32 = 1
        unsafe setsockopt(
            descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        unsafe setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &cut, socklen_t(MemoryLayout<linger>.size))
        // Without an acknowledgement at once the server keeps the end of its answer for 40 ms.
        unsafe setsockopt(
            descriptor, Int32(IPPROTO_TCP), TCP_QUICKACK, &isOn, socklen_t(MemoryLayout<Int32>.size))
        return descriptor
    }

    static func send(_ bytes: [UInt8], to descriptor: Int32) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe Glibc.send(descriptor, $0.baseAddress, $0.count, 0) }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }

    /// What comes until `isEnough`, or until the peer has no more.
    static func receive(from descriptor: Int32, until isEnough: ([UInt8]) -> Bool = { _ in false }) -> [UInt8] {
        var bytes: [UInt8] = []
        while !isEnough(bytes) {
            var part = [UInt8](repeating: 0, count: 4096)
            let count = unsafe part.withUnsafeMutableBytes { unsafe recv(descriptor, $0.baseAddress, $0.count, 0) }
            guard count > 0 else { break }
            bytes += part[..<count]
        }
        return bytes
    }

    private final class Result<Value: Sendable>: Sendable {
        let value = Mutex<Value?>(nil)
    }

    /// The value of an asynchronous function, awaited on this thread.
    static func await<Value: Sendable>(_ body: @escaping @Sendable () async -> Value) -> Value? {
        let done = DispatchSemaphore(value: 0)
        let result = Result<Value>()
        Task.detached {
            let value = await body()
            result.value.withLock { $0 = value }
            done.signal()
        }
        done.wait()
        return result.value.withLock { $0 }
    }
}
