import Documents
import Foundation
import JSON
import TestSupport
import Testing
import TurboPlonk

@Suite struct CommandTests {
    private let preparation: Preparation
    private let insecure = ["-s", "2", "--insecure-tau", "0x5"]

    init() throws { preparation = try Preparation() }

    /// Exit code and message of a run that must fail and print nothing: the first line but for what goes before the work.
    private func failure(
        _ arguments: [String], environment: [String: String] = [:]
    ) async throws -> (code: CommandResult.Ending, message: String) {
        let result = try await preparation.run(arguments, environment: environment)
        #expect(result.output == "")
        return (
            result.ending, result.errorLines.first { !$0.contains("warning:") && !$0.contains("making the key") } ?? ""
        )
    }

    @Test func theSameKeyIsMadeOnce() async throws {
        let first = try await preparation.run(insecure)
        let path = try #require(preparation.files.first)
        #expect(preparation.files == ["cache/hotshot-state-prover/keys/" + (path as NSString).lastPathComponent])
        #expect(first.errors.contains("warning: insecure setup"))
        let file = preparation.folder.path + "/" + path
        let made = try FileManager.default.attributesOfItem(atPath: file)[.systemFileNumber] as? Int

        let second = try await preparation.run(insecure)
        #expect(second.output == first.output)
        #expect(second.errors.contains("is there already"))
        #expect(try FileManager.default.attributesOfItem(atPath: file)[.systemFileNumber] as? Int == made)

        let third = try await preparation.run(insecure + ["--force"])
        #expect(third.output == first.output)
        #expect(try FileManager.default.attributesOfItem(atPath: file)[.systemFileNumber] as? Int != made)
        #expect(preparation.files == [path])
    }

    @Test func anotherFileIsNotReplacedWithoutForce() async throws {
        let path = try preparation.folder.write("precious", to: "out")
        let refused = try await failure(insecure + ["--out", path])
        #expect(refused.code == .exit(78))
        #expect(refused.message == "prepare-keys: \(path): not a proving key file")
        #expect(try preparation.folder.text(of: "out") == "precious")

        _ = try await preparation.key(insecure + ["--out", path, "--force"])
        let other = try await failure(["-s", "3", "--insecure-tau", "0x5", "--out", path])
        #expect(other.code == .exit(78))
        #expect(other.message == "prepare-keys: \(path) is another key")
        let otherSecret = try await failure(["-s", "2", "--insecure-tau", "0x6", "--out", path])
        #expect(otherSecret.code == .exit(78))
    }

    @Test func aCosetTableIsAddedToAKey() async throws {
        let path = preparation.folder.path + "/key"
        var plain = try await preparation.key(insecure + ["--out", path])
        #expect(plain["coset_table"] == .bool(false))
        let size = try fileBytes(path).count

        let table = try await preparation.key(insecure + ["--out", path, "--coset-table"])
        plain["coset_table"] = .bool(true)
        #expect(table == plain)
        #expect(try fileBytes(path).count >= size + 18 * 5 * 32 << 14)
        #expect(try await preparation.key(["--check", path]) == plain)
        // A key with the table serves those who do not ask for one.
        let again = try await preparation.run(insecure + ["--out", path])
        #expect(again.errors.contains("is there already"))
        #expect(try ProvingKeyFile.open(path).hasCosetTable)
    }

    @Test func aLagrangeBasisIsAddedToAKeyThatHasNone() async throws {
        let path = preparation.folder.path + "/key"
        let plain = try await preparation.key(insecure + ["--out", path, "--no-lagrange-basis", "--coset-table"])
        #expect(plain["lagrange_basis"] == .bool(false))
        #expect(try await preparation.key(["--check", path]) == plain)
        let bytes = try fileBytes(path).count
        // Whoever does not want it does not get it.
        let same = try await preparation.run(insecure + ["--out", path, "--no-lagrange-basis"])
        #expect(same.errors.contains("is there already") && !same.errors.contains("it gets"))

        var key = plain
        key["lagrange_basis"] = .bool(true)
        let added = try await preparation.run(insecure + ["--out", path])
        #expect(added.errors.contains("it gets the Lagrange basis"))
        #expect(try await preparation.key(["--check", path]) == key)
        #expect(try fileBytes(path).count >= bytes + 64 << 14)
        // It stays, as the coset table does.
        let again = try await preparation.run(insecure + ["--out", path, "--no-lagrange-basis"])
        #expect(again.errors.contains("is there already") && !again.errors.contains("it gets"))
        let file = try ProvingKeyFile.open(path)
        #expect(file.hasLagrangeBasis && file.hasCosetTable)
    }

