import Files
import Foundation
import JSON
import TestSupport
import Testing

/// One process prepares keys at a time.
@Suite struct TurnTests {
    private let preparation: Preparation
    private let arguments = ["-s", "2", "--insecure-tau", "0x5"]

    init() throws { preparation = try Preparation() }

    private var lockPath: String { preparation.keys + "/prepare-keys.lock" }

    private func start(_ arguments: [String]) throws -> RunningCommand {
        try preparation.command.start(arguments, environment: preparation.environment, limit: .seconds(120))
    }

    @Test("two at once: one makes the key, the other one waits, says so, and has the same key")
    func twoAtOnce() async throws {
        let running = [try start(arguments), try start(arguments), try start(arguments)]
        var results: [CommandResult] = []
        for command in running { results.append(try await command.result()) }
        for result in results { #expect(result.ending == .exit(0), "\(result.errors)") }
        #expect(Set(results.map(\.output)).count == 1)
        #expect(results.count { $0.errors.contains("making the key v3-cap2-canonical: ") } == 1)
        #expect(results.count { $0.errors.contains("is there already") } == 2)
        #expect(preparation.files.count == 1)
    }

    @Test(
        "who waits names the process, tells that in its progress, ends at a signal, and goes on when the other has ended"
    )
    func waiting() async throws {
        var lock: LockFile? = try LockFile(lockPath)
        try lock?.write("4711\n")
        let impatient = try start(arguments + ["--report-progress"])
        let patient = try start(arguments)
        try await Task.sleep(for: .seconds(1))
        impatient.send(SIGTERM)
        let stopped = try await impatient.result()
        #expect(stopped.ending == .exit(143))
        #expect(stopped.errors.contains("prepare-keys: process 4711 is preparing a key: waiting for its end\n"))
        let first = try JSONReader(JSONValue(parsing: try #require(stopped.outputLines.first))).field("progress")
        #expect(try first.field("step").string() == "waiting for another process")
        #expect(try first.field("key").string() == "v3-cap2-canonical")
        #expect(preparation.files.isEmpty)
        lock = nil
        let result = try await patient.result()
        #expect(result.ending == .exit(0), "\(result.errors)")
        #expect(result.errors.contains("waiting for its end"))
    }

    @Test("a killed process keeps nobody waiting")
    func afterAKill() async throws {
        let running = try start(["-s", "50", "--insecure-tau", "0x5"])
        for _ in 0..<3000 where !preparation.files.contains(where: { $0.hasSuffix(".partial") }) {
            try await Task.sleep(for: .milliseconds(10))
        }
        running.send(SIGKILL)
        _ = try await running.result()
        let next = try await preparation.run(["-s", "50", "--insecure-tau", "0x5"])
        #expect(next.ending == .exit(0), "\(next.errors)")
        #expect(!next.errors.contains("waiting"))
    }

    @Test("a key that goes elsewhere waits for nobody")
    func elsewhere() async throws {
        let lock = try LockFile(lockPath)
        defer { withExtendedLifetime(lock) {} }
        _ = try await preparation.key(arguments + ["--out", preparation.folder.path + "/key"])
    }

    @Test("progress comes before the key, a line of JSON each, from beginning to end")
    func progress() async throws {
        let result = try await preparation.run(arguments + ["--report-progress"])
        #expect(result.ending == .exit(0), "\(result.errors)")
        let lines = try result.outputLines.map { JSONReader(try JSONValue(parsing: $0)) }
        let steps = try lines.dropLast().map { try $0.field("progress").field("step").string() }
        #expect(steps.first == "setup" && steps.last == "Lagrange basis", "\(steps)")
        let shares = try lines.dropLast().map { try $0.field("progress").field("share").double() }
        #expect(shares == shares.sorted() && shares.allSatisfy { (0...1).contains($0) }, "\(shares)")
        #expect(try lines.last?.field("contract_version").int() == 3)
    }

    @Test("it says beforehand how much it makes and how long that takes")
    func sizes() async throws {
        let result = try await preparation.run(arguments)
        let line = try #require(result.errorLines.first { $0.contains("making the key") })
        #expect(
            line.wholeMatch(
                of: /prepare-keys: making the key v3-cap2-canonical: \d+ MB of disk, \d+ (MB|kB) of memory, about \d+ s/
            )
                != nil, "\(line)")
    }

    @Test(
        "a disk without room is found before anything is fetched or made",
        .enabled(if: SmallDisk.isPermitted, "mounting a file system is not permitted"))
    func smallDisk() async throws {
        let disk = try SmallDisk()
        defer { disk.remove() }
        for (arguments, variable) in [(["-s", "2"], "XDG_CACHE_HOME"), (arguments, "XDG_CACHE_HOME")] {
            let result = try await preparation.run(arguments, environment: [variable: disk.path])
            #expect(result.ending == .exit(74), "\(result.errors)")
            #expect(result.errors.contains("no space left on device"))
            #expect(!result.errors.contains("fetching") && !result.errors.contains("making"))
        }
        // Nor does the setup have room there.
        let result = try await preparation.run(["-s", "2"], environment: ["XDG_DATA_HOME": disk.path])
        #expect(result.ending == .exit(74), "\(result.errors)")
        #expect(!result.errors.contains("fetching"))
    }
}
