/// The most recently made values, up to a number; older ones are made again when asked for.
struct BoundedCache<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private var values: [Key: Value] = [:]
    private var order: [Key] = []
    private let limit: Int

    init(limit: Int) { self.limit = limit }

    /// The value for `key`, made by `make` unless it is still there.
    mutating func value<Failure: Error>(for key: Key, make: () throws(Failure) -> Value) throws(Failure) -> Value {
        if let value = values[key] { return value }
        let value = try make()
        if order.count >= limit { values[order.removeFirst()] = nil }
        values[key] = value
        order.append(key)
        return value
    }

    /// Forgets everything.
    mutating func removeAll() {
        values = [:]
        order = []
    }
}
