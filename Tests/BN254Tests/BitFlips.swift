import BN254

/// What becomes of an encoding when any single one of its bits is flipped.
struct BitFlips {
    private(set) var rejected = 0
    /// Decoded to a point other than the original, whose encoding is the flipped one.
    private(set) var otherPoints = 0
    /// Positions of bits whose flip gave the same point, or a point with another encoding: malleability.
    private(set) var malleable: [Int] = []

    init<Point: Equatable>(
        of bytes: [UInt8], decode: ([UInt8]) throws(BN254Error) -> Point, encode: (Point) -> [UInt8]
    ) throws(BN254Error) {
        let original = try decode(bytes)
        for position in 0..<8 * bytes.count {
            var flipped = bytes
            flipped[position >> 3] ^= 1 << UInt8(position & 7)
            do {
                let point = try decode(flipped)
                if point != original && encode(point) == flipped {
                    otherPoints += 1
                } else {
                    malleable.append(position)
                }
            } catch {
                rejected += 1
            }
        }
    }
}
