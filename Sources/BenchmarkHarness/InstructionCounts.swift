import JSON

/// The instructions that kernels take on fixed inputs, and the compiler that made them.
public struct InstructionCounts: Sendable, Equatable {
    /// One kernel of one set.
    public struct Key: Sendable, Hashable, CustomStringConvertible {
        /// The kernel's name in its set.
        public var kernel: String
        /// The set's name.
        public var set: String
        /// The number of elements, butterflies or pairs that it works on.
        public var elements: Int

        /// A kernel.
        public init(kernel: String, set: String, elements: Int) {
            self.kernel = kernel
            self.set = set
            self.elements = elements
        }

        /// Set, kernel and size.
        public var description: String { "\(set) \(kernel) of \(elements)" }
    }

    /// One count.
    public struct Entry: Sendable, Equatable {
        /// What was counted.
        public var key: Key
        /// How many instructions it took.
        public var instructions: Int

        /// A count.
        public init(_ key: Key, instructions: Int) {
            self.key = key
            self.instructions = instructions
        }
    }

    /// The version of the Swift compiler, such as `6.3.1`.
    public var swiftVersion: String
    /// The processor's family, as Swift names it.
    public var architecture: String
    /// The counts.
    public var entries: [Entry]

    /// Counts.
    public init(swiftVersion: String, architecture: String, entries: [Entry]) {
        self.swiftVersion = swiftVersion
        self.architecture = architecture
        self.entries = entries
    }
}

extension InstructionCounts {
    /// Counts as ``text()`` has them. Throws `JSONError`.
    public init(_ reader: JSONReader) throws(JSONError) {
        self.init(
            swiftVersion: try reader.field("swift").string(),
            architecture: try reader.field("architecture").string(),
            entries: try reader.field("counts").elements().map { (entry) throws(JSONError) in
                let key = Key(
                    kernel: try entry.field("kernel").string(), set: try entry.field("set").string(),
                    elements: try entry.field("elements").int())
                let instructions = try entry.field("instructions")
                guard try instructions.int() > 0 else { throw instructions.error("expected a positive number") }
                return Entry(key, instructions: try instructions.int())
            })
    }

    /// The counts as a document with one count a line, so that a change is seen where it is. Throws `JSONError`.
    public func text() throws(JSONError) -> String {
        let counts = try entries.map { (entry) throws(JSONError) in
            let fields: JSONValue = [
                "kernel": .string(entry.key.kernel), "set": .string(entry.key.set),
                "elements": .number(JSONNumber(entry.key.elements)),
                "instructions": .number(JSONNumber(entry.instructions)),
            ]
            return "    " + (try fields.serialized())
        }
        return """
            {
              "swift": \(try JSONValue.string(swiftVersion).serialized()),
              "architecture": \(try JSONValue.string(architecture).serialized()),
              "counts": [
            \(counts.joined(separator: ",\n"))
              ]
            }

            """
    }
}
