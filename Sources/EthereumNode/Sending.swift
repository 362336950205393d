import HTTPTransport

/// What became of a transaction that was offered to the nodes, one after the other, until one took it.
public struct Sending: Equatable, Sendable {
    /// The node that has it; nil if none says so.
    public var taker: RedactedURL?
    /// Whether that node had it before.
    public var wasKnown: Bool
    /// What the nodes said that did not take it, one error each, in the order in which they were asked.
    public var refusals: [NodeError]

    /// An outcome of these parts.
    public init(taker: RedactedURL?, wasKnown: Bool = false, refusals: [NodeError] = []) {
        self.taker = taker
        self.wasKnown = wasKnown
        self.refusals = refusals
    }

    /// Whether a node may have it, though none says so: its answer is lost, or means nothing.
    public var isInDoubt: Bool { taker == nil && refusals.contains { $0.leavesInDoubt } }

    /// Why no node has it, the reason that passes soonest first, with those of the others; nil if one has it.
    public var failure: NodeError? {
        taker == nil ? NodeError.all(refusals.enumerated().map { (index: $0.offset, error: $0.element) }) : nil
    }

    /// The meanings of the refusals that say one.
    public var meanings: [RejectionMeaning] { refusals.compactMap(\.meaning) }
}
