/// Why a request is not handed on. The connection is closed after the answer.
package enum HTTPRefusal: Sendable, Equatable {
    /// The request line and header are longer than this.
    case header(limit: Int)
    /// A header field is longer than this.
    case field(limit: Int)
    /// There are more header fields than this.
    case fields(limit: Int)
    /// A header field has a control character other than a tab. Source: RFC 9110 section 5.5.
    case control
    /// The body is, or is to be, longer than this.
    case body(limit: Int)
    /// Two lengths of the body, or a transfer coding other than `chunked`. Source: RFC 9112 section 6.3.
    case ambiguousLength

    /// The HTTP status.
    package var status: Int {
        switch self {
        case .field, .fields, .control, .ambiguousLength: 400
        case .body: 413
        case .header: 431
        }
    }

    /// One clause, lower case.
    package var reason: String {
        switch self {
        case .header(let limit): "the header is longer than \(limit) bytes"
        case .field(let limit): "a header field is longer than \(limit) bytes"
        case .fields(let limit): "there are more than \(limit) header fields"
        case .control: "a header field has a control character"
        case .body(limit: 0): "a body is not expected"
        case .body(let limit): "the body is longer than \(limit) bytes"
        case .ambiguousLength: "the length of the body is ambiguous"
        }
    }

    /// The reason as plain text.
    package var response: HTTPResponse {
        HTTPResponse(status: status, text: reason + "\n", mediaType: "text/plain; charset=utf-8")
    }
}
