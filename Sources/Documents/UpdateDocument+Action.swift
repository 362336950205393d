import JSON

extension UpdateDocument {
    /// What is to be done about a document: the fields `action` and `reason`.
    package enum Action: Sendable, Equatable {
        /// An update is on its way, or was made.
        case update
        /// There is nothing to do.
        case none(Reason)
    }

    /// Why there is nothing to do.
    package enum Reason: String, Sendable {
        /// The contract has this very state.
        case upToDate = "up-to-date"
        /// The contract has a newer state.
        case superseded
    }

    private enum Key {
        static let action = "action"
        static let reason = "reason"
        static let none: JSONValue = "none"
    }

    /// Whether an earlier stage found that there is nothing to do; such a document walks through unchanged.
    public var asksForNothing: Bool { fields[Key.action] == Key.none }

    /// Says what is to be done; an earlier reason goes.
    package mutating func setAction(_ action: Action) {
        switch action {
        case .update:
            self[Key.action] = "update"
            self[Key.reason] = nil
        case .none(let reason):
            self[Key.action] = Key.none
            self[Key.reason] = .string(reason.rawValue)
        }
    }

    /// Why there is nothing to do, if a stage said so: a known reason or another text.
    package func reason() throws(JSONError) -> String? { try reader.optionalField(Key.reason)?.string() }
}
