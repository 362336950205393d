/// The state of Keccak-f[1600]: 25 lanes of 64 bits, lane (x, y) at index x + 5y.
struct KeccakState {
    var lanes = InlineArray<25, UInt64>(repeating: 0)

    /// Iota's round constants, one for each of the 24 rounds.
    private static let roundConstants: InlineArray<24, UInt64> = [
        0x0000_0000_0000_0001, 0x0000_0000_0000_8082, 0x8000_0000_0000_808a, 0x8000_0000_8000_8000,
        0x0000_0000_0000_808b, 0x0000_0000_8000_0001, 0x8000_0000_8000_8081, 0x8000_0000_0000_8009,
        0x0000_0000_0000_008a, 0x0000_0000_0000_0088, 0x0000_0000_8000_8009, 0x0000_0000_8000_000a,
        0x0000_0000_8000_808b, 0x8000_0000_0000_008b, 0x8000_0000_0000_8089, 0x8000_0000_0000_8003,
        0x8000_0000_0000_8002, 0x8000_0000_0000_0080, 0x0000_0000_0000_800a, 0x8000_0000_8000_000a,
        0x8000_0000_8000_8081, 0x8000_0000_0000_8080, 0x0000_0000_8000_0001, 0x8000_0000_8000_8008,
    ]

    /// Keccak-f[1600]: 24 rounds of theta, rho, pi, chi and iota (The Keccak reference 3.0, section 1.2).
    mutating func permute() {
        // Twenty-five local words, which the optimiser keeps apart as it does not the elements of an array.
        var row0 = Row(lanes[0], lanes[1], lanes[2], lanes[3], lanes[4])
        var row1 = Row(lanes[5], lanes[6], lanes[7], lanes[8], lanes[9])
        var row2 = Row(lanes[10], lanes[11], lanes[12], lanes[13], lanes[14])
        var row3 = Row(lanes[15], lanes[16], lanes[17], lanes[18], lanes[19])
        var row4 = Row(lanes[20], lanes[21], lanes[22], lanes[23], lanes[24])

        for round in 0..<24 {
            // Theta.
            let parity = row0 ^ row1 ^ row2 ^ row3 ^ row4
            let change = parity.thetaChange
            row0 = row0 ^ change
            row1 = row1 ^ change
            row2 = row2 ^ change
            row3 = row3 ^ change
            row4 = row4 ^ change

            // Rho turns each lane by its own distance, pi moves it to its new place.
            let moved0 = Row(row0.x0, row1.x1 <<< 44, row2.x2 <<< 43, row3.x3 <<< 21, row4.x4 <<< 14)
            let moved1 = Row(row0.x3 <<< 28, row1.x4 <<< 20, row2.x0 <<< 3, row3.x1 <<< 45, row4.x2 <<< 61)
            let moved2 = Row(row0.x1 <<< 1, row1.x2 <<< 6, row2.x3 <<< 25, row3.x4 <<< 8, row4.x0 <<< 18)
            let moved3 = Row(row0.x4 <<< 27, row1.x0 <<< 36, row2.x1 <<< 10, row3.x2 <<< 15, row4.x3 <<< 56)
            let moved4 = Row(row0.x2 <<< 62, row1.x3 <<< 55, row2.x4 <<< 39, row3.x0 <<< 41, row4.x1 <<< 2)

            row0 = moved0.chi
            row1 = moved1.chi
            row2 = moved2.chi
            row3 = moved3.chi
            row4 = moved4.chi

            // Iota.
            row0.x0 ^= Self.roundConstants[round]
        }

        lanes = [
            row0.x0, row0.x1, row0.x2, row0.x3, row0.x4,
            row1.x0, row1.x1, row1.x2, row1.x3, row1.x4,
            row2.x0, row2.x1, row2.x2, row2.x3, row2.x4,
            row3.x0, row3.x1, row3.x2, row3.x3, row3.x4,
            row4.x0, row4.x1, row4.x2, row4.x3, row4.x4,
        ]
    }
}

/// Five lanes of one y: x from 0 to 4.
private struct Row {
    var x0, x1, x2, x3, x4: UInt64

    @inline(__always)
    init(_ x0: UInt64, _ x1: UInt64, _ x2: UInt64, _ x3: UInt64, _ x4: UInt64) {
        self.x0 = x0
        self.x1 = x1
        self.x2 = x2
        self.x3 = x3
        self.x4 = x4
    }

    @inline(__always)
    static func ^ (left: Row, right: Row) -> Row {
        Row(left.x0 ^ right.x0, left.x1 ^ right.x1, left.x2 ^ right.x2, left.x3 ^ right.x3, left.x4 ^ right.x4)
    }

    /// What theta adds to every row, when this row holds the parities of the five columns.
    @inline(__always)
    var thetaChange: Row {
        Row(x4 ^ (x1 <<< 1), x0 ^ (x2 <<< 1), x1 ^ (x3 <<< 1), x2 ^ (x4 <<< 1), x3 ^ (x0 <<< 1))
    }

    @inline(__always)
    var chi: Row {
        Row(x0 ^ (~x1 & x2), x1 ^ (~x2 & x3), x2 ^ (~x3 & x4), x3 ^ (~x4 & x0), x4 ^ (~x0 & x1))
    }
}

infix operator <<< : BitwiseShiftPrecedence

/// A lane turned left by 0 < `distance` < 64 bits.
@inline(__always)
private func <<< (lane: UInt64, distance: UInt64) -> UInt64 {
    lane &<< distance | lane &>> (64 &- distance)
}
