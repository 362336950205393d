/// One figure of one run.
public struct Sample: Sendable {
    /// What was measured.
    public var name: String
    /// What the figure counts.
    public var unit: Unit
    /// The figure.
    public var value: Double
    /// The figure that the hardware sets, if it is known.
    public var floor: Double?

    /// A figure.
    public init(_ name: String, _ unit: Unit, _ value: Double, floor: Double? = nil) {
        self.name = name
        self.unit = unit
        self.value = value
        self.floor = floor
    }
}

/// What is to be timed: some operations, done together.
public struct Work {
    /// How many operations a call of ``run`` does.
    public let operations: Int
    /// Does them.
    public let run: () throws -> Void

    /// Operations that `run` does.
    public init(operations: Int = 1, run: @escaping () throws -> Void) {
        self.operations = operations
        self.run = run
    }
}

/// Something to measure.
public struct Benchmark {
    /// Which clock a figure is taken from.
    public enum Clock: Sendable {
        /// The processors' time in this process: for work on one thread, on a machine that others use, too.
        case processor
        /// The clock on the wall: for work on several threads.
        case wall
    }

    /// One run.
    public typealias Run = () throws -> [Sample]

    /// What is measured; the names of its figures begin with it.
    public let name: String
    /// Makes the inputs, and what measures one run on them.
    let prepare: () throws -> Run

    /// A benchmark whose runs give any number of figures, the same ones every time.
    public init(_ name: String, samples prepare: @escaping () throws -> Run) {
        self.name = name
        self.prepare = prepare
    }

    /// The time of one of the operations that `prepare` gives.
    ///
    /// `floor` is what the hardware does not go below, in nanoseconds an operation, if known.
    public init(
        _ name: String, clock: Clock = .processor, floor: Double? = nil, prepare: @escaping () throws -> Work
    ) {
        self.init(
            name,
            samples: {
                let loop = TimedLoop(try prepare())
                return {
                    let elapsed = try loop.operation()
                    return [Sample(name, .nanoseconds, clock == .wall ? elapsed.wall : elapsed.processor, floor: floor)]
                }
            })
    }
}

/// Repeats short work until it is long enough for the clocks.
private final class TimedLoop {
    /// Nanoseconds: thousands of times what reading the clocks takes.
    private static let shortest = 2e6
    private let work: Work
    private var repetitions = 1

    init(_ work: Work) { self.work = work }

    /// The time of one operation; the first call, which does not count, finds how many repetitions are needed.
    func operation() throws -> Elapsed {
        var elapsed = try time()
        while elapsed.wall < TimedLoop.shortest && repetitions < 1 << 24 {
            repetitions *= 2
            elapsed = try time()
        }
        let count = Double(repetitions * work.operations)
        elapsed.wall /= count
        elapsed.processor /= count
        return elapsed
    }

    private func time() throws -> Elapsed {
        try Elapsed.during { for _ in 0..<repetitions { try work.run() } }
    }
}
