import BN254
import Files

/// The first 8 KiB of a proving key file: what it is, and where its sections lie.
///
/// | bytes | content |
/// | --- | --- |
/// | 0 | the 8 bytes `HSPKEY\r\n` |
/// | 8 | u32 0x01020304 in the byte order of the machine, which is that of the sections too |
/// | 12 | u32 version of this format |
/// | 16 | u64 length of the file |
/// | 24 | the label: three u32; u32 k, where n = 2^k |
/// | 40 | u32 number of public inputs, u32 flags (1: insecure) |
/// | 48 | the setup's SHA-256, 32 bytes |
/// | 80 | version of the program that made the file, 32 bytes, zeros after the text |
/// | 112 | u32 number of sections, u32 zero |
/// | 128 | verifying key, 40 Solidity words, h being the standard generator |
/// | 1408 | the section table: u32 kind, u32 index, u64 offset, u64 length, u64 zero, SHA-256: 64 bytes each |
/// | 8160 | SHA-256 of the bytes before |
///
/// All integers are little-endian. Sections begin at multiples of 2 MiB and hold elements and points as they lie in
/// memory: Montgomery form, R = 2^256, four 64-bit limbs from the lowest; a point is x and y.
struct ProvingKeyHeader: Sendable {
    static let byteCount = 8192
    static let formatVersion: UInt32 = 1
    static let alignment = 2 << 20

    private static let magic = Array("HSPKEY\r\n".utf8)
    private static let byteOrderMark: UInt32 = 0x0102_0304
    private static let creatorByteCount = 32
    private static let tableOffset = 1408
    private static let entryByteCount = 64
    private static let checksumOffset = byteCount - SHA256Sum.byteCount
    static let maximumSectionCount = (checksumOffset - tableOffset) / entryByteCount

    /// Where a section lies in the file.
    struct Entry: Sendable {
        let offset: Int
        let byteCount: Int
        let checksum: SHA256Sum
    }

    let description: ProvingKeyDescription
    let verifyingKey: VerifyingKey
    let sections: [ProvingKeySection: Entry]

    /// Where `sections` of a key with `domainSize` rows lie, and the length of the file.
    static func layout(
        of sections: [ProvingKeySection], domainSize: Int
    ) -> (offsets: [ProvingKeySection: Int], fileByteCount: Int) {
        var end = byteCount
        var offsets: [ProvingKeySection: Int] = [:]
        for section in sections {
            let offset = (end + alignment - 1) / alignment * alignment
            offsets[section] = offset
            end = offset + section.byteCount(domainSize: domainSize)
        }
        return (offsets, end)
    }
}

extension ProvingKeyHeader {
    /// The 8 KiB, for a file of `fileByteCount` bytes.
    func encoded(fileByteCount: Int) -> [UInt8] {
        var bytes = ProvingKeyHeader.magic
        bytes.append(littleEndian: ProvingKeyHeader.byteOrderMark.littleEndian)
        bytes.append(littleEndian: ProvingKeyHeader.formatVersion)
        bytes.append(littleEndian: UInt64(fileByteCount))
        bytes.append(littleEndian: description.label.first)
        bytes.append(littleEndian: description.label.second)
        bytes.append(littleEndian: description.label.third)
        bytes.append(littleEndian: UInt32(verifyingKey.domainLogarithm))
        bytes.append(littleEndian: UInt32(verifyingKey.publicInputCount))
        bytes.append(littleEndian: UInt32(description.isInsecure ? 1 : 0))
        bytes += description.setup.bytes
        bytes += description.creator.utf8.prefix(ProvingKeyHeader.creatorByteCount - 1)
        bytes.pad(to: 112)
        bytes.append(littleEndian: UInt32(sections.count))
        bytes.pad(to: 128)
        bytes += verifyingKey.solidityWords
        assert(bytes.count == ProvingKeyHeader.tableOffset)
        for (section, entry) in sections.sorted(by: { $0.value.offset < $1.value.offset }) {
            bytes.append(littleEndian: section.identifier.kind)
            bytes.append(littleEndian: section.identifier.index)
            bytes.append(littleEndian: UInt64(entry.offset))
            bytes.append(littleEndian: UInt64(entry.byteCount))
            bytes.append(littleEndian: UInt64(0))
            bytes += entry.checksum.bytes
        }
        bytes.pad(to: ProvingKeyHeader.checksumOffset)
        return bytes + SHA256Sum(of: bytes).bytes
    }

