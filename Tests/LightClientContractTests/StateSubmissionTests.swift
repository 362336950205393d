import BN254
import LightClient
import LightClientContract
import TestSupport
import Testing
import TurboPlonk

/// The call data of `newFinalizedState`. See the article ContractCalls.
@Suite struct StateSubmissionTests {
    @Test(arguments: [(ContractVersion.v1, 1252), (.v2, 1380), (.v3, 1412)])
    func length(version: ContractVersion, length: Int) {
        let submission = StateSubmission(version: version, statement: .sample, proof: .sample)
        #expect(submission.callData.count == length)
        #expect(StateSubmission.callDataLength(version) == length)
    }

    @Test func argumentsInTheOrderOfTheStructures() {
        let data = StateSubmission(version: .v3, statement: .sample, proof: .sample).callData
        let threshold: UInt64 = 14
        let state = words(UInt256(9), UInt256(8), UInt256(7))
        // The threshold comes first in Solidity, last everywhere else.
        let table = words(UInt256(threshold), UInt256(11), UInt256(12), UInt256(13))
        #expect(Array(data[4..<100]) == state)
        #expect(Array(data[100..<228]) == table)
        #expect(Array(data[228..<260]) == [UInt8](repeating: 0xff, count: 32))
        #expect(Array(data[260..<324]) == words(UInt256(1), UInt256(2)), "the generator of G1")
        #expect(Array(data.suffix(32)) == words(UInt256(10)))
    }

    @Test(arguments: ContractVersion.allCases)
    func roundTrip(version: ContractVersion) throws {
        let submission = StateSubmission(version: version, statement: .sample, proof: .sample)
        #expect(try StateSubmission(callData: submission.callData) == submission)
    }

    @Test func whatAVersionDoesNotSendIsDropped() {
        let first = StateSubmission(version: .v1, statement: .sample, proof: .sample).statement
        #expect(first.state == SignedStatement.sample.state)
        #expect(first.nextStakeTable == .zero)
        #expect(first.authRoot == .zero)
        let second = StateSubmission(version: .v2, statement: .sample, proof: .sample).statement
        #expect(second.nextStakeTable == .sample)
        #expect(second.authRoot == .zero)
    }

    @Test func randomStatements() throws {
        var generator = SeededGenerator(seed: 6)
        for _ in 0..<50 {
            func scalar() -> Fr {
                Fr(reducing: UInt256(generator.next(), generator.next(), generator.next(), generator.next()))
            }
            let table = StakeTableState(
                blsKeyCommitment: scalar(), schnorrKeyCommitment: scalar(), amountCommitment: scalar(),
                threshold: scalar())
            let root = UInt256(generator.next(), generator.next(), generator.next(), generator.next()).bigEndianBytes
            let statement = SignedStatement(
                state: LightClientState(
                    viewNumber: generator.next(), blockHeight: generator.next(), blockCommitmentRoot: scalar()),
                nextStakeTable: table, authRoot: try #require(AuthRoot(root)))
            let submission = StateSubmission(version: .v3, statement: statement, proof: .sample)
            #expect(try StateSubmission(callData: submission.callData) == submission)
            // The V3 digest covers the same eight words: an encoding written elsewhere.
            #expect(Array(submission.callData[4..<260]) == statement.preimage)
        }
    }

    @Test func otherFunctionsAreNoSubmissions() {
        #expect(throws: ContractDataError.notASubmission(selector: [])) { try StateSubmission(callData: []) }
        #expect(throws: ContractDataError.notASubmission(selector: [1, 2, 3, 4])) {
            try StateSubmission(callData: [1, 2, 3, 4, 5])
        }
    }

    @Test(arguments: ContractVersion.allCases, [-1, 1, 32, -32])
    func wrongLengths(version: ContractVersion, change: Int) {
        let data = StateSubmission(version: version, statement: .sample, proof: .sample).callData
        let changed = change < 0 ? data.dropLast(-change) : data + [UInt8](repeating: 0, count: change)
        #expect(
            throws: ContractDataError.wrongLength(
                of: "newFinalizedState", expected: data.count - 4, found: data.count - 4 + change)
        ) { try StateSubmission(callData: Array(changed)) }
    }

    @Test(
        arguments: [
            (0, "newFinalizedState viewNum", "uint64"), (1, "newFinalizedState blockHeight", "uint64"),
            (2, "newFinalizedState blockCommRoot", "element of the scalar field"),
            (3, "newFinalizedState threshold", "element of the scalar field"),
            (4, "newFinalizedState blsKeyComm", "element of the scalar field"),
            (5, "newFinalizedState schnorrKeyComm", "element of the scalar field"),
            (6, "newFinalizedState amountComm", "element of the scalar field"),
        ])
    func wordsOutOfRange(index: Int, name: String, type: String) {
        var data = StateSubmission(version: .v3, statement: .sample, proof: .sample).callData
        data.replaceSubrange(4 + 32 * index..<36 + 32 * index, with: words(.max))
        #expect(throws: ContractDataError.outOfRange(of: name, type: type, word: .max)) {
            try StateSubmission(callData: data)
        }
    }

    @Test func aPointThatIsNotOnTheCurve() {
        var data = StateSubmission(version: .v1, statement: .sample, proof: .sample).callData
        data[4 + 96 + 31] = 2
        #expect(
            throws: ContractDataError.invalid("newFinalizedState", .invalidField("wire0", .notOnCurve(G1.name)))
        ) { try StateSubmission(callData: data) }
    }
}
