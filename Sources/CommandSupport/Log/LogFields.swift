import Failures
import Logging
import Synchronization

/// What a log line for machines says beside its text. The names stay the same between versions.
package struct LogField: Sendable {
    let name: String

    /// The number of a block of HotShot: of the state that the line is about.
    package static let height = LogField(name: "height")
    /// The number of a block of the chain.
    package static let block = LogField(name: "block")
    /// The hash of a transaction.
    package static let hash = LogField(name: "hash")
    /// The nonce of a transaction.
    package static let nonce = LogField(name: "nonce")
    /// The number of the daemon's round.
    package static let round = LogField(name: "round")
    /// The command that the line is about, where that is not the one that wrote it.
    package static let stage = LogField(name: "stage")
    /// The exit code of that command.
    package static let exitCode = LogField(name: "exit_code")
    /// The name of a failure.
    package static let code = LogField(name: "code")
    /// Of what kind it is, which is its exit code in words.
    package static let kind = LogField(name: "kind")
    /// What to do about it.
    package static let hint = LogField(name: "hint")
    /// The number of the document on standard input.
    package static let document = LogField(name: "document")
}

extension Logger {
    /// The same logger, each line of which has this field.
    @inline(never)
    package func with(_ field: LogField, _ value: (any CustomStringConvertible & Sendable)?) -> Logger {
        guard let value else { return self }
        var logger = self
        logger[metadataKey: field.name] = .stringConvertible(value)
        return logger
    }

    /// The same logger, each line of which names `failure`: its code, its kind, and what to do about it.
    @inline(never)
    package func about(_ failure: any Failure) -> Logger {
        with(.code, failure.code).with(.kind, failure.failureKind.rawValue).with(.hint, failure.hint)
    }
}

/// What has been said in this run, and need not be said again for the next document.
package final class SaidOnce: Sendable {
    private let texts = Mutex<[String]>([])

    /// Nothing yet.
    package init() {}

    /// Whether `text` has not been asked about before.
    package func isNews(_ text: String) -> Bool {
        texts.withLock { texts in
            guard !texts.contains(text) else { return false }
            texts.append(text)
            return true
        }
    }
}
