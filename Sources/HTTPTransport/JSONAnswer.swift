import JSON
import Text

/// The answer to a request for JSON: what is wanted of its body, and what is wrong with it.
struct JSONAnswer {
    let head: ResponseHead
    /// In bytes, unpacked.
    let limit: Int

    /// What is done with the body.
    var bodyRule: BodyRule {
        guard head.status == 200 else { return .prefix(Exchange.maximumErrorBytes) }
        return isAnnouncedTooLong ? .none : .whole(limit: limit)
    }

    /// The failure that the head of a 200 is, if it is one; `url` is where it comes from.
    func failure(of url: RequestURL) -> HTTPFailure? {
        isAnnouncedTooLong ? HTTPFailure(.bodyTooLarge(limit: limit), url: url.shown) : nil
    }

    /// The failure of a body that is announced as something else than JSON and is something else: a page for people,
    /// mostly. JSON is taken whatever it is called.
    func failure(of body: [UInt8], from url: RequestURL) -> HTTPFailure? {
        guard let type = head.contentType, isOtherType(type), !isJSON(body) else { return nil }
        return HTTPFailure(.wrongContentType(url.redaction.scrubbing(type).printableLine(limit: 100)), url: url.shown)
    }

    private var isAnnouncedTooLong: Bool { head.contentLength ?? 0 > limit }

    private func isOtherType(_ type: String) -> Bool {
        type.prefix { $0 != ";" && $0 != " " && $0 != "\t" }.lowercased() != "application/json"
    }

    private func isJSON(_ body: [UInt8]) -> Bool {
        (try? JSONValue(parsing: body, limits: JSONLimits(maximumBytes: limit))) != nil
    }
}
