import CCurl
import Synchronization

/// The thread on which all transfers of one client run, at once; it starts with the first of them.
///
/// Its connections are kept for later transfers. A stopped loop ends every transfer with `.shutDown`.
final class TransferLoop: Sendable {
    private let state = Mutex(State())

    /// What the thread is told to do.
    enum Order {
        case start(Transfer)
        case drop(Transfer)
        case resume(Transfer)
    }

    private struct State {
        var orders: [Order] = []
        var isStopped = false
        var hasThread = false
        /// The library's handle, while the thread has one.
        var multi: SendablePointer?
        var mourners: [CheckedContinuation<Void, Never>] = []
    }

    /// Starts a transfer; its failures are all told by itself.
    func start(_ request: TransferRequest) -> Transfer {
        let transfer = Transfer(request, on: self)
        let (isAccepted, needsThread) = state.withLock { state in
            guard !state.isStopped else { return (false, false) }
            state.orders.append(.start(transfer))
            state.multi?.wakeUp()
            defer { state.hasThread = true }
            return (true, !state.hasThread)
        }
        guard isAccepted else {
            transfer.end(.failure(.shutDown))
            return transfer
        }
        if needsThread {
            let isStarted = startThread { [self] in ended(work()) }
            if !isStarted { ended(.failure(.unreachable(reason: "no thread can be started"))) }
        }
        return transfer
    }

    /// Lets the thread forget a transfer that has ended.
    func drop(_ transfer: Transfer) { order(.drop(transfer)) }

    /// Lets a stream that was held up flow again.
    func resume(_ transfer: Transfer) { order(.resume(transfer)) }

    /// Ends all transfers, and the thread soon after.
    func stop() {
        state.withLock { state in
            state.isStopped = true
            state.multi?.wakeUp()
        }
    }

    /// Returns when the thread of a stopped loop has ended.
    func untilEnd() async {
        await withCheckedContinuation { continuation in
            let hasEnded = state.withLock { state in
                guard state.hasThread else { return true }
                state.mourners.append(continuation)
                return false
            }
            if hasEnded { continuation.resume() }
        }
    }

    /// All that the thread does; how the transfers end that it has not begun.
    private func work() -> Transfer.Ending {
        guard let run = TransferRun() else { return .failure(.unreachable(reason: "libcurl cannot be used")) }
        state.withLock { $0.multi = unsafe SendablePointer(run.multi) }
        run.run { nextOrders() }
        state.withLock { $0.multi = nil }
        run.end(.failure(.shutDown))
        return .failure(.shutDown)
    }

    private func order(_ order: Order) {
        state.withLock { state in
            guard state.hasThread else { return }
            state.orders.append(order)
            state.multi?.wakeUp()
        }
    }

    /// What has been ordered since, nil once the thread must end.
    private func nextOrders() -> [Order]? {
        state.withLock { state in
            guard !state.isStopped else { return nil }
            defer { state.orders = [] }
            return state.orders
        }
    }

    /// The thread has ended, or never began.
    private func ended(_ ending: Transfer.Ending) {
        let (orders, mourners) = state.withLock { state in
            defer { (state.orders, state.mourners, state.hasThread) = ([], [], false) }
            return (state.orders, state.mourners)
        }
        for case .start(let transfer) in orders { transfer.end(ending) }
        for mourner in mourners { mourner.resume() }
    }
}

/// The library's handle of many transfers, of which other threads may only ask that it wakes up.
@safe private struct SendablePointer: @unchecked Sendable {
    private let multi: UnsafeMutableRawPointer

    init(_ multi: UnsafeMutableRawPointer) { unsafe self.multi = multi }

    func wakeUp() { unsafe curl_multi_wakeup(multi) }
}
