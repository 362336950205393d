import TestSupport

/// A strict reader of the text exposition format 0.0.4 of Prometheus: what it refuses, or what Prometheus' linter warns of,
/// is an error here.
struct Exposition {
    /// A metric with its labels and the text of its value.
    struct Sample: Equatable {
        var name: String
        var labels: [String: String]
        var value: String

        var number: Double? { ["+Inf": .infinity, "-Inf": -.infinity, "NaN": .nan][value] ?? Double(value) }
    }

    private(set) var types: [String: String] = [:]
    private(set) var samples: [Sample] = []
    private var helps: Set<String> = []
    private var family: String?

    /// Throws `TestSupportError` at the first fault.
    init(_ text: String) throws {
        try Self.check(text.isEmpty || text.utf8.last == UInt8(ascii: "\n"), "no newline at the end")
        for line in text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
            let line = String(line)
            if line.hasPrefix("#") { try readComment(line) } else { try readSample(line) }
        }
        try checkFamilies()
    }

    /// The value of the only sample with this name and at least these labels.
    subscript(name: String, labels: [String: String] = [:]) -> Double? {
        let found = samples.filter { sample in
            sample.name == name && labels.allSatisfy { sample.labels[$0.key] == $0.value }
        }
        return found.count == 1 ? found[0].number : nil
    }

    private mutating func readComment(_ line: String) throws {
        let parts = line.split(separator: " ", maxSplits: 3, omittingEmptySubsequences: false).map(String.init)
        try Self.check(parts.count == 4 && parts[0] == "#", "a comment that says nothing: \(line)")
        let name = parts[2]
        try Self.check(name.wholeMatch(of: /[a-zA-Z_:][a-zA-Z0-9_:]*/) != nil, "name \(name)")
        switch parts[1] {
        case "HELP":
            try Self.check(helps.insert(name).inserted, "two HELP lines for \(name)")
            try Self.check(parts[3].hasSuffix("."), "a help that is no sentence: \(line)")
            _ = try Self.unescape(parts[3], quoted: false)
        case "TYPE":
            try Self.check(helps.contains(name), "TYPE before HELP for \(name)")
            try Self.check(["counter", "gauge", "histogram"].contains(parts[3]), "type \(parts[3])")
            try Self.check(types.updateValue(parts[3], forKey: name) == nil, "two TYPE lines for \(name)")
            try Self.check(
                (parts[3] == "counter") == name.hasSuffix("_total"), "counters, and only they, end in _total: \(name)")
            family = name
        default: throw TestSupportError(description: "comment \(line)")
        }
    }

    private mutating func readSample(_ line: String) throws {
        // Only \n ends a line, and a label may begin with a combining mark.
        let form = /([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? ([^ ]+)/.matchingSemantics(.unicodeScalar)
        guard let match = line.wholeMatch(of: form.dotMatchesNewlines()) else {
            throw TestSupportError(description: "line \(line)")
        }
        let sample = Sample(
            name: String(match.1), labels: try Self.labels(match.2.map(String.init) ?? ""), value: String(match.3))
        try Self.check(sample.number != nil, "value \(sample.value)")
        try Self.check(
            !samples.contains { $0.name == sample.name && $0.labels == sample.labels }, "twice the same: \(line)")
        guard let family, let type = types[family] else { throw TestSupportError(description: "no TYPE for \(line)") }
        let names = type == "histogram" ? ["_bucket", "_sum", "_count"].map { family + $0 } : [family]
        try Self.check(names.contains(sample.name), "\(sample.name) among \(family)")
        if type == "counter" { try Self.check((sample.number ?? -1) >= 0, "a counter below zero: \(line)") }
        samples.append(sample)
    }

    private static func labels(_ text: String) throws -> [String: String] {
        var labels: [String: String] = [:]
        var rest = Substring(text)
        while !rest.isEmpty {
            let form = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\]|\\.)*)"(?:,(?=.)|$)/
            guard let match = rest.prefixMatch(of: form.matchingSemantics(.unicodeScalar)) else {
                throw TestSupportError(description: "labels \(text)")
            }
            try check(!match.1.hasPrefix("__"), "a reserved label: \(match.1)")
            try check(
                labels.updateValue(try unescape(String(match.2), quoted: true), forKey: String(match.1)) == nil,
                "twice the label \(match.1)")
            rest = rest[match.range.upperBound...]
        }
        return labels
    }

    private static func unescape(_ text: String, quoted: Bool) throws -> String {
        var plain = ""
        var isEscaped = false
        for character in text.unicodeScalars {
            if isEscaped {
                switch character {
                case "\\": plain += "\\"
                case "n": plain += "\n"
                case "\"" where quoted: plain += "\""
                default: throw TestSupportError(description: "escape \\\(character)")
                }
                isEscaped = false
            } else if character == "\\" {
                isEscaped = true
            } else {
                plain.unicodeScalars.append(character)
            }
        }
        try check(!isEscaped, "a lonely backslash")
        return plain
    }

    private func checkFamilies() throws {
        for (name, type) in types {
            let own = samples.filter { $0.name == name || type == "histogram" && $0.name.hasPrefix(name + "_") }
            try Self.check(!own.isEmpty, "no sample of \(name)")
            guard type == "histogram" else { continue }
            let buckets = own.filter { $0.name == name + "_bucket" }
            let bounds = buckets.map { $0.labels["le"].map { $0 == "+Inf" ? .infinity : Double($0) ?? .nan } ?? .nan }
            try Self.check(zip(bounds, bounds.dropFirst()).allSatisfy { $0 < $1 }, "bounds of \(name)")
            try Self.check(bounds.last == .infinity, "no +Inf bucket of \(name)")
            let counts = buckets.compactMap(\.number)
            try Self.check(zip(counts, counts.dropFirst()).allSatisfy { $0 <= $1 }, "counts of \(name)")
            try Self.check(self[name + "_count"] == counts.last, "count of \(name)")
            try Self.check(self[name + "_sum"] != nil, "no sum of \(name)")
        }
    }

    private static func check(_ condition: Bool, _ fault: @autoclosure () -> String) throws {
        if !condition { throw TestSupportError(description: fault()) }
    }
}