    @Test func bothTablesAreAddedAtOnce() async throws {
        let path = preparation.folder.path + "/key"
        _ = try await preparation.key(insecure + ["--out", path, "--no-lagrange-basis"])
        let added = try await preparation.run(insecure + ["--out", path, "--coset-table"])
        #expect(added.errors.contains("it gets the coset table and the Lagrange basis"))
        #expect(try ProvingKeyFile.open(path).hasLagrangeBasis)
    }

    @Test func aDamagedLagrangeBasisIsFound() async throws {
        let path = preparation.folder.path + "/key"
        let key = try await preparation.key(insecure + ["--out", path])
        #expect(key["lagrange_basis"] == .bool(true))
        let last = try fileBytes(path).count - 1
        try PatchedFile(path).write(try fileBytes(path)[last] ^ 1, at: last)
        let damaged = try await failure(["--check", path])
        #expect(damaged.code == .exit(65))
        #expect(damaged.message == "prepare-keys: \(path): damaged: Lagrange basis")
    }

    @Test func aKeyFileIsPrintedAndChecked() async throws {
        let path = preparation.folder.path + "/key"
        let key = try await preparation.key(insecure + ["--out", path])

        #expect(try await preparation.key(["--print-vk", path]) == key)
        #expect(try await preparation.key(["--check", path]) == key)
        let words = try await preparation.run(["--print-vk", path, "--format", "words"])
        let file = try ProvingKeyFile.open(path)
        #expect(try hexBytes(words.outputLines.first ?? "") == file.verifyingKey.solidityWords)

        try PatchedFile(path).write(0xaa, at: (2 << 20) + 100)
        #expect(try await preparation.key(["--print-vk", path]) == key)
        let damaged = try await failure(["--check", path])
        #expect(damaged.code == .exit(65))
        #expect(damaged.message == "prepare-keys: \(path): damaged: selector q1")
        try PatchedFile(path).setLength(1 << 20)
        let short = try await failure(["--print-vk", path])
        #expect(short.code == .exit(65))
    }

    @Test func missingFilesAreSaidToBeMissing() async throws {
        #expect(try await failure(["-s", "2", "--srs", "/none/such"]).code == .exit(66))
        #expect(try await failure(["--print-vk", "/none/such"]).code == .exit(66))
        #expect(try await failure(["--check", "/none/such"]).code == .exit(66))
    }

    @Test func badSetupsAreRefused() async throws {
        let text = try preparation.folder.write("no setup", to: "text")
        #expect(try await failure(["-s", "2", "--srs", text]).code == .exit(65))
        let short = try preparation.writeSetup(count: 100, to: "short.bin")
        let tooFew = try await failure(["-s", "2", "--srs", short])
        #expect(tooFew.code == .exit(78))
        #expect(tooFew.message == "prepare-keys: \(short): 16387 powers are needed, the file has 100")
        let wrong = try preparation.writeSetup(count: 16387, to: "wrong.bin")
        let file = try PatchedFile(wrong)
        for (offset, byte) in try fileBytes(wrong)[8 + 64 * 9..<8 + 64 * 10].enumerated() {
            try file.write(byte, at: 8 + 64 * 8 + offset)
        }
        let refused = try await failure(["-s", "2", "--srs", wrong])
        #expect(refused.code == .exit(65))
        #expect(refused.message == "prepare-keys: \(wrong): the powers do not fit together, or do not fit β·h")
        #expect(!preparation.files.contains { $0.hasPrefix("cache") })
    }

