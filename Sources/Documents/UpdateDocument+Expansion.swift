import CommandSupport

extension UpdateDocument {
    /// The work of a filter that makes several documents of one: hands every document on standard input to `body`, and
    /// writes what `body` emits when it does.
    ///
    /// Documents that ask for nothing are written unchanged. Throws what reading, `body` and writing throw; documents
    /// written before stay written. A `.badDocument` of `body` gets the document's number. `course` says whether the next
    /// document is worked on where `body` fails; what it emitted before it failed stays written.
    public static func expandEach(
        _ course: StreamCourse = .endsAtFailure,
        _ body: (UpdateDocument, _ emit: (UpdateDocument) throws(StageFailure) -> Void) async throws(StageFailure)
            -> Void
    ) async throws(StageFailure) {
        var input = DocumentInput()
        let failures = StreamFailures(course)
        while let document = try input.next(noting: failures) {
            guard !document.asksForNothing else {
                try document.write()
                continue
            }
            var unwritten: StageFailure?
            do throws(StageFailure) {
                try await body(document) { (made) throws(StageFailure) in
                    do throws(StageFailure) {
                        try made.write()
                    } catch {
                        unwritten = error
                        throw error
                    }
                }
            } catch {
                if let unwritten { throw unwritten }
                try failures.note(error.numbered(input.count), ofDocument: input.count)
            }
        }
        try failures.conclude(of: input.count)
    }
}

extension StageFailure {
    /// The same failure, with the number of the document on standard input that is at fault.
    func inDocument(_ number: Int) -> StageFailure {
        StageFailure(self, prefix: "standard input: document \(number): ")
    }

    /// The same failure; that of a bad document with its number on standard input.
    func numbered(_ number: Int) -> StageFailure { failureKind == .badDocument ? inDocument(number) : self }
}
