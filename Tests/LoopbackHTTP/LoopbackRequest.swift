/// A request as it arrived at a ``LoopbackServer``.
public struct LoopbackRequest: Sendable, Equatable {
    /// As sent, such as `GET`.
    public let method: String
    /// The request target: path and query, as sent.
    public let path: String
    /// Names and values in the order sent.
    public let headers: [Header]
    /// As many bytes as `Content-Length` says.
    public let body: [UInt8]

    /// One header line.
    public struct Header: Sendable, Equatable {
        /// As sent, in any case.
        public let name: String
        /// Without leading spaces.
        public let value: String
    }

    /// The first value of a header, its name compared without regard to case.
    public func header(_ name: String) -> String? {
        headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }
}
