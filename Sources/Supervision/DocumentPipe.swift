import CommandSupport
import Dispatch
import Documents
import Glibc
import JSON

/// Documents through pipes, on threads that may block.
enum DocumentPipe {
    /// What came through a pipe.
    enum Item: Sendable {
        case document(UpdateDocument)
        /// What is no update document, or the end in the midst of one; nothing follows.
        case damage(JSONError)
        /// More documents than wanted; nothing follows.
        case excess
    }

    /// No document is longer, in bytes: a catch-up holds many in memory.
    private static let sizeLimit = 16 << 20
    /// No other value is longer, in bytes.
    private static let valueLimit = 64 << 10

    /// The documents from `descriptor`, `maximumCount` at the most, as they come.
    static func items(from descriptor: Descriptor, maximumCount: Int) -> AsyncStream<Item> {
        AsyncStream { continuation in
            DispatchQueue(label: "documents").async {
                var stream = JSONDocumentStream(
                    descriptor: descriptor.value, limits: JSONLimits(maximumBytes: sizeLimit))
                var count = 0
                do throws(JSONError) {
                    while let value = try stream.next() {
                        count += 1
                        guard count <= maximumCount else {
                            continuation.yield(.excess)
                            break
                        }
                        continuation.yield(.document(try UpdateDocument(value)))
                    }
                } catch {
                    continuation.yield(.damage(error))
                }
                descriptor.close()
                continuation.finish()
            }
        }
    }

    /// The small values that come from `descriptor`, as long as they are JSON.
    static func values(from descriptor: Descriptor) -> AsyncStream<JSONValue> {
        AsyncStream { continuation in
            DispatchQueue(label: "values").async {
                var stream = JSONDocumentStream(
                    descriptor: descriptor.value, limits: JSONLimits(maximumBytes: valueLimit))
                while let value = try? stream.next() { continuation.yield(value) }
                descriptor.close()
                continuation.finish()
            }
        }
    }

    /// Hands bytes on as they come, until one of the two has ended. What is in the first line goes to `note` once it is handed on,
    /// if it is a document: what is wrong with it is a matter of its reader.
    static func pass(
        from input: Descriptor, to output: Descriptor, _ note: @escaping @Sendable (UpdateDocument) -> Void
    ) async {
        await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
            DispatchQueue(label: "passing").async {
                var line: [UInt8]? = []
                var buffer = [UInt8](repeating: 0, count: 64 << 10)
                while true {
                    let count = unsafe read(input.value, &buffer, buffer.count)
                    if count < 0 && errno == EINTR { continue }
                    guard count > 0 else { break }
                    let piece = buffer[..<count]
                    guard (try? StandardOutput.write(Array(piece), to: output.value, named: "a stage")) != nil else {
                        break
                    }
                    guard line != nil else { continue }
                    line?.append(contentsOf: piece.prefix { $0 != UInt8(ascii: "\n") })
                    if piece.contains(UInt8(ascii: "\n")) || line.map({ $0.count > sizeLimit }) ?? false {
                        line.flatMap(document).map(note)
                        line = nil
                    }
                }
                input.close()
                output.close()
                line.flatMap(document).map(note)
                continuation.resume()
            }
        }
    }

    private static func document(_ line: [UInt8]) -> UpdateDocument? {
        (try? JSONValue(parsing: line, limits: JSONLimits(maximumBytes: sizeLimit))).flatMap { try? UpdateDocument($0) }
    }

    /// Writes a document as one line. Returns whether its reader took it.
    static func write(_ document: UpdateDocument, to descriptor: Descriptor) async -> Bool {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                continuation.resume(returning: writeBlocking(document, to: descriptor))
            }
        }
    }

    private static func writeBlocking(_ document: UpdateDocument, to descriptor: Descriptor) -> Bool {
        guard let line = try? JSONValue.object(document.fields).serialized() else { return false }
        return (try? StandardOutput.write(Array((line + "\n").utf8), to: descriptor.value, named: "a stage")) != nil
    }
}
