import EthereumNode
import Testing

/// The rules of the article WhichNodeIsAsked, one by one, with a clock that stands still unless told otherwise.
@Suite struct FailoverTests {
    /// A rotation, and the time in seconds that the test says it is.
    private struct Bench {
        var failover: Failover
        var now = ContinuousClock.now

        init(nodes: Int, policy: FailoverPolicy = FailoverPolicy()) {
            failover = Failover(count: nodes, policy: policy)
        }

        /// The node of a call that begins now.
        mutating func begin() -> Int? { failover.begin(at: now).turn?.index }

        /// Whether a call that begins now is the first one back at the primary.
        mutating func comesBack() -> Bool { failover.begin(at: now).isBackAtPrimary }

        mutating func fail() -> Int? {
            guard let turn = failover.current else { return nil }
            return failover.failed(turn, at: now)?.index
        }

        mutating func succeed() {
            guard let turn = failover.current else { return }
            failover.succeeded(turn)
        }

        mutating func wait(_ seconds: Int) { now = now.advanced(by: .seconds(seconds)) }
    }

    @Test func theFirstNodeIsThePrimary() {
        var bench = Bench(nodes: 3)
        #expect(bench.begin() == 0)
        #expect(bench.failover.current?.generation == 0)
    }

    @Test func aSecondFailureWithinAMinuteLeadsToTheNextNode() {
        var bench = Bench(nodes: 3)
        #expect(bench.fail() == nil)
        bench.wait(59)
        #expect(bench.fail() == 1)
        #expect(bench.begin() == 1)
    }

    @Test func failuresAMinuteApartAreToleratedUpToTheTenth() {
        var bench = Bench(nodes: 2)
        for _ in 1...9 {
            #expect(bench.fail() == nil)
            bench.wait(60)
        }
        #expect(bench.fail() == 1)
    }

    @Test func aSuccessClearsTheCountOfConsecutiveFailures() {
        var bench = Bench(nodes: 2)
        for _ in 1...9 {
            #expect(bench.fail() == nil)
            bench.wait(60)
        }
        bench.succeed()
        #expect(bench.fail() == nil)
    }

    @Test func aSuccessInBetweenDoesNotMakeTwoFailuresLessFrequent() {
        var bench = Bench(nodes: 2)
        #expect(bench.fail() == nil)
        bench.succeed()
        bench.wait(1)
        #expect(bench.fail() == 1)
    }

    @Test func aToleranceOfOneLeavesAtTheFirstFailure() {
        var bench = Bench(nodes: 2, policy: FailoverPolicy(consecutiveFailureTolerance: 1))
        #expect(bench.fail() == 1)
    }

    @Test func theNextNodeBeginsWithoutFailures() {
        var bench = Bench(nodes: 3)
        _ = bench.fail()
        #expect(bench.fail() == 1)
        #expect(bench.fail() == nil)
        #expect(bench.fail() == 2)
        _ = bench.fail()
        #expect(bench.fail() == 0)
    }

    @Test func callsReturnToThePrimaryAfterHalfAnHour() {
        var bench = Bench(nodes: 3)
        _ = bench.fail()
        _ = bench.fail()
        bench.wait(30 * 60 - 1)
        #expect(bench.begin() == 1)
        bench.wait(1)
        let (turn, isBack) = bench.failover.begin(at: bench.now)
        #expect(turn?.index == 0 && turn?.generation == 3)
        #expect(isBack)
        #expect(bench.comesBack() == false)
    }

    @Test func theReturnIsCountedFromLeavingThePrimaryNotFromLaterChanges() {
        var bench = Bench(nodes: 3)
        _ = bench.fail()
        _ = bench.fail()
        bench.wait(29 * 60)
        _ = bench.fail()
        #expect(bench.fail() == 2)
        bench.wait(60)
        #expect(bench.begin() == 0)
    }

    @Test func comingRoundToThePrimaryCancelsTheReturn() {
        var bench = Bench(nodes: 2)
        _ = bench.fail()
        _ = bench.fail()
        _ = bench.fail()
        #expect(bench.fail() == 0)
        bench.wait(31 * 60)
        #expect(bench.comesBack() == false)
    }

    @Test func failuresOfACallThatBeganAtTheLastNodeDoNotCount() throws {
        var bench = Bench(nodes: 3)
        let old = try #require(bench.failover.current)
        _ = bench.fail()
        _ = bench.fail()
        let changes = (0..<20).compactMap { _ in bench.failover.failed(old, at: bench.now) }
        #expect(changes.isEmpty)
        #expect(bench.begin() == 1)
        bench.failover.succeeded(old)
        #expect(bench.fail() == nil)
    }

    @Test func aNodeThatAsksToBeLeftAloneStaysInUse() throws {
        var bench = Bench(nodes: 2)
        let turn = try #require(bench.failover.current)
        bench.failover.limit(turn, for: .seconds(1), at: bench.now)
        #expect(bench.begin() == 0)
        #expect(bench.failover.pause(of: turn, at: bench.now) == .seconds(1))
        bench.wait(1)
        #expect(bench.failover.pause(of: turn, at: bench.now) == nil)
    }

