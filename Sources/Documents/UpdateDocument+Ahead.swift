import CommandSupport
import Glibc

extension UpdateDocument {
    /// The work of a filter in two steps, of which the first one runs ahead: while `body` works on a document, the next
    /// one is read, if it is there, and prepared. None further, so that memory is bounded.
    ///
    /// `body` changes the document, which is then written, in the order of the input; no result waits for the arrival of
    /// a further document. Documents that ask for nothing are written unchanged. Throws what reading, `prepare`, `body`
    /// and writing throw, after the documents before it were written; `CancellationError` when the task is cancelled. A
    /// `.badDocument` gets the document's number. `course` says whether the next document is worked on where `prepare` or
    /// `body` fails.
    public static func forEach<Prepared: Sendable>(
        _ course: StreamCourse = .endsAtFailure,
        preparingAhead prepare: @escaping @Sendable (UpdateDocument) throws(StageFailure) -> Prepared,
        _ body: (inout UpdateDocument, Prepared) async throws(StageFailure) -> Void
    ) async throws {
        try await forEach(of: STDIN_FILENO, course, preparingAhead: prepare, body) { (document) throws(StageFailure) in
            try document.write()
        }
    }

    /// As ``forEach(_:preparingAhead:_:)`` for the documents from `descriptor`, written by `write`.
    package static func forEach<Prepared: Sendable>(
        of descriptor: Int32, _ course: StreamCourse = .endsAtFailure,
        preparingAhead prepare: @escaping @Sendable (UpdateDocument) throws(StageFailure) -> Prepared,
        _ body: (inout UpdateDocument, Prepared) async throws(StageFailure) -> Void,
        write: (UpdateDocument) throws(StageFailure) -> Void
    ) async throws {
        let documents = ReadAhead<Arrival<Prepared>> { (offer) throws(StageFailure) in
            var input = DocumentInput(descriptor: descriptor)
            var isWanted = true
            while isWanted {
                let content: Result<(UpdateDocument, Prepared?), StageFailure>
                do throws(StageFailure) {
                    guard let document = try input.next() else { return }
                    let prepared: Prepared? =
                        document.asksForNothing
                        ? nil : try numbering(input.count) { () throws(StageFailure) in try prepare(document) }
                    content = .success((document, prepared))
                } catch {
                    guard input.isReadable, course.goesOn else { throw error }
                    content = .failure(error)
                }
                isWanted = offer(Arrival(number: input.count, content: content))
            }
        }
        defer { documents.abandon() }
        let failures = StreamFailures(course)
        var count = 0
        while let arrival = try await documents.next() {
            count += 1
            var document: UpdateDocument
            do throws(StageFailure) {
                let (read, prepared) = try arrival.content.get()
                document = read
                if let prepared {
                    do throws(StageFailure) {
                        try await body(&document, prepared)
                    } catch {
                        throw error.numbered(arrival.number)
                    }
                }
            } catch {
                try failures.note(error, ofDocument: arrival.number)
                continue
            }
            try write(document)
        }
        try failures.conclude(of: count)
    }

    /// A document that was read, prepared unless it asks for nothing; or the failure of either.
    private struct Arrival<Prepared: Sendable>: Sendable {
        let number: Int
        let content: Result<(UpdateDocument, Prepared?), StageFailure>
    }

    private static func numbering<Result>(
        _ number: Int, _ work: () throws(StageFailure) -> Result
    ) throws(StageFailure) -> Result {
        do throws(StageFailure) {
            return try work()
        } catch {
            throw error.numbered(number)
        }
    }
}
