import JSON
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

@Suite("Streams of documents")
struct DocumentStreamTests {
    @Test(
        "Documents in a line each, spread over lines, and without anything between them",
        arguments: [
            ("", []),
            (" \n\t\r\n", []),
            ("{\"a\":1}\n{\"b\":2}\n", [#"{"a":1}"#, #"{"b":2}"#]),
            ("{\n  \"a\": [\n    \"}]\\\"\"\n  ]\n}\n\n[\n]\n", [#"{"a":["}]\""]}"#, "[]"]),
            ("1 2\n\"x y\"null\n18446744073709551615", ["1", "2", #""x y""#, "null", "18446744073709551615"]),
            ("1\n-2.50\ttrue \"\\\\\" []", ["1", "-2.50", "true", #""\\""#, "[]"]),
            ("{}{}[1]\"a\"\"b\"", ["{}", "{}", "[1]", #""a""#, #""b""#]),
        ])
    func documents(input: String, expected: [String]) throws {
        for chunk in [1, 2, 3, 1 << 16] {
            let (documents, error) = try read(input, chunk: chunk)
            #expect(documents == expected, "in chunks of \(chunk)")
            #expect(error == nil)
        }
    }

    @Test(
        "Errors name the document and the place in it",
        arguments: [
            (
                "1\n2\n{\"a\":\n 01}", 2, "document 3: line 2, column 2: malformed number of 2 bytes",
                JSONError.Code.syntax
            ),
            (
                "{}\n{\"a\":[1,", 1,
                "document 2: line 1, column 9: the input ends inside the document (']' expected)", .truncated
            ),
            (
                "{}\n\"abc", 1,
                "document 2: line 1, column 5: the input ends inside the document (premature end of input)", .truncated
            ),
            ("{\"a\":1}}\n{}", 1, "document 2: line 1, column 1: unexpected token near \"}\"", .syntax),
            (
                "\n\n {\"a\":{\"b\":1,\n\"b\":2}}", 0, "document 1: line 2, column 1: duplicate key",
                .duplicateKey
            ),
            ("{}\nnonsense {}", 1, "document 2: line 1, column 1: invalid token near a word of 8 bytes", .syntax),
        ])
    func errors(input: String, before: Int, description: String, code: JSONError.Code) throws {
        for chunk in [1, 1 << 16] {
            let (documents, error) = try read(input, chunk: chunk)
            #expect(documents.count == before)
            #expect(error?.description == description)
            #expect(error?.flaw == code)
        }
    }

    @Test("A stream cut at any byte of its only document is an error")
    func truncations() throws {
        let sample = Array(sampleDocument.utf8)
        for count in 1..<sample.count {
            let (documents, error) = try read(Array(sample[..<count]), chunk: 1 << 16)
            #expect(documents.isEmpty)
            #expect(error?.flaw == .truncated, "cut at \(count)")
        }
    }

    @Test("The size limit is for one document, and an endless one is not read to its end")
    func size() throws {
        let limits = JSONLimits(maximumBytes: 10)
        let fitting = try read("[\"456789\"]\n \n  [\"456789\"]", chunk: 1, limits: limits)
        #expect(fitting.documents.count == 2)
        #expect(fitting.error == nil)
        let over = try read("[1]\n[\"4567890\"]", chunk: 1, limits: limits)
        #expect(over.documents.count == 1)
        #expect(over.error?.description == "document 2: document is longer than 10 bytes")

        let endless = open("/dev/zero", O_RDONLY)
        defer { close(endless) }
        var stream = JSONDocumentStream(descriptor: endless, limits: JSONLimits(maximumBytes: 1 << 20))
        #expect(drain(&stream).error?.flaw == .tooLarge)
    }

    @Test("Documents larger than one read")
    func large() throws {
        let document = "[" + (0..<60_000).map(String.init).joined(separator: ",") + "]"
        let (documents, error) = try read("\(document)\n\(document)", chunk: 5000)
        #expect(documents == [document, document])
        #expect(error == nil)
    }

    @Test("An error stays")
    func sticky() throws {
        let pipe = try Pipe(Array("nul {}".utf8), chunk: 100)
        defer { extendLifetime(pipe) }
        var stream = JSONDocumentStream(descriptor: pipe.reading)
        let first = drain(&stream)
        let second = drain(&stream)
        #expect(first.error?.flaw == .syntax)
        #expect(second.documents.isEmpty)
        #expect(second.error == first.error)
    }

    @Test("A descriptor that cannot be read")
    func unreadable() {
        var stream = JSONDocumentStream(descriptor: -1)
        let (documents, error) = drain(&stream)
        #expect(documents.isEmpty)
        #expect(error?.description == "document 1: cannot read: bad file descriptor")
        #expect(error?.flaw == .io)
    }

    @Test("A non-blocking descriptor is waited for")
    func nonBlocking() throws {
        let pipe = try Pipe(Array("[1]\n[2]".utf8), chunk: 1, pause: 1000)
        defer { extendLifetime(pipe) }
        #expect(fcntl(pipe.reading, F_SETFL, O_NONBLOCK) == 0)
        var stream = JSONDocumentStream(descriptor: pipe.reading)
        let (documents, error) = drain(&stream)
        #expect(documents == ["[1]", "[2]"])
        #expect(error == nil)
    }

    private func read(
        _ input: String, chunk: Int, limits: JSONLimits = JSONLimits()
    ) throws -> (documents: [String], error: JSONError?) {
        try read(Array(input.utf8), chunk: chunk, limits: limits)
    }

    private func read(
        _ input: [UInt8], chunk: Int, limits: JSONLimits = JSONLimits()
    ) throws -> (documents: [String], error: JSONError?) {
        let pipe = try Pipe(input, chunk: chunk)
        defer { extendLifetime(pipe) }
        var stream = JSONDocumentStream(descriptor: pipe.reading, limits: limits)
        return drain(&stream)
    }
}
