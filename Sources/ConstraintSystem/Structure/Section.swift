/// A run of gates with a name for people.
public struct Section: Sendable, Hashable {
    /// What the gates of the section are for, in a few words.
    public let name: String
    /// Which of many alike the section belongs to, such as the slot of a validator, or nil.
    public let element: Int?
    /// How many sections this one lies in.
    public let depth: Int
    /// The gates, by order of creation.
    public internal(set) var gates: Range<Int>
    /// The variables made in the section.
    public internal(set) var variables: Range<Int>
}
