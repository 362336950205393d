import BN254
import LightClient

/// Who validates in which epoch, and with how much stake.
///
/// The genesis table, which also is that of the first epoch, has the settings' validators. From epoch to epoch some of
/// them leave, some of a reserve join, every stake changes and the order too. Changes asked for come on top of that.
struct Roster: Sendable {
    /// A validator's number, which its keys are derived from, and its stake.
    struct Member: Sendable, Equatable {
        var number: UInt64
        var stake: UInt128
    }

    /// A change asked for, which holds from an epoch on.
    struct Change: Sendable {
        var epoch: UInt64
        var joining: [UInt64] = []
        var leaving: Set<UInt64> = []
        var stakes: StakeSpread?
        var exceedsCapacity = false
    }

    private let values: SeededValues
    private let settings: NetworkSettings
    private let firstEpoch: UInt64
    private var changes: [Change] = []
    private var nextNumber: UInt64

    init(_ settings: NetworkSettings, _ values: SeededValues) {
        self.settings = settings
        self.values = values
        firstEpoch = settings.schedule.epoch(of: settings.epochStartBlock)
        let count = UInt64(settings.validators)
        nextNumber = count + max(1, count / 4)
        reserve = count..<nextNumber
    }

    /// The numbers of all who validate, stand by or have left.
    var numbers: Range<UInt64> { 0..<nextNumber }

    /// The numbers of those who stand by at the beginning.
    private let reserve: Range<UInt64>

    /// The members of `epoch` in the table's order, nil being the time before epochs. At least one.
    func members(of epoch: UInt64?) -> [Member] {
        let core = 0..<UInt64(settings.validators)
        guard let epoch, epoch > firstEpoch else {
            return core.map { Member(number: $0, stake: stake(of: $0, epoch: firstEpoch, settings.stakes)) }
        }
        let held = changes.filter { $0.epoch <= epoch }
        let rotated =
            core.filter { values.word("rest", $0, epoch) % 6 != 0 }
            + reserve.filter { values.word("service", $0, epoch) % 3 == 0 }
        let count = UInt64(max(rotated.count, 1))
        let first = Int(values.word("order", epoch) % count)
        var numbers = rotated.isEmpty ? [] : Array(rotated[first...] + rotated[..<first])
        for change in held {
            numbers = change.joining + numbers.filter { !change.leaving.contains($0) }
        }
        if !held.contains(where: \.exceedsCapacity) { numbers = Array(numbers.prefix(settings.capacity)) }
        let stakes = held.last { $0.stakes != nil }?.stakes ?? settings.stakes
        return (numbers.isEmpty ? [0] : numbers).map {
            Member(number: $0, stake: stake(of: $0, epoch: epoch, stakes))
        }
    }

    /// Lets `joining` new validators in and `leaving` of the table's first ones go from `epoch` on.
    ///
    /// `toExceed` lets in so many that the table is longer than its capacity from then on; without it the last ones of
    /// a table that would be too long are left out.
    /// Throws ``NetworkError/control(_:)`` if nobody would stay, or too many join.
    mutating func change(
        from epoch: UInt64, joining: Int, leaving: Int, toExceed: Bool, stakes: StakeSpread?
    ) throws(NetworkError) {
        let members = members(of: epoch)
        guard leaving < members.count else { throw .control("only \(members.count) validators could leave") }
        let count = toExceed ? max(joining, settings.capacity + 1) : joining
        guard count <= settings.capacity + 1 else { throw .control("more validators than the table has slots") }
        let newcomers = nextNumber..<nextNumber + UInt64(count)
        nextNumber = newcomers.upperBound
        changes.append(
            Change(
                epoch: epoch, joining: Array(newcomers), leaving: Set(members.prefix(leaving).map(\.number)),
                stakes: stakes, exceedsCapacity: toExceed))
    }

    /// The stake of a validator in `epoch`, which the epoch's number keeps from ever being the same twice.
    private func stake(of number: UInt64, epoch: UInt64, _ stakes: StakeSpread) -> UInt128 {
        let token: UInt128 = 1_000_000_000_000_000_000
        let age = UInt128(epoch - firstEpoch)
        switch stakes {
        case .equal:
            return 1 + age
        case .spread:
            let tokens = UInt128(1_000 + values.word("stake", number) % 90_000)
            let change = UInt128(values.word("change of stake", number, epoch) % 1_000)
            return tokens * token + (age == 0 ? 0 : tokens * token / 10_000 * change) + age
        case .unequal:
            switch number % 4 {
            case 0: return (number == 0 ? 1_000_000_000 : 1_000_000) * token + age
            case 1: return 1_000 * token + age
            default: return 1 + age
            }
        }
    }
}
