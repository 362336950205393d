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
///     {"valid":true,"document":1,"verifying_key_hash":"0x…","known_key":"v3","domain_size":1048576,
///      "contract_domain_size":true,"aztec_ceremony":true}
///
/// `valid` is false for a proof that is not, with a `reason` and its `code`, and null for a document whose action is
/// `none`. `known_key` is null for a key that no production contract has.
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
    }

    /// How many documents had which verdict.
    public struct Tally: Sendable, Equatable {
        /// Documents with a valid proof.
        public var valid = 0
        /// Documents with an invalid one.
        public var invalid = 0
        /// Documents that need none.
        public var nothingToVerify = 0

        fileprivate mutating func count(_ finding: Verdict.Finding) {
            switch finding {
            case .valid: valid += 1
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
    private let asContract: Bool

    /// A verification under one key; `asContract` refuses domain sizes that the contracts do not know.
    public init(key: VerifyingKey, asContract: Bool) {
        self.key = key
        keyHash = key.keccak
        self.asContract = asContract
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
            var batch: [(number: Int, content: Content)] = []
            var failure: StageFailure?
            while batch.count < Self.batchSize, failure == nil, !isAtEnd {
                do throws(JSONError) {
                    if let value = try input.next() {
                        number += 1
                        batch.append((number, try content(of: value)))
                    } else {
                        isAtEnd = true
                    }
                } catch {
                    let numbered = error.document == nil ? error.inDocument(number) : error
                    failure = StageFailure(numbered, prefix: "standard input: ")
                }
            }
            for verdict in verdicts(on: batch) {
                try write(verdict)
                tally.count(verdict.finding)
            }
            if let failure { throw failure }
        }
        guard number > 0 else { throw StageFailure(.badDocument, "standard input: no document") }
        return tally
    }
}

extension ProofVerification {
    /// What a well-formed document holds.
    private enum Content {
        case claim(ProofClaim)
        case settled(Verdict.Finding)
    }

    private func content(of value: JSONValue) throws(JSONError) -> Content {
        let reader = JSONReader(value)
        if try UpdateDocument.isOne(reader), try UpdateDocument(value).asksForNothing {
            return .settled(.nothingToVerify)
        }
        do throws(ProofDocumentError) {
            let document = try ProofDocument(of: reader)
            if let stated = document.verifyingKeyHash, stated != keyHash {
                return .settled(
                    .invalid(
                        code: "other-verifying-key",
                        reason: "the proof is for verifying key \(stated.hexadecimalWord)"))
            }
            return .claim(ProofClaim(document.proof, publicInputs: document.publicInputs, verifyingKey: key))
        } catch {
            switch error {
            case .malformed(let error): throw error
            case .invalid(let error): return .settled(Verdict.Finding(error))
            }
        }
    }

    /// All claims at once; one by one if they do not verify together.
    private func verdicts(on batch: [(number: Int, content: Content)]) -> [Verdict] {
        let claims = batch.compactMap { entry -> ProofClaim? in
            if case .claim(let claim) = entry.content { claim } else { nil }
        }
        let areAllValid = claims.count > 1 && (try? BatchVerifier.verify(claims, asContract: asContract)) != nil
        return batch.map { number, content in
            switch content {
            case .settled(let finding): Verdict(document: number, finding: finding)
            case .claim(let claim):
                Verdict(document: number, finding: areAllValid ? .valid : finding(about: claim))
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
