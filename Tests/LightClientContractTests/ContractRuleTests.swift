import BN254
import Ethereum
import LightClient
import LightClientContract
import Testing
import TurboPlonk

/// What the contract checks before the proof. See the article ContractRules.
@Suite struct ContractRuleTests {
    /// Epochs of 10 blocks from block 21 on, the first of epoch 3; roots are 5, 15, 25, 35, ….
    private func snapshot(_ version: ContractVersion, height: UInt64, prover: Address? = nil) -> ContractSnapshot {
        ContractSnapshot(
            address: .zero, implementation: .zero, chainID: 1,
            block: .init(number: 1, hash: Hash256(word: .zero), timestamp: 1, baseFeePerGas: nil),
            release: ContractRelease(major: UInt8(version.rawValue), minor: 0, patch: 0), version: version,
            finalizedState: LightClientState(viewNumber: height, blockHeight: height, blockCommitmentRoot: Fr(1)),
            votingStakeTable: .zero,
            genesisState: LightClientState(
                viewNumber: 0, blockHeight: 0, blockCommitmentRoot: Fr(1)),
            genesisStakeTable: .zero,
            epochs: version == .v1 ? nil : .init(blocksPerEpoch: 10, epochStartBlock: 21, currentEpoch: 1),
            permissionedProver: prover, history: .init(retentionPeriod: nil, count: nil, firstIndex: nil),
            gasPrice: .zero)
    }

    private func submission(
        _ version: ContractVersion, height: UInt64, view: UInt64? = nil
    ) -> StateSubmission {
        StateSubmission(
            version: version,
            statement: SignedStatement(
                state: LightClientState(
                    viewNumber: view ?? height, blockHeight: height, blockCommitmentRoot: Fr(2)),
                nextStakeTable: .sample),
            proof: .sample)
    }

    @Test(
        arguments: [
            // Before epochs anything goes, past the roots of what would be epochs too.
            (3, 4, true), (3, 8, true), (3, 19, true),
            // Into the first epoch from the one before, which must have ended with its root.
            (3, 21, true), (15, 21, true),
            // Within an epoch up to its root, not beyond.
            (21, 24, true), (21, 25, true), (21, 26, false), (21, 30, false),
            // From a root into the next epoch, up to its root; nothing is skipped.
            (25, 31, true), (25, 35, true), (25, 36, false), (25, 41, false), (24, 31, false), (24, 35, false),
            (25, 26, false), (25, 29, false),
        ] as [(UInt64, UInt64, Bool)])
    func epochRoots(finalized: UInt64, submitted: UInt64, isAllowed: Bool) {
        for version in [ContractVersion.v2, .v3] {
            let refusal = snapshot(version, height: finalized).refusal(
                of: submission(version, height: submitted), from: nil)
            #expect(refusal == (isAllowed ? nil : .declared(.missingEpochRootUpdate, argument: nil)))
        }
        // V1 knows no epochs.
        #expect(snapshot(.v1, height: finalized).refusal(of: submission(.v1, height: submitted), from: nil) == nil)
    }

    @Test func theStateMustBeNewerInBothRespects() {
        let outdated = ContractError.declared(.outdatedState, argument: nil)
        for version in ContractVersion.allCases {
            let contract = snapshot(version, height: 3)
            #expect(contract.refusal(of: submission(version, height: 3, view: 4), from: nil) == outdated)
            #expect(contract.refusal(of: submission(version, height: 4, view: 3), from: nil) == outdated)
            #expect(contract.refusal(of: submission(version, height: 4, view: 4), from: nil) == nil)
        }
    }

    @Test func onlyThePermittedAccountMaySubmit() throws {
        let (prover, other) = (
            try address("0x4fD0Ac6922Da5C96b6f94202EcE60E8fE3bF3947"),
            try address("0x95Ca91Cea73239b15E5D2e5A74d02d6b5E0ae458")
        )
        let contract = snapshot(.v3, height: 3, prover: prover)
        // The sender is checked first.
        #expect(
            contract.refusal(of: submission(.v3, height: 1), from: other)
                == .declared(.proverNotPermissioned, argument: nil))
        #expect(contract.refusal(of: submission(.v3, height: 4), from: prover) == nil)
        #expect(snapshot(.v3, height: 3).refusal(of: submission(.v3, height: 4), from: other) == nil)
    }

    @Test func otherVersions() {
        #expect(
            snapshot(.v3, height: 3).refusal(of: submission(.v2, height: 4), from: nil)
                == .declared(.deprecatedApi, argument: nil))
        #expect(snapshot(.v2, height: 3).refusal(of: submission(.v3, height: 4), from: nil) == .empty)
    }

    @Test func publicInputs() {
        var contract = snapshot(.v2, height: 21)
        contract.votingStakeTable = StakeTableState(
            blsKeyCommitment: Fr(101), schnorrKeyCommitment: Fr(102), amountCommitment: Fr(103), threshold: Fr(104))
        let voting = [101, 102, 103, 104].map { Fr(UInt64($0)) }
        let next = [11, 12, 13, 14].map { Fr(UInt64($0)) }
        #expect(contract.publicInputs(for: submission(.v2, height: 24)) == [Fr(24), Fr(24), Fr(2)] + voting + voting)
        #expect(contract.publicInputs(for: submission(.v2, height: 25)) == [Fr(25), Fr(25), Fr(2)] + voting + next)
        // A root before the first block with epochs is none.
        #expect(contract.publicInputs(for: submission(.v2, height: 15)) == [Fr(15), Fr(15), Fr(2)] + voting + voting)
    }

    @Test(arguments: ContractVersion.allCases)
    func publicInputsOfAnotherTable(version: ContractVersion) {
        let contract = snapshot(version, height: 21)
        var other = contract
        other.votingStakeTable.blsKeyCommitment = Fr(101)
        // 25 is the root of an epoch.
        for height in [24, 25] as [UInt64] {
            let call = submission(version, height: height)
            #expect(contract.couldDiffer(for: call, with: other.publicInputs(for: call)))
            // Those of the contract's own table, of another state, and none at all.
            #expect(!contract.couldDiffer(for: call, with: contract.publicInputs(for: call)))
            #expect(!contract.couldDiffer(for: call, with: other.publicInputs(for: submission(version, height: 23))))
            #expect(!contract.couldDiffer(for: call, with: []))
        }
    }

    @Test(arguments: [ContractVersion.v2, .v3])
    func publicInputsOfOtherEpochs(version: ContractVersion) {
        let contract = snapshot(version, height: 21)
        var other = contract
        other.epochs?.blocksPerEpoch = 20
        // 25 is the root of an epoch of ten blocks, and none of one of twenty; 35 is of both.
        for (height, differs) in [(24, false), (25, true), (35, false)] as [(UInt64, Bool)] {
            let call = submission(version, height: height)
            #expect(contract.couldDiffer(for: call, with: other.publicInputs(for: call)) == differs)
            #expect(other.couldDiffer(for: call, with: contract.publicInputs(for: call)) == differs)
        }
    }

    @Test func whatChangesByItselfIsNoChange() {
        let contract = snapshot(.v3, height: 3)
        var later = contract
        later.block.number = 2
        later.block.hash = Hash256(word: UInt256(5))
        later.gasPrice = Wei(7)
        later.account = .init(address: .zero, balance: Wei(1), nonce: 1)
        #expect(later != contract)
        #expect(later.contractState == contract.contractState)
        later.finalizedState.blockHeight = 4
        #expect(later.contractState != contract.contractState)
    }
}
