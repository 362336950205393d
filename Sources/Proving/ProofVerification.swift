import BN254
import CommandSupport
import Documents
import Glibc
import JSON
import ProofDocuments
import ProvingKeys
import TurboPlonk

/// The work of `verify-proof`: a verdict for each document on standard input.
///
///     {"valid":true,"document":1,"statement_compared":true,"insecure":false,"verifying_key_hash":"0x…","known_key":"v3",
///      "domain_size":1048576,"contract_domain_size":true,"aztec_ceremony":true}
///
/// `valid` is false for a proof that is not, or not of what its document states, with a `reason` and its `code`. It is null
/// for a document whose action is `none` and that has no proof. `statement_compared` is false for a document that lacks a
/// part of what the proof states, such as the table that votes; `insecure` is true for a key whose secret is known.
/// `known_key` is null for a key that was never published for a contract.
public struct ProofVerification: Sendable {
    /// What was found about one document.
    fileprivate struct Verdict {
        enum Finding {
            /// The proof is valid.
            case valid
            /// It is not: a code that stays the same between versions, and one clause.
            case invalid(code: String, reason: String)
            /// The document's action is `none`: it has no proof, and needs none.
            case nothingToVerify

            init(_ error: TurboPlonkError) { self = .invalid(code: error.code, reason: error.description) }
        }

        /// The number of the document, from 1.
        let document: Int
        let finding: Finding
        /// Whether it is an update document, which states something unless it was cut.
        var isUpdate = false
        /// Whether the public inputs were compared with what the document states.
        var isCompared = false
        /// Whether the secret of the key is known, by the key's file or by the document.
        var isInsecure = false
    }

    /// How many documents had which verdict.
    public struct Tally: Sendable, Equatable {
        /// Documents with a valid proof.
        public var valid = 0
        /// Documents with an invalid one.
        public var invalid = 0
        /// Documents that need none.
        public var nothingToVerify = 0
        /// Documents with a valid proof under a key whose secret is known.
        public var insecure = 0
        /// Update documents with a valid proof that lack a part of the statement that it is of.
        public var notStated = 0

        fileprivate mutating func count(_ verdict: Verdict) {
            switch verdict.finding {
            case .valid:
                valid += 1
                if verdict.isInsecure { insecure += 1 }
                if verdict.isUpdate, !verdict.isCompared { notStated += 1 }
            case .invalid: invalid += 1
            case .nothingToVerify: nothingToVerify += 1
            }
        }
    }

    /// Documents that are verified as one batch: enough that a further one hardly costs a pairing, few enough that the
    /// first verdicts come soon.
    private static let batchSize = 256

    private let key: VerifyingKey
    private let keyHash: UInt256
    private let isInsecure: Bool
    private let asContract: Bool
    private let allowsInsecure: Bool

    /// A verification under one key, of which `isInsecure` says whether its secret is known.
    ///
    /// `asContract` refuses domain sizes that the contracts do not know and, unless `allowsInsecure`, proofs under an
    /// insecure key.
    public init(key: VerifyingKey, isInsecure: Bool, asContract: Bool, allowsInsecure: Bool) {
        self.key = key
        keyHash = key.keccak
        self.isInsecure = isInsecure
        self.asContract = asContract
        self.allowsInsecure = allowsInsecure
    }

    /// Verifies the documents on standard input and writes a line for each to standard output.
    ///
    /// Documents are update documents, or objects with `proof` and `public_inputs` as `ProofDocument` reads them.
    /// Throws `.badDocument` for a malformed one, and if there is none at all: silence must not pass for a verdict. The
    /// documents before a malformed one get their verdicts.
    public func run() throws(StageFailure) -> Tally {
        var input = JSONDocumentStream(descriptor: STDIN_FILENO)
        var tally = Tally()
        var number = 0
        var isAtEnd = isatty(STDIN_FILENO) == 1
        while !isAtEnd {
            var batch: [Entry] = []
            var failure: StageFailure?
            while batch.count < Self.batchSize, failure == nil, !isAtEnd {
                do throws(StageFailure) {
                    let value = try Self.reading(number) { () throws(JSONError) in try input.next() }
                    if let value {
                        number += 1
                        batch.append(try entry(number, value))
                    } else {
                        isAtEnd = true
                    }
                } catch {
                    failure = error
                }
            }
            for verdict in verdicts(on: batch) {
                try write(verdict)
                tally.count(verdict)
            }
            if let failure { throw failure }
        }
        guard number > 0 else { throw StageFailure(.badDocument, "standard input: no document") }
        return tally
    }

    /// What `body` reads of document `number`, or of the input behind it.
    private static func reading<Value>(
        _ number: Int, _ body: () throws(JSONError) -> Value
    ) throws(StageFailure) -> Value {
        do throws(JSONError) {
            return try body()
        } catch {
            let numbered = error.document == nil ? error.inDocument(number) : error
            throw StageFailure(numbered, prefix: "standard input: ")
        }
    }
}

