import Foundation
import TestSupport

/// A program of the system, found as a shell finds it.
struct SystemProgram {
    let name: String

    private var environment: [String: String] { ProcessInfo.processInfo.environment.filter { $0.key == "PATH" } }

    /// What it writes to standard output. Throws if it fails.
    @discardableResult
    func run(_ arguments: String...) async throws -> String {
        let result = try await BuiltCommand(path: "/usr/bin/env").run([name] + arguments, environment: environment)
        guard result.ending == .exit(0) else {
            throw TestSupportError(description: "\(name) \(arguments.joined(separator: " ")): \(result.errors)")
        }
        return result.output
    }

    /// Starts it with a pipe for standard input.
    func start(_ arguments: [String]) throws -> RunningCommand {
        try BuiltCommand(path: "/usr/bin/env").start(
            [name] + arguments, environment: environment, keepsInputOpen: true, limit: .seconds(120))
    }
}

/// What a shell command writes, such as one that packs.
func outputOfShell(_ command: String) async throws -> [UInt8] {
    let folder = try TemporaryFolder()
    let path = folder.path + "/output"
    try await SystemProgram(name: "sh").run("-c", "(\(command)) >\(path)")
    return try fileBytes(path)
}

/// The largest memory of this process so far, in bytes.
func peakMemory() -> Int {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return usage.ru_maxrss << 10
}
