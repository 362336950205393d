import JSON
import NetworkFixtures
import TestSupport
import Testing

/// `--epoch-root` and certificates of other shapes, or of other epochs than they say: nobody signs the epoch.
@Suite struct CertificateFaultTests {
    private static let path = "availability/state-cert-v2/3"
    private let network = SyntheticNetwork()

    /// Runs the command with the certificate of epoch 3 as `change` makes it.
    private func run(
        _ arguments: [String] = [], _ change: (inout JSONValue) throws -> Void
    ) async throws -> CommandResult {
        var replies = try network.replies(.v3, height: 350)
        try change(&replies[Self.path])
        return try await FetchStateCommand(replies).run(["--epoch-root", "3"] + arguments)
    }

    @Test func rowsOfTwoColumns() async throws {
        let whole = try await run { _ in }.document
        let result = try await run(["--strict"]) { certificate in
            for row in 0..<certificate["signatures"].count {
                let columns = certificate["signatures"][row]
                certificate["signatures"][row] = [columns[0], columns[1]]
            }
        }
        #expect(try result.document["bundle"] == whole["bundle"])
        #expect(result.warnings.isEmpty)
    }

    @Test func rowsOfFourColumns() async throws {
        let result = try await run { certificate in
            for row in 0..<certificate["signatures"].count {
                let columns = certificate["signatures"][row]
                certificate["signatures"][row] = [columns[0], columns[1], columns[2], columns[2]]
            }
        }
        result.expectFailure(
            76,
            "certificate.signatures[0]: 4 columns, expected a key and one or two signatures (and 3 more); threshold not "
                + "reached without: 0 of 4 validators signed with 0.0 % of the stake, 33.4 % needed")
        #expect(result.errorLines.last?.hasPrefix("fetch-state: hint: does the network hand out signatures") == true)
    }

    /// Enough of the others: the row of another shape costs a warning, and ends a strict run.
    @Test func oneRowOfFourColumns() async throws {
        let change = { (certificate: inout JSONValue) in certificate["signatures"][1] = ["", "", "", ""] }
        let result = try await run([], change)
        #expect(try result.document["bundle"]["signatures"].count == 3)
        #expect(
            result.warnings == [
                "certificate.signatures[1]: 4 columns, expected a key and one or two signatures, dropped"
            ])
        #expect(try await run(["--strict"], change).ending == .exit(76))
    }

    @Test func valuesOfAnotherShapeInABundle() async throws {
        var command = try FetchStateCommand()
        for index in 0..<4 {
            let signature = command.replies["api/lateststate"]["signatures"][index]
            command.replies["api/lateststate"]["signatures"][index] = ["v3": signature]
        }
        let result = try await command.run()
        #expect(result.ending == .exit(76))
        #expect(
            result.complaints.first?.hasPrefix(
                "fetch-state: bundle.signatures[0].signature: expected a string, found an object (and 3 more)") == true)
    }

    @Test func aCertificateOfAnotherEpoch() async throws {
        let relabelled = try await run { certificate in
            certificate = try network.certificate(.v3, epoch: 4)
            certificate["epoch"] = 3
        }
        #expect(relabelled.ending == .exit(76))
        #expect(
            relabelled.complaints.first?.hasSuffix("certifies block 395, the root of epoch 3 is block 295") == true,
            "\(relabelled.errors)")
        #expect(relabelled.output.isEmpty)
    }

    /// All of them signed it, and it is no root.
    @Test func aCertificateOfABlockThatIsNoRoot() async throws {
        let result = try await run { certificate in
            let statement = try network.statement(.v3, height: 290)
            certificate["light_client_state"] = .string(statement.state.tagged)
            certificate["next_stake_table_state"] = .string(statement.nextStakeTable.tagged)
            certificate["auth_root"] = .string(statement.authRoot.hexadecimal)
            for (row, signature) in network.signatures(.v3, on: statement, by: network.members(epoch: 3)).enumerated() {
                certificate["signatures"][row] = [.string(signature.key.tagged), .string(signature.signature.tagged)]
            }
        }
        #expect(result.ending == .exit(76))
        #expect(result.complaints.first?.contains("certifies block 290") == true, "\(result.errors)")
    }

    @Test func aNetworkWithoutEpochs() async throws {
        var replies = try network.replies(.v3, height: 350)
        replies["config/hotshot"]["config"].remove("epoch_height")
        let result = try await FetchStateCommand(replies).run(["--epoch-root", "3"])
        #expect(result.ending == .exit(76))
        #expect(result.complaints.first?.hasSuffix("certifies block 295, epoch 3 has no root") == true)
    }
}
