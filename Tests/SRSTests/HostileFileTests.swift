import BN254
import Files
import SRS
import TestSupport
import Testing

/// Nothing a file can hold may trap, and nothing wrong may pass.
@Suite struct HostileFileTests {
    @Test func aRightFilePasses() throws {
        #expect(try TestSetup(count: 17).failure() == nil)
        #expect(try TestSetup(count: 2).failure() == nil)
    }

    @Test func everyLengthButTheRightOneIsRefused() throws {
        let setup = try TestSetup(count: 4)
        let bytes = try setup.bytes()
        #expect(bytes.count == 8 + 4 * 64 + 8 + 128 + 128 + 8)
        for length in 0..<bytes.count {
            let announced: UInt64 = length < 8 ? 0 : 4
            #expect(
                try TestSetup(bytes: Array(bytes[..<length])).failure()
                    == .wrongLength(byteCount: length, powers: announced))
        }
        #expect(
            try TestSetup(bytes: bytes + [0]).failure() == .wrongLength(byteCount: bytes.count + 1, powers: 4))
    }

    @Test(arguments: [0, 1, 3, 5, 1 << 28, 1 << 32, 1 << 58, 1 << 62, UInt64.max / 64 + 5, UInt64.max])
    func everyOtherCountIsRefused(count: UInt64) throws {
        let setup = try TestSetup(count: 4) { bytes in
            bytes.replaceSubrange(..<8, with: (0..<8).map { UInt8(truncatingIfNeeded: count >> (8 * $0)) })
        }
        #expect(setup.failure() == .wrongLength(byteCount: 536, powers: count))
    }

    /// Every byte of a small file matters.
    @Test func aFlippedBitInAnyByteIsFound() throws {
        let setup = try TestSetup(count: 3)
        let good = try setup.bytes()
        for offset in good.indices {
            var bytes = good
            bytes[offset] ^= 1 << (offset % 8)
            #expect(try TestSetup(bytes: bytes).failure() != nil, "byte \(offset)")
        }
    }

    @Test func flagsMustBeThoseOfThePoint() throws {
        for (flags, reason) in [(0x80, BN254Error.invalidFlags("G1")), (0x40, .invalidFlags("G1"))] {
            let setup = try TestSetup(count: 5) { $0[8 + 64 * 3 + 63] ^= UInt8(flags) }
            #expect(setup.failure() == .badPower(index: 3, reason))
        }
    }

    @Test func pointsOffTheCurveAndBeyondTheModulusAreNamed() throws {
        let offCurve = try TestSetup(count: 5) { $0[8 + 64 * 2] ^= 1 }
        #expect(offCurve.failure() == .badPower(index: 2, .notOnCurve("G1")))
        let large = try TestSetup(count: 5) {
            $0.replaceSubrange(8 + 64..<8 + 96, with: [UInt8](repeating: 0xff, count: 32))
        }
        #expect(large.failure() == .badPower(index: 1, .notCanonical("x of the G1 point")))
    }

    @Test func infinityIsNoPower() throws {
        let setup = try TestSetup(count: 5) { $0.replacePower(4, by: G1Point.infinity.arkUncompressed) }
        #expect(setup.failure() == .badPower(index: 4, nil))
        let infiniteBeta = try TestSetup(count: 5) {
            $0.replaceSubrange(8 + 5 * 64 + 8 + 128..<8 + 5 * 64 + 8 + 256, with: G2Point.infinity.arkUncompressed)
        }
        #expect(infiniteBeta.failure() == .badPoint("β·h", nil))
    }

    @Test func theFirstOfSeveralBadPowersIsNamed() throws {
        let setup = try TestSetup(count: 5000) { bytes in
            for index in [4999, 1234, 3000] { bytes[8 + 64 * index] ^= 1 }
        }
        #expect(setup.failure() == .badPower(index: 1234, .notOnCurve("G1")))
    }

    @Test func theGeneratorsAreChecked() throws {
        let g = try TestSetup(count: 5) { $0.replacePower(0, by: (G1Point.generator * Fr(2)).arkUncompressed) }
        #expect(g.failure() == .notGenerator("power 0"))
        let h = try TestSetup(count: 5) {
            $0.replaceSubrange(8 + 5 * 64 + 8..<8 + 5 * 64 + 136, with: TestSetup.betaH.arkUncompressed)
        }
        #expect(h.failure() == .notGenerator("h"))
    }

    @Test func theEmptyPartsMustBeEmpty() throws {
        let first = try TestSetup(count: 5) { $0[8 + 5 * 64] = 1 }
        #expect(first.failure() == .unexpectedPart("powers of γ·g"))
        let second = try TestSetup(count: 5) { $0[$0.count - 1] = 1 }
        #expect(second.failure() == .unexpectedPart("negative powers of h"))
    }

    /// Only the pairing can tell these: every point is one of the curve.
    @Test func powersOfNoOneNumberAreFound() throws {
        #expect(try TestSetup(count: 40) { $0.swapPowers(17, 18) }.failure() == .notConsecutive)
        #expect(try TestSetup(count: 40) { $0.swapPowers(38, 39) }.failure() == .notConsecutive)
        let negated = try TestSetup(count: 40) { bytes in
            let point = (-(G1Point.generator * (TestSetup.tau * TestSetup.tau))).arkUncompressed
            bytes.replacePower(2, by: point)
        }
        #expect(negated.failure() == .notConsecutive)
        let otherBeta = try TestSetup(count: 40) {
            $0.replaceSubrange(
                8 + 40 * 64 + 8 + 128..<8 + 40 * 64 + 8 + 256,
                with: (TestSetup.betaH + .generator).arkUncompressed)
        }
        #expect(otherBeta.failure() == .notConsecutive)
    }

    @Test func missingFilesAndFoldersAreErrorsOfTheSystem() throws {
        let folder = try TemporaryFolder()
        func failure(_ path: String) -> FileError? {
            do throws(SRSError) {
                _ = try StructuredReferenceString(contentsOf: path)
                return nil
            } catch .file(let error) {
                return error
            } catch {
                return nil
            }
        }
        #expect(failure(folder.path + "/none")?.isMissing == true)
        #expect(failure(folder.path)?.isMissing == false)
        #expect(failure("/dev/zero") != nil)
    }
}
