import Foundation
import JSON
import TestSupport

/// The program `serve-status`, with a pipe on its standard input, that has announced itself.
final class ServingProcess {
    private let process = Process()
    private let input = Pipe()
    private let output = Pipe()
    private let errors = Pipe()
    /// Where it listens.
    let url: String
    /// The whole announcement.
    let announcement: String

    /// Starts it on a free port of loopback, with `arguments` besides.
    init(_ arguments: [String], environment: [String: String] = [:]) throws {
        process.executableURL = try BuiltCommand("serve-status").executable
        process.arguments = ["--port", "0", "--host", "127.0.0.1", "--announce"] + arguments
        process.environment = environment
        process.standardInput = input
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        announcement = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        let line = JSONReader(try JSONValue(parsing: announcement))
        url = try line.field("url").string()
        guard try line.field("pid").int() == Int(process.processIdentifier) else {
            throw TestSupportError(description: "another process is announced")
        }
    }

    deinit {
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    }

    func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

    func closeInput() throws { try input.fileHandleForWriting.close() }

    func writeInput(_ text: String) throws { try input.fileHandleForWriting.write(contentsOf: Data(text.utf8)) }

    var isRunning: Bool { process.isRunning }

    /// Waits for the end; says how it came, how long it took, and what was said on standard error.
    func end() async throws -> (ending: CommandResult.Ending, duration: Duration, errors: String) {
        let start = ContinuousClock.now
        while process.isRunning {
            guard ContinuousClock.now - start < .seconds(20) else {
                throw TestSupportError(description: "serve-status does not end")
            }
            try await Task.sleep(for: .milliseconds(5))
        }
        let duration = ContinuousClock.now - start
        let said = String(decoding: errors.fileHandleForReading.availableData, as: UTF8.self)
        let code = process.terminationStatus
        return (process.terminationReason == .exit ? .exit(code) : .signal(code), duration, said)
    }
}
