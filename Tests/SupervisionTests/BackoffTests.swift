import DaemonStatus
import Supervision
import Testing

/// The waits after failures.
@Suite struct BackoffTests {
    /// Random numbers that are all the least, or all the greatest.
    private struct Constant: RandomNumberGenerator {
        var value: UInt64
        mutating func next() -> UInt64 { value }
    }

    private func waits(_ initial: Duration, _ kind: StageFailureKind, count: Int, random: UInt64) -> [Duration] {
        var backoff = Backoff(initial: initial)
        var generator = Constant(value: random)
        return (0..<count).map { _ in backoff.next(after: kind, using: &generator) }
    }

    @Test func doublesUpToTheCeiling() {
        let least = waits(.seconds(2), .unreachable, count: 10, random: 0)
        #expect(least == [1.5, 3, 6, 12, 24, 48, 96, 192, 225, 225].map { .seconds($0) })
    }

    @Test func waitsShorterForWhatPassesByItself() {
        let least = waits(.seconds(2), .tryAgain, count: 8, random: 0)
        #expect(least == [1.5, 3, 6, 12, 24, 45, 45, 45].map { .seconds($0) })
    }

    @Test func staysWithinAQuarterBelowTheStep() {
        let most = waits(.seconds(2), .io, count: 12, random: .max)
        for (wait, step) in zip(most, [2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300, 300] as [Double]) {
            #expect(wait <= .seconds(step))
            #expect(wait > .seconds(step * 0.99))
        }
    }

    @Test func aLongIntervalIsNotCutByTheCeiling() {
        #expect(waits(.seconds(3600), .tryAgain, count: 3, random: 0) == Array(repeating: .seconds(2700), count: 3))
    }

    @Test func startsAgainAfterASuccess() {
        var backoff = Backoff(initial: .seconds(2))
        var generator = Constant(value: 0)
        for _ in 0..<5 { _ = backoff.next(after: .killed, using: &generator) }
        backoff.reset()
        #expect(backoff.next(after: .killed, using: &generator) == .seconds(1.5))
    }

    @Test func neverOverflows() {
        let waits = waits(.seconds(2), .killed, count: 10_000, random: 0)
        #expect(waits.last == .seconds(225))
    }
}
