import DevnetFixtures
import Ethereum
import EthereumAccounts
import Foundation
import JSON
import TestSupport
import Testing

/// Where the key comes from, and that it goes nowhere.
@Suite(.serialized, .enabled(if: DevelopmentTools.areInstalled, "\(DevelopmentTools.absence)"))
struct AccountTests {
    /// The second account's key, which everybody knows.
    private static let key = "59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d"

    @Test("the words in the environment, in a file or on the command line, and a private key, are one account")
    func sources() async throws {
        try await ProverOnChain.with { prover in
            let folder = try TemporaryFolder()
            let words = try folder.write(DevelopmentChain.mnemonic + "\n", to: "words")
            let key = try folder.write(Self.key + "\n", to: "key")
            let none: [String: String?] = ["ESPRESSO_ETH_MNEMONIC": nil]
            for arguments in [
                ["--eth-mnemonic-file", words], ["--private-key-file", key],
                ["--eth-mnemonic", DevelopmentChain.mnemonic],
            ] {
                let result = try await prover.run(
                    arguments + ["--unsigned"], input: prover.updates.documents(110), none)
                #expect(result.ending == .exit(0), "\(result.errors)")
                #expect(try result.transaction().field("from").string() == ProverOnChain.account)
                #expect(result.errors.contains(arguments[0].hasSuffix("mnemonic") ? "everybody" : "chmod 600"))
            }
        }
    }

    @Test("what --unsigned prints is signed elsewhere, and --signed sends it")
    func offline() async throws {
        try await ProverOnChain.with { prover in
            let without: [String: String?] = ["ESPRESSO_ETH_MNEMONIC": nil]
            let documents = prover.updates.documents(110)
            let printed = try await prover.run(
                ["--unsigned", "--from", ProverOnChain.account], input: documents, without)
            #expect(printed.ending == .exit(0), "\(printed.errors)")
            let field = try printed.transaction()
            #expect(try field.field("state").string() == "unsigned")
            #expect(try prover.journal().isEmpty)

            func wei(_ name: String) throws -> Wei {
                Wei(UInt128(try field.field(name).string().dropFirst(2), radix: 16) ?? 0)
            }
            let transaction = UnsignedTransaction(
                chainID: try field.field("chain_id").uint64(), nonce: try field.field("nonce").uint64(),
                fees: .dynamic(
                    maxFeePerGas: try wei("max_fee_per_gas"),
                    maxPriorityFeePerGas: try wei("max_priority_fee_per_gas")),
                gasLimit: try field.field("gas_limit").uint64(), to: try Address(text: prover.contract.address),
                data: try hexBytes(try field.field("data").string()))
            #expect(try field.field("signing_hash").string() == transaction.signingHash.description)
            #expect(try field.field("unsigned_transaction").string() == transaction.signingPayload.dataText)
            let key = try #require(PrivateKey(bytes: try hexBytes(Self.key)))
            let signed = try await LocalSigner(key).sign(transaction)

            let folder = try TemporaryFolder()
            let file = try folder.write(signed.raw.dataText + "\n", to: "signed")
            let other = try await prover.run(["--signed", file], input: prover.updates.documents(120), without)
            #expect(other.ending == .exit(65), "\(other.errors)")
            let sent = try await prover.run(["--signed", file], input: printed.output, without)
            #expect(sent.ending == .exit(0), "\(sent.errors)")
            #expect(try sent.transaction().field("state").string() == "final")
            #expect(try sent.transaction().field("hash").string() == signed.hash.description)
            #expect(try await prover.finalizedHeight() == 110)
        }
    }

