import CommandLine
import Glibc
import Text

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
        case .unknownHost(let host): "cannot listen on \(LineText.quoted(host)): no such host"
        case .refused(let host, let port, let code):
            "cannot listen on port \(port) of \(LineText.escaped(host)): \(String(cString: strerror(code)).lowercased())"
        }
    }

    /// The failure of the command: a port that is taken may be free later, the rest wants another setting.
    package var failure: StageFailure {
        switch self {
        case .refused(_, _, EADDRINUSE):
            StageFailure(.tryAgain, description, hint: "another program has it; --port 0 takes any free port")
        case .refused(_, _, EACCES), .refused(_, _, EPERM):
            StageFailure(.notPermitted, description, hint: "ports below 1024 are the administrator's")
        case .refused, .unknownHost:
            StageFailure(.configuration, description, hint: "see --host")
        }
    }
}
