/// CRC-8 with polynomial x⁸ + x² + x + 1 (0x07), initial value 0, nothing reflected, no final XOR (CRC-8/SMBUS).
package struct CRC8 {
    /// The checksum of all bytes so far; 0 before the first.
    package private(set) var value: UInt8 = 0

    /// The checksum of no bytes.
    package init() {}

    /// Goes on with these bytes. Several calls give the value of one call with all their bytes.
    package mutating func update(_ bytes: some Sequence<UInt8>) {
        for byte in bytes {
            value ^= byte
            for _ in 0..<8 {
                value = value << 1 ^ (value >> 7 == 1 ? 0x07 : 0)
            }
        }
    }
}
