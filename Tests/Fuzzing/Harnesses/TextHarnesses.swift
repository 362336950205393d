import BN254
import CommandSupport
import Ethereum
import EthereumSettings
import JSON
import Text

/// Words, numbers, amounts and times that a person or a peer wrote.
let textHarnesses: [Harness] = [
    Harness("durations-and-amounts", maximumLength: 128) { bytes in
        let text = String(decoding: bytes, as: UTF8.self)
        if let duration = Duration(text: text) {
            claim(duration >= .zero, "a negative duration")
            claim(Duration(text: duration.text) == duration, "duration \(duration) is written \(duration.text)")
            claim(duration.milliseconds >= 0, "negative milliseconds")
        }
        for (amount, written) in [
            (Wei(gweiText: text), \Wei.gwei), (Wei(etherText: text), \Wei.ether),
        ] as [(Wei?, KeyPath<Wei, String>)] {
            guard let amount else { continue }
            let shown = amount[keyPath: written]
            let again = written == \Wei.gwei ? Wei(gweiText: shown) : Wei(etherText: shown)
            // What is not below 10^40 in digits has more of them than are read.
            claim(again == amount || shown.utf8.count > 40, "amount \(amount.amount) is written \(shown)")
            claim(amount + .max == .max && amount - .max == .zero, "amounts do not saturate")
        }
        if let time = Timestamp(text: text) {
            claim(time.description == text, "time \(text) is written \(time)")
            claim(Timestamp(text: time.description) == time, "time \(time) is not read back")
        }
        _ = LogLevel(filter: text)
    },

    Harness("numbers", maximumLength: 128) { bytes in
        let text = String(decoding: bytes, as: UTF8.self)
        if let value = attempt({ try UInt256(hexadecimal: text) }) {
            claim(attempt { try UInt256(hexadecimal: value.hexadecimalWord) } == value, "hexadecimal \(text)")
        }
        if let value = attempt({ try UInt256(decimal: text) }) {
            claim(attempt { try UInt256(decimal: value.description) } == value, "decimal \(text)")
        }
        if let value = UInt256(quantity: text) {
            claim(value.hexadecimalQuantity.lowercased() == text.lowercased(), "quantity \(text) has two spellings")
        }
        if let data = [UInt8](data: text) { claim(data.dataText == text.lowercased(), "data \(text)") }
        if let address = attempt({ try Address(text: text) }) {
            claim(address.lowercase == text.lowercased(), "address \(text)")
            claim(attempt { try Address(text: address.checksummed) } == address, "checksum of \(address)")
        }
        if let hash = Hash256(text: text) { claim(hash.description == text.lowercased(), "hash \(text)") }
        if let field = attempt({ try Fr(hexadecimal: text) }) {
            claim(attempt { try Fr(hexadecimal: field.hexadecimal) } == field, "element \(text)")
        }
        if let number = JSONNumber(text: text) {
            claim(number.text == text, "number \(text)")
            if let value = number.uint64 { claim(String(value) == text, "integer \(text) has two spellings") }
            claim(!number.double.isNaN, "number \(text) is none")
        }
    },

    Harness("shown-text", maximumLength: 512) { bytes in
        let text = String(decoding: bytes, as: UTF8.self)
        let line = text.printableLine(limit: 100)
        claim(isPrintableLine(line), "a line with controls")
        claim(line.unicodeScalars.count <= 100 * 12 + 1, "a long line")
        claim(isPrintableLine(LineText.escaped(text)), "an escaped text with controls")
        let json = LineText.json(text)
        claim(isPrintableLine(json), "a JSON text with controls")
        // The same bytes come back: this is how log lines are written.
        guard case .string(let again)? = attempt({ try JSONValue(parsing: json) }) else {
            return claim(false, "a log line is no JSON: \(json)")
        }
        claim(again.utf8.elementsEqual(text.utf8), "a log line says something else")
        claim(isPrintableLine(LineText.described(text)), "a description with controls")
        let names = ["relay-url", "sequencer-url", "freq", "port", "provider"]
        if let (name, distance) = NearestName.find(text, in: names) {
            claim(names.contains(name) && distance >= 0 && distance <= 64 + 16, "a distance of \(distance)")
            claim((distance == 0) == (name == text), "distance 0 between \(name) and another")
        }
        if text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), !text.isEmpty {
            claim(
                DecimalText.grouped(text).filter { ("0"..."9").contains($0) } == text, "grouping changes \(text)")
            _ = DecimalText.shifted(text, by: 18)
        }
    },
]
