import CommandSupport
import Dispatch
import Documents
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
