import ArgumentParser

extension ArgumentHelp {
    /// The first words of the lines that `setting(…)` writes, by which a reader of the help finds their values again.
    package enum FactLabel {
        /// What a value must look like.
        package static let value = "Value: "
        /// What holds when nobody says anything.
        package static let defaultValue = "Default: "
        /// The variables that set it.
        package static let environment = "Environment: "
    }

    /// The help of an option that sets `setting`. Form, default and variables come from the setting itself, so that help,
    /// manual page and README cannot differ from what the command does.
    ///
    /// - Parameters:
    ///   - setting: What the option sets.
    ///   - abstract: What the option does, in one line that stands alone: it is all that `-h` shows.
    ///   - details: What `--help` says besides, in whole sentences; a newline begins a paragraph.
    ///   - defaultText: The default in words, where the setting has none of its own or people know it by another name.
    ///   - valueName: What the value is called, in a word.
    package static func setting<Value>(
        _ setting: Setting<Value>, _ abstract: String, details: String = "", default defaultText: String? = nil,
        valueName: String? = nil
    ) -> ArgumentHelp {
        var lines = details.isEmpty ? [] : [details]
        // A flag has no value, and it is off by default; what its variable may be is told in words.
        if setting.form.expectation != ValueForm<String>.anyText, Value.self != Bool.self {
            lines.append(FactLabel.value + setting.form.expectation)
        }
        if let text = defaultText ?? (Value.self == Bool.self ? nil : setting.defaultValue.map(setting.form.describe)) {
            lines.append(FactLabel.defaultValue + text)
        }
        if Value.self == Bool.self, !setting.environment.isEmpty { lines.append("The variable may be true or false.") }
        if !setting.environment.isEmpty {
            lines.append(FactLabel.environment + setting.environment.joined(separator: ", "))
        }
        return ArgumentHelp(
            abstract, discussion: lines.isEmpty ? nil : lines.joined(separator: "\n"), valueName: valueName)
    }
}

extension ArgumentHelp {
    /// The help of a flag, or of an option whose setting is made where it is read.
    ///
    /// - Parameters:
    ///   - abstract: What the option does, in one line that stands alone: it is all that `-h` shows.
    ///   - details: What `--help` says besides, in whole sentences; a newline begins a paragraph.
    ///   - defaultText: The default in words.
    ///   - valueName: What the value is called, in a word.
    package static func option(
        _ abstract: String, details: String = "", default defaultText: String? = nil, valueName: String? = nil
    ) -> ArgumentHelp {
        let lines = (details.isEmpty ? [] : [details]) + (defaultText.map { [FactLabel.defaultValue + $0] } ?? [])
        return ArgumentHelp(
            abstract, discussion: lines.isEmpty ? nil : lines.joined(separator: "\n"), valueName: valueName)
    }
}
