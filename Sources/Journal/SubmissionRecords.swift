/// Where submissions are written down: ``SubmissionJournal`` on a disk; in memory in tests.
public protocol SubmissionRecords: Sendable {
    /// All entries by nonce, in the order in which they were begun.
    func entries() throws(JournalError) -> [SubmissionEntry]
    /// Makes the entry durable, in place of an older version of it.
    func write(_ entry: SubmissionEntry) throws(JournalError)
    /// Removes the oldest settled entries of more than are kept.
    func prune() throws(JournalError)
}
