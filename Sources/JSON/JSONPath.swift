/// How the parts of a document are named: `bundle.signatures[3].signature`.
enum JSONPath {
    /// The path of the member that a reader asks for by its key; long keys are cut.
    static func member(_ key: String, of path: String) -> String {
        let word = Excerpt.of(key, limit: 40)
        return path.isEmpty ? word : "\(path).\(word)"
    }

    /// The path of the member at a place, from 0, whose key the document chose: it may be anything and is not shown.
    static func member(at index: Int, of path: String) -> String {
        "\(path){\(index)}"
    }

    /// The path of an array's element.
    static func element(_ index: Int, of path: String) -> String {
        "\(path)[\(index)]"
    }
}
