import BN254
import JSON
import TurboPlonk

/// A verifying key as a file: a JSON object as ``json`` makes it and the reference prints it, or the words of the
/// contract's `_getVk()` in hexadecimal.
///
///     {"domain_size":1048576, "num_inputs":5, "k":["0x…", … 5], "sigma_comms":[{"x":"0x…","y":"0x…"}, … 5],
///      "selector_comms":[… 13], "h":{"x":{"c0":"0x…","c1":"0x…"},"y":{…}}, "beta_h":{…},
///      "solidity_g2LSB":"0x…", "solidity_g2MSB":"0x…"}
///
/// Selectors are in the order of the transcript (`Selector`). See the article TranscriptOfAProof of TurboPlonk.
extension VerifyingKey {
    /// Reads an object of the form above, or a string with the 40 words; other members do not matter.
    ///
    /// The constants k and the generator h may be missing, being the same in every key, and so may the two compressed
    /// words. Throws `JSONError`: `invalidValue` for values that are no key's or contradict each other.
    public init(document: JSONReader) throws(JSONError) {
        if case .string(let text) = document.value {
            try self.init(words: text, at: document)
            return
        }
        let betaH = try document.field("beta_h").g2Point()
        let compressed = betaH.arkCompressed
        for (name, half) in [("solidity_g2LSB", compressed.prefix(32)), ("solidity_g2MSB", compressed.suffix(32))] {
            guard let member = try document.optionalField(name) else { continue }
            guard try member.word().bigEndianBytes == Array(half) else { throw member.error("not that of beta_h") }
        }
        if let constants = try document.optionalField("k") {
            let words = try constants.elements().map { (element) throws(JSONError) in try element.word() }
            guard words == Self.cosetConstants.map(\.canonical) else {
                throw constants.error("not the coset constants of the contracts")
            }
        }
        if let generator = try document.optionalField("h"), try generator.g2Point() != .generator {
            throw generator.error("not the standard generator of G2")
        }
        let (domainSize, publicInputCount) = (try document.field("domain_size"), try document.field("num_inputs"))
        let selectors = try document.field("selector_comms").elements()
        let sigmas = try document.field("sigma_comms").elements()
        let (size, count) = (try domainSize.int(), try publicInputCount.int())
        let points = try (selectors + sigmas).map { (element) throws(JSONError) in try element.g1Point() }
        do throws(TurboPlonkError) {
            try self.init(
                domainSize: size, publicInputCount: count, selectors: Array(points.prefix(selectors.count)),
                sigmas: Array(points.dropFirst(selectors.count)), betaH: betaH)
        } catch {
            throw document.error(error.description)
        }
    }

    /// Reads a file: JSON of the form above, or nothing but the 40 words in hexadecimal and white space.
    public init(file bytes: [UInt8]) throws(JSONError) {
        let first = bytes.first { !isWhiteSpace($0) }
        guard first == UInt8(ascii: "{") || first == UInt8(ascii: "\"") else {
            let text = String(decoding: bytes.filter { !isWhiteSpace($0) }, as: UTF8.self)
            try self.init(words: text, at: JSONReader(.null))
            return
        }
        try self.init(document: JSONReader(try JSONValue(parsing: bytes)))
    }

    /// Whether a file of this form has the member `"insecure":true`, as `prepare-keys` writes it.
    static func isSaidToBeInsecure(in bytes: [UInt8]) -> Bool {
        guard let file = try? JSONValue(parsing: bytes), case .object(let members) = file else { return false }
        return members["insecure"] == true
    }

    private init(words text: String, at place: JSONReader) throws(JSONError) {
        guard let bytes = [UInt8](hexadecimal: text) else {
            throw place.error("expected a JSON object or the hexadecimal digits of \(Self.solidityWordCount) words")
        }
        do throws(TurboPlonkError) {
            try self.init(solidityWords: bytes)
        } catch {
            throw place.error(error.description)
        }
    }
}

private func isWhiteSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0d).contains(byte) }
