/// How counts of instructions differ from those that are expected.
public struct InstructionComparison: Sendable, Equatable {
    /// A change that counts, as a share of what was expected.
    public static let tolerance = 0.02

    /// One difference.
    public enum Difference: Sendable, Equatable, CustomStringConvertible {
        /// More instructions than expected.
        case rise(InstructionCounts.Key, expected: Int, found: Int)
        /// Fewer of them.
        case fall(InstructionCounts.Key, expected: Int, found: Int)
        /// Nothing is expected of this kernel.
        case unexpected(InstructionCounts.Key, found: Int)
        /// The kernel was not counted.
        case missing(InstructionCounts.Key)

        /// Whether it is for the worse.
        public var isFailure: Bool {
            if case .rise = self { true } else { false }
        }

        /// One line for people.
        public var description: String {
            switch self {
            case .rise(let key, let expected, let found):
                "\(key): \(found) instructions, \(Self.percent(found - expected, of: expected)) % more than \(expected)"
            case .fall(let key, let expected, let found):
                "\(key): \(found) instructions, \(Self.percent(expected - found, of: expected)) % fewer than \(expected)"
            case .unexpected(let key, let found): "\(key): \(found) instructions, none expected yet"
            case .missing(let key): "\(key): expected, but not counted"
            }
        }

        private static func percent(_ part: Int, of whole: Int) -> String {
            decimal(100 * Double(part) / Double(whole), places: 1)
        }
    }

    /// The differences, in the order of what was found, those that are missing last.
    public let differences: [Difference]
    /// Why a rise is no failure: the counts were made for another compiler or processor.
    public let excuse: String?

    /// Compares `found` with what is `expected`; sets that were not counted are left out by the caller.
    public init(of found: InstructionCounts, with expected: InstructionCounts) {
        let known = Dictionary(expected.entries.map { ($0.key, $0.instructions) }) { first, _ in first }
        let counted = Set(found.entries.map(\.key))
        differences =
            found.entries.compactMap { entry in
                guard let count = known[entry.key] else {
                    return .unexpected(entry.key, found: entry.instructions)
                }
                let change = Double(entry.instructions - count) / Double(count)
                if change > Self.tolerance { return .rise(entry.key, expected: count, found: entry.instructions) }
                if change < -Self.tolerance { return .fall(entry.key, expected: count, found: entry.instructions) }
                return nil
            } + expected.entries.filter { !counted.contains($0.key) }.map { .missing($0.key) }
        excuse =
            if expected.architecture != found.architecture {
                "the counts are those of \(expected.architecture), this is \(found.architecture)"
            } else if expected.swiftVersion != found.swiftVersion {
                "the counts are those of Swift \(expected.swiftVersion), this is \(found.swiftVersion)"
            } else {
                nil
            }
    }

    /// Whether a kernel takes more instructions than it should.
    public var isFailure: Bool { excuse == nil && differences.contains(where: \.isFailure) }
}
