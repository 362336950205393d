import ArgumentParser
import JSON

/// What a command says about itself: `-h` is a screen, `--help` is complete. Both are made of the description that the
/// parser gives of the command's options, which also makes the manual page, the completions and the README's table.
package struct HelpText: Sendable {
    /// An option, a flag or a positional argument.
    struct Entry: Sendable, Equatable {
        /// `-s, --stake-table-capacity <n>`.
        var label: String
        /// The long name without dashes; empty for a positional argument.
        var name: String
        /// All names as they are written, dashes and all.
        var names: [String]
        /// Whether a value follows.
        var takesValue: Bool
        /// Whether more values may follow the first one.
        var takesSeveral: Bool
        /// What the value is called, in a word.
        var valueName: String
        var abstract: String
        /// The lines below the abstract.
        var details: [String]
        /// The heading above it.
        var section: String
        /// Whether it is an argument without a name.
        var isPositional: Bool
    }

    let command: String
    let abstract: String
    /// Paragraphs.
    let discussion: [String]
    /// Command lines to try.
    let examples: [String]
    let entries: [Entry]
    /// The names of the options that `-h` shows, in this order; nil for all.
    let screenOptions: [String]?
    let exitCodes: [ExitStatus]
    /// Codes of this command alone, with their meaning.
    let ownExitCodes: [(code: Int32, meaning: String)]

    static let width = 80
    static let exampleLabel = "Example: "

    /// The help of a command.
    ///
    /// Throws what reading the parser's description throws: a defect.
    package init(of command: any StageCommand.Type) throws(JSONError) {
        let reader = try JSONReader(JSONValue(parsing: command._dumpHelp())).field("command")
        self.command = command._commandName
        abstract = try reader.optionalField("abstract")?.string() ?? ""
        let text = try reader.optionalField("discussion")?.string() ?? ""
        let lines = text.split(separator: "\n").map(String.init)
        discussion = lines.filter { !$0.hasPrefix(Self.exampleLabel) }
        examples = lines.filter { $0.hasPrefix(Self.exampleLabel) }.map {
            String($0.dropFirst(Self.exampleLabel.count))
        }
        var entries: [Entry] = []
        for argument in try reader.field("arguments").elements() {
            if try argument.optionalField("shouldDisplay")?.bool() ?? true { entries.append(try Entry(argument)) }
        }
        self.entries = entries
        screenOptions = command.screenOptions
        exitCodes = command.exitCodes
        ownExitCodes = command.ownExitCodes
    }
}

extension HelpText.Entry {
    init(_ argument: JSONReader) throws(JSONError) {
        let kind = try argument.field("kind").string()
        isPositional = kind == "positional"
        valueName = try argument.optionalField("valueName")?.string() ?? "value"
        takesValue = kind == "option"
        let isRepeating = try argument.optionalField("isRepeating")?.bool() ?? false
        takesSeveral = takesValue && isRepeating
        let spelling = try argument.optionalField("names")?.elements() ?? []
        let spelled = try spelling.map { (name) throws(JSONError) in
            let text = try name.field("name").string()
            return (isLong: try name.field("kind").string() == "long", text: text)
        }
        // Short names first, as everybody has them.
        names =
            spelled.filter { !$0.isLong }.map { "-" + $0.text } + spelled.filter(\.isLong).map { "--" + $0.text }
        name = spelled.first(where: \.isLong)?.text ?? ""
        label =
            isPositional ? "<\(valueName)>" : names.joined(separator: ", ") + (takesValue ? " <\(valueName)>" : "")
        switch name {
        case "help": abstract = "Show this help; -h is the short form."
        case "version": abstract = "Show the version."
        default: abstract = try argument.optionalField("abstract")?.string() ?? ""
        }
        let text = try argument.optionalField("discussion")?.string() ?? ""
        details = text.split(separator: "\n").map(String.init)
        section = try argument.optionalField("sectionTitle")?.string() ?? "Options"
        if name == "help" || name == "version" { section = "Help" }
    }

    /// The default's text, if there is one.
    var defaultText: String? {
        let label = ArgumentHelp.FactLabel.defaultValue
        return details.first { $0.hasPrefix(label) }.map { String($0.dropFirst(label.count)) }
    }
}

extension HelpText {
    /// `-h`: at most 24 lines of 80 characters, as a test sees to.
    package var screen: String {
        var lines = Self.wrapped(abstract, indent: 0)
        lines.append(usage)
        lines += examples.prefix(1).map { "example: \($0)" }
        lines.append("")
        let shown =
            screenOptions.map { names in names.compactMap { name in entries.first { $0.name == name } } } ?? entries
        let labels = shown.map { "  " + $0.label }
        let column = min(30, (labels.map(\.count).max() ?? 0) + 2)
        for (entry, label) in zip(shown, labels) {
            var text = entry.abstract
            if let value = entry.defaultText, column + text.count + value.count + 3 <= Self.width {
                if text.hasSuffix(".") { text.removeLast() }
                text += " (\(value))."
            }
            if label.count + 2 <= column {
                lines.append(label + String(repeating: " ", count: column - label.count) + text)
            } else {
                lines += [label, String(repeating: " ", count: column) + text]
            }
        }
        lines += ["", "All options, with defaults, variables and exit codes: \(command) --help"]
        return lines.joined(separator: "\n")
    }

    /// `--help`: everything.
    package var complete: String {
        var lines = Self.wrapped(abstract, indent: 0) + ["", usage]
        for paragraph in discussion { lines += [""] + Self.wrapped(paragraph, indent: 0) }
        if !examples.isEmpty { lines += ["", "Example:"] + examples.map { "  " + $0 } }
        var sections: [String] = []
        for entry in entries where !sections.contains(entry.section) { sections.append(entry.section) }
        for section in sections {
            lines += ["", section + ":"]
            for entry in entries where entry.section == section {
                lines.append("  " + entry.label)
                for text in [entry.abstract] + entry.details { lines += Self.wrapped(text, indent: 6) }
            }
        }
        lines += ["", "Exit status:"]
        let codes = exitCodes.map { ($0.rawValue, $0.summary) } + ownExitCodes.map { ($0.code, $0.meaning) }
        for (code, meaning) in codes.sorted(by: { $0.0 < $1.0 }) {
            let number = String(code)
            lines.append(String(repeating: " ", count: 8 - number.count) + number + "  " + meaning)
        }
        lines.append("130, 143  stopped by SIGINT, SIGTERM")
        return lines.joined(separator: "\n")
    }

    private var usage: String {
        (["usage:", command, "[options]"] + entries.filter(\.isPositional).map(\.label)).joined(separator: " ")
    }

    /// `text` in lines of at most ``width`` characters, broken between words.
    static func wrapped(_ text: String, indent: Int) -> [String] {
        let margin = String(repeating: " ", count: indent)
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ") {
            if !line.isEmpty, indent + line.count + 1 + word.count > width {
                lines.append(margin + line)
                line = ""
            }
            line += (line.isEmpty ? "" : " ") + word
        }
        return line.isEmpty ? lines : lines + [margin + line]
    }
}
