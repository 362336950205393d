import CommandSupport
import Glibc
import JSON

/// The document that the commands hand on: one JSON object, to which each stage adds its field.
///
/// Everything else passes through untouched, unknown fields included, key order and number texts kept.
public struct UpdateDocument: Sendable, Equatable {
    /// What the `schema` field holds.
    public static let schema = "hotshot-state-update/1"

    /// The fields, in order.
    public private(set) var fields: JSONObject

    /// A document with nothing but its schema.
    public init() { fields = [UpdateDocument.schemaKey: .string(UpdateDocument.schema)] }

    /// A document as read.
    ///
    /// Throws `wrongType` unless it is an object, `missingField` or `invalidValue` unless its schema is ``schema``.
    public init(_ value: JSONValue) throws(JSONError) {
        let reader = JSONReader(value)
        fields = try reader.object()
        let schema = try reader.field(UpdateDocument.schemaKey)
        guard try schema.string() == UpdateDocument.schema else {
            throw schema.error("expected \"\(UpdateDocument.schema)\"")
        }
    }

    /// Whether an object says of itself that it is an update document, of this schema or another.
    public static func isOne(_ reader: JSONReader) throws(JSONError) -> Bool {
        try reader.optionalField(schemaKey) != nil
    }

    private static let schemaKey = "schema"

    /// A field by name; setting keeps its place or appends it.
    public subscript(field: String) -> JSONValue? {
        get { fields[field] }
        set { fields[field] = newValue }
    }

    /// The document for typed reading.
    public var reader: JSONReader { JSONReader(.object(fields)) }

    /// Writes the document as one line on standard output.
    public func write() throws(StageFailure) {
        let line = try failing(as: .internalError, prefix: "cannot write the document: ") { () throws(JSONError) in
            try JSONValue.object(fields).serialized()
        }
        try StandardOutput.write(line: line)
    }
}

/// The documents on standard input, or on another descriptor.
public struct DocumentInput: ~Copyable {
    /// How many documents were read so far: the number of the last one, from 1.
    public private(set) var count = 0

    /// Whether a further document may be read after a failure: what was read was JSON.
    private(set) var isReadable = true

    private var stream: JSONDocumentStream
    private let descriptor: Int32
    private let isTerminal: Bool
    private var wasAwaited = false

    /// Standard input. A terminal counts as empty: nobody types documents.
    public init() { self.init(descriptor: STDIN_FILENO) }

    /// What comes out of `descriptor`, which errors call standard input.
    init(descriptor: Int32) {
        stream = JSONDocumentStream(descriptor: descriptor)
        self.descriptor = descriptor
        isTerminal = isatty(descriptor) == 1
    }

    /// The next document, nil at the end. If the first one takes its time, the user is told what the command waits for.
    ///
    /// Throws `.badDocument` for one that is malformed or of another schema, `.io` if reading fails.
    public mutating func next() throws(StageFailure) -> UpdateDocument? {
        guard !isTerminal else { return nil }
        if !wasAwaited {
            wasAwaited = true
            InputWait.announce(on: descriptor)
        }
        do throws(JSONError) {
            isReadable = false
            let value = try stream.next()
            isReadable = true
            guard let value else { return nil }
            count += 1
            return try UpdateDocument(value)
        } catch {
            let numbered = error.document == nil ? error.inDocument(count) : error
            throw StageFailure(numbered, prefix: "standard input: ")
        }
    }

    /// The same. A document of another schema is one of `failures`, which decide whether the next one is read.
    @inline(never)
    mutating func next(noting failures: StreamFailures) throws(StageFailure) -> UpdateDocument? {
        while true {
            do throws(StageFailure) {
                return try next()
            } catch {
                guard isReadable else { throw error }
                try failures.note(error, ofDocument: count)
            }
        }
    }
}

extension UpdateDocument {
    /// The work of a filter: changes every document on standard input with `body` and writes it.
    ///
    /// Documents that ask for nothing are written unchanged. If there is no document and `orNew`, a new one is made.
    /// Throws what reading, `body` and writing throw; documents written before stay written. A `.badDocument` of `body`
    /// gets the document's number. `course` says whether the next document is worked on where `body` fails.
    public static func forEach(
        orNew: Bool, _ course: StreamCourse = .endsAtFailure,
        _ body: (inout UpdateDocument) async throws(StageFailure) -> Void
    ) async throws(StageFailure) {
        var input = DocumentInput()
        let failures = StreamFailures(course)
        while var document = try input.next(noting: failures) {
            do throws(StageFailure) {
                if !document.asksForNothing { try await body(&document) }
            } catch {
                try failures.note(error.numbered(input.count), ofDocument: input.count)
                continue
            }
            try document.write()
        }
        try failures.conclude(of: input.count)
        guard input.count == 0 && orNew else { return }
        var document = UpdateDocument()
        try await body(&document)
        try document.write()
    }
}
