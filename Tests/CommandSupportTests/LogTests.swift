import CommandSupport
import Foundation
import Logging
import Testing
import Text

@Suite struct LogLevelTests {
    @Test(
        arguments: [
            ("off", .off), ("error", .error), ("warn", .warn), ("info", .info), ("debug", .debug), ("trace", .trace),
            ("DEBUG", .debug), (" info ", .info),
            ("info,hyper=trace", .info), ("hyper=trace,warn", .warn),
            ("hyper=warn,hotshot_state_prover=debug", .debug), ("hyper=off", .off), ("hyper=warn,", .warn),
            ("hyper[span{x=1}]=error", .error),
            ("", nil), ("hyper", nil), ("loud", nil), ("hyper=loud", nil), ("=", nil), (",", nil),
        ] as [(String, LogLevel?)])
    func filter(text: String, level: LogLevel?) {
        #expect(LogLevel(filter: text) == level)
    }

    @Test(
        arguments: [
            ("text", .text), ("full", .text), ("compact", .text), ("json", .json), ("JSON", .json), ("pretty", nil),
            ("", nil),
        ] as [(String, LogFormat?)])
    func format(name: String, format: LogFormat?) {
        #expect(LogFormat(name: name) == format)
    }

    @Test(
        arguments: [
            ([], [:], "info", "text"),
            ([], ["RUST_LOG": "hyper=debug", "RUST_LOG_FORMAT": "json"], "debug", "json"),
            ([], ["RUST_LOG": "hyper", "RUST_LOG_FORMAT": "pretty"], "info", "text"),
            (
                ["--log-level", "warn", "--log-format", "text"], ["RUST_LOG": "trace", "RUST_LOG_FORMAT": "json"],
                "warn", "text"
            ),
            (["--backtrace-mode", "json"], [:], "info", "json"),
        ] as [([String], [String: String], String, String)])
    func options(arguments: [String], environment: [String: String], level: String, format: String) throws {
        let captured = CapturedStream()
        var configuration = Configuration(environment: environment)
        _ = try LogOptions.parse(arguments).startLog(of: "test", in: &configuration, on: captured.stream)
        #expect(configuration.entries.map(\.value) == [level, format])
        #expect(captured.stream.format.rawValue == format)
    }

    @Test func malformedOption() throws {
        var configuration = Configuration(environment: [:])
        let options = try LogOptions.parse(["--log-level", "loud"])
        let expected =
            "--log-level: expected off, error, warn, info, debug, trace or a list of target=level, got 4 characters"
        #expect(throws: StageFailure(.usage, expected)) { try options.startLog(of: "test", in: &configuration) }
    }
}

@Suite struct LogEntryTests {
    @Test(
        arguments: [
            (.info, "gen-proof: ready"), (.notice, "gen-proof: ready"), (.warning, "gen-proof: warning: ready"),
            (.error, "gen-proof: error: ready"), (.critical, "gen-proof: error: ready"),
            (.debug, "2026-02-28T23:59:59.007Z gen-proof: debug: ready"),
            (.trace, "2026-02-28T23:59:59.007Z gen-proof: trace: ready"),
        ] as [(Logger.Level, String)])
    func textOfEachLevel(level: Logger.Level, text: String) {
        #expect(entry(level, "ready").text == text)
    }

    @Test func textIsOneLineWhateverItHolds() {
        let entry = entry(
            .info, "two\nlines \u{1b}[31m\u{7f}\u{2028}\u{202e}é😀",
            [
                "b": "plain", "a\n": "two words", "c": "", "d": "x=\"1\"", "e": ["f", ["g": "h"]],
                "f": .stringConvertible(7),
            ])
        // The message says in words what the metadata is for machines.
        #expect(entry.text == #"gen-proof: two\nlines \u001b[31m\u007f\u2028\u202eé😀"#)
        #expect(self.entry(.info, "failed", ["error": "no\nroom"]).text == #"gen-proof: failed: no\nroom"#)
    }

    @Test func jsonEscapes() {
        let hard = "\"\\/\u{8}\u{c}\n\r\t\u{0}\u{1f}\u{7f}\u{85}\u{2028}\u{e0001}é😀"
        let json = #""\"\\/\u0008\u000c\n\r\t\u0000\u001f\u007f\u0085\u2028\udb40\udc01é😀""#
        #expect(LineText.json(hard) == json)
    }

    /// Another parser reads every character back as it was.
    @Test func jsonOfEveryScalarOfTheBasicPlaneIsReadBack() throws {
        let text = String(String.UnicodeScalarView((0...0xffff).compactMap { Unicode.Scalar(UInt32($0)) }))
        let decoded = try JSONDecoder().decode([String].self, from: Data("[\(LineText.json(text))]".utf8))
        #expect(decoded.first.map { Array($0.unicodeScalars) } == Array(text.unicodeScalars))
    }

    @Test func jsonObject() {
        let entry = entry(
            .warning, "late \"again\"", ["peer": "a", "attempts": [.stringConvertible(1), "2"], "at": ["b": "c"]])
        #expect(
            entry.json == #"{"time":"2026-02-28T23:59:59.007Z","level":"warning","command":"gen-proof","#
                + #""message":"late \"again\"","at":{"b":"c"},"attempts":[1,"2"],"peer":"a"}"#)
    }

    @Test func jsonNamesAreDistinct() throws {
        let entry = entry(.info, "x", ["time": "t", "time_": "u", "level": "l"])
        #expect(entry.json.hasSuffix(#""message":"x","level_":"l","time__":"t","time_":"u"}"#))
    }

    @Test(arguments: [(0, "1970-01-01T00:00:00.000Z"), (951_782_400_999, "2000-02-29T00:00:00.999Z")])
    func timestamp(milliseconds: Int64, text: String) {
        #expect(Timestamp(milliseconds: milliseconds).description == text)
    }

    private func entry(_ level: Logger.Level, _ message: String, _ metadata: Logger.Metadata = [:]) -> LogEntry {
        var entry = LogEntry(level: level, command: "gen-proof", message: message, metadata: metadata)
        entry.time = Timestamp(milliseconds: 1_772_323_199_007)
        return entry
    }
}

@Suite struct LoggerTests {
    @Test func writesWhatTheLevelLetsThrough() throws {
        let captured = CapturedStream()
        var logger = Log.start(command: "fetch-state", level: .info, format: .text, on: captured.stream)
        logger[metadataKey: "round"] = "1"
        logger.debug("hidden")
        logger.info("one")
        logger.warning("two", metadata: ["round": "2"])
        #expect(try captured.output() == "fetch-state: one\nfetch-state: warning: two\n")
    }

    @Test func offIsSilent() throws {
        let captured = CapturedStream()
        Log.start(command: "fetch-state", level: .off, format: .text, on: captured.stream).critical("hidden")
        #expect(try captured.output().isEmpty)
    }

    @Test func jsonLines() throws {
        struct Line: Decodable, Equatable {
            var level: String
            var command: String
            var message: String
            var error: String
        }
        let captured = CapturedStream()
        let logger = Log.start(command: "fetch-state", level: .trace, format: .json, on: captured.stream)
        logger.trace("a\nb", error: StageFailure.closedPipe)
        let lines = try captured.output().split(separator: "\n")
        #expect(lines.count == 1)
        let line = try JSONDecoder().decode(Line.self, from: Data(try #require(lines.first).utf8))
        #expect(
            line == Line(level: "trace", command: "fetch-state", message: "a\nb", error: "standard output is closed"))
    }
}
