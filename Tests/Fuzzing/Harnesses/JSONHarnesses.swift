import Glibc
@testable import JSON

/// JSON text, as everybody writes it.
let jsonHarnesses: [Harness] = [
    Harness("json", maximumLength: 4096) { bytes in
        let limits = JSONLimits(maximumBytes: 4096, maximumValues: 512, maximumDepth: 16)
        let second = SecondReading.value(of: bytes, maximumDepth: limits.maximumDepth)
        do throws(JSONError) {
            let value = try JSONValue(parsing: bytes, limits: limits)
            claim(second == value, "two readings of one document")
            for text in [try value.serialized(), try value.prettyPrinted()] {
                claim(attempt { try JSONValue(parsing: text) } == value, "a document is written as another")
            }
            claim(!(try value.serialized()).utf8.contains(0x0a), "a document on two lines")
        } catch {
            claim(second == nil || error.isAboutLimits, "only the second reading takes it: \(error)")
            claim(isPrintableLine(error.description), "an error with controls")
            claim(error.description.unicodeScalars.count <= 600, "a long error")
        }
    },

    // A document that is given by mistake may be a file with a key.
    Harness("json-errors", maximumLength: 1024) { bytes in
        let document = Planted.into(bytes)
        do throws(JSONError) {
            _ = try JSONValue(parsing: document, limits: JSONLimits(maximumBytes: 64 << 10, maximumDepth: 8))
        } catch {
            Planted.isMissing(in: error.description, "an error of the parser")
        }
    },

    Harness("json-framing", maximumLength: 2048) { bytes in
        var framing = DocumentFraming()
        var document: [UInt8] = []
        var index = 0
        while index < bytes.count, !framing.isDone {
            if framing.take(bytes[index]) { document.append(bytes[index]) }
            index += 1
        }
        // What is one document is framed as one; all but white space of it.
        if let value = attempt({ try JSONValue(parsing: bytes) }) {
            claim(attempt { try JSONValue(parsing: document) } == value, "a document is cut")
            claim(bytes[index...].allSatisfy(NumberSyntax.isWhiteSpace), "a document is cut in two")
        }
        let count = document.count
        claim(count <= bytes.count, "a document longer than its text")
    },

    // Documents one after the other through a pipe, as stages have them from each other.
    Harness("json-stream", maximumLength: 4096) { bytes in
        let (values, error) = streamed(bytes)
        if let error {
            claim(isPrintableLine(error.description), "an error with controls")
            claim(error.description.unicodeScalars.count <= 700, "a long error")
        }
        let lines = values.compactMap { value in attempt { try value.serialized() } }
        claim(lines.count == values.count, "a document that cannot be written")
        let again = streamed(Array(lines.joined(separator: "\n").utf8))
        claim(again.error == nil && again.values == values, "documents are written as others")
    },
]

/// The documents that come out of a pipe with these bytes, up to the first that is none.
private func streamed(_ bytes: [UInt8]) -> (values: [JSONValue], error: JSONError?) {
    var ends: [Int32] = [0, 0]
    precondition(unsafe pipe(&ends) == 0, "no pipe")
    defer { close(ends[0]) }
    // A pipe holds 64 KiB, which no input nor its documents have.
    precondition(unsafe bytes.withUnsafeBytes { unsafe write(ends[1], $0.baseAddress, $0.count) } == bytes.count)
    close(ends[1])
    var stream = JSONDocumentStream(descriptor: ends[0], limits: JSONLimits(maximumBytes: 64 << 10, maximumDepth: 16))
    var values: [JSONValue] = []
    do throws(JSONError) {
        while let value = try stream.next() { values.append(value) }
        return (values, nil)
    } catch {
        return (values, error)
    }
}

extension JSONError {
    /// Whether the document may be JSON all the same: it is too large, too deep, or has too many values.
    fileprivate var isAboutLimits: Bool { code == JSONError.tooLarge(JSONLimits()).code || flaw == .tooDeep }
}
