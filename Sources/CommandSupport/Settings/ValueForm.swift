import Files
import Text

/// How the values of a setting are written: what is expected, how a text is read and how a value is shown.
public struct ValueForm<Value: Sendable>: Sendable {
    /// What the text should have been, such as `a whole number between 1 and 100000`.
    public let expectation: String
    /// The value of a text, or nil when the text is malformed.
    public let parse: @Sendable (String) -> Value?
    /// The value as `--print-config` shows it, without secrets.
    public let describe: @Sendable (Value) -> String
    /// What is wrong with a text that is malformed, in a clause that stands after a colon and has no secret; nil where the
    /// expectation says it all.
    public let flaw: @Sendable (String) -> String?

    /// A form for values that the ones below do not cover.
    public init(
        _ expectation: String, parse: @escaping @Sendable (String) -> Value?,
        describe: @escaping @Sendable (Value) -> String, flaw: @escaping @Sendable (String) -> String? = { _ in nil }
    ) {
        self.expectation = expectation
        self.parse = parse
        self.describe = describe
        self.flaw = flaw
    }
}

extension ValueForm where Value == String {
    /// What any text but the empty one is.
    package static let anyText = "a text"

    /// The path of a file or folder: any text but the empty one, shown as far as it is seen to be a path.
    public static var path: ValueForm {
        ValueForm(anyText, parse: { $0.isEmpty ? nil : $0 }, describe: { PathText.shown($0) })
    }

    /// A command line: any text but the empty one, of which no argument is shown.
    package static var program: ValueForm {
        ValueForm(anyText, parse: { $0.isEmpty ? nil : $0 }) { text in
            let words = text.split(separator: " ")
            return words.first.map { PathText.shown($0) + (words.count > 1 ? " …" : "") } ?? ""
        }
    }

    /// An address or a name of this machine; anything but an address is described, not shown.
    package static var hostAddress: ValueForm {
        ValueForm(anyText, parse: { $0.isEmpty ? nil : $0 }) { text in
            let parts = text.split(whereSeparator: { $0 == "." || $0 == ":" })
            let isAddress =
                parts.count > 1 && parts.allSatisfy { $0.count <= 4 && $0.allSatisfy(\.isHexDigit) } || text == "::"
            return isAddress || text == "localhost" ? text : LineText.described(text)
        }
    }

    /// A text that is never shown, not even that of a setting that is malformed.
    package static var secret: ValueForm {
        ValueForm(anyText, parse: { $0.isEmpty ? nil : $0 }, describe: { _ in "***" })
    }
}

extension ValueForm where Value == Bool {
    /// `true` or `false`, `1` or `0`.
    public static var flag: ValueForm {
        ValueForm(
            "true or false", parse: { ["true": true, "1": true, "false": false, "0": false][$0] },
            describe: \.description)
    }
}

extension ValueForm where Value: FixedWidthInteger {
    /// Decimal digits without a sign, for a number within `range`.
    public static func wholeNumber(in range: ClosedRange<Value>) -> ValueForm {
        ValueForm("a whole number between \(range.lowerBound) and \(range.upperBound)") { text in
            guard text.utf8.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains) else { return nil }
            return Value(text).flatMap { range.contains($0) ? $0 : nil }
        } describe: {
            String($0)
        }
    }
}

extension ValueForm where Value == Duration {
    /// Numbers with units, as `Duration.init(text:)` reads them.
    public static var duration: ValueForm {
        ValueForm("a duration such as 500ms, 2s, 10m or 1h30m", parse: Duration.init(text:), describe: \.text)
    }
}

extension ValueForm where Value == Duration {
    /// A duration other than no time at all.
    public static var timeLimit: ValueForm {
        let form = ValueForm.duration
        return ValueForm(
            "a duration above 0s such as 500ms, 2s or 10m",
            parse: { text in form.parse(text).flatMap { $0 > .zero ? $0 : nil } },
            describe: form.describe)
    }

    /// A duration of a hundredth of a second or more: without a pause a peer would be asked without end.
    public static var pause: ValueForm {
        let form = ValueForm.duration
        return ValueForm(
            "a duration from 10ms on such as 500ms, 2s or 10m",
            parse: { text in form.parse(text).flatMap { $0 >= .milliseconds(10) ? $0 : nil } },
            describe: form.describe)
    }
}

extension [String] {
    /// The values of an option that takes several, as ``ValueForm/list(of:)`` reads them; nil if the option was not given.
    package var listed: String? { isEmpty ? nil : joined(separator: ",") }
}

extension ValueForm {
    /// At least one value, separated by commas; spaces around them do not count.
    public static func list<Element>(of element: ValueForm<Element>) -> ValueForm where Value == [Element] {
        ValueForm("\(element.expectation), or several separated by commas") { text in
            let parts = text.split(separator: ",", omittingEmptySubsequences: false)
            let values = parts.compactMap { element.parse(String($0.trimmed)) }
            return values.count == parts.count ? values : nil
        } describe: { values in
            values.map(element.describe).joined(separator: ",")
        } flaw: { text in
            flaw(of: text, element)
        }
    }

    /// What is wrong with the first bad element of a list, and which one that is.
    private static func flaw<Element>(of text: String, _ element: ValueForm<Element>) -> String? {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false).map(\.trimmed)
        guard let index = parts.firstIndex(where: { element.parse(String($0)) == nil }) else { return nil }
        if parts.count > 1, parts[index].isEmpty {
            return index == parts.count - 1 ? "nothing stands after the last comma" : "nothing stands before a comma"
        }
        guard let flaw = element.flaw(String(parts[index])) else { return nil }
        return parts.count > 1 ? "of number \(index + 1) of \(parts.count), \(flaw)" : flaw
    }
}

extension Substring {
    /// Without the spaces and tabs at both ends.
    package var trimmed: Substring {
        var rest = self
        while let last = rest.last, last == " " || last == "\t" { rest.removeLast() }
        return rest.drop { $0 == " " || $0 == "\t" }
    }
}
