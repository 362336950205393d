import BN254
import Files

/// Writes a proving key file, section by section as they are made.
///
///     var writer = try ProvingKeyWriter(at: path, description, domainLogarithm: 20)
///     try writer.write(.sigma(0), coefficients)
///     …
///     try writer.finish(verifyingKey)
///
/// The file appears when it is finished; a writer that goes before leaves nothing.
public struct ProvingKeyWriter: ~Copyable {
    private let file: NewFile
    private let description: ProvingKeyDescription
    private let domainLogarithm: Int
    private let offsets: [ProvingKeySection: Int]
    private let fileByteCount: Int
    private var sections: [ProvingKeySection: ProvingKeyHeader.Entry] = [:]

    /// Begins the file of a key with 2^`domainLogarithm` rows, at most 2^28, with a coset table and a Lagrange basis or
    /// without.
    ///
    /// Throws ``FileError``, with ``FileError/isDiskFull`` when the disk has no room for it.
    public init(
        at path: String, _ description: ProvingKeyDescription, domainLogarithm: Int, hasCosetTable: Bool = false,
        hasLagrangePowers: Bool = false
    ) throws(FileError) {
        precondition((0...Fr.twoAdicity).contains(domainLogarithm))
        (offsets, fileByteCount) = ProvingKeyHeader.layout(
            of: ProvingKeySection.all(hasCosetTable: hasCosetTable, hasLagrangePowers: hasLagrangePowers),
            domainSize: 1 << domainLogarithm)
        file = try NewFile(at: path, byteCount: fileByteCount)
        self.description = description
        self.domainLogarithm = domainLogarithm
    }

    /// Writes a section of field elements.
    public mutating func write(
        _ section: ProvingKeySection, _ elements: UnsafeBufferPointer<Fr>
    ) throws(FileError) {
        precondition(!section.isOfPoints)
        try write(section, UnsafeRawBufferPointer(elements))
    }

    /// Writes a section of points.
    public mutating func write(
        _ section: ProvingKeySection, _ points: UnsafeBufferPointer<G1Point>
    ) throws(FileError) {
        precondition(section.isOfPoints)
        try write(section, UnsafeRawBufferPointer(points))
    }

    /// Writes the header, when all sections are written, and gives the file its name.
    public consuming func finish(_ verifyingKey: VerifyingKey) throws(FileError) {
        precondition(verifyingKey.domainLogarithm == domainLogarithm)
        precondition(sections.count == offsets.count)
        let header = ProvingKeyHeader(description: description, verifyingKey: verifyingKey, sections: sections)
        let file = self.file
        try file.write(header.encoded(fileByteCount: fileByteCount), at: 0)
        try file.moveIntoPlace()
    }

    private mutating func write(_ section: ProvingKeySection, _ bytes: UnsafeRawBufferPointer) throws(FileError) {
        guard let offset = offsets[section], bytes.count == section.byteCount(domainSize: 1 << domainLogarithm) else {
            preconditionFailure("\(section) of \(bytes.count) bytes in a key of 2^\(domainLogarithm) rows")
        }
        try file.write(bytes, at: offset)
        sections[section] = ProvingKeyHeader.Entry(
            offset: offset, byteCount: bytes.count, checksum: SHA256Sum(of: bytes))
    }
}
