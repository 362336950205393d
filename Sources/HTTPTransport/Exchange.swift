import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import Text

/// One attempt of one request: redirects followed, headers checked, the body read within its bound.
struct Exchange: Sendable {
    let client: JSONHTTPClient
    let method: JSONHTTPClient.Method
    let url: RequestURL
    /// Of the attempt as a whole.
    let deadline: NIODeadline
    /// What is asked for besides the URL.
    var headers: HTTPHeaders = ["Accept": "application/json"]

    /// Bodies of error answers are cut here, in bytes.
    private static let maximumErrorBytes = 64 << 10

    func run() async -> Result<[UInt8], HTTPFailure> {
        do throws(HTTPFailure) {
            let (response, origin) = try await response()
            return .success(try await body(of: response, from: origin))
        } catch {
            return .failure(error)
        }
    }

    /// The first answer that is no redirect, and where it comes from.
    func response() async throws(HTTPFailure) -> (HTTPClientResponse, RequestURL) {
        var current = url
        var visited: Set<String> = [current.text]
        while true {
            let response = try await answer(of: current)
            guard let next = try redirect(in: response, from: current) else { return (response, current) }
            guard visited.count <= client.policy.maximumRedirects else {
                let limit = client.policy.maximumRedirects
                throw failure(.tooManyRedirects(limit: limit), at: current)
            }
            guard visited.insert(next.text).inserted else {
                throw failure(.badRedirect(reason: "it goes in a circle"), at: current)
            }
            current = next
        }
    }

    private func answer(of url: RequestURL) async throws(HTTPFailure) -> HTTPClientResponse {
        var request = HTTPClientRequest(url: url.text)
        request.headers = headers
        request.headers.add(name: "User-Agent", value: client.userAgent)
        if let credentials = url.credentials {
            request.setBasicAuth(username: credentials.user, password: credentials.password)
        }
        if case .post(let body) = method {
            request.method = .POST
            request.headers.add(name: "Content-Type", value: "application/json")
            request.body = .bytes(ByteBuffer(bytes: body))
        }
        do {
            return try await client.client.execute(request, deadline: deadline)
        } catch {
            throw failure(HTTPFailure.Kind(error, stage: .beforeAnswer, policy: client.policy), at: url)
        }
    }

    /// Where a redirect leads, `nil` of an answer that is none or answers a `POST`.
    private func redirect(
        in response: HTTPClientResponse,
        from url: RequestURL
    ) throws(HTTPFailure) -> RequestURL? {
        guard case .get = method, [301, 302, 303, 307, 308].contains(response.status.code) else { return nil }
        guard let location = response.headers.first(name: "Location") else {
            throw failure(.badRedirect(reason: "it has no location"), at: url)
        }
        return try url.redirected(to: location)
    }

    private func body(of response: HTTPClientResponse, from url: RequestURL) async throws(HTTPFailure) -> [UInt8] {
        let announced = response.headers.first(name: "Content-Length").flatMap { Int($0) }
        guard response.status == .ok else {
            throw await statusFailure(response, at: url)
        }
        if let type = response.headers.first(name: "Content-Type"), !isJSON(type) {
            throw failure(.wrongContentType(url.redaction.scrubbing(type).printableLine(limit: 100)), at: url)
        }
        let limit = client.policy.maximumBodyBytes
        if let announced, announced > limit {
            throw failure(.bodyTooLarge(limit: limit), at: url)
        }
        do {
            var bytes: [UInt8] = []
            for try await part in response.body {
                guard part.readableBytes <= limit - bytes.count else {
                    throw failure(.bodyTooLarge(limit: limit), at: url)
                }
                bytes.append(contentsOf: part.readableBytesView)
            }
            try Task.checkCancellation()
            return bytes
        } catch let error as HTTPFailure {
            throw error
        } catch {
            throw failure(HTTPFailure.Kind(error, stage: .inBody, policy: client.policy), at: url)
        }
    }

    /// What an answer other than a success says.
    func statusFailure(_ response: HTTPClientResponse, at url: RequestURL) async -> HTTPFailure {
        var bytes: [UInt8] = []
        do {
            for try await part in response.body {
                bytes.append(contentsOf: part.readableBytesView.prefix(Self.maximumErrorBytes - bytes.count))
                if bytes.count == Self.maximumErrorBytes { break }
            }
        } catch {
            // The status is the news; as much of its explanation as arrived will do.
        }
        let message = url.redaction.scrubbing(serverMessage(in: bytes)).printableLine(limit: 300)
        let seconds = response.headers.first(name: "Retry-After").flatMap { UInt32($0) }
        var failure = failure(.status(Int(response.status.code), message: message), at: url)
        failure.retryAfter = seconds.map { .seconds(Int64($0)) }
        return failure
    }

    private func failure(_ kind: HTTPFailure.Kind, at url: RequestURL) -> HTTPFailure {
        HTTPFailure(kind, url: url.shown)
    }

    private func isJSON(_ contentType: String) -> Bool {
        let type = contentType.prefix { $0 != ";" && $0 != " " && $0 != "\t" }
        return type.lowercased() == "application/json"
    }
}
