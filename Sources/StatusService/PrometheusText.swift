import Text

/// Metrics in the text exposition format of Prometheus, version 0.0.4.
///
/// Source: prometheus.io, Exposition formats, "Text-based format".
struct PrometheusText {
    /// The media type of the text.
    static let mediaType = "text/plain; version=0.0.4; charset=utf-8"

    /// The types of metrics in use.
    enum Kind: String {
        case counter, gauge, histogram
    }

    /// One line: what follows the family's name, the labels and the value as it is written.
    struct Sample {
        var suffix = ""
        var labels: [(name: String, value: String)] = []
        var value: String

        init(_ value: some CustomStringConvertible, suffix: String = "", _ labels: [(String, String)] = []) {
            self.suffix = suffix
            self.labels = labels
            self.value = value.description
        }
    }

    /// What every name begins with but those of the process itself.
    static let prefix = "hotshot_state_prover_"
    /// The longest value of a label, in characters.
    static let labelLimit = 200

    private(set) var text = ""

    /// Adds a family called ``prefix`` and `name`; one without samples is left out.
    mutating func add(_ name: String, _ kind: Kind, _ help: String, _ samples: [Sample]) {
        addFamily(Self.prefix + name, kind, help, samples)
    }

    /// Adds a family of a single sample, unless its value is not known.
    mutating func add(_ name: String, _ kind: Kind, _ help: String, _ value: (some CustomStringConvertible)?) {
        addFamily(Self.prefix + name, kind, help, value.map { [Sample($0)] } ?? [])
    }

    /// Adds a family with exactly this name.
    mutating func addFamily(_ name: String, _ kind: Kind, _ help: String, _ samples: [Sample]) {
        guard !samples.isEmpty else { return }
        text += "# HELP \(name) \(Self.escaped(help, quotes: false))\n# TYPE \(name) \(kind.rawValue)\n"
        for sample in samples {
            let labels = sample.labels.map { "\($0)=\"\(Self.escaped(String($1.prefix(Self.labelLimit))))\"" }
            text += name + sample.suffix
            if !labels.isEmpty { text += "{\(labels.joined(separator: ","))}" }
            text += " \(sample.value)\n"
        }
    }

    private static func escaped(_ text: String, quotes: Bool = true) -> String {
        text.escaping { character in
            switch character {
            case "\\": "\\\\"
            case "\n": "\\n"
            case "\"": quotes ? "\\\"" : nil
            default: nil
            }
        }
    }
}
