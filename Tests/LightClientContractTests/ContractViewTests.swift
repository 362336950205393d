import BN254
import LightClient
import LightClientContract
import ProvingKeys
import Testing
import TurboPlonk

/// What the contract's views return, and what they cannot return.
@Suite struct ContractViewTests {
    @Test func theVersion() throws {
        let release = try LightClientViews.version.value(of: words(UInt256(3), UInt256(0), UInt256(1)))
        #expect(release == ContractRelease(major: 3, minor: 0, patch: 1))
        #expect(release.description == "3.0.1")
        #expect(release.version == .v3)
        #expect(ContractRelease(major: 4, minor: 0, patch: 0).version == nil)
        #expect(ContractRelease(major: 0, minor: 9, patch: 0).version == nil)
    }

    /// The contract of the main network on 2026-07-28.
    @Test func theMainNetwork() throws {
        let root = try number("9886789515632768492051824927952458450127179635539354059108486770416791883922")
        let state = try LightClientViews.finalizedState.value(of: words(UInt256(20_646_268), UInt256(19_811_149), root))
        #expect(state.viewNumber == 20_646_268)
        #expect(state.blockHeight == 19_811_149)
        #expect(state.blockCommitmentRoot.canonical == root)

        let authRoot = try number("89979999811212967329076431387423146103324961399193282748195311003491453055518")
        #expect(authRoot >= Fr.modulus, "a raw word")
        #expect(try LightClientViews.authRoot.value(of: words(authRoot)).bytes == authRoot.bigEndianBytes)

        let (threshold, bls, schnorr, amount) = (
            try number("298389417156029051861385246"),
            try number("21674186465468450270644526550475791768781466967381211862637871206032269732230"),
            try number("14258791602093312712727500755449950291685477199688002391319338672228121763054"),
            try number("21649545105610494934831925570465547952918521304399654152815577747387781757029")
        )
        let table = try LightClientViews.votingStakeTable.value(of: words(threshold, bls, schnorr, amount))
        #expect(table.elements.map(\.canonical) == [bls, schnorr, amount, threshold])
    }

    @Test func verifyingKeys() throws {
        for known in KnownKey.all {
            let key = try LightClientViews.verifyingKey.value(of: known.verifyingKey.solidityWords)
            #expect(key == known.verifyingKey)
        }
        var words = KnownKey.v3.verifyingKey.solidityWords
        words[127] ^= 1
        #expect(throws: ContractDataError.invalid("_getVk()", .invalidField("sigma0", .notOnCurve(G1.name)))) {
            try LightClientViews.verifyingKey.value(of: words)
        }
    }

    @Test func addressesAndFlags() throws {
        let prover = try address("0x4fD0Ac6922Da5C96b6f94202EcE60E8fE3bF3947")
        #expect(try LightClientViews.permissionedProver.value(of: words(prover.word)) == prover)
        #expect(try LightClientViews.isPermissionedProverEnabled.value(of: words(UInt256(1))))
        #expect(try !LightClientViews.isPermissionedProverEnabled.value(of: words(.zero)))
    }

    @Test func historyAndCommitments() throws {
        let entry = try LightClientViews.stateHistoryCommitment(0).value(
            of: words(UInt256(1), UInt256(2), UInt256(3), UInt256(4)))
        #expect(
            [entry.l1BlockHeight, entry.l1BlockTimestamp, entry.hotShotBlockHeight] == [1, 2, 3])
        #expect(entry.hotShotBlockCommitmentRoot == Fr(4))
        let (root, height) = try LightClientViews.hotShotCommitment(atOrAbove: 5).value(
            of: words(UInt256(6), UInt256(7)))
        #expect(root == Fr(6))
        #expect(height == 7)
    }

    @Test(arguments: [0, 1, 31, 33, 64])
    func wrongLengths(count: Int) {
        #expect(throws: ContractDataError.wrongLength(of: "blocksPerEpoch()", expected: 32, found: count)) {
            try LightClientViews.blocksPerEpoch.value(of: [UInt8](repeating: 0, count: count))
        }
    }

    @Test func theLargestOfEachType() throws {
        #expect(try LightClientViews.epochStartBlock.value(of: words(UInt256(.max))) == .max)
        #expect(try LightClientViews.stateHistoryRetentionPeriod.value(of: words(UInt256(0xffff_ffff))) == .max)
    }

    @Test func oneMoreThanTheLargestOfEachType() {
        let past64 = UInt256(0, 1, 0, 0)
        #expect(throws: ContractDataError.outOfRange(of: "currentEpoch()", type: "uint64", word: past64)) {
            try LightClientViews.currentEpoch.value(of: words(past64))
        }
        let past32 = UInt256(1 << 32)
        #expect(
            throws: ContractDataError.outOfRange(of: "stateHistoryRetentionPeriod()", type: "uint32", word: past32)
        ) { try LightClientViews.stateHistoryRetentionPeriod.value(of: words(past32)) }
        #expect(throws: ContractDataError.outOfRange(of: "getVersion() major", type: "uint8", word: UInt256(256))) {
            try LightClientViews.version.value(of: words(UInt256(256), .zero, .zero))
        }
        #expect(throws: ContractDataError.outOfRange(of: "isEpochRoot(uint64)", type: "bool", word: UInt256(2))) {
            try LightClientViews.isEpochRoot(1).value(of: words(UInt256(2)))
        }
        let past160 = UInt256(0, 0, 1 << 32, 0)
        #expect(throws: ContractDataError.outOfRange(of: "owner()", type: "address", word: past160)) {
            try LightClientViews.owner.value(of: words(past160))
        }
        #expect(
            throws: ContractDataError.outOfRange(
                of: "finalizedState() blockCommRoot", type: "element of the scalar field", word: Fr.modulus)
        ) { try LightClientViews.finalizedState.value(of: words(.zero, .zero, Fr.modulus)) }
    }

    @Test func implementationsInTheSlot() throws {
        let implementation = try address("0x0177b586A949088309227f1A91951571CF770D8C")
        #expect(ProxyStorage.implementation(inSlot: implementation.word) == implementation)
        #expect(ProxyStorage.implementation(inSlot: .zero) == nil)
        #expect(ProxyStorage.implementation(inSlot: UInt256(0, 0, 0, 1)) == nil, "the low 20 bytes decide")
    }

    @Test func errorCodesDiffer() {
        let errors: [ContractDataError] = [
            .wrongLength(of: "f()", expected: 32, found: 0), .outOfRange(of: "f()", type: "bool", word: UInt256(2)),
            .wrongTopicCount(of: "E", expected: 3, found: 1), .notASubmission(selector: [1]),
            .invalid("f()", .invalidField("wire0", .notOnCurve("G1"))),
        ]
        #expect(Set(errors.map(\.code)).count == errors.count)
        #expect(errors[1].description == "f(): 0x2 is no bool")
    }
}
