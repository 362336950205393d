import Glibc

/// Why a server cannot listen at its address.
package enum ListenError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The host's name has no address.
    case unknownHost(String)
    /// The system refuses, with this `errno` value.
    case refused(host: String, port: Int, code: Int32)

    /// Stable from release to release.
    package var code: String {
        switch self {
        case .unknownHost: "unknown-host"
        case .refused: "refused"
        }
    }

    /// One clause, lower case.
    package var description: String {
        switch self {
        case .unknownHost(let host): "cannot listen on \(host.debugDescription): no such host"
        case .refused(let host, let port, let code):
            "cannot listen on port \(port) of \(host): \(String(cString: strerror(code)).lowercased())"
        }
    }
}
