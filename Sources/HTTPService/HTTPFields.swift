/// The header fields of a message, in their order.
///
/// Names are compared without regard to case. Source: RFC 9110 section 5.1.
package struct HTTPFields: Sendable, Equatable, ExpressibleByDictionaryLiteral {
    /// A line of the header.
    package struct Field: Sendable, Equatable {
        /// The name, as it was written.
        package var name: String
        /// The value without white space around it.
        package var value: String
    }

    /// All fields in their order; a name may occur several times.
    package private(set) var all: [Field] = []

    /// The fields of a literal, in its order.
    package init(dictionaryLiteral elements: (String, String)...) {
        for (name, value) in elements { append(name, value) }
    }

    /// The first value of `name`. Setting it replaces all values; nil removes them.
    package subscript(name: String) -> String? {
        get { all.first { Self.isEqual($0.name, name) }?.value }
        set {
            all.removeAll { Self.isEqual($0.name, name) }
            if let newValue { append(name, newValue) }
        }
    }

    /// All values of `name`.
    package func values(of name: String) -> [String] {
        all.filter { Self.isEqual($0.name, name) }.map(\.value)
    }

    /// Adds a field after the others.
    package mutating func append(_ name: String, _ value: String) {
        all.append(Field(name: name, value: value))
    }

    private static func isEqual(_ left: String, _ right: String) -> Bool {
        left.utf8.elementsEqual(right.utf8) { Self.lowercase($0) == Self.lowercase($1) }
    }

    private static func lowercase(_ character: UInt8) -> UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(character) ? character | 0x20 : character
    }
}
