/// Which of the names that are known somebody may have meant.
package enum NearestName {
    /// Longer names are cut, so that a hostile one costs no more.
    private static let limit = 64

    /// The name that `written` is nearest to, and how many characters must be put in, taken out or changed on the way to it
    /// (Levenshtein's distance); of several the first. Nil if `names` is empty.
    package static func find(_ written: some StringProtocol, in names: [String]) -> (name: String, distance: Int)? {
        names.map { (name: $0, distance: distance(written, $0)) }.min { $0.distance < $1.distance }
    }

    /// The name of which `written` is a slip of the pen: one that differs by a character or two, or by a third of its
    /// length. Whoever reads `written` then reads nothing but the known name, so it may be shown.
    package static func slip(_ written: some StringProtocol, in names: [String]) -> String? {
        guard let (name, distance) = find(written, in: names), written.count <= limit else { return nil }
        return name.count >= 4 && distance <= max(1, min(3, name.count / 3)) ? name : nil
    }

    private static func distance(_ left: some StringProtocol, _ right: some StringProtocol) -> Int {
        let (left, right) = (Array(left.unicodeScalars.prefix(limit)), Array(right.unicodeScalars.prefix(limit)))
        // Row by row of the table: what is left of the last one, and the cell before.
        var row = Array(0...right.count)
        for (index, character) in left.enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for column in 1..<(right.count + 1) {
                let changed = diagonal + (character == right[column - 1] ? 0 : 1)
                diagonal = row[column]
                row[column] = min(changed, row[column] + 1, row[column - 1] + 1)
            }
        }
        return row[right.count]
    }
}
