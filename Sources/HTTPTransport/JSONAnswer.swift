import Text

/// The answer to a request for JSON: what is wanted of its body, and what is wrong with it.
struct JSONAnswer {
    let head: ResponseHead
    /// In bytes, unpacked.
    let limit: Int

    /// What is done with the body.
    var bodyRule: BodyRule {
        guard head.status == 200 else { return .prefix(Exchange.maximumErrorBytes) }
        return hasOtherType || isAnnouncedTooLong ? .none : .whole(limit: limit)
    }

    /// The failure that the head of a 200 is, if it is one; `url` is where it comes from.
    func failure(of url: RequestURL) -> HTTPFailure? {
        if let type = head.contentType, hasOtherType {
            return HTTPFailure(
                .wrongContentType(url.redaction.scrubbing(type).printableLine(limit: 100)), url: url.shown)
        }
        return isAnnouncedTooLong ? HTTPFailure(.bodyTooLarge(limit: limit), url: url.shown) : nil
    }

    private var isAnnouncedTooLong: Bool { head.contentLength ?? 0 > limit }

    private var hasOtherType: Bool {
        guard let type = head.contentType?.prefix(while: { $0 != ";" && $0 != " " && $0 != "\t" }) else { return false }
        return type.lowercased() != "application/json"
    }
}
