import BN254
import Failures
import JSON
import TurboPlonk

/// The field `proof` of an update document: the proof by the names of the contract's structure, and what it is about.
///
///     {"wire0":{"x":"0x…","y":"0x…"}, …, "zetaOmega":{…}, "wireEval0":"0x…", …, "prodPermZetaOmegaEval":"0x…",
///      "public_inputs":["0x…", …], "verifying_key_hash":"0x…", "capacity":200, "insecure":false}
///
/// Words are hexadecimal: 64 digits when written, 1 to 64 when read. See the article Verification of TurboPlonk.
public struct ProofDocument: Sendable, Equatable {
    /// The proof.
    public let proof: Proof
    /// The public inputs in the circuit's order.
    public let publicInputs: [Fr]
    /// `VerifyingKey/keccak` of the verifying key, if the document says it.
    public let verifyingKeyHash: UInt256?
    /// The number of stake table slots of the circuit, if the document says it.
    public let capacity: Int?
    /// Whether the key is from a setup whose secret is known: such a proof proves nothing.
    public let isInsecure: Bool

    /// A proof that was just made.
    public init(_ proof: Proof, publicInputs: [Fr], verifyingKey: VerifyingKey, capacity: Int, isInsecure: Bool) {
        self.proof = proof
        self.publicInputs = publicInputs
        self.verifyingKeyHash = verifyingKey.keccak
        self.capacity = capacity
        self.isInsecure = isInsecure
    }

    /// The field's content; a stage may add to it.
    public var fields: JSONObject {
        var fields = JSONObject()
        for (name, point) in zip(Proof.pointNames, proof.points) {
            fields[name] = ["x": .string(point.x.hexadecimal), "y": .string(point.y.hexadecimal)]
        }
        for (name, scalar) in zip(Proof.scalarNames, proof.scalars) { fields[name] = .string(scalar.hexadecimal) }
        fields["public_inputs"] = .array(publicInputs.map { .string($0.hexadecimal) })
        if let verifyingKeyHash { fields["verifying_key_hash"] = .string(verifyingKeyHash.hexadecimalWord) }
        if let capacity { fields["capacity"] = .number(JSONNumber(capacity)) }
        fields["insecure"] = .bool(isInsecure)
        return fields
    }

    /// A document with nothing but this field, which ``init(of:)`` reads again.
    public var standalone: JSONValue { [ProofDocument.key: .object(fields)] }

    private static let key = "proof"

    /// Reads the proof of a document: an update document, or an object with nothing but `proof` and `public_inputs`.
    ///
    /// In place of the field's object there may be one of the original's encodings, `"PROOF~…"` or the compressed
    /// ark-serialize bytes in hexadecimal. The public inputs then stand beside it, where they may stand in any case.
    /// Throws `.malformed` where the document does not have this form, `.invalid` where it does and the values are none
    /// of a proof.
    public init(of document: JSONReader) throws(ProofDocumentError) {
        let written = try translating(ProofDocumentError.malformed) { () throws(JSONError) in
            try WrittenProof(of: document)
        }
        do throws(TurboPlonkError) {
            proof = try written.proof()
            publicInputs = try written.publicInputs()
        } catch {
            switch error {
            case .wrongLength, .invalidText:
                throw .malformed(JSONError(path: "proof", reason: error.description, code: .invalidValue))
            default:
                throw .invalid(error)
            }
        }
        verifyingKeyHash = written.verifyingKeyHash
        capacity = written.capacity
        isInsecure = written.isInsecure
    }
}

/// Why the proof of a document cannot be verified.
public enum ProofDocumentError: Error, Equatable, Sendable {
    /// The document does not have the form of one with a proof.
    case malformed(JSONError)
    /// A word of the proof or of the public inputs is no point or field element: the contract would revert.
    case invalid(TurboPlonkError)
}

extension ProofDocumentError: CustomStringConvertible {
    /// One clause, lower case.
    public var description: String {
        switch self {
        case .malformed(let error): error.description
        case .invalid(let error): "proof: \(error)"
        }
    }
}

extension ProofDocumentError: Failure {
    /// `.badDocument`.
    package var failureKind: FailureKind { .badDocument }

    /// A name that stays the same between versions, for programs to match.
    package var code: String {
        switch self {
        case .malformed(let error): error.code
        case .invalid: "proof-invalid"
        }
    }
}

/// The values of a document with a proof as they are written, no curve or field having been asked.
private struct WrittenProof {
    private enum Encoding {
        /// The 36 words of the contract's structure.
        case solidityWords([UInt8])
        /// ark-serialize's bytes, compressed.
        case ark([UInt8])
        /// `PROOF~…`.
        case tagged(String)
    }

    private let encoding: Encoding
    private let inputs: [(path: String, word: UInt256)]
    private(set) var verifyingKeyHash: UInt256?
    private(set) var capacity: Int?
    private(set) var isInsecure = false

    init(of document: JSONReader) throws(JSONError) {
        let field = try document.field("proof")
        var list = try document.optionalField("public_inputs")
        if case .string(let text) = field.value {
            if text.contains("~") {
                encoding = .tagged(text)
            } else if let bytes = [UInt8](hexadecimal: text) {
                encoding = .ark(bytes)
            } else {
                throw field.error("expected an object, hexadecimal digits or \(Proof.tag)~…")
            }
        } else {
            var words: [UInt8] = []
            for name in Proof.pointNames { words += try field.field(name).pointWords() }
            for name in Proof.scalarNames { words += try field.field(name).word().bigEndianBytes }
            encoding = .solidityWords(words)
            list = try field.optionalField("public_inputs") ?? list
            verifyingKeyHash = try field.optionalField("verifying_key_hash")?.word()
            capacity = try field.optionalField("capacity")?.int()
            isInsecure = try field.optionalField("insecure")?.bool() ?? false
        }
        guard let list else { throw JSONError(path: "public_inputs", reason: "missing", code: .missingField) }
        let elements = try list.elements()
        inputs = try elements.map { (element) throws(JSONError) in (element.path, try element.word()) }
    }

    func proof() throws(TurboPlonkError) -> Proof {
        switch encoding {
        case .solidityWords(let bytes): try Proof(solidityWords: bytes)
        case .ark(let bytes): try Proof(arkCompressed: bytes)
        case .tagged(let text): try Proof(tagged: text)
        }
    }

    func publicInputs() throws(TurboPlonkError) -> [Fr] {
        try inputs.map { (input) throws(TurboPlonkError) in
            try translating({ TurboPlonkError.invalidField(input.path, $0) }) { () throws(BN254Error) in
                try Fr(canonical: input.word)
            }
        }
    }
}
