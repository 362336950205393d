import BN254
import Files

/// What is done of a proving key file that is not finished: written in the file itself, behind the place of its header,
/// where a finished file has zeros.
///
/// | bytes from 8192 on | content |
/// | --- | --- |
/// | 0 | the 8 bytes `HSPPART\n` |
/// | 32 | SHA-256 of what the key is made of |
/// | 128 + 128·i | record of section number i, zeros until it is there: the section's SHA-256; if it is a polynomial that the verifying key commits to, its commitment in two Solidity words; SHA-256 of what the key is made of, of i and of the bytes before |
///
/// A record that is torn or of another key fails its checksum, and so does a section that is not as it was written. The
/// checksums are no protection from somebody who wants to deceive; but who can write here can replace the finished key.
struct ProvingKeyJournal {
    private static let magic = Array("HSPPART\n".utf8)
    private static let version = 2
    static let offset = ProvingKeyHeader.byteCount
    private static let headByteCount = 128
    private static let recordByteCount = 128

    /// What is known of a section.
    struct Record: Equatable {
        let checksum: SHA256Sum
        /// Infinity for a section that is not committed to.
        let commitment: G1Point
    }

    /// The digest of what the key is made of.
    let ingredients: SHA256Sum
    let sectionCount: Int

    /// The journal of a key that is made of `description`'s circuit and setup by this version of the program, and that will
    /// have these sections.
    init(
        _ description: ProvingKeyDescription, domainLogarithm: Int, betaH: G2Point, sections: [ProvingKeySection]
    ) {
        let lines = [
            "\(ProvingKeyJournal.version) \(ProvingKeyHeader.formatVersion)", "\(description.label.first)",
            "\(description.label.second)", "\(description.label.third)", "\(description.isInsecure)",
            "\(description.setup)", "\(SHA256Sum(of: betaH.arkUncompressed))", "\(domainLogarithm)",
            sections.map { "\($0.identifier.kind).\($0.identifier.index)" }.joined(separator: " "),
            description.creator,
        ]
        ingredients = SHA256Sum(of: Array(lines.joined(separator: "\n").utf8))
        sectionCount = sections.count
    }

    /// Where it lies in the file.
    var range: Range<Int> {
        ProvingKeyJournal.offset..<ProvingKeyJournal.recordOffset(sectionCount)
    }

    private static func recordOffset(_ number: Int) -> Int { offset + headByteCount + recordByteCount * number }

    /// What it begins with.
    var head: [UInt8] {
        let zeros = [UInt8](repeating: 0, count: 32 - ProvingKeyJournal.magic.count)
        return ProvingKeyJournal.magic + zeros + ingredients.bytes
    }

    /// Whose journal the bytes are that lie at ``range``.
    enum Owner { case nobody, thisKey, anotherKey }

    func owner(of bytes: [UInt8]) -> Owner {
        if bytes.starts(with: head) { return .thisKey }
        return bytes.starts(with: ProvingKeyJournal.magic) ? .anotherKey : .nobody
    }

    /// The record of section `number`, and where it belongs in the file.
    func encoded(_ record: Record, number: Int) -> (bytes: [UInt8], offset: Int) {
        let content = record.checksum.bytes + record.commitment.solidityWords
        return (content + seal(content, number).bytes, ProvingKeyJournal.recordOffset(number))
    }

    /// The record of section `number` in the bytes that lie at ``range``; nil if there is none, or none that is whole.
    func record(_ number: Int, in bytes: [UInt8]) -> Record? {
        let start = ProvingKeyJournal.recordOffset(number) - ProvingKeyJournal.offset
        let content = Array(bytes[start..<start + 96])
        guard seal(content, number).bytes == Array(bytes[start + 96..<start + 128]),
            let commitment = try? G1Point(solidityWords: Array(content[32...]))
        else { return nil }
        return Record(checksum: SHA256Sum(bytes: content[..<32]), commitment: commitment)
    }

    private func seal(_ content: [UInt8], _ number: Int) -> SHA256Sum {
        SHA256Sum(of: ingredients.bytes + [UInt8(number)] + content)
    }
}
