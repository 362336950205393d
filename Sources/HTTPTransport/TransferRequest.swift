/// One request, without its redirects, and what is to become of the answer.
struct TransferRequest: Sendable {
    let url: RequestURL
    /// What is sent by `POST`; a `GET` has none.
    let body: [UInt8]?
    /// Lines such as `Accept: application/json`.
    let headers: [String]
    let userAgent: String
    /// Whether a packed answer is asked for, and unpacked.
    let acceptsPacked: Bool
    /// Nil if the host is reached directly.
    let proxy: Proxy?
    let authorities: TrustedAuthorities
    /// See ``NetworkSettings/addresses``.
    let addresses: [String]
    let policy: HTTPPolicy
    /// How long all of it may take, redirects before it included, and when it has to be over.
    let time: Duration
    let deadline: ContinuousClock.Instant
    /// Decides about the body when the head is there.
    let bodyRule: @Sendable (ResponseHead) -> BodyRule
}

/// What is done with the body of an answer.
enum BodyRule: Sendable, Equatable {
    /// It is not wanted: the transfer ends at once.
    case none
    /// It is wanted up to this many bytes; then the transfer ends well.
    case prefix(Int)
    /// It is wanted whole; the transfer fails once it is longer than this many bytes, unpacked.
    case whole(limit: Int)
    /// It is wanted piece by piece, no faster than the pieces are taken. Never unpacked.
    case stream
}
