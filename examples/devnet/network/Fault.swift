import JSON

/// Something that goes wrong on purpose, for the requests it is meant for.
struct Fault: Sendable {
    /// What it is called; a new fault takes the place of one with the same name.
    var name: String
    /// Which paths it is for; `*` stands for any characters.
    var path: String
    /// How many of these requests are answered well first.
    var skip: Int
    /// How many requests then suffer; nil for all.
    var count: Int?
    /// What goes wrong.
    var effect: FaultEffect
    /// The body of the request that made it, without the name.
    var parameters: JSONObject
    /// The requests it was for.
    private(set) var requests = 0
    /// The requests that suffered.
    private(set) var hits = 0

    /// Whether it is for `path`.
    func matches(_ path: String) -> Bool { Fault.matches(path[...], self.path[...]) }

    /// Whether the next request suffers.
    mutating func strike() -> Bool {
        requests += 1
        guard requests > skip, count.map({ hits < $0 }) ?? true else { return false }
        hits += 1
        return true
    }

    private static func matches(_ text: Substring, _ pattern: Substring) -> Bool {
        // The last star met, and the text that it was held against: enough to try again one character later.
        var (text, pattern) = (text, pattern)
        var retry: (text: Substring, pattern: Substring)?
        while let character = text.first {
            if pattern.first == "*" {
                pattern.removeFirst()
                retry = (text, pattern)
            } else if pattern.first == character {
                text.removeFirst()
                pattern.removeFirst()
            } else if let last = retry {
                text = last.text.dropFirst()
                pattern = last.pattern
                retry = (text, pattern)
            } else {
                return false
            }
        }
        return pattern.allSatisfy { $0 == "*" }
    }
}

/// The faults that are switched on, in the order in which they were.
struct FaultBoard: Sendable {
    /// The most faults at a time.
    static let limit = 100

    private(set) var faults: [Fault] = []

    /// Switches a fault on. Returns false if there are too many.
    mutating func insert(_ fault: Fault) -> Bool {
        faults.removeAll { $0.name == fault.name }
        guard faults.count < FaultBoard.limit else { return false }
        faults.append(fault)
        return true
    }

    /// Switches one fault off, or all. Returns false if there is none of that name.
    mutating func remove(_ name: String?) -> Bool {
        let count = faults.count
        faults.removeAll { name == nil || $0.name == name }
        return name == nil || faults.count < count
    }

    /// What goes wrong with a request.
    mutating func effects(on route: Route, path: String) -> [FaultEffect] {
        var effects: [FaultEffect] = []
        for index in faults.indices where faults[index].effect.concerns(route) && faults[index].matches(path) {
            if faults[index].strike() { effects.append(faults[index].effect) }
        }
        return effects
    }
}
