import Foundation
import TestSupport
import Testing

/// One small kernel of the set that every machine has.
private enum Kernel {
    static let arguments = ["instructions", "--filter", "portable gather"]

    /// Whether the machine steps through programs; if not, the command says so by its code.
    static func isCountable() async throws -> Bool {
        try await BuiltCommand("benchmarks").run(arguments).ending != .exit(77)
    }
}

/// `benchmarks instructions`: what it prints, compares and ends with.
@Suite(.enabled("processor and system step through programs") { try await Kernel.isCountable() })
struct InstructionsCommandTests {
    /// What is printed for the kernel.
    private func count() async throws -> (elements: Int, instructions: Int) {
        let result = try await BuiltCommand("benchmarks").run(Kernel.arguments)
        #expect(result.ending == .exit(0))
        let numbers = result.output.split { !$0.isNumber }.compactMap { Int($0) }
        #expect(numbers.count == 2)
        return (numbers[0], numbers[1])
    }

    private func check(
        _ counts: [(kernel: String, instructions: Int)], elements: Int, swift: String? = nil
    ) async throws -> CommandResult {
        let folder = try TemporaryFolder()
        let lines = counts.map {
            #"{"kernel":"\#($0.kernel)","set":"portable","elements":\#(elements),"instructions":\#($0.instructions)}"#
        }
        let version = try swift ?? self.swift()
        #if arch(x86_64)
            let architecture = "x86_64"
        #else
            let architecture = "arm64"
        #endif
        let path = try folder.write(
            #"{"swift":"\#(version)","architecture":"\#(architecture)","counts":[\#(lines.joined(separator: ","))]}"#,
            to: "counts.json")
        // The command asks the compiler for its version.
        return try await BuiltCommand("benchmarks").run(
            Kernel.arguments + ["--check", path],
            environment: ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? ""])
    }

    private func swift() throws -> String {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["swift", "--version"]
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        try process.run()
        let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return String(try #require(text.firstMatch(of: /version ([0-9.]+)/)?.1))
    }

    @Test func `a rise fails, a fall and the same do not, and each is said`() async throws {
        let (elements, instructions) = try await count()
        let same = try await check([("gather", instructions)], elements: elements)
        #expect(same.ending == .exit(0))
        #expect(same.output.contains("as in "))
        let rise = try await check([("gather", instructions * 9 / 10)], elements: elements)
        #expect(rise.ending == .exit(1))
        #expect(rise.output.contains("portable gather of \(elements): \(instructions) instructions, 11."))
        let fall = try await check([("gather", instructions * 2)], elements: elements)
        #expect(fall.ending == .exit(0))
        #expect(fall.output.contains("50.0 % fewer"))
        #expect(fall.output.contains("--write"))
    }

    @Test func `another compiler is no reason to fail, and what was not asked for is not missed`() async throws {
        let (elements, instructions) = try await count()
        let other = try await check([("gather", instructions / 2)], elements: elements, swift: "1.0")
        #expect(other.ending == .exit(0))
        #expect(other.output.contains("not judged: the counts are those of Swift 1.0"))
        let more = try await check([("gather", instructions), ("multiply", 1)], elements: elements)
        #expect(more.output.contains("as in "))
    }

    @Test func `bad options and files have their codes`() async throws {
        let command = try BuiltCommand("benchmarks")
        #expect(try await command.run(["instructions", "--filter", "("]).ending == .exit(64))
        #expect(try await command.run(Kernel.arguments + ["--write", "/tmp/x"]).ending == .exit(64))
        #expect(try await command.run(["--runs", "0"]).ending == .exit(64))
        #expect(try await command.run(["growth", "--capacities", "10,x"]).ending == .exit(64))
        #expect(try await command.run(["profile", "--stake-table-capacity", "0"]).ending == .exit(64))
        let folder = try TemporaryFolder()
        let missing = try await command.run(Kernel.arguments + ["--check", folder.path + "/none.json"])
        #expect(missing.ending == .exit(66))
        let damaged = try folder.write(#"{"swift":"6.3"}"#, to: "damaged.json")
        #expect(try await command.run(Kernel.arguments + ["--check", damaged]).ending == .exit(65))
    }
}
