import Failures

/// Why a document was refused, and which part of it.
///
/// Path and reason are fit to be shown: control characters are escaped and long texts are cut. No value of the document is
/// quoted, nor a key that the reader did not ask for by name: what was given may be a file with a secret.
public struct JSONError: Error, Equatable, Sendable, CustomStringConvertible {
    /// What kind of error it is; stable from release to release.
    public enum Code: String, Sendable, CaseIterable {
        /// Not JSON.
        case syntax
        /// JSON so far, but the input ends inside the document.
        case truncated
        /// An object with two members of the same key.
        case duplicateKey = "duplicate-key"
        /// Longer than ``JSONLimits/maximumBytes``, or of more than ``JSONLimits/maximumValues`` values.
        case tooLarge = "too-large"
        /// Nested deeper than ``JSONLimits/maximumDepth``.
        case tooDeep = "too-deep"
        /// A member or element that should be there is not.
        case missingField = "missing-field"
        /// A value of another type than expected.
        case wrongType = "wrong-type"
        /// A number outside its range.
        case outOfRange = "out-of-range"
        /// A value of the right type that is not acceptable.
        case invalidValue = "invalid-value"
        /// Reading the input failed.
        case io
        /// Memory ran out.
        case outOfMemory = "out-of-memory"
        /// A bug of this library or of jansson.
        case `internal`
    }

    /// The part of the document at fault, such as `bundle.signatures[3].signature`; empty for the document itself.
    public let path: String
    /// What is wrong with it: lower case, no full stop.
    public let reason: String
    /// The kind of error.
    public let flaw: Code
    /// The number of the document in its stream, from 1; nil when it does not come from a stream.
    public private(set) var document: Int?

    /// An error of the given kind. Path and reason are escaped and cut here.
    public init(path: String = "", reason: String, code: Code) {
        self.path = Excerpt.of(path, limit: 400)
        self.reason = Excerpt.of(reason, limit: 400)
        flaw = code
    }

    /// The error of a document longer than `limits` allow, also for one that is not read for its length.
    public static func tooLarge(_ limits: JSONLimits) -> JSONError {
        JSONError(reason: "document is longer than \(limits.maximumBytes) bytes", code: .tooLarge)
    }

    /// The error of a document of more values than `limits` allow.
    static func tooManyValues(_ limits: JSONLimits) -> JSONError {
        JSONError(reason: "document has more than \(limits.maximumValues) values", code: .tooLarge)
    }

    /// `document 3: bundle.signatures: missing`, without the parts that are not known.
    public var description: String {
        let place = path.isEmpty ? reason : "\(path): \(reason)"
        return document.map { "document \($0): \(place)" } ?? place
    }

    /// The same error in the document with the given number, from 1, of a stream.
    public func inDocument(_ number: Int) -> JSONError {
        var error = self
        error.document = number
        return error
    }
}

extension JSONError: Failure {
    /// `.badDocument`, but for what is not the document's fault: `.io` and `.internalError`.
    package var failureKind: FailureKind {
        switch flaw {
        case .io: .io
        case .outOfMemory, .internal: .internalError
        case .syntax, .truncated, .duplicateKey, .tooLarge, .tooDeep, .missingField, .wrongType, .outOfRange,
            .invalidValue:
            .badDocument
        }
    }

    /// `json-` and the name of the ``flaw``, such as `json-missing-field`.
    package var code: String { "json-\(flaw.rawValue)" }
}
