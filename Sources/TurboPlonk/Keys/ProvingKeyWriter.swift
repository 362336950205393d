import BN254
import Files
import Kernels

/// Writes a proving key file, section by section as they are made.
///
///     var writer = try ProvingKeyWriter(at: path, description, domainLogarithm: 20, betaH: betaH)
///     try writer.write(.powers, powers)
///     if !writer.has(.sigma(0)) { try writer.write(.sigma(0), coefficients, commitment: commitment) }
///     …
///     try writer.finish(verifyingKey)
///
/// The file appears when it is finished. A writer that goes before leaves it as `path.partial`, from which the next writer
/// for the same key takes over the sections that are whole.
public struct ProvingKeyWriter: ~Copyable {
    /// What an earlier writer left.
    public struct Remains: Sendable, Equatable {
        /// The sections that are taken over, in the file's order.
        public internal(set) var kept: [ProvingKeySection]
        /// The sections that are to be made again, since they are not as they were written.
        public internal(set) var damaged: [ProvingKeySection]
        /// Whether nothing is taken over of a file that was begun, since it was begun for another key, with other tables or
        /// by another version of the program, or cannot be read.
        public internal(set) var isDiscarded: Bool

        package init(
            kept: [ProvingKeySection] = [], damaged: [ProvingKeySection] = [], isDiscarded: Bool = false
        ) {
            (self.kept, self.damaged, self.isDiscarded) = (kept, damaged, isDiscarded)
        }
    }

    /// What was there when this writer began.
    public let remains: Remains
    /// Where the file is until it is finished.
    public var partialPath: String { file.partialPath }
    /// Whether the file has room for the coset table.
    public var hasCosetTable: Bool { offsets[.cosetValues(0)] != nil }
    /// Whether the file has room for the Lagrange basis.
    public var hasLagrangeBasis: Bool { offsets[.lagrangeBasis] != nil }

    private let file: ResumableFile
    private let description: ProvingKeyDescription
    private let domainLogarithm: Int
    private let sections: [ProvingKeySection]
    private let offsets: [ProvingKeySection: Int]
    private let fileByteCount: Int
    private let journal: ProvingKeyJournal
    private var records: [ProvingKeySection: ProvingKeyJournal.Record]

    /// The length of the file of a key with `domainSize` rows, in bytes.
    public static func byteCount(domainSize: Int, hasCosetTable: Bool, hasLagrangeBasis: Bool) -> Int {
        let sections = ProvingKeySection.all(hasCosetTable: hasCosetTable, hasLagrangeBasis: hasLagrangeBasis)
        return ProvingKeyHeader.layout(of: sections, domainSize: domainSize).fileByteCount
    }

    /// Begins the file of a key with 2^`domainLogarithm` rows, at most 2^28, with a coset table and a Lagrange basis or
    /// without, or goes on with what there is of it. `betaH` is the β·h of the setup.
    ///
    /// Whatever is taken over is read and compared with its SHA-256 first. Throws `FileError`: with
    /// `FileError/isDiskFull` when the disk has no room for it, or what `ResumableFile` throws.
    public init(
        at path: String, _ description: ProvingKeyDescription, domainLogarithm: Int, betaH: G2Point,
        hasCosetTable: Bool = false, hasLagrangeBasis: Bool = false
    ) throws(FileError) {
        precondition((0...Fr.twoAdicity).contains(domainLogarithm))
        let sections = ProvingKeySection.all(hasCosetTable: hasCosetTable, hasLagrangeBasis: hasLagrangeBasis)
        let (offsets, fileByteCount) = ProvingKeyHeader.layout(of: sections, domainSize: 1 << domainLogarithm)
        let journal = ProvingKeyJournal(
            description, domainLogarithm: domainLogarithm, betaH: betaH, sections: sections)
        let file = try ResumableFile(at: path, byteCount: fileByteCount)

        let bytes = try file.bytes(in: journal.range)
        var (remains, records) = (Remains(), [ProvingKeySection: ProvingKeyJournal.Record]())
        if file.foundByteCount == fileByteCount, journal.owner(of: bytes) == .thisKey {
            for (number, section) in sections.enumerated() {
                guard let record = journal.record(number, in: bytes), let offset = offsets[section] else { continue }
                let range = offset..<offset + section.byteCount(domainSize: 1 << domainLogarithm)
                if try file.checksum(of: range) == record.checksum {
                    records[section] = record
                    remains.kept.append(section)
                } else {
                    remains.damaged.append(section)
                }
            }
        } else {
            remains.isDiscarded = file.foundByteCount > 0
            try file.clear()
            try file.write(journal.head, at: ProvingKeyJournal.offset)
        }
        self.file = file
        (self.description, self.domainLogarithm, self.fileByteCount) = (description, domainLogarithm, fileByteCount)
        (self.sections, self.offsets, self.journal) = (sections, offsets, journal)
        (self.remains, self.records) = (remains, records)
    }

