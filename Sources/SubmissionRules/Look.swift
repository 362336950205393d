/// What came of asking a node for everything that belongs together.
public enum Look<View: Sendable>: Sendable {
    /// All answers are about one block.
    case view(View)
    /// They are not, as those of a balancer whose backends differ: nothing follows from them. `reason` is a clause.
    case torn(reason: String)
}
