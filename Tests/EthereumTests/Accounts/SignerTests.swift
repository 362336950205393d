import Ethereum
import EthereumAccounts
import Foundation
import Glibc
import JSON
import PublicVectors
import TestSupport
import Testing

@Suite struct LocalSignerTests {
    @Test func itSignsAsItself() async throws {
        let key = try #require(PrivateKey(bytes: [UInt8](repeating: 3, count: 32)))
        let (transaction, _) = try TransactionTests.sample()
        let signed = try await LocalSigner(key).sign(transaction)
        #expect(signed.sender == key.address)
        #expect(signed.transaction == transaction)
    }

    @Test func itRefusesWhatAnybodyCouldSendAgain() async throws {
        let signer = LocalSigner(try #require(PrivateKey(bytes: [UInt8](repeating: 3, count: 32))))
        var (transaction, _) = try TransactionTests.sample()
        transaction.chainID = 0
        await #expect(throws: SigningError.replayable) { try await signer.sign(transaction) }
        transaction.chainID = 1
        transaction.nonce = .max
        await #expect(throws: SigningError.invalidTransaction(.invalidField("nonce", .outOfRange))) {
            try await signer.sign(transaction)
        }
    }
}

/// The programs are scripts that answer with what is prepared for them.
@Suite struct ExternalSignerTests {
    private let folder: TemporaryFolder
    private let key: PrivateKey
    private let transaction: UnsignedTransaction

    init() throws {
        folder = try TemporaryFolder()
        key = try #require(PrivateKey(bytes: [UInt8](repeating: 7, count: 32)))
        transaction = try TransactionTests.sample().0
    }

    private func signer(
        _ script: String, timeout: Duration = .seconds(30), environment: [String: String]? = nil
    ) throws -> ExternalSigner {
        ExternalSigner(
            command: ["/bin/sh", try folder.write(script, to: "signer"), "secret argument"], address: key.address,
            timeout: timeout, environment: environment)
    }

    private func raw(_ transaction: UnsignedTransaction, key: PrivateKey? = nil) throws -> String {
        try transaction.signed(with: (key ?? self.key).sign(transaction.signingHash)).raw.dataText
    }

    @Test func theRequestHoldsTheWholeTransaction() async throws {
        let signed = try await signer("cat > \(folder.path)/request; echo \(raw(transaction))").sign(transaction)
        #expect(signed.transaction == transaction)
        #expect(signed.sender == key.address)
        let request = try folder.text(of: "request")
        #expect(request.hasSuffix("\n") && request.count { $0 == "\n" } == 1)
        let expected: JSONValue = [
            "from": .string(key.address.checksummed), "chainId": "0x1", "nonce": "0x1", "type": "0x2", "gas": "0x186a0",
            "to": "0x0000000000000000000000000000000000000000", "value": "0x0", "data": "0x010203",
            "maxFeePerGas": "0x6fc23ac00", "maxPriorityFeePerGas": "0x3b9aca00",
            "signingHash": .string(transaction.signingHash.description),
            "unsignedTransaction": .string(transaction.signingPayload.dataText),
        ]
        #expect(try JSONValue(parsing: request) == expected)
    }

    @Test func aLegacyTransactionAndAnAccessList() async throws {
        var legacy = transaction
        legacy.fees = .legacy(gasPrice: Wei(5))
        legacy.to = nil
        _ = try await signer("cat > \(folder.path)/request; echo \(raw(legacy))").sign(legacy)
        let request = JSONReader(try JSONValue(parsing: folder.text(of: "request")))
        #expect(try request.text("gasPrice") == "0x5")
        #expect(try request.text("type") == "0x0")
        #expect(try request.field("to").value == .null)

        var listed = transaction
        listed.fees = .accessList(gasPrice: Wei(6))
        listed.accessList = [AccessListEntry(address: .zero, storageKeys: [.max])]
        _ = try await signer("cat > \(folder.path)/request; echo \(raw(listed))").sign(listed)
        let second = JSONReader(try JSONValue(parsing: folder.text(of: "request")))
        #expect(try second.field("accessList").element(0).field("storageKeys").element(0).bytes().count == 32)
    }

    @Test(arguments: ["rawTransaction", "raw", "signedTransaction"])
    func anObjectMayAnswer(name: String) async throws {
        let answer = #"{"hash":"0x00","\#(name)":"\#(try raw(transaction))"}"#
        #expect(try await signer("echo '\(answer)'").sign(transaction).sender == key.address)
    }

    @Test func aProgramThatDoesNotReadIsNoTrouble() async throws {
        var long = transaction
        long.data = [UInt8](repeating: 0xab, count: 120_000)
        try folder.write(raw(long), to: "answer")
        #expect(try await signer("exec 0<&-; cat \(folder.path)/answer").sign(long).transaction == long)
        #expect(try await signer("cat \(folder.path)/answer; wc -c > /dev/null").sign(long).transaction == long)
    }

