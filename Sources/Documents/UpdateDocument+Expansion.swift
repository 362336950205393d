import CommandSupport

extension UpdateDocument {
    /// The work of a filter that makes several documents of one: hands every document on standard input to `body`, and
    /// writes what `body` emits when it does.
    ///
    /// Documents that ask for nothing are written unchanged. Throws what reading, `body` and writing throw; documents
    /// written before stay written. A `.badDocument` of `body` gets the document's number.
    public static func expandEach(
        _ body: (UpdateDocument, _ emit: (UpdateDocument) throws(StageFailure) -> Void) async throws(StageFailure)
            -> Void
    ) async throws(StageFailure) {
        var input = DocumentInput()
        while let document = try input.next() {
            guard !document.asksForNothing else {
                try document.write()
                continue
            }
            do throws(StageFailure) {
                try await body(document) { (made) throws(StageFailure) in try made.write() }
            } catch  where error.status == .badDocument {
                throw error.inDocument(input.count)
            }
        }
    }
}

extension StageFailure {
    /// The same failure, with the number of the document on standard input that is at fault.
    func inDocument(_ number: Int) -> StageFailure {
        StageFailure(self, prefix: "standard input: document \(number): ")
    }
}
