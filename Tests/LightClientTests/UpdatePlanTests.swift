import LightClient
import TestSupport
import Testing

/// Which updates a contract needs. See the article EpochsAndUpdates of LightClient.
struct UpdatePlanTests {
    /// Epochs of 100 blocks from block 201, the first of epoch 3, on.
    private let schedule = EpochSchedule(blocksPerEpoch: 100, epochStartBlock: 201)

    /// A plan in short: the epochs of the roots, whether the latest state follows, the epoch of the first table.
    private struct Facts: Equatable {
        let roots: [UInt64]
        let latest: Bool
        let table: UInt64?

        init(_ roots: [UInt64], latest: Bool, table: UInt64?) {
            (self.roots, self.latest, self.table) = (roots, latest, table)
        }

        init(_ plan: UpdatePlan) {
            self.init(Array(plan.epochRoots), latest: plan.includesLatest, table: plan.firstTableEpoch)
        }
    }

    private func facts(
        _ contract: UInt64, _ signed: UInt64, to target: UInt64? = nil, version: ContractVersion = .v3
    ) throws -> Facts {
        Facts(
            try UpdatePlan(
                version: version, schedule: schedule, contractHeight: contract, signedHeight: signed, target: target))
    }

    @Test(arguments: [ContractVersion.v2, .v3])
    func byHand(version: ContractVersion) throws {
        let cases: [(contract: UInt64, signed: UInt64, Facts)] = [
            // Before epochs the genesis table signs.
            (100, 150, Facts([], latest: true, table: nil)),
            (150, 200, Facts([], latest: true, table: nil)),
            // The first block with epochs: no root is missing, and the contract still has the genesis table.
            (200, 201, Facts([], latest: true, table: nil)),
            (200, 295, Facts([3], latest: false, table: 3)),
            (200, 301, Facts([3], latest: true, table: nil)),
            // Within an epoch.
            (250, 251, Facts([], latest: true, table: 3)),
            (250, 294, Facts([], latest: true, table: 3)),
            // At and past the root the certificate stands for the bundle.
            (250, 295, Facts([3], latest: false, table: 3)),
            (250, 296, Facts([3], latest: false, table: 3)),
            (250, 300, Facts([3], latest: false, table: 3)),
            (250, 301, Facts([3], latest: true, table: 3)),
            // A contract at a root has the next epoch's table already.
            (295, 301, Facts([], latest: true, table: 4)),
            (295, 395, Facts([4], latest: false, table: 4)),
            (294, 301, Facts([3], latest: true, table: 3)),
            // Five missed epochs.
            (250, 750, Facts([3, 4, 5, 6, 7], latest: true, table: 3)),
            (250, 798, Facts([3, 4, 5, 6, 7, 8], latest: false, table: 3)),
        ]
        for (contract, signed, expected) in cases {
            #expect(try facts(contract, signed, version: version) == expected, "\(contract), \(signed)")
        }
    }

