import Foundation

extension BuiltCommand {
    /// A program that is not built beside the tests, such as a script.
    public init(path: String) { executable = URL(fileURLWithPath: path) }
}
