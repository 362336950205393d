import Foundation
import JSON
import TestSupport

/// `hotshot-state-prover --daemon` on a ``WholeNetwork``, in a hurry.
struct Daemon: Sendable {
    let world: WholeNetwork
    let command: RunningCommand

    /// Runs `body` beside a daemon, which is told to end when `body` returns, and returns what it logged.
    @discardableResult
    static func with(
        _ world: WholeNetwork, _ arguments: [String] = [], _ variables: [String: String] = [:],
        limit: Duration = .seconds(120), _ body: (Daemon) async throws -> Void
    ) async throws -> String {
        let daemon = try start(world, arguments, variables, limit: limit)
        do {
            try await body(daemon)
        } catch {
            let result = try? await daemon.stop()
            throw TestSupportError(description: "\(error); the daemon said: \(result?.errors ?? "nothing")")
        }
        return try await daemon.stop().errors
    }

    /// Starts a daemon; whoever starts it awaits its end.
    ///
    /// - Parameter goesOn: whether it has the counters of the one before.
    static func start(
        _ world: WholeNetwork, _ arguments: [String] = [], _ variables: [String: String] = [:],
        goesOn: Bool = false, limit: Duration = .seconds(120)
    ) throws -> Daemon {
        // The status of an earlier daemon is no news.
        if !goesOn { try? FileManager.default.removeItem(atPath: world.stateDirectory + "/status.json") }
        return Daemon(
            world: world,
            command: try world.startWrapper(
                ["--daemon", "--freq", "100ms", "--retry-freq", "100ms"] + arguments, variables, limit: limit))
    }

    /// Sends SIGTERM and waits for the end of all its processes.
    func stop() async throws -> CommandResult {
        command.send(SIGTERM)
        let result = try await command.result()
        try await world.waitForNoProcesses()
        return result
    }

    /// What the daemon last wrote about itself, nil as long as that is nothing.
    func status() -> JSONReader? {
        guard let text = try? world.folder.text(of: "state/hotshot-state-prover/status.json") else { return nil }
        return (try? JSONValue(parsing: text)).map { JSONReader($0) }
    }

    /// How many failures of `kind` there were in `stage`.
    func failures(_ stage: String, _ kind: String) throws -> Int {
        guard let status = status() else { return 0 }
        return try status.field("errors").elements().reduce(0) { sum, error in
            let isIt = try error.field("stage").string() == stage && error.field("kind").string() == kind
            return try sum + (isIt ? error.field("count").int() : 0)
        }
    }

    /// How many rounds ended so: `succeeded`, `failed`, or `total`.
    func rounds(_ name: String) throws -> Int { try status()?.field("rounds").field(name).int() ?? 0 }

    /// Waits until the contract is as high as the relay lets it be, and the round is over.
    func waitUntilCaughtUp(for limit: Duration = .seconds(60)) async throws {
        let height = world.reachable(try await world.network.height())
        try await wait("height \(height)", for: limit) { try await world.finalizedHeight() == height }
        let succeeded = try rounds("succeeded")
        try await wait("a round that ended well", for: limit) { try rounds("succeeded") > succeeded }
    }

    /// Waits for so many more rounds.
    func waitForRounds(_ count: Int) async throws {
        let total = try rounds("total")
        try await wait("\(count) rounds") { try rounds("total") >= total + count }
    }
}
