extension [UInt8] {
    /// The bytes without the mark that some editors put before a text in UTF-8 (U+FEFF).
    package var withoutByteOrderMark: [UInt8] { starts(with: [0xef, 0xbb, 0xbf]) ? Array(dropFirst(3)) : self }
}
