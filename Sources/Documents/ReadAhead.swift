import CommandSupport
import Dispatch
import Synchronization

/// What a thread of its own makes, one element ahead: while one is worked on the next is made, and none after it.
///
///     let lines = ReadAhead<String> { offer in while let line = readLine(), offer(line) {} }
///     defer { lines.abandon() }
///     while let line = try await lines.next() { … }
///
/// The thread may block, for instance in reading, without holding up whoever takes the elements.
final class ReadAhead<Element: Sendable>: Sendable {
    private enum Slot {
        case empty
        case element(Element)
        case end(StageFailure?)
    }

    private struct State {
        var slot = Slot.empty
        var isAbandoned = false
        /// Who waits for the slot to be filled.
        var taker: CheckedContinuation<Void, Never>?
    }

    private let state = Mutex(State())
    /// Signalled when an element was taken, and when no more are wanted.
    private let taken = DispatchSemaphore(value: 0)

    /// Starts the thread. `make` hands each element to `offer`, which returns when it was taken: false if it is to be the
    /// last one. What `make` throws comes after the elements.
    init(_ make: @escaping @Sendable (_ offer: (Element) -> Bool) throws(StageFailure) -> Void) {
        DispatchQueue(label: "read ahead").async { [self] in
            do throws(StageFailure) {
                try make { element in
                    fill(.element(element))
                    taken.wait()
                    return !state.withLock(\.isAbandoned)
                }
                fill(.end(nil))
            } catch {
                fill(.end(error))
            }
        }
    }

    /// The next element, waiting for it if need be; nil after the last one.
    ///
    /// Throws what `make` threw, and `CancellationError` at once when the task is cancelled.
    func next() async throws -> Element? {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let mustWait = state.withLock { state in
                    guard case .empty = state.slot, !state.isAbandoned else { return false }
                    state.taker = continuation
                    return true
                }
                if !mustWait { continuation.resume() }
            }
        } onCancel: {
            abandon()
        }
        try Task.checkCancellation()
        let slot = state.withLock { state in
            let slot = state.slot
            if case .element = slot { state.slot = .empty }
            return slot
        }
        switch slot {
        case .element(let element):
            taken.signal()
            return element
        case .end(let failure?): throw failure
        case .end(nil), .empty: return nil
        }
    }

    /// Says that no more elements are wanted: the thread ends as soon as it offers one.
    func abandon() {
        let taker = state.withLock { state in
            state.isAbandoned = true
            defer { state.taker = nil }
            return state.taker
        }
        taker?.resume()
        taken.signal()
    }

    private func fill(_ slot: Slot) {
        let taker = state.withLock { state in
            state.slot = slot
            defer { state.taker = nil }
            return state.taker
        }
        taker?.resume()
    }
}
