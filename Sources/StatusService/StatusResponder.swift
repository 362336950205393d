import CommandSupport
import HTTPService
import JSON

/// The answer to every request: a fixed set of paths, to be read only.
///
/// Source of all but `/`, `/api/status`, `/metrics` and `/readiness`: the HTTP service of Espresso's hotshot-state-prover. Nothing of a request reaches a file or
/// a program.
struct StatusResponder: Sendable {
    /// The longest target of a request, in bytes.
    static let longestTarget = 2048

    /// Where the answers come from.
    let source: @Sendable () -> StatusReading
    /// The light client's address, if it was configured: `0x` and 40 digits in lower case.
    let contract: String?
    /// When the process began.
    let processStart: Timestamp

    /// Answers `request` at `now`.
    func respond(to request: HTTPRequest, now: Timestamp = .now) -> HTTPResponse { guarded(answer(request, now: now)) }

    /// Answers a request that the server does not hand on.
    func refuse(_ refusal: HTTPRefusal) -> HTTPResponse { guarded(.error(refusal.status, refusal.reason)) }

    private func guarded(_ response: HTTPResponse) -> HTTPResponse {
        var response = response
        response.fields["Cache-Control"] = "no-store"
        response.fields["Access-Control-Allow-Origin"] = "*"
        response.fields["X-Content-Type-Options"] = "nosniff"
        if response.fields["Content-Security-Policy"] == nil {
            response.fields["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'"
        }
        return response
    }

    private func answer(_ request: HTTPRequest, now: Timestamp) -> HTTPResponse {
        guard request.target.utf8.count <= Self.longestTarget else {
            return .error(414, "the target is longer than \(Self.longestTarget) bytes")
        }
        var path = request.path
        if path.count > 1, path.last == "/" { path = path.dropLast() }
        guard let answer = Self.answers[String(path)] else { return .error(404, "no such resource") }
        switch request.method {
        case "GET", "HEAD": return answer(self, now)
        case "OPTIONS": return .preflight
        default: return .error(405, "only GET and HEAD are allowed", ["Allow": HTTPResponse.methods])
        }
    }

    private static let answers: [String: @Sendable (StatusResponder, Timestamp) -> HTTPResponse] = [
        "/healthcheck": { _, _ in .json(["status": "available", "modules": [:]]) },
        "/readiness": { responder, now in
            let readiness = Readiness(responder.source(), now: now)
            return .json(readiness.json, status: readiness.isReady ? 200 : 503)
        },
        "/version": { _, _ in
            .json(["modules": [:], "app_version": .string(ProductVersion.text), "disco_version": nil])
        },
        "/api/lightclient_contract": { responder, _ in responder.lightClientContract },
        "/v0/api/lightclient_contract": { responder, _ in responder.lightClientContract },
        "/api/status": { responder, now in .json(responder.source().json(now: now)) },
        "/metrics": { responder, now in
            HTTPResponse(
                text: responder.source().metrics(processStart: responder.processStart, now: now),
                mediaType: PrometheusText.mediaType)
        },
        "/": { responder, now in
            HTTPResponse(
                fields: ["Content-Security-Policy": PageFrame.shared.policy],
                text: StatusPage(reading: responder.source(), now: now).text, mediaType: "text/html; charset=utf-8")
        },
    ]

    private var lightClientContract: HTTPResponse {
        guard let address = contract ?? source().status?.contract?.address.lowercased() else {
            return .error(503, "the light client's address is not known yet")
        }
        return .json(.string(address))
    }
}

extension HTTPResponse {
    /// The methods that every resource has.
    fileprivate static let methods = "GET, HEAD, OPTIONS"

    /// What a browser asks before it lets another site's script send a request.
    fileprivate static var preflight: HTTPResponse {
        HTTPResponse(
            status: 204,
            fields: [
                "Allow": methods, "Access-Control-Allow-Methods": methods, "Access-Control-Allow-Headers": "*",
                "Access-Control-Max-Age": "86400",
            ])
    }

    fileprivate static func json(_ value: JSONValue, status: Int = 200, _ fields: HTTPFields = [:]) -> HTTPResponse {
        do throws(JSONError) {
            return HTTPResponse(
                status: status, fields: fields, text: try value.serialized(), mediaType: "application/json")
        } catch {
            return HTTPResponse(
                status: 500, fields: fields, text: #"{"error":"out of memory"}"#, mediaType: "application/json")
        }
    }

    /// `{"error":"…"}`.
    fileprivate static func error(_ status: Int, _ message: String, _ fields: HTTPFields = [:]) -> HTTPResponse {
        json(["error": .string(message)], status: status, fields)
    }
}