    @Test("no secret shows: not in output, errors, journal, settings, or any command line")
    func secrets() async throws {
        try await ProverOnChain.with { prover in
            let folder = try TemporaryFolder()
            let words = "legal winner thank year wave sausage worth useful legal winner thank yellow"
            let password = "planted-password-1"
            let accessKey = "3f9a1c7e5b2d4f608a9c0e1d2b3f4a5c"
            let store = try folder.write(#"{"version":3,"crypto":{}}"#, to: "store")
            let url = prover.chain.url.replacingOccurrences(of: "http://", with: "http://user:planted-password-2@")
            let changes: [String: String?] = [
                "ESPRESSO_ETH_MNEMONIC": words, "ESPRESSO_STATE_PROVER_KEYSTORE_PASSWORD": password,
                "ESPRESSO_L1_PROVIDER": url + "/" + accessKey,
            ]
            let funded = JSONValue.string(try Self.address(of: words))
            try await prover.chain.rpc("devnet_setBalance", [funded, "0xde0b6b3a7640000"])
            for arguments in [[], ["--print-config"], ["--keystore", store], ["--from", ProverOnChain.account]] {
                let command = try prover.start(
                    arguments + ["--log-level", "trace"], input: prover.updates.documents(110), changes)
                let result = try await command.result()
                var everything = result.output + result.errors
                for file in prover.state?.files ?? [] { everything += (try? prover.state?.text(of: file)) ?? "" }
                for secret in ["sausage", "yellow", password, "planted-password-2", accessKey] {
                    #expect(!everything.contains(secret), "\(arguments): \(secret)")
                }
            }
            #expect(try !prover.journal().isEmpty, "the first of these runs has sent something")
        }
    }

    @Test("a program signs: it gets the transaction on standard input, and no secret")
    func externalSigner() async throws {
        try await ProverOnChain.with { prover in
            let folder = try TemporaryFolder()
            let script = try folder.write(
                """
                #!/bin/sh
                cat > "$1/request.part"
                tr '\\0' ' ' < /proc/$$/cmdline > "$1/command"
                env > "$1/environment"
                mv "$1/request.part" "$1/request"
                while [ ! -e "$1/answer" ]; do sleep 0.05; done
                cat "$1/answer"
                """, to: "sign")
            chmod(script, 0o700)
            let command = try prover.start(
                ["--signer", "\(script) \(folder.path)", "--from", ProverOnChain.account],
                input: prover.updates.documents(110))
            try await prover.wait("the request to sign") { folder.files.contains("request") }
            let request = JSONReader(try JSONValue(parsing: try folder.text(of: "request")))
            let payload = try hexBytes(try request.field("unsignedTransaction").string())
            #expect(try request.field("signingHash").string() == Hash256(of: payload).description)
            #expect(try !folder.text(of: "command").contains("junk"))
            let environment = try folder.text(of: "environment")
            for ours in ["junk", "ESPRESSO_", "HSP_"] { #expect(!environment.contains(ours)) }
            #expect(try prover.journal().isEmpty, "nothing is signed yet")

            let key = try #require(PrivateKey(bytes: try hexBytes(Self.key)))
            func wei(_ name: String) throws -> Wei {
                Wei(UInt128(try request.field(name).string().dropFirst(2), radix: 16) ?? 0)
            }
            let signed = try await LocalSigner(key).sign(
                UnsignedTransaction(
                    chainID: prover.chain.chainID, nonce: 0,
                    fees: .dynamic(
                        maxFeePerGas: try wei("maxFeePerGas"), maxPriorityFeePerGas: try wei("maxPriorityFeePerGas")),
                    gasLimit: UInt64(try wei("gas").amount), to: try Address(text: prover.contract.address),
                    data: try hexBytes(try request.field("data").string())))
            try folder.write(signed.raw.dataText + "\n", to: "answer.part")
            try FileManager.default.moveItem(
                atPath: folder.path + "/answer.part", toPath: folder.path + "/answer")
            let result = try await command.result()
            #expect(result.ending == .exit(0), "\(result.errors)")
            #expect(try await prover.finalizedHeight() == 110)
        }
    }

    @Test("a program that signs ends with the command, also with one that is killed")
    func signerOfKilledCommand() async throws {
        try await ProverOnChain.with { prover in
            let folder = try TemporaryFolder()
            let script = try folder.write(
                """
                #!/bin/sh
                echo $$ > "$1/process.part"
                mv "$1/process.part" "$1/process"
                exec sleep 600
                """, to: "sign")
            chmod(script, 0o700)
            let command = try prover.start(
                ["--signer", "\(script) \(folder.path)", "--from", ProverOnChain.account],
                input: prover.updates.documents(110))
            try await prover.wait("the signer") { folder.files.contains("process") }
            let signer = try #require(Int32(folder.text(of: "process").dropLast()))
            // Nil for one that has ended, also if nobody asks for its exit code.
            func program() -> String? {
                try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(signer)/exe")
            }
            try await prover.wait("its last program") { program()?.hasSuffix("sleep") == true }
            command.send(SIGKILL)
            #expect(try await command.result().ending == .signal(SIGKILL))
            try await prover.wait("the signer's end") { program() == nil }
            #expect(try prover.journal().isEmpty, "nothing was signed")
        }
    }

    private static func address(of words: String) throws -> String {
        try PrivateKey(mnemonic: Mnemonic(words: words), accountIndex: 1).address.checksummed
    }
}
