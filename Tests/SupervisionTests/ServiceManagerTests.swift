import Foundation
import Supervision
import TestSupport
import Testing

/// What the daemon tells the program that runs it as a service.
@Suite(.serialized) struct ServiceManagerTests {
    /// A datagram socket, as systemd has one.
    private final class Manager {
        let path: String
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
            return count < 0 ? nil : String(decoding: buffer.prefix(count), as: UTF8.self)
        }

        /// The messages until one begins with `last`, which is the last of them.
        func messages(until last: String) -> [String] {
            var messages: [String] = []
            while !(messages.last ?? "").hasPrefix(last), let message = next() { messages.append(message) }
            return messages
        }
    }

    @Test(arguments: [true, false])
    func readyAliveAndEnding(isAbstract: Bool) async throws {
        let stages = try ScriptedStages()
        let manager = try Manager(
            isAbstract ? "@hotshot-state-prover-test-\(UUID())" : stages.folder.path + "/notify")
        let command = try stages.start(
            environment: ["NOTIFY_SOCKET": manager.path, "WATCHDOG_USEC": "200000"])
        let beginning = manager.messages(until: "READY=1")
        #expect(beginning.last == "READY=1")
        #expect(manager.messages(until: "WATCHDOG=1").last == "WATCHDOG=1")
        try await stages.status { $0.phase == .waiting && $0.rounds.total == 1 }
        // Again and again: half of the interval may pass before it is said once more.
        let meanwhile = manager.messages(until: "WATCHDOG=1") + manager.messages(until: "WATCHDOG=1")
        #expect(meanwhile.filter { $0 == "WATCHDOG=1" }.count == 2)
        command.send(SIGTERM)
        _ = try await command.result()
        let rest = meanwhile + manager.messages(until: "STATUS=stopped")
        #expect(rest.contains("STOPPING=1"))
        #expect(rest.contains { $0.hasPrefix("STATUS=proving") })
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
