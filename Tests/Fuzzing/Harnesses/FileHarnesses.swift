import BN254
import Files
@testable import SRS
@testable import TurboPlonk

/// Files of keys and setups, which lie where others may write.
let fileHarnesses: [Harness] = [
    // The header's checksum and the file's length are put right: they keep nobody out who writes the file.
    Harness("key-file", maximumLength: ProvingKeyHeader.byteCount) { bytes in
        var input = Input(bytes)
        let isPutRight = input.byte() & 7 != 7
        var header = Array("HSPKEY\r\n".utf8) + [4, 3, 2, 1, 1, 0, 0, 0] + input.remaining
        header += [UInt8](repeating: 0, count: max(0, ProvingKeyHeader.byteCount - header.count))
        header.removeLast(header.count - ProvingKeyHeader.byteCount)
        var length = header[16..<24].reversed().reduce(0) { $0 << 8 | UInt64($1) }
        if isPutRight {
            // Of a circuit as large as ours the file is a few GiB, none of which is on a disk here.
            length %= 1 << 33
            for index in 0..<8 { header[16 + index] = UInt8(truncatingIfNeeded: length >> UInt64(8 * index)) }
            let end = ProvingKeyHeader.byteCount - SHA256Sum.byteCount
            header[end...] = SHA256Sum(of: Array(header[..<end])).bytes[...]
        }
        ScratchFile.shared.fill(header, count: Int(length % 1 << 33))
        do throws(ProvingKeyFileError) {
            let file = try ProvingKeyFile.open(ScratchFile.shared.path)
            claim(isPutRight || length > 0, "a file without a length")
            claim(file.description.creator.utf8.count <= 32 * 3, "a long creator")
            let key = file.provingKey
            // Every column lies in the file: its first and its last element can be read.
            for column in key.selectors + key.sigmas {
                claim(column.count >= file.verifyingKey.domainSize, "a short column")
                _ = column[column.count - 1]
            }
            _ = key.powers[key.powers.count - 1]
        } catch {
            claim(isPrintableLine("\(error)"), "an error with controls")
        }
    },

    Harness("key-journal", maximumLength: 4096) { bytes in
        var input = Input(bytes)
        let isOurs = input.byte() & 1 == 1
        let sections = ProvingKeySection.required
        let description = ProvingKeyDescription(isInsecure: true, setup: SHA256Sum(of: [1, 2, 3]), creator: "fuzz")
        let journal = ProvingKeyJournal(
            description, domainLogarithm: 4, betaH: .generator, sections: sections)
        var content = (isOurs ? journal.head : []) + input.remaining
        content += [UInt8](repeating: 0, count: max(0, journal.range.count - content.count))
        content.removeLast(content.count - journal.range.count)
        claim((journal.owner(of: content) == .thisKey) || !isOurs, "another key's journal")
        for number in sections.indices {
            guard let record = journal.record(number, in: content) else { continue }
            let (encoded, _) = journal.encoded(record, number: number)
            claim(content.hasRun(encoded), "a record with two spellings")
            claim(record.commitment.isOnCurve, "a commitment beside the curve")
        }
        // A record that is written is read again, and under no other number.
        let record = ProvingKeyJournal.Record(checksum: SHA256Sum(of: bytes), commitment: .generator)
        let (encoded, offset) = journal.encoded(record, number: 1)
        let start = offset - journal.range.lowerBound
        content[start..<start + encoded.count] = encoded[...]
        claim(journal.record(1, in: content) == record, "a record that is not read again")
        content[start + Int(bytes.count) % encoded.count] ^= 1
        claim(journal.record(1, in: content) == nil, "a torn record is taken")
    },

    Harness("setup", maximumLength: 2048) { bytes in
        var input = Input(bytes)
        let kind = input.byte()
        var content = input.remaining
        if kind & 1 == 1, content.count >= 8 {
            // The number of powers that fits the length, where there is one.
            let rest = content.count - SRSLayout.byteCount(powerCount: 0)
            let count = max(0, rest) / G1Point.uncompressedByteCount
            for index in 0..<8 { content[index] = UInt8(truncatingIfNeeded: count >> (8 * index)) }
            if count >= 1 { content = Array(content.prefix(SRSLayout.byteCount(powerCount: count))) }
        }
        ScratchFile.shared.fill(content, count: content.count)
        do throws(SRSError) {
            let setup = try StructuredReferenceString(contentsOf: ScratchFile.shared.path)
            claim(setup.degree + 1 == setup.powerCount && setup.powerCount < 64, "\(setup.powerCount) powers")
            claim(setup.h == .generator && !setup.betaH.isInfinity, "another generator")
            let powers = try setup.powers(count: setup.powerCount)
            for index in 0..<powers.count { claim(powers[index].isOnCurve, "a power beside the curve") }
            try setup.verify()
        } catch {
            claim(isPrintableLine("\(error)"), "an error with controls")
        }
    },
]
