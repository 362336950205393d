import BN254
import Failures
import Files
import Kernels

/// A proving key on disk, read in place: opening it reads 8 KiB, whatever the size of the circuit.
///
///     let file = try ProvingKeyFile.open("v3-cap200-canonical-aztec.hspkey")
///     let prover = try Prover(key: file.provingKey)
///
/// Opening checks the header, the section table and the length of the file. The contents of the sections are checked by
/// ``verifySections(progress:)`` only; a section that is damaged yields proofs that do not verify, nothing worse.
public final class ProvingKeyFile: Sendable {
    /// What the key is for, and what it was made from.
    public let description: ProvingKeyDescription
    /// What its proofs are verified with.
    public let verifyingKey: VerifyingKey

    private let file: MappedFile
    private let sections: [ProvingKeySection: ProvingKeyHeader.Entry]

    /// The path it was opened by.
    public var path: String { file.path }

    /// Opens the file at `path`. Throws ``ProvingKeyFileError``.
    public static func open(_ path: String) throws(ProvingKeyFileError) -> ProvingKeyFile {
        try ProvingKeyFile(
            translating(ProvingKeyFileError.file) { () throws(FileError) in try MappedFile(path) })
    }

    private init(_ file: MappedFile) throws(ProvingKeyFileError) {
        let header = try ProvingKeyHeader(file)
        description = header.description
        verifyingKey = header.verifyingKey
        sections = header.sections
        self.file = file
    }

    /// The key, whose columns are the mapped file.
    public var provingKey: ProvingKey {
        ProvingKey(
            verifyingKey: verifyingKey,
            selectors: ProvingKeySection.selectors.map(elements), sigmas: ProvingKeySection.sigmas.map(elements),
            sigmaValues: (0..<VerifyingKey.wireCount).map { elements(.sigmaValues($0)) }, cosetValues: cosetValues,
            powers: elements(.powers), lagrangeBasis: lagrangeBasis)
    }

    /// Tells the system to fetch the file from the disk, in the order in which a prover needs it, and does not wait.
    public func prefetch() {
        let order = [.lagrangeBasis] + ProvingKeySection.required.reversed() + ProvingKeySection.cosetTable
        file.prefetch(order.compactMap { sections[$0] }.map { $0.offset..<$0.offset + $0.byteCount })
    }

    /// Takes the file out of the page table, on all threads. When a process ends the system does that on one, for a coset
    /// table of 2.8 GiB in 70 ms.
    public func releasePages() {
        let piece = 1 << 26
        let count = unsafe file.bytes.count
        Parallel.forEach((count + piece - 1) / piece) { [file] index in
            file.release(index * piece..<min((index + 1) * piece, count))
        }
    }

    /// Whether the values of selectors and σ on the prover's cosets are in the file.
    public var hasCosetTable: Bool { sections[.cosetValues(0)] != nil }

    /// Whether the points L_j(τ)·G are in the file, with which values are committed to.
    public var hasLagrangeBasis: Bool { sections[.lagrangeBasis] != nil }

    private var lagrangeBasis: StorageSlice<G1Point> {
        hasLagrangeBasis ? elements(.lagrangeBasis) : StorageSlice()
    }

    private var cosetValues: [[StorageSlice<Fr>]] {
        guard hasCosetTable else { return [] }
        let (columns, n) = (
            ProvingKeySection.cosetTable.map { elements($0) as StorageSlice<Fr> }, verifyingKey.domainSize
        )
        return (0..<QuotientCosets.count).map { coset in
            columns.map { $0[coset * n..<(coset + 1) * n] }
        }
    }

    /// Compares the contents of every section with its SHA-256, on all processors.
    ///
    /// `progress` is told the share that is done, in 0…1. Throws ``ProvingKeyFileError/damagedSections(path:_:)``, or
    /// `CancellationError`.
    public func verifySections(progress: (Double) -> Void = { _ in }) async throws {
        let total = sections.values.reduce(0) { $0 + $1.byteCount }
        let damaged = try await withThrowingTaskGroup(of: (ProvingKeySection, isWhole: Bool).self) { group in
            for (section, entry) in sections {
                group.addTask { [self] in
                    try Task.checkCancellation()
                    let bytes: StorageSlice<UInt8> = elements(section)
                    let found = unsafe bytes.withUnsafeBytes { unsafe SHA256Sum(of: $0) }
                    return (section, found == entry.checksum)
                }
            }
            var (done, damaged) = (0, Set<ProvingKeySection>())
            for try await (section, isWhole) in group {
                if !isWhole { damaged.insert(section) }
                done += sections[section]?.byteCount ?? 0
                progress(Double(done) / Double(total))
            }
            return damaged
        }
        guard damaged.isEmpty else {
            let names = ProvingKeySection.all.filter(damaged.contains).map(\.description)
            throw ProvingKeyFileError.damagedSections(path: path, names)
        }
    }

    /// A section as it lies in the mapped file, whose memory no one changes: any bytes of it make an element, if not a
    /// canonical one.
    private func elements<Element>(_ section: ProvingKeySection) -> StorageSlice<Element> {
        // The header is refused unless all required sections, and all or none of the coset table, lie within the file.
        guard let entry = sections[section] else { preconditionFailure("\(section) is not in \(path)") }
        return unsafe StorageSlice(file.bytes, at: entry.offset..<entry.offset + entry.byteCount, owner: file)
    }
}