    @Test func otherTransactionsAreRefused() async throws {
        func refused(_ field: String, _ change: (inout UnsignedTransaction) -> Void) async throws {
            var other = transaction
            change(&other)
            let signer = try signer("echo \(raw(other))")
            await #expect(throws: SigningError.differentTransaction(program: "/bin/sh", field: field)) {
                try await signer.sign(transaction)
            }
        }
        try await refused("chainId") { $0.chainID = 2 }
        try await refused("nonce") { $0.nonce += 1 }
        try await refused("to") { $0.to = nil }
        try await refused("value") { $0.value = Wei(1) }
        try await refused("data") { $0.data = [] }
        try await refused("gas") { $0.gasLimit += 1 }
        try await refused("type") { $0.fees = .legacy(gasPrice: Wei(gwei: 30)) }
        try await refused("fees") {
            $0.fees = .dynamic(maxFeePerGas: Wei(gwei: 31), maxPriorityFeePerGas: Wei(gwei: 1))
        }
        try await refused("accessList") { $0.accessList = [AccessListEntry(address: .zero, storageKeys: [])] }
    }

    @Test func aSignatureOfSomebodyElseIsRefused() async throws {
        let other = try #require(PrivateKey(bytes: [UInt8](repeating: 8, count: 32)))
        let signer = try signer("echo \(raw(transaction, key: other))")
        await #expect(throws: SigningError.wrongSigner(expected: key.address, found: other.address)) {
            try await signer.sign(transaction)
        }
    }

    @Test(arguments: [
        ("exit 3", "signer-failed"), ("kill -9 $$", "signer-failed"), ("true", "signer-answer-unreadable"),
        ("echo yes", "signer-answer-unreadable"), ("echo 0x123", "signer-answer-unreadable"),
        ("echo '{\"raw\":5}'", "signer-answer-unreadable"), ("echo 0x", "signer-answer-invalid"),
        ("echo 0x02c0", "signer-answer-invalid"), ("head -c 400000 /dev/zero", "signer-answer-too-long"),
        ("cat /dev/zero", "signer-answer-too-long"),
    ])
    func programsThatDoNotSign(script: String, code: String) async throws {
        let signer = try signer(script)
        await #expect { try await signer.sign(transaction) } throws: { error in
            guard let error = error as? SigningError else { return false }
            // What a signer does at one moment ends no daemon.
            return error.code == code && error.failureKind == .peerNonsense
                && !"\(error)".contains("secret argument")
        }
    }

    @Test func aProgramThatIsNotThere() async throws {
        for command in [["\(folder.path)/none"], [], [""], ["none-such-program-anywhere"]] {
            let signer = ExternalSigner(command: command, address: key.address)
            await #expect { try await signer.sign(transaction) } throws: {
                ($0 as? SigningError)?.code == "signer-not-started"
                    && ($0 as? SigningError)?.failureKind == .configuration
            }
        }
    }

    @Test("what the machine lacks for a moment is no fault of the settings")
    func aProgramForWhichThereIsNoRoom() {
        for code in [EAGAIN, ENOMEM, EMFILE, ENFILE, ETXTBSY] {
            #expect(SigningError.programNotStarted(program: "sign", code: code).failureKind == .io)
        }
        for code in [ENOENT, EACCES, ENOEXEC] {
            #expect(SigningError.programNotStarted(program: "sign", code: code).failureKind == .configuration)
        }
    }

    @Test func aProgramThatHangsIsEnded() async throws {
        let hanging = try signer("echo $$ > \(folder.path)/process; exec sleep 600", timeout: .milliseconds(300))
        await #expect { try await hanging.sign(transaction) } throws: {
            ($0 as? SigningError)?.code == "signer-timed-out"
                && ($0 as? SigningError)?.failureKind == .unreachable
        }
        let process = try #require(Int32(folder.text(of: "process").dropLast()))
        #expect(kill(process, 0) == -1)
        let stubborn = try signer("trap '' TERM; while :; do sleep 1; done", timeout: .milliseconds(300))
        await #expect { try await stubborn.sign(transaction) } throws: {
            ($0 as? SigningError)?.code == "signer-timed-out"
        }
    }

    @Test func cancellingTheTaskEndsTheProgram() async throws {
        let signer = try signer(
            "echo $$ > \(folder.path)/process.part; mv \(folder.path)/process.part \(folder.path)/process; exec sleep 600"
        )
        let task = Task { try await signer.sign(transaction) }
        while !folder.files.contains("process") { try await Task.sleep(for: .milliseconds(5)) }
        task.cancel()
        await #expect(throws: SigningError.cancelled) { try await task.value }
        let process = try #require(Int32(folder.text(of: "process").dropLast()))
        #expect(kill(process, 0) == -1)
    }

    @Test func whatTheProgramLeavesBehindIsNotWaitedFor() async throws {
        let signer = try signer(
            "sleep 1000 & echo $! > \(folder.path)/child; echo \(raw(transaction))", timeout: .seconds(10))
        #expect(try await signer.sign(transaction).sender == key.address)
        let child = try #require(Int32(folder.text(of: "child").dropLast()))
        #expect(kill(child, SIGKILL) == 0)
    }

    @Test func itsEnvironmentIsWhatIsGiven() async throws {
        let signer = try signer("echo \"$ANSWER\"", environment: ["ANSWER": raw(transaction)])
        #expect(try await signer.sign(transaction).sender == key.address)
    }
}
