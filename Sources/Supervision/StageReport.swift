import DaemonStatus

/// How one stage of a round ended.
package struct StageReport: Sendable, Equatable {
    /// The command's name.
    package var stage: String
    /// How it ended.
    package var ending: StageEnding
    /// Whether it ended because we told it to.
    package var wasStopped: Bool
    /// What it said last.
    package var words: LastWords
    /// What it did that no stage should, such as writing what is no document; it counts for more than its exit code.
    package var misdeed: Misdeed?
    /// For how long the pipeline waited for it: from its start, or the end of the stage before it, to its end, in seconds; nil
    /// if it was not started.
    package var seconds: Double?

    /// What only the supervisor can notice.
    package struct Misdeed: Sendable, Equatable {
        /// `misbehaved` or `stalled`, or what kept it from being started.
        package var kind: StageFailureKind
        package var message: String
        /// Whether it is what a stage does that was given nothing: no failure of its own if one before it failed.
        package var mayBeStarved: Bool

        package init(_ kind: StageFailureKind, _ message: String, mayBeStarved: Bool = false) {
            self.kind = kind
            self.message = message
            self.mayBeStarved = mayBeStarved
        }
    }

    /// A report.
    package init(
        _ stage: String, _ ending: StageEnding, wasStopped: Bool = false, words: LastWords = LastWords(),
        misdeed: Misdeed? = nil, seconds: Double? = nil
    ) {
        self.seconds = seconds
        self.stage = stage
        self.ending = ending
        self.wasStopped = wasStopped
        self.words = words
        self.misdeed = misdeed
    }
}
