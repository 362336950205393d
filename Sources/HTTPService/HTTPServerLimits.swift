/// How much of a server anybody may take up.
package struct HTTPServerLimits: Sendable {
    /// Connections at a time. For a further one the oldest is ended, of the address that has most of them.
    package var connections = 256
    /// Connections at a time from one address; for IPv6 from one network of 64 bits, which is what one subscriber has.
    /// Further ones are closed at once.
    package var connectionsPerAddress = 128

    /// The longest request line and header together, in bytes.
    package var headerBytes = 32 << 10
    /// The longest header field, in bytes.
    package var fieldBytes = 8 << 10
    /// The most header fields.
    package var fields = 100
    /// The longest body of a request, in bytes. With 0 no request may have one.
    package var bodyBytes = 0

    /// How long a connection may be silent and take nothing, in whole seconds.
    package var silence = Duration.seconds(30)
    /// How long a request may take in all: from the connection's beginning, or from the end of the request before, until
    /// the client has taken all of the answer. However slow the client sends or takes, the connection is closed then.
    package var request = Duration.seconds(60)
    /// How long requests under way may still take once the server is to end.
    package var grace = Duration.milliseconds(400)

    /// The usual limits.
    package init() {}
}

extension HTTPServerLimits {
    /// ``silence`` as libmicrohttpd takes it: rounded up; at least one second, since none is no limit.
    var silentSeconds: UInt32 {
        let (seconds, rest) = silence.components
        return UInt32(clamping: max(1, seconds.advanced(by: rest > 0 ? 1 : 0)))
    }

    /// The connections that libmicrohttpd takes: some are ended and not yet closed. Further ones wait with the system.
    var accepted: UInt32 { UInt32(clamping: connections.addingReportingOverflow(32).partialValue) }

    /// The memory of a connection, in bytes: the header as it came and cookies once more, what the library notes of each
    /// field, and the header of the answer.
    var memory: Int { 2 * headerBytes + 64 * fields + (8 << 10) }
}
