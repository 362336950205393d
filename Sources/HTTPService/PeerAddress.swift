import Glibc

/// Who is at the other end of a connection, as far as one subscriber can be told from another.
enum PeerAddress: Hashable, Sendable {
    /// An address of IPv4, also where it came over a socket of IPv6.
    case v4(UInt32)
    /// The first 64 bits of an address of IPv6: whoever has one has the whole network.
    case v6(UInt64)
    /// Something else.
    case other

    /// The peer of a socket address.
    init(_ address: UnsafePointer<sockaddr>?) {
        switch unsafe address.map({ unsafe Int32($0.pointee.sa_family) }) {
        case AF_INET:
            self =
                unsafe UnsafeRawPointer(address).map { unsafe .v4($0.load(as: sockaddr_in.self).sin_addr.s_addr) }
                ?? .other
        case AF_INET6:
            self =
                unsafe UnsafeRawPointer(address).map { unsafe Self.v6($0.load(as: sockaddr_in6.self).sin6_addr) }
                ?? .other
        default:
            self = .other
        }
    }

    private static func v6(_ address: in6_addr) -> PeerAddress {
        unsafe withUnsafeBytes(of: address) { bytes in
            let mapped: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff]
            return unsafe bytes.starts(with: mapped)
                ? .v4(bytes.loadUnaligned(fromByteOffset: 12, as: UInt32.self))
                : .v6(bytes.loadUnaligned(as: UInt64.self))
        }
    }
}
