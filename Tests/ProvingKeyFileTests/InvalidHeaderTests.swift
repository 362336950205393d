import BN254
import ConstraintSystem
import Files
import ProvingKeys
import TestSupport
import Testing
import TurboPlonk

/// Headers with a right checksum that say what cannot be: an attacker can compute checksums too.
@Suite struct InvalidHeaderTests {
    private let written: WrittenKey
    private var path: String { written.path }
    private var good: [UInt8] { written.bytes }

    init() throws { written = try WrittenKey() }

    /// Opens the file with its header changed and the checksum made right again.
    private func reason(_ change: (inout [UInt8]) -> Void) throws -> String? {
        var bytes = good
        change(&bytes)
        bytes.replaceSubrange(8160..<8192, with: SHA256Sum(of: Array(bytes[..<8160])).bytes)
        try writeFile(path, bytes)
        guard case .invalidHeader(path, let reason) = failureOfOpening(path) else { return nil }
        return reason
    }

    private static func put(_ value: UInt64, at offset: Int, count: Int = 4) -> (inout [UInt8]) -> Void {
        { bytes in
            for index in 0..<count { bytes[offset + index] = UInt8(truncatingIfNeeded: value >> (8 * index)) }
        }
    }

    @Test func theUnchangedHeaderIsRight() throws {
        #expect(try reason { _ in } == nil)
        #expect(failureOfOpening(path) == nil)
    }

    /// Files that are there already have these numbers.
    @Test(arguments: [(RangeCheck.canonical, 0), (.legacy, 1)] as [(RangeCheck, UInt8)])
    func rangeChecksKeepTheirNumbers(rangeCheck: RangeCheck, number: UInt8) throws {
        let circuit = CircuitIdentity(contractVersion: 2, capacity: 513, rangeCheck: rangeCheck)
        var key = try RandomKey()
        key.description.label = circuit.label
        try key.write(to: path)
        #expect(try fileBytes(path)[24..<36].elementsEqual([2, 0, 0, 0, 1, 2, 0, 0, number, 0, 0, 0]))
        #expect(try ProvingKeyFile.open(path).circuit == circuit)
    }

    /// The file takes any label; who asks which circuit it means is told that it means none.
    @Test(arguments: [
        (ProvingKeyLabel.none, "contract version 0"), (ProvingKeyLabel(65536, 2, 0), "contract version 65536"),
        (ProvingKeyLabel(3, 0, 0), "capacity 0"), (ProvingKeyLabel(3, .max, 0), "capacity 4294967295"),
        (ProvingKeyLabel(3, 2, 2), "range check 2"),
    ])
    func labelsOfOtherPrograms(label: ProvingKeyLabel, reason: String) throws {
        var key = try RandomKey()
        key.description.label = label
        try key.write(to: path)
        let file = try ProvingKeyFile.open(path)
        #expect(file.description.label == label)
        #expect(throws: ProvingKeyFileError.invalidHeader(path: path, reason)) { try file.circuit }
    }

    @Test func numbersOutOfRange() throws {
        #expect(try reason(Self.put(2, at: 44)) == "flags 2")
        #expect(try reason(Self.put(1000, at: 112)) == "1000 sections")
    }

    @Test func theVerifyingKeyMustBeOneAndFit() throws {
        let wrong = "the verifying key is another circuit's"
        #expect(try reason(Self.put(6, at: 36)) == wrong)
        #expect(try reason(Self.put(6, at: 40)) == wrong)
        #expect(try reason { $0[128 + 64 + 31] ^= 1 }?.hasPrefix("verifying key: sigma0: ") == true)
        #expect(try reason { $0[128] = 1 }?.hasPrefix("verifying key: domain size ") == true)
        // A larger domain than the file has room for.
        #expect(
            try reason { bytes in
                bytes[36] = 28
                bytes.replaceSubrange(128..<160, with: UInt256(1 << 28).bigEndianBytes)
            } == "selector q1 does not lie in the file")
    }

    /// Entry 0 is the first selector's, entry 23 that of the powers.
    @Test func sectionsMustLieInTheFile() throws {
        let (entry, last) = (1408, 1408 + 23 * 64)
        for offset: UInt64 in [0, 4096, 8192, 2 << 20 | 1, UInt64(good.count), 1 << 62, .max, .max << 21] {
            #expect(
                try reason(Self.put(offset, at: entry + 8, count: 8)) == "selector q1 does not lie in the file",
                "offset \(offset)")
        }
        for length: UInt64 in [0, 1023, 1025, .max] {
            #expect(
                try reason(Self.put(length, at: last + 16, count: 8)) == "powers does not lie in the file",
                "length \(length)")
        }
    }

    @Test func aCosetTableMustBeWhole() throws {
        try RandomKey(hasCosetTable: true).write(to: path)
        let bytes = try fileBytes(path)
        for number in [0, 9, 17] {
            var changed = bytes
            // Of a kind that no program knows.
            changed[1408 + (24 + number) * 64] = 99
            changed.replaceSubrange(8160..<8192, with: SHA256Sum(of: Array(changed[..<8160])).bytes)
            try writeFile(path, changed)
            let missing = ProvingKeySection.cosetTable[number].description
            #expect(failureOfOpening(path) == .invalidHeader(path: path, "\(missing) is missing"))
        }
    }

    /// Entry 24 is that of the Lagrange basis: of another kind it is passed over, as an older program does.
    @Test func aLagrangeBasisMayBeMissingButNotBeElsewhere() throws {
        try RandomKey(hasLagrangeBasis: true).write(to: path)
        let (bytes, entry) = (try fileBytes(path), 1408 + 24 * 64)
        func open(_ change: (inout [UInt8]) -> Void) throws -> ProvingKeyFileError? {
            var changed = bytes
            change(&changed)
            changed.replaceSubrange(8160..<8192, with: SHA256Sum(of: Array(changed[..<8160])).bytes)
            try writeFile(path, changed)
            return failureOfOpening(path)
        }
        #expect(bytes[entry] == 6)
        #expect(try open(Self.put(7, at: entry)) == nil)
        #expect(try !ProvingKeyFile.open(path).hasLagrangeBasis)
        let elsewhere = ProvingKeyFileError.invalidHeader(path: path, "Lagrange basis does not lie in the file")
        #expect(try open(Self.put(UInt64(bytes.count), at: entry + 8, count: 8)) == elsewhere)
        #expect(try open(Self.put(33 * 64, at: entry + 16, count: 8)) == elsewhere)
        #expect(try open { $0[entry + 4] = 1 } == nil)
    }

    @Test func sectionsMustBeThereOnce() throws {
        #expect(try reason(Self.put(23, at: 112)) == "powers is missing")
        #expect(try reason(Self.put(0, at: 112)) == "selector q1 is missing")
        #expect(try reason(Self.put(1, at: 1408 + 4)) == "selector q2 is there twice")
    }

    /// A table that a later program adds does not keep this one from reading what it knows.
    @Test func unknownSectionsArePassedOver() throws {
        let failure = try reason { bytes in
            Self.put(25, at: 112)(&bytes)
            Self.put(77, at: 1408 + 24 * 64)(&bytes)
        }
        #expect(failure == nil)
        #expect(failureOfOpening(path) == nil)
    }
}
