import Failures
import Glibc

/// Why a server cannot listen at its address.
package enum ListenError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The host's name has no address.
    case unknownHost
    /// Nobody can say now whether the host's name has one.
    case noAnswer
    /// The system refuses, with this `errno` value.
    case refused(host: String, port: Int, code: Int32)

    /// Stable from release to release.
    package var code: String {
        switch self {
        case .unknownHost: "listen-unknown-host"
        case .noAnswer: "listen-no-answer"
        case .refused: "listen-refused"
        }
    }

    /// One clause, lower case.
    package var description: String {
        switch self {
        case .unknownHost: "cannot listen: there is no host of the name that was given"
        case .noAnswer: "cannot listen: no name server answers for the host that was given"
        case .refused(let host, let port, let code):
            "cannot listen on port \(port) of \(host): \(systemWords(code))"
        }
    }
}

extension ListenError: Failure {
    /// A port that is taken may be free later, and an address or a name server that is not there yet when the machine
    /// starts comes; so do descriptors and memory. The rest wants another setting.
    package var failureKind: FailureKind {
        switch self {
        case .refused(_, _, let code)
        where [EADDRINUSE, EADDRNOTAVAIL, EMFILE, ENFILE, ENOMEM, ENOBUFS, EAGAIN].contains(code):
            .tryAgain
        case .refused(_, _, EACCES), .refused(_, _, EPERM): .notPermitted
        case .noAnswer: .tryAgain
        case .refused, .unknownHost: .configuration
        }
    }

    /// What to do about it.
    package var hint: String? {
        switch self {
        case .refused(_, _, EADDRINUSE): "another program has it; --port 0 takes any free port"
        case .refused(_, _, EACCES), .refused(_, _, EPERM): "ports below 1024 are the administrator's"
        case .refused, .unknownHost, .noAnswer: "see --host"
        }
    }
}
