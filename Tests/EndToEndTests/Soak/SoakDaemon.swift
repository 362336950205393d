import Foundation
import Synchronization
import TestSupport

/// The daemon of a soak, with what it says taken from it as it comes.
final class SoakDaemon: Sendable {
    /// So that what takes minutes on a real chain takes seconds here.
    static let settings = """
        {"l1-timeout": "600ms", "l1-retry-delay": "50ms", "poll-interval": "50ms", "transaction-timeout": "3s",
         "submit-timeout": "20s", "attempts": 2, "timeout": "1500ms", "max-gas-price": 50}
        """

    let daemon: Daemon
    let port: UInt16
    private let ending: Task<CommandResult, any Error>
    private let end = Mutex<String?>(nil)

    /// Starts a daemon with a window at `port`.
    init(_ world: WholeNetwork, port: UInt16, _ variables: [String: String], goesOn: Bool, limit: Duration) throws {
        let daemon = try Daemon.start(world, ["--port", "\(port)"], variables, goesOn: goesOn, limit: limit)
        (self.daemon, self.port) = (daemon, port)
        ending = Task { try await daemon.command.result() }
        Task { [weak self, ending] in
            let result = await ending.result
            self?.end.withLock { $0 = "\(result.map { "\($0.ending)" })" }
        }
    }

    /// Ends it with a signal, and returns what it said.
    func stop(with signal: Int32) async throws -> CommandResult {
        daemon.command.send(signal)
        return try await ending.value
    }

    /// Throws if it has ended.
    func check() throws {
        if let end = end.withLock({ $0 }) { throw TestSupportError(description: "the daemon has ended: \(end)") }
    }

    /// Waits until something holds, but no longer than the daemon is up.
    func wait(_ what: String, for limit: Duration = .seconds(300), until holds: () async throws -> Bool) async throws {
        let deadline = ContinuousClock.now + limit
        while try await !holds() {
            try check()
            guard ContinuousClock.now < deadline else {
                throw TestSupportError(description: "waited in vain: \(what)")
            }
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    /// Waits until the contract is as high as it can be, and the round is over in which that was seen.
    func waitUntilCaughtUp() async throws {
        let world = daemon.world
        let height = world.reachable(try await world.network.height())
        try await wait("height \(height)") { try await world.finalizedHeight() == height }
        let succeeded = try daemon.rounds("succeeded")
        try await wait("a round that ended well") { try daemon.rounds("succeeded") > succeeded }
    }

    /// What its window shows at a path; waits for a window that is not there yet.
    func page(_ path: String) async throws -> String {
        var text: String?
        try await wait(path, for: .seconds(60)) {
            text = try? await get("http://127.0.0.1:\(port)\(path)")
            return text != nil
        }
        return text ?? ""
    }
}
