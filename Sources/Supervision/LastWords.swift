import JSON

/// What a command said last on standard error: the reason for its failure and what to do about it.
package struct LastWords: Sendable, Equatable {
    /// The message, without the command's name; nil when nothing was said.
    package private(set) var message: String?
    /// The advice that followed it.
    package private(set) var hint: String?

    /// Nothing said yet.
    package init() {}

    /// Takes the next line of `command`, in the form of text or of JSON.
    package mutating func take(_ line: String, of command: String) {
        if line.hasPrefix("{"), let reader = try? JSONReader(JSONValue(parsing: line)),
            let text = try? reader.field("message").string()
        {
            message = text
            hint = try? reader.optionalField("hint")?.string()
            return
        }
        let prefix = command + ": "
        let text = line.hasPrefix(prefix) ? String(line.dropFirst(prefix.count)) : line
        if text.hasPrefix("hint: ") {
            hint = String(text.dropFirst("hint: ".count))
        } else if !text.isEmpty {
            message = text
            hint = nil
        }
    }
}
