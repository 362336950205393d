import DevnetFixtures
import Foundation
import JSON
import TestSupport
import Testing

/// Nothing is sent that could not be written down before.
@Suite(.serialized, .enabled(if: DevelopmentTools.areInstalled, "\(DevelopmentTools.absence)"))
struct JournalCommandTests {
    @Test("a state directory that is none")
    func noFolder() async throws {
        try await ProverOnChain.with { prover in
            for place in ["/dev/full", "/proc/self/state"] {
                let result = try await prover.run(["--state-dir", place], input: prover.updates.documents(110))
                #expect(result.ending == .exit(74) || result.ending == .exit(77), "\(result.errors)")
                #expect(result.errors.contains("--state-dir"), "\(result.errors)")
            }
            #expect(try await prover.requests("eth_sendRawTransaction") == 0)
        }
    }

    @Test("a full disk", .enabled(if: SmallDisk.isPermitted, "no permission to mount a file system"))
    func fullDisk() async throws {
        try await ProverOnChain.with { prover in
            let disk = try SmallDisk()
            let result = try await prover.run(["--state-dir", disk.path], input: prover.updates.documents(110))
            disk.remove()
            #expect(result.ending == .exit(74), "\(result.errors)")
            #expect(result.errors.contains("make room"), "\(result.errors)")
            #expect(try await prover.requests("eth_sendRawTransaction") == 0)
        }
    }

    @Test("a damaged entry stops everything, with its path")
    func damaged() async throws {
        try await ProverOnChain.with { prover in
            _ = try await prover.run(input: prover.updates.documents(110))
            let name = try #require(prover.state?.files.first { $0.hasSuffix(".json") })
            try prover.state?.write("{}", to: name)
            let result = try await prover.run(input: prover.updates.documents(120))
            #expect(result.ending == .exit(78), "\(result.errors)")
            #expect(result.errors.contains(name), "\(result.errors)")
            #expect(try await prover.requests("eth_sendRawTransaction") == 1)
        }
    }

    @Test("a second one on the same account has to wait; a stale lock is none")
    func locked() async throws {
        try await ProverOnChain.with { prover in
            try await prover.chain.rpc("evm_setAutomine", [false])
            let first = try prover.start(input: prover.updates.documents(110))
            try await prover.waitForPending()
            let second = try await prover.run(input: prover.updates.documents(120))
            #expect(second.ending == .exit(75), "\(second.errors)")
            #expect(second.errors.contains("another submit-proof"), "\(second.errors)")
            first.send(SIGKILL)
            _ = try await first.result()
            try await prover.chain.rpc("evm_setAutomine", [true])
            try await prover.chain.rpc("evm_mine")
            let third = try await prover.run(input: prover.updates.documents(120))
            #expect(third.ending == .exit(0), "\(third.errors)")
        }
    }

    @Test("pending transactions that the journal does not know are not passed by")
    func foreignPending() async throws {
        try await ProverOnChain.with { prover in
            try await prover.chain.rpc("evm_setAutomine", [false])
            let account = JSONValue.string(ProverOnChain.account)
            try await prover.chain.rpc("eth_sendTransaction", [["from": account, "to": account]])
            let result = try await prover.run(input: prover.updates.documents(110))
            #expect(result.ending == .exit(75), "\(result.errors)")
            #expect(result.errors.contains("not know"), "\(result.errors)")
            #expect(try await prover.requests("eth_sendRawTransaction") == 0)
        }
    }
}
