/// The big-endian bytes of a decimal number of any length, by repeated division of its digits; none for 0.
func bigEndianBytes(decimal text: some StringProtocol) -> [UInt8] {
    var digits = text.utf8.map { Int($0) - 0x30 }
    var bytes: [UInt8] = []
    while !digits.allSatisfy({ $0 == 0 }) {
        var remainder = 0
        for index in digits.indices {
            let value = remainder * 10 + digits[index]
            digits[index] = value / 256
            remainder = value % 256
        }
        bytes.append(UInt8(remainder))
    }
    return bytes.reversed()
}
