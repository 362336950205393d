import Synchronization

/// Collects values from concurrent callbacks.
package final class Recorder<Value: Sendable>: Sendable {
    private let storage = Mutex<[Value]>([])

    /// No values yet.
    package init() {}

    /// The values so far, in the order of their coming.
    package var values: [Value] { storage.withLock { $0 } }

    /// Adds a value.
    package func append(_ value: Value) { storage.withLock { $0.append(value) } }
}
