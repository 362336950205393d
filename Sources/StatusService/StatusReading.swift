import DaemonStatus
import JSON

/// What is known of the supervisor at one moment.
package struct StatusReading: Sendable {
    /// The newest status that could be read; nil if there was none yet.
    package var status: SupervisorStatus?
    /// The document that `status` was read from, with the members that this version does not know.
    package var document: JSONValue?
    /// Why the file as it is now cannot be read; nil when `status` is what it holds.
    package var problem: StatusFileError?

    /// Nothing is known, since there is no file.
    package init() { problem = .missing }

    /// What `document` says. Throws `JSONError`.
    package init(_ document: JSONValue) throws(JSONError) {
        let status = try SupervisorStatus(JSONReader(document))
        guard status.proofSeconds.isConsistent else {
            throw JSONError(path: "proof_seconds", reason: "counts that contradict each other", code: .invalidValue)
        }
        self.status = status
        self.document = document
    }

    /// The problem in words for whoever asks over the network: without the path.
    package var shownProblem: String? {
        switch problem {
        case nil: nil
        case .missing: "\(SupervisorStatus.fileName) does not exist"
        case .file: "\(SupervisorStatus.fileName) cannot be read"
        case .damaged(let error): "\(SupervisorStatus.fileName) is damaged: \(error)"
        }
    }
}

extension DurationHistogram {
    /// Whether the numbers can have come about by counting.
    fileprivate var isConsistent: Bool {
        sum >= 0 && zip(counts, counts.dropFirst() + [count]).allSatisfy { $0 <= $1 }
    }
}