    /// The header of a mapped file, checked against its own SHA-256, the file's length and itself.
    init(_ file: MappedFile) throws(ProvingKeyFileError) {
        let (path, fileByteCount) = (file.path, file.span.count)
        guard fileByteCount >= ProvingKeyHeader.byteCount else { throw .notAKeyFile(path: path) }
        let bytes = (0..<ProvingKeyHeader.byteCount).map { file.span[$0] }
        guard bytes.starts(with: ProvingKeyHeader.magic) else { throw .notAKeyFile(path: path) }
        // As the machine reads it: the other way round if the file is from a machine of the other kind.
        let mark = UInt32(littleEndian: bytes.littleEndian(at: 8, as: UInt32.self))
        guard mark != ProvingKeyHeader.byteOrderMark.byteSwapped else { throw .foreignByteOrder(path: path) }
        guard mark == ProvingKeyHeader.byteOrderMark else { throw .damagedHeader(path: path) }
        let format = bytes.littleEndian(at: 12, as: UInt32.self)
        guard format == ProvingKeyHeader.formatVersion else { throw .unsupportedFormat(path: path, version: format) }
        let checksum = SHA256Sum(bytes: bytes[ProvingKeyHeader.checksumOffset..<ProvingKeyHeader.byteCount])
        guard SHA256Sum(of: Array(bytes[..<ProvingKeyHeader.checksumOffset])) == checksum else {
            throw .damagedHeader(path: path)
        }
        let expected = bytes.littleEndian(at: 16, as: UInt64.self)
        guard expected == fileByteCount else {
            throw .wrongLength(path: path, expected: expected, found: fileByteCount)
        }
        do throws(Flaw) {
            description = try ProvingKeyHeader.description(bytes)
            verifyingKey = try ProvingKeyHeader.verifyingKey(bytes)
            sections = try ProvingKeyHeader.sections(
                bytes, fileByteCount: fileByteCount, domainSize: verifyingKey.domainSize)
        } catch {
            throw .invalidHeader(path: path, error.reason)
        }
    }

    /// What a header says that cannot be.
    private struct Flaw: Error {
        let reason: String
    }

    private static func description(_ bytes: [UInt8]) throws(Flaw) -> ProvingKeyDescription {
        let label = ProvingKeyLabel(
            bytes.littleEndian(at: 24, as: UInt32.self), bytes.littleEndian(at: 28, as: UInt32.self),
            bytes.littleEndian(at: 32, as: UInt32.self))
        let flags = bytes.littleEndian(at: 44, as: UInt32.self)
        guard flags <= 1 else { throw Flaw(reason: "flags \(flags)") }
        return ProvingKeyDescription(
            label: label, isInsecure: flags == 1, setup: SHA256Sum(bytes: bytes[48..<80]),
            creator: String(decoding: bytes[80..<80 + creatorByteCount].prefix { $0 != 0 }, as: UTF8.self))
    }

    private static func verifyingKey(_ bytes: [UInt8]) throws(Flaw) -> VerifyingKey {
        let key: VerifyingKey
        do throws(TurboPlonkError) {
            key = try VerifyingKey(solidityWords: Array(bytes[128..<tableOffset]))
        } catch {
            throw Flaw(reason: "verifying key: \(error)")
        }
        guard key.domainLogarithm == bytes.littleEndian(at: 36, as: UInt32.self),
            key.publicInputCount == bytes.littleEndian(at: 40, as: UInt32.self)
        else { throw Flaw(reason: "the verifying key is another circuit's") }
        return key
    }

    private static func sections(
        _ bytes: [UInt8], fileByteCount: Int, domainSize: Int
    ) throws(Flaw) -> [ProvingKeySection: Entry] {
        let count = bytes.littleEndian(at: 112, as: UInt32.self)
        guard count <= maximumSectionCount else { throw Flaw(reason: "\(count) sections") }
        var sections: [ProvingKeySection: Entry] = [:]
        for start in (0..<Int(count)).map({ tableOffset + $0 * entryByteCount }) {
            let kind = bytes.littleEndian(at: start, as: UInt32.self)
            let index = bytes.littleEndian(at: start + 4, as: UInt32.self)
            guard let section = ProvingKeySection.all.first(where: { $0.identifier == (kind, index) }) else {
                continue
            }
            let offset = bytes.littleEndian(at: start + 8, as: UInt64.self)
            let byteCount = section.byteCount(domainSize: domainSize)
            guard bytes.littleEndian(at: start + 16, as: UInt64.self) == byteCount,
                offset >= self.byteCount, offset.isMultiple(of: UInt64(alignment)),
                byteCount <= fileByteCount, offset <= UInt64(fileByteCount - byteCount)
            else { throw Flaw(reason: "\(section) does not lie in the file") }
            let checksum = SHA256Sum(bytes: bytes[start + 32..<start + 64])
            let entry = Entry(offset: Int(offset), byteCount: byteCount, checksum: checksum)
            guard sections.updateValue(entry, forKey: section) == nil else {
                throw Flaw(reason: "\(section) is there twice")
            }
        }
        let hasCosetTable = ProvingKeySection.cosetTable.contains { sections[$0] != nil }
        let expected = ProvingKeySection.required + (hasCosetTable ? ProvingKeySection.cosetTable : [])
        if let missing = expected.first(where: { sections[$0] == nil }) {
            throw Flaw(reason: "\(missing) is missing")
        }
        return sections
    }
}

extension [UInt8] {
    /// Appends an integer, least significant byte first.
    fileprivate mutating func append(littleEndian value: some FixedWidthInteger) {
        for shift in stride(from: 0, to: value.bitWidth, by: 8) { append(UInt8(truncatingIfNeeded: value >> shift)) }
    }

    /// Appends zeros up to the length `count`.
    fileprivate mutating func pad(to count: Int) {
        append(contentsOf: repeatElement(0, count: count - self.count))
    }

    /// The integer at `offset`, least significant byte first.
    fileprivate func littleEndian<Value: FixedWidthInteger>(at offset: Int, as type: Value.Type) -> Value {
        (0..<Value.bitWidth / 8).reversed().reduce(0) { $0 << 8 | Value(self[offset + $1]) }
    }
}
