import BN254
import CommandSupport
import DaemonStatus
import Ethereum
import EthereumAccounts
import EthereumNode
import Files
import JSON
import Journal
import LightClient
import ProvingKeys
import SRS
import Schnorr
import StageFindings
@testable import TurboPlonk

/// Inputs that the product itself can make: where a checksum or a curve would keep libFuzzer outside, these are inside.
enum Seeds {
    /// The seeds of each harness that has some.
    static var all: [String: [[UInt8]]] {
        [
            "transaction": transactions.map(\.raw), "journal": journals, "status": statuses,
            "status-page": statuses.map { status in
                Array(String(decoding: status, as: UTF8.self).replacing("submit-proof", with: "PLANTED").utf8)
            },
            "rlp": transactions.map(\.raw) + [[0xc0], [0x80], [0xc2, 0x01, 0xc0], [0xb8, 56] + zeros(56)],
            "abi": abi, "ark-points": arkPoints, "solidity-points": solidityPoints, "tagged-values": taggedValues,
            "contract-views": views, "contract-events": events,
            "call-data": [[0] + zeros(1248), [1] + zeros(1376), [2] + zeros(1408)],
            "revert-data": reverts, "verifying-key": KnownKey.all.prefix(2).map(\.verifyingKey.solidityWords),
            "stage-findings": findings, "node-memory": memories, "signed-file": signedFiles,
            "key-file": keyFiles, "setup": setups, "schnorr": [zeros(80)],
        ]
    }

    /// Writes them to `folder`, a folder for each harness.
    static func write(to folder: String) throws {
        for (name, inputs) in all {
            for (number, input) in inputs.enumerated() {
                let path = "\(folder)/\(name)/made-\(number)"
                try Folder.makeParents(of: path)
                let file = try NewFile(at: path, byteCount: input.count)
                try file.write(input, at: 0)
                try file.moveIntoPlace()
            }
        }
    }

    private static func zeros(_ count: Int) -> [UInt8] { [UInt8](repeating: 0, count: count) }

    private static let key = PrivateKey(bytes: UInt256(1).bigEndianBytes)
    private static let contract = Address(bytes: [UInt8](repeating: 0xcc, count: 20))

    private static var transactions: [SignedTransaction] {
        let fees: [UnsignedTransaction.Fees] = [
            .legacy(gasPrice: Wei(gwei: 30)), .accessList(gasPrice: Wei(gwei: 30)),
            .dynamic(maxFeePerGas: Wei(gwei: 40), maxPriorityFeePerGas: Wei(gwei: 2)),
        ]
        return fees.compactMap { fees in
            let entries = [AccessListEntry(address: .zero, storageKeys: [UInt256(1)])]
            let transaction = UnsignedTransaction(
                chainID: 31337, nonce: 4, fees: fees, gasLimit: 500_000, to: contract, data: [1, 2],
                accessList: fees.transactionType == 0 ? [] : entries)
            return key.flatMap { key in
                attempt { try transaction.signed(with: key.sign(transaction.signingHash)) }
            }
        }
    }

    private static var journals: [[UInt8]] {
        guard let contract else { return [] }
        let state = LightClientState(viewNumber: .max, blockHeight: .max - 1, blockCommitmentRoot: Fr(5))
        return transactions.compactMap { transaction in
            var entry = SubmissionEntry(contract: contract, state: state, transaction: transaction)
            entry.freeIn = 17
            entry.newestSeen = BlockMark(number: .max, timestamp: .max)
            entry.reason = "nonce 4 cannot be mined"
            return text(entry.json)
        }
    }

    private static var statuses: [[UInt8]] {
        let noon = Timestamp(milliseconds: 1_769_860_800_000)
        var status = SupervisorStatus(startedAt: noon, version: "0.1.0", pid: 4711)
        let fresh = status
        status.count(
            SupervisorStatus.Failure(
                stage: "submit-proof", code: 75, kind: .tryAgain, message: "submit-proof waits",
                hint: "see submit-proof", at: noon))
        status.contract = SupervisorStatus.Contract(
            address: "0x303872BB82a191771321d4828888920100d0b3e4", chainID: 1, version: 3, height: 5153, view: 5200,
            epoch: 52, readAt: noon)
        status.relay = SupervisorStatus.Relay(height: 5160, view: 5208, epoch: 52)
        status.proofSeconds.observe(seconds: 14.2)
        status.transactions = ["final": 2, "reverted": 1]
        status.feesWeiTotal = UInt256(1_500_000_000_000_000)
        status.balanceWei = UInt256(2_250_000_000_000_000_000)
        status.keyPreparation = SupervisorStatus.KeyPreparation(
            key: "submit-proof", step: "submit-proof", share: 0.5, since: noon)
        status.remember(
            SupervisorStatus.Round(
                at: noon, durationSeconds: 18.5, outcome: .updated, contractHeight: 5000, relayHeight: 5153,
                proofSeconds: 14.2, feeWei: UInt256(800_000_000_000_000), stage: "submit-proof"))
        return [fresh, status].compactMap { text($0.json) }
    }

    private static var findings: [[UInt8]] {
        var findings = Findings()
        let fresh = findings
        findings.providers = [
            Provider(.l1, "a.example"), Provider(.l1, "a.example #2", .limited, reason: "asked too often", height: 5),
            Provider(.relay, "b.example", .lagging, askedAt: Timestamp(milliseconds: 1_769_860_800_000)),
            Provider(.sequencer, "c.example", .up, height: 1003),
        ]
        findings.failovers = [.l1: 2, .relay: 1]
        findings.signatures = Findings.Signatures(valid: 3, dropped: 1, weight: UInt256(9), threshold: UInt256(7))
        findings.account = contract?.lowercase
        findings.pending = [
            Findings.PendingTransaction(
                nonce: 4, hash: "0x07", height: 1003, attempts: 2, offeredGasPrice: UInt256(40_000_000_000))
        ]
        findings.network = "decaf"
        return [fresh, findings].compactMap { text($0.json) }
    }

