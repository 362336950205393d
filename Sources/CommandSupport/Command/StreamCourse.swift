import ArgumentParser

/// What a failure on one document means for the documents behind it.
public struct StreamCourse: Sendable {
    /// The command that says what failed, and goes on; nil if the first failure is the end.
    let command: String?

    /// The documents behind a failure are not looked at.
    public static let endsAtFailure = StreamCourse(command: nil)

    /// They are worked on all the same, and `command` says what failed, if `keepGoing`.
    public static func of(_ command: String, keepGoing: Bool) -> StreamCourse {
        StreamCourse(command: keepGoing ? command : nil)
    }

    /// Whether the documents behind a failure are worked on.
    package var goesOn: Bool { command != nil }
}

extension ArgumentHelp {
    /// The help of the flag `--keep-going`.
    package static var keepGoing: ArgumentHelp {
        .option(
            "Go on with the next document where one fails.",
            details: """
                Each failure is told on standard error, and the document is not written. The exit code at the end is \
                that of the first permanent failure, else of the first one. What is no JSON ends the stream.
                """)
    }
}

/// The failures of a stream that goes on.
package final class StreamFailures {
    private let course: StreamCourse
    private var count = 0
    private var gravest: StageFailure?

    /// None so far.
    package init(_ course: StreamCourse) { self.course = course }

    /// Says that the document of this number failed. Throws `failure` where that ends the stream: also when the task was
    /// cancelled, since then every document fails.
    @inline(never)
    package func note(_ failure: StageFailure, ofDocument number: Int) throws(StageFailure) {
        guard let command = course.command, !Task.isCancelled else { throw failure }
        count += 1
        if gravest.map({ !$0.failureKind.isPermanent && failure.failureKind.isPermanent }) ?? true { gravest = failure }
        let isNumbered = failure.failureKind == .badDocument
        let told = isNumbered ? failure : StageFailure(failure, prefix: "document \(number): ")
        ErrorStream.shared.report(
            Stage.Ending(told), command: command, fields: [LogField.document.name: .stringConvertible(number)])
    }

    /// Throws the gravest of the failures, after `total` documents; nothing if there was none.
    @inline(never)
    package func conclude(of total: Int) throws(StageFailure) {
        guard let gravest else { return }
        throw StageFailure(gravest.failureKind, "\(count) of \(total) documents failed", code: gravest.code)
    }
}
