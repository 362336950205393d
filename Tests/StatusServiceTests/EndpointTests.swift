import CommandSupport
import JSON
import StatusService
import TestSupport
import Testing

/// What every path answers. Source of the first ones: the original's HTTP service.
@Suite struct EndpointTests {
    private static let address = "0x303872bb82a191771321d4828888920100d0b3e4"

    @Test(arguments: [
        ("/healthcheck", #"{"status":"available","modules":{}}"#),
        ("/healthcheck/", #"{"status":"available","modules":{}}"#),
        ("/healthcheck?verbose=1", #"{"status":"available","modules":{}}"#),
        ("http://localhost/healthcheck", #"{"status":"available","modules":{}}"#),
        ("/api/lightclient_contract", "\"\(address)\""), ("/v0/api/lightclient_contract", "\"\(address)\""),
        ("/version", #"{"modules":{},"app_version":"\#(ProductVersion.text)","disco_version":null}"#),
    ])
    func fixedAnswers(target: String, body: String) async throws {
        let answer = try await StatusServer.with(SampleStatus.waiting) { try await $0.send("GET", target) }
        #expect(answer.status == 200)
        #expect(answer.headers["content-type"] == "application/json")
        #expect(answer.body == body)
    }

    @Test func aliveBeforeThereIsAnyStatus() async throws {
        try await StatusServer.with(reading: { StatusReading() }) { url in
            let client = try WireClient(url)
            for target in ["/healthcheck", "/version", "/metrics", "/api/status", "/"] {
                #expect(try await client.send("GET", target).status == 200, "\(target)")
            }
            for target in ["/api/lightclient_contract", "/readiness"] {
                #expect(try await client.send("GET", target).status == 503, "\(target)")
            }
        }
    }

    @Test func theConfiguredAddressComesFirst() async throws {
        let other = "0x00000000000000000000000000000000000000aa"
        let answer = try await StatusServer.with(SampleStatus.waiting, contract: other) {
            try await $0.send("GET", "/api/lightclient_contract")
        }
        #expect(answer.body == "\"\(other)\"")
    }

    @Test func theStatusDocumentAsItIsWithWhatFollows() async throws {
        var members = try #require(objectMembers(SampleStatus.waiting.json))
        members["relay"] = ["height": .number(JSONNumber(UInt64.max)), "view": 1, "epoch": nil]
        members["lag_blocks"] = .number(JSONNumber(UInt64.max - 5153))
        members["unknown"] = ["kept": .number(JSONNumber(UInt64.max))]
        let document = JSONValue.object(members)
        let reading = try StatusReading(document)
        let answer = try await StatusServer.with(reading: { reading }) {
            try await WireClient($0).send("GET", "/api/status")
        }
        let reader = JSONReader(try JSONValue(parsing: answer.body))
        #expect(try reader.field("status").value == document)
        #expect(try reader.field("file").field("ok").bool())
        #expect(try reader.field("derived").field("lag_blocks").uint64() == UInt64.max - 5153)
        #expect(try reader.field("derived").field("mean_proof_seconds").double().rounded() == 238)
        // The sample is of January 2026, so its next round is long overdue.
        #expect(try reader.field("derived").field("headline").string() == "Silent")
    }

    @Test func metricsHaveTheirMediaType() async throws {
        let answer = try await StatusServer.with(SampleStatus.waiting) { try await $0.send("GET", "/metrics") }
        #expect(answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8")
        #expect(try Exposition(answer.body)["hotshot_state_prover_contract_height_blocks"] == 5153)
    }

    @Test(arguments: ["/", "/healthcheck", "/readiness", "/metrics", "/api/status", "/nothing"])
    func headIsGetWithoutTheBody(target: String) async throws {
        let reading = StatusReading()
        try await StatusServer.with(reading: { reading }) { url in
            let client = try WireClient(url)
            let (get, head) = (try await client.send("GET", target), try await client.send("HEAD", target))
            #expect(head.body.isEmpty)
            #expect(head.status == get.status)
            #expect(head.headers["content-length"] == get.headers["content-length"])
            #expect(head.headers["content-type"] == get.headers["content-type"])
            #expect(get.headers["content-length"] == String(get.body.utf8.count))
        }
    }

    @Test(arguments: ["/", "/healthcheck", "/v0/api/lightclient_contract", "/metrics", "/nothing"])
    func anyOriginMayAsk(target: String) async throws {
        let origin = "Origin: https://example.org"
        let (plain, preflight) = try await StatusServer.with(SampleStatus.waiting) { client in
            (
                try await client.send("GET", target, headers: [origin]),
                try await client.send(
                    "OPTIONS", target,
                    headers: [origin, "Access-Control-Request-Method: GET", "Access-Control-Request-Headers: x-a"])
            )
        }
        #expect(plain.headers["access-control-allow-origin"] == "*")
        #expect(preflight.headers["access-control-allow-origin"] == "*")
        guard target != "/nothing" else { return }
        #expect(preflight.status == 204 && preflight.body.isEmpty)
        #expect(preflight.headers["access-control-allow-methods"] == "GET, HEAD, OPTIONS")
        #expect(preflight.headers["access-control-allow-headers"] == "*")
    }

    @Test(arguments: ["/", "/metrics", "/nothing"])
    func everyAnswerIsOnItsGuard(target: String) async throws {
        let answer = try await StatusServer.with(SampleStatus.waiting) { try await $0.send("GET", target) }
        #expect(answer.headers["x-content-type-options"] == "nosniff")
        #expect(answer.headers["cache-control"] == "no-store")
        let policy = try #require(answer.headers["content-security-policy"])
        #expect(policy.hasPrefix("default-src 'none'") && policy.contains("frame-ancestors 'none'"))
        #expect(!policy.contains("unsafe"))
        #expect(answer.headers["server"] == nil)
        #expect(answer.headers["date"] != nil)
    }

    private func objectMembers(_ value: JSONValue) -> JSONObject? {
        guard case .object(let members) = value else { return nil }
        return members
    }
}
