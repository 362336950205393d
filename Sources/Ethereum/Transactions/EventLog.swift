/// An event that a contract emitted.
public struct EventLog: Hashable, Sendable {
    /// The contract.
    public var address: Address
    /// The event's hash and its indexed arguments, four at most.
    public var topics: [Hash256]
    /// The other arguments.
    public var data: [UInt8]

    /// A log of these parts.
    public init(address: Address, topics: [Hash256], data: [UInt8]) {
        self.address = address
        self.topics = topics
        self.data = data
    }
}
