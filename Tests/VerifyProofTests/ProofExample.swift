import BN254
import Documents
import Foundation
import JSON
import ProofDocuments
import TestSupport
import TurboPlonk

/// A proof of the reference, capacity 2, and the documents one can make of it.
struct ProofExample {
    /// The file with the verifying key.
    let keyPath: String
    let key: VerifyingKey
    let proof: Proof
    let publicInputs: [Fr]
    let tagged: String
    let arkCompressed: String

    private let folder: TemporaryFolder

    init() throws {
        let keyFile = try Bundle.module.vectors("vk_v3_cap2.json")
        folder = try TemporaryFolder()
        keyPath = try folder.write(String(decoding: keyFile, as: UTF8.self), to: "vk.json")
        key = try VerifyingKey(file: keyFile)
        let file = JSONReader(try JSONValue(parsing: try Bundle.module.vectors("proof_v3_cap2.json")))
        tagged = try file.field("proof_tagged_base64").string()
        arkCompressed = try file.field("proof_ark_compressed_hex").string()
        proof = try Proof(tagged: tagged)
        publicInputs = try file.field("public_inputs").elements().map { try Fr(hexadecimal: $0.string()) }
    }

    /// The field `proof` as `gen-proof` writes it.
    var field: JSONObject {
        ProofDocument(proof, publicInputs: publicInputs, verifyingKey: key, capacity: 2, isInsecure: true).fields
    }

    /// An update document with `field`, changed by `change`.
    func document(_ change: (inout JSONObject) -> Void = { _ in }) throws -> String {
        var document = UpdateDocument()
        var field = field
        change(&field)
        document["proof"] = .object(field)
        return try JSONValue.object(document.fields).serialized() + "\n"
    }

    /// An object with nothing but `proof` and `public_inputs`.
    func bare(_ proof: JSONValue) throws -> String {
        let inputs = publicInputs.map { JSONValue.string($0.hexadecimal) }
        return try (["proof": proof, "public_inputs": .array(inputs)] as JSONValue).serialized() + "\n"
    }

    /// Another file beside the key's.
    func write(_ text: String, to name: String) throws -> String { try folder.write(text, to: name) }
}

extension CommandResult {
    /// The verdicts, one an output line.
    var verdicts: [JSONReader] {
        get throws { try outputLines.map { JSONReader(try JSONValue(parsing: $0)) } }
    }

    /// Whether each document's proof is valid.
    var validity: [JSONValue] {
        get throws { try verdicts.map { try $0.field("valid").value } }
    }
}
