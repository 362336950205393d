/// How the parts of a document are named: `bundle.signatures[3].signature`.
enum JSONPath {
    /// The path of an object's member: `.key` when the key is a plain word, `["key"]` otherwise; long keys are cut.
    static func member(_ key: String, of path: String) -> String {
        let isPlain = !key.isEmpty && key.utf8.allSatisfy { byte in byte > 0x20 && !#"."[]\"#.utf8.contains(byte) }
        guard isPlain else { return "\(path)[\(Excerpt.quoted(key))]" }
        let word = Excerpt.of(key, limit: 40)
        return path.isEmpty ? word : "\(path).\(word)"
    }

    /// The path of an array's element.
    static func element(_ index: Int, of path: String) -> String {
        "\(path)[\(index)]"
    }
}
