/// Lines of a table on a terminal.
public enum TextTable {
    /// A name, and cells that end below each other; without blanks at the end.
    public static func row(_ name: String, nameWidth: Int, _ cells: [String], cellWidth: Int) -> String {
        let padding = String(repeating: " ", count: max(1, nameWidth - name.count))
        let cells = cells.map { String(repeating: " ", count: max(1, cellWidth - $0.count)) + $0 }
        let text = name + padding + cells.joined()
        return String(text[..<(text.lastIndex { $0 != " " }.map(text.index(after:)) ?? text.startIndex)])
    }
}
