import ArgumentParser
import CommandSupport
import Glibc

/// Swift Testing has an `ExitStatus` too.
typealias ExitStatus = CommandSupport.ExitStatus

/// A command that ends in the way its argument names.
struct TestCommand: StageCommand {
    enum Behaviour: String, ExpressibleByArgument {
        case succeed, fail, write, interrupt, shrug, terminate, insist, linger
    }

    static let configuration = CommandConfiguration(commandName: "test-command")

    @Argument var behaviour: Behaviour

    /// Runs as if started from a terminal: with no signal ignored, whatever the tests were started from.
    static func start(_ behaviour: String) async {
        signal(SIGINT, SIG_DFL)
        signal(SIGTERM, SIG_DFL)
        await main([behaviour])
    }

    func run() async throws {
        switch behaviour {
        case .succeed:
            break
        case .fail:
            throw StageFailure(.tryAgain, "not yet", hint: "wait")
        case .write:
            try StandardOutput.write(line: "one")
            try StandardOutput.write(line: "two")
        case .interrupt:
            kill(getpid(), SIGINT)
            try await Task.sleep(for: .seconds(60))
        case .shrug:
            kill(getpid(), SIGINT)
        case .terminate:
            kill(getpid(), SIGTERM)
            try await Task.sleep(for: .seconds(60))
        case .insist:
            kill(getpid(), SIGINT)
            while !Task.isCancelled { await Task.yield() }
            kill(getpid(), SIGINT)
            while true { sleep(60) }
        case .linger:
            kill(getpid(), SIGTERM)
            while true { sleep(60) }
        }
    }
}
