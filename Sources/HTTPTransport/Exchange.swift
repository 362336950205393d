import Text

/// One attempt of one request: redirects followed, headers checked, the body read within its bound.
struct Exchange: Sendable {
    let client: JSONHTTPClient
    let method: JSONHTTPClient.Method
    let url: RequestURL
    /// How long the attempt may take as a whole, and when that is over.
    let time: Duration
    let deadline: ContinuousClock.Instant
    /// What is asked for besides the URL.
    var headers = ["Accept: application/json"]
    /// Whether a packed answer is asked for, and unpacked.
    var acceptsPacked = true
    /// Decides about the body of an answer that is the last one.
    let bodyRule: @Sendable (ResponseHead) -> BodyRule

    /// Bodies of error answers are cut here, in bytes; longer ones of redirects are not awaited.
    static let maximumErrorBytes = 64 << 10

    /// The first answer that is no redirect, and where it comes from. The caller reads its body or abandons it.
    func response() async throws(HTTPFailure) -> Response {
        var current = url
        var visited: Set<String> = [current.text]
        while true {
            let transfer = client.loop.start(try request(for: current))
            let answer = Response(head: try await transfer.head(), transfer: transfer)
            // The body of a redirect goes on arriving, so that the connection can be used again.
            guard let next = try redirect(in: answer) else { return answer }
            guard visited.count <= client.policy.maximumRedirects else {
                let limit = client.policy.maximumRedirects
                throw HTTPFailure(.tooManyRedirects(limit: limit), url: current.shown)
            }
            guard visited.insert(next.text).inserted else {
                throw HTTPFailure(.badRedirect(reason: "it goes in a circle"), url: current.shown)
            }
            current = next
        }
    }

    private func request(for url: RequestURL) throws(HTTPFailure) -> TransferRequest {
        let network = client.network
        let proxy: Proxy?
        do throws(EnvironmentFlaw) {
            proxy = try network.proxies.proxy(for: url)
            if url.isSecure || proxy?.isSecure == true { try network.authorities.check() }
        } catch {
            throw HTTPFailure(.environment(reason: error.reason), url: url.shown)
        }
        var headers = headers
        var body: [UInt8]?
        if case .post(let bytes) = method {
            headers.append("Content-Type: application/json")
            body = bytes
        }
        return TransferRequest(
            url: url, body: body, headers: headers, userAgent: client.userAgent, acceptsPacked: acceptsPacked,
            proxy: proxy, authorities: network.authorities, addresses: network.addresses, policy: client.policy,
            time: time, deadline: deadline,
            bodyRule: { [bodyRule, method] head in
                guard method.isRedirect(head) else { return bodyRule(head) }
                return head.contentLength ?? 0 <= Self.maximumErrorBytes ? .prefix(Self.maximumErrorBytes) : .none
            })
    }

    /// Where a redirect leads, `nil` of an answer that is none or answers a `POST`.
    private func redirect(in answer: Response) throws(HTTPFailure) -> RequestURL? {
        guard method.isRedirect(answer.head) else { return nil }
        guard let location = answer.head.location else {
            throw HTTPFailure(.badRedirect(reason: "it has no location"), url: answer.url.shown)
        }
        return try answer.url.redirected(to: location)
    }
}

/// An answer whose head is there.
struct Response: Sendable {
    let head: ResponseHead
    let transfer: Transfer

    /// Where it comes from.
    var url: RequestURL { transfer.request.url }

    /// What an answer other than a success says. Throws only the failure of a task that was cancelled.
    func statusFailure() async throws(HTTPFailure) -> HTTPFailure {
        // The status is the news; as much of its explanation as arrived will do.
        let bytes = try await transfer.bodySoFar()
        if head.status == 407, let proxy = transfer.request.proxy {
            return HTTPFailure(.proxyRefused(status: 407, proxy: proxy.shown), url: url.shown)
        }
        if transfer.request.body != nil, [301, 302, 303, 307, 308].contains(head.status), let location = head.location {
            let target = RedactedURL(url.redaction.scrubbing(redacted(location)))
            return HTTPFailure(.redirectedPost(head.status, to: target), url: url.shown)
        }
        let message = url.redaction.scrubbing(serverMessage(in: bytes)).printableLine(limit: 300)
        return HTTPFailure(.status(head.status, message: message), url: url.shown, retryAfter: head.retryAfter)
    }
}

extension JSONHTTPClient.Method {
    /// Whether an answer sends on to another URL.
    fileprivate func isRedirect(_ head: ResponseHead) -> Bool {
        guard case .get = self else { return false }
        return [301, 302, 303, 307, 308].contains(head.status)
    }
}
