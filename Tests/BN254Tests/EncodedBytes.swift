extension [UInt8] {
    /// The flag bits of a short Weierstrass point.
    var flags: UInt8 { self[count - 1] & 0xc0 }

    /// These bytes with the flag bits replaced.
    func settingFlags(_ flags: UInt8) -> [UInt8] {
        guard let last else { return self }
        return dropLast() + [last & 0x3f | flags]
    }

    /// These bytes with the 32 from `32·index` on replaced.
    func replacingWord(_ index: Int, by word: [UInt8]) -> [UInt8] {
        Array(self[..<(32 * index)]) + word + self[(32 * index + 32)...]
    }
}
