import BN254
import Cryptography
import Kernels

extension SHA256 {
    /// The digest, in hexadecimal, of elements as 32 bytes each, least significant first.
    static func littleEndian(_ elements: StorageSlice<Fr>) throws -> String {
        var hash = try SHA256()
        for start in stride(from: 0, to: elements.count, by: 1 << 16) {
            // Four limbs, least significant first, on hosts that are little-endian: all that Swift runs on here.
            let chunk = (start..<min(start + 1 << 16, elements.count)).map { elements[$0].canonical }
            try hash.update(chunk.withUnsafeBytes { Array($0) })
        }
        return try hash.finalize().hexadecimal
    }

    /// The digest, in hexadecimal, of 32-bit integers, least significant byte first.
    static func littleEndian(_ integers: [UInt32]) throws -> String {
        try hash(integers.map(\.littleEndian).withUnsafeBytes { Array($0) }).hexadecimal
    }

    /// The digest, in hexadecimal, of 32-bit integers, most significant byte first.
    static func bigEndian(_ integers: [UInt32]) throws -> String {
        try hash(integers.map(\.bigEndian).withUnsafeBytes { Array($0) }).hexadecimal
    }
}

extension [UInt8] {
    /// Two hexadecimal digits a byte, lower case.
    var hexadecimal: String {
        let digits = [Character]("0123456789abcdef")
        return String(flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }
}
