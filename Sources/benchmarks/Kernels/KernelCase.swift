import BenchmarkHarness
import Kernels

/// One kernel on fixed inputs, to be timed and to be counted.
struct KernelCase {
    /// The name of the kernel's method in `KernelTable`.
    let name: String
    /// What its time is divided by: `element`, `butterfly`, `pair`.
    let operation: String
    /// What the hardware needs for one operation, in nanoseconds, with IFMA.
    let floor: Double?
    /// The size of the block that is timed: as large as those of a proof at n = 2^20, and in the second-level cache.
    let timedSize: Int
    /// The size, for each lane, of the block whose instructions are counted: some tens of thousands of them.
    let countedSize: Int
    /// A block of some size. Its runs may change its inputs, but not how long the next one takes.
    let prepare: (_ kernels: KernelTable, _ size: Int) -> Work

    /// Every kernel. A new one needs a line here, and one in `KernelTable.timed(by:)`.
    static var all: [KernelCase] { vectors + transforms + points + prover }

    /// The benchmark of this kernel in one set.
    func benchmark(_ kernels: KernelTable) -> Benchmark {
        Benchmark("\(kernels.name) \(name), \(operation)", floor: kernels.hasFloors ? floor : nil) {
            prepare(kernels, timedSize)
        }
    }

    /// The instructions of this kernel in one set; nil where they cannot be counted.
    func instructions(_ kernels: KernelTable) -> InstructionCounts.Entry? {
        let work = prepare(kernels, countedSize * kernels.lanes)
        return InstructionCounter.count({ try? work.run() }).map {
            InstructionCounts.Entry(
                InstructionCounts.Key(kernel: name, set: kernels.name, elements: work.operations), instructions: $0)
        }
    }
}

extension KernelTable {
    /// Whether ``Floor`` is about this set, timed or not.
    var hasFloors: Bool { name.hasPrefix("ifma") }
}

/// What AVX-512 IFMA allows on a Zen 4 core at 3.65 GHz, in nanoseconds a lane: 100 multiply-add instructions a
/// multiplication, 80 a squaring, one a cycle (the article KernelSets of Kernels).
enum Floor {
    static let multiplication = 3.42
    static let squaring = 2.74
    /// 60 instructions: a constant of which multiples are at hand.
    static let constantMultiplication = 2.05
    /// Five multiplications and a squaring.
    static let pointAddition = 5 * multiplication + squaring
}
