import Text

/// What is wrong with a command line, without a character of it that may be a secret.
///
/// The parser quotes what it does not take: of a mnemonic that was given without quotes, all words but one. So its texts are
/// not shown; the arguments are gone through once more, by the names that the command knows.
struct UsageFault: Equatable {
    /// One clause.
    let message: String
    /// What may have been meant; nil if nothing is near.
    let advice: String?

    private init(_ message: String, advice: String? = nil) {
        self.message = message
        self.advice = advice
    }

    /// The fault of `arguments`, which the parser refused with `complaint`, for a command with the options `entries`.
    init(of arguments: [String], entries: [HelpText.Entry], complaint: String) {
        self =
            Self.first(in: arguments, entries) ?? Self.malformedValue(complaint, entries)
            ?? UsageFault("the command line is not understood")
    }

    /// The first argument that cannot stand where it stands.
    private static func first(in arguments: [String], _ entries: [HelpText.Entry]) -> UsageFault? {
        var positionals = entries.count(where: \.isPositional)
        var last: HelpText.Entry?
        var index = 0
        while index < arguments.count {
            let argument = arguments[index]
            index += 1
            guard argument.hasPrefix("-"), argument.count > 1 else {
                positionals -= 1
                if positionals < 0 { return unexpected(argument, index, after: last) }
                continue
            }
            if argument == "--" {
                let rest = arguments.count - index
                return rest > positionals
                    ? unexpected(arguments[index + positionals], index + positionals + 1, after: nil) : nil
            }
            let name = String(argument.prefix { $0 != "=" })
            guard let entry = entries.first(where: { $0.names.contains(name) }) else {
                return unknown(argument, name, index, entries)
            }
            let hasValue = name.count < argument.count
            switch (entry.takesValue, hasValue) {
            case (false, true): return UsageFault("\(name) takes no value")
            case (true, false):
                guard index < arguments.count, !arguments[index].hasPrefix("-") else {
                    return UsageFault("\(name) needs a value")
                }
                index += 1
            default: break
            }
            if entry.takesSeveral {
                while index < arguments.count, !arguments[index].hasPrefix("-") { index += 1 }
            }
            last = entry
        }
        return nil
    }

    private static func unexpected(_ argument: String, _ place: Int, after option: HelpText.Entry?) -> UsageFault {
        UsageFault(
            "unexpected argument \(place) (\(LineText.described(argument)))",
            advice: option.flatMap { $0.takesValue ? "a value of several words stands in quotes;" : nil })
    }

    private static func unknown(
        _ argument: String, _ name: String, _ place: Int, _ entries: [HelpText.Entry]
    ) -> UsageFault? {
        // Several flags of one letter, or one of them with its value.
        let letter = String(name.prefix(2))
        if !name.hasPrefix("--"), name.count > 2, let short = entries.first(where: { $0.names.contains(letter) }) {
            return short.takesValue ? UsageFault("\(letter) and its value are two arguments") : nil
        }
        let known = entries.flatMap(\.names).filter { $0.hasPrefix("--") }
        guard let meant = NearestName.slip(name, in: known) else {
            return UsageFault("unknown option: argument \(place) (\(LineText.described(argument)))")
        }
        return UsageFault("unknown option \(LineText.escaped(name))", advice: "did you mean \(meant)?")
    }

    /// A value that the parser did not take: of its complaint only the option's name, which is the command's own.
    private static func malformedValue(_ complaint: String, _ entries: [HelpText.Entry]) -> UsageFault? {
        entries.flatMap { entry in entry.names.map { (name: $0, entry: entry) } }
            .filter { complaint.contains("'\($0.name) <") }.max { $0.name.count < $1.name.count }
            .map { name, entry in UsageFault("\(name): not \(entry.article) \(entry.valueName)") }
    }
}

extension HelpText.Entry {
    /// The article before the value's name.
    fileprivate var article: String { "aeiou".contains(valueName.prefix(1)) ? "an" : "a" }
}
