import Synchronization

/// One request under way: what its thread has received, and the task that waits for it.
///
/// The ``TransferLoop`` fills it on its thread; one task empties it. Whichever ends it first decides how it ended.
final class Transfer: Sendable {
    let request: TransferRequest

    private let loop: TransferLoop
    private let state = Mutex(State())

    /// How many bytes of a stream wait to be taken before the peer is held up.
    private static let window = 256 << 10

    private struct State {
        var head: ResponseHead?
        var unread: [UInt8] = []
        var isPaused = false
        var end: Ending?
        var waiter: (event: Event, continuation: CheckedContinuation<Void, Never>)?

        func has(_ event: Event) -> Bool {
            switch event {
            case .head: head != nil || end != nil
            case .bytes: !unread.isEmpty || end != nil
            case .end: end != nil
            }
        }
    }

    private enum Event {
        case head, bytes, end
    }

    /// How a transfer ended.
    enum Ending: Sendable {
        case success
        case failure(HTTPFailure.Kind)
    }

    init(_ request: TransferRequest, on loop: TransferLoop) {
        self.request = request
        self.loop = loop
    }

    // MARK: For the task

    /// The head of the answer.
    func head() async throws(HTTPFailure) -> ResponseHead {
        await wait(for: .head)
        return try state.withLock { state throws(HTTPFailure) in
            switch (state.end, state.head) {
            case (.failure(.cancelled), _): throw failure(.cancelled)
            // What befalls the body later is told to those who ask for it.
            case (_, let head?): return head
            case (.failure(let kind), nil): throw failure(kind)
            case (.success, nil), (nil, nil): throw failure(.disconnected(reason: "connection closed"))
            }
        }
    }

    /// The whole body, as far as the rule lets it come.
    func body() async throws(HTTPFailure) -> [UInt8] {
        await wait(for: .end)
        return try state.withLock { state throws(HTTPFailure) in
            if case .failure(let kind) = state.end { throw failure(kind) }
            return state.unread
        }
    }

    /// The body as far as it came before the end, however that was; throws only `.cancelled`.
    func bodySoFar() async throws(HTTPFailure) -> [UInt8] {
        await wait(for: .end)
        return try state.withLock { state throws(HTTPFailure) in
            if case .failure(.cancelled) = state.end { throw failure(.cancelled) }
            return state.unread
        }
    }

    /// The next bytes of a stream, nil at its end; what came before a failure is given first.
    func nextBytes() async throws(HTTPFailure) -> [UInt8]? {
        await wait(for: .bytes)
        let (bytes, wasPaused) = try state.withLock { state throws(HTTPFailure) -> ([UInt8], Bool) in
            if case .failure(.cancelled) = state.end { throw failure(.cancelled) }
            if state.unread.isEmpty, case .failure(let kind) = state.end { throw failure(kind) }
            var bytes: [UInt8] = []
            swap(&bytes, &state.unread)
            defer { state.isPaused = false }
            return (bytes, state.isPaused)
        }
        if wasPaused { loop.resume(self) }
        return bytes.isEmpty ? nil : bytes
    }

    /// Ends the transfer if it has not ended; the connection is closed soon after.
    func abandon() {
        if end(.failure(.cancelled)) { loop.drop(self) }
    }

    private func wait(for event: Event) async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isThere = state.withLock { state in
                    guard !state.has(event) else { return true }
                    state.waiter = (event, continuation)
                    return false
                }
                if isThere { continuation.resume() }
            }
        } onCancel: {
            abandon()
        }
    }

    private func failure(_ kind: HTTPFailure.Kind) -> HTTPFailure { HTTPFailure(kind, url: request.url.shown) }

    // MARK: For the thread

    var isOver: Bool { state.withLock { $0.end != nil } }

    func received(_ head: ResponseHead) {
        change { $0.head = head }
    }

    func received(_ bytes: Span<UInt8>) {
        change { state in
            unsafe bytes.withUnsafeBufferPointer { unsafe state.unread.append(contentsOf: $0) }
        }
    }

    /// Whether a stream must wait until its bytes are taken; ``TransferLoop/resume(_:)`` follows then.
    func pausesStream() -> Bool {
        state.withLock { state in
            state.isPaused = state.end == nil && state.unread.count >= Self.window
            return state.isPaused
        }
    }

    /// False if it had ended before.
    @discardableResult
    func end(_ ending: Ending) -> Bool {
        change { state in
            guard state.end == nil else { return false }
            state.end = ending
            return true
        }
    }

    private func change<Value: Sendable>(_ body: (inout State) -> Value) -> Value {
        let (value, continuation) = state.withLock { state in
            let value = body(&state)
            guard let waiter = state.waiter, state.has(waiter.event) else {
                return (value, CheckedContinuation<Void, Never>?.none)
            }
            state.waiter = nil
            return (value, waiter.continuation)
        }
        continuation?.resume()
        return value
    }
}
