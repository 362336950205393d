import JSON
import Testing

extension EndToEndTests {
    /// Certificates of other shapes, or of other epochs than they say: what the whole makes of them.
    @Suite(.serialized, .timeLimit(.minutes(3))) struct CertificateTests {
        @Test("no proof by a certificate of an unknown shape or a wrong epoch; one without V2 signatures serves")
        func oneShot() async throws {
            try await WholeNetwork.with(.v3) { world in
                try await world.network.mine(to: 18)
                let path: JSONValue = "/availability/*"
                let faults: [([JSONValue], String)] = [
                    ([["kind": "four-columns", "path": path]], "4 columns, expected a key and one or two signatures"),
                    ([["kind": "relabelled", "path": path, "epoch": 2]], "certificate.epoch: expected 1"),
                    (
                        [
                            ["kind": "wrong-epoch", "path": path, "epoch": 2],
                            ["kind": "relabelled", "path": path, "epoch": 1],
                        ], "certifies block 15, the root of epoch 1 is block 5"
                    ),
                ]
                for (faults, reason) in faults {
                    for fault in faults { try await world.network.fault(fault) }
                    let result = try await world.runWrapper()
                    #expect(result.ending == .exit(76), "\(reason): \(result.errors)")
                    #expect(result.errors.contains(reason), "\(result.errors)")
                    for fault in faults { try await world.network.end(fault) }
                }
                #expect(try await world.nonce() == 0)
                try await world.network.with(["kind": "two-columns", "path": path]) { try await world.prove() }
                #expect(try await world.finalizedHeight() == 15)
            }
        }

        @Test("a daemon goes on trying until it is given something it knows") func daemon() async throws {
            try await WholeNetwork.with(.v3) { world in
                try await world.network.mine(to: 13)
                let fault: JSONValue = ["kind": "four-columns", "path": "/availability/*"]
                try await world.network.fault(fault)
                let daemon = try world.startWrapper(["--daemon", "--freq", "200ms", "--retry-freq", "200ms"])
                try await wait("two attempts") { try await world.network.hits(of: "four-columns") >= 2 }
                try await world.network.end(fault)
                try await wait("an update") { try await world.finalizedHeight() == 13 }
                daemon.send(15)
                let result = try await daemon.result()
                #expect(result.errors.contains("4 columns, expected a key and one or two signatures"))
            }
        }
    }
}