    @Test func aShorterPauseDoesNotCutALongerOneShort() throws {
        var bench = Bench(nodes: 1)
        let turn = try #require(bench.failover.current)
        bench.failover.limit(turn, for: .seconds(9), at: bench.now)
        bench.failover.limit(turn, for: .seconds(1), at: bench.now)
        #expect(bench.failover.pause(of: turn, at: bench.now) == .seconds(9))
    }

    @Test func aSingleNodeIsKeptWhateverHappens() {
        var bench = Bench(nodes: 1)
        for _ in 0..<50 { #expect(bench.fail() == nil) }
        bench.wait(31 * 60)
        #expect(bench.comesBack() == false)
        #expect(bench.begin() == 0)
    }

    @Test func anExcludedNodeIsNeverUsedAgain() throws {
        var bench = Bench(nodes: 3)
        let first = try #require(bench.failover.current)
        let answers = (0..<2).map { _ in bench.failover.exclude(first) }
        #expect(answers == [true, false])
        var used: Set<Int> = []
        for _ in 0..<20 {
            bench.wait(30)
            if let node = bench.begin() { used.insert(node) }
            _ = bench.fail()
        }
        #expect(used == [1, 2])
    }

    @Test func withThePrimaryExcludedCallsReturnToTheNextInOrder() throws {
        var bench = Bench(nodes: 3)
        _ = bench.failover.exclude(try #require(bench.failover.current))
        _ = bench.fail()
        #expect(bench.fail() == 2)
        bench.wait(30 * 60)
        #expect(bench.begin() == 1)
    }

    @Test func withEveryNodeExcludedThereIsNone() throws {
        var bench = Bench(nodes: 2)
        _ = bench.failover.exclude(try #require(bench.failover.current))
        _ = bench.failover.exclude(try #require(bench.failover.current))
        #expect(bench.begin() == nil)
        #expect(Failover(count: 0, policy: FailoverPolicy()).current == nil)
    }

    @Test func aNodeThatIsLeftIsTriedAgainAfterTheUsualTime() throws {
        var bench = Bench(nodes: 2)
        let first = try #require(bench.failover.current)
        let next = bench.failover.leave(first, at: bench.now)
        #expect(next?.index == 1)
        // It is not in use any more.
        let again = bench.failover.leave(first, at: bench.now)
        #expect(again == nil)
        #expect(bench.begin() == 1)
        bench.wait(30 * 60)
        #expect(bench.begin() == 0)
        var alone = Bench(nodes: 1)
        let none = alone.failover.leave(try #require(alone.failover.current), at: alone.now)
        #expect(none == nil)
        #expect(alone.begin() == 0)
    }

    @Test func aRotationMayBeginAtAnotherNode() {
        var bench = Bench(nodes: 3)
        bench.failover = Failover(
            count: 3, policy: FailoverPolicy(), first: 2, returnAt: bench.now.advanced(by: .seconds(60)))
        #expect(bench.begin() == 2)
        bench.wait(60)
        #expect(bench.comesBack() == true)
        #expect(bench.begin() == 0)
        #expect(Failover(count: 2, policy: FailoverPolicy(), first: 2, returnAt: bench.now).current?.index == 0)
    }

    @Test func anAlternativeIsAnotherNodeThatMayBeAskedNow() throws {
        var bench = Bench(nodes: 3)
        let first = try #require(bench.failover.current)
        let second = try #require(bench.failover.alternative(to: first, at: bench.now))
        #expect(second.index == 1)
        bench.failover.limit(second, for: .seconds(9), at: bench.now)
        #expect(bench.failover.alternative(to: first, at: bench.now)?.index == 2)
        _ = bench.failover.exclude(try #require(bench.failover.alternative(to: first, at: bench.now)))
        #expect(bench.failover.alternative(to: first, at: bench.now) == nil)
        bench.wait(9)
        #expect(bench.failover.alternative(to: first, at: bench.now)?.index == 1)
    }

    @Test func aCallTriedOnceMoreGoesToTheNextNode() throws {
        var bench = Bench(nodes: 3)
        let first = try #require(bench.failover.current)
        let second = try #require(bench.failover.turn(after: first))
        #expect(second.index == 1)
        #expect(bench.failover.turn(after: second)?.index == 2)
        #expect(bench.begin() == 0)
        // After a change, the next one is the one in use.
        _ = bench.fail()
        _ = bench.fail()
        #expect(bench.failover.turn(after: first) == bench.failover.current)
    }

    @Test(arguments: 1...4)
    func randomHistoriesKeepTheInvariants(nodes: Int) {
        var generator = SystemRandomNumberGenerator()
        var bench = Bench(nodes: nodes)
        var lastGeneration = 0
        for _ in 0..<2000 {
            let turn = bench.failover.begin(at: bench.now).turn
            #expect(turn.map { $0.index == $0.generation % nodes } == true)
            #expect((turn?.generation ?? -1) >= lastGeneration)
            lastGeneration = turn?.generation ?? lastGeneration
            if Bool.random(using: &generator) { _ = bench.fail() } else { bench.succeed() }
            bench.wait(Int.random(in: 0...120, using: &generator))
        }
    }
}
