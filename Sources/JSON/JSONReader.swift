/// A part of a document together with its path, read as the type it should have.
///
///     let reader = JSONReader(document)
///     let epoch = try reader.field("bundle").field("state").field("epoch").uint64()
///
/// Every error names the part at fault: `bundle.state.epoch: expected a number, found a string`.
public struct JSONReader: Sendable {
    /// The part of the document.
    public let value: JSONValue
    /// Where the value stands in its document; empty for the document itself.
    public let path: String

    /// A reader of `value`, whose errors call it `path`.
    public init(_ value: JSONValue, path: String = "") {
        self.value = value
        self.path = path
    }

    /// An error about this value, for checks of the caller's own.
    public func error(_ reason: String, code: JSONError.Code = .invalidValue) -> JSONError {
        JSONError(path: path, reason: reason, code: code)
    }

    private func mismatch(expected: String) -> JSONError {
        error("expected \(expected), found \(value.kind)", code: .wrongType)
    }
}

// MARK: - Containers

extension JSONReader {
    /// The object.
    /// - Throws: `wrongType`.
    public func object() throws(JSONError) -> JSONObject {
        guard case .object(let object) = value else { throw mismatch(expected: "an object") }
        return object
    }

    /// The member with the key `name`, which may be null.
    /// - Throws: `wrongType` when this is not an object, `missingField` when it has no such member.
    public func field(_ name: String) throws(JSONError) -> JSONReader {
        let path = JSONPath.member(name, of: path)
        guard let member = try object()[name] else {
            throw JSONError(path: path, reason: "missing", code: .missingField)
        }
        return JSONReader(member, path: path)
    }

    /// The member with the key `name`, nil when it is absent or null.
    /// - Throws: `wrongType` when this is not an object.
    public func optionalField(_ name: String) throws(JSONError) -> JSONReader? {
        guard let member = try object()[name], member != .null else { return nil }
        return JSONReader(member, path: JSONPath.member(name, of: path))
    }

    /// The members of an object, in order, each with its place in its path: `transactions{2}`.
    /// - Throws: `wrongType`.
    public func members() throws(JSONError) -> [(key: String, value: JSONReader)] {
        try object().enumerated().map { index, member in
            (member.key, JSONReader(member.value, path: JSONPath.member(at: index, of: path)))
        }
    }

    /// The elements of an array, each with its index in its path.
    /// - Throws: `wrongType`.
    public func elements() throws(JSONError) -> [JSONReader] {
        try array().enumerated().map { JSONReader($1, path: JSONPath.element($0, of: path)) }
    }

    /// The element at `index`, from 0.
    /// - Throws: `wrongType` when this is not an array, `missingField` when it has no such element.
    public func element(_ index: Int) throws(JSONError) -> JSONReader {
        let path = JSONPath.element(index, of: path)
        let elements = try array()
        guard elements.indices.contains(index) else {
            throw JSONError(path: path, reason: "missing", code: .missingField)
        }
        return JSONReader(elements[index], path: path)
    }

    private func array() throws(JSONError) -> [JSONValue] {
        guard case .array(let elements) = value else { throw mismatch(expected: "an array") }
        return elements
    }
}

// MARK: - Scalars

extension JSONReader {
    /// The string.
    /// - Throws: `wrongType`.
    public func string() throws(JSONError) -> String {
        guard case .string(let string) = value else { throw mismatch(expected: "a string") }
        return string
    }

    /// The boolean.
    /// - Throws: `wrongType`.
    public func bool() throws(JSONError) -> Bool {
        guard case .bool(let bool) = value else { throw mismatch(expected: "a boolean") }
        return bool
    }

    /// The number as it is written.
    /// - Throws: `wrongType`.
    public func number() throws(JSONError) -> JSONNumber {
        guard case .number(let number) = value else { throw mismatch(expected: "a number") }
        return number
    }

    /// The integer from 0 to 2^64 − 1.
    /// - Throws: `wrongType`; `outOfRange` for another integer, `-0` included; `invalidValue` for a number with a
    ///   fraction or an exponent, whatever its value.
    public func uint64() throws(JSONError) -> UInt64 {
        try integer(\.uint64, from: UInt64.min, to: UInt64.max)
    }

    /// The integer from `Int.min` to `Int.max`.
    /// - Throws: `wrongType`; `outOfRange` for another integer; `invalidValue` for a number with a fraction or an
    ///   exponent, whatever its value.
    public func int() throws(JSONError) -> Int {
        try integer({ $0.int64.flatMap(Int.init(exactly:)) }, from: Int.min, to: Int.max)
    }

    /// The nearest double.
    /// - Throws: `wrongType`; `outOfRange` when the number is beyond the range of doubles.
    public func double() throws(JSONError) -> Double {
        let number = try number()
        guard number.double.isFinite else {
            throw error("expected a number in the range of doubles, found \(number.shown)", code: .outOfRange)
        }
        return number.double
    }

    /// What `body` makes of the string.
    /// - Throws: `wrongType` when this is not a string; `invalidValue` with the description of whatever `body` throws.
    public func decode<T>(_ body: (String) throws -> T) throws(JSONError) -> T {
        let string = try string()
        do {
            return try body(string)
        } catch {
            throw self.error(String(describing: error))
        }
    }

    private func integer<T>(_ convert: (JSONNumber) -> T?, from least: T, to greatest: T) throws(JSONError) -> T {
        let number = try number()
        guard let integer = convert(number) else {
            throw error(
                "expected an integer from \(least) to \(greatest), found \(number.shown)",
                code: number.isPlainInteger ? .outOfRange : .invalidValue)
        }
        return integer
    }
}

extension JSONNumber {
    /// The longest number that is shown as it is: nobody's secret has three characters.
    private static let harmless = 3

    /// What the number is, for an error message; itself if it is short.
    fileprivate var shown: String {
        if text.utf8.count <= Self.harmless { return text }
        guard isPlainInteger else { return "a number with a fraction or an exponent" }
        let digits = text.utf8.count(where: NumberSyntax.isDigit)
        return "\(digits < text.utf8.count ? "a negative integer" : "an integer") of \(digits) digits"
    }
}
