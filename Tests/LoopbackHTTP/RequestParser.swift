/// Takes HTTP/1.1 requests out of a growing run of bytes; only what well-behaved clients send is understood.
struct RequestParser {
    static let maximumHeadBytes = 32 << 10
    static let maximumBodyBytes = 4 << 20

    struct BadRequest: Error {}

    private var received: [UInt8] = []

    mutating func append(_ bytes: some Sequence<UInt8>) {
        received.append(contentsOf: bytes)
    }

    /// The next whole request, `nil` if more bytes are needed.
    ///
    /// - Throws: `BadRequest` if head or body are larger than the bounds, or are no HTTP.
    mutating func next() throws(BadRequest) -> LoopbackRequest? {
        guard let headEnd = received.firstRange(of: Array("\r\n\r\n".utf8)) else {
            guard received.count <= Self.maximumHeadBytes else { throw BadRequest() }
            return nil
        }
        let lines = String(decoding: received[..<headEnd.lowerBound], as: UTF8.self).split(separator: "\r\n")
        let words = (lines.first ?? "").split(separator: " ")
        guard words.count == 3, words[2] == "HTTP/1.1" else { throw BadRequest() }

        var headers: [LoopbackRequest.Header] = []
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { throw BadRequest() }
            let value = line[line.index(after: colon)...].drop { $0 == " " }
            headers.append(.init(name: String(line[..<colon]), value: String(value)))
        }
        let length = headers.first { $0.name.lowercased() == "content-length" }.map { Int($0.value) ?? -1 } ?? 0
        guard (0...Self.maximumBodyBytes).contains(length) else { throw BadRequest() }
        let bodyEnd = headEnd.upperBound + length
        guard received.count >= bodyEnd else { return nil }

        let body = Array(received[headEnd.upperBound..<bodyEnd])
        received.removeFirst(bodyEnd)
        return LoopbackRequest(method: String(words[0]), path: String(words[1]), headers: headers, body: body)
    }
}
