import CommandLine
import Hummingbird
import JSON

/// The answer to every request: a fixed set of paths, to be read only.
///
/// Source of the first four: `spec/overview.md` section 10. Nothing of a request reaches a file or a program.
struct StatusResponder: Sendable {
    /// The longest target of a request, in bytes.
    static let longestTarget = 2048
    /// The longest body of a request, in bytes; no request needs one.
    static let longestBody = 64 << 10

    /// Where the answers come from.
    let source: @Sendable () -> StatusReading
    /// The light client's address, if it was configured: `0x` and 40 digits in lower case.
    let contract: String?
    /// When the process began.
    let processStart: Timestamp

    /// Answers `request` at `now`.
    func respond(to request: Request, now: Timestamp = .now) -> Response {
        var response = answer(request, now: now)
        response.headers[.cacheControl] = "no-store"
        response.headers[.accessControlAllowOrigin] = "*"
        response.headers[.xContentTypeOptions] = "nosniff"
        if response.headers[.contentSecurityPolicy] == nil {
            response.headers[.contentSecurityPolicy] = "default-src 'none'; frame-ancestors 'none'"
        }
        return request.method == .head ? response.createHeadResponse() : response
    }

    private func answer(_ request: Request, now: Timestamp) -> Response {
        let target = request.head.path ?? "/"
        guard target.utf8.count <= Self.longestTarget else {
            return .error(.uriTooLong, "the target is longer than \(Self.longestTarget) bytes")
        }
        if let length = request.headers[.contentLength], Int(length).map({ $0 > Self.longestBody }) ?? true {
            return .error(.contentTooLarge, "the body is longer than \(Self.longestBody) bytes")
        }
        var path = target.prefix { $0 != "?" }
        if path.count > 1, path.last == "/" { path = path.dropLast() }
        guard let answer = Self.answers[String(path)] else { return .error(.notFound, "no such resource") }
        switch request.method {
        case .get, .head: return answer(self, now)
        case .options: return .preflight
        default: return .error(.methodNotAllowed, "only GET and HEAD are allowed", [.allow: Response.methods])
        }
    }

    private static let answers: [String: @Sendable (StatusResponder, Timestamp) -> Response] = [
        "/healthcheck": { _, _ in .json(["status": "available", "modules": [:]]) },
        "/version": { _, _ in
            .json(["modules": [:], "app_version": .string(ProductVersion.text), "disco_version": nil])
        },
        "/api/lightclient_contract": { responder, _ in responder.lightClientContract },
        "/v0/api/lightclient_contract": { responder, _ in responder.lightClientContract },
        "/api/status": { responder, now in .json(responder.source().json(now: now)) },
        "/metrics": { responder, _ in
            .text(responder.source().metrics(processStart: responder.processStart), PrometheusText.mediaType)
        },
        "/": { responder, now in
            var response = Response.text(
                StatusPage(reading: responder.source(), now: now).text, "text/html; charset=utf-8")
            response.headers[.contentSecurityPolicy] = PageFrame.shared.policy
            return response
        },
    ]

    private var lightClientContract: Response {
        guard let address = contract ?? source().status?.contract?.address.lowercased() else {
            return .error(.serviceUnavailable, "the light client's address is not known yet")
        }
        return .json(.string(address))
    }
}

extension Response {
    /// The methods that every resource has.
    fileprivate static let methods = "GET, HEAD, OPTIONS"

    /// What a browser asks before it lets another site's script send a request.
    fileprivate static var preflight: Response {
        Response(
            status: .noContent,
            headers: [
                .allow: methods, .accessControlAllowMethods: methods, .accessControlAllowHeaders: "*",
                .accessControlMaxAge: "86400",
            ])
    }

    fileprivate static func text(
        _ text: String, _ mediaType: String, status: HTTPResponse.Status = .ok, _ headers: HTTPFields = [:]
    ) -> Response {
        var headers = headers
        headers[.contentType] = mediaType
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }

    fileprivate static func json(
        _ value: JSONValue, status: HTTPResponse.Status = .ok, _ headers: HTTPFields = [:]
    ) -> Response {
        do throws(JSONError) {
            return text(try value.serialized(), "application/json", status: status, headers)
        } catch {
            return text(#"{"error":"out of memory"}"#, "application/json", status: .internalServerError, headers)
        }
    }

    /// `{"error":"…"}`.
    fileprivate static func error(
        _ status: HTTPResponse.Status, _ message: String, _ headers: HTTPFields = [:]
    ) -> Response {
        json(["error": .string(message)], status: status, headers)
    }
}