    @Test(arguments: [
        ["--contract-version", "4"], ["-s", "0"], ["-s", "x"], ["--range-check", "no"], ["--insecure-tau", "0"],
        ["--insecure-tau", "0x30644e72e131a029b85045b68181585d2833e84879b9709143e1f593f0000001"],
        ["--insecure-tau", "1", "--srs", "x"], ["--download", "ftp://host/x"], ["--print-vk", "a", "--check", "b"],
        ["--print-vk", "a", "--format", "yaml"], ["--nonsense"],
    ])
    func wrongUseIsRefused(arguments: [String]) async throws {
        #expect(try await failure(arguments).code == .exit(64))
    }

    @Test func circuitsThatAreTooLargeAreRefused() async throws {
        let most = Capacity.range.upperBound
        for capacity in ["\(most + 1)", "70000", "\(Int.max)"] {
            let message =
                "prepare-keys: a circuit for \(capacity) validators cannot be made; the capacity must be 1 to \(most)"
            let none = try await failure(["-s", capacity, "--insecure-tau", "1"])
            #expect(none.code == .exit(78) && none.message == message)
            let asked = try await failure(
                ["--insecure-tau", "1"], environment: ["ESPRESSO_STAKE_TABLE_CAPACITY": capacity])
            #expect(asked.code == .exit(78) && asked.message == message)
        }
        #expect(!preparation.files.contains { $0.hasPrefix("cache") })
        let unpublished = try await failure(["-s", "1000"])
        #expect(unpublished.code == .exit(78))
        #expect(unpublished.message.contains("more than the published setup serves"))
    }

    @Test func aFolderThatCannotBeMadeIsAnError() async throws {
        try preparation.folder.write("", to: "cache")
        let failure = try await failure(insecure)
        #expect(failure.code == .exit(66) || failure.code == .exit(74))
    }

    /// Interrupted in the midst of the columns: there is no key, but what was done is not lost.
    @Test(arguments: [SIGINT, SIGTERM, SIGKILL])
    func anInterruptedRunIsContinued(signal: Int32) async throws {
        let (path, arguments) = (preparation.folder.path + "/key", ["-s", "50", "--insecure-tau", "5", "--out"])
        let running = try preparation.command.start(
            arguments + [path], environment: preparation.environment, limit: .seconds(120))
        // The record of the first selector, in the journal of the unfinished file.
        let isAtWork = {
            guard let file = FileHandle(forReadingAtPath: path + ".partial") else { return false }
            try file.seek(toOffset: 8192 + 128)
            return try file.read(upToCount: 128)?.contains { $0 != 0 } == true
        }
        for _ in 0..<6000 where try !isAtWork() { try await Task.sleep(for: .milliseconds(10)) }
        #expect(try isAtWork())
        running.send(signal)
        let result = try await running.result()
        #expect(result.ending == (signal == SIGKILL ? .signal(signal) : .exit(128 + signal)))
        #expect(result.output == "")
        #expect(preparation.files == ["key.partial"])
        #expect(result.errors.contains("stays in \(path).partial for the next run") == (signal != SIGKILL))

        let next = try await preparation.run(arguments + [path])
        #expect(next.ending == .exit(0))
        #expect(next.errors.contains("sections are taken over from \(path).partial"))
        #expect(preparation.files == ["key"])
        let whole = preparation.folder.path + "/whole"
        _ = try await preparation.key(arguments + [whole])
        let isEqual = try fileBytes(path) == fileBytes(whole)
        #expect(isEqual)
    }

    @Test func whatIsNoPartialKeyIsDiscarded() async throws {
        let path = preparation.folder.path + "/key"
        try preparation.folder.write("left by somebody", to: "key.partial")
        let result = try await preparation.run(insecure + ["--out", path])
        #expect(result.ending == .exit(0))
        #expect(result.errors.contains("or is damaged: discarded"))
        #expect(preparation.files == ["key"])
    }
}
