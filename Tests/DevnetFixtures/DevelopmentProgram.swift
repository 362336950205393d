import Foundation
import TestSupport

/// A program of the development network that says in one line of JSON where it answers, and ends with its standard input: so
/// also when the tests are killed.
final class DevelopmentProgram: @unchecked Sendable {
    // Only touched by `init`, `firstLine` and `stop`, which their owner calls one after the other.
    private let process: Process
    private let input = Pipe()
    private let output = Pipe()
    private let module: String

    /// Starts a module on a free port.
    init(_ module: String, _ options: [String]) throws {
        self.module = module
        process = try DevelopmentTools.process(["-m", module, "--port", "0", "--exit-on-stdin-close"] + options)
        process.standardInput = input
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        try output.fileHandleForWriting.close()
    }

    /// The line that says the program answers.
    func firstLine() async throws -> [UInt8] {
        let (reader, module) = (output.fileHandleForReading, module)
        return try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                var line: [UInt8] = []
                while line.last != UInt8(ascii: "\n") {
                    let more = reader.availableData
                    guard !more.isEmpty else {
                        return continuation.resume(
                            throwing: TestSupportError(description: "the development \(module) did not start"))
                    }
                    line += more
                }
                continuation.resume(returning: line)
            }
        }
    }

    func stop() {
        try? input.fileHandleForWriting.close()
        process.terminate()
        process.waitUntilExit()
    }
}
