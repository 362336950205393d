import BN254
import Ethereum
import LightClient
import LightClientContract

/// What comes back from the contract, or from another one in its place.
let contractHarnesses: [Harness] = [
    Harness("revert-data", maximumLength: 1024) { bytes in
        let error = ContractError(revertData: bytes)
        for text in [error.description, error.meaning, error.advice, error.name] {
            claim(isPrintableLine(text), "an error with controls")
        }
        claim(error.description.unicodeScalars.count <= 200 * 12 + 300, "a long error")
        claim(Array(bytes.prefix(error.selector.count)) == error.selector, "another selector")
        if let text = ABI.errorString(bytes) {
            claim(text.unicodeScalars.count <= 200 * 12 + 1 && isPrintableLine(text), "a reason that is no line")
        }
        // A text that the encoder writes is the one that is read.
        let text = String(decoding: bytes.prefix(100).map { $0 & 0x1f | 0x40 }, as: UTF8.self)
        if let arguments = attempt({ try ABI.encode(.string(text), as: .string) }) {
            claim(ABI.errorString(arguments) == text, "a reason is read as another: \(text)")
        }
    },

    Harness("call-data", maximumLength: 1500) { bytes in
        var input = Input(bytes)
        // The selector is not to be guessed.
        let version = ContractVersion.allCases[Int(input.byte()) % ContractVersion.allCases.count]
        let callData = StateSubmission.selector(version).bytes + input.remaining
        if let submission = attempt({ try StateSubmission(callData: callData) }) {
            claim(submission.version == version, "another version")
            claim(submission.callData == callData, "call data with two spellings")
        }
        _ = attempt { try StateSubmission(callData: bytes) }
    },

    Harness("contract-views", maximumLength: 1400) { bytes in
        let views = LightClientViews.self
        if let release = attempt({ try views.version.value(of: bytes) }) { _ = "\(release)" }
        if let state = attempt({ try views.finalizedState.value(of: bytes) }) {
            claim(attempt { try LightClientState(tagged: state.tagged) } == state, "a state as text")
        }
        if let table = attempt({ try views.genesisStakeTable.value(of: bytes) }) {
            claim(attempt { try StakeTableState(tagged: table.tagged) } == table, "a table as text")
        }
        if let prover = attempt({ try views.permissionedProver.value(of: bytes) }) {
            claim(Array(bytes.suffix(20)) == prover.bytes, "another address")
        }
        if let enabled = attempt({ try views.isPermissionedProverEnabled.value(of: bytes) }) {
            claim(bytes.last == (enabled ? 1 : 0), "another answer")
        }
        if let count = attempt({ try views.stateHistoryCount.value(of: bytes) }) {
            claim(bytes.suffix(8).reduce(0) { $0 << 8 | UInt64($1) } == count, "another number")
        }
        if let entry = attempt({ try views.stateHistoryCommitment(3).value(of: bytes) }) { _ = "\(entry)" }
        if let (root, height) = attempt({ try views.hotShotCommitment(atOrAbove: 5).value(of: bytes) }) {
            claim(root.bigEndianBytes.count == 32 && height >= 0, "another commitment")
        }
    },

    Harness("contract-events", maximumLength: 1024) { bytes in
        var input = Input(bytes)
        let signatures = [
            "NewState(uint64,uint64,uint256)", "NewEpoch(uint64)", "Upgraded(address)", "Upgrade(address)",
        ]
        let topic = ContractEvent.topic(ofSignature: signatures[Int(input.byte()) % signatures.count])
        let others = (0..<Int(input.byte() & 3)).map { _ in Hash256(word: input.uint256()) }
        let topics = (topic.map { [$0] } ?? []) + others
        let log = EventLog(address: .zero, topics: topics, data: input.remaining)
        if let event = attempt({ try ContractEvent(log) }) ?? nil { claim(isPrintableLine("\(event)"), "controls") }
    },
]
