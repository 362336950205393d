import CommandSupport
import DaemonStatus
import Glibc

/// Why a round failed: one stage's failure, chosen from how all of them ended.
package struct RoundFailure: Sendable, Equatable {
    package var stage: String
    /// The exit code, or 128 and the signal's number; of a misdeed the code of what it comes to.
    package var code: Int32
    package var kind: StageFailureKind
    package var message: String
    package var hint: String?

    /// A failure.
    package init(stage: String, code: Int32, kind: StageFailureKind, message: String, hint: String? = nil) {
        self.stage = stage
        self.code = code
        self.kind = kind
        self.message = message
        self.hint = hint
    }

    /// Whether trying again is pointless until somebody changes something.
    package var isPermanent: Bool { kind.isPermanent }

    /// The failure of a pipeline whose stages ended as `reports` tell, upstream first; nil if all succeeded.
    ///
    /// 1. A stage that we ended has not failed, nor has one that lost its reader (74 or SIGPIPE) to a failure further
    ///    down, nor one that refuses a document (65) of a stage that failed in another way: it was cut short; nor one
    ///    that wrote nothing because a stage before it failed.
    /// 2. Of the failures that are left a permanent one counts before a transient one, then the first in the pipe: what
    ///    follows a failure is often its consequence.
    package init?(of reports: [StageReport]) {
        let failures = reports.enumerated().compactMap { index, report -> RoundFailure? in
            guard let failure = RoundFailure(of: report) else { return nil }
            let hasCulpritAbove = reports[..<index].contains(where: \.isCulprit)
            if let misdeed = report.misdeed {
                if misdeed.mayBeStarved, hasCulpritAbove { return nil }
            } else {
                let below = reports[(index + 1)...]
                if report.ending.mayBeLostReader, below.contains(where: { RoundFailure(of: $0) != nil }) { return nil }
                let refused = report.ending == .exit(ExitStatus.badDocument.rawValue)
                if refused, hasCulpritAbove { return nil }
            }
            return failure
        }
        guard let failure = failures.first(where: \.isPermanent) ?? failures.first else { return nil }
        self = failure
    }

    /// How one stage failed, whatever the others did; nil if it did not.
    init?(of report: StageReport) {
        if let misdeed = report.misdeed {
            // What only the supervisor sees has no code of its own.
            let code = ExitStatus(misdeed.kind.failureKind ?? .internalError)
            self.init(stage: report.stage, code: code.rawValue, kind: misdeed.kind, message: misdeed.message)
            return
        }
        guard report.ending != .exit(0), !report.wasStopped else { return nil }
        switch report.ending {
        case .exit(let code):
            let kind = StageFailureKind(code: code)
            let words = report.words.message ?? ExitStatus(rawValue: code)?.summary ?? "exit code \(code)"
            self.init(stage: report.stage, code: code, kind: kind, message: words, hint: report.words.hint)
        case .signal(let number):
            // What it said before has nothing to do with it.
            self.init(
                stage: report.stage, code: 128 + number, kind: .killed,
                message: unsafe "killed by signal \(number), \(String(cString: strsignal(number)).lowercased())",
                hint: number == SIGKILL ? "the system does so when memory runs out: journalctl -k, or dmesg" : nil)
        }
    }
}

extension StageEnding {
    /// Whether a stage ends so when the one behind it has gone.
    var mayBeLostReader: Bool { self == .exit(ExitStatus.io.rawValue) || self == .signal(SIGPIPE) }
}

extension StageReport {
    /// Whether the stage failed, and not for want of a reader.
    fileprivate var isCulprit: Bool {
        RoundFailure(of: self) != nil && (misdeed != nil || !ending.mayBeLostReader)
    }
}
