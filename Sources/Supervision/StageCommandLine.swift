/// How a command of the pipeline is started.
package struct StageCommandLine: Sendable {
    /// Its name, as logs have it.
    package var name: String
    /// Where the program is.
    package var path: String
    /// Its arguments, which hold no secret: those go by the environment.
    package var arguments: [String]
    /// All of its environment.
    package var environment: [String: String]

    /// The program `name` in the folder `directory`.
    package init(_ name: String, in directory: String, arguments: [String] = [], environment: [String: String]) {
        self.name = name
        path = directory + "/" + name
        self.arguments = arguments
        self.environment = environment
    }

    /// The same with these arguments before its own.
    func with(_ first: [String]) -> StageCommandLine {
        var command = self
        command.arguments = first + arguments
        return command
    }

    /// The same with this variable, unless the value is nil.
    func with(_ variable: String, _ value: String?) -> StageCommandLine {
        guard let value else { return self }
        var command = self
        command.environment[variable] = value
        return command
    }
}
