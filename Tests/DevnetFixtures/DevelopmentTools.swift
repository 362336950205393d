import Foundation
import TestSupport

/// The programs of the development network that are written in Python: `examples/devnet` and the `.venv` that
/// `make network-deps` makes.
///
/// A test that needs them is declared
///
///     @Suite(.enabled(if: DevelopmentTools.areInstalled, "\(DevelopmentTools.absence)"))
public enum DevelopmentTools {
    /// Whether everything is there.
    public static let areInstalled = missing.isEmpty

    /// What is not there.
    public static let absence =
        "no development chain: \(missing.joined(separator: ", ")) missing in the repository, run `make network-deps`"

    private static let missing = [".venv/bin/python", "examples/devnet/chain", "examples/devnet/contracts/deploy.py"]
        .filter { !FileManager.default.fileExists(atPath: root.appendingPathComponent($0).path) }

    /// The repository.
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static let python = root.appendingPathComponent(".venv/bin/python")
    static let devnet = root.appendingPathComponent("examples/devnet")
    static let deployment = devnet.appendingPathComponent("contracts/deploy.py")
    /// Compiled contracts, so that only the first test waits for the compiler.
    static let contractCache = root.appendingPathComponent(".venv/contracts")

    /// A process of the Python interpreter, not yet started, with no environment but what it needs.
    static func process(_ arguments: [String]) throws -> Process {
        guard areInstalled else { throw TestSupportError(description: absence) }
        let process = Process()
        process.executableURL = python
        process.arguments = arguments
        process.environment = ["PYTHONPATH": devnet.path, "PYTHONDONTWRITEBYTECODE": "1", "PATH": "/usr/bin:/bin"]
        return process
    }

    /// Runs a Python program to its end, and returns its standard output. Throws if it fails.
    static func run(_ arguments: [String]) async throws -> Data {
        let process = try process(arguments)
        let (output, errors) = (Pipe(), Pipe())
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = errors
        return try await withCheckedThrowingContinuation { continuation in
            // A thread of its own, since it blocks. Neither stream fills its pipe before the other is read.
            Thread.detachNewThread {
                continuation.resume(
                    with: Result {
                        try process.run()
                        let text = output.fileHandleForReading.readDataToEndOfFile()
                        let words = errors.fileHandleForReading.readDataToEndOfFile()
                        process.waitUntilExit()
                        guard process.terminationStatus == 0 else {
                            throw TestSupportError(description: String(decoding: words, as: UTF8.self))
                        }
                        return text
                    })
            }
        }
    }
}
