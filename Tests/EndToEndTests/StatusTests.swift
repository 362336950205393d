import Foundation
import JSON
import LightClient
import TestSupport
import Testing

extension EndToEndTests {
    /// `serve-status` beside the daemon.
    @Suite(.serialized, .timeLimit(.minutes(2))) struct StatusTests {
        @Test("it answers before the first round, and then shows the rounds")
        func status() async throws {
            try await WholeNetwork.with(.v3) { world in
                let port = try freePort()
                // No round ends well as long as the relay hangs.
                let hang: JSONValue = ["kind": "hang", "milliseconds": 60_000, "path": "*/api/*"]
                try await world.network.fault(hang)
                try await world.network.mine(to: 3)
                try await Daemon.with(world, ["--port", "\(port)"]) { daemon in
                    let url = "http://127.0.0.1:\(port)"
                    try await wait("the status") { (try? await get(url + "/healthcheck")) != nil }
                    #expect(try daemon.rounds("succeeded") == 0)
                    #expect(try await get(url + "/healthcheck").contains("\"available\""))
                    try await world.network.end(hang)
                    for process in world.processes("fetch-state") { Glibc.kill(process, SIGKILL) }
                    try await daemon.waitUntilCaughtUp()

                    let metrics = try await get(url + "/metrics")
                    let samples = metrics.split(separator: "\n").filter { !$0.hasPrefix("#") }
                    func value(_ part: String) -> Substring? {
                        samples.first { $0.contains(part) }?.split(separator: " ").last
                    }
                    #expect(value("contract_height") == "3", "\(metrics)")
                    #expect(value("relay_height") == "3")
                    #expect(value("_proofs_total") == "1")
                    let address = try await get(url + "/api/lightclient_contract")
                    #expect(address.contains(world.contract.address.lowercased()))
                }
            }
        }
    }
}
