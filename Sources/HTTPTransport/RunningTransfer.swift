import CCurl

/// The part of a transfer that belongs to the thread of its ``TransferLoop``: the handle, its callbacks, its time-outs.
final class RunningTransfer {
    let transfer: Transfer
    let handle: EasyHandle

    private let started = ContinuousClock.now
    private var stage = TransferEnd.Stage.connecting
    /// When the peer last gave a sign, or the request began to leave.
    private var lastSign = ContinuousClock.now
    /// How much of the request had left then.
    private var sentBytes = 0
    private var isPaused = false
    private var headBytes = 0
    private var headLines = 0
    private var rule = BodyRule.none
    private var bodyBytes = 0
    /// How a callback ended the transfer, nil if none did.
    private var verdict: Transfer.Ending?

    /// A head may have so many bytes and lines, those of preliminary answers and of trailers included.
    private static let maximumHeadBytes = 64 << 10
    private static let maximumHeadLines = 256

    private var request: TransferRequest { transfer.request }

    init(_ transfer: Transfer, handle: EasyHandle) {
        self.transfer = transfer
        self.handle = handle
        configure()
    }

    /// Ends the transfer as the library says it ended.
    func finish(_ code: CURLcode) {
        if let verdict {
            transfer.end(verdict)
        } else if let kind = HTTPFailure.Kind(TransferEnd(code, of: handle, stage: stage), of: request) {
            transfer.end(.failure(kind))
        } else {
            transfer.end(.success)
        }
    }

    /// Lets a stream flow again.
    func resume() {
        guard isPaused else { return }
        isPaused = false
        lastSign = .now
        unsafe curl_easy_pause(handle.pointer, CURLPAUSE_CONT)
    }

    // MARK: Time-outs

    /// When a time-out is over next.
    var expiry: ContinuousClock.Instant {
        let next: ContinuousClock.Instant? =
            switch stage {
            case .connecting: started + request.policy.connectTimeout
            case .sent, .answered: isPaused ? nil : lastSign + request.policy.idleTimeout
            }
        return next.map { min($0, request.deadline) } ?? request.deadline
    }

    /// The time-out that is over, nil if none is.
    func timeout(at now: ContinuousClock.Instant) -> HTTPFailure.Kind? {
        if now >= request.deadline { return .timedOut(.wholeAttempt, after: request.time) }
        switch stage {
        case .connecting:
            guard now >= started + request.policy.connectTimeout else { return nil }
            return HTTPFailure.Kind(TransferEnd(CURLE_OPERATION_TIMEDOUT, of: handle, stage: stage), of: request)
        case .sent, .answered:
            guard !isPaused, now >= lastSign + request.policy.idleTimeout else { return nil }
            // A peer that takes a long request is not silent.
            let sent = handle.count(CURLINFO_SIZE_UPLOAD_T)
            guard sent == sentBytes else {
                (sentBytes, lastSign) = (sent, now)
                return nil
            }
            return .timedOut(.waitingForData, after: request.policy.idleTimeout)
        }
    }

    // MARK: Callbacks

    /// The connection stands, and the request is about to leave. False if it must not.
    func mayBegin() -> Bool {
        // The library sends a request again by itself when a connection that it kept turns out to be closed. Whether the
        // peer has carried out the first one it cannot know, and attempts are counted and told of elsewhere.
        guard stage == .connecting else {
            verdict = .failure(.disconnected(reason: "connection closed"))
            return false
        }
        stage = .sent
        lastSign = .now
        return !transfer.isOver
    }

    /// One line of a head, the empty one at its end included. False to end the transfer.
    func receivedHead(line: Span<UInt8>) -> Bool {
        lastSign = .now
        headBytes += line.count
        headLines += 1
        guard headBytes <= Self.maximumHeadBytes, headLines <= Self.maximumHeadLines else {
            verdict = .failure(.malformed(reason: "header overflow"))
            return false
        }
        // What comes after the body, in a chunked one, is of no interest.
        guard stage < .answered, line.indices.allSatisfy({ "\r\n".utf8.contains(line[$0]) }) else {
            return true
        }
        guard let head = ResponseHead(of: handle) else {
            verdict = .failure(.malformed(reason: "invalid content length"))
            return false
        }
        // 100 and 103 announce the answer (RFC 9110 section 15.2).
        guard head.status >= 200 else { return true }
        stage = .answered
        rule = request.bodyRule(head)
        transfer.received(head)
        if rule == .none { verdict = .success }
        return rule != .none
    }

    /// Bytes of the body: how many were taken, or `CURL_WRITEFUNC_PAUSE`.
    func receivedBody(_ bytes: Span<UInt8>) -> Int {
        lastSign = .now
        guard !transfer.isOver else { return 0 }
        switch rule {
        case .none:
            return 0
        case .prefix(let limit):
            let wanted = min(bytes.count, limit - bodyBytes)
            bodyBytes += wanted
            transfer.received(bytes.extracting(..<wanted))
            guard bodyBytes < limit else {
                verdict = .success
                return 0
            }
        case .whole(let limit):
            guard bytes.count <= limit - bodyBytes else {
                verdict = .failure(.bodyTooLarge(limit: limit))
                return 0
            }
            bodyBytes += bytes.count
            transfer.received(bytes)
        case .stream:
            guard !transfer.pausesStream() else {
                isPaused = true
                return Int(CURL_WRITEFUNC_PAUSE)
            }
            transfer.received(bytes)
        }
        return bytes.count
    }
}
