import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOPosix
import Text

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension HTTPFailure.Kind {
    /// How far an exchange had come when the library threw.
    enum Stage {
        case beforeAnswer
        case inBody
    }

    /// What an error of the HTTP library means.
    ///
    /// Only errors known to come before the request is sent are `.unreachable`: a `POST` is sent again after them.
    init(_ error: any Error, stage: Stage, policy: HTTPPolicy) {
        switch error {
        case is CancellationError: self = .cancelled
        case let error as HTTPClientError: self.init(error, stage: stage, policy: policy)
        case let error as NIOConnectionError: self = Self.connecting(error, policy: policy)
        case ChannelError.connectTimeout: self = .timedOut(.connecting, after: policy.connectTimeout)
        case HTTPParserError.invalidEOFState: self = Self.closed(in: stage, "connection closed")
        case let error as HTTPParserError: self = .malformed(reason: "\(error)".spacedWords)
        case let error as IOError where error.isOfConnecting: self = .unreachable(reason: error.words)
        case let error as IOError: self = Self.closed(in: stage, error.words)
        default: self = Self.closed(in: stage, "\(error)".printableLine(limit: 200))
        }
    }

    private init(_ error: HTTPClientError, stage: Stage, policy: HTTPPolicy) {
        switch error {
        case .cancelled:
            self = .cancelled
        case .alreadyShutdown:
            self = .shutDown
        case .connectTimeout, .tlsHandshakeTimeout, .getConnectionFromPoolTimeout:
            self = .timedOut(.connecting, after: policy.connectTimeout)
        case .readTimeout:
            self = .timedOut(.waitingForData, after: policy.idleTimeout)
        case .deadlineExceeded:
            self = .timedOut(.wholeAttempt, after: policy.totalTimeout)
        case .remoteConnectionClosed:
            self = Self.closed(in: stage, "connection closed")
        default:
            self = Self.closed(in: stage, error.shortDescription.lowercased())
        }
    }

    private static func closed(in stage: Stage, _ reason: String) -> Self {
        switch stage {
        case .beforeAnswer: .disconnected(reason: reason)
        case .inBody: .truncated
        }
    }

    private static func connecting(_ error: NIOConnectionError, policy: HTTPPolicy) -> Self {
        switch error.connectionErrors.first?.error {
        case nil: .unreachable(reason: "host name not found")
        case ChannelError.connectTimeout?: .timedOut(.connecting, after: policy.connectTimeout)
        case let error as IOError: .unreachable(reason: error.words)
        case let error?: .unreachable(reason: "\(error)".printableLine(limit: 200))
        }
    }
}

extension IOError {
    /// Whether only `connect` fails so, never a connection that stands.
    fileprivate var isOfConnecting: Bool {
        [ECONNREFUSED, ENETUNREACH, EADDRNOTAVAIL].contains(errnoCode)
    }

    /// The operating system's words, such as `connection refused`.
    fileprivate var words: String {
        String(cString: strerror(errnoCode)).lowercased()
    }
}

extension String {
    /// A camel case name as words: `invalidConstant` is `invalid constant`.
    fileprivate var spacedWords: String {
        reduce(into: "") { $0 += $1.isUppercase ? " \($1.lowercased())" : String($1) }
    }
}