    @Test func nothingToDo() throws {
        for (contract, signed) in [(250, 250), (250, 249), (250, 100), (750, 250), (295, 296), (295, 300)]
            as [(UInt64, UInt64)]
        {
            #expect(
                try UpdatePlan(
                    version: .v3, schedule: schedule, contractHeight: contract, signedHeight: signed
                ).isEmpty, "\(contract), \(signed)")
        }
    }

    @Test func upToATarget() throws {
        #expect(try facts(250, 750, to: 5) == Facts([3, 4], latest: false, table: 3))
        #expect(try facts(250, 750, to: 100) == Facts([3, 4, 5, 6, 7], latest: false, table: 3))
        for target in [1, 2, 3] as [UInt64] {
            #expect(try facts(250, 750, to: target) == Facts([], latest: false, table: 3))
        }
        #expect(try facts(100, 150, to: 5) == Facts([], latest: false, table: nil))
    }

    @Test func versionOneKnowsNoEpochs() throws {
        #expect(try facts(100, 200, version: .v1) == Facts([], latest: true, table: nil))
        #expect(try facts(200, 200, version: .v1) == Facts([], latest: false, table: nil))
        // Said even to a contract that is up to date.
        for contract in [100, 201, 300] as [UInt64] {
            #expect(throws: UpdatePlanError.epochAlreadyStarted(201)) { try facts(contract, 201, version: .v1) }
        }
        #expect(
            UpdatePlanError.epochAlreadyStarted(201).description
                == "Epoch has already started on block 201, please upgrade the contract to V2.")
    }

    @Test func aContractThatMissedItsRootForEver() throws {
        #expect(throws: UpdatePlanError.unreachableEpochRoot(epoch: 3, root: 295, contractHeight: 297)) {
            try facts(297, 350)
        }
        let short = EpochSchedule(blocksPerEpoch: 5, epochStartBlock: 1)
        #expect(throws: UpdatePlanError.epochsTooShort(5)) {
            try UpdatePlan(version: .v2, schedule: short, contractHeight: 1, signedHeight: 2)
        }
    }

    // MARK: - Against the original's round

    /// All small heights for lengths around the smallest that a contract takes, with starts in every place of an epoch.
    @Test(arguments: [0, 1, 4, 5, 6, 7, 10] as [UInt64])
    func agreesWithTheOriginal(length: UInt64) {
        var plans = 0
        for version in ContractVersion.allCases {
            for start in 0...24 as ClosedRange<UInt64> {
                for contract in 0...36 as ClosedRange<UInt64> {
                    for signed in 0...36 as ClosedRange<UInt64> {
                        for target in [nil, 1, 2, 4] as [UInt64?] {
                            plans += 1
                            guard agree(version, length, start, contract, signed, target) else { return }
                        }
                    }
                }
            }
        }
        #expect(plans == 3 * 25 * 37 * 37 * 4)
    }

    @Test func agreesAtTheEndsOfTheRange() {
        var generator = SeededGenerator(seed: 8)
        let ends =
            Array(0...7 as ClosedRange<UInt64>) + [1 << 32, 1 << 63] + Array(UInt64.max - 7 ... .max)
        func pick() -> UInt64 {
            Bool.random(using: &generator)
                ? ends.randomElement(using: &generator) ?? 0
                : generator.next() >> UInt64.random(in: 0...63, using: &generator)
        }
        for _ in 0..<200_000 {
            let (length, start, contract) = (pick(), pick(), pick())
            // Near the ends of epochs too.
            let multiple = length == 0 ? 0 : pick() / length &* length
            let signed = Bool.random(using: &generator) ? pick() : multiple &+ pick() % 8 &- 6
            let target = Bool.random(using: &generator) ? nil : Optional(pick())
            guard agree(.v3, length, start, contract, signed, target) else { return }
        }
    }

    private func agree(
        _ version: ContractVersion, _ length: UInt64, _ start: UInt64, _ contract: UInt64, _ signed: UInt64,
        _ target: UInt64?
    ) -> Bool {
        var oracle = SyncOracle(version: version, blocksPerEpoch: length, epochStartBlock: start)
        let expected = oracle.round(contractHeight: contract, signedHeight: signed, target: target)
        let found: SyncOracle.Outcome
        do throws(UpdatePlanError) {
            let plan = try UpdatePlan(
                version: version, schedule: EpochSchedule(blocksPerEpoch: length, epochStartBlock: start),
                contractHeight: contract, signedHeight: signed, target: target)
            let roots = plan.epochRoots.isEmpty ? 0..<0 : plan.epochRoots
            found =
                plan.isEmpty
                ? .nothing
                : .updates(
                    from: UInt128(roots.lowerBound), below: UInt128(roots.upperBound), latest: plan.includesLatest,
                    firstTable: plan.firstTableEpoch.map { UInt128($0) })
        } catch {
            found = .failure
        }
        guard found != expected else { return true }
        Issue.record("\(version), h \(length), start \(start), \(contract) → \(signed): \(found), not \(expected)")
        return false
    }

    // MARK: - Against the contract's rules

    /// The contract takes every planned update, one after the other, where epochs do not begin behind the root of their
    /// first one; there it refuses states that the original submits too.
    @Test(arguments: [6, 7, 10] as [UInt64])
    func theContractTakesEveryUpdate(length: UInt64) throws {
        var taken = 0
        for start in 1...24 as ClosedRange<UInt64> where start <= (start + length - 1) / length * length - 5 {
            let schedule = EpochSchedule(blocksPerEpoch: length, epochStartBlock: start)
            for contract in 0...40 as ClosedRange<UInt64> {
                for signed in 0...60 as ClosedRange<UInt64> {
                    let plan: UpdatePlan
                    do throws(UpdatePlanError) {
                        plan = try UpdatePlan(
                            version: .v2, schedule: schedule, contractHeight: contract, signedHeight: signed)
                    } catch {
                        continue
                    }
                    let roots = plan.epochRoots.map { length * $0 - 5 }
                    var finalized = contract
                    for height in roots + (plan.includesLatest ? [signed] : []) {
                        guard accepts(height, after: finalized, length: length, start: start) else {
                            Issue.record("h \(length), start \(start), \(contract) → \(signed): \(height) refused")
                            return
                        }
                        finalized = height
                        taken += 1
                    }
                    #expect(finalized >= signed || plan.isEmpty || !plan.includesLatest)
                }
            }
        }
        #expect(taken > 10_000)
    }

    private func accepts(_ height: UInt64, after finalized: UInt64, length: UInt64, start: UInt64) -> Bool {
        func epoch(_ block: UInt64) -> UInt64 { block == 0 ? 1 : (block + length - 1) / length }
        func isRoot(_ block: UInt64) -> Bool { block != 0 && (block + 5) % length == 0 }
        let (first, new, last) = (epoch(start), epoch(height), epoch(finalized))
        guard height > finalized else { return false }
        if new >= first, height % length == 0 || height % length > length - 5 { return false }
        guard new > first else { return true }
        return new - last < 2 && (new == last || isRoot(finalized))
    }
}