extension ProofVerification {
    /// A well-formed document.
    private struct Entry {
        enum Content {
            case claim(ProofClaim)
            case settled(Verdict.Finding)
        }

        let number: Int
        let content: Content
        var isUpdate = false
        var isCompared = false
        var isInsecure = false

        func verdict(_ finding: Verdict.Finding) -> Verdict {
            Verdict(
                document: number, finding: finding, isUpdate: isUpdate, isCompared: isCompared, isInsecure: isInsecure)
        }
    }

    private func entry(_ number: Int, _ value: JSONValue) throws(StageFailure) -> Entry {
        let reader = JSONReader(value)
        let (update, hasProof) = try Self.reading(number) { () throws(JSONError) in
            (try UpdateDocument.isOne(reader) ? UpdateDocument(value) : nil, try reader.optionalField("proof") != nil)
        }
        // That a document asks for nothing is no reason not to look at a proof that it brings.
        if let update, update.asksForNothing, !hasProof {
            return Entry(number: number, content: .settled(.nothingToVerify))
        }
        let document: ProofDocument
        do throws(ProofDocumentError) {
            document = try ProofDocument(of: reader)
        } catch {
            switch error {
            case .malformed(let error): return try Self.reading(number) { () throws(JSONError) in throw error }
            case .invalid(let error): return Entry(number: number, content: .settled(Verdict.Finding(error)))
            }
        }
        let isInsecure = isInsecure || document.isInsecure
        func settled(_ code: String, _ reason: String, isCompared: Bool = false) -> Entry {
            Entry(
                number: number, content: .settled(.invalid(code: code, reason: reason)), isCompared: isCompared,
                isInsecure: isInsecure)
        }
        if let stated = document.verifyingKeyHash, stated != keyHash {
            return settled("other-verifying-key", "the proof is for verifying key \(stated.hexadecimalWord)")
        }
        // The contract's words about the number of inputs come first.
        let fits = document.publicInputs.count == key.publicInputCount
        let agreement =
            fits
            ? try failing(prefix: "standard input: document \(number): ") { () throws(StageFailure) in
                try update?.agreement(with: document.publicInputs, capacity: document.capacity) ?? .notStated
            } : .notStated
        if case .other(let reason) = agreement { return settled("other-statement", reason, isCompared: true) }
        if isInsecure, asContract, key.hasContractDomainSize, !allowsInsecure {
            return settled("insecure-key", "the key is insecure: whoever knows its secret can prove anything")
        }
        return Entry(
            number: number,
            content: .claim(ProofClaim(document.proof, publicInputs: document.publicInputs, verifyingKey: key)),
            isUpdate: update != nil, isCompared: agreement == .same, isInsecure: isInsecure)
    }

    /// All claims at once; one by one if they do not verify together.
    private func verdicts(on batch: [Entry]) -> [Verdict] {
        let claims = batch.compactMap { entry -> ProofClaim? in
            if case .claim(let claim) = entry.content { claim } else { nil }
        }
        let areAllValid = claims.count > 1 && (try? BatchVerifier.verify(claims, asContract: asContract)) != nil
        return batch.map { entry in
            switch entry.content {
            case .settled(let finding): entry.verdict(finding)
            case .claim(let claim): entry.verdict(areAllValid ? .valid : finding(about: claim))
            }
        }
    }

    private func finding(about claim: ProofClaim) -> Verdict.Finding {
        do throws(TurboPlonkError) {
            try Verifier.verify(claim, asContract: asContract)
            return .valid
        } catch {
            return Verdict.Finding(error)
        }
    }

    private func write(_ verdict: Verdict) throws(StageFailure) {
        var line = JSONObject()
        switch verdict.finding {
        case .valid: line["valid"] = true
        case .invalid(let code, let reason):
            line["valid"] = false
            line["reason"] = .string(reason)
            line["code"] = .string(code)
        case .nothingToVerify:
            line["valid"] = nil as JSONValue
            line["reason"] = "the document asks for nothing"
        }
        line["document"] = .number(JSONNumber(verdict.document))
        if case .nothingToVerify = verdict.finding {
        } else {
            line["statement_compared"] = .bool(verdict.isCompared)
            line["insecure"] = .bool(verdict.isInsecure)
        }
        line["verifying_key_hash"] = .string(keyHash.hexadecimalWord)
        line["known_key"] = KnownKey(key).map { .string($0.name) } ?? .null
        line["domain_size"] = .number(JSONNumber(key.domainSize))
        line["contract_domain_size"] = .bool(key.hasContractDomainSize)
        line["aztec_ceremony"] = .bool(key.isOfAztecCeremony)
        let text = try failing(as: .internalError, prefix: "cannot write a verdict: ") { () throws(JSONError) in
            try JSONValue.object(line).serialized()
        }
        try StandardOutput.write(line: text)
    }
}
