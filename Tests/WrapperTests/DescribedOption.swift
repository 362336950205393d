import JSON
import TestSupport

/// An option as a command describes it.
struct DescribedOption {
    /// The long name without dashes.
    let name: String
    let takesValue: Bool
    /// The variables that set it.
    let variables: Set<String>

    /// All of a command's options that its help shows.
    static func all(of command: BuiltCommand) async throws -> [DescribedOption] {
        try all(described: await command.run(["--experimental-dump-help"]).output)
    }

    /// All options of a description.
    static func all(described text: String) throws -> [DescribedOption] {
        let arguments = try JSONReader(JSONValue(parsing: Array(text.utf8))).field("command").field("arguments")
        return try arguments.elements().compactMap { argument in
            guard try argument.optionalField("shouldDisplay")?.bool() ?? true else { return nil }
            let names = try argument.optionalField("names")?.elements() ?? []
            guard let long = try names.first(where: { try $0.field("kind").string() == "long" }) else { return nil }
            let lines = try argument.optionalField("discussion")?.string().split(separator: "\n") ?? []
            let label = "Environment: "
            let variables = lines.filter { $0.hasPrefix(label) }.flatMap {
                $0.dropFirst(label.count).split(separator: ",").map { String($0.filter { $0 != " " }) }
            }
            return DescribedOption(
                name: try long.field("name").string(), takesValue: try argument.field("kind").string() == "option",
                variables: Set(variables))
        }
    }
}
