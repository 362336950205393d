import CCurl
import Glibc

/// What the head of an answer says, as far as anybody here asks.
struct ResponseHead: Sendable {
    let status: Int
    let contentType: String?
    /// As announced, of the body as it is sent.
    let contentLength: Int?
    let contentRange: String?
    /// How the body is packed, nil if it is not (RFC 9110 section 8.4).
    let contentEncoding: String?
    let entityTag: String?
    let location: String?
    /// How long the server asks to wait.
    let retryAfter: Duration?

    /// The head that has arrived last on `handle`; nil if it announces a length that is none, over which the library goes.
    init?(of handle: EasyHandle) {
        if let length = handle.header("Content-Length") {
            guard length.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let length = Int(length) else { return nil }
            contentLength = length
        } else {
            contentLength = nil
        }
        status = handle.number(CURLINFO_RESPONSE_CODE)
        contentType = handle.header("Content-Type")
        contentRange = handle.header("Content-Range")
        contentEncoding = handle.header("Content-Encoding").flatMap {
            $0.isEmpty || $0.lowercased() == "identity" ? nil : $0
        }
        entityTag = handle.header("ETag")
        location = handle.header("Location")
        retryAfter = handle.header("Retry-After").flatMap { Self.pause($0, now: time(nil)) }
    }

    /// The pause that `Retry-After` asks for, as seconds or as a date (RFC 9110 section 10.2.3); none before `now`.
    static func pause(_ value: String, now: Int) -> Duration? {
        if let seconds = UInt32(value) { return .seconds(Int64(seconds)) }
        // Every form of a date has letters; the library also takes bare numbers.
        guard value.utf8.count <= 64, value.contains(where: \.isLetter) else { return nil }
        let date = unsafe curl_getdate(value, nil)
        guard date >= 0 else { return nil }
        return .seconds(Int64(max(0, min(date - now, Int(UInt32.max)))))
    }
}
