/// Which block a question is about.
public enum BlockTag: Hashable, Sendable {
    /// The block of this height.
    case number(UInt64)
    /// The newest block.
    case latest
    /// The block that the node would make now of the transactions it knows.
    case pending
    /// The newest block that is unlikely to be replaced.
    case safe
    /// The newest block that cannot be replaced.
    case finalized
    /// Block 0.
    case earliest
}
