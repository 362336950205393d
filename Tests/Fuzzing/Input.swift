import BN254

/// The bytes of an input, taken from the front; zeros where there are no more.
struct Input {
    private(set) var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) { rest = bytes[...] }

    var isEmpty: Bool { rest.isEmpty }

    mutating func byte() -> UInt8 { rest.popFirst() ?? 0 }

    mutating func bytes(_ count: Int) -> [UInt8] {
        let part = Array(rest.prefix(count))
        rest = rest.dropFirst(count)
        return part + [UInt8](repeating: 0, count: count - part.count)
    }

    mutating func uint64() -> UInt64 { bytes(8).reduce(0) { $0 << 8 | UInt64($1) } }

    mutating func uint256() -> UInt256 { UInt256(bigEndian: bytes(32).span) }

    /// A number below 2^256, often next to a power of two or to the modulus, where carries are.
    mutating func edge(of modulus: UInt256) -> UInt256 {
        let kind = byte()
        let offset = UInt256(UInt64(byte()))
        return switch kind & 7 {
        case 0: offset
        case 1: modulus &- offset
        case 2: UInt256.zero &- offset
        case 3: (UInt256.max >> (8 * Int(kind >> 3))) &- offset
        case 4: (modulus >> 1) &+ offset
        default: uint256()
        }
    }

    /// A line of what is left, without its end, as text.
    mutating func line() -> String {
        let line = rest.prefix { $0 != UInt8(ascii: "\n") }
        rest = rest.dropFirst(line.count + 1)
        return String(decoding: line, as: UTF8.self)
    }

    /// What is left, as text.
    var text: String { String(decoding: rest, as: UTF8.self) }

    /// What is left.
    var remaining: [UInt8] { Array(rest) }
}

/// A secret that harnesses plant in what is read: nothing that is shown may have it.
enum Planted {
    /// No known word of an interface, of letters and digits only, so that every place of a document takes it.
    static let secret = "hun7erTw0AndSe7en"

    /// The input with the secret in place of every byte 1, which no seed has for anything else.
    static func into(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.contains(1) else { return bytes }
        return bytes.flatMap { $0 == 1 ? Array(secret.utf8) : [$0] }
    }

    /// Ends the process if what is shown has the secret.
    static func isMissing(in shown: @autoclosure () -> String, _ place: String) {
        let shown = shown()
        claim(!shown.holds(secret), "\(place) shows the secret")
    }
}

extension [UInt8] {
    /// Whether `run` stands in it.
    func hasRun(_ run: [UInt8]) -> Bool {
        var start = 0
        while start <= count - run.count, let place = self[start...].firstIndex(of: run[0]), place <= count - run.count
        {
            if self[place..<place + run.count].elementsEqual(run) { return true }
            start = place + 1
        }
        return false
    }
}

extension String {
    /// Whether the bytes of `text` stand in it, whatever characters they are a part of.
    func holds(_ text: String) -> Bool { Array(utf8).hasRun(Array(text.utf8)) }
}

/// Whether a text is fit for one line of a terminal: nothing in it moves the cursor or is not seen.
func isPrintableLine(_ text: String) -> Bool {
    if text.utf8.allSatisfy({ (0x20...0x7e).contains($0) }) { return true }
    return text.unicodeScalars.allSatisfy { scalar in
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned: false
        default: true
        }
    }
}
