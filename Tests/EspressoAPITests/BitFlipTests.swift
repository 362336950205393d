import BN254
import EspressoAPI
import JSON
import LightClient
import NetworkFixtures
import TestSupport
import Testing

/// A bundle with one bit flipped anywhere: it is refused, by the name of the part that changed, or means the same.
@Suite struct BitFlipTests {
    /// A piece of a document's text, and what errors about it may begin with.
    private struct Piece {
        let text: String
        let blame: [String]
    }

    @Test(
        .enabled(if: SharedVectors.directory != nil, "\(SharedVectors.absence)"),
        arguments: [("v1_mainnet", .v1), ("v2_decaf", .v2)] as [(String, ContractVersion)])
    func everyBitOfARecordedBundle(name: String, version: ContractVersion) throws {
        let bundle = try RecordedNetwork.sample("state_bundle_\(name)_2025-10-01")
        guard case .object(let signatures) = bundle["signatures"] else {
            throw TestSupportError(description: "a sample of another shape")
        }
        // One signature at a time, since each is decoded for itself; the rest of the document once.
        for (index, (key, signature)) in signatures.enumerated() {
            let pieces = try pieces(of: bundle, version, key: key, signature: signature)
            try flip(pieces, version, onlySignature: index > 0)
        }
        #expect(signatures.count == (version == .v1 ? 34 : 29))
    }

    @Test func everyBitOfAnAuthRoot() throws {
        let network = SyntheticNetwork()
        let bundle = try network.bundle(.v3, height: 250)
        let table = try network.stakeTable(epoch: 3)
        let text = Array(try #require(bundle["auth_root"].text).utf8)
        let whole = try decode(try bundle.serialized(), .v3)
        var refused = 0
        for (index, bit) in text.indices.flatMap({ index in (0..<7).map { (index, $0) } }) {
            var flipped = text
            flipped[index] ^= 1 << bit
            var changed = bundle
            changed["auth_root"] = .string(String(decoding: flipped, as: UTF8.self))
            do {
                let decoded = try decode(try changed.serialized(), .v3)
                guard decoded.statement != whole.statement else { continue }
                // A hexadecimal digit became another: this is for the signatures to find.
                let collection = try SignatureCollection(
                    decoded.signatures.map { ($0.key, $0.signature) }, on: decoded.statement, version: .v3,
                    table: table)
                #expect(collection.rejected.count == whole.signatures.count)
            } catch let error as JSONError {
                #expect(error.path == "bundle.auth_root")
                refused += 1
            }
        }
        // `0x` alone has 14 flips, and most bits of a digit lead away from the digits.
        #expect(refused > 200)
    }

    /// The document with one signature, in pieces. The weight is left out: whatever it says, it is not read.
    private func pieces(
        of bundle: JSONValue, _ version: ContractVersion, key: String, signature: JSONValue
    ) throws -> [Piece] {
        var pieces = [
            Piece(text: "{", blame: []), Piece(text: "\"state\":", blame: ["bundle.state"]),
            Piece(text: try bundle["state"].serialized(), blame: ["bundle.state"]),
        ]
        if version == .v2 {
            pieces += [
                Piece(text: ",", blame: []), Piece(text: "\"next_stake\":", blame: ["bundle.next_stake"]),
                Piece(text: try bundle["next_stake"].serialized(), blame: ["bundle.next_stake"]),
            ]
        }
        pieces += [
            Piece(text: ",", blame: []), Piece(text: "\"signatures\":", blame: ["bundle.signatures"]),
            Piece(text: "{", blame: []),
            Piece(text: try JSONValue.string(key).serialized(), blame: ["bundle.signatures[0].key"]),
            Piece(text: ":", blame: []),
            Piece(text: try signature.serialized(), blame: ["bundle.signatures[0].signature"]),
            Piece(text: "}}", blame: []),
        ]
        return pieces
    }

    private func flip(_ pieces: [Piece], _ version: ContractVersion, onlySignature: Bool) throws {
        var document = Array(pieces.map(\.text).joined().utf8)
        var offset = 0
        for piece in pieces {
            let range = offset..<offset + piece.text.utf8.count
            offset = range.upperBound
            if onlySignature && !piece.blame.contains(where: { $0.contains("[0]") }) { continue }
            for index in range {
                for bit in 0..<8 {
                    document[index] ^= 1 << bit
                    defer { document[index] ^= 1 << bit }
                    let error = try #require(
                        firstError(in: document, version), "bit \(bit) of byte \(index) goes unnoticed")
                    if [.syntax, .truncated].contains(error.flaw) { continue }
                    #expect(piece.blame.contains(error.path), "bit \(bit) of byte \(index): \(error)")
                }
            }
        }
    }

    private func firstError(in document: [UInt8], _ version: ContractVersion) -> JSONError? {
        do throws(JSONError) {
            let value = try JSONValue(parsing: document)
            return try StateBundle(relay: JSONReader(value, path: "bundle"), version: version).undecodable.first?.error
        } catch {
            return error
        }
    }

    private func decode(_ document: String, _ version: ContractVersion) throws -> StateBundle {
        try StateBundle(relay: JSONReader(try JSONValue(parsing: document), path: "bundle"), version: version)
    }
}
