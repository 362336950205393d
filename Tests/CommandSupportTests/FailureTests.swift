import CommandSupport
import Failures
import Files
import Glibc
import HTTPTransport
import Testing

/// From an error to an exit code.
@Suite struct FailureTests {
    /// An error as a module has them.
    private struct Flaw: Failure {
        var failureKind = FailureKind.badDocument
        let code = "flaw"
        let text = "it is flawed"
        var hint: String?
    }

    @Test(arguments: FailureKind.allCases)
    func everyKindHasAnExitCode(kind: FailureKind) {
        let status = ExitStatus(kind)
        #expect(status != .done)
        #expect(kind.isPermanent == [64, 65, 66, 77, 78].contains(status.rawValue))
        #expect(kind.isTransient == [69, 74, 75, 76].contains(status.rawValue))
        #expect(status.failureKind == kind)
    }

    @Test func everyExitCodeButZeroHasAKind() {
        #expect(ExitStatus.allCases.filter { $0.failureKind == nil } == [.done])
    }

    @Test func whatAFailureSaysOfItselfIsReported() {
        let failure = StageFailure(Flaw(hint: "mend it"))
        #expect(failure == StageFailure(.badDocument, "it is flawed", hint: "mend it", code: "flaw"))
        #expect(failure.status.rawValue == 65)
    }

    @Test func theCallerKnowsTheOccasion() {
        #expect(StageFailure(Flaw(), as: .internalError).status == .internalError)
        #expect(StageFailure(Flaw(), badDocumentIs: .configuration).status == .configuration)
        #expect(StageFailure(Flaw(failureKind: .io), badDocumentIs: .configuration).status == .io)
        #expect(StageFailure(Flaw(), prefix: "key.json: ").message == "key.json: it is flawed")
        #expect(StageFailure(Flaw(hint: "mend it"), hint: "throw it away").hint == "throw it away")
    }

    @Test func aFailureIsNotTranslatedTwice() {
        #expect(StageFailure(StageFailure.closedPipe) == .closedPipe)
        let failure = StageFailure(.tryAgain, "not yet", hint: "wait", code: "flaw")
        #expect(StageFailure(failure) == failure)
    }

    @Test func aFileIsNamedOnce() {
        let error = FileError("open", "key.json", code: EACCES)
        #expect(
            StageFailure(error, prefix: "key.json: ")
                == StageFailure(
                    .notPermitted, "cannot open key.json: permission denied", code: "file-not-permitted"))
    }

    @Test func theHelpersTranslate() async {
        let expected = StageFailure(.configuration, "here: it is flawed", code: "flaw")
        #expect(throws: expected) {
            try failing(badDocumentIs: .configuration, prefix: "here: ") { () throws(Flaw) in throw Flaw() }
        }
        await #expect(throws: expected) {
            try await failing(badDocumentIs: .configuration, prefix: "here: ") { () async throws(Flaw) in
                await Task.yield()
                throw Flaw()
            }
        }
    }

    /// What a server says at one moment ends no daemon.
    @Test(
        arguments: [
            (.unreachable(reason: "no route"), 69), (.disconnected(reason: "reset"), 69), (.truncated, 69),
            (.timedOut(.connecting, after: .seconds(1)), 69), (.status(503, message: ""), 69),
            (.status(408, message: ""), 69), (.status(429, message: ""), 75), (.status(425, message: ""), 75),
            (.status(401, message: ""), 76), (.status(403, message: ""), 76), (.status(404, message: ""), 76),
            (.bodyTooLarge(limit: 1), 76), (.wrongContentType("text/html"), 76), (.tooManyRedirects(limit: 5), 76),
            (.badRedirect(reason: "to nowhere"), 76), (.malformed(reason: "noise"), 76),
        ] as [(HTTPFailure.Kind, Int32)])
    func answersOfServers(kind: HTTPFailure.Kind, code: Int32) {
        let failure = HTTPFailure(kind, url: RedactedURL("http://relay.example"))
        #expect(StageFailure(failure).status.rawValue == code)
        #expect(!failure.failureKind.isPermanent)
    }

    @Test func whatIsAwaitedIsNotThereYet() {
        var failure = HTTPFailure(.status(404, message: ""), url: RedactedURL("http://relay.example"))
        failure.service = "state relay"
        failure.isAwaited = true
        #expect(
            StageFailure(failure)
                == StageFailure(
                    .tryAgain, "state relay http://relay.example: status 404",
                    hint: "not there yet: try again later; or is this not the url of a state relay?",
                    code: "http-not-yet"))
    }
}
