import Glibc
import Supervision
import Testing

/// Which stage's failure is the round's.
@Suite struct RoundFailureTests {
    private static let stages = ["read-contract", "fetch-state", "advance-epoch"]

    /// The failure of stages that ended with `codes`; negative ones are signals.
    private func outcome(_ codes: Int32...) -> RoundFailure? {
        RoundFailure(
            of: zip(Self.stages, codes).map { StageReport($0, $1 < 0 ? .signal(-$1) : .exit($1)) })
    }

    @Test func noneWhenAllSucceed() {
        #expect(outcome(0, 0, 0) == nil)
        #expect(RoundFailure(of: []) == nil)
    }

    @Test(arguments: [64, 65, 66, 69, 70, 74, 75, 76, 77, 78] as [Int32])
    func aLoneFailureIsIt(code: Int32) throws {
        for position in 0..<3 {
            var codes: [Int32] = [0, 0, 0]
            codes[position] = code
            let failure = try #require(outcome(codes[0], codes[1], codes[2]))
            #expect(failure.stage == Self.stages[position])
            #expect(failure.code == code)
        }
    }

    @Test func permanentOnesAreThoseOfTheTable() {
        for code in Int32(1)...255 {
            let isPermanent = RoundFailure(of: [StageReport("x", .exit(code))])?.isPermanent
            #expect(isPermanent == [64, 65, 66, 77, 78].contains(code), "exit code \(code)")
        }
        for signal in [SIGKILL, SIGSEGV, SIGABRT, SIGTERM, SIGPIPE] {
            #expect(RoundFailure(of: [StageReport("x", .signal(signal))])?.isPermanent == false)
        }
    }

    @Test func theFirstInThePipe() {
        #expect(outcome(69, 75, 0)?.stage == "read-contract")
        #expect(outcome(0, 69, 76)?.stage == "fetch-state")
    }

    @Test func aPermanentOneFirst() {
        #expect(outcome(78, 0, 75)?.stage == "read-contract")
        #expect(outcome(75, 77, 78)?.stage == "fetch-state")
    }

    @Test func aLostReaderIsNoFailureOfItsOwn() {
        #expect(outcome(74, 0, 75)?.stage == "advance-epoch")
        #expect(outcome(-SIGPIPE, -SIGPIPE, 69)?.stage == "advance-epoch")
        #expect(outcome(74, 0, 0)?.stage == "read-contract")
        #expect(outcome(0, 0, -SIGPIPE)?.stage == "advance-epoch")
    }

    @Test func aDocumentCutShortIsNoFailureOfItsReader() {
        let failure = outcome(0, -SIGKILL, 65)
        #expect(failure?.stage == "fetch-state")
        #expect(failure?.kind == .killed)
        #expect(failure?.code == 137)
        #expect(outcome(0, 0, 65)?.stage == "advance-epoch")
    }

    @Test func aRefusedDocumentEndsThoseAboveIt() {
        #expect(outcome(74, 74, 65)?.stage == "advance-epoch")
        #expect(outcome(-SIGPIPE, -SIGPIPE, 65)?.stage == "advance-epoch")
        #expect(outcome(-SIGPIPE, -SIGKILL, 65)?.stage == "fetch-state")
    }

    @Test func noFailureExcusesAllOthers() {
        let codes: [Int32] = [0, 64, 65, 69, 70, 74, 75, 78, 3, -SIGPIPE, -SIGKILL]
        for first in codes {
            for second in codes {
                for third in codes {
                    let isSuccess = first == 0 && second == 0 && third == 0
                    #expect((outcome(first, second, third) == nil) == isSuccess, "\(first) \(second) \(third)")
                }
            }
        }
    }

    @Test func whatWeEndedHasNotFailed() {
        let stopped = StageReport("gen-proof", .signal(SIGTERM), wasStopped: true)
        #expect(RoundFailure(of: [stopped]) == nil)
        #expect(RoundFailure(of: [stopped, StageReport("submit-proof", .exit(75))])?.stage == "submit-proof")
    }

    @Test func aMisdeedCountsMoreThanTheEnd() {
        let report = StageReport(
            "gen-proof", .signal(SIGTERM), wasStopped: true, misdeed: .init(.stalled, "no sign of life for 1h"))
        let failure = RoundFailure(of: [report])
        #expect(failure?.kind == .stalled)
        #expect(failure?.code == 70)
        #expect(failure?.isPermanent == false)
    }

    @Test func tellsWhatTheStageSaidLast() {
        var words = LastWords()
        words.take("fetch-state: trying again in 1s", of: "fetch-state")
        words.take("fetch-state: relay refused the connection", of: "fetch-state")
        words.take("fetch-state: hint: is it up?", of: "fetch-state")
        let failure = RoundFailure(of: [StageReport("fetch-state", .exit(69), words: words)])
        #expect(failure?.message == "relay refused the connection")
        #expect(failure?.hint == "is it up?")
        #expect(RoundFailure(of: [StageReport("x", .exit(69))])?.message == "a peer is unreachable")
    }
}

/// The last line of standard error, in both forms.
@Suite struct LastWordsTests {
    @Test func readsTheJSONForm() {
        var words = LastWords()
        words.take(#"{"time":"t","level":"error","command":"x","message":"no key","hint":"make one"}"#, of: "x")
        #expect(words.message == "no key")
        #expect(words.hint == "make one")
        words.take(#"{"message":"another"}"#, of: "x")
        #expect(words.message == "another")
        #expect(words.hint == nil)
    }

    @Test func takesAnyOtherLineAsItIs() {
        var words = LastWords()
        words.take("Segmentation fault", of: "x")
        #expect(words.message == "Segmentation fault")
        words.take("{broken", of: "x")
        #expect(words.message == "{broken")
    }
}