    private static var memories: [[UInt8]] {
        let memories = [
            NodeMemory(), NodeMemory(inUse: 1, returnsAfter: .seconds(600)),
            NodeMemory(batchless: [0, 2], silent: [1]),
        ]
        return memories.compactMap { text(NodeMemories.document(of: $0)) }
    }

    private static var signedFiles: [[UInt8]] {
        transactions.prefix(2).flatMap { transaction in
            let text = transaction.raw.dataText
            return [text, #"{"rawTransaction":"\#(text)"}"#].map { Array($0.utf8) }
        }
    }

    private static func text(_ value: JSONValue) -> [UInt8]? { attempt { Array(try value.serialized().utf8) } }

    private static var abi: [[UInt8]] {
        let values: [(String, ABIValue)] = [
            ("uint256", .uint(UInt256(5))), ("int8", .int(twosComplement: .zero)), ("string", .string("abc")),
            ("(address,bool,bytes4)", .list([.address(.zero), .bool(true), .bytes([1, 2, 3, 4])])),
            ("bytes[]", .list([.bytes([1, 2]), .bytes([])])),
            ("(uint8,string[2])[]", .list([.list([.uint(UInt256(1)), .list([.string("a"), .string("b")])])])),
        ]
        return values.compactMap { type, value in
            ABIType(text: type).flatMap { parsed in
                attempt { Array("\(type)\n".utf8) + (try ABI.encode(value, as: parsed)) }
            }
        }
    }

    private static var arkPoints: [[UInt8]] {
        let (p, q, e) = (G1Point.generator, G2Point.generator, EdwardsPoint.generator)
        return [
            [0] + p.arkCompressed, [0] + G1Point.infinity.arkCompressed, [1] + p.arkUncompressed,
            [1] + G1Point.infinity.arkUncompressed, [2] + q.arkCompressed, [3] + q.arkUncompressed,
            [3] + G2Point.infinity.arkUncompressed, [4] + e.arkCompressed, [5] + e.arkUncompressed,
        ]
    }

    private static var solidityPoints: [[UInt8]] {
        [G1Point.generator.solidityWords, zeros(64), G2Point.generator.solidityWords, zeros(128)]
    }

    private static var taggedValues: [[UInt8]] {
        [
            [0] + EdwardsPoint.generator.arkUncompressed, [1] + EdwardsPoint.generator.arkUncompressed + zeros(32),
            [2] + G2Point.generator.arkUncompressed, [3] + zeros(48), [4] + zeros(128),
        ]
    }

    private static var views: [[UInt8]] {
        [1, 2, 3, 4].map { zeros(32 * $0) } + [zeros(31) + [1], zeros(12) + [UInt8](repeating: 0xaa, count: 20)]
    }

    private static var events: [[UInt8]] {
        [[0, 1] + zeros(64), [1, 0] + zeros(32), [2, 1] + zeros(32), [3, 1] + zeros(32)]
    }

    private static var reverts: [[UInt8]] {
        let text = attempt { try ABI.encode(.string("Bn254: invalid G1 point"), as: .string) } ?? []
        return [
            ABI.errorSelector.bytes + text, text,
            FunctionSelector(signature: "Panic(uint256)").bytes + zeros(31) + [0x11],
            FunctionSelector(signature: "OutdatedState()").bytes,
            FunctionSelector(signature: "AddressEmptyCode(address)").bytes + zeros(32), [],
        ]
    }

    /// A header without its first 16 bytes, after the byte that says that it is put right.
    private static var keyFiles: [[UInt8]] {
        KnownKey.all.prefix(1).flatMap { known in
            [false, true].map { hasCosetTable in
                let key = known.verifyingKey
                let sections = ProvingKeySection.all(hasCosetTable: hasCosetTable, hasLagrangeBasis: hasCosetTable)
                let (offsets, byteCount) = ProvingKeyHeader.layout(of: sections, domainSize: key.domainSize)
                let entries = sections.map { section in
                    let entry = ProvingKeyHeader.Entry(
                        offset: offsets[section] ?? 0, byteCount: section.byteCount(domainSize: key.domainSize),
                        checksum: SHA256Sum(of: [1]))
                    return (section, entry)
                }
                let header = ProvingKeyHeader(
                    description: ProvingKeyDescription(isInsecure: false, setup: SHA256Sum(of: [2]), creator: "0.1.0"),
                    verifyingKey: key, sections: Dictionary(uniqueKeysWithValues: entries))
                return [0] + header.encoded(fileByteCount: byteCount).dropFirst(16)
            }
        }
    }

    private static let smallSetup = UniversalSetup.insecure(tau: Fr(7), rowCount: 4)

    private static var setups: [[UInt8]] {
        let setup = smallSetup
        let path = ScratchFile.shared.path + ".setup"
        defer { _ = attempt { try Folder.removeFile(path) } }
        guard
            attempt({ try StructuredReferenceString.write(powers: setup.powers, betaH: setup.betaH, to: path) }) != nil,
            let bytes = attempt({ try SmallFile(path, limit: 1 << 16).bytes })
        else { return [] }
        return [[0] + bytes, [1] + bytes]
    }
}
