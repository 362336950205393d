/// An answer. The server adds `Date`, `Content-Length` and, where it closes, `Connection`; after `HEAD` it leaves out the
/// body.
package struct HTTPResponse: Sendable {
    /// What follows the header.
    package enum Body: Sendable {
        /// All of it.
        case bytes([UInt8])
        /// `length` bytes in pieces, each of which is asked for when the one before has been sent.
        ///
        /// Nil before that is the end of the connection, so that the client sees a body that was cut off.
        case stream(length: UInt64, next: @Sendable () async -> [UInt8]?)
    }

    /// The status, from 200 to 999.
    package var status: Int
    /// The header fields.
    package var fields: HTTPFields
    /// The body.
    package var body: Body

    /// An answer.
    package init(status: Int, fields: HTTPFields = [:], body: Body = .bytes([])) {
        self.status = status
        self.fields = fields
        self.body = body
    }

    /// An answer with a text.
    package init(status: Int = 200, fields: HTTPFields = [:], text: String, mediaType: String) {
        self.init(status: status, fields: fields, body: .bytes(Array(text.utf8)))
        self.fields["Content-Type"] = mediaType
    }
}
