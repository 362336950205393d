import CommandSupport
import Glibc

extension UpdateDocument {
    /// The work of a filter in two steps, of which the first one runs ahead: while `body` works on a document, the next
    /// one is read, if it is there, and prepared. None further, so that memory is bounded.
    ///
    /// `body` changes the document, which is then written, in the order of the input; no result waits for the arrival of
    /// a further document. Documents that ask for nothing are written unchanged. Throws what reading, `prepare`, `body`
    /// and writing throw, after the documents before it were written; `CancellationError` when the task is cancelled. A
    /// `.badDocument` gets the document's number.
    public static func forEach<Prepared: Sendable>(
        preparingAhead prepare: @escaping @Sendable (UpdateDocument) throws(StageFailure) -> Prepared,
        _ body: (inout UpdateDocument, Prepared) async throws(StageFailure) -> Void
    ) async throws {
        try await forEach(of: STDIN_FILENO, preparingAhead: prepare, body) { (document) throws(StageFailure) in
            try document.write()
        }
    }

    /// As ``forEach(preparingAhead:_:)`` for the documents from `descriptor`, written by `write`.
    package static func forEach<Prepared: Sendable>(
        of descriptor: Int32,
        preparingAhead prepare: @escaping @Sendable (UpdateDocument) throws(StageFailure) -> Prepared,
        _ body: (inout UpdateDocument, Prepared) async throws(StageFailure) -> Void,
        write: (UpdateDocument) throws(StageFailure) -> Void
    ) async throws {
        let documents = ReadAhead<Arrival<Prepared>> { (offer) throws(StageFailure) in
            var input = DocumentInput(descriptor: descriptor)
            while let document = try input.next() {
                let number = input.count
                let prepared: Prepared? =
                    document.asksForNothing
                    ? nil : try numbering(number) { () throws(StageFailure) in try prepare(document) }
                guard offer(Arrival(number: number, document: document, prepared: prepared)) else { return }
            }
        }
        defer { documents.abandon() }
        while let arrival = try await documents.next() {
            var document = arrival.document
            if let prepared = arrival.prepared {
                do throws(StageFailure) {
                    try await body(&document, prepared)
                } catch {
                    throw error.status == .badDocument ? error.inDocument(arrival.number) : error
                }
            }
            try write(document)
        }
    }

    /// A document that was read; prepared unless it asks for nothing.
    private struct Arrival<Prepared: Sendable>: Sendable {
        let number: Int
        let document: UpdateDocument
        let prepared: Prepared?
    }

    private static func numbering<Result>(
        _ number: Int, _ work: () throws(StageFailure) -> Result
    ) throws(StageFailure) -> Result {
        do throws(StageFailure) {
            return try work()
        } catch {
            throw error.status == .badDocument ? error.inDocument(number) : error
        }
    }
}
