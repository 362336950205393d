import LoopbackHTTP
import Testing

/// Everything that can go wrong with each of the four replies: one line says what it was, and the code is right.
@Suite struct PeerFaultTests {
    private static let notReady = "The light client V3 state signatures are not ready."

    /// Bundles, tables and certificates appear with time; a network always has a configuration.
    @Test(arguments: Peer.allCases)
    func notFoundInBothShapes(peer: Peer) async throws {
        for body in [
            #"{"status":404,"message":"\#(Self.notReady)"}"#,
            #"{"Custom":{"message":"\#(Self.notReady)","status":404}}"#,
        ] {
            let meeting = try await peer.meeting([.json(body, status: 404)])
            meeting.expectFailure(peer == .configuration ? 76 : 75, #"status 404, "\#(Self.notReady)""#)
            #expect(meeting.attempts == 1)
        }
    }

    @Test(arguments: Peer.allCases)
    func tooManyRequests(peer: Peer) async throws {
        let meeting = try await peer.meeting(
            [.respond(status: 429, headers: [:], body: [])], ["--attempts", "2"])
        meeting.expectFailure(75, "status 429 (2 attempts)")
        #expect(meeting.attempts == 2)
        #expect(meeting.retries.count == 1)
    }

    @Test(arguments: Peer.allCases)
    func internalServerError(peer: Peer) async throws {
        let meeting = try await peer.meeting(
            [.json(#"{"status":500,"message":"no stake table"}"#, status: 500)], ["--attempts", "2"])
        meeting.expectFailure(69, #"status 500, "no stake table" (2 attempts)"#)
        #expect(meeting.attempts == 2)
        #expect(meeting.retries.count == 1)
    }

    @Test(arguments: Peer.allCases)
    func theSecondAttemptSucceeds(peer: Peer) async throws {
        let failures: [LoopbackReply] = [
            .json("", status: 500), .respond(status: 429, headers: [:], body: []), .close,
            .truncated(announced: 100, bytes: [0x7b]),
        ]
        for failure in failures {
            let meeting = try await peer.meeting([failure, try peer.reply()], ["--attempts", "2"])
            #expect(meeting.result.ending == .exit(0))
            #expect(try meeting.result.documents.count == 1)
            #expect(meeting.attempts == 2)
            #expect(meeting.retries.count == 1)
            #expect(meeting.result.complaints.isEmpty)
        }
    }

    @Test(arguments: Peer.allCases)
    func aBodyThatEndsTooEarly(peer: Peer) async throws {
        for announced in [100, nil] {
            let meeting = try await peer.meeting([.truncated(announced: announced, bytes: Array("{\"".utf8))])
            meeting.expectFailure(69, "connection closed before the end of the body")
        }
    }

    @Test(arguments: Peer.allCases)
    func aBodyThatIsTooLong(peer: Peer) async throws {
        let meeting = try await peer.meeting([.oversized(total: 65 << 20, chunked: false)])
        meeting.expectFailure(76, "body longer than the 16777216 bytes allowed")
    }

    @Test func aBodyWithoutEnd() async throws {
        let meeting = try await Peer.relay.meeting([.oversized(total: 1 << 40, chunked: true)])
        meeting.expectFailure(76, "body longer than the 16777216 bytes allowed")
    }

    @Test(arguments: Peer.allCases)
    func somethingElseThanHTTP(peer: Peer) async throws {
        let meeting = try await peer.meeting([.garbage(Array("SSH-2.0-OpenSSH_9.6\r\n".utf8))])
        meeting.expectFailure(76, "not http, invalid constant string")
        meeting.expectAdvice()
    }

    @Test(arguments: Peer.allCases)
    func aPageForPeople(peer: Peer) async throws {
        let page = LoopbackReply.respond(
            status: 200, headers: ["Content-Type": "text/html; charset=utf-8"], body: Array("<html>".utf8))
        let meeting = try await peer.meeting([page])
        meeting.expectFailure(76, #"content type "text/html; charset=utf-8" instead of application/json"#)
        meeting.expectAdvice()
    }

    @Test(arguments: Peer.allCases)
    func silence(peer: Peer) async throws {
        for script in [LoopbackReply.stall, .stallMidBody([0x7b]), .drip(body: [0x7b, 0x7d, 0x20], milliseconds: 500)] {
            let meeting = try await peer.meeting([script], ["--timeout", "1s"])
            #expect(meeting.result.ending == .exit(69))
            #expect(meeting.result.complaints.count == 1)
            let complaint = meeting.result.complaints.first ?? ""
            #expect(
                complaint.hasPrefix("fetch-state: \(peer.service) \(meeting.url): timed out after 1 s, "),
                "\(complaint)")
            #expect(meeting.result.output.isEmpty)
        }
    }

    @Test(arguments: Peer.allCases)
    func aClosedConnection(peer: Peer) async throws {
        try await peer.meeting([.close]).expectFailure(69, "disconnected, connection closed")
    }

    @Test(arguments: Peer.allCases)
    func aRedirectIsFollowed(peer: Peer) async throws {
        let meeting = try await peer.meeting([.redirect(to: "/v3/\(peer.path)"), try peer.reply()])
        #expect(meeting.result.ending == .exit(0))
        #expect(meeting.requests.contains { $0.path == "/v3/" + peer.path })
        #expect(try meeting.result.documents.count == 1)
    }

    @Test(arguments: Peer.allCases)
    func aRedirectInACircle(peer: Peer) async throws {
        let meeting = try await peer.meeting([.redirect(to: "/" + peer.path)])
        meeting.expectFailure(76, "bad redirect, it goes in a circle")
    }

    @Test(arguments: Peer.allCases)
    func nobodyListens(peer: Peer) async throws {
        // Nothing can listen on port 1 but what an administrator starts there.
        let meeting = try await peer.meeting([.redirect(to: "http://127.0.0.1:1/\(peer.path)")])
        meeting.result.expectFailure(
            69, "\(peer.service) http://127.0.0.1:1/\(peer.path): unreachable, connection refused")
    }

    @Test(
        arguments: [
            (.relay, "[]", "bundle: expected an object, found an array"),
            (.relay, "{}", "bundle.next_stake: missing"),
            (.configuration, "[]", "expected an object, found an array"),
            (.configuration, #"{"config":{}}"#, "config.known_nodes_with_stake: missing"),
            (.stakeTable, "{}", "stake_table: expected an array, found an object"),
            (.stakeTable, "[{}]", "stake_table[0].stake_table_entry: missing"),
            (.certificate, "[]", "certificate: expected an object, found an array"),
            (.certificate, #"{"epoch":4}"#, "certificate.epoch: expected 3"),
        ] as [(Peer, String, String)])
    func jsonOfAnotherShape(peer: Peer, body: String, reason: String) async throws {
        let meeting = try await peer.meeting([.json(body)])
        meeting.expectFailure(76, reason)
        meeting.expectAdvice()
    }

    @Test(arguments: Peer.allCases)
    func jsonThatIsNone(peer: Peer) async throws {
        for body in ["", "<html>", "{\"a\":", String(repeating: "[", count: 100_000), "\u{0}"] {
            let meeting = try await peer.meeting([.json(body)])
            #expect(meeting.result.ending == .exit(76))
            #expect(meeting.result.complaints.count == 1)
            let complaint = meeting.result.complaints.first ?? ""
            #expect(complaint.hasPrefix("fetch-state: \(peer.service) \(meeting.url): "), "\(complaint)")
            #expect(complaint.utf8.count < 400)
            meeting.expectAdvice()
            #expect(meeting.result.output.isEmpty)
        }
    }
}