    /// Whether a section is written already.
    public func has(_ section: ProvingKeySection) -> Bool { records[section] != nil }

    /// The commitments that sections, which are written, were written with.
    public func commitments(to sections: [ProvingKeySection]) -> [G1Point] {
        sections.map { section in
            guard let record = records[section] else { preconditionFailure("\(section) is not written") }
            return record.commitment
        }
    }

    /// Writes a section of field elements, with its commitment if it is one of ``ProvingKeySection/polynomials``.
    public mutating func write(
        _ section: ProvingKeySection, _ elements: StorageSlice<Fr>, commitment: G1Point = .infinity
    ) throws(FileError) {
        precondition(!section.isOfPoints)
        try write(section, elements: elements, commitment)
    }

    /// Writes a section of points. If the powers are not those that are there, everything else is made again.
    public mutating func write(
        _ section: ProvingKeySection, _ points: StorageSlice<G1Point>
    ) throws(FileError) {
        precondition(section.isOfPoints)
        try write(section, elements: points, .infinity)
    }

    /// Writes the header, when all sections are written, and gives the file its name.
    public consuming func finish(_ verifyingKey: VerifyingKey) throws(FileError) {
        precondition(verifyingKey.domainLogarithm == domainLogarithm)
        var entries: [ProvingKeySection: ProvingKeyHeader.Entry] = [:]
        for section in sections {
            guard let offset = offsets[section], let record = records[section] else {
                preconditionFailure("\(section) is not written")
            }
            entries[section] = ProvingKeyHeader.Entry(
                offset: offset, byteCount: section.byteCount(domainSize: 1 << domainLogarithm),
                checksum: record.checksum)
        }
        let header = ProvingKeyHeader(description: description, verifyingKey: verifyingKey, sections: entries)
        let journal = self.journal
        let file = self.file
        try file.write(header.encoded(fileByteCount: fileByteCount), at: 0)
        try file.write([UInt8](repeating: 0, count: journal.range.count), at: journal.range.lowerBound)
        try file.moveIntoPlace()
    }

    private mutating func write<Element>(
        _ section: ProvingKeySection, elements: StorageSlice<Element>, _ commitment: G1Point
    ) throws(FileError) {
        let byteCount = elements.count * MemoryLayout<Element>.stride
        guard let number = sections.firstIndex(of: section), let offset = offsets[section],
            byteCount == section.byteCount(domainSize: 1 << domainLogarithm)
        else { preconditionFailure("\(section) of \(byteCount) bytes in a key of 2^\(domainLogarithm) rows") }
        let checksum = unsafe elements.withUnsafeBytes { unsafe SHA256Sum(of: $0) }
        let record = ProvingKeyJournal.Record(checksum: checksum, commitment: commitment)
        if records[section] == record { return }
        if section == .powers, records[.powers] != nil {
            records = [:]
            try file.clear()
            try file.write(journal.head, at: ProvingKeyJournal.offset)
        }
        // The record comes when the section is on the disk.
        try unsafe elements.withUnsafeBytes { (bytes) throws(FileError) in
            try unsafe file.write(bytes, at: offset)
        }
        let encoded = journal.encoded(record, number: number)
        try file.write(encoded.bytes, at: encoded.offset)
        records[section] = record
    }
}
