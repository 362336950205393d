import Foundation
import Supervision
import TestSupport
import Testing

/// What the daemon tells the program that runs it as a service.
@Suite(.serialized) struct ServiceManagerTests {
    /// A datagram socket, as systemd has one.
    private final class Manager {
        let path: String
        /// All that was said so far.
        private(set) var heard: [String] = []
        private let descriptor: Int32

        /// Bound to a path, or to a name in the abstract namespace if it begins with @.
        init(_ path: String) throws {
            self.path = path
            descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
            var address = sockaddr_un()
            address.sun_family = sa_family_t(AF_UNIX)
            let bytes = Array(path.utf8)
            withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
            if path.hasPrefix("@") { address.sun_path.0 = 0 }
            let length = socklen_t(MemoryLayout<sa_family_t>.size + bytes.count)
            let bound = withUnsafePointer(to: &address) { address in
                address.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, length) }
            }
            try #require(bound == 0)
            var limit = timeval(tv_sec: 20, tv_usec: 0)
            setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        }

        deinit { close(descriptor) }

        /// The next message; nil if none comes within the time.
        func next() -> String? {
            var buffer = [UInt8](repeating: 0, count: 4096)
            let count = recv(descriptor, &buffer, buffer.count, 0)
            guard count >= 0 else { return nil }
            heard.append(String(decoding: buffer.prefix(count), as: UTF8.self))
            return heard.last
        }

        /// Listens until a further message begins with `words`; false if none comes within the time.
        func hears(_ words: String) -> Bool {
            while let message = next() { if message.hasPrefix(words) { return true } }
            return false
        }
    }

    @Test(arguments: [true, false])
    func readyAliveAndEnding(isAbstract: Bool) async throws {
        let stages = try ScriptedStages()
        let manager = try Manager(
            isAbstract ? "@hotshot-state-prover-test-\(UUID())" : stages.folder.path + "/notify")
        let command = try stages.start(
            environment: ["NOTIFY_SOCKET": manager.path, "WATCHDOG_USEC": "200000"])
        #expect(manager.hears("READY=1"))
        #expect(manager.hears("WATCHDOG=1"))
        try await stages.status { $0.phase == .waiting && $0.rounds.total == 1 }
        // Again and again: half of the interval may pass before it is said once more.
        #expect(manager.hears("WATCHDOG=1"))
        #expect(manager.hears("WATCHDOG=1"))
        command.send(SIGTERM)
        _ = try await command.result()
        #expect(manager.hears("STATUS=stopped"))
        #expect(manager.heard.contains("READY=1") && manager.heard.contains("WATCHDOG=1"))
        #expect(manager.heard.contains("STOPPING=1"))
        // Between which two of the others this was said, is a matter of chance.
        #expect(manager.heard.contains { $0.hasPrefix("STATUS=proving") })
    }

    /// A stage must not speak for the daemon.
    @Test func noStageGetsItsVariables() async throws {
        let stages = try ScriptedStages()
        try stages.set("read-contract", "env >\"$0.env\"; exit 70")
        let manager = try Manager(stages.folder.path + "/notify")
        let command = try stages.start(
            environment: ["NOTIFY_SOCKET": manager.path, "WATCHDOG_USEC": "2000000", "WATCHDOG_PID": "1"])
        try await stages.status { $0.rounds.total == 1 }
        command.send(SIGTERM)
        _ = try await command.result()
        let environment = try String(contentsOfFile: stages.folder.path + "/bin/read-contract.env", encoding: .utf8)
        #expect(!environment.contains("NOTIFY_SOCKET") && !environment.contains("WATCHDOG"))
    }

    @Test func whatIsNoSocketOrNoIntervalIsNotUsed() {
        func manager(_ environment: [String: String]) -> ServiceManager? {
            ServiceManager(environment: environment, pid: 7)
        }
        for path in [nil, "", "relative", "/" + String(repeating: "a", count: 107)] {
            #expect(manager(path.map { ["NOTIFY_SOCKET": $0] } ?? [:]) == nil)
        }
        for interval in ["", "0", "-1", "x", "99999999999999", "1" + String(repeating: "0", count: 30)] {
            let found = manager(["NOTIFY_SOCKET": "/a", "WATCHDOG_USEC": interval])
            #expect(found != nil && found?.watchdog == nil)
        }
        let of = { manager(["NOTIFY_SOCKET": "@a", "WATCHDOG_USEC": "2000", "WATCHDOG_PID": $0])?.watchdog }
        #expect(of("7") == .milliseconds(2))
        #expect(of("8") == nil)
    }

    /// A manager that is gone costs nothing.
    @Test func nobodyListens() async throws {
        let stages = try ScriptedStages()
        let command = try stages.start(
            environment: ["NOTIFY_SOCKET": stages.folder.path + "/nobody", "WATCHDOG_USEC": "10000"])
        try await stages.status { $0.rounds.total == 1 }
        command.send(SIGTERM)
        #expect(try await command.result().ending == .exit(143))
    }
}
