import ArgumentParser
import CommandSupport
import Failures
import Files
import Glibc
import Testing

@Suite struct ExitStatusTests {
    @Test func codesAreThoseOfSysexits() {
        let sysexits = [
            0, EX_USAGE, EX_DATAERR, EX_NOINPUT, EX_UNAVAILABLE, EX_SOFTWARE, EX_IOERR, EX_TEMPFAIL, EX_PROTOCOL,
            EX_NOPERM,
            EX_CONFIG,
        ]
        #expect(ExitStatus.allCases.map(\.rawValue) == sysexits)
        #expect(sysexits == [0, 64, 65, 66, 69, 70, 74, 75, 76, 77, 78])
    }

    @Test func transientCodes() {
        #expect(ExitStatus.allCases.filter(\.isTransient).map(\.rawValue) == [69, 74, 75, 76])
    }
}

@Suite struct EndingTests {
    struct Unforeseen: Error {}

    @Test(
        arguments: [
            (StageFailure(.badDocument, "no proof", hint: "run gen-proof"), nil, 65, "no proof", "run gen-proof"),
            (StageFailure.closedPipe, nil, 74, nil, nil),
            (FileError("open", "a.key", code: ENOENT), nil, 66, "cannot open a.key: no such file or directory", nil),
            (CancellationError(), nil, 130, "cancelled", nil),
            (CancellationError(), SIGINT, 130, "stopped by SIGINT", nil),
            (StageFailure(.io, "x"), SIGTERM, 143, "stopped by SIGTERM", nil),
            (Unforeseen(), nil, 70, "internal error: Unforeseen", nil),
            (ValidationError("no such thing"), nil, 64, "no such thing", "see test-command --help"),
            (ExitCode(7), nil, 7, nil, nil),
            (ExitCode.failure, nil, 1, nil, nil),
        ] as [(any Error, Int32?, Int32, String?, String?)])
    func ending(error: any Error, signal: Int32?, code: Int32, message: String?, hint: String?) {
        let ending = Stage.ending(for: error, of: TestCommand.self, signal: signal)
        #expect(ending.code == code)
        #expect(ending.message == message)
        #expect(ending.hint == hint)
        // Only what failed has a kind: that of its exit code.
        #expect(ending.failureKind == ExitStatus(rawValue: code)?.failureKind)
        #expect((ending.failureCode == nil) == (ending.failureKind == nil))
    }

    @Test func reportInBothForms() throws {
        let ending = Stage.Ending(
            StageFailure(.badDocument, "one\u{1b}\ntwo", hint: "three", code: "json-missing-field"))
        let text = CapturedStream()
        text.stream.report(ending, command: "gen-proof")
        #expect(try text.output() == "gen-proof: one\\u001b\ngen-proof: two\ngen-proof: hint: three\n")

        let json = CapturedStream()
        json.stream.format = .json
        json.stream.report(ending, command: "gen-proof")
        let rest =
            #""level":"error","command":"gen-proof","message":"one\u001b\ntwo","code":"json-missing-field","#
            + #""hint":"three","kind":"bad-document"}"# + "\n"
        #expect(try json.output().hasSuffix(rest))
    }
}

/// Whole processes: what the caller of a command sees.
@Suite struct ProcessTests {
    @Test func success() async {
        await #expect(processExitsWith: .exitCode(0)) { await TestCommand.start("succeed") }
    }

    @Test func help() async throws {
        let result = try await #require(processExitsWith: .exitCode(0), observing: [\.standardOutputContent]) {
            await TestCommand.start("--help")
        }
        #expect(text(result.standardOutputContent).contains("usage: test-command [options] <behaviour>"))
    }

    @Test func failure() async throws {
        let result = try await #require(processExitsWith: .exitCode(75), observing: [\.standardErrorContent]) {
            await TestCommand.start("fail")
        }
        #expect(text(result.standardErrorContent) == "test-command: not yet\ntest-command: hint: wait\n")
    }

    @Test func usage() async throws {
        let result = try await #require(processExitsWith: .exitCode(64), observing: [\.standardErrorContent]) {
            await TestCommand.start("--unknown")
        }
        #expect(text(result.standardErrorContent).hasPrefix("test-command: "))
        #expect(text(result.standardErrorContent).hasSuffix("test-command: hint: see test-command --help\n"))
    }

    @Test func interrupt() async throws {
        await #expect(processExitsWith: .exitCode(130)) { await TestCommand.start("interrupt") }
    }

    @Test func anIgnoredInterruptStaysIgnored() async {
        await #expect(processExitsWith: .exitCode(0)) {
            signal(SIGINT, SIG_IGN)
            await TestCommand.main(["shrug"])
        }
    }

    @Test func aCommandThatEndsAllTheSameHasSucceeded() async {
        await #expect(processExitsWith: .exitCode(0)) { await TestCommand.start("shrug") }
    }

    @Test func terminate() async throws {
        let result = try await #require(processExitsWith: .exitCode(143), observing: [\.standardErrorContent]) {
            await TestCommand.start("terminate")
        }
        #expect(text(result.standardErrorContent) == "test-command: stopped by SIGTERM\n")
    }

    @Test func aSecondSignalEndsACommandThatDoesNotListen() async {
        await #expect(processExitsWith: .exitCode(130)) { await TestCommand.start("insist") }
    }

    @Test func aCommandThatDoesNotListenHasItsGrace() async {
        await #expect(processExitsWith: .exitCode(143)) { await TestCommand.start("linger") }
    }

    @Test func lines() async throws {
        let result = try await #require(processExitsWith: .exitCode(0), observing: [\.standardOutputContent]) {
            await TestCommand.start("write")
        }
        #expect(text(result.standardOutputContent).hasSuffix("one\ntwo\n"))
    }

    @Test func aClosedPipeEndsTheCommandQuietly() async throws {
        let result = try await #require(processExitsWith: .exitCode(74), observing: [\.standardErrorContent]) {
            var ends: [Int32] = [0, 0]
            try #require(pipe(&ends) == 0)
            close(ends[0])
            dup2(ends[1], STDOUT_FILENO)
            await TestCommand.start("write")
        }
        #expect(!text(result.standardErrorContent).contains("test-command"))
    }

    @Test(.enabled(if: access("/dev/full", W_OK) == 0, "no /dev/full on this system"))
    func aFullDiskIsReported() async throws {
        let result = try await #require(processExitsWith: .exitCode(74), observing: [\.standardErrorContent]) {
            dup2(open("/dev/full", O_WRONLY), STDOUT_FILENO)
            await TestCommand.start("write")
        }
        #expect(
            text(result.standardErrorContent)
                == "test-command: cannot write to standard output: no space left on device\n")
    }

    private func text(_ bytes: [UInt8]) -> String {
        String(decoding: bytes, as: UTF8.self)
    }
}

@Suite struct DescriptorTests {
    /// More than a pipe holds, into a pipe that does not block, while a slow reader empties it.
    @Test func everythingArrivesThoughWritesAreShort() async throws {
        var ends: [Int32] = [0, 0]
        try #require(pipe(&ends) == 0)
        let (reading, writing) = (ends[0], ends[1])
        _ = fcntl(writing, F_SETFL, O_NONBLOCK)
        let sent = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 7 >> 3) }
        async let received = readAll(reading)
        try StandardOutput.write(sent, to: writing, named: "a pipe")
        close(writing)
        #expect(await received == sent)
    }

    private func readAll(_ descriptor: Int32) async -> [UInt8] {
        var all: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1000)
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            guard count > 0 else { return all }
            all += buffer.prefix(count)
        }
    }
}
