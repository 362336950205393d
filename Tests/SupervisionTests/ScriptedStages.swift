import BN254
import DaemonStatus
import Foundation
import LightClient
import TestSupport

/// A folder of shell scripts that stand for the stages of `supervise`, and its state directory.
///
/// Unless told otherwise the scripts do what a round in which one update is due does. Each start is a line
/// `<stage> <process>` in the file `starts`.
struct ScriptedStages {
    let folder: TemporaryFolder
    var state: String { folder.path + "/state" }
    private var statusFile: String { state + "/status.json" }

    /// Heights of contract and relay, on a chain of 100 blocks an epoch.
    static let contractHeight: UInt64 = 5100
    static let relayHeight: UInt64 = 5153

    init(updates: Int = 1) throws {
        folder = try TemporaryFolder()
        try setUpdates(updates)
        try set("read-contract", "echo '{\"schema\":\"hotshot-state-update/1\"}'")
        try set("fetch-state", "exec cat")
        try set("advance-epoch", "cat >/dev/null; exec cat \"$0.documents\"")
        try set(
            "gen-proof",
            #"while read -r line; do echo "${line%\}},\"proof\":{\"milliseconds\":{\"proving\":14200}}}"; done"#)
        try set(
            "submit-proof",
            #"""
            number=0 start=$(grep -c ^submit-proof "${0%/*}/../starts")
            while read -r line; do
                hash="0xabcd$start-$((number += 1))"
                field="\"transaction\":{\"state\":\"final\",\"hash\":\"$hash\",\"gas_used\":500000"
                echo "${line%\}},$field,\"cost\":\"0x2d79883d20000\"}}"
            done
            """#)
    }

    /// Makes `advance-epoch` write so many updates, or one document that asks for nothing.
    func setUpdates(_ count: Int) throws {
        let state = LightClientState(
            viewNumber: 6000, blockHeight: Self.relayHeight, blockCommitmentRoot: Fr(7)
        ).tagged
        let shared = """
            {"schema":"hotshot-state-update/1","contract":{"address":"0x95Ca","chain_id":1,"version":3,\
            "block_height":\(Self.contractHeight),"view_number":5900,"account":{"balance":"0xde0b6b3a7640000"}},\
            "bundle":{"state":"\(state)"},"network":{"blocks_per_epoch":100,"epoch_start_block":1},
            """.replacingOccurrences(of: "\n", with: "")
        let nothing = shared + "\"action\":\"none\",\"reason\":\"up-to-date\"}\n"
        let update = shared + "\"action\":\"update\",\"update\":{\"state\":\"\(state)\"}}\n"
        try folder.write(
            count == 0 ? nothing : String(repeating: update, count: count), to: "bin/advance-epoch.documents")
    }

    /// Makes a stage run `body` in bash.
    func set(_ stage: String, _ body: String) throws {
        let path = folder.path + "/bin/" + stage
        try? FileManager.default.removeItem(atPath: path)
        try folder.write("#!/bin/bash\necho \"\(stage) $$\" >> '\(folder.path)/starts'\n\(body)\n", to: "bin/" + stage)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    }

    /// Starts the supervisor.
    func start(
        _ arguments: [String] = [], environment: [String: String] = [:], limit: Duration = .seconds(60)
    ) throws -> RunningCommand {
        try BuiltCommand("supervise").start(
            ["--bin-dir", folder.path + "/bin", "--state-dir", state] + arguments,
            environment: ["PATH": "/usr/bin:/bin"].merging(environment) { $1 }, limit: limit)
    }

    /// The names and processes of the stages started so far.
    func starts() -> [(stage: String, process: Int32)] {
        let text = (try? String(contentsOfFile: folder.path + "/starts", encoding: .utf8)) ?? ""
        return text.split(separator: "\n").compactMap { line in
            let parts = line.split(separator: " ")
            return parts.count == 2 ? Int32(parts[1]).map { (String(parts[0]), $0) } : nil
        }
    }

    /// The names of the stages started so far.
    var startedStages: [String] { starts().map(\.stage) }

    /// The status as it is now.
    func status() throws -> SupervisorStatus { try SupervisorStatus(contentsOf: statusFile) }

    /// Waits for a status, half a minute at the most.
    @discardableResult
    func status(where condition: (SupervisorStatus) -> Bool) async throws -> SupervisorStatus {
        let deadline = ContinuousClock.now + .seconds(30)
        while ContinuousClock.now < deadline {
            if let status = try? status(), condition(status) { return status }
            try await Task.sleep(for: .milliseconds(10))
        }
        throw TestSupportError(description: "the status never came; now: \(String(describing: try? status()))")
    }

    /// Waits for something, half a minute at the most.
    func wait(for what: String, _ condition: () -> Bool) async throws {
        let deadline = ContinuousClock.now + .seconds(30)
        while !condition() {
            guard ContinuousClock.now < deadline else { throw TestSupportError(description: "no \(what)") }
            try await Task.sleep(for: .milliseconds(10))
        }
    }

    /// Whether a process that a stage was runs, zombies aside.
    static func isRunning(_ process: Int32) -> Bool {
        guard let stat = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
            let end = stat.lastIndex(of: ")")
        else { return false }
        return stat[end...].dropFirst(2).first != "Z"
    }

    /// Waits until none of the processes of the stages runs.
    func waitForNoOrphans() async throws {
        try await wait(for: "end of \(starts().filter { Self.isRunning($0.process) })") {
            !starts().contains { Self.isRunning($0.process) }
        }
    }
}
